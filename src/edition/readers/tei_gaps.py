"""Gaps of a transcription: one for neighbours, `[…]` where a part of a word is lost, never between two blocks."""

from collections.abc import Iterable, Sequence, Set

from edition.model import Kind
from edition.model.witness import INLINE
from edition.readers.events import Close, Event, Open, Point, Text

_PART_OF_WORD = "[…]"
_INSIDE_WORDS = INLINE | {Kind.QUOTED}


def place_gaps(events: Iterable[Event]) -> list[Event]:
    """The events with each gap at its place in a block.

    A gap beside a letter is a part of a word that is lost: `[…]` stands for it. Of gaps with white space between them
    the first stays. A gap between two blocks stands at the beginning of the second, after the last block at its end.
    """
    given, made = list(events), list[Event]()
    edges = _edges(given)
    waiting: Point | None = None
    is_told, last = False, 0  # whether no word came since the last gap; how many events there were after the last word
    for number, event in enumerate(given):
        if isinstance(event, Point) and event.kind is Kind.GAP:
            if not is_told and _touches_word(given, number, edges):
                made.append(Text(_PART_OF_WORD))
            elif not is_told:
                waiting = event
            is_told = True
            continue
        if isinstance(event, Text) and event.words.strip():
            made += [waiting] if waiting else []
            waiting, is_told, last = None, False, len(made) + 1
        made.append(event)
    made[last:last] = [waiting] if waiting and last else []
    return made


def _touches_word(events: Sequence[Event], number: int, edges: Set[int]) -> bool:
    """Whether a letter stands directly before or behind the event with this number."""
    before = _nearest(events, range(number - 1, -1, -1), edges)
    after = _nearest(events, range(number + 1, len(events)), edges)
    return before[-1:].isalnum() or after[:1].isalnum()


def _nearest(events: Sequence[Event], numbers: range, edges: Set[int]) -> str:
    """The text beside a place; nothing beyond the edge of a block or line."""
    for number in numbers:
        event = events[number]
        if number in edges:
            return ""
        if isinstance(event, Text) and event.words:
            return event.words
    return ""


def _edges(events: Sequence[Event]) -> frozenset[int]:
    """The numbers of the events with which blocks begin and end, and lines and pages."""
    edges: set[int] = set()
    opened: list[bool] = []
    for number, event in enumerate(events):
        match event:
            case Open(kind=kind):
                opened.append(kind not in _INSIDE_WORDS)
                edges.update([number] if opened[-1] else ())
            case Close():
                edges.update([number] if opened.pop() else ())
            case Point(kind=Kind.BREAK):
                edges.add(number)
            case _:
                pass
    return frozenset(edges)
