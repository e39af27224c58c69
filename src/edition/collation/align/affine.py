"""The best alignment of two short sequences with affine gap costs: one long gap is better than many short ones.

(O. Gotoh, «An improved algorithm for matching biological sequences», 1982.)
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from edition.collation.arrays import Floats
from edition.collation.thresholds import GAP_EXTEND, GAP_OPEN
from edition.collation.tokens.likeness import Likeness

Pairs = list[tuple[int, int]]

_NEVER = -1e9
SMALL = 120  # up to this many cells plain loops are faster than arrays
_SAME = 1e-6


def find_best_path(x: Sequence[int], y: Sequence[int], likeness: Likeness) -> Pairs:
    """The pairs of positions of the best alignment."""
    if len(x) > len(y) and len(x) * len(y) > SMALL:  # fewer rows are faster: a row costs the same at any length
        return [(i, j) for j, i in find_best_path(y, x, likeness)]
    if len(x) * len(y) <= SMALL:
        scores: Any = [[likeness.score(a, b) for b in y] for a in x]
        tables = by_cells(scores, len(x), len(y))
    else:
        scores = likeness.scores(x, y)
        tables = _by_rows(scores, len(x), len(y))
    return trace(*tables, scores, len(x), len(y))


def best_path_of_scores(scores: Floats) -> tuple[Pairs, float]:
    """The pairs of positions of the best alignment, by the score of each two, and its score."""
    p, q = scores.shape
    tables = _by_rows(scores, p, q)
    return trace(*tables, scores, p, q), float(tables[0][p, q])


def find_scores_through(x: Sequence[int], y: Sequence[int], likeness: Likeness) -> tuple[Floats, float]:
    """Of each pair of positions the score of the best alignment that has it; and the score of the best of all."""
    scores = np.asarray(likeness.scores(x, y))
    before = np.asarray(_tables_of(scores, len(x), len(y))[0])
    behind = np.asarray(_tables_of(scores[::-1, ::-1], len(x), len(y))[0])[::-1, ::-1]
    return before[:-1, :-1] + scores + behind[1:, 1:], float(before[-1, -1])


def _tables_of(scores: Floats, p: int, q: int) -> tuple[Any, Any, Any]:
    return by_cells(scores.tolist(), p, q) if p * q <= SMALL else _by_rows(scores, p, q)


def by_cells(scores: list[list[float]], p: int, q: int) -> tuple[Any, Any, Any]:
    """Tables of the best score at each cell, and of the best scores that end in a gap on the left and on the right."""
    best = [[_NEVER] * (q + 1) for _ in range(p + 1)]
    along, down = ([[_NEVER] * (q + 1) for _ in range(p + 1)] for _ in range(2))
    best[0] = along[0] = [0.0, *(-GAP_OPEN - GAP_EXTEND * j for j in range(1, q + 1))]
    for i in range(1, p + 1):
        above, here, row, here_along, here_down, above_down = (
            best[i - 1], best[i], scores[i - 1], along[i], down[i], down[i - 1],
        )  # fmt: skip
        here[0] = here_down[0] = -GAP_OPEN - GAP_EXTEND * i
        for j in range(1, q + 1):
            here_along[j] = max(here[j - 1] - GAP_OPEN, here_along[j - 1]) - GAP_EXTEND
            here_down[j] = max(above[j] - GAP_OPEN, above_down[j]) - GAP_EXTEND
            here[j] = max(above[j - 1] + row[j - 1], here_along[j], here_down[j])
    return best, along, down


def _by_rows(scores: Any, p: int, q: int) -> tuple[Any, Any, Any]:
    """The same tables, computed one row at a time: the best gap along a row is a running maximum."""
    best, along, down = (np.full((p + 1, q + 1), _NEVER) for _ in range(3))
    ramp = GAP_EXTEND * np.arange(q + 1)
    best[0] = -GAP_OPEN - ramp
    best[0, 0] = 0.0
    along[0] = best[0]
    for i in range(1, p + 1):
        down[i] = np.maximum(best[i - 1] - GAP_OPEN, down[i - 1]) - GAP_EXTEND
        without_gap = down[i].copy()
        np.maximum(without_gap[1:], best[i - 1, :-1] + scores[i - 1], out=without_gap[1:])
        along[i, 1:] = np.maximum.accumulate(without_gap + ramp)[:-1] - GAP_OPEN - ramp[1:]
        best[i] = np.maximum(without_gap, along[i])
    return best, along, down


def trace(best: Any, along: Any, down: Any, scores: Any, i: int, j: int) -> Pairs:
    """Follow the cells of the best score from the end to the start."""
    path: Pairs = []
    while i and j:
        if abs(best[i - 1][j - 1] + scores[i - 1][j - 1] - best[i][j]) < _SAME:
            i, j = i - 1, j - 1
            path.append((i, j))
        elif abs(along[i][j] - best[i][j]) < _SAME:
            j = _gap_start(best[i], along[i], j)
        else:
            i = _gap_start(_column(best, i, j), _column(down, i, j), i)
    return path[::-1]


def _column(table: Any, i: int, j: int) -> Any:
    """The cells of a column of the matrix, up to row i."""
    return table[: i + 1, j] if isinstance(table, np.ndarray) else [row[j] for row in table[: i + 1]]


def _gap_start(best: Any, gapped: Any, at: int) -> int:
    """The position at which the gap that ends here was opened."""
    if isinstance(best, np.ndarray):
        opens = np.flatnonzero(np.abs(best[:at] - GAP_OPEN - GAP_EXTEND - gapped[1 : at + 1]) < _SAME)
        return int(opens[-1]) if len(opens) else 0
    while at > 1 and abs(best[at - 1] - GAP_OPEN - GAP_EXTEND - gapped[at]) >= _SAME:
        at -= 1
    return at - 1
