"""Shared passages of two sequences, and the heaviest set of them that is in the same order in both."""

from dataclasses import dataclass

import numpy as np

from edition.collation.arrays import Bools, Floats, Ints, expand_ranges


@dataclass(frozen=True, slots=True)
class Passages:
    """Stretches of equal tokens: start on the left, start on the right, and length in tokens; sorted by the left
    start.
    """

    left: Ints
    right: Ints
    length: Ints

    def __len__(self) -> int:
        return len(self.left)

    def only(self, which: Bools | Ints) -> "Passages":
        """The passages that `which` selects."""
        return Passages(self.left[which], self.right[which], self.length[which])

    def worth(self, sums: Floats) -> Floats:
        """The evidence of each passage in nats, from the prefix sums of the evidence of the left tokens."""
        worth: Floats = sums[self.left + self.length] - sums[self.left]
        return worth


def join_runs(left: Ints, right: Ints, k: int) -> Passages:
    """Join shared runs of k tokens that touch on one diagonal."""
    if not len(left):
        return Passages(left, right, left)
    opens = np.ones(len(left), bool)
    step = left[1:] - left[:-1]
    opens[1:] = (right[1:] - right[:-1] != step) | (step > k)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(left)) - 1
    return Passages(left[first], right[first], left[last] - left[first] + k)


def find_heaviest_chain(right: Ints, weight: Floats) -> Ints:
    """The indices of the heaviest increasing subsequence of `right`; the items are in the order of the left."""
    count = len(right)
    if count <= 1 or bool(np.all(right[1:] > right[:-1])):
        return np.arange(count)
    rank = np.empty(count, np.int64)
    rank[np.argsort(right, kind="stable")] = np.arange(1, count + 1)
    first = np.flatnonzero(np.diff(rank, prepend=-1) != 1)  # consecutive items on both sides form one item
    before = _best_before(rank[first].tolist(), np.add.reduceat(weight, first).tolist(), count)
    chain, item = [], before.pop()
    while item >= 0:
        chain.append(item)
        item = before[item]
    items = np.asarray(chain[::-1], np.int64)
    return expand_ranges(first[items], np.diff(np.append(first, count))[items])


def _best_before(rank: list[int], weight: list[float], count: int) -> list[int]:
    """The predecessor of each item in its heaviest chain; the last value is the end of the heaviest chain of all.

    A Fenwick tree contains, for every prefix of ranks, the heaviest chain that ends there.
    """
    heaviest, ends_at = [0.0] * (count + 1), [-1] * (count + 1)
    before, best, best_end = [-1] * len(rank), -1.0, -1
    for item, place in enumerate(rank):
        x, line, end = place - 1, 0.0, -1
        while x:
            if heaviest[x] > line:
                line, end = heaviest[x], ends_at[x]
            x &= x - 1
        before[item], line = end, line + weight[item]
        if line > best:
            best, best_end = line, item
        x = place
        while x <= count:
            if line > heaviest[x]:
                heaviest[x], ends_at[x] = line, item
            x += x & -x
    before.append(best_end)
    return before
