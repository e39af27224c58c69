"""hOCR: paragraphs and lines of pages, and every character of the file accounted for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.extractions import words as words_of

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.events import At
from edition.readers.extract import Extraction, extract
from edition.readers.hocr import read_hocr
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


def line(*words: str, kind: str = "ocr_line") -> str:
    inner = " ".join(f"<span class='ocrx_word'>{word}</span>" for word in words)
    return f"<span class='{kind}' title='bbox 1 2 3 4'>{inner}\n</span>"


def par(*lines: str) -> str:
    return f"<p class='ocr_par'>{''.join(lines)}</p>\n"


def page(*blocks: str, image: str = "1.png") -> str:
    return f"<div class='ocr_page' title='image \"{image}\"; bbox 0 0 9 9; ppageno 0'>{''.join(blocks)}</div>"


def hocr(*pages: str) -> str:
    head = "<head><title>OCR</title><meta name='ocr-system' content='x' /></head>"
    return f'{DOCTYPE}<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{"".join(pages)}</body></html>'


def read(text: str, **options: str) -> Extraction:
    made = read_hocr(SourceFile("A", "a.html", text.encode()), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def test_pages_paragraphs_and_lines() -> None:
    text = hocr(
        page(par(line("She", "is"), line("row\u00ad")), image="a b.png"), page(par(line("ing.")), par(line("So.")))
    )
    made = read_source(SourceFile("A", "a.hocr", text.encode()), "", ReaderOptions())
    assert (made.reader, made.seed.text) == ("hocr", "She is\nrowing.\n\nSo.\n")
    breaks = [dict(n.attributes) for n in made.root.walk() if n.kind is Kind.BREAK]
    assert breaks[0] == {"unit": "page", "facs": "a b.png"}
    assert breaks[2] == {"unit": "page", "facs": "1.png", "break": "no"}


def test_headings_and_what_a_page_shows() -> None:
    made = read(hocr(page(line("Head", kind="ocr_header"), f"<h3>{line('One')}</h3>", par(line("two")))))
    assert (words_of(made, Kind.HEADING), words_of(made, Kind.PARAGRAPH)) == (["One"], ["two"])
    assert "Head" in {one.source for one in made.left_out if one.rule is Rule.RUNNING_HEAD}


def test_words_without_lines_are_kept() -> None:
    assert read(hocr(page("Page 1"), page("<p>Two <b>bold</b></p>"))).text == "Page 1\n\nTwo bold\n"
    words = "<p class='ocr_par'><span class='ocrx_word'>She</span><span class='ocrx_word'>rows</span></p>"
    assert read(hocr(page(words))).text == "She rows\n"


def test_emphasis_and_alternatives() -> None:
    alternatives = "<span class='alternatives'><ins class='alt'>one</ins><del class='alt'>two</del></span>"
    made = read(hocr(page(f"<span class='ocr_line'><em>So</em> {alternatives}</span>")))
    assert (made.text, words_of(made, Kind.EMPHASIS)) == ("So one\n", ["So"])
    assert "two" in {one.source for one in made.left_out if one.rule is Rule.ALTERNATIVE}


def test_html_that_is_not_well_formed() -> None:
    body = f"<meta name='a' content='b'><p>{line('One', '&amp;', 'two')}<br>{line('three&nbsp;four')}"
    made = read(f"<html><head><title>T</title></head><body>{page(body)}")
    assert made.text == "One & two\nthree four\n"


def test_other_files_are_refused() -> None:
    made = read_hocr(SourceFile("A", "a.html", b"<html><body>Text</body></html>"), ReaderOptions())
    assert isinstance(made, Refusal)
    assert "ocr_page" in made.why
    with pytest.raises(SeedError, match="deeper"):
        read("<div class='ocr_page'>" + 500 * "<div>")
    with pytest.raises(SeedError):
        read_hocr(SourceFile("A", "a.html", b"<div class='ocr_page'>\xff"), ReaderOptions())


words = st.text(alphabet="ab-\u00ad&. ", max_size=5).map(lambda word: word.replace("&", "&amp;"))
spans = st.builds(
    lambda kind, word: f"<span class='{kind}'>{word}</span>", st.sampled_from(["ocrx_word", "alt", ""]), words
)
pieces = st.one_of(spans, words, st.builds(lambda word: f"<b>{word}</b>", words))
kinds = st.sampled_from(["ocr_line", "ocr_header", "ocr_par", "ocr_carea", "alternatives", ""])
nested = st.recursive(
    pieces,
    lambda inner: st.builds(
        lambda k, some: f"<div class='{k}'>{''.join(some)}</div>\n", kinds, st.lists(inner, max_size=3)
    ),
)


@given(st.lists(nested, max_size=4))
@settings(max_examples=120, deadline=None)
def test_every_character_is_accounted_for(some: list[str]) -> None:
    text = hocr(page(*some))
    stretches: dict[int, list[tuple[At, str]]] = {}
    for at, source in read(text).covered:
        stretches.setdefault(at.carrier, []).append((at, source))
    joined = {
        key: "".join(source for _, source in sorted(found, key=lambda one: one[0].offset))
        for key, found in stretches.items()
    }
    root = etree.fromstring(text.removeprefix(DOCTYPE).encode())
    expected = {}
    for number, node in enumerate(root.iter()):
        expected[2 * number] = node.text or ""
        expected[2 * number + 1] = (node.tail or "") if number else ""
    assert joined == {number: words for number, words in expected.items() if words}
