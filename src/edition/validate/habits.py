"""What people write out of habit instead of TEI, from `habits.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Habits:
    """The tables of `habits.toml`; each key has its comment there."""

    elements: Mapping[str, Sequence[str]]
    looks: Mapping[str, str]
    attributes: Mapping[str, Sequence[str]]
    common: Mapping[str, int]  # name -> rank
    holders: Sequence[str]
    patterns: Mapping[str, str]

    def sort_by_use(self, names: Sequence[str]) -> tuple[str, ...]:
        """The names with those first that are met most."""
        return tuple(sorted(names, key=lambda name: (self.common.get(name, len(self.common)), name)))


@cache
def load_habits() -> Habits:
    """The habits; the file is read when the first fault is explained."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    common = tables["common"]
    ranks = {name: rank for rank, name in enumerate(common["elements"])}
    return Habits(
        tables["elements"], tables["looks"], tables["attributes"], ranks, common["holders"], tables["patterns"]
    )
