"""Where TEI lets a name, a date, a title or an anchor stand, and what these may hold (holders.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Holders:
    """Elements by their names. `names`: kind of mark -> elements that may have it as a child; `inside`: kind of mark
    -> what it may have as children itself; `anchor`: elements that may have an anchor as a child."""

    names: Mapping[str, frozenset[str]]
    inside: Mapping[str, frozenset[str]]
    anchor: frozenset[str]

    def may_hold(self, element: str, name: str) -> bool:
        """Whether an element may have a mark of this name among its children.

        >>> load_holders().may_hold("p", "persName"), load_holders().may_hold("w", "persName")
        (True, False)
        """
        return element in self.names.get(name, ())

    def may_wrap(self, name: str, child: str) -> bool:
        """Whether a mark of this name may have an element among its children.

        >>> load_holders().may_wrap("persName", "lb"), load_holders().may_wrap("persName", "l")
        (True, False)
        """
        return child in self.inside.get(name, ())


@lru_cache(maxsize=1)
def load_holders() -> Holders:
    """What TEI allows."""
    table: Mapping[str, Any] = tomllib.loads((files("edition.tei.encode") / "holders.toml").read_text("utf-8"))
    names, inside = frozenset(table["names"].split()), frozenset(table["inside"].split())
    kinds = (*table["names_more"], *table["inside_more"])
    return Holders(
        {kind: names | set(table["names_more"].get(kind, "").split()) for kind in kinds},
        {kind: inside | set(table["inside_more"].get(kind, "").split()) for kind in kinds},
        frozenset(table["anchor"].split()),
    )
