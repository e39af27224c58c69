"""The printed edition: pages as planned, the same bytes twice, and every number names the line of its lemma."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from books import long_book, small_book
from edition.config import PdfOptions
from edition.errors import EditionError, InternalError, OutputError
from edition.publish import pdf as printing
from edition.publish.typeset import DEFAULT_EPOCH, Job, source_date_epoch, typeset
from printed import sheets_of, stands, words_at

NS = {"o": "urn:edition:print"}


def made(paper: str = "a5") -> bytes:
    return printing.publish_pdf(long_book(), PdfOptions(paper=paper))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "edition.pdf"
    path.write_bytes(made())
    return path


def test_the_same_bytes_twice(small: Path) -> None:
    assert made() == small.read_bytes()


def test_it_is_tagged_and_says_what_it_is(small: Path) -> None:
    reader = PdfReader(small)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "A Small Edition"
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[^0-9]*1", xmp)
    assert re.search(r"pdfaid:part[^0-9]*2", xmp)


def test_chapters_are_bookmarks(small: Path) -> None:
    flat = str(list(PdfReader(small).outline))
    assert "The Text" in flat
    assert "Chapter 5" in flat


def test_a4_is_larger() -> None:
    page = PdfReader(BytesIO(made("a4"))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


@pytest.mark.parametrize("layers", [(), ("moves",), ("sources", "persons", "variants")])
def test_any_layers_make_pages_as_planned(layers: tuple[str, ...]) -> None:
    made = printing.set_book(small_book(), PdfOptions(layers=layers))  # it refuses pages that are not
    assert made.galley.layers == layers
    seen = {e.layer for flow in made.galley.flows for found in flow.entries.values() for e in found}
    assert seen == set(layers)


def test_the_clock_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert source_date_epoch() == DEFAULT_EPOCH
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert source_date_epoch() == 86400


def test_a_message_of_the_typesetter_names_no_temporary_folder(tmp_path: Path) -> None:
    (tmp_path / "x.typ").write_text("#nonsense")
    with pytest.raises(EditionError, match="nonsense") as caught:
        typeset(Job(str(tmp_path), "x.typ", {}, str(tmp_path / "x.pdf")))
    assert str(tmp_path) not in str(caught.value)


def test_a_layout_that_does_not_settle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.typ").write_text(
        '#set document(title: "x")\n#context { for i in range(query(<x>).len() + 1) [#metadata(1)<x>] }\n'
    )
    with pytest.raises(EditionError, match="does not settle"):
        typeset(Job(str(tmp_path), "x.typ", {}, str(tmp_path / "x.pdf")))


def test_pages_that_are_not_as_planned_are_refused() -> None:
    made = printing.set_book(long_book(), PdfOptions())
    report, plan = made.report, (made.galley, made.pages, made.feet)
    printing.check(report, *plan)
    with pytest.raises(InternalError, match="pages as planned"):
        printing.check(replace(report, lines=report.lines[1:]), *plan)
    with pytest.raises(InternalError, match="another page"):
        printing.check(replace(report, feet=report.feet[1:]), *plan)


@pytest.mark.tools
def test_every_number_names_the_line_of_its_lemma(tmp_path: Path) -> None:
    made = printing.set_book(long_book(), PdfOptions())
    sheets = sheets_of(made.pdf, tmp_path)
    lemmata = {
        e.get("id"): "".join(e.find("o:lemma", NS).itertext()).split()[0]
        for e in etree.fromstring(printing.print_xml(long_book(), PdfOptions()).encode()).iterfind(
            "o:entries/o:entry", NS
        )
    }
    wrong, seen = [], 0
    for foot in made.feet:
        number, sheet = "", made.galley.first_sheet + foot.page
        baselines = [place.y for place in made.report.lines if place.sheet == sheet]
        for name, shown in foot.layers[0]:
            number = shown or number
            row = words_at(sheets[sheet - 1], baselines[int(re.match(r"\d+", number)[0]) - 1])
            seen += 1
            if not stands(lemmata[name], row):
                wrong.append((name, number, lemmata[name], row))
    assert wrong == []
    assert seen == len(lemmata) > 100


def test_a_letter_that_no_font_has_is_named_with_its_line() -> None:
    strange = long_book(2).edition.replace("процесс".encode(), "漢 процесс".encode())
    line = strange.decode()[: strange.decode().index("漢")].count("\n") + 1
    with pytest.raises(EditionError) as caught:
        printing.publish_pdf(replace(long_book(2), edition=strange), PdfOptions())
    assert str(caught.value).startswith(
        f"tei/edition.xml:{line}: the PDF cannot be set: no font has 漢 (U+6F22); put a font"
    )


def test_an_apparatus_higher_than_a_page_is_named_with_its_line() -> None:
    long = long_book(2).edition.replace(b"another reading 9<", b"word " * 2000 + b"<")
    line = long.decode()[: long.decode().index('"app-0-9"')].count("\n") + 1
    with pytest.raises(EditionError, match=rf"tei/edition\.xml:{line}: .*app-0-9.*longest_reading"):
        printing.publish_pdf(replace(long_book(2), edition=long), PdfOptions(longest_reading=9999))


@pytest.mark.tools
def test_a_font_of_the_editor_has_letters_that_ours_lack() -> None:
    fonts = Path("/usr/share/fonts/truetype/dejavu")
    if not (fonts / "DejaVuSans.ttf").exists():
        pytest.skip("the DejaVu fonts are not installed")
    arabic = replace(long_book(2), edition=long_book(2).edition.replace("процесс".encode(), "شمس процесс".encode()))
    pdf = printing.publish_pdf(replace(arabic, fonts=str(fonts)), PdfOptions())
    used = {f["/BaseFont"] for p in PdfReader(BytesIO(pdf)).pages for f in p["/Resources"].get("/Font", {}).values()}
    assert any("DejaVu" in name for name in used), used


@pytest.mark.parametrize("tag", ["en-GB", "und-Cyrl", "x-own", "GRC"])
def test_any_tag_of_a_language_can_be_set(tag: str) -> None:
    book = small_book()
    tagged = book.edition.replace(b'xml:lang="ru"', f'xml:lang="{tag}"'.encode())
    assert tagged != book.edition
    assert printing.publish_pdf(replace(book, edition=tagged), PdfOptions()).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("fault", "error", "said"),
    [
        ("raise OSError(28, 'No space left on device', 'out')", OutputError, "out: No space left on device"),
        ("raise ValueError('odd')", InternalError, "ValueError: odd"),
        ("import os; os._exit(0)", InternalError, "ended with 0"),
        ("import os; os.kill(os.getpid(), 9)", InternalError, "ended with -9"),
    ],
)
def test_a_fault_while_the_book_is_set_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: str, error: type[Exception], said: str
) -> None:
    code = f"""
import edition.publish.typeset as typeset
def compiled(job):
    {fault}
typeset.compiled = compiled
typeset.main()
"""
    real = subprocess.run
    monkeypatch.setattr(
        "edition.publish.typeset.subprocess.run", lambda _, **more: real([sys.executable, "-c", code], **more)
    )
    with pytest.raises(error, match=said) as told:
        typeset(Job("/nowhere", "none.typ", {}))
    assert "Traceback" not in str(told.value)
    assert "\n" not in str(told.value)
