"""Align stretches of variation again, with all witnesses at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from edition.collation.align.draft_table import find_keys, invariant_columns
from edition.collation.align.order import find_columns, find_runs
from edition.collation.align.profile import Placed, Problem, Reading, align_places
from edition.collation.align.variant_keys import are_similar, find_kinds
from edition.collation.arrays import Bools, Cells, Floats, find_stretches
from edition.collation.thresholds import (
    CHECKED_STRETCH,
    CHECKED_WORDS,
    EXTANT_REACH,
    LONGEST_READING,
    SIMILAR,
    STRETCH_CUTS,
)
from edition.collation.tokens.likeness import Likeness

RealignedStretches = dict[Problem, Placed]


@dataclass(frozen=True, slots=True)
class _State:
    cells: Cells
    keys: Sequence[Cells]
    keys_by_cell: Cells
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of columns, its distinct readings, and the witnesses of each."""

    start: int
    end: int
    problem: Problem
    readings: dict[Reading, list[int]]


def realign_variation(
    cells: Cells, keys: Sequence[Cells], surprise: Floats, likeness: Likeness, known: RealignedStretches
) -> Cells:
    """The table with every stretch of variation aligned again; transposed passages are not changed.

    `known` caches the aligned stretches from one call to the next.
    """
    state = _State(cells, keys, find_keys(cells, keys), likeness)
    present = _find_extant(cells >= 0)
    solid = _find_solid(state, present, surprise)
    support = _measure_support(state, present, solid)
    places = list(_find_places(state, support, solid))
    known.update(align_places(list({place.problem for place in places} - known.keys()), likeness))
    parts: list[Cells] = []
    done = 0
    for place in places:
        parts += [cells[done : place.start], _rebuild(cells[place.start : place.end], place, known[place.problem])]
        done = place.end
    return np.concatenate([*parts, cells[done:]])


def _find_places(state: _State, support: Floats, solid: Bools) -> Iterator[_Place]:
    """The stretches that may be better aligned in another way."""
    first, last = find_stretches(~solid)
    varied = last - first > 1  # a single column is as good as it can be
    for a, b in zip(first[varied].tolist(), last[varied].tolist(), strict=True):
        for start, end in sorted(_cut_stretch(support, a, b)):
            if end - start <= CHECKED_STRETCH and _is_optimal(state.keys_by_cell[start:end], state.likeness):
                continue
            readings = _collect_readings(state, start, end)
            if len(readings) < 2 or max(map(len, readings)) > LONGEST_READING or len(state.keys) == 2:
                continue
            problem = tuple(sorted((reading, len(witnesses)) for reading, witnesses in readings.items()))
            yield _Place(start, end, problem, readings)


def _find_extant(have: Bools) -> Bools:
    """Mask of the cells where each witness is extant: it has a token within `EXTANT_REACH` columns."""
    sums = np.zeros((len(have) + 1, have.shape[1]), np.int32, order="F")
    for witness in range(have.shape[1]):
        np.cumsum(have[:, witness], out=sums[1:, witness])
    column = np.arange(len(have))
    low, high = np.maximum(column - EXTANT_REACH, 0), np.minimum(column + EXTANT_REACH + 1, len(have))
    return (sums[high] - sums[low]) > 0


def _find_solid(state: _State, present: Bools, surprise: Floats) -> Bools:
    """Mask of the columns on which all extant witnesses agree, and of the columns of transposed passages."""
    solid: Bools = invariant_columns(state.keys_by_cell) & ((state.keys_by_cell >= 0) | ~present).all(axis=1)
    for witness, keys in enumerate(state.keys):
        columns = find_columns(state.cells, witness)
        runs = find_runs(columns, surprise[keys])
        moved = np.repeat(~runs.in_line, runs.end - runs.start)
        solid[columns[moved]] = True
    return solid


def _measure_support(state: _State, present: Bools, solid: Bools) -> Floats:
    """By column, the share of the extant witnesses that have its main reading or a similar one."""
    have = state.keys_by_cell >= 0
    running = np.maximum((present | have).sum(axis=1), 1)
    support: Floats = have.sum(axis=1) / running
    kinds = find_kinds(state.keys_by_cell, np.flatnonzero(~solid & ~invariant_columns(state.keys_by_cell)))
    main = np.lexsort((kinds.key, -kinds.count, kinds.column))[np.unique(kinds.first)]
    one, other = kinds.pairs()
    of_main = np.isin(one, main)
    one, other = one[of_main], other[of_main]
    like = are_similar(kinds, one, other, state.likeness)
    agreeing = kinds.count[main] + np.bincount(
        np.searchsorted(main, one[like]), kinds.count[other[like]], minlength=len(main)
    )
    support[kinds.column[main]] = agreeing / running[kinds.column[main]]
    return support


def _cut_stretch(support: Floats, a: int, b: int) -> Iterator[tuple[int, int]]:
    """Divide a stretch at well supported columns until the pieces are short enough."""
    todo = [(a, b, 0)]
    while todo:
        a, b, level = todo.pop()
        if b - a < 2:
            continue
        if level < len(STRETCH_CUTS) and b - a > STRETCH_CUTS[level][0]:
            ends = [*(np.flatnonzero(support[a:b] >= STRETCH_CUTS[level][1]) + a).tolist(), b]
            todo += [(s, e, level + 1) for s, e in zip([a, *(c + 1 for c in ends[:-1])], ends, strict=True)]
        elif b - a <= 2 * STRETCH_CUTS[-1][0]:
            yield a, b
        else:  # no column is well supported: cut at the best one of the middle half
            quarter = (b - a) // 4
            cut = a + quarter + int(np.argmax(support[a + quarter : b - quarter]))
            todo += [(a, cut, level), (cut + 1, b, level)]


def _is_optimal(keys_by_cell: Cells, likeness: Likeness) -> bool:
    """Whether no reading of one column is similar to one of another, and no two columns could be one substitution."""
    have = keys_by_cell >= 0
    if not (have[:-1] & have[1:]).any(axis=1).all():
        return False
    column_of: dict[int, int] = {}
    for column, column_keys in enumerate(keys_by_cell.tolist()):
        for key in {key for key in column_keys if key >= 0}:
            if column_of.setdefault(key, column) != column:
                return False
    words = [(key, column) for key, column in column_of.items() if likeness.words[key]]
    if len(words) > CHECKED_WORDS:
        return False
    return not any(
        c != d and likeness.score(x, y) > SIMILAR for n, (x, c) in enumerate(words) for y, d in words[n + 1 :]
    )


def _collect_readings(state: _State, start: int, end: int) -> dict[Reading, list[int]]:
    """The distinct readings of a stretch and their witnesses; witnesses without tokens are omitted."""
    readings: dict[Reading, list[int]] = {}
    for witness, column in enumerate(state.keys_by_cell[start:end].T.tolist()):
        if reading := tuple(key for key in column if key >= 0):
            readings.setdefault(reading, []).append(witness)
    return readings


def _rebuild(cells: Cells, place: _Place, placed: Placed) -> Cells:
    """The stretch with its tokens in their new columns."""
    made = np.full((placed[1], cells.shape[1]), -1, np.int32, order="F")
    for (reading, _), at in zip(place.problem, placed[0], strict=True):
        for witness in place.readings[reading]:
            tokens = cells[:, witness]
            made[at, witness] = tokens[tokens >= 0]
    return made
