"""Shared passages, and the heaviest set of them that are in the same order on both sides."""

from dataclasses import dataclass

import numpy as np

from edition.collation.arrays import Bools, Floats, Ints, steps_from


@dataclass(frozen=True, slots=True)
class Passages:
    """Stretches of equal tokens: where each begins on the left, on the right, and how long it is. Sorted by left."""

    left: Ints
    right: Ints
    length: Ints

    def __len__(self) -> int:
        return len(self.left)

    def only(self, which: Bools | Ints) -> "Passages":
        """Some of them."""
        return Passages(self.left[which], self.right[which], self.length[which])

    def worth(self, sums: Floats) -> Floats:
        """Surprise of each, given the running sums of the surprise of the left tokens."""
        worth: Floats = sums[self.left + self.length] - sums[self.left]
        return worth


def join_runs(left: Ints, right: Ints, k: int) -> Passages:
    """Shared runs of k tokens that touch on one diagonal, joined."""
    if not len(left):
        return Passages(left, right, left)
    opens = np.ones(len(left), bool)
    step = left[1:] - left[:-1]
    opens[1:] = (right[1:] - right[:-1] != step) | (step > k)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(left)) - 1
    return Passages(left[first], right[first], left[last] - left[first] + k)


def find_heaviest_chain(right: Ints, weight: Floats) -> Ints:
    """Which items, given in the order of the left, form the heaviest rising line on the right."""
    count = len(right)
    if count <= 1 or bool(np.all(right[1:] > right[:-1])):
        return np.arange(count)
    rank = np.empty(count, np.int64)
    rank[np.argsort(right, kind="stable")] = np.arange(1, count + 1)
    first = np.flatnonzero(np.diff(rank, prepend=-1) != 1)  # items that are neighbours on both sides go together
    before = _best_before(rank[first].tolist(), np.add.reduceat(weight, first).tolist(), count)
    chain, item = [], before.pop()
    while item >= 0:
        chain.append(item)
        item = before[item]
    items = np.asarray(chain[::-1], np.int64)
    return steps_from(first[items], np.diff(np.append(first, count))[items])


def _best_before(rank: list[int], weight: list[float], count: int) -> list[int]:
    """The item that is before each in its best line; appended: the last item of the best line of all.

    A Fenwick tree has, for every prefix of ranks, the heaviest line that ends there.
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
