"""Columns of the tokens of segments: each segment is aligned for itself, so no word answers one of another verse."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from edition.collation.align.gaps import align_short_sequences
from edition.collation.align.pair import Pairer
from edition.collation.align.profile import align_readings
from edition.collation.arrays import Cells, Floats
from edition.collation.blocks.editable_table import Column
from edition.collation.blocks.match_references import Matched
from edition.collation.blocks.segments import Keys, Segment
from edition.collation.thresholds import MOST_CELLS_OF_UNIT, SAME_UNIT, SHORTEST_TRANSPOSITION
from edition.collation.tokens.likeness import Likeness
from edition.model import Move

_Tokens = list[int]


class SegmentAligner:
    """Aligns the tokens of segments."""

    def __init__(
        self, keys: Sequence[Keys], surprise: Floats, likeness: Likeness, likeness_of: Callable[[Keys, Keys], float]
    ) -> None:
        self.likeness_of = likeness_of
        self.keys, self.surprise, self.likeness = keys, surprise, likeness
        self.pairer = Pairer(surprise, likeness, SHORTEST_TRANSPOSITION)
        self.known: dict[tuple[tuple[int, ...], ...], list[list[int]]] = {}

    def columns(self, matched: Matched) -> list[Column]:
        """The columns of all segments in the order of the base."""
        made: list[Column] = []
        segments = matched.segments
        for number in segments.in_order():
            own = self._align(segments.all[number])
            if made and own:
                self._redivide(made, own)
            made += own
        return made

    def _redivide(self, before: list[Column], own: list[Column]) -> None:
        """Words at the end of a verse that others have at the beginning of the next one: only the lines differ."""
        if min(before[-1]) >= 0 or min(own[0]) >= 0 or _present(before[-1]) & _present(own[0]):
            return
        end, start = _run_of(before, -1), _run_of(own, 1)
        tail, head = before[len(before) - end :], own[:start]
        x, y = ([self.keys[w][c[w]] for c in some for w in (min(_present(c)),)] for some in (tail, head))
        if len(x) * len(y) > MOST_CELLS_OF_UNIT or self.likeness_of(x, y) < SAME_UNIT:
            return
        left, right = self._pair(tuple(x), tuple(y))
        joined = [[-1] * len(self.keys) for _ in range(max(*left, *right) + 1)]
        for places, some in ((left, tail), (right, head)):
            for place, column in zip(places, some, strict=True):
                joined[place] = [max(a, b) for a, b in zip(joined[place], column, strict=True)]
        del before[len(before) - end :]
        own[:start] = joined

    def _align(self, segment: Segment) -> list[Column]:
        tokens = {w: [t for u in units for t in range(u.first, u.end)] for w, units in segment.units.items()}
        readings: dict[tuple[int, ...], list[int]] = {}
        for w, own in tokens.items():
            readings.setdefault(tuple([self.keys[w][t] for t in own]), []).append(w)
        count = len(self.keys)
        if len(readings) == 1:
            return self._in_step(tokens, count)
        distinct = list(readings)
        head, tail = _shared_ends(distinct)
        middles = tuple(reading[head : len(reading) - tail] for reading in distinct)
        at = self.known.get(middles)
        if at is None:
            at = self.known[middles] = self._place(middles, [len(readings[r]) for r in distinct])
        width = max((max(one, default=-1) for one in at), default=-1) + 1
        made = [[-1] * count for _ in range(head + width + tail)]
        for reading, places in zip(distinct, at, strict=True):
            where = [*range(head), *(head + p for p in places), *range(head + width, head + width + tail)]
            for w in readings[reading]:
                for token, column in zip(tokens[w], where, strict=True):
                    made[column][w] = token
        return made

    def _in_step(self, tokens: dict[int, _Tokens], count: int) -> list[Column]:
        made = []
        for row in zip(*tokens.values(), strict=True):
            column = [-1] * count
            for w, token in zip(tokens, row, strict=True):
                column[w] = token
            made.append(column)
        return made

    def _place(self, middles: Sequence[tuple[int, ...]], weights: Sequence[int]) -> list[list[int]]:
        """The columns of several readings of one place."""
        full = [n for n, one in enumerate(middles) if one]
        made: list[list[int]] = [[] for _ in middles]
        if len(full) == 1:
            made[full[0]] = list(range(len(middles[full[0]])))
        elif self._are_in_step([middles[n] for n in full]):
            for n in full:
                made[n] = list(range(len(middles[n])))
        elif len(full) == 2:
            a, b = full
            made[a], made[b] = self._pair(middles[a], middles[b])
        elif full:
            found, _ = align_readings([middles[n] for n in full], [weights[n] for n in full], self.likeness)
            for n, at in zip(full, found, strict=True):
                made[n] = at.tolist()
        return made

    def _are_in_step(self, readings: Sequence[tuple[int, ...]]) -> bool:
        """Whether readings of one length differ in single words and marks only, so that no search is needed."""
        first, is_word = readings[0], self.likeness.words
        for one in readings[1:]:
            if len(one) != len(first) or any(is_word[a] != is_word[b] for a, b in zip(first, one, strict=True)):
                return False
            if len(one) > 1 and 2 * sum(a == b for a, b in zip(first, one, strict=True)) < len(one):
                return False
        return True

    def _pair(self, x: tuple[int, ...], y: tuple[int, ...]) -> tuple[list[int], list[int]]:
        if len(x) * len(y) > MOST_CELLS_OF_UNIT:
            pairing = self.pairer.pair(_array(x), _array(y), moves=False)
            path = [(i, j) for i, j in enumerate(pairing.right_of.tolist()) if j >= 0]
        else:
            path = list(align_short_sequences(x, y, self.surprise, self.likeness))
        left: list[int] = []
        right: list[int] = []
        i = j = width = 0
        for a, b in [*path, (len(x), len(y))]:
            left += range(width, width + a - i)
            width += a - i
            right += range(width, width + b - j)
            width += b - j
            if a < len(x):
                left.append(width)
                right.append(width)
                width += 1
            i, j = a + 1, b + 1
        return left, right


def _array(keys: Sequence[int]) -> Cells:
    return np.asarray(keys, np.int32)


def _present(column: Column) -> set[int]:
    return {w for w, token in enumerate(column) if token >= 0}


def _run_of(columns: Sequence[Column], step: int) -> int:
    """How many of the first columns (`step` 1) or of the last (-1) the same witnesses have."""
    at = 0 if step > 0 else len(columns) - 1
    first = [token >= 0 for token in columns[at]]
    run = 1
    while run < len(columns) and [token >= 0 for token in columns[at + step * run]] == first:
        run += 1
    return run


def _shared_ends(readings: Sequence[tuple[int, ...]]) -> tuple[int, int]:
    """How many first and last keys all readings share."""
    shortest = min(map(len, readings))
    first = readings[0]
    head = 0
    while head < shortest and all(r[head] == first[head] for r in readings):
        head += 1
    tail = 0
    while tail < shortest - head and all(r[-1 - tail] == first[-1 - tail] for r in readings):
        tail += 1
    return head, tail


def moves_of(matched: Matched) -> Iterator[Move]:
    """The moved units as moves; those that follow each other in witness and base are one."""
    place = {
        id(u): n
        for n, number in enumerate(matched.segments.in_order())
        for us in matched.segments.all[number].units.values()
        for u in us
    }
    for witness, units in matched.moved.items():
        first, last = units[0], units[0]
        for unit in units[1:]:
            if unit.first == last.end and place[id(unit)] == place[id(last)] + 1:
                last = unit
                continue
            yield Move(witness, first.first, last.end)
            first = last = unit
        yield Move(witness, first.first, last.end)
