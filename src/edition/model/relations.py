"""What the readings say of the relations of the witnesses: agreements, a tree without a root, and its branches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from edition.model.seed import Siglum

#: With fewer places in common two witnesses are not compared for the tree: each place would move it.
LEAST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two witnesses at the places where both have words or omit them: at how many they read the same against at least
    one other, and at how many of these both omit the words."""

    compared: int
    agreed: int
    in_omission: int = 0

    @property
    def share(self) -> float | None:
        """The share of agreements; None where there is nothing to compare."""
        return self.agreed / self.compared if self.compared else None


@dataclass(frozen=True, slots=True)
class Branch:
    """An inner branch of the tree: it parts the witnesses of `side` from all others in the tree.

    `support`: the share of the trees of resampled places that have it. `entries`: the entries that part the witnesses
    exactly so; `partly`: those in which one side alone has a reading and the other is divided; by their ids.
    `lone`: how many entries part them so, but of one side have one witness alone, so that they say little of it.
    `against`: how many entries part the witnesses across it.
    """

    number: int
    side: tuple[Siglum, ...]
    length: float
    support: float
    entries: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    lone: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A witness, or a fork; `length` of the branch that leads to it; `branch`: the number of an inner branch, or 0."""

    siglum: Siglum = ""
    length: float = 0.0
    children: tuple["TreeNode", ...] = ()
    branch: int = 0

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The witnesses at and behind it, in the order of the drawing."""
        return (self.siglum,) if self.siglum else tuple(s for child in self.children for s in child.sigla)


class NoTree(StrEnum):
    """Why there is no tree."""

    FEW_WITNESSES = "few-witnesses"
    FEW_PLACES = "few-places"


@dataclass(frozen=True, slots=True)
class Relations:
    """All of it. `places`: how many are counted, of which the editor took a decision on `decided`.

    `pairs`: every two witnesses, in the order of `sigla`. `root`: the fork at which the tree is drawn; None where there
    is no tree, and `why_not` says why. `left_out`: the witnesses that are not in it, as they can be compared at too few
    places. `replicates`: of how many trees the support is a share. `told`: how many places were left out because
    another tells the same fact.
    """

    sigla: tuple[Siglum, ...]
    places: int
    decided: int = 0
    told: int = 0
    pairs: Mapping[tuple[Siglum, Siglum], Comparison] = field(default_factory=dict)
    root: TreeNode | None = None
    branches: tuple[Branch, ...] = ()
    left_out: tuple[Siglum, ...] = ()
    why_not: NoTree | None = None
    replicates: int = 0

    def comparison(self, one: Siglum, other: Siglum) -> Comparison:
        """Of two witnesses in any order."""
        return self.pairs[(one, other) if (one, other) in self.pairs else (other, one)]
