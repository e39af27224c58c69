"""The tree as a drawing has it: forks that the places do not resolve are one, inner branches have numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

import numpy as np
import numpy.typing as npt

from edition.model.relations import Branch, TreeNode
from edition.model.seed import Siglum
from edition.relate.agreements import SILENT, Patterns
from edition.relate.neighbour_joining import JoinedTrees
from edition.relate.support import SHORTEST

_Links = dict[int, dict[int, float]]  # node -> neighbour -> length


def links_of(joined: JoinedTrees, size: int) -> _Links:
    """Which nodes a tree links, and how far apart they are; what no place parts is one node."""
    middle = 2 * size - 3
    above = {int(child): size + step for step, pair in enumerate(joined.children[0]) for child in pair}
    above |= {int(node): middle for node in joined.last[0]}
    lengths = joined.lengths[0]
    same = {middle: middle}
    for node in range(middle - 1, -1, -1):  # from the middle outwards
        is_none = node >= size and lengths[node] <= SHORTEST
        same[node] = same[above[node]] if is_none else node
    links: _Links = {}
    for node in range(middle):
        if same[node] == node:
            to, length = same[above[node]], float(lengths[node])
            links.setdefault(node, {})[to] = links.setdefault(to, {})[node] = length
    return links


def centre(links: _Links, size: int) -> int:
    """The fork nearest to the middle of the longest way from tip to tip: where the tree is drawn from."""
    far = _farthest(_ways(links, 0), size)
    ways = _ways(links, far)
    way, end = [], _farthest(ways, size)
    while end != far:
        way.append(end)
        end = ways[end][1]
    half = ways[way[0]][0] / 2
    return min((n for n in way if n >= size), key=lambda n: (round(abs(ways[n][0] - half), 9), n))


def _farthest(ways: Mapping[int, tuple[float, int]], size: int) -> int:
    return max((n for n in ways if n < size), key=lambda n: (round(ways[n][0], 9), -n))


def _ways(links: _Links, start: int) -> dict[int, tuple[float, int]]:
    """Of each node how far it is from a start, and the node before it on the way."""
    found, waiting = {start: (0.0, start)}, [start]
    while waiting:
        node = waiting.pop()
        for other, length in links[node].items():
            if other not in found:
                found[other] = (found[node][0] + length, node)
                waiting.append(other)
    return found


def drawn_from(links: _Links, start: int, sigla: Sequence[Siglum], rank: Mapping[Siglum, int]) -> TreeNode:
    """The tree seen from a fork; `rank`: the order of the witnesses in the edition, in which neighbours stand."""

    def made(node: int, before: int, length: float) -> TreeNode:
        if node < len(sigla):
            return TreeNode(sigla[node], length)
        below = [made(other, node, links[node][other]) for other in links[node] if other != before]
        return TreeNode("", length, tuple(sorted(below, key=lambda one: min(rank[s] for s in one.sigla))))

    numbers = count(1)

    def numbered(tree: TreeNode) -> TreeNode:
        number = next(numbers) if tree.children else 0
        return replace(tree, branch=number, children=tuple(map(numbered, tree.children)))

    root = made(start, -1, 0.0)
    return replace(root, children=tuple(map(numbered, root.children)))


def branches_in(root: TreeNode) -> Iterator[TreeNode]:
    """The forks behind inner branches, in the order of their numbers."""
    for child in root.children:
        if child.branch:
            yield child
        yield from branches_in(child)


def with_entries(branch: Branch, found: Patterns, rows: Sequence[int], ids: Sequence[str]) -> Branch:
    """The branch with the entries that speak for it; `rows`: of the witnesses on its side; `ids`: of all places."""
    side = np.zeros(len(found.states), np.bool_)
    side[list(rows)] = True
    here, there = found.states[side], found.states[~side]
    fewer, more = np.sort([(states != SILENT).sum(axis=0) for states in (here, there)], axis=0)
    apart = (fewer > 0) & (more > 1) & ~_has_common(here, there, found, least=1)
    exact = apart & _is_one(here) & _is_one(there)
    partly = apart & (fewer > 1) & (_is_one(here) | _is_one(there)) & ~exact
    against = _has_common(here, there, found, least=2)
    named = [
        [ids[n] for n in np.flatnonzero(which[found.of_place]).tolist()] for which in (exact & (fewer > 1), partly)
    ]
    counts = [int(found.counts[which].sum()) for which in (exact & (fewer == 1), against)]
    return replace(branch, entries=tuple(named[0]), partly=tuple(named[1]), lone=counts[0], against=counts[1])


_Flags = npt.NDArray[np.bool_]


def _is_one(states: npt.NDArray[np.int32]) -> _Flags:
    """Where those who are extant read the same."""
    low = np.where(states == SILENT, np.iinfo(np.int32).max, states).min(axis=0)
    return np.asarray(low == states.max(axis=0))


def _has_common(here: npt.NDArray[np.int32], there: npt.NDArray[np.int32], found: Patterns, *, least: int) -> _Flags:
    """Where so many readings or more stand on both sides."""
    common = np.zeros(found.states.shape[1], np.int32)
    for state in range(int(found.states.max(initial=-1)) + 1):
        common += (here == state).any(axis=0) & (there == state).any(axis=0)
    return np.asarray(common >= least)
