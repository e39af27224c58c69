"""Stretches that only say how words are written are divided where a name begins or ends in them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model import Kind, Mention, Node, Witness

#: Kinds of which two parts say the same as one: a name that overlaps them is marked, and they are divided.
DIVIDED = frozenset({Kind.EMPHASIS, Kind.FOREIGN, Kind.ADDED, Kind.UNCLEAR, Kind.SUPPLIED})


def divide_inline(witness: Witness, mentions: Sequence[Mention]) -> Witness:
    """The witness with its inline stretches divided at the ends of mentions that overlap them in part."""
    overlapping = [node for node in witness.root.walk() if node.kind in DIVIDED]
    edges = sorted({edge for mention in mentions for edge in _edges(mention, overlapping)})
    return replace(witness, root=_divided(witness.root, edges)) if edges else witness


def _edges(mention: Mention, nodes: Sequence[Node]) -> Iterator[int]:
    for node in nodes:
        if node.start < mention.start < node.end < mention.end:
            yield mention.start
        elif mention.start < node.start < mention.end < node.end:
            yield mention.end


def _divided(node: Node, edges: Sequence[int]) -> Node:
    """A node whose descendants are divided at the edges that stand in them."""
    if not any(node.start < edge < node.end for edge in edges):
        return node
    children: list[Node] = []
    for child in node.children:
        inner = _divided(child, edges)
        children += _parts(inner, edges) if child.kind in DIVIDED else (inner,)
    return replace(node, children=tuple(children))


def _parts(node: Node, edges: Sequence[int]) -> Iterator[Node]:
    """A stretch as the parts between edges; its children, which are divided already, each in its part."""
    inside = [edge for edge in edges if node.start < edge < node.end]
    for start, end in zip((node.start, *inside), (*inside, node.end), strict=True):
        held = tuple(c for c in node.children if start <= c.start and (c.end < end or (c.end == end and c.start < end)))
        yield replace(node, start=start, end=end, children=held)
