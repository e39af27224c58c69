"""The structure of a witness and the mentions in it as one tree."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.model.mention import Mention
from edition.model.witness import Node


@dataclass(frozen=True, slots=True)
class Woven:
    """A node or a mention, with the nodes and mentions inside it, in the order of the text."""

    what: Node | Mention
    children: "tuple[Woven, ...]" = ()

    @property
    def start(self) -> int:
        """Where it begins in the text of the witness, in code points."""
        return self.what.start

    @property
    def end(self) -> int:
        """Where it ends in the text of the witness, in code points."""
        return self.what.end

    def walk(self) -> "Iterator[Woven]":
        """This and everything inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def weave(node: Node, mentions: Sequence[Mention]) -> Woven:
    """The tree of a node with each mention in the innermost node that contains it.

    ValueError when a mention overlaps a node in part.
    """
    if not mentions:
        return Woven(node, tuple([weave(child, ()) for child in node.children]))
    inner: list[Woven] = []
    rest: list[Mention] = []
    ordered, at = sorted(mentions, key=lambda m: (m.start, m.end)), 0
    for child in node.children:
        while at < len(ordered) and ordered[at].start < child.start:
            rest.append(ordered[at])
            at += 1
        inside: list[Mention] = []
        while at < len(ordered) and ordered[at].start < child.end:
            (inside if ordered[at].end <= child.end else rest).append(ordered[at])
            at += 1
        inner.append(weave(child, inside))
    return Woven(node, tuple(_around(inner, [*rest, *ordered[at:]])))


def _around(inner: list[Woven], mentions: Sequence[Mention]) -> list[Woven]:
    """The woven parts of a node with the mentions that are beside and around them, inner ones before outer ones."""
    starts = [c.start for c in inner]
    for mention in sorted(mentions, key=lambda m: m.end - m.start):
        first, last = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
        before = inner[first - 1] if first else None
        if (before and before.end > mention.start) or (last > first and inner[last - 1].end > mention.end):
            raise ValueError(f"the mention {mention.start}..{mention.end} cuts a stretch of the text in two")
        inner[first:last] = [Woven(mention, tuple(inner[first:last]))]
        starts[first:last] = [mention.start]
    return inner
