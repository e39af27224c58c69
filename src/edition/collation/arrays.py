"""The array types of the collation, and small functions on arrays that several modules use."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Cells = npt.NDArray[np.int32]  # token, key and form numbers: half the memory
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]


def find_stretches(mask: Bools) -> tuple[Ints, Ints]:
    """Starts and ends (half open) of the unbroken stretches of True."""
    edges = np.flatnonzero(mask[1:] != mask[:-1]) + 1
    begins, ends = bool(len(mask) and mask[0]), bool(len(mask) and mask[-1])
    edges = np.concatenate([[0] * begins, edges, [len(mask)] * ends]).astype(np.int64)
    return edges[0::2], edges[1::2]


def prefix_sums(values: npt.NDArray[Any]) -> Floats:
    """Sums with one more item than `values`: `sums[b] - sums[a]` is the sum of values[a:b]."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums


def expand_ranges(first: Ints, count: Ints) -> Ints:
    """For each n, the `count[n]` numbers `first[n]`, `first[n] + 1`, …, concatenated."""
    return np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))


def sort_unique(numbers: Hashes) -> Hashes:
    """The distinct numbers, sorted (in this case `np.unique` is thirty times slower than sorting)."""
    ordered = np.sort(numbers)
    opens = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=opens[1:])
    return ordered[opens]
