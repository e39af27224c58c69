"""In which direction words run: print XML says it where they run otherwise than the book."""

from pathlib import Path

import pytest
from lxml import etree

from books import long_book, mixed_book, turned, turned_book
from edition.project.pdf_options import PdfOptions
from edition.publish.print.parallel import parallel_xml
from edition.publish.print.pdf import print_xml
from edition.xml.saxon import Sheet

NS = {"o": "urn:edition:print"}
SAMPLES = {
    "Hebrew": "\u05d0\u05d1\u05d2 \u05d3\u05d4",
    "pointed Hebrew": "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea",
    "Arabic": "\u0643\u062a\u0627\u0628",
    "Arabic presentation forms": "\ufedb\ufe98\ufe8e\ufe8f",
    "Syriac": "\u0710\u0712\u0713",
    "Thaana": "\u078b\u07a8\u0788\u07ac",
    "N'Ko": "\u07ca\u07cb\u07cc",
    "Samaritan": "\u0800\u0801",
    "Mandaic": "\u0840\u0841",
    "Adlam": "\U0001e900\U0001e901",
    "Phoenician": "\U00010900\U00010901",
    "Hanifi Rohingya": "\U00010d00\U00010d01",
}


def directions(*texts: tuple[str, str]) -> list[str]:
    root = etree.Element("texts")
    for text, lang in texts:
        etree.SubElement(root, "text", lang=lang).text = text
    sheet = Sheet(Path(__file__).parent / "direction.xsl")
    return sheet.text(etree.tostring(root, encoding="UTF-8")).split("\n")


def test_letters_say_in_which_direction_they_run_whatever_their_tag() -> None:
    made = directions(*((text, "en") for text in SAMPLES.values()))
    assert dict(zip(SAMPLES, made, strict=True)) == dict.fromkeys(SAMPLES, "rtl")
    others = ("abc", "\u03b1\u03b2\u03b3", "\u0430\u0431\u0432", "\u9053\u53ef", "\u0915\u0916", "\u10a0\u10a1")
    assert directions(*((text, "he") for text in others)) == ["ltr"] * len(others)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("he", "rtl"),
        ("HE", "rtl"),
        ("ar-EG", "rtl"),
        ("und-Hebr", "rtl"),
        ("az-Arab", "rtl"),
        ("ff-Adlm-GN", "rtl"),
        ("nqo", "rtl"),
        ("he-Latn", "ltr"),
        ("und", "ltr"),
        ("en", "ltr"),
        ("", "ltr"),
    ],
)
def test_of_words_without_letters_the_tag_decides(tag: str, direction: str) -> None:
    assert directions(("1936 —", tag)) == [direction]


def test_where_letters_are_of_both_kinds_the_tag_decides() -> None:
    half = "\u05d0\u05d1\u05d2 abc"
    assert directions((half, "en"), (half, "he")) == ["ltr", "rtl"]


def test_a_book_without_such_letters_says_nothing_of_directions() -> None:
    book = etree.fromstring(print_xml(long_book(2), PdfOptions()).encode())
    assert (book.get("dir"), book.get("bidi")) == (None, None)
    assert [e.tag for e in book.iter() if e.get("dir")] == ["{urn:edition:print}labels"]


@pytest.mark.parametrize("tagged", [False, True])
def test_a_book_in_hebrew_runs_from_right_to_left(tagged: bool) -> None:
    book = etree.fromstring(print_xml(turned_book(tagged, 2), PdfOptions()).encode())
    assert (book.get("dir"), book.get("bidi")) == ("rtl", "yes")
    assert book.find("o:title", NS).get("dir") == "ltr"  # its title is English
    assert book.findall("o:flow//o:p[@dir]", NS) == []


def test_what_runs_otherwise_than_the_book_says_so() -> None:
    book = etree.fromstring(print_xml(mixed_book(), PdfOptions()).encode())
    assert (book.get("dir"), book.get("bidi")) == (None, "yes")
    assert [p.get("dir") for p in book.iterfind("o:flow/o:p", NS)] == [None, None, "rtl"]
    entry = book.find("o:entries/o:entry[@id='app-1']", NS)
    assert "".join(entry.find("o:lemma", NS).itertext()) == turned("kept")
    assert [entry.find(f"o:{part}", NS).get("dir") for part in ("lemma", "reading")] == ["rtl", "rtl"]


def test_a_formula_of_ours_runs_as_the_book() -> None:
    book = etree.fromstring(print_xml(turned_book(False, 2), PdfOptions()).encode())
    formulas = book.findall("o:entries/o:entry/o:reading[o:formula]", NS)
    assert formulas
    assert [r.get("dir") for r in formulas] == [None] * len(formulas)


def test_each_cell_of_facing_pages_says_its_direction() -> None:
    book = etree.fromstring(parallel_xml(mixed_book(), PdfOptions(parallel=("W", "E"))).encode())
    assert [[c.get("dir") for c in row] for row in book.iterfind("o:row", NS)][-1] == ["rtl", "rtl"]
