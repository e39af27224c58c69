"""The printed edition: pages as planned, the same bytes twice, and every number names the line of its lemma."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from books import REGISTERS, long_book, small_book
from edition.errors import EditionError, InternalError, OutputError
from edition.model import Severity
from edition.project.cache import Cache, using
from edition.project.pdf_options import PdfOptions
from edition.publish.print import pdf as printing
from edition.publish.print.plan import Flow, Metrics, Page
from edition.publish.print.print_source import Copy
from edition.publish.print.typeset import DEFAULT_EPOCH, Job, TypesetterError, source_date_epoch, typeset
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
    report = made.report
    printing.check(report, made.galley, made.plan)
    with pytest.raises(InternalError, match="pages as planned"):
        printing.check(replace(report, lines=report.lines[1:]), made.galley, made.plan)
    with pytest.raises(InternalError, match="another page"):
        printing.check(replace(report, feet=report.feet[1:]), made.galley, made.plan)


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
            line = re.match(r"(?:\d+,)?(\d+)", number)[1]
            row = words_at(sheets[sheet - 1], baselines[int(line) - 1])
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
    place, _, said = str(caught.value).partition(": ")
    assert place.startswith(f"tei/edition.xml:{line}:")
    assert said.startswith("the PDF cannot be set: no font has 漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22); put a font")


def test_letters_that_ours_cannot_join_are_not_set_unjoined() -> None:
    book = long_book(2)
    strange = replace(book, edition=book.edition.replace("процесс".encode(), "\u09a7\u09b0\u09cd\u09ae".encode()))
    with pytest.raises(EditionError, match=r"U\+09A7 BENGALI LETTER DHA.*Noto Serif Bengali.*fonts-noto-core"):
        printing.publish_pdf(strange, PdfOptions())


@pytest.mark.parametrize("words", [300, 700])
def test_a_heading_longer_than_a_page_is_set(words: int) -> None:
    book = small_book()
    long = replace(book, edition=book.edition.replace(b"Chapter Two", b"Chapter " * words))
    assert printing.set_book(long, PdfOptions()).pages  # it refuses pages that are not as planned


def test_a_typesetter_that_ends_without_a_word_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def killed(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, -9, "", "")

    monkeypatch.setattr(subprocess, "run", killed)
    with pytest.raises(EditionError, match="ended with status -9"):
        typeset(Job(str(tmp_path), "x.typ", {}))


def test_of_a_traceback_the_last_line_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def failed(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        said = 'Traceback (most recent call last):\n  File "x.py", line 1\nMemoryError: no room\n'
        return subprocess.CompletedProcess(command, 1, "", said)

    monkeypatch.setattr(subprocess, "run", failed)
    with pytest.raises(EditionError) as caught:
        typeset(Job(str(tmp_path), "x.typ", {}))
    assert str(caught.value) == "MemoryError: no room"


def crowded(most: int) -> Copy:
    """A book with a line whose layer of sources has as many entries."""
    book = small_book()
    mark = '<milestone xml:id="ref-m{0}" unit="noteMark" ed="#E" n="{0}" corresp="#note-1"/>'
    marks = "".join(mark.format(number) for number in range(most))
    return replace(book, edition=book.edition.replace(b">first<", f">fi{marks}rst<".encode()))


def swollen(old: str, new: str) -> Copy:
    book = long_book(2)
    assert old.encode() in book.edition
    return replace(book, edition=book.edition.replace(old.encode(), new.encode(), 1))


TOO_MUCH = {
    "a long reading": lambda: swollen("another reading 9<", "word " * 2000 + "<"),
    "a reading without a blank": lambda: swollen("another reading 9<", "w" * 20000 + "<"),
    "words that fill half a line": lambda: swollen("another reading 9<", ("w" * 45 + " ") * 200 + "<"),
    "many entries": lambda: crowded(700),
    "a note on a person": lambda: replace(small_book(), registers=REGISTERS.replace(b"a judge", b"a judge " * 2000)),
    "a heading": lambda: replace(
        small_book(), edition=small_book().edition.replace(b">Two<", b">" + b"two " * 2000 + b"<")
    ),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_an_apparatus_higher_than_a_page_goes_to_the_appendix(kind: str) -> None:
    book = TOO_MUCH[kind]()
    made = printing.set_book(book, PdfOptions(longest_reading=9999))
    (spill,) = made.plan.spills
    (told,) = made.findings
    assert (told.code, told.severity) == ("E504", Severity.WARNING)
    page = next(n for n, p in enumerate(made.pages) if p.flow == spill.flow and p.start <= spill.line < p.stop)
    assert f"page {page + 1}, line {made.pages[page].number_of(spill.line)} " in told.message
    everything = {e.id for flow in made.galley.flows for found in flow.entries.values() for e in found}
    at_foot = [name for foot in made.feet for layer in foot.layers for name, _ in layer]
    assert sorted([*at_foot, *spill.entries[1:]]) == sorted(everything)  # the first has its pointer at the foot
    assert spill.entries[0] in at_foot


def test_the_warning_names_the_line_of_the_tei() -> None:
    book = TOO_MUCH["a long reading"]()
    line = book.edition.decode()[: book.edition.decode().index('"app-0-9"')].count("\n") + 1
    (told,) = printing.set_book(book, PdfOptions(longest_reading=9999)).findings
    assert (told.position.path, told.position.line) == ("tei/edition.xml", line)


def test_what_the_foot_cannot_hold_is_printed_whole_and_the_foot_leads_there() -> None:
    book = swollen("another reading 9<", "gloss " * 1999 + "thelastword<")
    pages = [
        page.extract_text()
        for page in PdfReader(BytesIO(printing.publish_pdf(book, PdfOptions(longest_reading=9999)))).pages
    ]
    whole = "\n".join(pages)
    (first,) = [n for n, page in enumerate(pages) if "see App." in page]
    (appendix,) = [n for n, page in enumerate(pages) if "App. 1. Apparatus" in page]
    assert first < appendix
    assert len(re.findall(r"\bgloss\b", whole)) == 1999
    assert whole.count("thelastword") == 1


@pytest.mark.tools
@pytest.mark.parametrize("spill", [0.6, 0.9])
def test_a_foot_that_needs_more_than_was_planned_never_covers_the_text(
    spill: float, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The estimate is made too small: the pages are planned anew until what stands at the foot is below the text."""
    monkeypatch.setattr(printing, "plan_pages", underestimate(printing.plan_pages, spill))
    made = printing.set_book(long_book(), PdfOptions())
    for sheet, words in enumerate(sheets_of(made.pdf, tmp_path), 1):
        baselines = [place.y for place in made.report.lines if place.sheet == sheet]
        overlap = [w.text for w in words if baselines and "reading" in w.text and w.top < max(baselines)]
        assert overlap == [], sheet
    assert all(foot.needs <= foot.has + 0.1 for foot in made.report.feet)


def underestimate(plan: Callable[..., tuple[Page, ...]], spill: float) -> Callable[..., tuple[Page, ...]]:
    def planned(
        flows: Sequence[Flow], metrics: Metrics, extra: Mapping[str, float], layers: Sequence[str]
    ) -> tuple[Page, ...]:
        return plan(flows, replace(metrics, spill=metrics.spill * spill), extra, layers)

    return planned


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
        ("import os; os.kill(os.getpid(), 9)", TypesetterError, "ended with status -9"),
    ],
)
def test_a_fault_while_the_book_is_set_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: str, error: type[Exception], said: str
) -> None:
    code = f"""
import edition.publish.print.typeset as typeset
def compiled(job):
    {fault}
typeset.compiled = compiled
typeset.main()
"""
    real = subprocess.run
    monkeypatch.setattr(
        "edition.publish.print.typeset.subprocess.run", lambda _, **more: real([sys.executable, "-c", code], **more)
    )
    with pytest.raises(error, match=said) as told:
        typeset(Job("/nowhere", "none.typ", {}))
    assert "Traceback" not in str(told.value)
    assert "\n" not in str(told.value)


def test_the_print_xml_is_made_once_for_all_processes_and_anew_where_anything_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def transform(copy: Copy, options: PdfOptions) -> str:
        made.append(f"<book n='{len(made)}'/>")
        return made[-1]

    monkeypatch.setattr(printing, "_transform", transform)
    with using(Cache(tmp_path)):
        first = printing.print_xml(replace(long_book()), PdfOptions(paper="a4"))
        assert printing.print_xml(replace(long_book()), PdfOptions(paper="a4")) == first
        assert len(made) == 1
        printing.print_xml(replace(long_book()), PdfOptions(paper="a4", cut=9))
        for part in ("edition", "registers", "messages", "folios", "printing", "translations"):
            printing.print_xml(replace(long_book(), **{part: b"<other/>"}), PdfOptions(paper="a4"))
        printing.print_xml(replace(long_book(), base="E"), PdfOptions(paper="a4"))
    assert len(made) == 9
    printing.print_xml(replace(long_book()), PdfOptions(paper="a4"))
    assert len(made) == 10  # without a cache
