"""Put the columns of a table into the order of one witness."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from edition.collation.align.align import Alignment
from edition.collation.align.filter_moves import filter_moves
from edition.collation.align.order import Divisions, arrange_columns, take_columns
from edition.collation.arrays import Cells


def reorder(alignment: Alignment, base: int, divisions: Sequence[Divisions] | None = None) -> Alignment:
    """Put the columns into the order of the base; filter the transpositions again, because they depend on this order.

    Columns without a token of the base follow their neighbours in the most similar witness that has them. `divisions`:
    the sentences and blocks of every witness of the corpus; columns of one sentence or block stay together.
    """
    vocabulary = alignment.vocabulary
    first = vocabulary.of.index(base)
    cells = alignment.cells.T[vocabulary.of].T
    order = [first, *_sort_by_similarity(cells, first)]
    worth = [vocabulary.surprise[sequence] for sequence in vocabulary.keys]
    numbers = None if divisions is None else [divisions[w] for w in vocabulary.of]
    own = np.flatnonzero(cells[:, first] >= 0)
    sequence = own[np.argsort(cells[own, first])]
    if not len(own):
        sequence = np.arange(len(cells))
    cells = take_columns(cells, arrange_columns(cells, sequence, order, worth, keep=True, divisions=numbers))
    least = alignment.options.least_move
    cells, moves = filter_moves(cells, vocabulary.keys, vocabulary.surprise, vocabulary.likeness, order, least, numbers)
    cells, moves = vocabulary.to_corpus(cells, moves)
    return replace(alignment, cells=cells, moves=moves)


def _sort_by_similarity(cells: Cells, base: int) -> list[int]:
    """The other witnesses, sorted by the number of columns that they share with the base."""
    have = cells >= 0
    shared = (have & have[:, [base]]).sum(axis=0).tolist()
    return sorted((w for w in range(cells.shape[1]) if w != base), key=lambda w: (-shared[w], w))
