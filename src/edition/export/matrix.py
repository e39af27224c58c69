"""Witnesses as taxa and places of variation as characters; how far witnesses depart from each other.

A reading is a state, so is an omission. A lacuna is missing data (`?`). Where a witness lacks the passage in which
a nested place stands, the character does not apply to it (`-`): the omission is counted once, at the passage.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from edition.export.source import ExportSource
from edition.model import Siglum
from edition.model.variation import Unit

SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MISSING, INAPPLICABLE = "?", "-"
FEW = 4  # of four taxa there are three unrooted trees
NO_STEMMA = (
    "Of four witnesses or fewer there are at most three unrooted trees: read distances and splits, not a stemma."
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Characters in the order of the edition; `rows`: of each witness (by the name its files have) its states."""

    units: tuple[Unit, ...]
    rows: Mapping[str, str]

    def numbers(self, kind: str) -> Sequence[int]:
        """The numbers, from 1, of the characters whose unit is of a type."""
        return [n for n, unit in enumerate(self.units, 1) if unit.type == kind]


def matrix(source: ExportSource) -> Matrix:
    """The matrix of an edition; a place with more readings than there are symbols is left out."""
    units = tuple(u for u in source.units if max(u.groups.values(), default=0) < len(SYMBOLS))
    columns = [states(unit) for unit in units]
    rows = {slug: "".join(c.get(siglum, INAPPLICABLE) for c in columns) for siglum, slug in source.slugs.items()}
    return Matrix(units, rows)


def states(unit: Unit) -> Mapping[Siglum, str]:
    """The symbols of the witnesses' readings at a place; who lacks the passage in which it stands has none."""
    return {**dict.fromkeys(unit.lacunose, MISSING), **{s: SYMBOLS[group] for s, group in unit.groups.items()}}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two witnesses: at how many places both have words that are the same (`agree`) or not (`differ`), one omits, both
    omit, or one of them is silent or lacks the whole passage (`silent`)."""

    witnesses: tuple[Siglum, Siglum]
    agree: int
    differ: int
    one_omits: int
    both_omit: int
    silent: int

    @property
    def distance(self) -> float | None:
        """The share of the places where both have words at which the words differ; None when there is none."""
        return _share(self.differ, self.agree + self.differ)

    @property
    def distance_with_omissions(self) -> float | None:
        """The same with omissions as readings."""
        return _share(self.differ + self.one_omits, self.agree + self.differ + self.one_omits + self.both_omit)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None


def pairs(units: Sequence[Unit], sigla: Sequence[Siglum]) -> Iterator[Pair]:
    """Every two witnesses, in their order."""
    groups, is_omitting = _states_of(units, sigla)
    for a, b in combinations(range(len(sigla)), 2):
        are_there = (groups[a] != _SILENT) & (groups[b] != _SILENT)
        omissions = is_omitting[a].astype(np.int8) + is_omitting[b]
        have_words = are_there & (omissions == 0)
        are_same = groups[a] == groups[b]
        counts = (
            have_words & are_same,
            have_words & ~are_same,
            are_there & (omissions == 1),
            are_there & (omissions == 2),
            ~are_there,
        )
        yield Pair((sigla[a], sigla[b]), *(int(np.count_nonzero(one)) for one in counts))


_SILENT = -1


def _states_of(units: Sequence[Unit], sigla: Sequence[Siglum]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """A row a witness, a column a place: the number of the reading or _SILENT, and whether it omits the words."""
    groups = np.full((len(sigla), len(units)), _SILENT, np.int32)
    is_omitting = np.zeros((len(sigla), len(units)), np.bool_)
    rows = {siglum: row for row, siglum in enumerate(sigla)}
    for column, unit in enumerate(units):
        for reading in unit.readings:
            for row in (rows[siglum] for siglum in reading.witnesses if siglum in rows):
                groups[row, column] = reading.group
                is_omitting[row, column] |= not reading.text
    return groups, is_omitting


@dataclass(frozen=True, slots=True)
class Split:
    """How places part the witnesses: groups of those who read the same, and those who are silent.

    `readings`: at how many places all groups have words; `omissions`: at how many one of the groups omits them.
    """

    groups: tuple[tuple[Siglum, ...], ...]
    silent: tuple[Siglum, ...]
    readings: int
    omissions: int


def splits(units: Sequence[Unit], sigla: Sequence[Siglum]) -> tuple[Split, ...]:
    """All ways in which places part the witnesses, the commonest first."""
    counts: dict[tuple[tuple[tuple[Siglum, ...], ...], tuple[Siglum, ...]], list[int]] = {}
    for unit in units:
        numbers, by_group = unit.groups, dict[int, list[Siglum]]()
        for siglum in (s for s in sigla if s in numbers):
            by_group.setdefault(numbers[siglum], []).append(siglum)
        groups = tuple(tuple(group) for group in by_group.values())
        silent = tuple(s for s in sigla if s not in numbers)
        omitted = any(reading.witnesses and not reading.text for reading in unit.readings)
        counts.setdefault((groups, silent), [0, 0])[omitted] += 1
    made = (Split(groups, silent, *count) for (groups, silent), count in counts.items() if len(groups) > 1)
    return tuple(sorted(made, key=lambda s: (-s.readings - s.omissions, s.groups, s.silent)))
