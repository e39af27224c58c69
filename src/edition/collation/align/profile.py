"""Align several short readings of one place with each other, with a profile: for each column the weights of its
keys.

The places of a text have nothing to do with each other. Their readings are added step by step, one reading of every
place at a time, and the tables of one step are computed together: for one place alone the calls would cost more than
the arithmetic.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from edition.collation.arrays import Floats, Ints
from edition.collation.thresholds import PROFILE_GAP_EXTEND, PROFILE_GAP_OPEN, PROFILE_ROUNDS, RARE_COLUMN
from edition.collation.tokens.likeness import Likeness

Reading = tuple[int, ...]
Problem = tuple[tuple[Reading, int], ...]  # distinct readings of a place and how many witnesses have each
Placed = tuple[list[Ints], int]  # the columns of each reading, and the number of columns

_SAME = 1e-9
_NEVER = -1e9
_AT_ONCE = 1 << 20  # numbers in a table for many places
_MOST_PLACES = 1024  # that are aligned at the same time


class _Question(NamedTuple):
    """What the tables of a reading and a profile are made of: by token and column the gain of having them together, by
    column the cost of a gap that begins there, and the sums of the costs of gaps over the columns before."""

    gain: Floats
    opens: Floats
    ramp: Floats


class _Tables(NamedTuple):
    """The best scores of the first tokens over the first columns, of those that end in skipped columns, and in new
    ones."""

    best: Floats
    skips: Floats
    adds: Floats


def align_places(problems: Sequence[Problem], likeness: Likeness) -> Iterator[tuple[Problem, Placed]]:
    """Each place with its readings aligned; in no particular order."""
    by_size = sorted(problems, key=lambda problem: (len(problem), sum(len(reading) for reading, _ in problem)))
    for first in range(0, len(by_size), _MOST_PLACES):
        yield from _align_together(by_size[first : first + _MOST_PLACES], likeness)


def align_readings(readings: Sequence[Reading], weights: Sequence[int], likeness: Likeness) -> Placed:
    """The columns of each reading of one place (weight: its number of witnesses), and the number of columns."""
    problem = tuple(zip(readings, weights, strict=True))
    return next(placed for _, placed in _align_together([problem], likeness))


def _align_together(problems: Sequence[Problem], likeness: Likeness) -> Iterator[tuple[Problem, Placed]]:
    work = [(problem, _align_readings(problem, likeness)) for problem in problems]
    answers: list[_Tables | None] = [None] * len(work)
    while work:
        waiting, questions = [], []
        for (problem, steps), answer in zip(work, answers, strict=True):
            try:
                questions.append(next(steps) if answer is None else steps.send(answer))
                waiting.append((problem, steps))
            except StopIteration as end:
                yield problem, end.value
        work, answers = waiting, list(_answers(questions))


_Steps = Generator[_Question, _Tables, Placed]


def _align_readings(problem: Problem, likeness: Likeness) -> _Steps:
    """Align the readings of one place; yields a question for the tables of each step."""
    readings, weights = [reading for reading, _ in problem], [weight for _, weight in problem]
    profile = _Profile(readings, weights, likeness)
    order = sorted(range(len(readings)), key=lambda r: (-weights[r], -len(readings[r]), readings[r]))
    for reading in order:
        yield from profile.add(reading)
    for _ in range(PROFILE_ROUNDS if len(readings) > 2 else 0):
        before = {r: at.tolist() for r, at in profile.at.items()}
        for reading in order:
            profile.remove(reading)
            yield from profile.add(reading)
        if all(profile.at[r].tolist() == at for r, at in before.items()):
            break
    return [profile.at[r] for r in range(len(readings))], len(profile.weight)


class _Profile:
    """`weight[c]`: how many witnesses have a token at column c; `score[c, k]`: the sum of the scores of key k with
    theirs; `at[r]`: the columns of reading r.
    """

    def __init__(self, readings: Sequence[Reading], weights: Sequence[int], likeness: Likeness) -> None:
        kinds, numbers = np.unique(np.concatenate([np.asarray(r) for r in readings]), return_inverse=True)
        self.keys = np.split(numbers, np.cumsum([len(r) for r in readings])[:-1])
        self.weights = weights
        self.scores = likeness.scores(kinds, kinds)
        self.weight = np.zeros(0)
        self.score = np.zeros((0, len(kinds)))
        self.at: dict[int, Ints] = {}
        self.total = 0.0

    def add(self, reading: int) -> Generator[_Question, _Tables, None]:
        """Align a reading with the existing columns, and add new columns for the tokens that fit none."""
        keys = self.keys[reading]
        at, fits = np.full(len(keys), len(self.weight), np.int64), np.zeros(len(keys), bool)
        if len(self.weight) and len(keys):
            question = self._question(keys)
            at, fits = _trace(*(yield question), *question)
        new = at[~fits]
        if len(new):
            shift = np.searchsorted(new, np.arange(len(self.weight)), "right")
            self.score = np.insert(self.score, new, 0.0, axis=0)
            self.weight = np.insert(self.weight, new, 0.0)
            self.at = {r: where + shift[where] for r, where in self.at.items()}
            at = at + np.where(fits, shift[np.minimum(at, max(len(shift) - 1, 0))] if len(shift) else 0, 0)
            at[~fits] = new + np.arange(len(new))
        self._count(reading, at, self.weights[reading])
        self.at[reading] = at

    def remove(self, reading: int) -> None:
        """Remove a reading, and the columns that only it had."""
        self._count(reading, self.at.pop(reading), -self.weights[reading])
        full = self.weight > _SAME
        if not full.all():
            number = np.cumsum(full) - 1
            self.score, self.weight = self.score[full], self.weight[full]
            self.at = {r: number[where] for r, where in self.at.items()}

    def _count(self, reading: int, at: Ints, weight: int) -> None:
        self.score[at] += weight * self.scores[self.keys[reading]]
        self.weight[at] += weight
        self.total += weight

    def _question(self, keys: Ints) -> _Question:
        share = self.weight / self.total
        gain = self.score[:, keys].T / self.total - RARE_COLUMN * (1 - share)
        opens = np.append(PROFILE_GAP_OPEN * share, 0.0)  # a gap over a column few witnesses have is cheap
        ramp = np.concatenate([[0.0], np.cumsum(PROFILE_GAP_EXTEND * share)])
        return _Question(gain, opens, ramp)


def _answers(questions: Sequence[_Question]) -> Iterator[_Tables]:
    """The tables of every question, in their order; those of similar sizes are computed together."""
    sizes = [question.gain.shape for question in questions]
    found: dict[int, _Tables] = {}
    group: list[int] = []
    rows = columns = 0
    for number in sorted(range(len(questions)), key=sizes.__getitem__):
        rows, columns = max(rows, sizes[number][0]), max(columns, sizes[number][1])
        if group and (len(group) + 1) * (rows + 1) * (columns + 1) > _AT_ONCE:
            found.update(zip(group, _tables([questions[n] for n in group]), strict=True))
            group, (rows, columns) = [], sizes[number]
        group.append(number)
    if group:
        found.update(zip(group, _tables([questions[n] for n in group]), strict=True))
    return (found[number] for number in range(len(questions)))


def _tables(questions: Sequence[_Question]) -> Iterator[_Tables]:
    """The tables of questions, which are filled up to one size: what is added at an end changes nothing before it."""
    tokens, columns = (max(question.gain.shape[axis] for question in questions) for axis in (0, 1))
    gain = np.zeros((tokens, len(questions), columns))
    opens, ramp = (np.zeros((len(questions), columns + 1)) for _ in range(2))
    for n, question in enumerate(questions):
        rows, width = question.gain.shape
        gain[:rows, n, :width] = question.gain
        opens[n, : width + 1], ramp[n, : width + 1] = question.opens, question.ramp
    best, skips, adds = (np.full((tokens + 1, len(questions), columns + 1), _NEVER) for _ in range(3))
    skips[0, :, 1:] = -opens[:, :1] - ramp[:, 1:]
    best[0] = skips[0]
    best[0, :, 0] = 0.0
    for j in range(1, tokens + 1):
        adds[j] = np.maximum(best[j - 1] - PROFILE_GAP_OPEN, adds[j - 1]) - PROFILE_GAP_EXTEND
        without = adds[j].copy()
        np.maximum(without[:, 1:], best[j - 1, :, :-1] + gain[j - 1], out=without[:, 1:])
        skips[j, :, 1:] = np.maximum.accumulate(without - opens + ramp, axis=1)[:, :-1] - ramp[:, 1:]
        best[j] = np.maximum(without, skips[j])
    for n, question in enumerate(questions):
        rows, width = question.gain.shape
        yield _Tables(*(table[: rows + 1, n, : width + 1] for table in (best, skips, adds)))


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
