"""Witnesses as taxa and places of variation as characters; how far witnesses depart from each other.

A reading is a state, so is an omission. A lacuna is missing data (`?`). Where a witness lacks the passage in which
a nested place stands, the character does not apply to it (`-`): the omission is counted once, at the passage.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

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
    counts = {pair: dict.fromkeys(_RELATIONS, 0) for pair in combinations(sigla, 2)}
    for unit in units:
        groups = unit.groups
        omitting = {siglum for reading in unit.readings if not reading.text for siglum in reading.witnesses}
        for pair, count in counts.items():
            count[_relation(groups, omitting, pair)] += 1
    for pair, count in counts.items():
        yield Pair(pair, *(count[name] for name in _RELATIONS))


_RELATIONS = ("agree", "differ", "one_omits", "both_omit", "silent")


def _relation(groups: Mapping[Siglum, int], omitting: Collection[Siglum], pair: tuple[Siglum, Siglum]) -> str:
    a, b = pair
    if a not in groups or b not in groups:
        return "silent"
    if omits := (a in omitting) + (b in omitting):
        return "both_omit" if omits == 2 else "one_omits"
    return "agree" if groups[a] == groups[b] else "differ"


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
