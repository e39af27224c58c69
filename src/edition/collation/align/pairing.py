"""The state of aligning two texts: which token is paired with which."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from edition.collation.align.chain import Passages
from edition.collation.align.kgrams import scramble
from edition.collation.arrays import Bools, Cells, Floats, Ints, prefix_sums


@dataclass(frozen=True, slots=True)
class FreeTokens:
    """The unpaired tokens of each side, and by token the number of its gap: how many pairs in line are before it.

    `line`: the left tokens of the pairs in line, `partners`: their right tokens.
    """

    left: Ints
    right: Ints
    gap_left: Ints
    gap_right: Ints
    line: Ints
    partners: Ints

    def sizes(self) -> tuple[Ints, Ints]:
        """The number of unpaired tokens of each gap on either side."""
        count = len(self.line) + 1
        return np.bincount(self.gap_left, minlength=count), np.bincount(self.gap_right, minlength=count)


class OpenGap(NamedTuple):
    """The unpaired tokens of a gap on both sides, and their keys."""

    left: list[int]
    right: list[int]
    keys: tuple[tuple[int, ...], tuple[int, ...]]


class Pairing:
    """Two sequences of keys and the partner of each token; -1: unpaired. `moved` marks left tokens of transposed
    passages.
    """

    def __init__(self, left: Cells, right: Cells, surprise: Floats) -> None:
        self.left, self.right, self.surprise = left, right, surprise
        self.right_of = np.full(len(left), -1, np.int64)
        self.left_of = np.full(len(right), -1, np.int64)
        self.moved = np.zeros(len(left), bool)
        self.worth = surprise[left]
        self.sums = prefix_sums(self.worth)
        self.scrambled = scramble(left), scramble(right)
        self.gaps: list[OpenGap] = []  # those that were aligned token by token

    def link(self, i: Ints, j: Ints) -> None:
        """Pair tokens one by one."""
        self.right_of[i] = j
        self.left_of[j] = i

    def unlink(self, i: Ints) -> None:
        """Undo the pairs of these left tokens."""
        self.left_of[self.right_of[i]] = -1
        self.right_of[i] = -1

    def link_chain(self, chain: Passages) -> None:
        """Pair the tokens of passages that are in the same order on both sides; of two that overlap, the earlier
        keeps its tokens.
        """
        if not len(chain):
            return
        ends = np.maximum.accumulate(np.stack([chain.left + chain.length, chain.right + chain.length]), axis=1)
        cut = np.zeros(len(chain), np.int64)
        cut[1:] = np.maximum(np.maximum(ends[0, :-1] - chain.left[1:], ends[1, :-1] - chain.right[1:]), 0)
        length = np.maximum(chain.length - cut, 0)
        number = np.repeat(np.arange(len(chain)), length)
        step = np.arange(len(number)) - np.repeat(np.cumsum(length) - length, length)
        i = (chain.left + cut)[number] + step
        j = (chain.right + cut)[number] + step
        is_valid = (self.right_of[i] < 0) & (self.left_of[j] < 0) & (self.left[i] == self.right[j])
        self.link(i[is_valid], j[is_valid])

    def in_line(self) -> Bools:
        """Mask of the left tokens with a partner in the common order."""
        return (self.right_of >= 0) & ~self.moved

    def free_tokens(self) -> "FreeTokens":
        """The unpaired tokens of both sides."""
        line = np.flatnonzero(self.in_line())
        left, right = np.flatnonzero(self.right_of < 0), np.flatnonzero(self.left_of < 0)
        partners = self.right_of[line]  # they rise
        return FreeTokens(left, right, np.searchsorted(line, left), np.searchsorted(partners, right), line, partners)

    def extend(self) -> None:
        """Pair equal neighbours of pairs in line in both directions; the ends of both texts count as a pair."""
        for step in (1, -1):
            i = self._edges(step)
            j = self.right_of[i]
            if step == 1:
                i, j = np.append(-1, i), np.append(-1, j)
            else:
                i, j = np.append(i, len(self.left)), np.append(j, len(self.right))
            while len(i):
                i, j = i + step, j + step
                inside = (i >= 0) & (i < len(self.left)) & (j >= 0) & (j < len(self.right))
                i, j = i[inside], j[inside]
                free = (self.right_of[i] < 0) & (self.left_of[j] < 0) & (self.left[i] == self.right[j])
                i, j = i[free], j[free]
                self.link(i, j)

    def _edges(self, step: int) -> Ints:
        """Tokens in line whose neighbour on that side is unpaired."""
        line, free = self.in_line(), self.right_of < 0
        if step == 1:
            return np.flatnonzero(line[:-1] & free[1:])
        return np.flatnonzero(line[1:] & free[:-1]) + 1
