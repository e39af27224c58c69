"""Runs of k tokens as hash values, and the runs that occur once on each side.

Sorting the hash values finds the shared passages of a text of a million words in about a second.
"""

import numpy as np
import numpy.typing as npt

from edition.collation.arrays import Cells, Hashes, Ints

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def scramble(numbers: npt.NDArray[np.integer]) -> Hashes:
    """A 64-bit hash of every number (the finaliser of splitmix64)."""
    mixed = numbers.astype(np.uint64) + _GOLDEN
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def hash_kgrams_at(scrambled: Hashes, positions: Ints, k: int) -> Hashes:
    """The hash of the k tokens from each position."""
    number = scrambled[positions]
    for step in range(1, k):
        number = _with_next(number, scrambled[positions + step])
    return number


def _with_next(number: Hashes, token: Hashes) -> Hashes:
    number *= _GOLDEN
    number ^= number >> np.uint64(29)
    number += token
    return number


def hash_kgrams(keys: Cells, k: int) -> tuple[Hashes, Ints]:
    """The hashes of all runs of k tokens, and their positions."""
    return hash_all_kgrams(scramble(keys), k)


def hash_all_kgrams(scrambled: Hashes, k: int) -> tuple[Hashes, Ints]:
    """Like `hash_kgrams`, for keys that are already hashed."""
    count = max(len(scrambled) - k + 1, 0)
    number = scrambled[:count].copy()
    for step in range(1, k):
        number = _with_next(number, scrambled[step : step + count])
    return number, np.arange(count)


def find_shared_once(left: tuple[Hashes, Ints], right: tuple[Hashes, Ints]) -> tuple[Ints, Ints]:
    """The positions of the hashes that occur once on each side, in the order of the left."""
    numbers_a, at_a = _single(*left)
    numbers_b, at_b = _single(*right)
    if not len(numbers_a) or not len(numbers_b):
        return at_a[:0], at_b[:0]
    found = np.searchsorted(numbers_b, numbers_a)
    found[found == len(numbers_b)] = 0
    hit = numbers_b[found] == numbers_a
    i, j = at_a[hit], at_b[found[hit]]
    order = np.argsort(i)
    return i[order], j[order]


def _single(numbers: Hashes, positions: Ints) -> tuple[Hashes, Ints]:
    """The hashes that occur once, sorted, and their positions."""
    order = np.argsort(numbers)
    take_columns = numbers[order]
    if not len(take_columns):
        return take_columns, positions
    differs = np.ones(len(take_columns) + 1, bool)
    np.not_equal(take_columns[1:], take_columns[:-1], out=differs[1:-1])
    single = differs[1:] & differs[:-1]
    return take_columns[single], positions[order[single]]
