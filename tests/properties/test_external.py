"""An apparatus outside the text loses nothing either: every witness comes back by both methods, block by block."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded, identified
from tests.families import families

from edition.model import Kind, Node, Witness, reading_blocks
from edition.model.witness import OPENINGS
from edition.project.sources import make_seed
from edition.readers.structure import absorb_stray_characters
from edition.tei.decode.edition import recover, witness_ids
from edition.tei.decode.external import recover_external
from edition.tei.encode.external import METHODS
from edition.tei.encode.header import Imprint
from edition.tei.word_references import BlockWords
from edition.xml.namespaces import XML_ID, tei

IMPRINT = Imprint("Made up", "en", program="0")
WORDS = ["the", "river", "ferry", "rope", "Anna", "dawn,", "dusk.", "1803", "(broke)", "«said»", "-", "\x0c"]
BREAKS = [" ", " ", " ", "  ", "\n\n", "\n\n\n", ""]
EXTERNAL = METHODS[1:]


def witness_of(siglum: str, text: str, scope: str = "whole") -> Witness:
    """Paragraphs between empty lines; a line that begins with a capital stands for a heading."""
    nodes, at = [], 0
    for part in text.split("\n\n"):
        if part.strip(" \n"):
            kind = Kind.HEADING if part.startswith("Anna") else Kind.PARAGRAPH
            nodes.append(Node(kind, at, at + len(part)))
        at += len(part) + 2
    root = absorb_stray_characters(Node(Kind.BODY, 0, len(text), tuple(nodes)), text)
    return Witness(siglum, siglum, make_seed(siglum, f"{siglum}.txt", text.encode()), root, "text", scope)


def external(witnesses: Sequence[Witness], method: str) -> etree._Element:
    return encoded(identified(witnesses), method)[1]


def blocks(witness: Witness) -> list[object]:
    return [
        (b.kind.milestone, b.text, tuple((OPENINGS[n], d) for n, d in b.opens if n in OPENINGS))
        for b in reading_blocks(witness)
    ]


def assert_whole(witnesses: Sequence[Witness], edition: etree._Element) -> None:
    ids = witness_ids(edition)
    for witness in witnesses:
        found = [(b.unit, b.text, b.opens) for b in recover_external(edition, ids[witness.siglum])]
        assert found == blocks(witness), witness.siglum


@pytest.mark.parametrize("method", EXTERNAL)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(WORDS, BREAKS), st.booleans())
def test_every_witness_comes_back(method: str, made: list[str], fragment: bool) -> None:
    witnesses = [
        witness_of(siglum, text, "fragment" if fragment and siglum == "B" else "whole")
        for siglum, text in zip("ABCD", made, strict=False)
    ]
    edition = external(witnesses, method)
    assert_whole(witnesses, edition)
    assert_nothing_nests(edition)
    assert_lemmas_are_the_base(edition)


def assert_nothing_nests(edition: etree._Element) -> None:
    assert not edition.findall(f".//{tei('body')}//{tei('app')}")
    assert not edition.findall(f".//{tei('app')}//{tei('app')}")
    names = [e.get(XML_ID) for e in edition.iter(etree.Element) if e.get(XML_ID)]
    assert len(names) == len(set(names))
    everyone = {f"#{name}" for name in witness_ids(edition).values()}
    for app in edition.iter(tei("app")):
        named = [w for r in app.iter(tei("lem"), tei("rdg")) for w in r.get("wit", "").split()]
        assert len(named) == len(set(named))
        assert set(named) <= everyone


def assert_lemmas_are_the_base(edition: etree._Element) -> None:
    """What an entry quotes as lemma stands at the place that it names."""
    body = next(edition.iter(tei("body")))
    names = {element.get(XML_ID) for element in edition.iter(etree.Element)} - {None}
    block_elements = list(body.iter(tei("p"), tei("head")))
    words = [BlockWords(n, spelled(block)) for n, block in enumerate(block_elements, 1)]
    for app in edition.iter(tei("app")):
        lemma = spelled(next(app.iter(tei("lem"))))
        reference = app.get("loc", "")
        if not reference:
            assert {app.get("from", "")[1:], app.get("to", "")[1:]} <= names
            assert between(body, app.get("from", "")[1:], app.get("to", "")[1:]) == lemma
        elif not reference.endswith("+"):
            number = int(reference.partition(".")[0])
            start, end = words[number - 1].resolved(reference)
            assert spelled(block_elements[number - 1])[start:end] == lemma


def spelled(element: etree._Element) -> str:
    """The words of an element; `g` as one sign."""
    inner = ("\x0c" if c.tag == tei("g") else spelled(c) for c in element)
    return (element.text or "") + "".join(i + (c.tail or "") for i, c in zip(inner, element, strict=True))


def between(body: etree._Element, first: str, last: str) -> str:
    at = next(e for e in body.iter(tei("anchor")) if e.get(XML_ID) == first)
    said = ""
    while at.get(XML_ID) != last:
        said += at.tail or ""
        following = at.getnext()
        assert following is not None, f"{first} and {last} do not stand in one block"
        at = following
        said += "\x0c" if at.tag == tei("g") else ""
    return said


RIVER = "The ferry crossed the river twice a day, and nobody ever paid more than a penny for it.\n\n"
MASONS = "Three masons died in the work, and their names were cut into the middle pier for all to read.\n\n"
MILLER = "In the winter of the flood the miller found a box of letters, tied with green ribbon.\n\n"


@pytest.mark.parametrize("method", EXTERNAL)
def test_a_whole_paragraph_that_the_base_lacks_is_given_in_the_words_of_each(method: str) -> None:
    texts = [RIVER + MILLER, RIVER + MASONS + MILLER, RIVER + MASONS.replace("middle", "second") + MILLER]
    witnesses = [witness_of(s, t) for s, t in zip("ABC", texts, strict=True)]
    edition = external(witnesses, method)
    assert_whole(witnesses, edition)
    (app,) = edition.iter(tei("app"))
    assert [r.get("wit") for r in app] == ["#A", "#B", "#C"]
    assert [spelled(r) for r in app] == ["", *(t[len(RIVER) : -len(MILLER)].strip() for t in texts[1:])]
    place = {"double-end-point": f"#{app.get(XML_ID)}-at", "location-referenced": "1+"}[method]
    assert app.get("from", app.get("loc")) == place


@pytest.mark.parametrize("method", EXTERNAL)
def test_a_moved_passage_comes_back_at_its_own_place(method: str) -> None:
    witnesses = [witness_of("A", RIVER + MASONS + MILLER), witness_of("B", MILLER + RIVER + MASONS)]
    edition = external(witnesses, method)
    assert edition.findall(f".//{tei('link')}"), "nothing was moved"
    assert_whole(witnesses, edition)


@pytest.mark.parametrize("method", EXTERNAL)
def test_a_passage_that_moved_among_those_who_have_it_is_marked_once(method: str) -> None:
    """The base has neither paragraph, the others have both in another order and in other words."""
    end = "And so it ended, as all such stories end that are told on a ferry at dusk by an old man.\n\n"
    texts = [RIVER + end, RIVER + MASONS + MILLER + end, RIVER + MILLER + MASONS.replace("Three", "Two") + end]
    witnesses = [witness_of(s, t) for s, t in zip("ABC", texts, strict=True)]
    edition = external(witnesses, method)
    assert edition.findall(f".//{tei('link')}"), "nothing was moved"
    assert_nothing_nests(edition)
    assert_whole(witnesses, edition)


@pytest.mark.parametrize("method", EXTERNAL)
@pytest.mark.parametrize("damage", ["reading", "place"])
def test_damage_is_noticed(method: str, damage: str) -> None:
    witnesses = [witness_of("A", RIVER + MASONS), witness_of("B", (RIVER + MASONS).replace("ferry", "old ferry boat"))]
    edition = external(witnesses, method)
    app = next(edition.iter(tei("app")))
    if damage == "reading":
        next(app.iter(tei("rdg"))).text = "boats"
    else:
        for name in {"from", "to", "loc"} & set(app.attrib):
            app.set(name, "2.3" if name == "loc" else "#gone")
    with pytest.raises(AssertionError):
        assert_whole(witnesses, edition)


@pytest.mark.parametrize("method", EXTERNAL)
def test_names_in_the_base_are_marked_once(method: str) -> None:
    """The quoted lemma has no marks: the name is marked where it stands."""
    russian = Node(Kind.FOREIGN, 0, 6, (), (("lang", "ru"),))
    base = witness_of("A", "Россия said yes.")
    base = replace(base, root=base.root.holding([russian]))
    edition = external([base, witness_of("B", "Россия said no.")], method)
    (foreign,) = edition.iter(tei("foreign"))
    assert foreign.text == "Россия"
    assert (foreign.tail or "").startswith(" said ")
    assert next(foreign.iterancestors(tei("p"))) is not None


@pytest.mark.parametrize("method", EXTERNAL)
def test_the_header_tells_the_method(method: str) -> None:
    edition = external([witness_of("A", RIVER), witness_of("B", MASONS)], method)
    found = next(edition.iter(tei("variantEncoding")))
    assert (found.get("method"), found.get("location")) == (method, "external")


def test_the_recovery_of_the_inner_apparatus_does_not_do_for_the_outer() -> None:
    witnesses = [witness_of("A", RIVER), witness_of("B", RIVER.replace("ferry", "boat"))]
    edition = external(witnesses, EXTERNAL[0])
    assert "boat" not in "".join(b.text for b in recover(edition, witness_ids(edition)["B"]))


# -- references


@given(st.text(alphabet="ab. ", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_reference_leads_back(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    words = BlockWords(7, text)
    reference = words.reference(start, end)
    assert words.resolved(reference) == (start, end), reference
    assert reference.startswith("7.")


@pytest.mark.parametrize(
    ("start", "end", "reference"),
    [
        (4, 9, "3.2"),
        (4, 17, "3.2-3:7"),
        (0, 3, "3.1"),
        (4, 10, "3.2-2:6"),
        (5, 18, "3.2:1-3"),
        (17, 17, "3.3:7"),
        (10, 10, "3.3:0"),
        (0, 0, "3.1:0"),
        (0, 18, "3.1-3"),
    ],
)
def test_references_are_words_where_they_can_be(start: int, end: int, reference: str) -> None:
    assert BlockWords(3, "The ferry crossed.").reference(start, end) == reference


@pytest.mark.parametrize("wrong", ["", "3", "4.1", "3.x", "3.1-", "3.1-2-3"])
def test_a_wrong_reference_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no reference to block 3"):
        BlockWords(3, "The ferry crossed.").resolved(wrong)
