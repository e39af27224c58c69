"""A witness as TEI: `string(/TEI/text)` is the seed (docs/design.md, I1); everything editorial stands in the header."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Kind, Mention, Node, Witness
from edition.model.ids import Ids
from edition.tei.encode.header import Imprint, witness_header
from edition.tei.encode.marks import LOST, PROGRAM, mark_attributes, register_address
from edition.xml.writer import NOT_XML, Writer

#: The element for each kind of stretch; kinds that need more than a name have a rule in `_Encoder.attributes`.
ELEMENTS: Mapping[Kind, str] = {
    Kind.BODY: "body",
    Kind.SECTION: "div",
    Kind.TITLE: "head",
    Kind.HEADING: "head",
    Kind.PARAGRAPH: "p",
    Kind.LIST: "list",
    Kind.ITEM: "item",
    Kind.QUOTATION: "quote",
    Kind.QUOTED: "quote",
    Kind.BIBLIOGRAPHY: "listBibl",
    Kind.ENTRY: "bibl",
    Kind.FURNITURE: "fw",
    Kind.NOTE: "note",
    Kind.MARKER: "pc",
    Kind.NOTE_MARK: "ref",
    Kind.FOREIGN: "foreign",
    Kind.SURPLUS: "surplus",
    Kind.GAP: "gap",
    Kind.CITATION: "bibl",
    Kind.AUTHOR: "author",
    Kind.EDITOR: "editor",
    Kind.PUBLISHER: "publisher",
    Kind.PUBLICATION_PLACE: "pubPlace",
    Kind.ISBN: "idno",
    Kind.EXTENT: "biblScope",
}
#: Kinds that the program found inside an entry or a note: they say so.
_FOUND = frozenset(
    {Kind.CITATION, Kind.AUTHOR, Kind.EDITOR, Kind.PUBLISHER, Kind.PUBLICATION_PLACE, Kind.ISBN, Kind.EXTENT}
)
#: Kinds that can be cited have an id.
_IDS = {
    Kind.SECTION: "div",
    Kind.TITLE: "head",
    Kind.HEADING: "head",
    Kind.PARAGRAPH: "p",
    Kind.LIST: "list",
    Kind.ITEM: "item",
    Kind.QUOTATION: "quote",
    Kind.CAPTION: "caption",
    Kind.ENTRY: "bibl",
    Kind.NOTE: "note",
    Kind.NOTE_MARK: "ref",
    **dict.fromkeys(_FOUND, "b"),
}
_NEAR = 24  # characters on each side that make an id's context


def encode_witness(witness: Witness, mentions: Sequence[Mention], imprint: Imprint) -> etree._Element:
    """The TEI document of a witness with its names and dates marked."""
    out = Writer("TEI", {"xml_lang": imprint.language})
    witness_header(out, imprint, witness, set(NOT_XML.findall(witness.text)))
    with out.element("text", {"xml_lang": witness.language, "xml_space": "preserve"}):
        _Encoder(witness, out).write(_woven(witness.root, mentions))
    return out.root


@dataclass(frozen=True, slots=True)
class _Woven:
    """A node or a mention, with the nodes and mentions that stand in it."""

    what: Node | Mention
    children: tuple["_Woven", ...]

    @property
    def start(self) -> int:
        return self.what.start

    @property
    def end(self) -> int:
        return self.what.end


def _woven(node: Node, mentions: Sequence[Mention]) -> _Woven:
    """The tree of nodes with each mention in the innermost node that holds it; `mentions` in the order of the text."""
    inner: list[_Woven] = []
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
        inner.append(_woven(child, inside))
    return _Woven(node, tuple(_around(inner, [*rest, *ordered[at:]])))


def _around(inner: list[_Woven], mentions: Sequence[Mention]) -> list[_Woven]:
    """The woven parts of a node with the mentions that stand beside and around them."""
    starts = [c.start for c in inner]
    for mention in mentions:
        first, last = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
        before = inner[first - 1] if first else None
        if (before and before.end > mention.start) or (last > first and inner[last - 1].end > mention.end):
            raise ValueError(f"the mention {mention.start}..{mention.end} cuts a stretch of the text in two")
        inner[first:last] = [_Woven(mention, tuple(inner[first:last]))]
        starts[first:last] = [mention.start]
    return inner


def lacks_content(body: Node) -> bool:
    """Whether nothing stands in a body but its title and furniture: TEI wants a paragraph then (TEI P5, 4.1)."""
    return all(child.kind in _NO_CONTENT for child in body.children)


_NO_CONTENT = frozenset({Kind.TITLE, Kind.FURNITURE, Kind.NOTE})


class _Encoder:
    """Writes woven nodes; the text between children is copied from the witness, so nothing can be lost."""

    def __init__(self, witness: Witness, out: Writer) -> None:
        self.witness = witness
        self.out = out
        self.ids = Ids()
        self.names = {id(n): self._name(n) for n in witness.root.walk() if n.kind in _IDS}
        cited = (n for n in witness.root.walk() if n.kind in (Kind.ENTRY, Kind.NOTE))
        self.entries = {str(n.start): self.names[id(n)] for n in cited}
        notes = {n.get("id"): self.names[id(n)] for n in witness.notes()}
        keys = {id(m): m.get("target") or m.get("n") for m in self._marks()}
        self.note_of = {mark: notes[key] for mark, key in keys.items() if key in notes}
        self.marks_of: dict[str, list[str]] = {}
        for mark in self._marks():
            if id(mark) in self.note_of:
                self.marks_of.setdefault(self.note_of[id(mark)], []).append(self.names[id(mark)])

    def _marks(self) -> Iterator[Node]:
        return (n for n in self.witness.root.walk() if n.kind is Kind.NOTE_MARK)

    def _name(self, node: Node) -> str:
        return self._id(_IDS[node.kind], node.start, node.end)

    def _id(self, kind: str, start: int, end: int) -> str:
        text = self.witness.text
        return self.ids.make(kind, text[start:end], text[max(0, start - _NEAR) : start], text[end : end + _NEAR])

    def write(self, woven: _Woven) -> None:
        """Write a node or a mention with what stands in it."""
        if isinstance(woven.what, Mention):
            name = self._id("m", woven.start, woven.end)
            with self.out.element(woven.what.kind.value, mark_attributes(woven.what, "../registers/", name)):
                self._content(woven)
        elif woven.what.kind is Kind.CAPTION:
            with self.out.element("figure"), self.out.element("head", {"xml_id": self.names[id(woven.what)]}):
                self._content(woven)
        else:
            with self.out.element(ELEMENTS[woven.what.kind], self.attributes(woven.what)):
                self._content(woven)
                if woven.what.get("lost"):
                    self.out.empty("gap", {"xml_id": self._id("gap", woven.end, woven.end), **LOST})
                if woven.what.kind is Kind.BODY and lacks_content(woven.what):
                    self.out.empty("p", {})

    def _content(self, woven: _Woven) -> None:
        at = woven.start
        for child in woven.children:
            self.out.text(self.witness.text[at : child.start])
            self.write(child)
            at = child.end
        self.out.text(self.witness.text[at : woven.end])

    def attributes(self, node: Node) -> Mapping[str, str]:
        """The attributes of a node's element."""
        made = {"xml_id": self.names.get(id(node), ""), "n": node.get("n")}
        match node.kind:
            case Kind.SECTION:
                made["type"] = node.get("type") or "section"
            case Kind.TITLE | Kind.FURNITURE:
                made["type"] = node.get("rule") or node.kind.value
            case Kind.LIST | Kind.BIBLIOGRAPHY:
                made["rend"] = node.get("type")
            case Kind.NOTE_MARK:
                target = self.note_of.get(id(node), "")
                made |= {"type": "noteMark", "target": f"#{target}" if target else ""}
            case Kind.NOTE:
                made["target"] = " ".join(f"#{m}" for m in self.marks_of.get(made["xml_id"], ()))
            case Kind.FOREIGN | Kind.GAP:
                made |= {"xml_lang": node.get("lang"), "reason": "lost" if node.kind is Kind.GAP else ""}
            case kind if kind in _FOUND or kind is Kind.ENTRY:
                made |= self._bibliographic(node)
        return made

    def _bibliographic(self, node: Node) -> Mapping[str, str]:
        """What an entry or a part of one says of itself; parts were found by the program."""
        made = {"resp": f"#{PROGRAM}", "cert": "medium"} if node.kind in _FOUND else {}
        match node.kind:
            case Kind.ISBN:
                made["type"] = "ISBN"
            case Kind.EXTENT:
                made["unit"] = node.get("unit")
            case Kind.ENTRY | Kind.CITATION:
                made["corresp"] = self._cited(node)
        return made

    def _cited(self, node: Node) -> str:
        """The work that an entry or a note cites: in the register, or an entry of this witness."""
        if node.get("work"):
            return register_address(node.get("work"), "../registers/")
        return f"#{self.entries[node.get('entry')]}" if node.get("entry") else ""
