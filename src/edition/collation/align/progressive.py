"""Align all witnesses progressively: one after the other is added to one table."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.guide_order import guide_order, similarity
from edition.collation.align.order import arrange_columns, take_columns
from edition.collation.align.pair import Pairer
from edition.collation.align.weak_tokens import WeakTokens
from edition.collation.arrays import Cells, Floats, Ints


def align_progressively(
    keys: Sequence[Cells], pairer: Pairer, moves: bool, weak: WeakTokens, given: Cells | None = None
) -> tuple[Cells, list[int]]:
    """The table, and the order in which the witnesses were added. `given`: columns of some witnesses, to begin with.
    `weak`: where uncertain tokens are noted."""
    shared = similarity(keys)
    order = guide_order(shared)
    if given is not None:
        return _add_to(given, keys, order, pairer, moves, weak)
    cells = np.full(
        (len(keys[order[0]]), len(keys)), -1, np.int32, order="F"
    )  # whole columns of this array are read at once
    cells[:, order[0]] = np.arange(len(cells))
    for step, witness in enumerate(order[1:], 1):
        near = sorted(order[:step], key=lambda w: -shared[witness, w])
        pairing = pairer.pair(_make_consensus(cells, keys, near), keys[witness], moves)
        weak.add_gaps(pairing, cells, witness)
        cells = _add_witness(cells, witness, pairing.left_of, pairer.surprise[keys[witness]])
    return cells, order


def _add_to(
    given: Cells, keys: Sequence[Cells], order: Sequence[int], pairer: Pairer, moves: bool, weak: WeakTokens
) -> tuple[Cells, list[int]]:
    has_tokens: list[bool] = [bool((given[:, w] >= 0).any()) for w in range(given.shape[1])]
    ordered = [*(w for w in order if has_tokens[w]), *(w for w in order if not has_tokens[w])]
    shared = similarity(keys)
    cells = np.asfortranarray(given)
    for step in range(sum(has_tokens), len(ordered)):
        witness = ordered[step]
        near = sorted(ordered[:step], key=lambda w: -shared[witness, w])
        pairing = pairer.pair(_make_consensus(cells, keys, near), keys[witness], moves)
        weak.add_gaps(pairing, cells, witness)
        cells = _add_witness(cells, witness, pairing.left_of, pairer.surprise[keys[witness]])
    return cells, ordered


def _make_consensus(cells: Cells, keys: Sequence[Cells], near: Sequence[int]) -> Cells:
    """The text with which a witness is aligned: in each column, the reading of the most similar witness."""
    consensus = np.full(len(cells), -1, np.int32)
    for witness in near:
        open_here = np.flatnonzero((consensus < 0) & (cells[:, witness] >= 0))
        consensus[open_here] = keys[witness][cells[open_here, witness]]
    return consensus


def _add_witness(cells: Cells, witness: int, column: Ints, worth: Floats) -> Cells:
    """The table with one more witness; its unpaired tokens get columns of their own."""
    hit = np.flatnonzero(column >= 0)
    alone = np.flatnonzero(column < 0)
    cells[column[hit], witness] = hit
    own = np.full((len(alone), cells.shape[1]), -1, np.int32, order="F")
    own[:, witness] = alone
    extended = np.concatenate([cells, own])
    return take_columns(extended, arrange_columns(extended, np.arange(len(cells)), [witness], {witness: worth}))
