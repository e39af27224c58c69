"""The printed edition: TEI to print XML by XSLT, the galley and the pages by Typst, the plan between them by us."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from edition.errors import InternalError
from edition.model import Finding, Position, Severity
from edition.project.assets import asset
from edition.project.cache import cache_in_use, key_of
from edition.project.pdf_options import PdfOptions
from edition.publish.print.foot_places import entry_heights
from edition.publish.print.glyphs import describe_some, private_letters
from edition.publish.print.layout_inputs import layout_inputs
from edition.publish.print.layout_report import Galley, Place, Report, galley_of, read_report
from edition.publish.print.line_numbering import BY_PAGE, longest_number, number_pages
from edition.publish.print.plan import MORE_SPILL, SPILL, Flow, Foot, Page, TooHighError, plan_feet, plan_pages
from edition.publish.print.press import press
from edition.publish.print.print_source import TEI_FILE, Copy, fonts_of, lines_named, place_of
from edition.publish.print.spill import Spill, spill_line, with_pointers
from edition.xml.saxon import kept_sheet

#: An overfull foot gets the lines that it needs and all pages are planned anew; it mostly takes two turns.
MOST_TURNS = 10
_SLACK = 0.1  # points


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the pages of a book end, their feet, and what of the apparatus stands in the appendix."""

    pages: tuple[Page, ...]
    feet: tuple[Foot, ...]
    spills: tuple[Spill, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A book as it was set: the PDF, what the layout reports of it, the plan it follows, and what was found."""

    pdf: bytes
    report: Report
    galley: Galley
    plan: Plan
    findings: tuple[Finding, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.plan.pages

    @property
    def feet(self) -> tuple[Foot, ...]:
        return self.plan.feet


def publish_pdf(copy: Copy, options: PdfOptions) -> bytes:
    """The edition as a PDF.

    EditionError with the line of the TEI when a page cannot be set.
    """
    return set_book(copy, options).pdf


def set_book(copy: Copy, options: PdfOptions) -> Setting:
    """The galley, then the pages, anew until every foot fits."""
    inputs = layout_inputs(options)
    book = print_xml(copy, options)
    fonts = fonts_of(copy, options)
    with press(book, "edition.typ", inputs, fonts, copy.pictures) as pressed, lines_named(copy):
        galley = galley_of(read_report(pressed.galley()))
        digits = max(galley.metrics.digits, longest_number(galley.flows, options.numbering))
        galley = replace(galley, metrics=replace(galley.metrics, digits=digits))
        extra: dict[str, float] = {}
        spills: tuple[Spill, ...] = ()
        for turn in range(MOST_TURNS):
            plan = plan_book(galley, extra, spills, options.numbering)
            pdf, reported = pressed.pages(plan_data(galley, plan))
            report = read_report(reported)
            overfull = [foot for foot in report.feet if foot.needs > foot.has + _SLACK]
            if not overfull:
                check(report, galley, plan)
                found = *report_spills(copy, galley, plan), *report_private_letters(book)
                return Setting(pdf, report, galley, plan, found)
            spills = plan.spills
            metrics = replace(galley.metrics, spill=SPILL + turn * MORE_SPILL)
            galley = replace(galley, metrics=metrics)
            for foot in overfull:
                lines = ceil((foot.needs - foot.has - _SLACK) / galley.metrics.foot_line)
                extra[foot.carrier] = extra.get(foot.carrier, 0) + lines * galley.metrics.foot_line
    names = ", ".join(foot.carrier for foot in overfull)
    raise InternalError(f"the apparatus does not fit its pages after {MOST_TURNS} turns ({names})")


def plan_book(galley: Galley, extra: Mapping[str, float], spills: tuple[Spill, ...], numbering: str = BY_PAGE) -> Plan:
    """The pages and feet; lines whose foot no page can hold give of it to the appendix, as far as needed."""
    while True:
        flows = flows_as_planned(galley, spills)
        try:
            pages = number_pages(plan_pages(flows, galley.metrics, extra, galley.layers), flows, numbering)
        except TooHighError as error:
            more = spill_line(galley.flows, error.at, spills, galley.metrics, galley.layers)
            if more is None:
                raise
            spills = more
            continue
        return Plan(pages, plan_feet(flows, pages, galley.metrics, galley.layers), spills)


def flows_as_planned(galley: Galley, spills: Sequence[Spill]) -> list[Flow]:
    """The flows with a pointer at the foot in the place of what stands in the appendix."""
    return [
        with_pointers(flow, [s for s in spills if s.flow == number], galley.metrics)
        for number, flow in enumerate(galley.flows)
    ]


def report_private_letters(book: str) -> Iterator[Finding]:
    """E521 where a book has private-use letters: PDF/A-2a allows none."""
    if letters := private_letters(book):
        said = f"{describe_some(letters)}: what they mean no program knows, so the PDF is PDF/A-2u, and not PDF/A-2a"
        yield Finding("E521", Severity.ADVICE, said, Position(TEI_FILE))


def report_spills(copy: Copy, galley: Galley, plan: Plan) -> Iterator[Finding]:
    """E504 for each line of which a part of the apparatus stands in the appendix."""
    numbers = _page_numbers(plan)
    for spill in plan.spills:
        page = numbers[spill.flow, spill.line]
        verse = galley.flows[spill.flow].verses.get(spill.line)
        line = f"verse {verse}" if verse else f"line {plan.pages[page].number_of(spill.line)}"
        place = f"page {page + 1}, {line}"
        count = f"{len(spill.entries)} {'entry stands' if len(spill.entries) == 1 else 'entries stand'}"
        todo = "to have them at the foot lower longest_reading, leave a layer out, or take a larger paper"
        said = f"the apparatus of {place} is higher than a page, so {count} in the appendix; {todo} ([pdf])"
        position = place_of(copy, *(f'xml:id="{name}"' for name in spill.entries))
        yield Finding("E504", Severity.WARNING, said, position)


def print_xml(copy: Copy, options: PdfOptions) -> str:
    """The edition as print XML (xslt/print.xsl); it is made once, by whichever process needs it first."""
    if options not in copy.transformed:
        copy.transformed[options] = _remember(copy, options)
    return copy.transformed[options]


def _remember(copy: Copy, options: PdfOptions) -> str:
    """The print XML, from the cache where a build has made it of the same."""
    cache = cache_in_use()
    if cache is None:
        return _transform(copy, options)
    key = key_of("print XML", [repr(options), *copy.documents])
    if (known := cache.get(key)) is not None:
        return known.decode("utf-8")
    made = _transform(copy, options)
    cache.put(key, made.encode("utf-8"))
    return made


def _transform(copy: Copy, options: PdfOptions) -> str:
    return kept_sheet(asset("xslt", "print.xsl")).text(
        copy.edition,
        registers=copy.registers,
        messages=copy.messages,
        base=copy.base,
        folios=copy.folios,
        printing=copy.printing,
        translations=copy.translations,
        layers=" ".join(options.layers),
        accidentals=options.accidentals,
        **{
            "shortest-cut": options.cut,
            "longest-reading": options.longest_reading,
            "longest-lemma": options.longest_lemma,
            "line-numbers": options.line_numbers,
        },
    )


def check(report: Report, galley: Galley, plan: Plan) -> None:
    """InternalError unless every page holds the lines, and every foot stands on the page, that were planned."""
    lines: dict[int, int] = {}
    for line in report.lines:
        lines[line.sheet - galley.first_sheet] = lines.get(line.sheet - galley.first_sheet, 0) + 1
    planned = {number: page.stop - page.start for number, page in enumerate(plan.pages)}
    if lines != planned:
        wrong = [str(n + 1) for n in sorted(planned.keys() | lines.keys()) if planned.get(n) != lines.get(n)]
        raise InternalError(f"the PDF does not end its pages as planned (page {', '.join(wrong[:5])})")
    stand = {foot.carrier: foot.sheet - galley.first_sheet for foot in report.feet}
    if stand != {foot.carrier: foot.page for foot in plan.feet}:
        wrong = [f.carrier for f in plan.feet if stand.get(f.carrier) != f.page]
        raise InternalError(f"the PDF has an apparatus on another page than planned ({', '.join(wrong[:5])})")
    if wrong := [number for place, number in report.numbers if not _stands_at_verse(place, number, report)]:
        raise InternalError(f"the PDF has the number of a verse at another line ({', '.join(wrong[:5])})")


def _stands_at_verse(place: Place, number: str, report: Report) -> bool:
    """Whether a number in the margin stands on the first line of its verse; two verses may have the same number."""
    starts = [b.start.y for b in report.blocks if b.verse == number and b.start.sheet == place.sheet]
    lines = [line.y for line in report.lines if line.sheet == place.sheet]
    firsts = (next((y for y in lines if y >= start - 1), 0.0) for start in starts)
    return any(abs(first - place.y) < _SLACK for first in firsts)


def plan_data(galley: Galley, plan: Plan) -> Mapping[str, Any]:
    """The plan as the template reads it: feet by their carrier, where entries belong and where they stand, places of
    indexed words, the entries that stand in the appendix, line by line, and the numbers of lines that are not counted
    from the top of their page, by the pages from the first.
    """
    numbers = _page_numbers(plan)
    return {
        "feet": {foot.carrier: {"height": foot.height, "layers": foot.layers} for foot in plan.feet},
        "places": dict(_places(galley, plan.pages, numbers)),
        "entries": dict(_entries(galley, plan)),
        "marks": _marks(galley, plan.pages, numbers),
        "ordinals": dict(galley.ordinals),
        "numbers": [page.numbers for page in plan.pages if page.numbers],
        "first": galley.first_sheet,
        "spills": [spill.entries for spill in plan.spills],
        "verses": [e.id for flow in galley.flows for found in flow.entries.values() for e in found if e.reference],
    }


def _page_numbers(plan: Plan) -> Mapping[tuple[int, int], int]:
    """The page of each line of each flow, counted from 0."""
    return {(page.flow, line): n for n, page in enumerate(plan.pages) for line in range(page.start, page.stop)}


def _places(
    galley: Galley, pages: tuple[Page, ...], numbers: Mapping[tuple[int, int], int]
) -> Iterator[tuple[str, tuple[str, str, int, float]]]:
    """Page and line of each entry as they are told, and the sheet and height of that line."""
    for flow, text in enumerate(galley.flows):
        for line, entries in text.entries.items():
            page = numbers[flow, line]
            place = page + galley.first_sheet, _height(galley, pages[page], line)
            for entry in entries:
                yield entry.id, (str(page + 1), entry.reference or str(pages[page].number_of(line)), *place)


def _entries(galley: Galley, plan: Plan) -> Iterator[tuple[str, tuple[int, float]]]:
    """The sheet and height at which each entry stands in a foot."""
    entries = {e.id: e for flow in flows_as_planned(galley, plan.spills) for es in flow.entries.values() for e in es}
    for foot in plan.feet:
        for name, height in entry_heights(foot, entries, galley.metrics):
            yield name, (foot.page + galley.first_sheet, round(galley.top + height, 1))


def _marks(
    galley: Galley, pages: tuple[Page, ...], numbers: Mapping[tuple[int, int], int]
) -> Mapping[str, list[tuple[int, int, float, list[int | str]]]]:
    """For each key its pages: number, sheet, height of the first line, lines; of verses their references."""
    made: dict[str, dict[int, list[int]]] = {}
    for key, flow, line in galley.marks:
        found = made.setdefault(key, {}).setdefault(numbers[flow, line], [])
        if line not in found:
            found.append(line)
    return {
        key: [
            (
                page + 1,
                page + galley.first_sheet,
                _height(galley, pages[page], lines[0]),
                _cited(galley, pages[page], lines),
            )
            for page, lines in found.items()
        ]
        for key, found in made.items()
    }


def _cited(galley: Galley, page: Page, lines: Sequence[int]) -> list[int | str]:
    """The number of each line on its page, or the reference of its verse; each once."""
    verses = galley.flows[page.flow].verses
    return list(dict.fromkeys(verses.get(line) or page.number_of(line) for line in lines))


def _height(galley: Galley, page: Page, line: int) -> float:
    """How far down its sheet a line stands, to link to it."""
    lines = galley.flows[page.flow].lines
    return round(galley.top + lines[line].top - lines[page.start].top, 1)
