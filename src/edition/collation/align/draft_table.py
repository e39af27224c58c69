"""Questions about an unfinished table: the keys in its columns, and which tokens have a similar counterpart."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.order import find_columns, take_columns
from edition.collation.align.variant_keys import are_similar, find_kinds
from edition.collation.arrays import Bools, Cells, Ints
from edition.collation.tokens.likeness import Likeness


def find_keys(cells: Cells, keys: Sequence[Cells]) -> Cells:
    """The key in each cell, -1 in an empty one."""
    found = np.empty(cells.shape, np.int32, order="F")
    for witness, sequence in enumerate(keys):
        found[:, witness] = np.append(sequence, np.int32(-1))[cells[:, witness]]  # index -1 selects the added -1
    return found


def invariant_columns(keys_by_cell: Cells) -> Bools:
    """Mask of the columns whose witnesses all have the same key."""
    top = keys_by_cell.max(axis=1, initial=-1)
    same: Bools = ((keys_by_cell == top[:, None]) | (keys_by_cell < 0)).all(axis=1)
    return same


def supported_cells(keys_by_cell: Cells, likeness: Likeness) -> Bools:
    """Mask of the cells whose token has an equal or similar token of another witness in its column."""
    one_key = invariant_columns(keys_by_cell)
    have = keys_by_cell >= 0
    many = have.sum(axis=1) > 1
    supported: Bools = have & (one_key & many)[:, None]
    kinds = find_kinds(keys_by_cell, np.flatnonzero(~one_key))
    good = kinds.count > 1
    one, other = kinds.pairs()
    good[one[are_similar(kinds, one, other, likeness)]] = True
    supported[kinds.cell] = good[kinds.of]
    return supported


def group_similar(column_keys: Sequence[int], likeness: Likeness) -> list[list[int]]:
    """The witnesses of a column, grouped by similar readings; the largest group first."""
    witnesses_of: dict[int, list[int]] = {}
    for witness, key in enumerate(column_keys):
        if key >= 0:
            witnesses_of.setdefault(key, []).append(witness)
    groups: list[list[int]] = []
    for key in witnesses_of:
        similar = [g for g in groups if any(likeness.are_similar(key, other) for other in g)]
        groups = [g for g in groups if g not in similar]
        groups.append([key, *(other for g in similar for other in g)])
    witness_groups = ([witness for key in group for witness in witnesses_of[key]] for group in groups)
    return sorted(witness_groups, key=lambda group: (-len(group), min(group)))


def all_columns(cells: Cells) -> list[Ints]:
    """By witness, the column of each of its tokens."""
    return [find_columns(cells, witness) for witness in range(cells.shape[1])]


def split_off_cells(cells: Cells, out: Bools) -> tuple[Cells, int]:
    """Move the cells of the mask `out` to new columns at the end; also return how many columns keep their place.

    Cells from one column stay together. If all cells of a column are selected, the first witness keeps its cell.
    """
    out = out & (cells >= 0)
    emptied = np.flatnonzero(out.any(axis=1) & (out == (cells >= 0)).all(axis=1))
    kept = emptied[out[emptied].sum(axis=1) > 1]
    out[kept, np.argmax(out[kept], axis=1)] = False
    columns = np.flatnonzero(out.any(axis=1))
    own = np.where(out[columns], cells[columns], np.int32(-1)).astype(np.int32)
    left = np.where(out, np.int32(-1), cells).astype(np.int32)
    left = take_columns(left, np.flatnonzero((left >= 0).any(axis=1)))
    return np.concatenate([left, own]), len(left)
