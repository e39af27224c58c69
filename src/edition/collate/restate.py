"""The same table in the order of another witness."""

from dataclasses import replace

import numpy as np

from edition.collate.align import Alignment, Vocabulary
from edition.collate.arrays import Cells
from edition.collate.order import arranged, ordered
from edition.collate.settle import settled


def in_order_of(alignment: Alignment, base: int) -> Alignment:
    """The columns in the order of the base; columns without a word of it stand by their neighbours in the witness
    most like it that has them. What is no move worth the name in this order gets columns of its own."""
    vocabulary = Vocabulary.from_corpus(alignment.corpus)
    first = vocabulary.of.index(base)
    cells = alignment.cells.T[vocabulary.of].T
    order = [first, *_by_likeness(cells, first)]
    worth = [vocabulary.surprise[sequence] for sequence in vocabulary.keys]
    own = np.flatnonzero(cells[:, first] >= 0)
    sequence = own[np.argsort(cells[own, first])]
    if not len(own):
        sequence = np.arange(len(cells))
    cells = ordered(cells, arranged(cells, sequence, order, worth, keep=True))
    cells, moves = settled(
        cells, vocabulary.keys, vocabulary.surprise, vocabulary.likeness, order, alignment.options.least_move
    )
    cells, moves = vocabulary.to_corpus(cells, moves)
    return replace(alignment, cells=cells, moves=moves)


def _by_likeness(cells: Cells, base: int) -> list[int]:
    """The other witnesses, the one that shares most columns with the base first."""
    have = cells >= 0
    shared = (have & have[:, [base]]).sum(axis=0).tolist()
    return sorted((w for w in range(cells.shape[1]) if w != base), key=lambda w: (-shared[w], w))
