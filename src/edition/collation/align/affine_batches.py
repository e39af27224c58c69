"""The tables of `affine` for many short pairs of sequences at once: those of one shape are computed together.

A text has thousands of gaps of a few tokens. For each of them alone, the calls cost more than the arithmetic. Every
number is the result of the same operations in the same order as in `affine`, so the results are the same.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from edition.collation.align.affine import SMALL, Pairs, find_best_path, find_scores_through, trace
from edition.collation.arrays import Floats
from edition.collation.thresholds import GAP_EXTEND, GAP_OPEN
from edition.collation.tokens.likeness import Likeness

Gap = tuple[tuple[int, ...], tuple[int, ...]]  # the keys of both sides
Tables = tuple[Floats, Floats, Floats]

_NEVER = -1e9
_FEW = 3  # up to so many pairs of one shape are computed one by one
_MOST_NUMBERS = 2_000_000  # in a table: larger groups are divided


def find_best_paths(gaps: Sequence[Gap], likeness: Likeness) -> Iterator[tuple[Gap, Pairs]]:
    """Each gap with the pairs of positions of its best alignment; in no particular order."""
    for p, q, group in _by_shape(gaps):
        if p * q > SMALL or len(group) <= _FEW:
            yield from ((gap, find_best_path(*gap, likeness)) for gap in group)
            continue
        scores = _scores(group, likeness)
        tables = [np.moveaxis(table, 2, 0).tolist() for table in (*_tables(scores), scores)]
        yield from (
            (gap, trace(best, along, down, own, p, q))
            for gap, best, along, down, own in zip(group, *tables, strict=True)
        )


def find_all_scores_through(gaps: Sequence[Gap], likeness: Likeness) -> Iterator[tuple[list[Gap], Floats, Floats]]:
    """Gaps of one shape; by gap (first axis) and pair of positions the score of the best alignment that has it; and by
    gap the score of the best of all."""
    for p, q, group in _by_shape(gaps):
        if p * q > SMALL or len(group) <= _FEW:
            for gap in group:
                through, best = find_scores_through(*gap, likeness)
                yield [gap], through[None], np.array([best])
            continue
        scores = _scores(group, likeness)
        before = _tables(scores)[0]
        behind = _tables(scores[::-1, ::-1])[0][::-1, ::-1]
        yield group, np.moveaxis(before[:-1, :-1] + scores + behind[1:, 1:], 2, 0), before[-1, -1]


def _by_shape(gaps: Sequence[Gap]) -> Iterator[tuple[int, int, list[Gap]]]:
    groups: dict[tuple[int, int], list[Gap]] = {}
    for gap in gaps:
        groups.setdefault((len(gap[0]), len(gap[1])), []).append(gap)
    for (p, q), group in groups.items():
        size = max(_MOST_NUMBERS // ((p + 1) * (q + 1)), 1)
        yield from ((p, q, group[first : first + size]) for first in range(0, len(group), size))


def _scores(group: Sequence[Gap], likeness: Likeness) -> Floats:
    """The score of every two tokens: by position on the left, position on the right, and gap."""
    left = np.asarray([x for x, _ in group], np.int64).T
    right = np.asarray([y for _, y in group], np.int64).T
    shape = (len(left), len(right), len(group))
    one = np.broadcast_to(left[:, None], shape).ravel()
    other = np.broadcast_to(right[None], shape).ravel()
    return likeness.score_pairs(one, other).reshape(shape)


def _tables(scores: Floats) -> Tables:
    """`affine.by_cells`, with one more axis for the gap."""
    p, q, count = scores.shape
    best, along, down = (np.full((p + 1, q + 1, count), _NEVER) for _ in range(3))
    best[0] = along[0] = (-GAP_OPEN - GAP_EXTEND * np.arange(q + 1))[:, None]
    best[0, 0] = along[0, 0] = 0.0
    for i in range(1, p + 1):
        best[i, 0] = down[i, 0] = -GAP_OPEN - GAP_EXTEND * i
        down[i, 1:] = np.maximum(best[i - 1, 1:] - GAP_OPEN, down[i - 1, 1:]) - GAP_EXTEND
        without = np.maximum(best[i - 1, :-1] + scores[i - 1], down[i, 1:])
        for j in range(1, q + 1):
            along[i, j] = np.maximum(best[i, j - 1] - GAP_OPEN, along[i, j - 1]) - GAP_EXTEND
            np.maximum(without[j - 1], along[i, j], out=best[i, j])
    return best, along, down
