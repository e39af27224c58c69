"""The tree of the witnesses: lines as long as the witnesses differ, each inner one with its support and a link."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Siglum
from edition.model.relations import Relations, TreeNode
from edition.publish.site.svg import add, drawing

_WIDTH, _ROW, _LEFT, _TOP = 560.0, 30.0, 40.0, 12.0
_SIGN = 9.0  # width of a letter of a siglum
_WEAK = 0.5  # below this support a branch is not to be relied on
_HIT = 28.0  # the side of what can be touched
_LINE = 16.0  # the height of a number


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node, where it stands, and where the node before it stands."""

    node: TreeNode
    x: float
    y: float
    before: float


def draw_tree(relations: Relations, addresses: Mapping[Siglum, str]) -> etree._Element | None:
    """The tree, with the witnesses one below the other; `addresses` of their pages. None where there is no tree."""
    root = relations.root
    if root is None:
        return None
    labels = 2 * _SIGN + _SIGN * max(map(len, root.sigla))
    longest = _longest(root)
    scale = (_WIDTH - _LEFT - labels) / longest if longest else 0.0
    bottom = _TOP + _ROW * len(root.sigla)
    made = drawing(_WIDTH, bottom + 34, "witness-tree", is_of_own_size=True)
    placed = list(_place(root, scale))
    supports = {branch.number: branch.support for branch in relations.branches}
    numbered = _with_room([p for p in placed if supports.get(p.node.branch, 0.0) >= _WEAK], supports)
    rows = {id(one.node): one.y for one in placed}
    for one in placed:
        _add_lines(made, one, [rows[id(child)] for child in one.node.children], supports)
    for one in placed:
        if one.node.siglum:
            link = add(made, "a", href=addresses[one.node.siglum])
            add(link, "text", one.node.siglum, x=one.x + 7, y=one.y + 6, class_="siglum")
        elif one.node.branch in numbered:
            link = add(made, "a", href=f"#branch-{one.node.branch}")
            add(link, "title", _name(one.node, supports))
            add(link, "rect", x=one.x - _HIT - 2, y=one.y - 20, width=_HIT, height=_HIT, class_="hit")
            said = str(round(100 * supports[one.node.branch]))
            add(link, "text", said, x=one.x - 4, y=one.y - 5, text_anchor="end", class_="support")
    _add_scale(made, scale, bottom)
    return made


def _longest(node: TreeNode) -> float:
    return node.length + max(map(_longest, node.children), default=0.0)


def _place(root: TreeNode, scale: float) -> Iterator[_Placed]:
    """All nodes; a fork stands in the middle of what is behind it."""
    row = 0

    def walk(node: TreeNode, before: float) -> tuple[float, list[_Placed]]:
        nonlocal row
        x = before + node.length * scale
        if node.siglum:
            row += 1
            y = _TOP + _ROW * (row - 0.5)
            return y, [_Placed(node, x, y, before)]
        below = [walk(child, x) for child in node.children]
        y = (below[0][0] + below[-1][0]) / 2
        return y, [_Placed(node, x, y, before), *(one for _, some in below for one in some)]

    yield from walk(root, _LEFT)[1]


def _with_room(placed: Sequence[_Placed], supports: Mapping[int, float]) -> frozenset[int]:
    """The branches whose numbers stand in nobody's way, the best supported first."""
    made: list[_Placed] = []
    for one in sorted(placed, key=lambda p: (-supports[p.node.branch], p.node.branch)):
        if all(abs(one.x - other.x) > _HIT or abs(one.y - other.y) > _LINE for other in made):
            made.append(one)
    return frozenset(one.node.branch for one in made)


def _name(node: TreeNode, supports: Mapping[int, float]) -> str:
    return f"{' '.join(node.sigla)}: {round(100 * supports[node.branch])} %"


def _add_lines(made: etree._Element, one: _Placed, ends: Sequence[float], supports: Mapping[int, float]) -> None:
    """The line to a node, and across the lines to those behind it, which end in the rows `ends`."""
    is_weak = bool(one.node.branch) and supports[one.node.branch] < _WEAK
    if one.x > one.before:
        line = add(made, "line", x1=one.before, y1=one.y, x2=one.x, y2=one.y, class_="weak" if is_weak else "line")
        if one.node.branch:
            add(line, "title", _name(one.node, supports))
    if ends:
        add(made, "line", x1=one.x, y1=min(ends), x2=one.x, y2=max(ends), class_="fork")


def _add_scale(made: etree._Element, scale: float, bottom: float) -> None:
    """A line that is as long as a round share of places."""
    step = next((s for s in (0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001) if s * scale <= _WIDTH / 4), 0.0)
    if step and scale:
        y = bottom + 14
        add(made, "line", x1=_LEFT, y1=y, x2=_LEFT + step * scale, y2=y, class_="scale")
        add(made, "text", f"{100 * step:g} %", x=_LEFT + step * scale + 8, y=y + 5, class_="scale")
