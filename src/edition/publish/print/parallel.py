"""Two witnesses on facing pages: what answers each other begins level, and a spread ends on both sides with one row."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from edition.errors import InternalError
from edition.project.assets import asset
from edition.project.pdf_options import PdfOptions
from edition.publish.print.layout_inputs import layout_inputs
from edition.publish.print.layout_report import HANGS
from edition.publish.print.press import press
from edition.publish.print.print_source import Copy, fonts_of, lines_named
from edition.xml.saxon import kept_sheet

#: The room between two rows, and above a heading, in lines.
ROW_GAP, HEAD_GAP = 0.4, 1.0
#: Of a row that is parted, at least so many lines stand on either spread.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Side:
    """What one witness has of a row: the word with which each line begins; lines that begin amid a word."""

    words: int
    lines: tuple[int, ...]
    amid: frozenset[int] = frozenset()
    height: int = 0  # in lines, at least those of the text

    def part(self, start: int, stop: int) -> tuple[int, int, bool]:
        """The words of lines [start, stop), and whether the text goes on behind them."""
        if start >= len(self.lines):
            return self.words, self.words, False
        goes_on = stop < len(self.lines)
        return self.lines[start], self.lines[stop] if goes_on else self.words, goes_on

    def may_break(self, line: int) -> bool:
        """Whether a spread may end before a line."""
        left = len(self.lines) - line
        return left <= 0 or (left >= LEAST and line not in self.amid)


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the edition as two witnesses have it."""

    is_head: bool
    sides: tuple[Side, Side]

    @property
    def height(self) -> int:
        """In lines."""
        return max(side.height for side in self.sides)


@dataclass(frozen=True, slots=True)
class Part:
    """Lines [start, stop) of a row, with the room above them, in lines."""

    row: int
    start: int
    stop: int
    above: float


def publish_parallel(copy: Copy, options: PdfOptions) -> bytes:
    """The two witnesses that the options name, left and right, as a PDF.

    EditionError with the line of the TEI when a letter cannot be set.
    """
    inputs = layout_inputs(options)
    with (
        press(parallel_xml(copy, options), "parallel.typ", inputs, fonts_of(copy, options)) as pressed,
        lines_named(copy),
    ):
        # Parts of a paragraph nearly always break as the whole did; where they do not, they are set with the marks that
        # the galley has, or lines are filled one by one.
        for way in ("optimized", "simple"):
            report = pressed.galley(linebreaks=way)
            rows = rows_of(report)
            spreads = plan_spreads(rows, report["height"] / report["pitch"])
            plan = plan_data(rows, spreads, report["pitch"])
            for marks in ("no", "yes"):
                pdf, made = pressed.pages(plan, linebreaks=way, marks=marks)
                if lines_on_sheets(made) == planned_lines(rows, spreads):
                    return pdf
    raise InternalError("the parallel setting does not end its pages as planned")


def parallel_xml(copy: Copy, options: PdfOptions) -> str:
    """The two witnesses as print XML (xslt/parallel.xsl)."""
    left, right = options.parallel
    return kept_sheet(asset("xslt", "parallel.xsl")).text(
        copy.edition, messages=copy.messages, base=copy.base, left=left, right=right, printing=copy.printing
    )


def rows_of(report: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of a galley, with the lines of either side."""
    baselines: dict[int, list[float]] = {}
    for sheet, y, _, _ in report["lines"]:
        baselines.setdefault(sheet, []).append(y)
    marks = (
        (_line(baselines[sheet], y), x) for sheet, y, x, _ in report["words"]
    )  # of the left side, then of the right
    sides = [
        [_side(_begins(row, side, marks, report), row["words"][side], row["missing"][side]) for row in report["rows"]]
        for side in (0, 1)
    ]
    return tuple(
        Row(row["head"], (left, right)) for row, left, right in zip(report["rows"], sides[0], sides[1], strict=True)
    )


def _begins(
    row: Mapping[str, Any], side: int, marks: Iterator[tuple[int, float]], report: Mapping[str, Any]
) -> Sequence[tuple[int, int]]:
    """Of a side of a row, word by word, the lines on which it begins and ends.

    A mark stands before each word, where it may stay behind at the end of the line before, and behind the last.
    """
    count = row["words"][side]
    found = list(islice(marks, count + 1)) if count else []
    rtl = row["rtl"][side]

    def begins_line(x: float) -> bool:
        return x > found[0][1] - 0.5 if rtl else x < found[0][1] + 0.5

    def ends_line(x: float) -> bool:
        return bool(x < report["left"] + HANGS if rtl else x > report["right"] - HANGS)

    made = []
    for (line, x), (next_line, next_x) in pairwise(found):
        last = next_line - 1 if next_line > line and begins_line(next_x) else next_line
        made.append((line + (last > line and ends_line(x)), last))
    return made


def _line(baselines: Sequence[float], y: float) -> int:
    return min(bisect_left(baselines, y - 1), len(baselines) - 1)


def _side(begins: Sequence[tuple[int, int]], words: int, missing: bool) -> Side:
    if not begins:
        return Side(words, (), height=int(missing))
    top = begins[0][0]
    lines = {line - top: i for i, (line, _) in reversed(list(enumerate(begins)))}
    amid = {end - top for line, end in begins if end > line}
    height = begins[-1][1] - top + 1
    for line in range(height):  # a line that holds the end of a long word alone
        lines.setdefault(line, lines[line - 1] if line else 0)
    return Side(words, tuple(lines[line] for line in range(height)), frozenset(amid), height)


def plan_spreads(rows: Sequence[Row], room: float) -> tuple[tuple[Part, ...], ...]:
    """The parts of rows on each spread; `room`: how many lines a page has."""
    spreads: list[list[Part]] = [[]]
    used = 0.0
    for number, row in enumerate(rows):
        start = 0
        while start < row.height or (row.height == 0 and start == 0):
            above = 0.0 if not spreads[-1] else HEAD_GAP if row.is_head and not start else ROW_GAP
            stop = _stop(rows, number, start, room - used - above)
            if stop <= start and spreads[-1]:
                spreads.append([])
                used = 0.0
                continue
            stop = max(stop, start + 1) if row.height else 0
            spreads[-1].append(Part(number, start, stop, above))
            used += above + stop - start
            start = stop
            if row.height == 0:
                break
    return tuple(tuple(spread) for spread in spreads if spread)


def _stop(rows: Sequence[Row], number: int, start: int, room: float) -> int:
    """The line before which a row is parted, so that it fits the room; its start if nothing of it does."""
    row = rows[number]
    if row.is_head:
        return row.height if row.height + _needed(rows, number + 1) <= room else start
    if row.height - start <= room:
        return row.height
    for stop in range(start + int(room), start + LEAST - 1, -1):
        if all(side.may_break(stop) for side in row.sides):
            return stop
    return start


def _needed(rows: Sequence[Row], number: int) -> float:
    """What must stand below a heading: further headings, and the first lines of what follows."""
    if number >= len(rows):
        return 0.0
    row = rows[number]
    if row.is_head:
        return HEAD_GAP + row.height + _needed(rows, number + 1)
    return ROW_GAP + min(LEAST, row.height)


def plan_data(rows: Sequence[Row], spreads: Sequence[Sequence[Part]], pitch: float) -> Mapping[str, Any]:
    """The plan as the layout reads it."""
    return {
        "spreads": [
            [
                {
                    "row": part.row,
                    "starts": part.start == 0,
                    "above": round(part.above * pitch, 3),
                    "height": round((part.stop - part.start) * pitch, 3),
                    "sides": [side.part(part.start, part.stop) for side in rows[part.row].sides],
                }
                for part in spread
            ]
            for spread in spreads
        ]
    }


def lines_on_sheets(report: Mapping[str, Any]) -> list[int]:
    """How many lines each page has that has any."""
    counted: dict[int, int] = {}
    for sheet, _, _, _ in report["lines"]:
        counted[sheet] = counted.get(sheet, 0) + 1
    return [counted[sheet] for sheet in sorted(counted)]


def planned_lines(rows: Sequence[Row], spreads: Sequence[Sequence[Part]]) -> list[int]:
    """The same by the plan."""
    return [count for spread in spreads for count in _of_spread(rows, spread) if count]


def _of_spread(rows: Sequence[Row], spread: Sequence[Part]) -> Iterator[int]:
    for side in (0, 1):
        yield sum(max(0, min(part.stop, rows[part.row].sides[side].height) - part.start) for part in spread)
