"""The text of a TEI file as one string, with the text node of each of its characters.

An apparatus that stands apart from the text points to places in it, or quotes its words (TEI P5, 13.2.1 and 13.2.2).
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from edition.late_patterns import late_pattern
from edition.readers.tei_layer import Layer, local_name
from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
#: A text node: the element that it stands in or behind, and whether it stands behind it.
TextNode = tuple[etree._Element, bool]
Stretch = tuple[int, int]
_NO_TEXT_NAMES = """
    note noteGrp fw figDesc metamark teiHeader facsimile sourceDoc standOff listApp listWit witDetail rdg wit
"""
_NO_TEXT = frozenset(_NO_TEXT_NAMES.split())
_MILESTONES = ("lb", "pb", "cb", "milestone")
_WORD = late_pattern(r"[\w\u0300-\u036f]+(?:[\u2019'\u00ad][\w\u0300-\u036f]+)*")


@dataclass
class LinearText:
    """The words of an element in their order. `edges`: where each element begins and ends in `text`."""

    text: str = ""
    nodes: list[tuple[int, TextNode]] = field(default_factory=list)  # where each text node begins
    edges: dict[etree._Element, Stretch] = field(default_factory=dict)
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    references: dict[str, list[Stretch]] = field(default_factory=dict)

    @classmethod
    def of(cls, chosen: etree._Element, layer: Layer, apart: Collection[etree._Element]) -> "LinearText":
        """The text of an element in one layer, without notes and without the entries that stand apart (`apart`)."""
        made = cls()
        pieces: list[str] = []
        made._add(chosen, layer, apart, pieces, 0)
        made.text = "".join(pieces)
        made._number(chosen)
        return made

    def _add(
        self, element: etree._Element, layer: Layer, apart: Collection[etree._Element], pieces: list[str], at: int
    ) -> int:
        """Add an element, which begins at an offset; return where it ends."""
        start = at
        if name := element.get(XML_ID):
            self.by_id.setdefault(name, element)
        is_read = element not in apart and local_name(element) not in _NO_TEXT and layer.reads(element)
        branch = layer.branch(element) if local_name(element) == "choice" else None
        at = self._add_words(element, False, pieces, at) if is_read and branch is None else at
        for child in element:
            if isinstance(child.tag, str) and is_read and (branch is None or child is branch):
                at = self._add(child, layer, apart, pieces, at)
            elif isinstance(child.tag, str):
                self.edges[child] = at, at
                self._mark(child, at)
            if is_read and branch is None:
                at = self._add_words(child, True, pieces, at)
        self.edges[element] = start, at
        return at

    def _mark(self, element: etree._Element, at: int) -> None:
        """Let what stands in an element that is not read have its place."""
        for inner in element.iter(etree.Element):
            self.edges.setdefault(inner, (at, at))
            if name := inner.get(XML_ID):
                self.by_id.setdefault(name, inner)

    def _add_words(self, element: etree._Element, is_tail: bool, pieces: list[str], at: int) -> int:
        words = (element.tail if is_tail else element.text) or ""
        if words:
            self.nodes.append((at, (element, is_tail)))
            pieces.append(words)
        return at + len(words)

    # -- references

    def _number(self, chosen: etree._Element) -> None:
        """The places of numbers: of numbered elements with those around them, and from one milestone to the next."""
        verses = [e for e in self.edges if local_name(e) == "l"]
        for element, (start, end) in self.edges.items():
            if (n := element.get("n")) and end > start:
                around = [a.get("n", "") for a in element.iterancestors() if a.get("n") and a in self.edges]
                for k in range(len(around) + 1):
                    self._refer(".".join([*reversed(around[:k]), n]), (start, end))
            if (name := element.get(XML_ID)) and end > start:
                self._refer(name, (start, end))
        if verses and not any(v.get("n") for v in verses):
            ordered = sorted(verses, key=lambda v: self.edges[v])
            for number, verse in enumerate(ordered, 1):
                self._refer(str(number), self.edges[verse])
        self._number_milestones()

    def _number_milestones(self) -> None:
        rows: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        for element, (start, _) in self.edges.items():
            if local_name(element) in _MILESTONES:
                key = local_name(element), element.get("unit", ""), element.get("ed", "")
                rows.setdefault(key, []).append((start, element.get("n", "")))
        for found in rows.values():
            for (start, n), (end, _) in pairwise([*sorted(found, key=lambda row: row[0]), (len(self.text), "")]):
                if n:
                    self._refer(n, (start, end))

    def _refer(self, name: str, stretch: Stretch) -> None:
        places = self.references.setdefault(re.sub(r"[\s,:]+", ".", name.strip()).lstrip("."), [])
        if stretch not in places:
            places.append(stretch)

    # -- places

    def words_in(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """The words of a stretch, as they are compared, with where they begin and end."""
        return [(compared(m[0]), m.start(), m.end()) for m in _WORD.finditer(self.text, start, end)]

    def trimmed(self, start: int, end: int) -> Stretch:
        """A stretch without the white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def pieces(self, start: int, end: int) -> Iterator[tuple[TextNode, int, int]]:
        """The parts of text nodes in a stretch."""
        first = max(0, bisect_right(self.nodes, start, key=lambda node: node[0]) - 1)
        for k in range(first, len(self.nodes)):
            at, node = self.nodes[k]
            if at >= end:
                return
            behind = self.nodes[k + 1][0] if k + 1 < len(self.nodes) else len(self.text)
            if max(start, at) < min(end, behind):
                yield node, max(start, at) - at, min(end, behind) - at

    def place(self, offset: int, is_end: bool = False) -> tuple[TextNode, int] | None:
        """The text node and the offset in it at which something is put in; before it, or at its end (`is_end`)."""
        k = bisect_right(self.nodes, offset - is_end, key=lambda node: node[0]) - 1
        if not 0 <= k < len(self.nodes):
            return None
        at, node = self.nodes[k]
        return node, offset - at


def compared(word: str) -> str:
    """A word as a quoted lemma is compared with the text."""
    return word.replace("\u00ad", "").replace("\u2019", "'").casefold()


def words_of(text: str) -> Sequence[str]:
    """The words of a quotation, as they are compared."""
    return [compared(m[0]) for m in _WORD.finditer(text)]
