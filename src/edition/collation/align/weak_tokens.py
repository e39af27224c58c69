"""Tokens whose alignment is uncertain, as the steps of the alignment find them; they change nothing in it."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.affine import find_scores_through
from edition.collation.align.kgrams import scramble
from edition.collation.align.order import find_columns
from edition.collation.align.pairing import Pairing
from edition.collation.arrays import Bools, Cells, Floats, Hashes
from edition.collation.thresholds import CLOSE_CALL, MOST_CELLS_WEIGHED
from edition.collation.tokens.likeness import Likeness
from edition.model.alignment import Weakness, WeakToken

_SAME = 1e-6
_Gap = tuple[tuple[int, ...], tuple[int, ...]]  # the keys of both sides
_Margins = tuple[dict[int, float], dict[int, float]]  # by position on either side, how close another alignment is


class WeakTokens:
    """Collects the weak tokens of one alignment; witnesses have the numbers of its table."""

    def __init__(self, likeness: Likeness) -> None:
        self.likeness = likeness
        self.found: dict[tuple[int, int, Weakness], float] = {}
        self._known: dict[_Gap, _Margins] = {}

    def tokens(self, of: Sequence[int]) -> tuple[WeakToken, ...]:
        """All weak tokens in their order; `of`: the numbers that the witnesses are to have."""
        made = (WeakToken(of[w], token, why, weight) for (w, token, why), weight in self.found.items())
        return tuple(sorted(made))

    def add_gaps(self, pairing: Pairing, cells: Cells, witness: int) -> None:
        """Note the tokens of the gaps of a pairing for which another alignment is nearly as good; the left side of the
        pairing is made of the columns of `cells`, the right one is a witness."""
        for i, j in pairing.gaps:
            gap = tuple(pairing.left[i].tolist()), tuple(pairing.right[j].tolist())
            if gap not in self._known:
                self._known[gap] = _weigh(*gap, self.likeness)
            on_left, on_right = self._known[gap]
            for at, weight in on_right.items():
                self._add(witness, int(j[at]), Weakness.CLOSE_CALL, weight)
            for at, weight in on_left.items():
                for other in np.flatnonzero(cells[i[at]] >= 0).tolist():
                    self._add(other, int(cells[i[at], other]), Weakness.CLOSE_CALL, weight)

    def add_realigned(self, before: Cells, after: Cells) -> None:
        """Note the tokens that stand with other tokens in one table than in the one before it."""
        if before is after:
            return
        columns = _hash_columns(before), _hash_columns(after)
        for witness in range(after.shape[1]):
            one, other = (of[find_columns(t, witness)] for of, t in zip(columns, (before, after), strict=True))
            for token in np.flatnonzero(one != other).tolist():
                self._add(witness, token, Weakness.REALIGNED, 1.0)

    def add_unlinked(self, cells: Cells, out: Bools) -> None:
        """Note the tokens of a mask that leave a column which others stay in."""
        shared = out & ((cells >= 0).sum(axis=1) > 1)[:, None] & (cells >= 0)
        for column, witness in np.argwhere(shared).tolist():
            self._add(witness, int(cells[column, witness]), Weakness.UNLINKED, 1.0)

    def _add(self, witness: int, token: int, weakness: Weakness, weight: float) -> None:
        place = witness, token, weakness
        self.found[place] = max(weight, self.found.get(place, 0.0))


def _hash_columns(cells: Cells) -> Hashes:
    """Of each column a hash of its tokens."""
    mixed: Hashes = np.zeros(len(cells), np.uint64)
    for witness in range(cells.shape[1]):
        mixed ^= scramble((cells[:, witness].astype(np.int64) + 1) * cells.shape[1] + witness)
    return mixed


def _weigh(x: Sequence[int], y: Sequence[int], likeness: Likeness) -> _Margins:
    """How close another alignment is to the best one, by the positions of both sides: 1 where it is as good.

    Another one pairs a token with another token, or pairs one that the best leaves alone.
    """
    if len(x) * len(y) > MOST_CELLS_WEIGHED or len(x) * len(y) < 2:
        return {}, {}
    through, best = find_scores_through(x, y, likeness)
    return _closeness(through, best), _closeness(through.T, best)


def _closeness(through: Floats, best: float) -> dict[int, float]:
    """By row, how near the best alignment is that treats it in another way than the best of all does."""
    made: dict[int, float] = {}
    for row, scores in enumerate(through.tolist()):
        ordered = sorted(scores, reverse=True)
        rivals = ordered[1:] if best - ordered[0] < _SAME else ordered
        if rivals and best - rivals[0] < CLOSE_CALL:
            made[row] = round(1 - max(0.0, best - rivals[0]) / CLOSE_CALL, 3)
    return made
