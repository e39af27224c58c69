"""Align two texts: unique passages, their common order, transposed passages, gaps."""

import math
from collections.abc import Iterable

import numpy as np

from edition.collation.align.affine import Pairs
from edition.collation.align.affine_batches import Gap
from edition.collation.align.chain import Passages, find_heaviest_chain, join_runs
from edition.collation.align.gaps import align_gaps, find_unpaired_runs, has_large_gap, pair_unique_runs
from edition.collation.align.kgrams import find_shared_once, hash_all_kgrams
from edition.collation.align.moved import Window, find_moved_windows, find_shifted_windows
from edition.collation.align.pairing import Pairing
from edition.collation.arrays import Cells, Floats
from edition.collation.thresholds import (
    ANCHOR,
    ANCHOR_EVIDENCE,
    GAP_RUNS,
    LONG_ANCHOR,
    LONG_TEXTS,
    NEIGHBOURHOOD,
    REPETITIVE_GAP_RUNS,
)
from edition.collation.tokens.likeness import Likeness

_SECOND_LOOK = tuple((k, shift) for k in (4, 3) for shift in (0, NEIGHBOURHOOD // 2))  # for shifted passages


class Pairer:
    """Aligns texts two by two over one vocabulary; `too_large` lists the gaps that it left unaligned."""

    def __init__(self, surprise: Floats, likeness: Likeness, least_move: int) -> None:
        self.surprise, self.likeness, self.least_move = surprise, likeness, least_move
        self.too_large: list[tuple[int, int]] = []
        self._aligned: dict[Gap, Pairs] = {}

    def pair(self, left: Cells, right: Cells, moves: bool) -> Pairing:
        """Pair the tokens of two texts; `moves`: whether passages at other places are included."""
        pairing = Pairing(left, right, self.surprise)
        if not len(left) or not len(right):
            return pairing
        anchors = _anchors(pairing)
        chain = find_heaviest_chain(anchors.right, anchors.worth(pairing.sums))
        pairing.link_chain(anchors.only(chain))
        if moves and len(chain) < len(anchors):
            rest = anchors.only(np.delete(np.arange(len(anchors)), chain))
            self._pair_windows(pairing, find_moved_windows(pairing, rest, self.least_move))
        pairing.extend()
        for k in (*REPETITIVE_GAP_RUNS, *GAP_RUNS) if has_large_gap(pairing) else GAP_RUNS:
            if pair_unique_runs(pairing, k):
                pairing.extend()
        for k, shift in _SECOND_LOOK if moves else ():
            self._pair_windows(pairing, find_shifted_windows(pairing, find_unpaired_runs(pairing, k, shift)))
        self.too_large += align_gaps(pairing, self.likeness, self._aligned)
        return pairing

    def _pair_windows(self, pairing: Pairing, windows: Iterable[Window]) -> None:
        for window in windows:
            i, j = window.left, window.right
            while i < window.left_end and pairing.left[i] == pairing.right[j] and not self._is_word(pairing.left[i]):
                i, j = i + 1, j + 1  # the full stop before a transposed sentence is not part of it
            inside = self.pair(pairing.left[i : window.left_end], pairing.right[j : window.right_end], moves=False)
            hit = np.flatnonzero(inside.right_of >= 0)
            pairing.link(hit + i, inside.right_of[hit] + j)
            pairing.moved[hit + i] = True

    def _is_word(self, key: np.int32) -> bool:
        return self.likeness.words[int(key)]


def _anchors(pairing: Pairing) -> Passages:
    """Passages that occur once on each side and exceed chance in texts of this size."""
    cells = float(len(pairing.left)) * len(pairing.right)
    k = ANCHOR if cells < LONG_TEXTS else LONG_ANCHOR
    found = join_runs(*find_shared_once(*(hash_all_kgrams(side, k) for side in pairing.scrambled)), k)
    return found.only(found.worth(pairing.sums) > math.log(cells) + ANCHOR_EVIDENCE)
