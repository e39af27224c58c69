"""ALTO XML: words from attributes, broken words once, and everything else accounted for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.extractions import words as words_of

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.alto import read_alto
from edition.readers.events import At
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

NAME = "http://www.loc.gov/standards/alto/ns-v4#"
TAGS = "".join(
    f'<OtherTag ID="{label}" LABEL="{label}"/>'
    for label in ("MainZone", "NumberingZone", "HeadingLine", "DropCapitalZone", "RunningTitleZone", "MarginTextZone")
)


def string(words: str, **attributes: str) -> str:
    return f'<String CONTENT="{words}"' + "".join(f' {k}="{v}"' for k, v in attributes.items()) + "/>"


def line(*parts: str, **attributes: str) -> str:
    strings = [part if part.startswith("<") else string(part) for part in parts]
    return "<TextLine" + "".join(f' {k}="{v}"' for k, v in attributes.items()) + f">{'<SP/>'.join(strings)}</TextLine>"


def block(*lines: str, tags: str = "", key: str = "") -> str:
    return f'<TextBlock ID="{key}" TAGREFS="{tags}">{"".join(lines)}</TextBlock>'


def alto(*blocks: str, pages: str = "", order: str = "", margins: str = "") -> str:
    image = "<Description><sourceImageInformation><fileName>1.jpg</fileName></sourceImageInformation></Description>"
    styles = '<Styles><TextStyle ID="I" FONTSTYLE="italics"/></Styles>'
    layout = pages or f"<Page>{margins}<PrintSpace>{''.join(blocks)}</PrintSpace></Page>"
    return f'<alto xmlns="{NAME}">{image}{styles}<Tags>{TAGS}</Tags>{order}<Layout>{layout}</Layout></alto>'


def read(text: str, **options: str) -> Extraction:
    made = read_alto(SourceFile("A", "1.xml", text.encode()), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def test_pages_blocks_and_lines() -> None:
    text = alto(block(line("She", "rows."), line("Slowly.")), block(line("Anna")))
    made = read_source(SourceFile("A", "1.xml", text.encode()), "", ReaderOptions())
    assert (made.reader, made.seed.text) == ("alto", "She rows.\nSlowly.\n\nAnna\n")
    breaks = [dict(n.attributes) for n in made.root.walk() if n.kind is Kind.BREAK]
    assert breaks == [{"unit": "page", "facs": "1.jpg"}, {"unit": "line", "of": "page"}]


def test_types_of_blocks_and_lines() -> None:
    made = read(
        alto(
            block(line("12"), tags="NumberingZone"),
            block(line("Title"), tags="RunningTitleZone"),
            block(line("Head", TAGREFS="HeadingLine"), line("one"), tags="MainZone"),
            f"<ComposedBlock>{block(line('two'))}</ComposedBlock>",
        )
    )
    assert (words_of(made, Kind.HEADING), words_of(made, Kind.PARAGRAPH)) == (["Head"], ["one", "two"])
    assert [n.get("n") for n in made.root.walk() if n.get("unit") == "page"] == ["12"]
    assert {(one.rule, one.source) for one in made.left_out} >= {
        (Rule.NUMBER, "12"),
        (Rule.RUNNING_HEAD, "Title"),
    }


def test_a_broken_word_stands_once() -> None:
    first = line("She", string("row", SUBS_TYPE="HypPart1", SUBS_CONTENT="rowing") + '<HYP CONTENT="-"/>')
    second = line(string("ing", SUBS_TYPE="HypPart2", SUBS_CONTENT="rowing"), "on")
    made = read(alto(block(first, second)))
    assert made.text == "She rowing on\n"
    assert [(n.get("of"), n.get("break")) for n in made.root.walk() if n.get("unit") == "line"] == [("page", "no")]
    assert (Rule.HYPHEN, "-") in {(one.rule, one.source) for one in made.left_out}


def test_other_ways_to_break_a_word() -> None:
    doubled = line(string("row-", SUBS_TYPE="HypPart1", SUBS_CONTENT="rowing") + '<HYP CONTENT="-"/>')
    without = line(string("row-", SUBS_TYPE="HypPart1", SUBS_CONTENT="rowing"))
    alone = line(
        "row" + "",
    ).replace("</TextLine>", '<HYP CONTENT="\u00ad"/></TextLine>')
    for one in (doubled, without, alone):
        assert read(alto(block(one, line("ing")))).text == "rowing\n"
    kept = line(string("good", SUBS_TYPE="HypPart1", SUBS_CONTENT="good-bye") + '<HYP CONTENT="-"/>')
    assert read(alto(block(kept, line("bye")))).text == "good-bye\n"
    plain = read(alto(block(line("good-"), line("bye"))))
    assert (plain.text, [f.code for f in plain.findings]) == ("good-\nbye\n", ["E352"])


def test_words_without_blanks_between_them() -> None:
    made = read(alto(block("<TextLine>" + "".join(map(string, ["Berlin", ",", "1784", "."])) + "</TextLine>")))
    assert made.text == "Berlin, 1784.\n"
    made = read(alto(block(f"<TextLine>{string('Ber')}{string('lin')}<SP/>{string('1784')}</TextLine>")))
    assert made.text == "Berlin 1784\n"


def test_italics_over_several_words() -> None:
    made = read(alto(block(line(string("in", STYLEREFS="I"), string("italics", STYLE="italics"), "end"))))
    assert words_of(made, Kind.EMPHASIS) == ["in italics"]


def test_order_margins_and_pages() -> None:
    order = '<ReadingOrder><OrderedGroup><ElementRef REF="b"/><ElementRef REF="a"/></OrderedGroup></ReadingOrder>'
    assert read(alto(block(line("A"), key="a"), block(line("B"), key="b"), order=order)).text.split() == ["B", "A"]
    margins = f"<TopMargin>{block(line('Top'))}</TopMargin><LeftMargin>{block(line('*) So.'))}</LeftMargin>"
    made = read(alto(block(line("One*) day.")), margins=margins.replace("*) So.", "*) So.")))
    assert (words_of(made, Kind.PARAGRAPH), words_of(made, Kind.NOTE)) == (["One day."], ["So."])
    pages = "".join(
        f'<Page PRINTED_IMG_NR="{n}"><PrintSpace>{block(line(words))}</PrintSpace></Page>'
        for n, words in [("4", "She is"), ("5", "rowing.")]
    )
    made = read(alto(pages=pages))
    assert words_of(made, Kind.PARAGRAPH) == ["She is\nrowing."]
    assert [n.get("n") for n in made.root.walk() if n.get("unit") == "page"] == ["4", "5"]


def test_other_files_are_refused() -> None:
    assert isinstance(read_alto(SourceFile("A", "a.xml", b"<PcGts/>"), ReaderOptions()), Refusal)
    with pytest.raises(SeedError):
        read_alto(SourceFile("A", "a.xml", b"<alto"), ReaderOptions())


def carriers(root: etree._Element) -> dict[int, str]:
    """Number of a text node, counted here on its own -> the CONTENT of its element, and its text."""
    found = {}
    for number, node in enumerate(root.iter()):
        found[2 * number] = (node.get("CONTENT") or "") + (node.text or "")
        found[2 * number + 1] = (node.tail or "") if number else ""
    return {number: text for number, text in found.items() if text}


words = st.text(alphabet="ab-¬*1) ", max_size=5)
strings = st.builds(
    lambda a, kind, inner: f'<String CONTENT="{a}" SUBS_TYPE="{kind}">{inner}</String>',
    words,
    st.sampled_from(["", "HypPart1", "HypPart2"]),
    st.sampled_from(["", "\n ", "<ALTERNATIVE>row</ALTERNATIVE>", '<Glyph CONTENT="a"><Variant CONTENT="b"/></Glyph>']),
)
parts = st.one_of(strings, st.just("<SP/>"), st.just('<HYP CONTENT="-"/>'), st.just("\n"))
blocks = st.builds(
    lambda some, tag: block(*(f"<TextLine>{''.join(one)}</TextLine>\n" for one in some), tags=tag),
    st.lists(st.lists(parts, max_size=4), max_size=3),
    st.sampled_from(["", "MainZone", "NumberingZone", "MarginTextZone", "DropCapitalZone"]),
)


@given(st.lists(blocks, max_size=4), st.sampled_from(["", "join"]))
@settings(max_examples=120, deadline=None)
def test_every_character_is_accounted_for(some: list[str], hyphens: str) -> None:
    text = alto(*some)
    stretches: dict[int, list[tuple[At, str]]] = {}
    for at, words in read(text, hyphens=hyphens).covered:
        stretches.setdefault(at.carrier, []).append((at, words))
    joined = {
        key: "".join(words for _, words in sorted(some, key=lambda one: one[0].offset))
        for key, some in stretches.items()
    }
    assert joined == carriers(etree.fromstring(text.encode()))
