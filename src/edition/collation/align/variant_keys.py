"""The columns on which witnesses differ: which keys they have, and which of these are similar.

All columns are processed at once, and every two keys are compared only once.
"""

from dataclasses import dataclass

import numpy as np

from edition.collation.arrays import Bools, Cells, Ints, expand_ranges
from edition.collation.thresholds import SIMILAR
from edition.collation.tokens.likeness import Likeness


@dataclass(frozen=True, slots=True)
class ColumnKinds:
    """The different keys of columns, column by column: `key[n]` is in `column[n]` for `count[n]` witnesses.

    `first[n]` and `size[n]`: where the keys of that column begin, and how many there are. `of`: for every non-empty
    cell of these columns (column by column) the number n of its key; `cell`: column and witness of those cells.
    """

    column: Ints
    key: Ints
    count: Ints
    first: Ints
    size: Ints
    of: Ints
    cell: tuple[Ints, Ints]

    def pairs(self) -> tuple[Ints, Ints]:
        """Every two different keys of one column, in both directions."""
        one = np.repeat(np.arange(len(self.key)), self.size)
        other = expand_ranges(self.first, self.size)
        differ = one != other
        return one[differ], other[differ]


def find_kinds(keys_by_cell: Cells, columns: Ints) -> ColumnKinds:
    """The different keys of some columns of a table of keys."""
    width = keys_by_cell.shape[1]
    some = keys_by_cell[columns].astype(np.int64)
    codes = np.sort(np.where(some >= 0, some * width + np.arange(width), -1), axis=1)  # by key, then by witness
    row, at = np.nonzero(codes >= 0)
    key, witness = np.divmod(codes[row, at], max(width, 1))
    opens = np.flatnonzero(np.diff(row, prepend=-1) | np.diff(key, prepend=-1))
    count = np.diff(np.append(opens, len(key)))
    of = np.repeat(np.arange(len(opens)), count)
    column = columns[row[opens]]
    first = np.flatnonzero(np.diff(column, prepend=-1))
    size = np.diff(np.append(first, len(column)))
    cell = columns[row], witness
    return ColumnKinds(column, key[opens], count, np.repeat(first, size), np.repeat(size, size), of, cell)


def are_similar(kinds: ColumnKinds, one: Ints, other: Ints, likeness: Likeness) -> Bools:
    """Mask of the pairs that are two forms of one word."""
    x, y = kinds.key[one], kinds.key[other]
    many = int(kinds.key.max(initial=0)) + 1
    code, of = np.unique(np.minimum(x, y) * many + np.maximum(x, y), return_inverse=True)
    like: Bools = (likeness.between(*np.divmod(code, many)) > SIMILAR)[of]
    return like
