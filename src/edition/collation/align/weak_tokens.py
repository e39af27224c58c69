"""Tokens whose alignment is uncertain, as the steps of the alignment find them; they change nothing in it."""

from collections.abc import Iterator, Sequence

import numpy as np

from edition.collation.align.affine_batches import Gap, find_all_scores_through
from edition.collation.align.kgrams import scramble
from edition.collation.align.order import find_columns
from edition.collation.align.pairing import Pairing
from edition.collation.arrays import Bools, Cells, Floats, Hashes, Ints
from edition.collation.thresholds import CLOSE_CALL, MOST_CELLS_WEIGHED
from edition.collation.tokens.likeness import Likeness
from edition.model.alignment import Weakness, WeakToken

_SAME = 1e-6
_Margins = tuple[dict[int, float], dict[int, float]]  # by position on either side, how close another alignment is


class WeakTokens:
    """Collects the weak tokens of one alignment; witnesses have the numbers of its table.

    `sizes`: the number of tokens of each witness.
    """

    def __init__(self, likeness: Likeness, sizes: Sequence[int]) -> None:
        self.likeness, self.sizes = likeness, sizes
        self._weights: dict[tuple[int, Weakness], Floats] = {}
        self._known: dict[Gap, _Margins] = {}

    def tokens(self, of: Sequence[int]) -> tuple[WeakToken, ...]:
        """All weak tokens in their order; `of`: the numbers that the witnesses are to have."""
        return tuple(one for w in sorted(range(len(of)), key=of.__getitem__) for one in self._tokens_of(w, of[w]))

    def _tokens_of(self, witness: int, number: int) -> Iterator[WeakToken]:
        """Those of one witness, by token and the name of the weakness."""
        kinds = [kind for kind in sorted(Weakness) if (witness, kind) in self._weights]
        if kinds:
            weights = np.stack([self._weights[witness, kind] for kind in kinds], axis=1)
            at = np.nonzero(weights)
            for token, kind, weight in zip(*(part.tolist() for part in at), weights[at].tolist(), strict=True):
                yield WeakToken(number, token, kinds[kind], weight)

    def add_gaps(self, pairing: Pairing, cells: Cells, witness: int) -> None:
        """Note the tokens of the gaps of a pairing for which another alignment is nearly as good; the left side of the
        pairing is made of the columns of `cells`, the right one is a witness."""
        self._weigh({gap.keys for gap in pairing.gaps})
        margins = [(gap, *self._known[gap.keys]) for gap in pairing.gaps]
        tokens = [(gap.right[at], weight) for gap, _, on_right in margins for at, weight in on_right.items()]
        self._add(witness, *_split_pairs(tokens), Weakness.CLOSE_CALL)
        columns, weights = _split_pairs(
            [(gap.left[at], weight) for gap, on_left, _ in margins for at, weight in on_left.items()]
        )
        for other in range(cells.shape[1]):
            found = cells[columns, other]
            self._add(other, found[found >= 0], weights[found >= 0], Weakness.CLOSE_CALL)

    def _weigh(self, gaps: set[Gap]) -> None:
        """Find how close another alignment of each gap is to the best one, by the positions of both sides: 1 where it
        is as good. Another one pairs a token with another token, or pairs one that the best leaves alone.
        """
        new = gaps - self._known.keys()
        self._known.update((gap, ({}, {})) for gap in new)
        some = [(x, y) for x, y in new if 2 <= len(x) * len(y) <= MOST_CELLS_WEIGHED]
        for group, through, best in find_all_scores_through(some, self.likeness):
            sides = _closeness(through, best), _closeness(through.swapaxes(1, 2), best)
            self._known.update(zip(group, zip(*sides, strict=True), strict=True))

    def add_realigned(self, before: Cells, after: Cells) -> None:
        """Note the tokens that stand with other tokens in one table than in the one before it."""
        if before is after:
            return
        columns = _hash_columns(before), _hash_columns(after)
        for witness in range(after.shape[1]):
            one, other = (of[find_columns(t, witness)] for of, t in zip(columns, (before, after), strict=True))
            tokens = np.flatnonzero(one != other)
            self._add(witness, tokens, np.ones(len(tokens)), Weakness.REALIGNED)

    def add_unlinked(self, cells: Cells, out: Bools) -> None:
        """Note the tokens of a mask that leave a column which others stay in."""
        shared = out & ((cells >= 0).sum(axis=1) > 1)[:, None] & (cells >= 0)
        for witness in range(cells.shape[1]):
            tokens = cells[shared[:, witness], witness]
            self._add(witness, tokens, np.ones(len(tokens)), Weakness.UNLINKED)

    def _add(self, witness: int, tokens: Cells | Ints, weights: Floats, weakness: Weakness) -> None:
        """Note tokens; of two weights of a token the greater counts."""
        if len(tokens):
            of = self._weights.setdefault((witness, weakness), np.zeros(self.sizes[witness]))
            np.maximum.at(of, tokens, weights)


def _split_pairs(pairs: Sequence[tuple[int, float]]) -> tuple[Ints, Floats]:
    return np.asarray([at for at, _ in pairs], np.int64), np.asarray([weight for _, weight in pairs], np.float64)


def _hash_columns(cells: Cells) -> Hashes:
    """Of each column a hash of its tokens."""
    mixed: Hashes = np.zeros(len(cells), np.uint64)
    for witness in range(cells.shape[1]):
        mixed ^= scramble((cells[:, witness].astype(np.int64) + 1) * cells.shape[1] + witness)
    return mixed


def _closeness(through: Floats, best: Floats) -> list[dict[int, float]]:
    """By gap and row, how near the best alignment is that treats it in another way than the best of all does."""
    ordered = -np.sort(-through, axis=2)
    is_best = best[:, None] - ordered[:, :, 0] < _SAME
    second = ordered[:, :, 1] if ordered.shape[2] > 1 else np.full(is_best.shape, -np.inf)
    behind = best[:, None] - np.where(is_best, second, ordered[:, :, 0])
    made: list[dict[int, float]] = [{} for _ in through]
    at = np.nonzero(behind < CLOSE_CALL)
    for gap, row, distance in zip(*(part.tolist() for part in at), behind[at].tolist(), strict=True):
        weight = round(1 - max(0.0, distance) / CLOSE_CALL, 3)
        if weight:
            made[gap][row] = weight
    return made
