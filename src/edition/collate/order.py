"""The order of columns: the main line of a witness, and the places of columns that are new to a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from edition.collate.arrays import Bools, Cells, Floats, Ints, before_each, stretches_of
from edition.collate.chain import heaviest_chain

_BARE = 0.01  # a token without a counterpart: enough to keep a line together, not to decide it


@dataclass(frozen=True, slots=True)
class Runs:
    """A witness's tokens cut where their columns do not follow each other; no token of it stands inside a run.

    `rank`: how many of its tokens stand in columns before the run; `in_line`: it belongs to the main line.
    """

    start: Ints
    end: Ints
    rank: Ints
    worth: Floats
    in_line: Bools


def runs_of(columns: Ints, worth: Floats) -> Runs:
    """The runs of a witness whose tokens stand in these columns and are worth so much there."""
    own = np.zeros(int(columns.max(initial=-1)) + 1, bool)
    own[columns] = True
    rank = (np.cumsum(own) - 1)[columns]
    start = np.flatnonzero(np.diff(rank, prepend=-2) != 1)
    end = np.append(start[1:], len(columns))
    sums = before_each(worth)
    weight = sums[end] - sums[start]
    in_line = np.zeros(len(start), bool)
    in_line[heaviest_chain(rank[start], weight + _BARE * (end - start))] = True
    return Runs(start, end, rank[start], weight, in_line)


def columns_of(cells: Cells, witness: int) -> Ints:
    """The column of every token of a witness."""
    held = np.flatnonzero(cells[:, witness] >= 0)
    columns = np.empty(len(held), np.int64)
    columns[cells[held, witness]] = held
    return columns


def ordered(cells: Cells, columns: Ints) -> Cells:
    """The columns of a table in another order; each witness stays in one piece of memory."""
    return cells.T[:, columns].T


def arranged(
    cells: Cells,
    sequence: Ints,
    order: Sequence[int],
    worth: Mapping[int, Floats] | Sequence[Floats],
    keep: bool = False,
) -> Ints:
    """The columns in order: `sequence` stands; each other column goes beside its neighbours in a witness that has it.

    Witnesses are heard in the given order, first those whose main line runs on both sides of the columns: where one
    witness has moved what follows, another that has not knows better. `keep`: of several columns that could stand at
    one place, those that came first in `cells` come first.
    """
    for only_sure in (True, False):
        for witness in order:
            position = np.full(len(cells), -1, np.int64)
            position[sequence] = np.arange(len(sequence))
            columns = columns_of(cells, witness)
            place = position[columns]
            new = np.flatnonzero(place < 0)
            if not len(new):
                continue
            after, sure = _places(place, worth[witness], len(sequence))
            if keep:
                after = _kept_in_order(after, columns, place, sequence)
            if only_sure:
                new, after = new[sure], after[sure]
            by_place = np.argsort(after, kind="stable")
            sequence = np.insert(sequence, after[by_place] + 1, columns[new][by_place])
    return sequence


def _places(place: Ints, worth: Floats, count: int) -> tuple[Ints, Bools]:
    """The position after which each token without a place belongs, and whether the main line runs on around it.

    After the token before it, if that one is in the main line or in the same moved passage as the token after it;
    else before the token after it, if that one is in the main line; else with the moved passage before it.
    """
    placed = np.flatnonzero(place >= 0)
    start, end = stretches_of(place < 0)
    if not len(placed):
        return np.full(len(place), count - 1, np.int64), np.ones(len(place), bool)
    runs = runs_of(place[placed], worth[placed])
    run_of = np.repeat(np.arange(len(runs.start)), runs.end - runs.start)
    following = np.searchsorted(placed, end)
    has_next, has_previous = following < len(placed), following > 0
    following = np.minimum(following, len(placed) - 1)
    previous = np.maximum(np.searchsorted(placed, start) - 1, 0)
    in_line = runs.in_line[run_of]
    stays = has_previous & (in_line[previous] | (has_next & (run_of[previous] == run_of[following])))
    to_next = ~stays & has_next & (in_line[following] | ~has_previous)
    at = np.where(to_next, place[placed[following]] - 1, place[placed[previous]])
    sure = (in_line[previous] | ~has_previous) & (in_line[following] | ~has_next)
    return np.repeat(at, end - start), np.repeat(sure, end - start)


def _kept_in_order(after: Ints, columns: Ints, place: Ints, sequence: Ints) -> Ints:
    """Places moved behind columns that follow there and came earlier in the old order than the new column."""
    own = np.zeros(len(sequence), bool)
    own[place[place >= 0]] = True
    own_columns, order = own.tolist(), sequence.tolist()
    new = np.flatnonzero(place < 0)
    result, last_token, last_place = [], -2, -1
    for token, at, column in zip(new.tolist(), after.tolist(), columns[new].tolist(), strict=True):
        at = max(at, last_place) if token == last_token + 1 else at
        while (
            at + 1 < len(order)
            and not own_columns[at + 1]
            and (at < 0 or order[at] < order[at + 1])
            and (order[at + 1] < column)
        ):
            at += 1
        result.append(at)
        last_token, last_place = token, at
    return np.asarray(result, np.int64)
