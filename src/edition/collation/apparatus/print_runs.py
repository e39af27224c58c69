"""Make runs of printed text out of tokens, with their white space, names and events."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from edition.collation.apparatus.inline_spans import inline_spans, place_inline
from edition.collation.apparatus.transpositions import TransposedPassage
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.model import Event, Run, Siglum, Span

_BREAKS_NAMES = frozenset({"first", "last", "moved", "lacunaStart", "lacunaEnd"})


@dataclass(slots=True)
class Events:
    """The events before and after each token of each witness, including transpositions and the edges of fragments."""

    before: list[dict[int, list[Event]]]
    after: list[dict[int, list[Event]]]
    opening: list[Event] = field(default_factory=list)  # events before the first token of a witness


def collect_events(table: AlignedTokens, moves: Sequence[TransposedPassage]) -> Events:
    """Collect all events of the table: blocks and note marks of the tokens, transpositions, and the edges of
    fragments.
    """
    events = Events(
        [{t: list(e) for t, e in w.events_before.items()} for w in table.words],
        [{t: list(e) for t, e in w.events_after.items()} for w in table.words],
    )
    for fragment in table.runs:
        _add_fragment(table, fragment, events)
    for number, move in reversed(list(enumerate(moves))):
        siglum = table.words[move.witness].siglum
        events.before[move.witness].setdefault(move.first, []).insert(0, Event("first", siglum, str(number)))
        events.after[move.witness].setdefault(move.last, []).append(Event("last", siglum, str(number)))
    moved: dict[int, set[int]] = {}
    for move in moves:
        moved.setdefault(move.witness, set()).update(() if move.within else range(move.start, move.end))
    for number, move in sorted(enumerate(moves), key=lambda m: m[1].start):
        event = Event("moved", table.words[move.witness].siglum, str(number))
        if move.within:
            _add_place_within(moves, move, event, events)
        else:
            _add_place(moved[move.witness], move, event, events)
    return events


def _add_place(moved: Set[int], move: TransposedPassage, event: Event, events: Events) -> None:
    """Add the event at the original place of a transposed passage: after the last earlier token that is not
    transposed.
    """
    place = next((t for t in range(move.start - 1, -1, -1) if t not in moved), -1)
    target = events.after[move.witness].setdefault(place, []) if place >= 0 else events.opening
    target.append(event)


def _add_place_within(
    moves: Sequence[TransposedPassage], move: TransposedPassage, event: Event, events: Events
) -> None:
    """Add the event at the original place of a passage inside a transposed one; the place is never outside the
    outer one.
    """
    number, outer = next((n, m) for n, m in enumerate(moves) if not m.within and _contains(m, move))
    moved = {t for m in moves if m.within and _contains(outer, m) for t in range(m.start, m.end)}
    place = next((t for t in range(move.start - 1, outer.start - 1, -1) if t not in moved), -1)
    side, edge, step = (events.after, "last", 0) if place >= 0 else (events.before, "first", 1)
    there = side[move.witness].setdefault(place if place >= 0 else outer.first, [])
    at = next((i + step for i, e in enumerate(there) if (e.unit, e.detail) == (edge, str(number))), len(there))
    while place < 0 and at < len(there) and there[at].unit == "moved":  # skip passages that are earlier in the witness
        at += 1
    there.insert(at, event)


def _contains(outer: TransposedPassage, inner: TransposedPassage) -> bool:
    return outer.witness == inner.witness and outer.start <= inner.start and inner.end <= outer.end


def _add_fragment(table: AlignedTokens, fragment: int, events: Events) -> None:
    siglum = table.words[fragment].siglum
    runs = table.runs[fragment]
    tokens = [column[fragment] for column in table.columns]
    for c, runs_here in enumerate(runs):
        if runs_here and (c == 0 or not runs[c - 1]):
            events.before[fragment].setdefault(tokens[c], []).insert(0, Event("lacunaEnd", siglum))
        if runs_here and (c + 1 == len(runs) or not runs[c + 1]):
            events.after[fragment].setdefault(tokens[c], []).append(Event("lacunaStart", siglum))


Group = Sequence[tuple[int, int]]  # (witness, token) pairs of one word; the first is printed


@dataclass(slots=True)
class RunBuilder:
    """Makes runs out of tokens. Events after the last token are queued until the next run or agreement."""

    table: AlignedTokens
    events: Events
    waiting: list[Event] = field(default_factory=list)
    opened: set[tuple[int, int]] = field(default_factory=set)  # words whose events before them are already emitted
    closed: set[tuple[int, int]] = field(default_factory=set)  # words whose events after them are emitted later

    def begin(self, sigla: Sequence[Siglum]) -> None:
        """Queue leading events until the first block that contains their witness."""
        self.waiting += [event for event in self.events.opening if event.siglum in sigla]
        self.events.opening = [event for event in self.events.opening if event.siglum not in sigla]

    def open(self, groups: Iterable[Group]) -> None:
        """Queue the events before these tokens."""
        for pair in (pair for group in groups for pair in group):
            self.waiting += self._events_before(pair)

    def close(self, groups: Iterable[Group]) -> None:
        """Queue the events after these tokens."""
        for pair in (pair for group in groups for pair in group):
            self.waiting += self._events_after(pair)

    def _events_before(self, pair: tuple[int, int]) -> Sequence[Event]:
        return () if pair in self.opened else self.events.before[pair[0]].get(pair[1], ())

    def _events_after(self, pair: tuple[int, int]) -> Sequence[Event]:
        return () if pair in self.closed else self.events.after[pair[0]].get(pair[1], ())

    def take(self) -> tuple[Event, ...]:
        """Return the queued events and empty the queue."""
        taken, self.waiting = tuple(self.waiting), []
        return taken

    def runs(self, groups: Sequence[Group], spaces: Sequence[str], first: tuple[Event, ...] = ()) -> tuple[Run, ...]:
        """The tokens with the white space after each, divided where an event occurs; `first` are events before the
        first token.

        Events before the first and after the last token are queued by the caller (`open`, `close`). Events inside a
        name are delayed to its end, unless a passage begins or ends there.
        """
        inside = self._inside_names(groups)
        cuts: dict[int, list[Event]] = {0: list(first)}
        pending: list[Event] = []
        before, after = self.events.before, self.events.after
        for i in range(1, len(groups)):
            for pair in groups[i - 1]:
                pending += self._events_after(pair) if pair[1] in after[pair[0]] else ()
            for pair in groups[i]:
                pending += self._events_before(pair) if pair[1] in before[pair[0]] else ()
            is_discontinuous = groups[i][0] != (groups[i - 1][0][0], groups[i - 1][0][1] + 1)
            if i in inside and not is_discontinuous and not any(e.unit in _BREAKS_NAMES for e in pending):
                continue
            if pending or is_discontinuous:
                cuts[i], pending = pending, []
        self.waiting += pending
        bounds = [*cuts, len(groups)]
        return tuple(self._make_run(groups[a:b], spaces[a:b], cuts[a]) for a, b in pairwise(bounds))

    def _inside_names(self, groups: Sequence[Group]) -> set[int]:
        """The places between two tokens of one name."""
        inside: set[int] = set()
        for i, group in enumerate(groups):
            w, t = group[0]
            if not (self.table.words[w].spans or self.table.words[w].parts):
                continue
            for last, _ in self.table.words[w].spans_from(t):
                if i + last - t < len(groups) and groups[i + last - t][0] == (w, last):
                    inside.update(range(i + 1, i + last - t + 1))
        return inside

    def _make_run(self, groups: Sequence[Group], spaces: Sequence[str], events: Sequence[Event]) -> Run:
        w, first = groups[0][0]
        words = self.table.words[w]
        parts = [words.text[g[0][1]] + space for g, space in zip(groups, spaces, strict=True)]
        starts = [0, *accumulate(map(len, parts))]
        last = first + len(groups) - 1
        names = [
            Span(
                starts[i] + words.offset_in_first_token(first + i, number),
                starts[end - first] + words.offset_in_last_token(end, number),
                number,
            )
            for i in (range(len(groups)) if words.spans or words.parts else ())
            for end, number in words.spans_from(first + i)
            if end <= last
        ]
        spans = tuple(names)
        if words.inline:
            spans = place_inline(spans, inline_spans(self.table.words, groups, starts))
        source = words.source[first][0], words.source[last][1]
        return Run("".join(parts), words.siglum, source, spans, tuple(events))
