"""Neighbour joining (Saitou and Nei 1987, as Studier and Keppler 1988 compute it) on many squares of distances at once.

Distances are taken as multiples of 2^-20. Halves of them are exact numbers, so that which pair is joined does not hang
on how a machine adds; of equal pairs the first is joined.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
_GRAIN = 2.0**20
_LAST = 3  # nodes that are left meet in one fork


@dataclass(frozen=True, slots=True)
class JoinedTrees:
    """Trees, one a row. The tips are the nodes 0 to n-1, and each join makes the next node of its two `children`.

    `last`: the three nodes that meet in the end. `lengths`: by node, of the branch that leads
    to the node it is joined to.
    """

    children: Whole  # tree, join, 2
    last: Whole  # tree, 3
    lengths: Reals  # tree, node


def join_neighbours(distances: Reals) -> JoinedTrees:
    """The trees of squares of distances between three tips or more.

    A length below 0 becomes 0, and its neighbour takes what that leaves of the distance (Kuhner and Felsenstein 1994).
    """
    count, size, _ = distances.shape
    left = np.round(distances * _GRAIN) / _GRAIN
    trees = np.arange(count)
    nodes = np.tile(np.arange(size), (count, 1))
    children = np.zeros((count, size - _LAST, 2), np.int64)
    lengths = np.zeros((count, 2 * size - _LAST))
    for step in range(size - _LAST):
        first, second, own = _nearest(left)
        pair = np.stack([nodes[trees, first], nodes[trees, second]], axis=1)
        children[:, step] = pair
        np.put_along_axis(lengths, pair, own, axis=1)
        nodes[trees, first] = size + step
        left = _joined(left, first, second)
        nodes = _without(nodes, second)
    np.put_along_axis(lengths, nodes, _meeting(left), axis=1)
    return JoinedTrees(children, nodes, lengths)


def _nearest(left: Reals) -> tuple[Whole, Whole, Reals]:
    """The pair to join in each square, and how far each of both is from the new node."""
    count, size, _ = left.shape
    sums = left.sum(axis=2)
    criterion = (size - 2) * left - sums[:, :, None] - sums[:, None, :]
    criterion[:, np.arange(size), np.arange(size)] = np.inf
    first, second = np.divmod(criterion.reshape(count, -1).argmin(axis=1), size)
    trees = np.arange(count)
    apart = left[trees, first, second]
    one = apart / 2 + (sums[trees, first] - sums[trees, second]) / (2 * (size - 2))
    one = np.clip(one, 0, np.maximum(apart, 0))
    return first, second, np.stack([one, np.maximum(apart, 0) - one], axis=1)


def _joined(left: Reals, first: Whole, second: Whole) -> Reals:
    """The squares with the new node in the place of the first, and without the second."""
    trees = np.arange(len(left))
    apart = left[trees, first, second]
    row = (left[trees, first] + left[trees, second] - apart[:, None]) / 2
    row[trees, first] = 0
    left[trees, first] = row
    left[trees, :, first] = row
    kept = _without(np.tile(np.arange(left.shape[1]), (len(left), 1)), second)
    return left[trees[:, None, None], kept[:, :, None], kept[:, None, :]]


def _without(rows: Whole, place: Whole) -> Whole:
    """Rows without the value at a place of each."""
    size = rows.shape[1] - 1
    at = np.arange(size)[None, :] + (np.arange(size)[None, :] >= place[:, None])
    return np.take_along_axis(rows, at, axis=1)


def _meeting(left: Reals) -> Reals:
    """How far three nodes are from the fork in which they meet."""
    one, two, three = left[:, 0, 1], left[:, 0, 2], left[:, 1, 2]
    lengths = np.stack([one + two - three, one + three - two, two + three - one], axis=1) / 2
    return np.maximum(lengths, 0)
