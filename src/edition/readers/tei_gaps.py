"""Gaps of a transcription: one for neighbours, `[…]` where a part of a word is lost, never between two blocks."""

from collections.abc import Iterable, Iterator, Sequence

from edition.model import Kind
from edition.readers.events import Close, Event, Open, Point, Text

_PART_OF_WORD = "[…]"


def place_gaps(events: Iterable[Event]) -> list[Event]:
    """The events with each gap at its place in a block.

    A gap beside a letter is a part of a word that is lost: `[…]` stands for it. Of gaps with white space between them
    the first stays. A gap between two blocks stands at the beginning of the second, after the last block at its end.
    """
    given, made = list(events), list[Event]()
    waiting: Point | None = None
    is_told, last = False, 0  # whether no word came since the last gap; how many events there were after the last word
    for number, event in enumerate(given):
        if isinstance(event, Point) and event.kind is Kind.GAP:
            if not is_told and _touches_word(given, number):
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


def _touches_word(events: Sequence[Event], number: int) -> bool:
    """Whether a letter stands directly before or behind the event with this number."""
    before = next((e for e in _near(events, range(number - 1, -1, -1))), "")
    after = next((e for e in _near(events, range(number + 1, len(events)))), "")
    return (before[-1:].isalnum()) or (after[:1].isalnum())


def _near(events: Sequence[Event], numbers: range) -> Iterator[str]:
    """The texts beside a place, as far as nothing but parts of the same line stand between."""
    for number in numbers:
        event = events[number]
        if isinstance(event, Text) and event.words:
            yield event.words
        elif isinstance(event, Open | Close | Point) and _is_edge(event):
            return


def _is_edge(event: Event) -> bool:
    return isinstance(event, Point) and event.kind is Kind.BREAK
