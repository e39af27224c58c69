"""Words over the end of a line or page in a transcription: which breaks stand inside a word.

`break="no"` says that the word goes on, white space that it does not. Where a file says neither, the words of all
witnesses decide, and each doubtful place is told (E313).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Position, Rule, Severity
from edition.model.witness import BLOCKS, CONTAINERS
from edition.readers.events import At, Close, Event, Open, Out, Point, Report, Text
from edition.readers.options import ReaderOptions

_BREAK, _EDGE = "\ue000", "\n"
_DIVIDING = BLOCKS | CONTAINERS
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = f"-‐¬⸗{_SOFT_HYPHEN}"
#: Parts of a line with a break between them: directly, or behind a hyphen with white space beside the break.
_DIVIDED = late_pattern(rf"([^\W\d_]+)(?:([{_HYPHENS}])[ \t\r\n]*{_BREAK}[ \t\r\n{_BREAK}]*|{_BREAK}+)([^\W\d_]+)")
WORD = late_pattern(r"[^\W\d_]+")
#: The code of the finding on a word over a break that the file does not decide.
DOUBTFUL_BREAK = "E313"
_MOST_TOLD = 20  # places that are told one by one


@dataclass(slots=True)
class _Flow:
    """Words that follow each other, with a sign for each break; and the event that each stretch came from."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of each stretch, in the whole
    events: list[int] = field(default_factory=list)  # the number of its event
    length: int = 0

    def add(self, words: str, event: int) -> None:
        self.parts.append(words)
        self.starts.append(self.length)
        self.events.append(event)
        self.length += len(words)

    def events_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The event and the offset in it of each character [start, end)."""
        for first, part, event in zip(self.starts, self.parts, self.events, strict=True):
            for at in range(max(start, first), min(end, first + len(part))):
                yield event, at - first


def join_words(events: Iterable[Event], path: str, options: ReaderOptions) -> list[Event]:
    """The events, with each break inside a word marked as one.

    With `hyphens = "join"` a hyphen before the break goes, if the word occurs elsewhere without it.
    """
    given = list(events)
    if not any(isinstance(one, Point) and one.kind is Kind.BREAK for one in given) and not any(
        isinstance(one, Text) and _BREAK in one.words for one in given
    ):
        return given
    flows = _flows(given)
    texts = ["".join(flow.parts) for flow in flows]
    if not any(_BREAK in text for text in texts):
        return given
    known = _vocabulary(texts) | options.vocabulary
    joins = "join" in (options.hyphens, options.tei.hyphens)
    inside, dropped, told = set[int](), set[tuple[int, int]](), Counter[str]()
    places: dict[str, At | None] = {}
    for flow, text in zip(flows, texts, strict=True):
        for match in _DIVIDED.finditer(text):
            hyphen = match[2] or ""
            breaks = {
                event
                for event, _ in flow.events_in(match.end(1) + len(hyphen), match.start(3))
                if isinstance(given[event], Point)
            }
            is_said = any(_is_inside(given[event]) for event in breaks)
            goes_on = _goes_on(match, known, joins, is_said)
            if goes_on:
                inside |= breaks
                dropped.update(flow.events_in(match.end(1), match.end(1) + len(hyphen)))
            is_clear = is_said or hyphen == _SOFT_HYPHEN or (not goes_on and any(_is_line(given[b]) for b in breaks))
            if is_clear or (hyphen and not joins):
                continue
            form = f"{match[1]}{hyphen}|{match[3]}: read as {'one word' if goes_on else 'two'}"
            told[form] += 1
            event = given[next(flow.events_in(match.start(1), match.end(1)))[0]]
            places.setdefault(form, event.at if isinstance(event, Text) else None)
    return [*_mended(given, inside, dropped), *_reports(told, places, path)]


def _goes_on(match: re.Match[str], known: frozenset[str], joins: bool, is_said: bool) -> bool:
    """Whether two parts of a line are one word, to be joined without what stands between them."""
    before, hyphen, after = ((match[number] or "").casefold() for number in (1, 2, 3))
    if hyphen == _SOFT_HYPHEN:  # it stands for nothing but the end of a line
        return True
    if hyphen:
        return joins and before + after in known
    return not is_said and before + after in known and not {before, after} <= known


def _is_inside(event: Event) -> bool:
    return isinstance(event, Point) and dict(event.attributes).get("break") == "no"


def _is_line(event: Event) -> bool:
    """Whether a break is the beginning of a `line` element, which has no attribute to say that a word goes on."""
    return isinstance(event, Point) and dict(event.attributes).get("line") == "yes"


def _flows(events: Sequence[Event]) -> list[_Flow]:
    """The words of the text and of each note, block by block."""
    sorter = _FlowSorter()
    for number, event in enumerate(events):
        sorter.add(number, event)
    return sorter.made


class _FlowSorter:
    """Puts the words of a stream into flows: a note inside a word is a flow of its own."""

    def __init__(self) -> None:
        self.made = [_Flow()]
        self.here = [self.made[0]]
        self.opened: list[Kind] = []

    def add(self, number: int, event: Event) -> None:
        match event:
            case Open(kind=kind):
                self.opened.append(kind)
                if kind is Kind.NOTE:
                    self.here.append(_Flow())
                    self.made.append(self.here[-1])
                self._edge(kind, number)
            case Close():
                kind = self.opened.pop()
                if kind is Kind.NOTE:
                    self.here.pop()
                self._edge(kind, number)
            case Text(words=words) if Kind.DELETED not in self.opened:
                self.here[-1].add(words, number)
            case Point(kind=Kind.BREAK):
                self.here[-1].add(_BREAK, number)
            case _:
                pass

    def _edge(self, kind: Kind, number: int) -> None:
        if kind in _DIVIDING:
            self.here[-1].add(_EDGE, number)


def _vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in a text without a break inside or beside them, in small letters."""
    found: set[str] = set()
    for text in texts:
        for match in WORD.finditer(text):
            beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 2]
            if _BREAK not in beside and not (
                beside[1:2] in _HYPHENS and _BREAK in text[match.end() : match.end() + 12]
            ):
                found.add(match[0].casefold())
    return frozenset(found)


def _mended(events: Sequence[Event], inside: set[int], dropped: set[tuple[int, int]]) -> Iterator[Event]:
    cuts: dict[int, list[int]] = {}
    for number, offset in dropped:
        cuts.setdefault(number, []).append(offset)
    for number, event in enumerate(events):
        if isinstance(event, Point) and (number in inside or _is_line(event)):
            said = {k: v for k, v in event.attributes if k not in ("break", "line")}
            yield Point(event.kind, **said, break_="no" if number in inside else "")
        elif number in cuts and isinstance(event, Text):
            yield from _without(event, sorted(cuts[number]))
        else:
            yield event


def _without(text: Text, offsets: Sequence[int]) -> Iterator[Event]:
    """A text without some of its characters, which are listed as left out."""
    at = 0
    for offset in (*offsets, len(text.words)):
        if offset > at:
            yield Text(text.words[at:offset], text.at.moved(at) if text.at else None)
        if offset < len(text.words) and text.at:
            yield Out(Rule.HYPHEN, text.words[offset], text.at.moved(offset))
        at = offset + 1


def _reports(told: Counter[str], places: dict[str, At | None], path: str) -> Iterator[Report]:
    for form in list(told)[:_MOST_TOLD]:
        at = places[form]
        times = f" ({told[form]} times)" if told[form] > 1 else ""
        said = f'{form}{times}; write break="no" into the break, or white space beside it, to say which'
        yield Report(Finding(DOUBTFUL_BREAK, Severity.ADVICE, said, Position(path, at.unit if at else 0)))
    if len(told) > _MOST_TOLD:
        said = f"{len(told) - _MOST_TOLD} more words over a break that the file does not decide"
        yield Report(Finding(DOUBTFUL_BREAK, Severity.ADVICE, said, Position(path)))
