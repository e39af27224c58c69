"""A stemma: what the editor holds of the descent of the witnesses. Some of its nodes are witnesses, others are lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from edition.model.seed import Siglum


class Survival(StrEnum):
    """What the editor says of a node that is no witness of the edition."""

    UNSAID = ""
    HYPOTHETICAL = "hypothetical"  # a stage that is inferred
    LOST = "lost"  # it is known, and does not survive
    EXTANT = "extant"


@dataclass(frozen=True, slots=True)
class StemmaNode:
    """A node by its id; `label`: what a drawing shows, nothing for a fork without a name."""

    id: str
    label: str = ""
    survival: Survival = Survival.UNSAID


@dataclass(frozen=True, slots=True)
class Descent:
    """One node descends from another, or took readings over from it besides (contamination)."""

    above: str
    below: str
    is_contamination: bool = False


@dataclass(frozen=True)
class Stemma:
    """Nodes in the order of the file, and their lines of descent. No node descends from itself."""

    nodes: tuple[StemmaNode, ...]
    descents: tuple[Descent, ...]

    @cached_property
    def parents(self) -> Mapping[str, Sequence[str]]:
        """Of each node those from which it descends."""
        return self._linked(is_contamination=False)

    @cached_property
    def sources(self) -> Mapping[str, Sequence[str]]:
        """Of each node those from which it took readings over besides."""
        return self._linked(is_contamination=True)

    def _linked(self, *, is_contamination: bool) -> Mapping[str, Sequence[str]]:
        made: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for one in self.descents:
            if one.is_contamination == is_contamination and one.above not in made[one.below]:
                made[one.below].append(one.above)
        return made

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """Of each node how many steps it is at most below a node that descends from none."""
        made: dict[str, int] = {}
        waiting = [node.id for node in reversed(self.nodes)]
        while waiting:
            node = waiting[-1]
            open_ = [above for above in self.parents[node] if above not in made]
            if open_:
                waiting += open_
            else:
                made[waiting.pop()] = max((made[above] + 1 for above in self.parents[node]), default=0)
        return made

    def siglum_of(self, node: StemmaNode, sigla: Collection[Siglum]) -> Siglum:
        """The witness that a node is, by its label or else its id; "" where it is none."""
        return next((name for name in (node.label, node.id) if name in sigla), "")

    def absent(self, sigla: Sequence[Siglum]) -> tuple[Siglum, ...]:
        """The witnesses that it does not have."""
        there = {self.siglum_of(node, sigla) for node in self.nodes}
        return tuple(s for s in sigla if s not in there)


def find_circle(descents: Sequence[Descent]) -> tuple[str, ...]:
    """The nodes of a circle of descent, each below the one before it; contamination may lead anywhere."""
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for one in (d for d in descents if not d.is_contamination):
        above.setdefault(one.below, set()).add(one.above)
        below.setdefault(one.above, set()).add(one.below)
    free = [node for node in below if node not in above]
    while free:
        node = free.pop()
        for child in below.get(node, ()):
            above[child].discard(node)
            if not above[child]:
                del above[child]
                free.append(child)
    way: list[str] = []
    node = min(above, default="")
    while node and node not in way:
        way.append(node)
        node = min(above[node])
    circle = way[way.index(node) :][::-1] if node else []
    start = circle.index(min(circle)) if circle else 0
    return (*circle[start:], *circle[:start])
