"""Networks: who and what is named in one block, and how the witnesses agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from lxml import etree

from edition.export.csv_cells import Cell, written
from edition.export.drawable import drawable
from edition.export.entries import facts, mention_counts
from edition.export.matrix import pairs
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import EntryKind

GEXF, GRAPHML = "http://gexf.net/1.3", "http://graphml.graphdrawing.org/xmlns"
_KINDS = tuple(kind for kind in EntryKind if kind is not EntryKind.WORK)
_GEXF_TYPES = {str: "string", int: "integer", float: "double"}
_GRAPHML_TYPES = {str: "string", int: "long", float: "double"}


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected graph: nodes by id and edges, each with the same attributes (`label`, `weight` among them)."""

    nodes: Mapping[str, Mapping[str, Cell]]
    edges: Mapping[tuple[str, str], Mapping[str, Cell]] = field(default_factory=dict)


@exporter("names")
def export_gexf(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """GEXF 1.3: who and what is named in one paragraph, and how the witnesses agree (Gephi)."""
    yield from ((f"network/{name}.gexf", _gexf(made)) for name, made in _networks(source))


@exporter("names")
def export_graphml(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """GraphML: the same two networks (Cytoscape, yEd, igraph, networkx)."""
    yield from ((f"network/{name}.graphml", _graphml(made)) for name, made in _networks(source))


@exporter("names")
def export_edges(source: ExportSource) -> Mapping[str, bytes]:
    """CSV tables of nodes and edges of the network of names, as Gephi and Cytoscape import them."""
    made = entry_network(source)
    columns = list(next(iter(made.nodes.values()), {"label": ""}))
    ties = list(next(iter(made.edges.values()), {"weight": 0, "witnesses": ""}))
    nodes = [(name, *values.values()) for name, values in made.nodes.items()]
    edges = [(*ends, "Undirected", *values.values()) for ends, values in made.edges.items()]
    return {
        "network/nodes.csv": written(["Id", *(c.capitalize() for c in columns)], nodes),
        "network/edges.csv": written(["Source", "Target", "Type", *(c.capitalize() for c in ties)], edges),
    }


def _networks(source: ExportSource) -> Iterator[tuple[str, Network]]:
    yield "names", entry_network(source)
    yield "witnesses", witness_network(source)


def entry_network(source: ExportSource) -> Network:
    """Persons, places, organisations and events that a text names; an edge counts the blocks that name both, blocks of
    different witnesses apart."""
    counts = mention_counts(source)
    nodes: dict[str, Mapping[str, Cell]] = {}
    for entry in source.register:
        if entry.kind in _KINDS and entry.id in counts:
            wikidata = facts(entry).identifiers.get("wikidata", "")
            nodes[entry.id] = {"label": entry.name, "kind": entry.kind.value, "mentions": counts[entry.id],
                               "wikidata": wikidata}  # fmt: skip
    order = {name: number for number, name in enumerate(nodes)}
    ties: dict[tuple[str, str], list[str]] = {}
    for siglum, named in _blocks(source):
        for pair in combinations(sorted(named & order.keys(), key=order.__getitem__), 2):
            ties.setdefault(pair, []).append(siglum)
    edges: dict[tuple[str, str], Mapping[str, Cell]] = {
        pair: {"weight": len(of), "witnesses": " ".join(dict.fromkeys(of))} for pair, of in sorted(ties.items())
    }
    return Network(nodes, edges)


def _blocks(source: ExportSource) -> Iterator[tuple[str, set[str]]]:
    """The siglum of every block and the entries that it names."""
    for text in source.texts:
        named: dict[int, set[str]] = {}
        for mark in text.marks:
            named.setdefault(mark.block, set()).add(mark.ref)
        yield from ((text.siglum, refs) for refs in named.values())


def witness_network(source: ExportSource) -> Network:
    """The witnesses; the weight of an edge is the share of the places where both have words at which they agree."""
    scopes = {w.siglum: (w.name or w.siglum, w.scope) for w in source.witnesses}
    nodes: dict[str, Mapping[str, Cell]] = {
        source.slugs[s]: {"label": s, "name": name, "scope": scope} for s, (name, scope) in scopes.items()
    }
    edges: dict[tuple[str, str], Mapping[str, Cell]] = {}
    for p in pairs(source.units, source.apparatus.sigla):
        if p.distance is not None:
            ends = (source.slugs[p.witnesses[0]], source.slugs[p.witnesses[1]])
            edges[ends] = {"weight": round(1 - p.distance, 6), "agree": p.agree, "differ": p.differ,
                           "one_omits": p.one_omits, "silent": p.silent}  # fmt: skip
    return Network(nodes, edges)


def _gexf(made: Network) -> bytes:
    root = etree.Element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap={None: GEXF})  # type: ignore[dict-item]
    inside = etree.SubElement(root, f"{{{GEXF}}}graph", {"mode": "static", "defaultedgetype": "undirected"})
    own = {"label", "weight"}
    keys = {}
    for owner, things in (("node", made.nodes.values()), ("edge", made.edges.values())):
        declared = etree.SubElement(inside, f"{{{GEXF}}}attributes", {"class": owner})
        keys[owner] = {name: kind for name, kind in _types(list(things)).items() if name not in own}
        for name, kind in keys[owner].items():
            said = {"id": name, "title": name, "type": _GEXF_TYPES[kind]}
            etree.SubElement(declared, f"{{{GEXF}}}attribute", said)
    nodes = etree.SubElement(inside, f"{{{GEXF}}}nodes")
    for name, values in made.nodes.items():
        node = etree.SubElement(nodes, f"{{{GEXF}}}node", {"id": name, "label": _written(values["label"])})
        _attvalues(node, values, keys["node"])
    edges = etree.SubElement(inside, f"{{{GEXF}}}edges")
    for number, ((a, b), values) in enumerate(made.edges.items()):
        said = {"id": str(number), "source": a, "target": b, "weight": _written(values["weight"])}
        _attvalues(etree.SubElement(edges, f"{{{GEXF}}}edge", said), values, keys["edge"])
    return _document(root)


def _attvalues(element: etree._Element, values: Mapping[str, Cell], keys: Mapping[str, type]) -> None:
    held = etree.SubElement(element, f"{{{GEXF}}}attvalues")
    for name in keys:
        if values[name] not in ("", None):
            etree.SubElement(held, f"{{{GEXF}}}attvalue", {"for": name, "value": _written(values[name])})


def _graphml(made: Network) -> bytes:
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})  # type: ignore[dict-item]
    owners: Sequence[tuple[str, Sequence[Mapping[str, Cell]]]] = (
        ("node", list(made.nodes.values())),
        ("edge", list(made.edges.values())),
    )
    for owner, things in owners:
        for name, kind in _types(things).items():
            said = {"id": f"{owner}-{name}", "for": owner, "attr.name": name, "attr.type": _GRAPHML_TYPES[kind]}
            etree.SubElement(root, f"{{{GRAPHML}}}key", said)
    inside = etree.SubElement(root, f"{{{GRAPHML}}}graph", {"id": "network", "edgedefault": "undirected"})
    for name, values in made.nodes.items():
        _data(etree.SubElement(inside, f"{{{GRAPHML}}}node", {"id": name}), "node", values)
    for number, ((a, b), values) in enumerate(made.edges.items()):
        said = {"id": f"e{number}", "source": a, "target": b}
        _data(etree.SubElement(inside, f"{{{GRAPHML}}}edge", said), "edge", values)
    return _document(root)


def _data(element: etree._Element, owner: str, values: Mapping[str, Cell]) -> None:
    for name, value in values.items():
        if value not in ("", None):
            etree.SubElement(element, f"{{{GRAPHML}}}data", {"key": f"{owner}-{name}"}).text = _written(value)


def _types(things: Sequence[Mapping[str, Cell]]) -> Mapping[str, type]:
    """The type of each attribute: that of its first value."""
    return {name: type(value) for name, value in next(iter(things), {}).items()}


def _written(value: Cell) -> str:
    return drawable(str(value))


def _document(root: etree._Element) -> bytes:
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
