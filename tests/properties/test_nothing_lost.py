"""I0: what is in the bytes of a seed is in the edition, in a note, or in an exclusion that the TEI states.

The measure is the bytes: they are decoded here, and nothing of what a reader kept is asked. The other side is read from
the TEI with lxml alone.
"""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded, identified

from edition.errors import EditionError
from edition.model import Witness
from edition.project.sources import make_seed
from edition.readers.cross_witness import reconcile_structures
from edition.readers.options import ReaderOptions
from edition.readers.registry import read
from edition.tei.encode.header import Imprint
from edition.validate.document import validate_document
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.parse import parse_document
from edition.xml.writer import serialize

IMPRINT = Imprint("Made up", "en", program="0")
LEFT_OUT = {tei("fw"), tei("pc"), tei("surplus")}
#: One character of each block; what Python does not know yet, other programs may take for a letter.
BLOCKS_OF_UNICODE = [
    c for c in (chr(start + 1) for start in range(0x20, 0x20000, 0x80)) if unicodedata.category(c) not in ("Cs", "Cn")
]
TITLES = [
    "Emma",
    "I",
    "The Moscow trials",
    "Ἰλιάς",
    "= One =",
    "CHAPTER II.",
    "12",
    "* * *",
    "***",
    "-----",
    "…",
    "§ 4",
]
_LINES = """
Emma Woodhouse was rich. | It was a week later. | I | She pictured the garden. | From Venice: the empty square
He stood (left) and bowed. | Category: none of them. | Jump to: navigation | 12. Mai 1936 kam er. | 1. one | 2. two
- Oui, dit-il. | - Non. | • bullet | * star | words[1] and [12] more [citation needed] | [1] A note. | a[*] b
<ref>x</ref> | a < b & c > d | == Two == | {{x}} | Retrieved from there. | mer- | chant | 1936
Паром отошёл | שָׁלוֹם עֲלֵיכֶם | السلام عليكم | 渡船在黎明 | \u1f71\u03ac | \ufb2a | e\u0301\u0323 | \u200e\u2028x
“Quoted words that stand here, for long enough to be a quotation of at least twelve words or so,” he said:
"""
LINES = [line for row in _LINES.strip().split("\n") for line in row.split(" | ")] + ["a\x0bb\x0cc"]
words = st.sampled_from(LINES) | st.sampled_from(TITLES) | st.text(st.sampled_from(BLOCKS_OF_UNICODE), max_size=6)
breaks = st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "\r\n", "\n \n", "\t"])
texts = st.lists(st.tuples(words, breaks), min_size=1, max_size=14).map(lambda parts: "".join(a + b for a, b in parts))


def letters(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()))


def parts_of(root: etree._Element) -> tuple[str, str, list[str]]:
    """What a witness file has as reading text, in notes, and as exclusions, from its elements."""
    read_, noted, excluded = [], [], []
    codes = {c.get(XML_ID): chr(int(c[0].get("value"), 16)) for c in root.iter(tei("char"))}

    def walk(element: etree._Element, into: list[str]) -> None:
        if element.tag == tei("g"):
            into.append(codes[element.get("ref", "")[1:]])
        into.append(element.text or "")
        for child in element:
            out = child.tag in LEFT_OUT or (child.tag == tei("ref") and child.get("type") == "noteMark")
            inner = excluded if out else noted if child.tag == tei("note") else into
            walk(child, inner)
            into.append(child.tail or "")

    walk(root.find("tei:text", NS), read_)
    return "".join(read_), "".join(noted), excluded


def edition_of(texts_: tuple[str, ...], reader: str) -> tuple[list[etree._Element], etree._Element]:
    made = []
    for siglum, text in zip("AB", texts_, strict=False):
        seed = make_seed(siglum, f"{siglum}.txt", text.encode("utf-8"))
        name, structure = read(seed, reader, ReaderOptions(genre="prose"))
        made.append(Witness(siglum, siglum, seed, structure.root, name))
    witnesses = reconcile_structures(made)
    trees, edition = encoded(identified(witnesses))
    return [etree.fromstring(serialize(tree)) for tree in trees.values()], edition


def held(edition: etree._Element, pointer: str) -> Counter[str]:
    """The letters that the body of the edition gives to a witness."""
    codes = {c.get(XML_ID): chr(int(c[0].get("value"), 16)) for c in edition.iter(tei("char"))}
    found: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag in (tei("lem"), tei("rdg")) and pointer not in element.get("wit", "").split():
            return
        if element.tag == tei("g"):
            found.append(codes[element.get("ref", "")[1:]])
        found.append(element.text or "")
        for child in element:
            walk(child)
            found.append(child.tail or "")

    walk(edition.find("tei:text/tei:body", NS))
    return Counter(letters("".join(found)))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(texts, texts)
@example("Emma\n\nEmma Woodhouse was rich.\n\nEmmanuel came in.\n", "Emma Woodhouse was rich.\n")
@example("12. Mai 1936 kam er.\n\nUnd dann\n3. Mai ging er.\n", "12. Mai 1936 kam er.\n")
@example("- Oui, dit-il.\n\n- Non.\n\nText[1] hier.\n\n1. Eins.\n2. Zwei.\n", "Text.\n")
@example("***\n", "[[\n")
def test_every_letter_of_the_bytes_is_in_the_edition_or_left_out_by_a_stated_rule(one: str, other: str) -> None:
    every_letter_is_accounted_for(one, other)


def every_letter_is_accounted_for(one: str, other: str) -> None:
    try:
        files, edition = edition_of((one, other), "text")
    except EditionError:
        assert not one.strip() or not other.strip()
        return
    for siglum, text, file in zip("AB", (one, other), files, strict=True):
        decoded = text.encode("utf-8").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        reading, noted, excluded = parts_of(file)
        assert Counter(decoded) == Counter(reading + noted + "".join(excluded))
        assert held(edition, f"#{siglum}") == Counter(letters(reading))
        stated = file.findtext(".//tei:note[@type='exclusions']", namespaces=NS)
        assert bool("".join(excluded)) == (stated != "none")
        for sign in excluded:  # a plain text leaves out the signs of lists and notes, and no word
            assert re.fullmatch(r"\s*(\d{1,3}[.)]|[-•·*‣◦]|\[[^\]]{1,20}\])?\s*", sign), sign


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts)
@example("***\n", "[[\n")
@example("= Heading =\n", "Emma\n\nText.\n\n* * *\n\nMore.\n")
def test_whatever_the_text_its_tei_is_valid(one: str, other: str) -> None:
    tei_is_valid(one, other)


def tei_is_valid(one: str, other: str) -> None:
    try:
        files, edition = edition_of((one, other), "")
    except EditionError:
        return
    for number, root in enumerate((*files, edition)):
        name = "tei/edition.xml" if root is edition else f"tei/witnesses/{number}.xml"
        document = parse_document(etree.tostring(root, encoding="UTF-8", xml_declaration=True), name)
        assert [str(f) for f in validate_document(document)] == []


@pytest.mark.parametrize("reader", ["wiki", "page", "flat", "text"])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_no_reader_loses_a_letter(reader: str, text: str) -> None:
    try:
        (file,), edition = edition_of((text,), reader)
    except EditionError:
        return  # it refused
    reading, noted, excluded = parts_of(file)
    assert Counter(text.replace("\r\n", "\n")) == Counter(reading + noted + "".join(excluded))
    assert held(edition, "#A") == Counter(letters(reading))
