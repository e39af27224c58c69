"""Made-up traditions whose true alignment is known: for tests and for the benchmark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_NEW = -1  # a token that answers to no token of the original
_WHOLE = 0.95  # so much of a passage is the whole passage: words at its ends may have been changed or dropped


@dataclass(frozen=True)
class Tradition:
    """Witnesses as lists of words, and for every word the number of the word of the original it answers to.

    `moved`: of each witness the passages that were put at another place, each as the numbers of its words.
    """

    words: tuple[list[str], ...]
    origin: tuple[Ints, ...]
    moved: tuple[list[Ints], ...]


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
    omissions: int = 3, first_moves: int | None = None, apart: bool = False,
) -> Tradition:  # fmt: skip
    """Witnesses of one original, each with words changed, left out and added, moved passages and long omissions.

    `first_moves`: the first witness has so many moved passages (a base that keeps the order has none). `apart`: moved
    passages keep clear of each other and go farther than they are long, so that each is one move and no other is it.
    """
    random = np.random.default_rng(seed)
    words = vocabulary(8000, random)
    words[0] = "."
    text = original(length, words, random)
    of_each = [moves if first_moves is None else first_moves, *(moves for _ in range(1, witnesses))]
    made = [_witness(text, words, random, changed, dropped, count, omissions, apart) for count in of_each]
    return Tradition(tuple(w for w, _, _ in made), tuple(o for _, o, _ in made), tuple(m for _, _, m in made))


def _witness(
    text: Ints,
    words: list[str],
    random: np.random.Generator,
    changed: float,
    dropped: float,
    moves: int,
    omissions: int,
    apart: bool,
) -> tuple[list[str], Ints, list[Ints]]:
    at = np.arange(len(text))
    for _ in range(omissions):
        size = int(random.integers(20, max(21, len(text) // 100)))
        start = int(random.integers(0, len(at) - size))
        at = np.delete(at, np.s_[start : start + size])
    moved: list[Ints] = []
    while len(moved) < moves:
        size = int(random.integers(20, min(400, len(text) // 20)))
        start = int(random.integers(0, len(at) - size))
        passage, rest = at[start : start + size], np.delete(at, np.s_[start : start + size])
        target = int(random.integers(0, len(rest)))
        if not apart or (abs(target - start) > size and _is_clear(at, start, size, rest, target, moved)):
            at = np.insert(rest, target, passage)
            moved.append(passage)
    at = at[random.random(len(at)) >= dropped]
    at = np.insert(at, np.flatnonzero(random.random(len(at)) < dropped), _NEW)
    numbers = np.where(at >= 0, text[at], random.integers(1, len(words), len(at)))
    swap = (random.random(len(at)) < changed) & (numbers > 0)
    spelling = swap & (random.random(len(at)) < 0.4)
    numbers[swap & ~spelling] = random.integers(1, len(words), int((swap & ~spelling).sum()))
    written = [words[n] for n in numbers.tolist()]
    for n in np.flatnonzero(spelling).tolist():
        written[n] += "n"
    return written, at, moved


def _is_clear(at: Ints, start: int, size: int, rest: Ints, target: int, moved: list[Ints]) -> bool:
    """Whether neither a passage nor the place it goes to touches a passage moved before, or where one was."""
    touched = at[max(start - 1, 0) : start + size + 1], rest[max(target - 1, 0) : target + 1]
    return not any(t.min() <= p.max() and p.min() <= t.max() for t in touched for p in moved)


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


def score_differing(cells: npt.NDArray[np.int32], made: Tradition) -> tuple[float, float]:
    """As `score`, over the pairs of tokens that are not the same word: there collators fail."""
    found = right = true = 0
    for a, b in combinations(range(len(made.origin)), 2):
        rows = np.flatnonzero((cells[:, a] >= 0) & (cells[:, b] >= 0))
        i, j = cells[rows, a], cells[rows, b]
        differ = _differ(made, (a, i), (b, j))
        same = (made.origin[a][i] == made.origin[b][j]) & (made.origin[a][i] >= 0)
        found += int(differ.sum())
        right += int((differ & same).sum())
        _, i, j = np.intersect1d(made.origin[a], made.origin[b], return_indices=True)
        true += int((_differ(made, (a, i), (b, j)) & (made.origin[a][i] >= 0)).sum())
    return right / max(found, 1), right / max(true, 1)


def _differ(made: Tradition, one: tuple[int, Ints], other: tuple[int, Ints]) -> npt.NDArray[np.bool_]:
    (a, at_a), (b, at_b) = one, other
    pairs = zip(at_a.tolist(), at_b.tolist(), strict=True)
    return np.fromiter((made.words[a][i] != made.words[b][j] for i, j in pairs), bool, len(at_a))


def score_moves(spans: Sequence[tuple[int, int, int]], made: Tradition) -> tuple[float, float]:
    """Precision and recall over the moves: witness, start, end. One is right if it says one moved passage, the whole
    passage and nothing but the passage, give or take a twentieth."""
    true = [(w, passage) for w, passages in enumerate(made.moved) for passage in passages]
    found = [(w, made.origin[w][start:end]) for w, start, end in spans]
    right = sum(any(v == w and _same_span(span, passage) for w, passage in true) for v, span in found)
    return right / max(len(found), 1), right / max(len(true), 1)


def _same_span(span: Ints, passage: Ints) -> bool:
    shared = len(np.intersect1d(span, passage))
    return shared >= _WHOLE * len(passage) and shared >= _WHOLE * (span >= 0).sum()


def score_omissions(cells: npt.NDArray[np.int32], made: Tradition) -> tuple[float, float]:
    """Precision and recall over the words of one witness that another is said to lack."""
    found = right = true = 0
    for a, b in permutations(range(len(made.origin)), 2):
        rows = np.flatnonzero((cells[:, a] >= 0) & (cells[:, b] < 0))
        said = made.origin[a][cells[rows, a]]
        lacking = np.setdiff1d(made.origin[a], made.origin[b])
        found += int((said >= 0).sum())
        right += len(np.intersect1d(said, lacking))
        true += len(lacking)
    return right / max(found, 1), right / max(true, 1)
