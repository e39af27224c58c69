"""The variant graph as GraphML, as CollateX draws it: a node a reading, an edge for each step of a witness."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from edition.export.drawable import drawable
from edition.model import TokenTable

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
#: Key -> (what it belongs to, type). `tokens`, `number`, `type` and `witnesses` are CollateX's names.
KEYS = {
    "number": ("node", "int"),
    "column": ("node", "int"),
    "tokens": ("node", "string"),
    "norm": ("node", "string"),
    "sigla": ("node", "string"),
    "forms": ("node", "string"),
    "type": ("edge", "string"),
    "witnesses": ("edge", "string"),
}


@dataclass(slots=True)
class GraphNode:
    """What some witnesses read in a column; `cells` by row."""

    column: int
    cells: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VariantGraph:
    """The nodes and edges of a variant graph; a row is a witness."""

    table: TokenTable
    nodes: Sequence[GraphNode]  # the first is the start, the last the end
    steps: Mapping[tuple[int, int], Sequence[int]]  # from node, to node -> rows
    transpositions: Sequence[tuple[int, int, int]]  # node, moved node, row


def write_graph(table: TokenTable) -> bytes:
    """The variant graph. A moved passage has nodes of its own, joined to those of the others by transposition edges."""
    graph = variant_graph(table)
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})  # type: ignore[dict-item]
    for name, (owner, kind) in KEYS.items():
        attributes = {"id": name, "for": owner, "attr.name": name, "attr.type": kind}
        etree.SubElement(root, f"{{{GRAPHML}}}key", attributes)
    inside = etree.SubElement(root, f"{{{GRAPHML}}}graph", {"id": "variants", "edgedefault": "directed"})
    for number, node in enumerate(graph.nodes):
        _add(inside, "node", {"id": f"n{number}"}, {"number": str(number), **_node_data(table, node)})
    for number, (source, target, data) in enumerate(_edges(graph)):
        _add(inside, "edge", {"id": f"e{number}", "source": f"n{source}", "target": f"n{target}"}, data)
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add(parent: etree._Element, name: str, attributes: Mapping[str, str], data: Mapping[str, str]) -> None:
    element = etree.SubElement(parent, f"{{{GRAPHML}}}{name}", dict(attributes))
    for key, value in data.items():
        etree.SubElement(element, f"{{{GRAPHML}}}data", {"key": key}).text = value


def _node_data(table: TokenTable, node: GraphNode) -> Mapping[str, str]:
    """The reading as its first witness has it, as it is compared, its sigla, and the exact words of each."""
    forms = {table.sigla[row]: table.words(row, cell) for row, cell in node.cells.items()}
    if not forms:
        return {"column": str(node.column), "tokens": "", "norm": "", "sigla": "", "forms": "{}"}
    row, cell = next(iter(node.cells.items()))
    return {
        "column": str(node.column),
        "tokens": drawable(next(iter(forms.values())).strip()),
        "norm": drawable(" ".join(t.norm for t in table.tokens(row, cell))),
        "sigla": ", ".join(forms),
        "forms": json.dumps(forms, ensure_ascii=False),
    }


def _edges(graph: VariantGraph) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    sigla = graph.table.sigla
    for (source, target), rows in graph.steps.items():
        yield source, target, {"type": "path", "witnesses": ", ".join(sigla[row] for row in rows)}
    for source, target, row in graph.transpositions:
        yield source, target, {"type": "transposition", "witnesses": sigla[row]}


def variant_graph(table: TokenTable) -> VariantGraph:
    """The variant graph of an alignment (Schmidt and Colomb 2009, as CollateX draws it)."""
    nodes: list[GraphNode] = [GraphNode(-1)]
    transpositions: list[tuple[int, int, int]] = []
    moved = {(m.siglum, i) for m in table.moves for i in range(m.start, m.end)}
    for column in range(len(table.columns)):
        stay: list[int] = []
        gone: list[tuple[int, int, int]] = []  # place in `stay` of the same reading or -1, moved node, row
        for rows in table.readings(column):
            cells = {row: cell for row in rows if (cell := table.columns[column][row])}
            stays = {row: cell for row, cell in cells.items() if (table.sigla[row], cell[0]) not in moved}
            if stays:
                stay.append(len(nodes))
                nodes.append(GraphNode(column, stays))
            for row in (row for row in cells if row not in stays):
                gone.append((len(stay) - 1 if stays else 0, len(nodes), row))
                nodes.append(GraphNode(column, {row: cells[row]}))
        transpositions += [(stay[place], node, row) for place, node, row in gone if stay]
    nodes.append(GraphNode(len(table.columns)))
    return VariantGraph(table, nodes, _steps(table, nodes), transpositions)


def _steps(table: TokenTable, nodes: Sequence[GraphNode]) -> Mapping[tuple[int, int], Sequence[int]]:
    """The way of each witness from the start to the end, in its own order."""
    steps: dict[tuple[int, int], list[int]] = {}
    cells: list[list[tuple[tuple[int, int], int]]] = [[] for _ in table.sigla]
    for number, node in enumerate(nodes):
        for row, cell in node.cells.items():
            cells[row].append((cell, number))
    for row, mine in enumerate(cells):
        way = [0, *(number for _, number in sorted(mine)), len(nodes) - 1]
        for step in pairwise(way):
            steps.setdefault(step, []).append(row)
    return steps
