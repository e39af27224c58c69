"""Keep the transpositions with sufficient evidence, and undo those that chance explains."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.draft_table import all_columns, find_keys, split_off_cells, supported_cells
from edition.collation.align.moved import evidence_needed
from edition.collation.align.order import Divisions, Runs, arrange_columns, find_runs, take_columns
from edition.collation.arrays import Bools, Cells, Floats, Ints
from edition.collation.thresholds import (
    MATCHED_SHARE,
    MOST_EVIDENCE,
    MOST_IDLE_ROUNDS,
    NEAR_MOVE,
    NEAR_MOVE_WORDS,
    STRONG_EVIDENCE,
)
from edition.collation.tokens.likeness import Likeness
from edition.model import Move


def filter_moves(
    cells: Cells,
    keys: Sequence[Cells],
    surprise: Floats,
    likeness: Likeness,
    order: Sequence[int],
    least: int,
    divisions: Sequence[Divisions] | None = None,
) -> tuple[Cells, tuple[Move, ...]]:
    """The table without chance moves, and the moves that remain.

    Tokens of a chance move get columns of their own at their natural place. This terminates, because rounds that detach
    nothing from a shared column are limited to `MOST_IDLE_ROUNDS`.
    """
    patience = MOST_IDLE_ROUNDS
    while True:
        supported, columns = supported_cells(find_keys(cells, keys), likeness), all_columns(cells)
        worth = [
            np.where(supported[columns[w], w], np.minimum(surprise[keys[w]], MOST_EVIDENCE), 0.0)
            for w in range(len(keys))
        ]  # the evidence of each token about its place: its surprise if it has a counterpart, otherwise 0
        out = np.zeros(cells.shape, bool, order="F")
        moves: list[Move] = []
        for witness in range(len(keys)):
            runs = find_runs(columns[witness], worth[witness])
            chance = _chance_runs(runs, worth[witness], least)
            for start, end in zip(runs.start[chance].tolist(), runs.end[chance].tolist(), strict=True):
                out[columns[witness][start:end], witness] = True
            for start, end in zip(runs.start[~runs.in_line].tolist(), runs.end[~runs.in_line].tolist(), strict=True):
                moves.append(Move(witness, start, end))
        shared = out & ((cells >= 0).sum(axis=1) > 1)[:, None]
        patience -= not shared.any()
        if not out.any() or patience < 0:
            return cells, tuple(moves)
        cells = detach_cells(cells, out, order, worth, divisions)


def detach_cells(
    cells: Cells,
    out: Bools,
    order: Sequence[int],
    worth: Sequence[Floats],
    divisions: Sequence[Divisions] | None = None,
) -> Cells:
    """Move the cells of the mask `out` to columns of their own, at their natural places."""
    extended, kept = split_off_cells(cells, out)
    return take_columns(extended, arrange_columns(extended, np.arange(kept), order, worth, divisions=divisions))


def _chance_runs(runs: Runs, worth: Floats, least: int) -> Bools:
    """Mask of the runs outside the main line with too little evidence, and of short runs that divide a passage."""
    count = len(runs.start)
    chance = np.zeros(count, bool)
    length = runs.end - runs.start
    line = np.flatnonzero(runs.in_line)
    total = float(length.sum())
    for run in np.flatnonzero(~runs.in_line).tolist():
        distance = _distance_moved(runs, line, run)
        matched = int((worth[runs.start[run] : runs.end[run]] > 0).sum())
        tokens = least if distance > NEAR_MOVE else min(least, NEAR_MOVE_WORDS)
        needed = evidence_needed(distance, total * total)
        is_weak = matched < MATCHED_SHARE * length[run] and runs.worth[run] < STRONG_EVIDENCE * needed
        chance[run] = matched < tokens or runs.worth[run] < needed or is_weak
    if count > 2:
        is_continuous = runs.rank[:-2] + length[:-2] == runs.rank[2:]
        small = runs.worth[1:-1] < np.minimum(np.minimum(runs.worth[:-2], runs.worth[2:]), 2 * MOST_EVIDENCE)
        chance[1:-1] |= is_continuous & small
    return chance


def _distance_moved(runs: Runs, line: Ints, run: int) -> int:
    """How many tokens of the witness lie between a run and its natural place."""
    at = int(np.searchsorted(line, run))
    before = int(runs.rank[line[at - 1]] + runs.end[line[at - 1]] - runs.start[line[at - 1]]) if at else 0
    after = int(runs.rank[line[at]]) if at < len(line) else int(runs.end[-1])
    length = int(runs.end[run] - runs.start[run])
    return max(min(abs(int(runs.rank[run]) - before), abs(after - int(runs.rank[run]) - length)), 1)
