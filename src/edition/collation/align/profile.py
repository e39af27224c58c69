"""Align several short readings of one place with each other, with a profile: for each column the weights of its
keys.
"""

from collections.abc import Sequence

import numpy as np

from edition.collation.arrays import Floats, Ints
from edition.collation.thresholds import PROFILE_GAP_EXTEND, PROFILE_GAP_OPEN, PROFILE_ROUNDS, RARE_COLUMN
from edition.collation.tokens.likeness import Likeness

Reading = tuple[int, ...]

_SAME = 1e-9
_NEVER = -1e9


def align_readings(readings: Sequence[Reading], weights: Sequence[int], likeness: Likeness) -> tuple[list[Ints], int]:
    """The columns of each distinct reading (weight: its number of witnesses), and the number of columns."""
    profile = _Profile(readings, weights, likeness)
    order = sorted(range(len(readings)), key=lambda r: (-weights[r], -len(readings[r]), readings[r]))
    for reading in order:
        profile.add(reading)
    for _ in range(PROFILE_ROUNDS if len(readings) > 2 else 0):
        before = {r: at.tolist() for r, at in profile.at.items()}
        for reading in order:
            profile.remove(reading)
            profile.add(reading)
        if all(profile.at[r].tolist() == at for r, at in before.items()):
            break
    return [profile.at[r] for r in range(len(readings))], len(profile.weight_of)


class _Profile:
    """`weight_of[c, k]`: how many witnesses have key k at column c; `at[r]`: the columns of reading r."""

    def __init__(self, readings: Sequence[Reading], weights: Sequence[int], likeness: Likeness) -> None:
        kinds, numbers = np.unique(np.concatenate([np.asarray(r) for r in readings]), return_inverse=True)
        self.keys = np.split(numbers, np.cumsum([len(r) for r in readings])[:-1])
        self.weights = weights
        self.scores = likeness.scores(kinds, kinds)
        self.weight_of = np.zeros((0, len(kinds)))
        self.at: dict[int, Ints] = {}
        self.total = 0.0

    def add(self, reading: int) -> None:
        """Align a reading with the existing columns, and add new columns for the tokens that fit none."""
        keys = self.keys[reading]
        at, fits = self._path(keys)
        new = at[~fits]
        if len(new):
            shift = np.searchsorted(new, np.arange(len(self.weight_of)), "right")
            self.weight_of = np.insert(self.weight_of, new, 0.0, axis=0)
            self.at = {r: where + shift[where] for r, where in self.at.items()}
            at = at + np.where(fits, shift[np.minimum(at, max(len(shift) - 1, 0))] if len(shift) else 0, 0)
            at[~fits] = new + np.arange(len(new))
        self.weight_of[at, keys] += self.weights[reading]
        self.at[reading] = at
        self.total += self.weights[reading]

    def remove(self, reading: int) -> None:
        """Remove a reading, and the columns that only it had."""
        self.weight_of[self.at.pop(reading), self.keys[reading]] -= self.weights[reading]
        self.total -= self.weights[reading]
        full = self.weight_of.sum(axis=1) > _SAME
        if not full.all():
            number = np.cumsum(full) - 1
            self.weight_of = self.weight_of[full]
            self.at = {r: number[where] for r, where in self.at.items()}

    def _path(self, keys: Ints) -> tuple[Ints, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]:
        """By token, its column and True, or the column before which a new one is needed and False."""
        count = len(self.weight_of)
        if not count or not len(keys):
            return np.full(len(keys), count, np.int64), np.zeros(len(keys), bool)
        share = self.weight_of.sum(axis=1) / self.total
        gain = (self.scores[keys] @ self.weight_of.T) / self.total - RARE_COLUMN * (1 - share)
        opens = np.append(PROFILE_GAP_OPEN * share, 0.0)  # a gap over a column few witnesses have is cheap
        ramp = np.concatenate([[0.0], np.cumsum(PROFILE_GAP_EXTEND * share)])
        best, skips, adds = _tables(gain, opens, ramp)
        return _trace(best, skips, adds, gain, opens, ramp)


def _tables(gain: Floats, opens: Floats, ramp: Floats) -> tuple[Floats, Floats, Floats]:
    """The best scores of the first tokens over the first columns, of those that end in skipped columns, and in new
    ones.
    """
    tokens, columns = gain.shape
    best, skips, adds = (np.full((tokens + 1, columns + 1), _NEVER) for _ in range(3))
    skips[0, 1:] = -opens[0] - ramp[1:]
    best[0] = skips[0]
    best[0, 0] = 0.0
    for j in range(1, tokens + 1):
        adds[j] = np.maximum(best[j - 1] - PROFILE_GAP_OPEN, adds[j - 1]) - PROFILE_GAP_EXTEND
        without = adds[j].copy()
        np.maximum(without[1:], best[j - 1, :-1] + gain[j - 1], out=without[1:])
        skips[j, 1:] = np.maximum.accumulate(without - opens + ramp)[:-1] - ramp[1:]
        best[j] = np.maximum(without, skips[j])
    return best, skips, adds


def _trace(
    best: Floats, skips: Floats, adds: Floats, gain: Floats, opens: Floats, ramp: Floats
) -> tuple[Ints, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]:
    j, i = gain.shape
    at, fits = np.empty(j, np.int64), np.zeros(j, bool)
    while j:
        if i and abs(best[j, i] - best[j - 1, i - 1] - gain[j - 1, i - 1]) < _SAME:
            j, i = j - 1, i - 1
            at[j], fits[j] = i, True
        elif i and abs(best[j, i] - skips[j, i]) < _SAME:
            opened = best[j, :i] - opens[:i] - (ramp[i] - ramp[:i])
            i = int(np.argmax(opened))
        else:
            while True:
                j -= 1
                at[j] = i
                if j == 0 or abs(best[j, i] - PROFILE_GAP_OPEN - PROFILE_GAP_EXTEND - adds[j + 1, i]) < _SAME:
                    break
    return at, fits
