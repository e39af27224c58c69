"""Ids and places in the model: every noun has them, they are those of the TEI, and every unit is found in its place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from tests.encoding import encoded, identified, model_of
from tests.families import families
from tests.properties.test_edition import BREAKS, WORDS, witnesses_of

from edition.model import Agreement, BlockUnit, Kind, Mention, MentionKind, Node, VariationUnit, reading_blocks
from edition.model.identify import Identified, identify_witness
from edition.model.layout import Container, PlacedBlock, PlacedUnit, walk
from edition.model.variation import units_of
from edition.model.woven import weave
from edition.xml.namespaces import XML_ID, tei

LIST = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><head>Of ferries</head>

<p>The ferry left at dawn with nine barrels of oil.</p>

<list><item>oil in barrels</item>
<item>{}salt in sacks</item></list>

<p>It came home late that evening in the rain.</p>
</body></text></TEI>"""


def made(*tei_texts: str) -> Identified:
    return identified([model_of(text, siglum)[0] for siglum, text in zip("ABC", tei_texts, strict=False)])


def ids_in(edition: Identified) -> Counter[str]:
    """Every id that the model gives to blocks, units and containers."""
    found: Counter[str] = Counter()
    for part in walk(edition.layout.parts):
        match part:
            case Container():
                found[part.id] += 1
            case PlacedBlock():
                found[part.block.id] += 1
                found.update(unit.id for unit in part.block.units())
            case PlacedUnit():
                found[part.unit.id] += 1
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(WORDS, BREAKS))
def test_ids_are_unique_and_those_of_the_tei(texts: list[str]) -> None:
    edition = identified(witnesses_of(texts, False))
    found = ids_in(edition)
    assert set(found.values()) <= {1}
    assert "" not in found
    _, tree = encoded(edition)
    apps = [app.get(XML_ID) for app in tree.iter(tei("app"))]
    assert [unit.id for unit in units_of(edition)] == apps
    assert {e.get(XML_ID) for e in tree.iter(tei("p"), tei("head"), tei("item")) if e.get(XML_ID)} <= set(found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(WORDS, BREAKS))
def test_the_places_of_a_reading_have_its_words(texts: list[str]) -> None:
    edition = identified(witnesses_of(texts, False))
    for unit in units_of(edition):
        for reading in unit.readings:
            for siglum in reading.witnesses:
                own = "".join(reading.text_of(siglum).split())
                assert sorted(letters_at(edition, siglum, reading.places.get(siglum, ()))) == sorted(own)


def letters_at(edition: Identified, siglum: str, places: Sequence[tuple[int, int]]) -> str:
    """The letters of a witness's reading text at places of its text: without note marks and markup."""
    offsets = [
        (at, c) for b in reading_blocks(edition.witness(siglum)) for at, c in zip(b.offsets, b.text, strict=True)
    ]
    return "".join(c for start, end in places for at, c in offsets if start <= at < end and not c.isspace())


def test_blocks_and_units_are_the_same_in_the_apparatus_and_in_the_layout() -> None:
    edition = made(LIST.format(""), LIST.format("flour in bags</item>\n<item>"), LIST.format(""))
    placed = [p.block for p in walk(edition.layout.parts) if isinstance(p, PlacedBlock)]
    units = [p.unit for p in walk(edition.layout.parts) if isinstance(p, PlacedUnit)]
    listed = [b for one in edition.apparatus.blocks for b in (one.blocks if isinstance(one, BlockUnit) else (one,))]
    assert Counter(b.id for b in placed) == Counter(b.id for b in listed)
    assert [u.id for u in units] == [u.id for u in edition.apparatus.blocks if isinstance(u, BlockUnit)]


def test_blocks_that_a_list_of_the_base_lacks_are_entries_of_it_one_by_one() -> None:
    more = "flour in bags</item>\n<item>wine in jars</item>\n<item>"
    edition = made(LIST.format(""), LIST.format(more))
    units = [p for p in walk(edition.layout.parts) if isinstance(p, PlacedUnit)]
    assert [(p.entry_of, [b.text.strip() for b in p.unit.blocks]) for p in units] == [
        (Kind.LIST, ["flour in bags"]),
        (Kind.LIST, ["wine in jars"]),
    ]
    assert all(p.unit.container == p.unit.blocks[0].id for p in units)
    assert {p.unit.container for p in units}.isdisjoint({p.unit.id for p in units})
    _, tree = encoded(edition)
    assert [app.getparent().tag for app in tree.iter(tei("app"))] == [tei("item")] * 2


def test_paragraphs_that_the_base_lacks_stand_after_the_block_before_them() -> None:
    added = LIST.format("").replace("<p>It came", "<p>Nobody on the lake had ever seen such a storm.</p>\n\n<p>It came")
    edition = made(LIST.format(""), added)
    (unit,) = [p for p in edition.layout.parts if isinstance(p, PlacedUnit)]
    at = edition.layout.parts.index(unit)
    before, after = edition.layout.parts[at - 1], edition.layout.parts[at + 1]
    assert isinstance(before, Container)
    assert before.node.kind is Kind.LIST
    assert isinstance(after, PlacedBlock)
    assert after.block.text.startswith("It came home")
    assert (unit.entry_of, unit.unit.container) == (None, "")
    assert [p.is_top for p in unit.parts if isinstance(p, PlacedBlock)] == [True]


def test_a_section_that_the_base_lacks_is_opened_in_the_edition() -> None:
    section = "<div><head>The storm</head>\n\n<p>Nobody on the lake had ever seen such a storm.</p>\n\n</div>"
    edition = made(LIST.format(""), LIST.format("").replace("<p>It came", f"{section}\n\n<p>It came"))
    (unit,) = [p for p in walk(edition.layout.parts) if isinstance(p, PlacedUnit)]
    (opened,) = unit.parts
    assert isinstance(opened, Container)
    assert opened.node.kind is Kind.SECTION
    assert opened.first == "The storm"
    assert [p.is_top for p in opened.parts if isinstance(p, PlacedBlock)] == [False, False]


def test_the_same_words_at_two_places_have_two_ids() -> None:
    same = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n\n<p>x</p>\n\n<p>x</p>\n\n<p>x</p></body></text></TEI>'
    )
    witness, _ = identify_witness(model_of(same, "A")[0], ())
    names = [node.id for node in witness.root.walk() if node.kind is Kind.PARAGRAPH]
    assert len(set(names)) == 3


def test_mentions_have_ids_and_keep_their_order() -> None:
    text = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>Anna saw <persName ref='p#b'>Berta</persName>"
    text += " and <persName ref='p#a'>Anna</persName>.</p></body></text></TEI>"
    witness, mentions = model_of(text, "A")
    plain = [replace(m, id="") for m in mentions]
    _, named = identify_witness(witness, plain[::-1])
    assert [m.ref for m in named] == ["a", "b"]
    assert all(m.id.startswith("m-") for m in named)
    assert named[0].id != named[1].id


# -- woven


def test_a_mention_is_woven_into_the_innermost_node_that_contains_it() -> None:
    root = Node(
        Kind.BODY, 0, 20, (Node(Kind.PARAGRAPH, 0, 9, (Node(Kind.QUOTED, 2, 6),)), Node(Kind.PARAGRAPH, 11, 20))
    )
    mentions = [Mention(MentionKind.PERSON, a, b) for a, b in ((3, 5), (1, 7), (11, 20), (9, 11))]
    woven = weave(root, mentions)
    shape = [(type(one.what).__name__, one.start, one.end) for one in woven.walk()]
    assert shape == [
        ("Node", 0, 20), ("Node", 0, 9), ("Mention", 1, 7), ("Node", 2, 6), ("Mention", 3, 5), ("Mention", 9, 11),
        ("Node", 11, 20), ("Mention", 11, 20),
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "end"), [(4, 8), (1, 3), (0, 10)])
def test_a_mention_that_overlaps_a_node_in_part_is_refused(start: int, end: int) -> None:
    root = Node(Kind.BODY, 0, 20, (Node(Kind.PARAGRAPH, 0, 9, (Node(Kind.QUOTED, 2, 6),)), Node(Kind.PARAGRAPH, 9, 20)))
    with pytest.raises(ValueError, match="cuts a stretch"):
        weave(root, [Mention(MentionKind.PERSON, start, end)])


# -- variation


def test_who_is_not_extant_at_a_passage_is_not_extant_within_it() -> None:
    texts = {
        "A": "We sailed at dawn with nine barrels of good oil from the old mill and came home late.",
        "B": "We sailed at dawn with ten barrels of good oil from the old mill and came home late.",
        "C": "We sailed at dawn and came home late.",
    }
    edition = identified([model_of(LIST.replace("The ferry left at dawn with nine barrels of oil.", text), siglum)[0]
                          for siglum, text in texts.items()])  # fmt: skip
    units = {unit.id: unit for unit in units_of(edition)}
    inner = [unit for unit in units.values() if unit.within]
    assert inner
    for unit in inner:
        outer = units[unit.within]
        assert set(unit.witnesses) | set(unit.lacunose) == set(outer.lemma.witnesses) | set(outer.lacunose)
        assert outer["C"].type == "om"
        assert "C" not in unit
        assert outer.lemma.text_of("B").startswith("with ten")


def test_every_agreement_has_words_of_every_witness() -> None:
    edition = made(LIST.format(""), LIST.format(""))
    (block, *_) = [b for b in edition.apparatus.blocks if not isinstance(b, BlockUnit)]
    assert all(isinstance(part, Agreement) for part in block.parts)
    assert not any(isinstance(part, VariationUnit) for part in block.parts)
    assert set(block.places) == {"A", "B"}
