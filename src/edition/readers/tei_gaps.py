"""Gaps of a transcription: one for neighbours, `[…]` where a part of a word is lost, never between two blocks."""

from collections.abc import Iterable, Sequence, Set

from lxml import etree

from edition.model import Kind
from edition.model.witness import INLINE
from edition.readers.events import Close, Event, Open, Point, Text

_PART_OF_WORD = "[…]"
_MOST_DOTS = 12
#: Reasons for which a transcription has a gap although nothing is lost: the witness omits, or the transcriber did.
_NOT_LOST = frozenset(
    ["omitted", "omission", "cancelled", "cancellation", "editorial", "sampling", "inaudible", "foreign"]
)
#: Units of a gap that holds whole words, even where it touches a letter.
_WHOLE_UNITS = frozenset(
    ["word", "verse", "line", "stanza", "page", "leaf", "leave", "folio", "fol", "column", "quire", "paragraph"]
)
_INSIDE_WORDS = INLINE | {Kind.QUOTED, Kind.NAMED}


def is_lost(gap: etree._Element) -> bool:
    """Whether a `gap` says that text is lost or cannot be read (TEI P5, 11.3.1.7)."""
    reason: str = gap.get("reason") or ""
    return not _NOT_LOST & set(reason.casefold().replace("-", " ").split())


def size_of(gap: etree._Element) -> str:
    """How many characters are lost, as a number; "" where the file counts in other units or not at all."""
    if not gap.get("unit", "").casefold().startswith("char"):
        return ""
    said = gap.get("quantity") or gap.get("extent", "")
    number = (said or "").split()[:1]
    return number[0] if number and number[0].isdecimal() else ""


def holds_words(gap: etree._Element) -> bool:
    """Whether an element stands for whole words, never for letters of one: the unit says so, or a lacuna begins."""
    is_gap = str(gap.tag).endswith("}gap")
    return not is_gap or (gap.get("unit") or "").casefold().rstrip("s") in _WHOLE_UNITS


def gap_event(gap: etree._Element) -> Event:
    """What a gap is in the text: a lacuna, or nothing where nothing is lost."""
    if not is_lost(gap):
        return Text("")
    whole = "yes" if holds_words(gap) else ""
    return Point(Kind.GAP, extent=gap.get("extent", ""), size=size_of(gap), whole=whole)


def part_of_word(size: str) -> str:
    """What stands for lost letters inside a word: a dot for each, where their number is known.

    >>> part_of_word("2"), part_of_word("")
    ('[..]', '[…]')
    """
    return f"[{'.' * min(int(size), _MOST_DOTS)}]" if size and int(size) else _PART_OF_WORD


def place_gaps(events: Iterable[Event]) -> list[Event]:
    """The events with each gap at its place in a block.

    A gap beside a letter is a part of a word that is lost: `[…]` stands for it. Of gaps with white space between them
    the first stays. A gap between two blocks stands at the beginning of the second, after the last block at its end.
    """
    given, made = list(events), list[Event]()
    if not any(isinstance(event, Point) and event.kind is Kind.GAP for event in given):
        return given
    edges = _edges(given)
    waiting: Point | None = None
    is_told, last = False, 0  # whether no word came since the last gap; how many events there were after the last word
    for number, event in enumerate(given):
        if isinstance(event, Point) and event.kind is Kind.GAP:
            said = dict(event.attributes)
            if not is_told and not said.pop("whole", "") and _touches_word(given, number, edges):
                made.append(Text(part_of_word(said.get("size", ""))))
            elif not is_told:
                waiting = Point(Kind.GAP, **said)
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
            case Point(kind=Kind.BREAK) if ("break", "no") not in event.attributes:
                edges.add(number)
            case _:
                pass
    return frozenset(edges)
