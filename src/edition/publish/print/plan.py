"""Pages filled line by line: from the places of a galley to the plan of a book (no input or output here).

A line is as high as it was measured; the entries that start on it add to the foot. A page takes lines as long as text
and foot fit together, and ends where no widow, orphan or heading is left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from typing import TypeAlias

from edition.errors import EditionError

#: A justified run-in paragraph needs a little more than the natural width of what stands in it; more than that where
#: words are long, so a book whose feet do not fit is planned anew with more.
SPILL, MORE_SPILL = 1.02, 0.02
#: How many lines a page may give up for a better break.
MOST_GIVEN_UP = 4

EntryId: TypeAlias = str


class TooHighError(EditionError):
    """The foot of a single line, given by flow and line, is higher than a page: names its entries."""

    def __init__(self, entries: Sequence[EntryId], at: tuple[int, int]) -> None:
        super().__init__(f"the apparatus of one line needs more than a page ({', '.join(entries)})")
        self.entries = tuple(entries)
        self.at = at


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the layout says of itself, in points."""

    height: float  # of the text and its foot together
    measure: float
    foot_line: float
    separator: float
    layer_gap: float
    digit: float
    space: float
    pointer: float = 0.0  # an entry that only says where in the appendix others stand
    spill: float = SPILL
    digits: int = 3  # of the number of an entry, in the mean


@dataclass(frozen=True, slots=True)
class Entry:
    """An apparatus entry: how wide it is when set, in which layer of the foot it stands, the lines of its lemma.

    `reference` is what it is cited by in place of lines: «3», «1:2», «2–4»; "" in prose.
    """

    id: EntryId
    layer: str
    width: float
    first: int
    last: int
    reference: str = ""

    @property
    def place(self) -> str | tuple[int, int]:
        """What is told once for the entries that share it."""
        return self.reference or (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a galley: its top and its baseline, whether a page may end with it, whether it is of a heading and with
    which line a section begins.
    """

    top: float
    baseline: float
    may_end_page: bool = True
    is_heading: bool = False
    opens_section: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One continuous text: its lines from top to bottom, its entries by the line on which they start, and the blocks
    that begin on a line, by their ids: where a page has no entries, one of these can end it. `verses` has the
    reference of each line that belongs to a verse.
    """

    lines: tuple[Line, ...]
    entries: Mapping[int, tuple[Entry, ...]]
    starts: Mapping[int, str] = field(default_factory=dict)
    verses: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Lines [start, stop) of a flow; `numbers` are theirs where they are not counted from the top of the page."""

    flow: int
    start: int
    stop: int
    numbers: tuple[int, ...] = ()

    def number_of(self, line: int) -> int:
        """The number a reader sees beside a line."""
        return self.numbers[line - self.start] if self.numbers else line - self.start + 1


@dataclass(frozen=True, slots=True)
class Foot:
    """The apparatus of a page, or room alone, so that the page ends.

    Its carrier is the first entry outside a heading, so that it is no part of the heading to those who hear it, or a
    block; each layer is a paragraph of (entry, number shown).
    """

    page: int
    carrier: EntryId
    height: float
    layers: tuple[tuple[tuple[EntryId, str], ...], ...]


def plan_pages(
    flows: Sequence[Flow], metrics: Metrics, extra: Mapping[EntryId, float], layers: Sequence[str]
) -> tuple[Page, ...]:
    """The pages of all flows; `extra` is room to add to a foot, by its carrier."""
    pages: list[Page] = []
    for number, flow in enumerate(flows):
        start = 0
        while start < len(flow.lines):
            stop = _page_end(flow, start, metrics, extra, layers)
            if stop == start:
                raise TooHighError([e.id for e in flow.entries.get(start, ())], (number, start))
            pages.append(Page(number, start, stop))
            start = stop
    return tuple(pages)


def _page_end(flow: Flow, start: int, metrics: Metrics, extra: Mapping[EntryId, float], layers: Sequence[str]) -> int:
    """Where the page that starts with a line ends: there where even that line does not fit."""
    stop = start
    while stop < len(flow.lines):
        entries = [e for line in range(start, stop + 1) for e in flow.entries.get(line, ())]
        room = sum(extra.get(e.id, 0.0) for e in entries)
        used = flow.lines[stop].baseline - flow.lines[start].top
        if used + foot_height(entries, metrics, layers) + room > metrics.height:
            break
        stop += 1
    return stop if stop in (start, len(flow.lines)) else _better_end(flow, start, stop)


def _better_end(flow: Flow, start: int, stop: int) -> int:
    """The nearest end that leaves no line alone. Only a foot can end a page early, be it empty; headings move by
    themselves.
    """
    for end in range(stop, max(start, stop - MOST_GIVEN_UP - 1), -1):
        has_foot = any(flow.entries.get(line) or line in flow.starts for line in range(start, end))
        if flow.lines[end - 1].may_end_page and (has_foot or end == stop):
            return end
    end = stop
    while end > start and flow.lines[end - 1].is_heading:
        end -= 1
    return end if end > start else stop  # a heading longer than a page breaks like any text


def foot_height(entries: Sequence[Entry], metrics: Metrics, layers: Sequence[str]) -> float:
    """How high the apparatus will be: every layer a run-in paragraph, the layers parted by a gap."""
    used = [layer for layer in layers if any(e.layer == layer for e in entries)]
    if not used:
        return 0.0
    lines = sum(ceil(_width(entries, layer, metrics) * metrics.spill / metrics.measure + 0.2) for layer in used)
    return metrics.separator + lines * metrics.foot_line + (len(used) - 1) * metrics.layer_gap


def _width(entries: Sequence[Entry], layer: str, metrics: Metrics) -> float:
    mine = [e for e in entries if e.layer == layer]
    shown = [mine[0], *(b for a, b in pairwise(mine) if a.place != b.place)]
    digits = sum(max(metrics.digits, len(e.reference)) for e in shown)
    return sum(e.width for e in mine) + digits * metrics.digit + len(shown) * metrics.space


def plan_feet(
    flows: Sequence[Flow], pages: Sequence[Page], metrics: Metrics, layers: Sequence[str]
) -> tuple[Foot, ...]:
    """The foot of every page that has entries, as high as what its lines leave free, so that the page ends there."""
    feet = []
    for number, page in enumerate(pages):
        flow = flows[page.flow]
        entries = [e for line in range(page.start, page.stop) for e in flow.entries.get(line, ())]
        used = flow.lines[page.stop - 1].baseline - flow.lines[page.start].top
        if entries:
            height = metrics.height - used - metrics.separator - 1
            shown = tuple(_numbered([e for e in entries if e.layer == layer], number, pages) for layer in layers)
            carrier = next((e for e in entries if not flow.lines[e.first].is_heading), entries[0])
            feet.append(Foot(number, carrier.id, round(height, 2), tuple(layer for layer in shown if layer)))
        elif _ends_early(flow, page, metrics) and (name := _first_block(flow, page)):
            feet.append(Foot(number, name, round(metrics.height - used - metrics.separator - 1, 2), ()))
    return tuple(feet)


def _ends_early(flow: Flow, page: Page, metrics: Metrics) -> bool:
    """Whether the next line would fit the page, too."""
    if page.stop == len(flow.lines):
        return False
    return flow.lines[page.stop].baseline - flow.lines[page.start].top <= metrics.height


def _first_block(flow: Flow, page: Page) -> str:
    return next((flow.starts[line] for line in range(page.start, page.stop) if line in flow.starts), "")


def _numbered(entries: Sequence[Entry], page: int, pages: Sequence[Page]) -> tuple[tuple[EntryId, str], ...]:
    """Entries with the number of their lines or verse, which is shown once for several of the same."""
    made: list[tuple[EntryId, str]] = []
    before = ""
    for entry in entries:
        number = entry.reference or line_numbers(entry.first, entry.last, page, pages)
        made.append((entry.id, "" if number == before else number))
        before = number
    return tuple(made)


def line_numbers(first: int, last: int, page: int, pages: Sequence[Page]) -> str:
    """«12», «12–14», or, with the numbers of the pages, «7,31–8,2» where a lemma runs on to another page that counts
    its lines anew.
    """
    start, end = pages[page], page
    while last >= pages[end].stop:
        end += 1
    begins, ends = start.number_of(first), pages[end].number_of(last)
    if end > page and ends - begins != last - first:
        return f"{page + 1},{begins}–{end + 1},{ends}"
    return f"{begins}" if last <= first else f"{begins}–{ends}"
