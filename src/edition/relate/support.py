"""How often trees of resampled places have a branch (Felsenstein 1985): the same on every machine."""

import hashlib
from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt

from edition.relate.agreements import Patterns, Reals, distances
from edition.relate.neighbour_joining import JoinedTrees, join_neighbours

Keys = npt.NDArray[np.uint64]
#: A branch that is shorter is none: the places do not say what goes with what there.
SHORTEST = 1e-9
_MOST, _FEWEST = 1000, 100
_WORK = 30_000_000  # joins cost the third power of the number of witnesses
_CELLS = 4_000_000  # numbers that are held at once


def replicates_for(size: int) -> int:
    """How many times places are resampled: a thousand times, less often for more than thirty witnesses."""
    return max(_FEWEST, min(_MOST, _WORK // size**3))


def support(found: Patterns, tree: JoinedTrees) -> tuple[dict[frozenset[int], float], int]:
    """Of each inner branch of a tree the share of resampled trees that have it; of how many trees.

    A branch is known by the rows of the witnesses on that side of it on which the first is not.
    """
    size = len(found.states)
    number = replicates_for(size)
    tips = _keys_of_tips(size)
    wanted = _keys(tree, tips)[0, size:]
    whole = distances(found, found.counts[None, :].astype(np.float32))[0]
    hits = np.zeros(len(wanted), np.int64)
    for weights in _resampled(found, number):
        trees = join_neighbours(_filled(distances(found, weights), whole))
        keys = np.where(trees.lengths > SHORTEST, _keys(trees, tips), np.uint64(0))
        hits += (keys[:, None, :] == wanted[None, :, None]).any(axis=2).sum(axis=0)
    return {side: int(hit) / number for side, hit in zip(_sides(tree, size), hits, strict=True)}, number


def side_of(rows: Collection[int], size: int) -> frozenset[int]:
    """That side of a branch on which the first row is not."""
    return frozenset(range(size)) - frozenset(rows) if 0 in rows else frozenset(rows)


def _sides(tree: JoinedTrees, size: int) -> list[frozenset[int]]:
    """What the inner nodes of the first tree part from the others."""
    tips = [frozenset([row]) for row in range(size)]
    for one, other in tree.children[0]:
        tips.append(tips[one] | tips[other])
    return [side_of(rows, size) for rows in tips[size:]]


def _filled(made: Reals, whole: Reals) -> Reals:
    """Where a sample has nothing to compare, two witnesses are as far apart as in all places."""
    return np.where(np.isnan(made), whole[None, :, :], made)


def _resampled(found: Patterns, number: int) -> Iterator[npt.NDArray[np.float32]]:
    """Weights of the ways in which places part the witnesses: as many places as there are, drawn with replacement."""
    places, ways = len(found.of_place), found.states.shape[1]
    seed = hashlib.sha256(found.states.astype("<i4").tobytes() + found.of_place.astype("<i4").tobytes()).digest()
    at_once = max(1, min(number, _CELLS // max(places, found.states.shape[0] ** 2)))
    for start in range(0, number, at_once):
        rows = min(at_once, number - start)
        drawn = np.frombuffer(hashlib.shake_256(seed + start.to_bytes(4, "little")).digest(4 * rows * places), "<u4")
        chosen = found.of_place[(drawn.astype(np.uint64) * np.uint64(places) >> np.uint64(32)).astype(np.int64)]
        cells = chosen.reshape(rows, places) + ways * np.arange(rows)[:, None]
        yield np.bincount(cells.ravel(), minlength=rows * ways).reshape(rows, ways).astype(np.float32)


def _keys_of_tips(size: int) -> Keys:
    """A number for each tip, whose sum over some of the tips tells which they are."""
    return np.frombuffer(hashlib.shake_256(b"tips").digest(8 * size), "<u8").astype(np.uint64)


def _keys(trees: JoinedTrees, tips: Keys) -> Keys:
    """Of each node the number of the branch above it: the same from both of its sides."""
    rows, size = np.arange(len(trees.last)), len(tips)
    made = np.zeros(trees.lengths.shape, np.uint64)
    made[:, :size] = tips
    for step in range(trees.children.shape[1]):
        one, other = trees.children[:, step].T
        made[:, size + step] = made[rows, one] + made[rows, other]
    other_side: Keys = tips.sum() - made
    return np.minimum(made, other_side)
