"""Exports for readers of texts say in which direction their words run, too."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from lxml import etree

import edition

CASES = Path(__file__).parent
XHTML = "{http://www.w3.org/1999/xhtml}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RIGHT_TO_LEFT = range(0x590, 0x900)
Exports = tuple[bool, Mapping[str, bytes]]


def unzipped(data: bytes) -> Mapping[str, etree._Element]:
    with ZipFile(BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xml", ".xhtml", ".opf"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


@pytest.fixture(scope="module", params=["right-to-left", "hebrew-with-english", "hebrew-quoted"])
def exports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exports:
    root = copytree(CASES / request.param, tmp_path_factory.mktemp("exports") / "edition")
    return request.param != "hebrew-quoted", edition.open(root).export("epub", "docx")


def is_hebrew(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(ord(letter) in RIGHT_TO_LEFT for letter in letters) * 3 > len(letters) * 2


def test_an_ebook_turns_its_pages_and_its_blocks(exports: Exports) -> None:
    is_turned, files = exports
    book = unzipped(files["epub/edition.epub"])
    spine = next(book["EPUB/package.opf"].iter("{*}spine"))
    assert (spine.get("page-progression-direction") == "rtl") == is_turned
    seen = 0
    for page in (root for name, root in book.items() if name.startswith("EPUB/") and name.endswith(".xhtml")):
        for block in page.iter(f"{XHTML}p", f"{XHTML}h1", f"{XHTML}h2", f"{XHTML}li", f"{XHTML}a"):
            is_of_ours = block.tag == f"{XHTML}li" and next(block.iterancestors(f"{XHTML}nav"), None) is not None
            if not is_of_ours and is_hebrew("".join(block.itertext())):
                nearest = next((e.get("dir") for e in (block, *block.iterancestors()) if e.get("dir")), "ltr")
                assert nearest == "rtl" or block.getparent().tag == f"{XHTML}aside"
                seen += 1
    assert seen


def test_lemma_and_reading_stand_apart_in_a_note(exports: Exports) -> None:
    _, files = exports
    pages = unzipped(files["epub/edition.epub"]).values()
    notes = ["".join(note.itertext()) for page in pages for note in page.iter(f"{XHTML}aside")]
    hebrew = [note for note in notes if "]" in note and any(ord(letter) in RIGHT_TO_LEFT for letter in note)]
    assert hebrew
    assert all(note.count("\u2068") == note.count("\u2069") >= 3 for note in hebrew)


def test_paragraphs_of_a_document_run_as_their_words(exports: Exports) -> None:
    _, files = exports
    document = unzipped(files["docx/edition.docx"])["word/document.xml"]
    seen = 0
    for paragraph in document.iter(f"{WORD}p"):
        if is_hebrew("".join(paragraph.itertext())):
            assert paragraph.find(f"{WORD}pPr/{WORD}bidi") is not None
            assert paragraph.find(f"{WORD}r/{WORD}rPr/{WORD}rtl") is not None
            seen += 1
    assert seen or not exports[0]


def test_a_verse_from_right_to_left_hangs_at_the_right(exports: Exports) -> None:
    _, files = exports
    with ZipFile(BytesIO(files["epub/edition.epub"])) as archive:
        style = archive.read("EPUB/style.css").decode()
    assert re.search(r'^\[dir="rtl"\] \.l \{ padding: 0 3em 0 0; \}$', style, re.M)
    pages = unzipped(files["epub/edition.epub"]).values()
    verses = [v for page in pages for v in page.iter(f"{XHTML}p") if v.get("class") == "l"]
    turned = [v for v in verses if is_hebrew("".join(v.itertext()))]
    assert all(any(a.get("dir") == "rtl" for a in v.iterancestors()) for v in turned)


def test_styles_of_a_document_hold_for_letters_that_join(exports: Exports) -> None:
    _, files = exports
    styles = unzipped(files["docx/edition.docx"])["word/styles.xml"]
    (language,) = styles.iter(f"{WORD}lang")
    assert language.get(f"{WORD}bidi") == language.get(f"{WORD}val")
    for plain, joining in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
        found = [len(list(styles.iter(f"{WORD}{name}"))) for name in (plain, joining)]
        assert found[0] == found[1] > 0


def test_lists_of_an_ebook_run_as_its_labels(exports: Exports) -> None:
    _, files = exports
    book = unzipped(files["epub/edition.epub"])
    package = book["EPUB/package.opf"]
    frame = "rtl" if next(package.iter("{*}language")).text == "he" else None
    (contents,) = book["EPUB/nav.xhtml"].iter(f"{XHTML}nav")
    (names,) = book["EPUB/front.xhtml"].iter(f"{XHTML}dl")
    assert [contents.get("dir"), names.get("dir")] == [frame, frame]
    for link in contents.iter(f"{XHTML}a"):
        own = "rtl" if is_hebrew("".join(link.itertext())) else None
        assert (link.get("dir") or frame) == own or (own is None and link.get("dir") == "ltr")
