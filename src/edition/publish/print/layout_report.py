"""What a compile says of itself, as values: lines, words with anchors, blocks; and a galley as flows to plan."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edition.publish.print.plan import Entry, Flow, Line, Metrics

#: A word that starts this near to where a line ends has no room for two letters: it starts on the next line.
HANGS = 4.0
#: The headings of these levels begin a section: the text itself, its chapters.
SECTION_LEVELS = (1, 2)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a sheet (counted from 1), in points from its top left corner."""

    sheet: int
    y: float
    x: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word with anchors: where it stands, the entries that start and end with it, the keys it is indexed by, the
    lemmata that its line may have more than once.
    """

    start: Place
    end: Place
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    marks: tuple[str, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, item or heading (of a level, 0 for none), with its id if it has one; `inset` is how much narrower it
    is on the side where its lines end: the right, or the left where it runs from right to left.

    `verse` is the reference of a verse; `is_ragged`: its lines end anywhere, and its words with anchors are not broken;
    `is_kept`: no page ends with it.
    """

    start: Place
    end: Place
    heading: int
    inset: float
    id: str = ""
    is_rtl: bool = False
    verse: str = ""
    is_ragged: bool = False
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class SetFoot:
    """A foot as set: its sheet and carrier, how high its text is and how high its room."""

    sheet: int
    carrier: str
    needs: float
    has: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that the layout reports of one compile (`report()` in xslt/print/edition.typ); words of a galley alone."""

    lines: tuple[Place, ...]
    words: tuple[Word, ...]
    blocks: tuple[TextBlock, ...]
    feet: tuple[SetFoot, ...]
    widths: Mapping[str, tuple[str, float, str]]  # of an entry: its layer and width, and the reference it is cited by
    ends: Mapping[str, tuple[str, str]]  # of an entry: the form of the first and last word of its lemma
    layers: tuple[str, ...]
    metrics: Metrics
    cap: float
    heading_caps: tuple[float, ...]
    left: float
    right: float
    top: float
    numbers: tuple[tuple[Place, str], ...] = ()  # of verses, in the margin: each with the reference of its verse

    def is_at_end(self, block: TextBlock, x: float) -> bool:
        """Whether a place of a block stands so near to where its lines end that no two letters fit."""
        if block.is_rtl:
            return x < self.left + block.inset + HANGS
        return x > self.right - block.inset - HANGS


@dataclass(frozen=True, slots=True)
class Galley:
    """The flows of a book, unbroken, and where in them the indexed words stand."""

    flows: tuple[Flow, ...]
    marks: tuple[tuple[str, int, int], ...]  # key, flow, line
    first_sheet: int
    top: float
    metrics: Metrics
    layers: tuple[str, ...]
    ordinals: Mapping[
        str, tuple[int, int]
    ]  # of an entry: which of its like in their line its ends are; 0: the only one


def read_report(made: Mapping[str, Any]) -> Report:
    """The report out of its JSON."""
    metrics, inset = dict(made["metrics"]), made["metrics"]["inset"]
    layout = {name: metrics.pop(name) for name in ("cap", "heading_caps", "left", "right", "inset", "top")}
    return Report(
        lines=tuple(_place(row) for row in made["lines"]),
        words=tuple(
            Word(
                _place(a), _place(b), tuple(a[3]["from"]), tuple(a[3]["to"]), tuple(a[3]["marks"]), tuple(a[3]["forms"])
            )
            for a, b in zip(made["starts"], made["ends"], strict=True)
        ),
        blocks=tuple(_block(a, b, inset) for a, b in zip(made["blocks"], made["block_ends"], strict=True)),
        feet=tuple(SetFoot(*row) for row in made["feet"]),
        widths={name: (layer, width, loc) for name, layer, width, _, loc in made["entries"] or ()},
        ends={name: (first, last) for name, _, _, (first, last), _ in made["entries"] or ()},
        layers=tuple(made["layers"]),
        metrics=Metrics(**metrics),
        cap=layout["cap"],
        heading_caps=tuple(layout["heading_caps"]),
        left=layout["left"],
        right=layout["right"],
        top=layout["top"],
        numbers=tuple((_place(row), row[3]) for row in made["numbers"]),
    )


def _place(row: Sequence[Any]) -> Place:
    return Place(row[0], row[1], row[2])


def _block(start: Sequence[Any], end: Sequence[Any], inset: float) -> TextBlock:
    said = start[3]
    return TextBlock(
        start=_place(start),
        end=_place(end),
        heading=int(said["level"]),
        inset=said["inset"] * inset,
        id=said["id"],
        is_rtl=said["rtl"],
        verse=said["verse"],
        is_ragged=said["ragged"],
        is_kept=bool(said["level"] or said["kept"]),
    )


def galley_of(report: Report) -> Galley:
    """The flows of a report whose every flow stands on one endless sheet."""
    sheets = sorted({line.sheet for line in report.lines})
    rulers = {sheet: _Ruler(report, sheet) for sheet in sheets}
    marks = [
        (key, number, rulers[sheet].first_line(word))
        for number, sheet in enumerate(sheets)
        for word in report.words
        if word.start.sheet == sheet
        for key in word.marks
    ]
    return Galley(
        flows=tuple(rulers[sheet].flow() for sheet in sheets),
        marks=tuple(marks),
        first_sheet=sheets[0],
        top=report.top,
        metrics=report.metrics,
        layers=report.layers,
        ordinals={name: pair for ruler in rulers.values() for name, pair in ruler.ordinals().items()},
    )


class _Ruler:
    """Finds the lines of one endless sheet."""

    def __init__(self, report: Report, sheet: int) -> None:
        self.report = report
        self.sheet = sheet
        self.baselines = [line.y for line in report.lines if line.sheet == sheet]
        blocks = [b for b in report.blocks if b.start.sheet == sheet]
        self.blocks = [(self.line(b.start), self.line(b.end), b) for b in blocks]
        self.block_of = {line: b for first, last, b in self.blocks for line in range(first, last + 1)}

    def line(self, place: Place) -> int:
        """The line of a place: on its baseline, or, at the start of a block, at its top, less than a line above."""
        return min(bisect_left(self.baselines, place.y - 1), len(self.baselines) - 1)

    def first_line(self, word: Word) -> int:
        """The line on which a word starts: its anchor may stay behind at the end of the line before."""
        first, last = self.line(word.start), self.line(word.end)
        if first == last:
            return first
        block = self.block_of[last]
        hangs = block.is_ragged or self.report.is_at_end(block, word.start.x)
        return first + 1 if hangs else first

    def flow(self) -> Flow:
        """The sheet as lines and entries."""
        ends = {name: self.line(word.end) for word in self._words() for name in word.ends}
        entries: dict[int, list[Entry]] = {}
        for word in self._words():
            first = self.first_line(word)
            for name in word.starts:
                entries.setdefault(first, []).append(self._entry(name, first, max(first, ends[name])))
        starts = {first: b.id for first, _, b in self.blocks if b.id and not b.heading}
        verses = {line: b.verse for line, b in self.block_of.items() if b.verse}
        return Flow(self._lines(), {line: tuple(found) for line, found in entries.items()}, starts, verses)

    def _entry(self, name: str, first: int, last: int) -> Entry:
        """An entry; one in a verse is cited by the reference it has, or by that of its verse, or of several."""
        layer, width, reference = self.report.widths[name]
        verses = [block.verse for line in (first, last) if (block := self.block_of.get(line)) and block.verse]
        return Entry(name, layer, width, first, last, reference or "–".join(dict.fromkeys(verses)))

    def ordinals(self) -> dict[str, tuple[int, int]]:
        """Of each entry which of the like words in their line its first and last word are; 0 where there is one."""
        like: dict[tuple[str, int], list[Word]] = {}
        for word in self._words():
            for form in word.forms:
                like.setdefault((form, self._text_line(word)), []).append(word)

        def ordinal(word: Word, form: str) -> int:
            found = like.get((form, self._text_line(word)), [])
            return found.index(word) + 1 if len(found) > 1 and word in found else 0

        made: dict[str, tuple[int, int]] = {}
        for word in self._words():
            for name in word.starts:
                made[name] = (ordinal(word, self.report.ends[name][0]), 0)
        for word in self._words():
            for name in word.ends:
                made[name] = (made.get(name, (0, 0))[0], ordinal(word, self.report.ends[name][1]))
        return {name: pair for name, pair in made.items() if any(pair)}

    def _text_line(self, word: Word) -> int:
        """The line of a word; a verse is one line, the first of its own, though it may turn over."""
        line = self.first_line(word)
        block = self.block_of.get(line)
        return self.line(block.start) if block and block.verse and block.is_ragged else line

    def _words(self) -> list[Word]:
        return [w for w in self.report.words if w.start.sheet == self.sheet]

    def _lines(self) -> tuple[Line, ...]:
        alone = {i for first, last, _ in self.blocks if last > first for i in (first, last - 1)}
        sections = {first for first, _, b in self.blocks if b.heading in SECTION_LEVELS}
        made = []
        for i, y in enumerate(self.baselines):
            block = self.block_of.get(i)
            level, is_kept = (block.heading, block.is_kept) if block else (0, False)
            cap = self.report.heading_caps[level - 1] if level else self.report.cap
            may_end_page = i not in alone and not is_kept
            made.append(Line(y - cap, y, may_end_page, is_heading=bool(level), opens_section=i in sections))
        return tuple(made)
