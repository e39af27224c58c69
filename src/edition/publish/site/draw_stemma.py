"""The stemma of the editor: who descends from whom from top to bottom, contamination as broken lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

from lxml import etree

from edition.model import Siglum
from edition.model.stemma import Stemma, StemmaNode
from edition.publish.site.svg import add, drawing, number

_LEVEL, _EDGE, _SIGN, _LEAST = 84.0, 30.0, 10.0, 52.0
_ABOVE, _BELOW = 18.0, 8.0  # how far lines end from the middle of a name
_ARROW = 9.0


@dataclass(frozen=True, slots=True)
class _Point:
    x: float
    y: float


def draw_stemma(stemma: Stemma, addresses: Mapping[Siglum, str]) -> etree._Element:
    """The drawing; the witnesses are links to their pages."""
    names = {node.id: stemma.siglum_of(node, addresses) or node.label for node in stemma.nodes}
    step = max(_LEAST, 24 + _SIGN * max(map(len, names.values())))
    columns = _columns(stemma)
    at = {
        node.id: _Point(_EDGE + step * (columns[node.id] + 0.5), _EDGE + _LEVEL * stemma.depths[node.id])
        for node in stemma.nodes
    }
    width = 2 * _EDGE + step * (1 + max(columns.values()))
    made = drawing(width, 2 * _EDGE + _LEVEL * max(stemma.depths.values()), "stemma", is_of_own_size=True)
    for one in stemma.descents:
        if one.is_contamination:
            _add_broken(made, at[one.above], at[one.below])
        else:
            above, below = at[one.above], at[one.below]
            add(made, "line", x1=above.x, y1=above.y + _BELOW, x2=below.x, y2=below.y - _ABOVE, class_="descent")
    for node in stemma.nodes:
        _add_node(made, node, at[node.id], names[node.id], addresses)
    return made


def _columns(stemma: Stemma) -> Mapping[str, float]:
    """Of each node its place from left to right: what descends from one node stands below it."""
    below: dict[str, list[str]] = {node.id: [] for node in stemma.nodes}
    for node in stemma.nodes:
        if parents := stemma.parents[node.id]:
            below[parents[0]].append(node.id)
    order = {one.below: n for n, one in reversed(list(enumerate(stemma.descents)))}
    made: dict[str, float] = {}
    free = 0
    for node_id in _from_below(stemma, below, order):
        if children := below[node_id]:
            columns = [made[child] for child in children]
            made[node_id] = (min(columns) + max(columns)) / 2
        else:
            made[node_id] = free
            free += 1
    return made


def _from_below(stemma: Stemma, below: dict[str, list[str]], order: Mapping[str, int]) -> Iterator[str]:
    """All nodes, each behind those that descend from it, in the order in which the file names them."""
    for children in below.values():
        children.sort(key=lambda child: order[child])
    waiting = [(node.id, False) for node in reversed(stemma.nodes) if not stemma.parents[node.id]]
    while waiting:
        node_id, is_done = waiting.pop()
        if is_done:
            yield node_id
        else:
            waiting.append((node_id, True))
            waiting += [(child, False) for child in reversed(below[node_id])]


def _add_broken(made: etree._Element, start: _Point, end: _Point) -> None:
    """A bent broken line with an arrow: it may lead up as well."""
    far = hypot(end.x - start.x, end.y - start.y) or 1.0
    unit = _Point((end.x - start.x) / far, (end.y - start.y) / far)
    first = _Point(start.x + unit.x * _ABOVE, start.y + unit.y * _ABOVE)
    last = _Point(end.x - unit.x * (_ABOVE + 4), end.y - unit.y * (_ABOVE + 4))
    bend = _Point((first.x + last.x) / 2 - unit.y * far / 8, (first.y + last.y) / 2 + unit.x * far / 8)
    line = f"M{_pair(first)}Q{_pair(bend)} {_pair(last)}"
    group = add(made, "g", class_="contamination")
    add(group, "path", d=line)
    add(group, "path", d=_arrow(bend, last), class_="head")


def _arrow(before: _Point, tip: _Point) -> str:
    far = hypot(tip.x - before.x, tip.y - before.y) or 1.0
    x, y = (tip.x - before.x) / far * _ARROW, (tip.y - before.y) / far * _ARROW
    left = _Point(tip.x - x - y / 2, tip.y - y + x / 2)
    right = _Point(tip.x - x + y / 2, tip.y - y - x / 2)
    return f"M{_pair(tip)}L{_pair(left)}L{_pair(right)}Z"


def _pair(point: _Point) -> str:
    return f"{number(point.x)} {number(point.y)}"


def _add_node(made: etree._Element, node: StemmaNode, at: _Point, name: str, addresses: Mapping[Siglum, str]) -> None:
    if address := addresses.get(name):
        link = add(made, "a", href=address)
        add(link, "rect", x=at.x - 14, y=at.y - 15, width=28, height=26, class_="hit")
        add(link, "text", name, x=at.x, y=at.y + 2, text_anchor="middle", class_="siglum")
    elif name:
        add(made, "text", name, x=at.x, y=at.y + 2, text_anchor="middle", class_=f"lost {node.survival}".strip())
    else:
        add(made, "circle", cx=at.x, cy=at.y - 5, r=4, class_="lost")
