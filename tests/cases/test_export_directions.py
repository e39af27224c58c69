"""Exports for readers of texts say in which direction their words run, too."""

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


@pytest.fixture(scope="module", params=["right-to-left", "hebrew-quoted"])
def exports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exports:
    root = copytree(CASES / request.param, tmp_path_factory.mktemp("exports") / "edition")
    return request.param == "right-to-left", edition.open(root).export("epub", "docx")


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
        for block in page.iter(f"{XHTML}p", f"{XHTML}h1", f"{XHTML}h2", f"{XHTML}li"):
            if is_hebrew("".join(block.itertext())):
                nearest = next((e.get("dir") for e in (block, *block.iterancestors()) if e.get("dir")), "ltr")
                assert nearest == "rtl" or block.getparent().tag == f"{XHTML}aside"
                seen += 1
    assert seen


def test_lemma_and_reading_stand_apart_in_a_note(exports: Exports) -> None:
    _, files = exports
    pages = unzipped(files["epub/edition.epub"]).values()
    notes = ["".join(note.itertext()) for page in pages for note in page.iter(f"{XHTML}aside")]
    hebrew = [note for note in notes if any(ord(letter) in RIGHT_TO_LEFT for letter in note)]
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
