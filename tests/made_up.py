"""Made-up traditions whose true alignment is known: for tests and for the benchmark."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_NEW = -1  # a token that answers to no token of the original


@dataclass(frozen=True)
class Tradition:
    """Witnesses as lists of words, and for every word the number of the word of the original it answers to."""

    words: tuple[list[str], ...]
    origin: tuple[Ints, ...]


def vocabulary(size: int, random: np.random.Generator) -> list[str]:
    """Pronounceable words, short ones first, as the commonest words of a language are short."""
    onset, vowel = np.array(list("bcdfghklmnprstvz")), np.array(list("aeiou"))
    made: dict[str, None] = {}
    while len(made) < size:
        syllables = 1 + int(np.log10(1 + len(made)) * 0.9 + random.random())
        made["".join(random.choice(onset) + random.choice(vowel) for _ in range(syllables))] = None
        if syllables == 1 and len(made) > 60:
            made["".join(random.choice(onset) + random.choice(vowel) for _ in range(4))] = None
    return list(made)


def original(length: int, words: list[str], random: np.random.Generator) -> Ints:
    """Word numbers by Zipf's law; number 0 stands for a full stop every dozen words."""
    share = 1.0 / (np.arange(1, len(words)) + 2.7)
    text = 1 + random.choice(len(words) - 1, size=length, p=share / share.sum())
    stops = np.cumsum(random.integers(6, 19, length // 6 + 1)) - 1
    text[stops[stops < length]] = 0
    return text.astype(np.int64)


def tradition(
    length: int, witnesses: int = 3, seed: int = 1, changed: float = 0.02, dropped: float = 0.008, moves: int = 3,
    omissions: int = 3,
) -> Tradition:  # fmt: skip
    """Witnesses of one original, each with words changed, left out and added, moved passages and long omissions."""
    random = np.random.default_rng(seed)
    words = vocabulary(8000, random)
    words[0] = "."
    text = original(length, words, random)
    made = [_witness(text, words, random, changed, dropped, moves, omissions) for _ in range(witnesses)]
    return Tradition(tuple(w for w, _ in made), tuple(o for _, o in made))


def _witness(
    text: Ints,
    words: list[str],
    random: np.random.Generator,
    changed: float,
    dropped: float,
    moves: int,
    omissions: int,
) -> tuple[list[str], Ints]:
    at = np.arange(len(text))
    for _ in range(omissions):
        size = int(random.integers(20, max(21, len(text) // 100)))
        start = int(random.integers(0, len(at) - size))
        at = np.delete(at, np.s_[start : start + size])
    for _ in range(moves):
        size = int(random.integers(20, min(400, len(text) // 20)))
        start = int(random.integers(0, len(at) - size))
        passage, at = at[start : start + size], np.delete(at, np.s_[start : start + size])
        at = np.insert(at, int(random.integers(0, len(at))), passage)
    at = at[random.random(len(at)) >= dropped]
    at = np.insert(at, np.flatnonzero(random.random(len(at)) < dropped), _NEW)
    numbers = np.where(at >= 0, text[at], random.integers(1, len(words), len(at)))
    swap = (random.random(len(at)) < changed) & (numbers > 0)
    spelling = swap & (random.random(len(at)) < 0.4)
    numbers[swap & ~spelling] = random.integers(1, len(words), int((swap & ~spelling).sum()))
    written = [words[n] for n in numbers.tolist()]
    for n in np.flatnonzero(spelling).tolist():
        written[n] += "n"
    return written, at


def score(cells: npt.NDArray[np.int32], origin: tuple[Ints, ...]) -> tuple[float, float]:
    """Precision and recall over the pairs of tokens of two witnesses that stand in one column."""
    found = right = true = 0
    for a, b in combinations(range(len(origin)), 2):
        rows = np.flatnonzero((cells[:, a] >= 0) & (cells[:, b] >= 0))
        x, y = origin[a][cells[rows, a]], origin[b][cells[rows, b]]
        found += len(rows)
        right += int(((x == y) & (x >= 0)).sum())
        true += len(np.intersect1d(origin[a][origin[a] >= 0], origin[b][origin[b] >= 0]))
    return right / max(found, 1), right / max(true, 1)
