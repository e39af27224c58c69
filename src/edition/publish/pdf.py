"""The printed edition: TEI to print XML by XSLT, the galley and the pages by Typst, the plan between them by us."""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from edition.assets import asset
from edition.config import PdfOptions
from edition.errors import EditionError, InternalError
from edition.publish.galley import Galley, Report, galley_of, read_report
from edition.publish.plan import Foot, Page, TooHigh, plan_feet, plan_pages
from edition.publish.typeset import Job, NoGlyph, typeset
from edition.saxon import Sheet

#: An overfull foot gets a line more and all pages are planned anew; it has never taken more than two turns.
MOST_TURNS = 6
_SLACK = 0.1  # points
TEI_FILE = "tei/edition.xml"


@dataclass(frozen=True, slots=True)
class Copy:
    """What a book is made of: the edition and its registers (a bundle) as TEI, the messages, the siglum of the base."""

    edition: bytes
    registers: bytes
    messages: bytes
    base: str
    fonts: str = ""  # a folder with fonts of the editor's own


def publish_pdf(copy: Copy, options: PdfOptions) -> bytes:
    """The edition as a PDF.

    EditionError with the line of the TEI when a page cannot be set.
    """
    book = print_xml(copy, options)
    with tempfile.TemporaryDirectory(prefix="edition-pdf-") as folder, lines_named(copy):
        return _Press(Path(folder), book, options, copy.fonts).pdf()


@contextmanager
def lines_named(copy: Copy) -> Iterator[None]:
    """Says in which line of the TEI that stands which cannot be set, and what to do."""
    try:
        yield
    except TooHigh as error:
        line = _line(copy.edition, [f'xml:id="{name}"' for name in error.entries])
        todo = "lower longest_reading, leave a layer out, or take a larger paper ([pdf] in edition.toml)"
        raise EditionError(f"{TEI_FILE}{line}: the PDF cannot be set: {error}; {todo}") from None
    except NoGlyph as error:
        line = _line(copy.edition, error.letters)
        todo = "put a font that has them into a folder and name it ([pdf] fonts in edition.toml)"
        raise EditionError(f"{TEI_FILE}{line}: the PDF cannot be set: {error}; {todo}") from None


def _line(edition: bytes, sought: Sequence[str]) -> str:
    """«:214», the first line of the TEI that has one of these; nothing where none has."""
    for number, line in enumerate(edition.decode("utf-8").split("\n"), 1):
        if any(one in line for one in sought):
            return f":{number}"
    return ""


def print_xml(copy: Copy, options: PdfOptions) -> str:
    """The edition as print XML (xslt/print.xsl)."""
    return Sheet(asset("xslt", "print.xsl")).text(
        copy.edition,
        registers=copy.registers,
        messages=copy.messages,
        base=copy.base,
        layers=" ".join(options.layers),
        accidentals=options.accidentals,
        **{
            "shortest-cut": options.cut,
            "longest-reading": options.longest_reading,
            "longest-lemma": options.longest_lemma,
            "line-numbers": options.line_numbers,
        },
    )


class _Press:
    """A folder with the template and what it reads; sets the galley, then the pages until they are as planned."""

    def __init__(self, folder: Path, book: str, options: PdfOptions, fonts: str = "") -> None:
        self.fonts = fonts
        self.folder = folder.resolve()
        self.options = options
        copyfile(asset("xslt", "print", "edition.typ"), self.folder / "edition.typ")
        (self.folder / "book.xml").write_text(book, encoding="utf-8")

    def pdf(self) -> bytes:
        galley = galley_of(self._set())
        extra: dict[str, float] = {}
        for _ in range(MOST_TURNS):
            pages = plan_pages(galley.flows, galley.metrics, extra, galley.layers)
            feet = plan_feet(galley.flows, pages, galley.metrics, galley.layers)
            (self.folder / "plan.json").write_text(json.dumps(plan_data(galley, pages, feet), sort_keys=True))
            report = self._set(plan="plan.json", pdf="edition.pdf")
            overfull = [foot.carrier for foot in report.feet if foot.needs > foot.has + _SLACK]
            if not overfull:
                check(report, galley, pages, feet)
                return (self.folder / "edition.pdf").read_bytes()
            for carrier in overfull:
                extra[carrier] = extra.get(carrier, 0) + galley.metrics.foot_line
        raise InternalError(f"the apparatus does not fit its pages after {MOST_TURNS} turns ({', '.join(overfull)})")

    def _set(self, plan: str = "", pdf: str = "") -> Report:
        inputs = {"data": "book.xml", "paper": self.options.paper, "every": str(self.options.line_numbers)}
        where = str(self.folder / pdf) if pdf else ""
        job = Job(str(self.folder), "edition.typ", inputs | ({"plan": plan} if plan else {}), where, self.fonts)
        return read_report(typeset(job))


def check(report: Report, galley: Galley, pages: tuple[Page, ...], feet: tuple[Foot, ...]) -> None:
    """InternalError unless every page holds the lines, and every foot stands on the page, that were planned."""
    lines: dict[int, int] = {}
    for line in report.lines:
        lines[line.sheet - galley.first_sheet] = lines.get(line.sheet - galley.first_sheet, 0) + 1
    planned = {number: page.stop - page.start for number, page in enumerate(pages)}
    if lines != planned:
        wrong = [str(n + 1) for n in sorted(planned.keys() | lines.keys()) if planned.get(n) != lines.get(n)]
        raise InternalError(f"the PDF does not end its pages as planned (page {', '.join(wrong[:5])})")
    stand = {foot.carrier: foot.sheet - galley.first_sheet for foot in report.feet}
    if stand != {foot.carrier: foot.page for foot in feet}:
        wrong = [f.carrier for f in feet if stand.get(f.carrier) != f.page]
        raise InternalError(f"the PDF has an apparatus on another page than planned ({', '.join(wrong[:5])})")


def plan_data(galley: Galley, pages: tuple[Page, ...], feet: tuple[Foot, ...]) -> Mapping[str, Any]:
    """The plan as the template reads it: feet by their carrier, places of entries, places of indexed words."""
    numbers = {(page.flow, line): n for n, page in enumerate(pages) for line in range(page.start, page.stop)}
    return {
        "feet": {foot.carrier: {"height": foot.height, "layers": foot.layers} for foot in feet},
        "places": dict(_places(galley, pages, numbers)),
        "marks": _marks(galley, pages, numbers),
        "ordinals": dict(galley.ordinals),
    }


def _places(
    galley: Galley, pages: tuple[Page, ...], numbers: Mapping[tuple[int, int], int]
) -> Iterator[tuple[str, tuple[str, str]]]:
    for flow, text in enumerate(galley.flows):
        for line, entries in text.entries.items():
            page = numbers[flow, line]
            for entry in entries:
                yield entry.id, (str(page + 1), str(pages[page].number_of(line)))


def _marks(
    galley: Galley, pages: tuple[Page, ...], numbers: Mapping[tuple[int, int], int]
) -> Mapping[str, list[tuple[int, int, float, list[int]]]]:
    """For each key its pages: number, sheet, height of the first line, lines."""
    made: dict[str, dict[int, list[int]]] = {}
    for key, flow, line in galley.marks:
        page = numbers[flow, line]
        lines = made.setdefault(key, {}).setdefault(page, [])
        if pages[page].number_of(line) not in lines:
            lines.append(pages[page].number_of(line))
    return {
        key: [
            (page + 1, page + galley.first_sheet, _height(galley, pages[page], lines[0]), lines)
            for page, lines in found.items()
        ]
        for key, found in made.items()
    }


def _height(galley: Galley, page: Page, number: int) -> float:
    """How far down its sheet a line stands, to link to it."""
    lines = galley.flows[page.flow].lines
    return round(galley.top + lines[page.start + number - 1].top - lines[page.start].top, 1)
