"""How often witnesses read the same, counted on the ways in which places part them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from edition.model.relations import Comparison
from edition.model.seed import Siglum
from edition.relate.characters import OMISSION, Character

Numbers = npt.NDArray[np.int32]
Reals = npt.NDArray[np.float64]
_CELLS = 1_000_000  # numbers that are held at once
SILENT = -1  # in a pattern: the witness is not extant
_NOT_THERE = -9


@dataclass(frozen=True, slots=True)
class Patterns:
    """The different ways in which places part the witnesses: a row a witness, a column a way.

    `states`: the number of the reading, from 0 in the order of the witnesses, or SILENT. `omission`: of each way the
    number of the reading that omits the words, or -2. `of_place`: of each place the number of its way.
    """

    states: Numbers
    omission: Numbers
    of_place: Numbers

    @property
    def counts(self) -> Numbers:
        """At how many places the witnesses are parted in each way."""
        return np.bincount(self.of_place, minlength=self.states.shape[1]).astype(np.int32)


def patterns(places: Sequence[Character], sigla: Sequence[Siglum]) -> Patterns:
    """The ways of all places, in the order in which they first occur."""
    numbers: dict[tuple[int, ...], int] = {}
    of_place = [numbers.setdefault(_pattern(place, sigla), len(numbers)) for place in places]
    columns = np.array(list(numbers), np.int32).reshape(len(numbers), len(sigla) + 1).T
    return Patterns(np.ascontiguousarray(columns[1:]), columns[0], np.array(of_place, np.int32))


def _pattern(place: Character, sigla: Sequence[Siglum]) -> tuple[int, ...]:
    """Which reading omits the words, and the readings of all witnesses, each numbered where it is first met."""
    numbers: dict[int, int] = {_NOT_THERE: SILENT}
    row = []
    for state in map(place.states.get, sigla, repeat(_NOT_THERE)):
        if state not in numbers:
            numbers[state] = len(numbers) - 1
        row.append(numbers[state])
    return numbers.get(OMISSION, -2), *row


def compare(found: Patterns, sigla: Sequence[Siglum]) -> Mapping[tuple[Siglum, Siglum], Comparison]:
    """Every two witnesses."""
    made = {}
    weights = found.counts
    for a, one in enumerate(sigla):
        for b in range(a + 1, len(sigla)):
            mine, other = found.states[a], found.states[b]
            are_there = (mine != SILENT) & (other != SILENT)
            are_same = are_there & (mine == other)
            counts = (are_there, are_same, are_same & (mine == found.omission))
            made[(one, sigla[b])] = Comparison(*(int(weights[which].sum()) for which in counts))
    return made


def distances(found: Patterns, weights: npt.NDArray[np.float32]) -> Reals:
    """A square for each row of weights: the share of the places at which two witnesses read otherwise.

    Not a number where there is nothing to compare. All sums are whole, so that they are the same on every machine.
    """
    size, ways = found.states.shape
    made = np.zeros((len(weights), size, size))
    one, other = np.triu_indices(size, 1)
    at_once = max(1, _CELLS // max(ways, 1))
    for start in range(0, len(one), at_once):
        a, b = one[start : start + at_once], other[start : start + at_once]
        are_there = (found.states[a] != SILENT) & (found.states[b] != SILENT)
        differ = are_there & (found.states[a] != found.states[b])
        compared = weights @ are_there.T.astype(np.float32)
        with np.errstate(invalid="ignore"):
            shares = (weights @ differ.T.astype(np.float32)).astype(np.float64) / compared
        made[:, a, b] = made[:, b, a] = shares
    return made
