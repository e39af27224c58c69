"""Ids of a witness that begin with a prefix, where its file is the editor's own and has ids of hers."""

from collections.abc import Mapping
from dataclasses import replace

from edition.model.identify import Identified, marks_of
from edition.model.mention import Mention
from edition.model.seed import Siglum
from edition.model.witness import Node

#: By witness: what its ids begin with.
Prefixes = Mapping[Siglum, str]
#: By witness and id of a mention: its id in the file.
Names = Mapping[tuple[Siglum, str], str]


def renamed(edition: Identified, prefixes: Prefixes, names: Names) -> Identified:
    """The edition with the ids that its witnesses have in their files; those of the edition itself stay."""
    if not prefixes:
        return edition

    def name_of(siglum: Siglum, own: str) -> str:
        return names.get((siglum, own), f"{prefixes.get(siglum, '')}{own}")

    def of_node(siglum: Siglum) -> Node:
        root = edition.witness(siglum).root
        return root.mapped(lambda node: _renamed_node(node, prefixes[siglum])) if siglum in prefixes else root

    def of_mention(siglum: Siglum, mention: Mention) -> Mention:
        return replace(mention, id=name_of(siglum, mention.id)) if siglum in prefixes else mention

    witnesses = tuple(replace(w, root=of_node(w.siglum)) for w in edition.witnesses)
    mentions = {siglum: tuple(of_mention(siglum, m) for m in found) for siglum, found in edition.mentions.items()}
    marks = {w.siglum: marks_of(w, mentions[w.siglum]) for w in witnesses}
    carried = {(siglum, name_of(siglum, own)): name for (siglum, own), name in edition.carried.items()}
    return replace(edition, witnesses=witnesses, mentions=mentions, marks=marks, carried=carried)


def _renamed_node(node: Node, prefix: str) -> Node:
    if not node.id and not node.get("gap"):
        return node
    attributes = node.attributes
    if node.get("gap"):
        attributes = tuple((k, f"{prefix}{v}" if k == "gap" else v) for k, v in attributes)
    return Node(node.kind, node.start, node.end, node.children, attributes, f"{prefix}{node.id}" if node.id else "")
