"""A table in the making: what its columns hold, and which tokens stand beside their like."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.order import columns_of, ordered
from edition.collation.align.variant_keys import alike, kinds_in
from edition.collation.arrays import Bools, Cells, Ints
from edition.collation.tokens.likeness import Likeness


def keys_in(cells: Cells, keys: Sequence[Cells]) -> Cells:
    """The key in each cell, -1 in an empty one."""
    found = np.empty(cells.shape, np.int32, order="F")
    for witness, sequence in enumerate(keys):
        found[:, witness] = np.append(sequence, np.int32(-1))[cells[:, witness]]  # cell -1 is the last of these
    return found


def pure(held: Cells) -> Bools:
    """Columns whose witnesses all have one key."""
    top = held.max(axis=1, initial=-1)
    same: Bools = ((held == top[:, None]) | (held < 0)).all(axis=1)
    return same


def attested(held: Cells, likeness: Likeness) -> Bools:
    """Cells whose token stands beside an equal or like one of another witness."""
    one_key = pure(held)
    have = held >= 0
    many = have.sum(axis=1) > 1
    beside: Bools = have & (one_key & many)[:, None]
    kinds = kinds_in(held, np.flatnonzero(~one_key))
    good = kinds.count > 1
    one, other = kinds.meetings()
    good[one[alike(kinds, one, other, likeness)]] = True
    beside[kinds.cell] = good[kinds.of]
    return beside


def like_groups(row: Sequence[int], likeness: Likeness) -> list[list[int]]:
    """The witnesses of a column by readings that are like each other; the largest group first."""
    holders: dict[int, list[int]] = {}
    for witness, key in enumerate(row):
        if key >= 0:
            holders.setdefault(key, []).append(witness)
    groups: list[list[int]] = []
    for key in holders:
        mine = [g for g in groups if any(likeness.alike(key, other) for other in g)]
        groups = [g for g in groups if g not in mine]
        groups.append([key, *(other for g in mine for other in g)])
    held_by = ([witness for key in group for witness in holders[key]] for group in groups)
    return sorted(held_by, key=lambda group: (-len(group), min(group)))


def all_columns(cells: Cells) -> list[Ints]:
    """For every witness the column of each of its tokens."""
    return [columns_of(cells, witness) for witness in range(cells.shape[1])]


def detached(cells: Cells, out: Bools) -> tuple[Cells, int]:
    """The table with the cells `out` in columns of their own below it, and how many columns still have their place.

    Cells taken out of one column stay together. If all of a column are to go, the first witness keeps it.
    """
    out = out & (cells >= 0)
    emptied = np.flatnonzero(out.any(axis=1) & (out == (cells >= 0)).all(axis=1))
    stays = emptied[out[emptied].sum(axis=1) > 1]
    out[stays, np.argmax(out[stays], axis=1)] = False
    rows = np.flatnonzero(out.any(axis=1))
    own = np.where(out[rows], cells[rows], np.int32(-1)).astype(np.int32)
    left = np.where(out, np.int32(-1), cells).astype(np.int32)
    left = ordered(left, np.flatnonzero((left >= 0).any(axis=1)))
    return np.concatenate([left, own]), len(left)
