"""The synopsis: rows and cells, omission and lacuna, moves, places within places; and how far witnesses agree."""

from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from lxml import etree

from edition.tei.decode.edition import recover, witness_ids
from edition.xml.saxon import Sheet
from tallies import Pair

ROOT = Path(__file__).parent.parent.parent
S = {"s": "urn:edition:synopsis"}
MEASURES = ("same", "form", "replaced", "added", "omitted", "out", "beside")
TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><sourceDesc><listWit>
<witness xml:id="W" n="W"><title>One</title></witness><witness xml:id="E" n="E"><title>Two</title></witness>
<witness xml:id="F" n="F"><title>Three</title><note type="scope">A fragment.</note></witness>
</listWit></sourceDesc></fileDesc></teiHeader>{stand_off}<text xml:lang="en"><body>{body}</body></text></TEI>"""
LAC = '<rdg wit="#F" type="lac"><gap reason="fragment"/></rdg>'
EDITIONS = [ROOT / "tei" / "edition.xml", *sorted((ROOT / "tests" / "golden").glob("*/expected/tei/edition.xml"))]


@cache
def sheet() -> Sheet:
    return Sheet(Path(__file__).parent / "synopsis.xsl")


def synopsis(source: bytes, base: str = "W") -> etree._Element:
    return etree.fromstring(sheet().text(source, base=base).encode())


def rows(body: str, stand_off: str = "") -> etree._Element:
    return synopsis(TEXT.format(body=body, stand_off=stand_off).encode())


def columns(made: etree._Element) -> dict[str, list[str]]:
    """What each cell has: its words, or why it has none."""
    return {
        column.get("wit"): [
            "".join(w.text or "" for w in cell.iterfind("s:w", S)) if cell.get("state") == "text" else cell.get("state")
            for cell in column.iterfind("s:cell", S)
        ]
        for column in made.iterfind(".//s:column", S)
    }


def start(*witnesses: str, unit: str = "paragraph") -> str:
    return f'<milestone unit="{unit}" ed="{" ".join(f"#{w}" for w in witnesses)}"/>'


def app(lemma: str, *readings: str, wit: str = "#W", name: str = "a1", kind: str = "substantive") -> str:
    om = "" if lemma else ' type="om"'
    return f'<app xml:id="{name}" type="{kind}"><lem wit="{wit}"{om}>{lemma}</lem>{"".join(readings)}</app>'


def rdg(words: str, kind: str = "substitution", wit: str = "#E") -> str:
    return f'<rdg wit="{wit}" type="{kind}">{words}</rdg>'


def test_each_witness_has_its_own_words_in_a_row() -> None:
    made = rows(f'<p xml:id="p1">{start("W", "E")}The {app("red", rdg("blue"), LAC)} book.</p>')
    assert columns(made) == {"W": ["The red book."], "E": ["The blue book."], "F": ["lac"]}
    assert [w.get("u") for w in made.iterfind(".//s:column[@wit='E']//s:w", S)] == [None, "1.2", None]


def test_who_lacks_a_block_omits_it_and_a_fragment_is_silent() -> None:
    lacking = app(f'<p xml:id="p1">{start("W")}Words.</p>', rdg("", "om"), LAC)
    added = app(
        "", f'<rdg wit="#F" type="block"><p xml:id="p2">{start("F")}Own words.</p></rdg>', wit="#W #E", name="a2"
    )
    assert columns(rows(lacking + added)) == {"W": ["Words.", "om"], "E": ["om", "om"], "F": ["lac", "Own words."]}


def test_a_fragment_that_runs_and_has_nothing_omits() -> None:
    lacking = app(f'<p xml:id="p1">{start("W", "E")}Words.</p>', rdg("", "om", "#F"), wit="#W #E")
    assert columns(rows(lacking))["F"] == ["om"]


def test_a_fragment_has_what_it_shares_between_its_edges() -> None:
    edges = ('<milestone unit="lacunaEnd" ed="#F"/>', '<milestone unit="lacunaStart" ed="#F"/>')
    made = rows(f'<p xml:id="p1">{start("W", "E")}One {start("F")}{edges[0]}two{edges[1]} three.</p>')
    assert columns(made)["F"] == ["two"]
    assert [etree.QName(e).localname for e in made.find(".//s:column[@wit='F']/s:cell", S)] == [
        "gap",
        "start",
        "w",
        "gap",
    ]


def test_a_place_within_a_passage_has_both_units() -> None:
    inner = app("red", rdg("blue", wit="#F"), wit="#W", name="a2")
    passage = app(f"The {inner} book.", rdg("", "om"), wit="#W #F")
    made = rows(f'<p xml:id="p1">{start("W", "F")}Here. {passage}</p>')
    assert [w.get("u") for w in made.iterfind(".//s:column[@wit='F']//s:w", S)] == ["1.1", "1.1 2.2", "1.1"]
    assert [w.get("u") for w in made.iterfind(".//s:column[@wit='E']//s:w", S)] == [None, "1.2"]


def test_spellings_of_one_reading_are_told_apart_within_their_group() -> None:
    group = f'<rdgGrp type="spelling">{rdg("blue")}{rdg("Blue", wit="#F")}</rdgGrp>'
    made = rows(f'<p xml:id="p1">{start("W", "E", "F")}{app("red", group)}</p>')
    assert {c.get("wit"): c.find(".//s:w", S).get("u") for c in made.iterfind(".//s:column", S)} == {
        "W": "1.1",
        "E": "1.2a",
        "F": "1.2b",
    }


def test_a_moved_passage_stands_where_the_base_has_it_and_comes_back_in_its_own_order() -> None:
    link = '<link xml:id="m" target="#m-first #m-last #m-place"/>'
    body = (
        f'<p xml:id="p1">{start("W", "E")}One.</p><p xml:id="p2">{start("W")}<anchor xml:id="m-first"/>{start("E")}Two.'
        f'<anchor xml:id="m-last"/></p><p xml:id="p3">{start("W", "E")}Three.'
        '<milestone xml:id="m-place" unit="moved" ed="#E" corresp="#m"/></p>'
    )
    made = rows(body, f'<standOff><linkGrp type="transposition">{link}</linkGrp></standOff>')
    assert columns(made)["E"] == ["One.", "Two.", "Three."]
    assert [b.text for b in made.find("own[@wit='E']")] == ["One.", "Three.", "Two."]
    assert made.find(".//s:column[@wit='W']//s:first", S) is None


def test_a_block_that_goes_on_over_rows_has_one_beginning() -> None:
    made = rows(f'<p xml:id="p1">{start("W", "E")}One. </p><p xml:id="p2">{start("W")}Two.</p>')
    assert [b.text for b in made.find("own[@wit='E']")] == ["One. Two."]


def test_a_blank_that_one_witness_lacks_is_not_in_its_cell() -> None:
    body = f'<p xml:id="p1">{start("W", "E")}One <milestone unit="joined" ed="#E"/>{app("two", rdg("", "om"))}.</p>'
    assert columns(rows(body)) == {"W": ["One two."], "E": ["One."], "F": ["lac"]}


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.parts[-4] if "golden" in p.parts else "seeds")
def test_every_witness_comes_back_in_its_own_order(path: Path) -> None:
    made, root = synopsis(path.read_bytes()), etree.parse(path).getroot()
    for name in witness_ids(root).values():
        blocks = [" ".join((b.text or "").split()) for b in made.find(f"own[@wit='{name}']")]
        assert [b for b in blocks if b] == [b.text for b in recover(root, name)]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda p: p.parts[-4] if "golden" in p.parts else "seeds")
def test_tallies_are_those_counted_down_the_tree(path: Path) -> None:
    made, root = synopsis(path.read_bytes()), etree.parse(path).getroot()
    words = {own.get("wit"): int(own.get("words")) for own in made.iterfind("own")}
    for x, y in permutations(words, 2):
        tally = {m: int(made.find(f"tally[@wit='{x}'][@against='{y}']").get(m)) for m in MEASURES}
        expected = Pair(root, x, y).count()
        assert tally == {m: expected[m] for m in MEASURES}, f"{x} against {y}"
        shared = tally["same"] + tally["form"] + tally["replaced"]
        assert shared + tally["omitted"] + tally["out"] == words[y]
        assert shared + tally["added"] + tally["beside"] == words[x]
