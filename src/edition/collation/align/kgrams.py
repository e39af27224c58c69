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
    (numbers_a, at_a), (numbers_b, at_b) = left, right
    count = len(numbers_a) + len(numbers_b)
    if not len(numbers_a) or not len(numbers_b):
        return at_a[:0], at_b[:0]
    low = np.uint64((1 << count.bit_length()) - 1)  # these bits of a hash give way to its place: sorting them is faster
    packed = np.concatenate([numbers_a, numbers_b])
    packed &= ~low
    packed |= np.arange(count, dtype=np.uint64)
    packed.sort()
    starts = np.ones(count + 1, bool)
    np.greater(packed[1:] ^ packed[:-1], low, out=starts[1:-1])
    twice = np.flatnonzero(starts[:-2] & ~starts[1:-1] & starts[2:])  # both of such a pair may be on one side
    i, j = ((packed[at] & low).astype(np.int64) for at in (twice, twice + 1))
    j -= len(numbers_a)
    across = (i < len(numbers_a)) & (j >= 0)
    i, j = i[across], j[across]
    same = numbers_a[i] == numbers_b[j]
    partner = np.full(len(numbers_a), -1, np.int64)
    partner[i[same]] = j[same]
    i = np.flatnonzero(partner >= 0)
    return at_a[i], at_b[partner[i]]
