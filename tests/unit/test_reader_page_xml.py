"""PAGE XML: each word once, in the order of reading, and every character of the file accounted for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.extractions import words as words_of

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.events import At
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.page_xml import read_page_xml
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASE = Path(__file__).parent.parent / "cases" / "readers" / "page-xml" / "A.xml"
NAME = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"


def equiv(words: str, **attributes: str) -> str:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<TextEquiv{given}><Unicode>{words}</Unicode></TextEquiv>"


def line(words: str, custom: str = "", inner: str = "") -> str:
    return f'<TextLine id="l" custom="{custom}">{inner}{equiv(words) if words else ""}</TextLine>'


def region(*lines: str, kind: str = "paragraph", key: str = "r", custom: str = "", tail: str = "") -> str:
    content = "".join(one if one.startswith("<") else line(one) for one in lines)
    return f'<TextRegion id="{key}" type="{kind}" custom="{custom}">{content}{tail}</TextRegion>'


def page(*regions: str, order: str = "", image: str = "1.jpg") -> str:
    ordered = f"<ReadingOrder>{order}</ReadingOrder>" if order else ""
    return f'<PcGts xmlns="{NAME}"><Page imageFilename="{image}">{ordered}{"".join(regions)}</Page></PcGts>'


def read(*pages: str, **options: str) -> Extraction:
    files = tuple((f"{i}.xml", text.encode()) for i, text in enumerate(pages, 1))
    source = SourceFile("A", "1.xml", files[0][1], pages=files if len(files) > 1 else ())
    made = read_page_xml(source, ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def breaks(made: Extraction, unit: str) -> list[dict[str, str]]:
    return [dict(n.attributes) for n in made.root.walk() if n.kind is Kind.BREAK and n.get("unit") == unit]


def codes(made: Extraction) -> list[str]:
    return [finding.code for finding in made.findings]


def test_the_case() -> None:
    made = read_source(SourceFile("A", "seeds/A.xml", CASE.read_bytes()), "", ReaderOptions())
    assert made.reader == "page-xml"
    extraction = read(CASE.read_text())
    assert made.seed.text == extraction.text
    assert words_of(extraction, Kind.HEADING) == ["Anna"]
    assert words_of(extraction, Kind.PARAGRAPH) == ["She was rowing."]
    assert breaks(extraction, "line") == [{"unit": "line", "of": "page", "break": "no"}]
    assert breaks(extraction, "page") == [{"unit": "page", "n": "12", "facs": "1.jpg"}]
    left = {(one.rule, one.source) for one in extraction.left_out}
    assert left == {
        (Rule.HYPHEN, "⸗"),
        (Rule.TWIN, "row⸗"),
        (Rule.TWIN, "She was row⸗\ning."),
        (Rule.NUMBER, "12"),
    }
    assert not {"E351", "E352"} & set(codes(extraction))


def test_the_reading_order_may_be_nested() -> None:
    order = (
        '<OrderedGroup id="g"><RegionRefIndexed index="2" regionRef="a"/><UnorderedGroupIndexed index="1" id="u">'
        '<RegionRef regionRef="c"/><RegionRef regionRef="b"/></UnorderedGroupIndexed></OrderedGroup>'
    )
    regions = [region(key.upper(), key=key) for key in "abcd"]
    assert read(page(*regions, order=order)).text.split() == ["C", "B", "A", "D"]


def test_the_numbers_of_transkribus_order_regions_and_lines() -> None:
    lines = [line("two", "readingOrder {index:1;}"), line("one", "readingOrder {index:0;}")]
    made = read(page(region("B", custom="readingOrder {index:1;}"), region(*lines, custom="readingOrder {index:0;}")))
    assert made.text.split() == ["one", "two", "B"]


@pytest.mark.parametrize("kind", ["header", "footer", "catch-word", "signature-mark"])
def test_what_a_page_shows_around_the_text(kind: str) -> None:
    made = read(page(region("Out", kind=kind), region("In")))
    assert made.text == "In\n"
    assert (Rule.RUNNING_HEAD, "Out") in {(one.rule, one.source) for one in made.left_out}


def test_types_of_transkribus_and_escriptorium() -> None:
    made = read(
        page(
            region("Anna", kind="", custom="readingOrder {index:0;} structure {type:heading;}"),
            region("She rows.", custom="structure {type:MainZone:column#1;}"),
            region("9", custom="structure {type:NumberingZone;}"),
            region("Two", line("Head", "structure {type:HeadingLine;}"), line("three")),
        )
    )
    assert words_of(made, Kind.HEADING) == ["Anna", "Head"]
    assert words_of(made, Kind.PARAGRAPH) == ["She rows.", "Two", "three"]


def test_a_line_without_words_of_its_own_joins_its_words() -> None:
    glyphs = f"<Word><Glyph>{equiv('i')}</Glyph><Glyph>{equiv('t')}</Glyph></Word>"
    assert read(page(region(line("", inner=f"<Word>{equiv('See')}</Word>{glyphs}")))).text == "See it\n"


def test_a_region_whose_lines_have_no_words() -> None:
    made = read(page(region("<TextLine/>", tail=equiv("One\n\ntwo¬\nthree"))))
    assert made.text == "One\ntwothree\n"


def test_copies_that_differ_are_told_and_the_line_wins() -> None:
    made = read(page(region(line("row", inner=f"<Word>{equiv('raw')}</Word>"))))
    assert (made.text, codes(made)) == ("row\n", ["E351"])
    assert codes(read(page(region("row", tail=equiv("raw"))))) == ["E351"]


def test_of_alternatives_one_is_taken() -> None:
    both = f"<TextLine>{equiv('second', index='1')}{equiv('first', index='0')}</TextLine>"
    sure = f"<TextLine>{equiv('low', conf='0.2')}{equiv('high', conf='0.9')}</TextLine>"
    made = read(page(region(both, sure)))
    assert made.text == "first\nhigh\n"
    assert {one.source for one in made.left_out if one.rule is Rule.ALTERNATIVE} == {"second", "low"}


@pytest.mark.parametrize("sign", ["¬", "\u00ad", "⸗"])
def test_a_sure_hyphen_always_joins(sign: str) -> None:
    assert read(page(region(f"row{sign}", "ing"))).text == "rowing\n"


def test_another_hyphen_joins_with_evidence_only() -> None:
    lines = ["good-", "bye and row-", "ing,", "rowing good-bye"]
    kept = read(page(region(*lines)))
    assert kept.text == "good-\nbye and row-\ning,\nrowing good-bye\n"
    assert "2 hyphens" in next(f.message for f in kept.findings if f.code == "E352")
    joined = read(page(region(*lines)), hyphens="join")
    assert joined.text == "good-\nbye and rowing,\nrowing good-bye\n"
    assert "1 hyphen " in next(f.message for f in joined.findings if f.code == "E352")


def test_a_paragraph_goes_on_over_the_page() -> None:
    made = read(
        page(region("She was row¬"), region("One", kind="footer")),
        page(region("ing on the"), image="2.jpg"),
        page(region("12", kind="page-number"), region("river.")),
        page(region("and so it ends")),
        page(region("The end")),
    )
    assert words_of(made, Kind.PARAGRAPH) == ["She was rowing on the\nriver.", "and so it ends", "The end"]
    assert [(one.get("facs"), one.get("n"), one.get("break")) for one in breaks(made, "page")][:3] == [
        ("1.jpg", None, None),
        ("2.jpg", None, "no"),
        ("1.jpg", "12", None),
    ]
    assert "2 paragraphs" in next(f.message for f in made.findings if f.code == "E354")


def test_columns_go_on_but_paragraphs_of_a_page_do_not() -> None:
    zone = "structure {type:MainZone;}"
    made = read(page(region("Li rois", custom=zone), region("a dit", custom=zone)))
    assert (words_of(made, Kind.PARAGRAPH), len(breaks(made, "column"))) == (["Li rois\na dit"], 1)
    assert words_of(read(page(region("Li rois"), region("a dit"))), Kind.PARAGRAPH) == ["Li rois", "a dit"]


def test_a_broken_word_goes_on_in_the_next_region() -> None:
    assert read(page(region("She was row¬"), region("12", kind="header"), region("ing."))).text == "She was rowing.\n"


def test_tags_of_transkribus() -> None:
    custom = (
        "readingOrder {index:0;} unclear {offset:0; length:3;} textStyle {offset:4; length:4; italic:true;} "
        "add {offset:9; length:2;} textStyle {offset:12; length:3; strikethrough:true;} gap {offset:15; length:0;} "
        "abbrev {offset:16; length:2; expansion:Saint;} person {offset:0; length:3;}"
    )
    made = read(page(region(line("one twos in out St", custom))))
    assert words_of(made, Kind.UNCLEAR) == ["one"]
    assert [(n.get("rend"), made.text[n.start : n.end]) for n in made.root.walk() if n.kind is Kind.EMPHASIS] == [
        ("italic", "twos")
    ]
    assert words_of(made, Kind.ADDED) == ["in"]
    assert words_of(made, Kind.DELETED) == ["out"]
    assert [n.start for n in made.root.walk() if n.kind is Kind.GAP] == [15]
    assert made.text == "one twos in out St\n"


def test_tags_that_cross_and_offsets_of_java() -> None:
    custom = "unclear {offset:0; length:5;} add {offset:3; length:5;}"
    assert words_of(read(page(region(line("abcdefgh", custom)))), Kind.ADDED) == ["de", "fgh"]
    assert words_of(read(page(region(line("𝄞𝄞 abc", "unclear {offset:5; length:3;}")))), Kind.UNCLEAR) == ["abc"]


def test_notes_with_a_mark_are_anchored() -> None:
    made = read(
        page(
            region("She rows*) and sings 2) well."),
            region("*) Every day.", "1) Not here.", "2) In the", "evening.", kind="footnote"),
        )
    )
    assert words_of(made, Kind.PARAGRAPH) == ["She rows and sings 2) well.", "1) Not here.", "2) In the\nevening."]
    assert words_of(made, Kind.NOTE) == ["Every day."]
    assert "2 notes" in next(f.message for f in made.findings if f.code == "E353")


def test_a_raised_number_is_the_mark_of_a_note() -> None:
    raised = line("She rows1 on 1 river.", "textStyle {offset:8; length:1; superscript:true;}")
    made = read(page(region("1 Every day.", kind="footnote"), region(raised)))
    assert (words_of(made, Kind.PARAGRAPH), words_of(made, Kind.NOTE)) == (["She rows on 1 river."], ["Every day."])


def test_a_loose_note_stands_behind_the_text_of_its_page() -> None:
    made = read(page(region("gloss", kind="marginalia"), region("Text.")), page(region("gloss 2", kind="marginalia")))
    assert words_of(made, Kind.PARAGRAPH) == ["Text.", "gloss", "gloss 2"]
    starts = [n.start for n in made.root.walk() if n.kind is Kind.BREAK and n.get("unit") == "page"]
    assert starts == [0, made.text.index("gloss 2")]


def test_two_notes_of_one_line() -> None:
    made = read(page(region("One2) and two1), so."), region("1) first", "2) second", kind="footnote")))
    assert words_of(made, Kind.PARAGRAPH) == ["One and two, so."]
    marks = [(n.get("n"), n.start) for n in made.root.walk() if n.kind is Kind.NOTE_MARK]
    assert marks == [("2", 3), ("1", 11)]
    assert words_of(made, Kind.NOTE) == ["second", "first"]


def test_a_table() -> None:
    cells = "".join(
        f'<TableCell row="{r}" col="{c}">{line(f"{r}{c}") if r + c else ""}</TableCell>'
        for c, r in [(0, 0), (0, 1), (1, 0), (1, 1)]
    )
    made = read(page(f"<TableRegion>{cells}</TableRegion>"))
    assert words_of(made, Kind.CELL) == ["", "01", "10", "11"]
    assert len(words_of(made, Kind.ROW)) == 2


def test_a_large_letter_begins_the_next_line() -> None:
    assert read(page(region("S", kind="drop-capital"), region("he rows."))).text == "She rows.\n"


def test_verse() -> None:
    made = read(page(region("One", "two"), region("three")), lines="verse")
    assert words_of(made, Kind.VERSE) == ["One", "two", "three"]
    assert words_of(made, Kind.STANZA) == ["One\ntwo", "three"]


def test_other_files_are_refused() -> None:
    made = read_page_xml(SourceFile("A", "a.xml", b"<mets/>"), ReaderOptions())
    assert isinstance(made, Refusal)
    assert "mets" in made.why
    with pytest.raises(SeedError):
        read(page(region("One"))[:-9])


def text_nodes(root: etree._Element) -> dict[int, str]:
    """Number of a text node, counted here on its own -> its text."""
    found = {}
    for number, node in enumerate(root.iter()):
        found[2 * number] = node.text or ""
        found[2 * number + 1] = (node.tail or "") if number else ""
    return {number: text for number, text in found.items() if text}


def is_whole(made: Extraction, sources: list[bytes]) -> bool:
    """Whether the stretches of each text node are the text node."""
    for number, data in enumerate(sources, 1):
        part = f"{number}.xml" if len(sources) > 1 else ""
        stretches: dict[int, list[tuple[At, str]]] = {}
        for at, words in made.covered:
            if at.part == part:
                stretches.setdefault(at.carrier, []).append((at, words))
        joined = {}
        for key, some in stretches.items():
            some.sort(key=lambda one: one[0].offset)
            joined[key] = "".join(words for _, words in some)
        if joined != text_nodes(etree.fromstring(data)):
            return False
    return True


words = st.text(alphabet="ab ¬-.*1)\n", max_size=8)
customs = st.sampled_from(
    ["", "unclear {offset:1; length:3;}", "textStyle {offset:0; length:2; bold:true;} gap {offset:2; length:9;}"]
)
kinds = st.sampled_from(["paragraph", "heading", "footnote", "header", "page-number", "marginalia", "drop-capital"])
lines = st.builds(
    lambda a, b, c, d: f"<TextLine custom='{c}'><Word>{equiv(b)}</Word>\n{equiv(a, index='0')}{equiv(d)}</TextLine>",
    words, words, customs, words,
)  # fmt: skip
regions = st.builds(
    lambda some, kind, own: region(*some, kind=kind, tail=equiv(own)), st.lists(lines, max_size=3), kinds, words
)
pages = st.lists(st.builds(lambda some: page(*some), st.lists(regions, max_size=4)), min_size=1, max_size=3)


@given(pages, st.sampled_from(["", "join"]), st.sampled_from(["", "verse"]))
@settings(max_examples=120, deadline=None)
def test_every_character_is_accounted_for(some: list[str], hyphens: str, lines: str) -> None:
    assert is_whole(read(*some, hyphens=hyphens, lines=lines), [text.encode() for text in some])
