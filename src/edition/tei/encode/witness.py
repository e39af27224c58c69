"""A witness as TEI: `string(/TEI/text)` is the seed (docs/design.md, I1); everything editorial stands in the header."""

from collections.abc import Mapping, Sequence

from lxml import etree

from edition.model import Kind, Mention, Node, Witness
from edition.model.correspondence import letters_of
from edition.model.witness import BIBLIOGRAPHIC, BREAKS, marked_notes
from edition.model.woven import Woven, weave
from edition.tei.encode.block_languages import name_language
from edition.tei.encode.calendar_list import calendars_of
from edition.tei.encode.header import Imprint, witness_header
from edition.tei.encode.marks import LOST, PROGRAM, mark_attributes, register_address
from edition.tei.encode.parts import ELEMENTS, break_attributes, choice_of, part_attributes
from edition.xml.writer import NOT_XML, Writer


def encode_witness(witness: Witness, mentions: Sequence[Mention], imprint: Imprint) -> etree._Element:
    """The TEI document of a witness with its names and dates marked; both have their ids (`identify`)."""
    out = Writer("TEI", {"xml_lang": imprint.language})
    characters = set(NOT_XML.findall(witness.text))
    witness_header(out, imprint, witness, characters, letters_of(witness, mentions), calendars_of(mentions))
    with out.element("text", {"xml_lang": witness.language, "xml_space": "preserve"}):
        _Encoder(witness, out).write(weave(witness.root, mentions))
    return out.root


def lacks_content(body: Node) -> bool:
    """Whether nothing stands in a body but its title and furniture: TEI wants a paragraph then (TEI P5, 4.1)."""
    return all(child.kind in _NO_CONTENT for child in body.children)


_NO_CONTENT = frozenset({Kind.TITLE, Kind.FURNITURE, Kind.NOTE, Kind.OPENER, Kind.BREAK, Kind.GAP, Kind.CAPTION})


class _Encoder:
    """Writes woven nodes; the text between children is copied from the witness, so nothing can be lost."""

    def __init__(self, witness: Witness, out: Writer) -> None:
        self.witness = witness
        self.out = out
        self.entries = {str(n.start): n.id for n in witness.root.walk() if n.kind in (Kind.ENTRY, Kind.NOTE)}
        self.note_of = {mark.id: note.id for mark, note in marked_notes(witness)}
        self.marks_of: dict[str, list[str]] = {}
        for mark, note in self.note_of.items():
            self.marks_of.setdefault(note, []).append(mark)

    def write(self, woven: Woven) -> None:
        """Write a node or a mention with what stands in it."""
        if isinstance(woven.what, Mention):
            attributes = mark_attributes(woven.what, "../registers/", woven.what.id)
            with self.out.element(woven.what.kind.value, attributes):
                self._content(woven)
        elif woven.what.kind is Kind.BREAK:
            node = woven.what
            attributes = break_attributes(node.get("n"), node.get("facs"), node.get("break") == "no")
            self.out.empty(BREAKS[node.get("unit", "line")], attributes)
        elif woven.what.kind is Kind.MILESTONE:
            pass  # what its source says stands in the source; here a reference is the number of a block
        elif woven.what.kind is Kind.CAPTION:
            with self.out.element("figure"), self.out.element("head", {"xml_id": woven.what.id}):
                self._content(woven)
        elif woven.what.kind is Kind.CHOICE:
            with choice_of(self.out, woven.what, {}):
                self._content(woven)
        else:
            with self.out.element(ELEMENTS[woven.what.kind], self.attributes(woven.what)):
                self._content(woven)
                name_language(self.out.here)
                if woven.what.get("lost"):
                    self.out.empty("gap", {"xml_id": woven.what.get("gap"), **LOST})
                if woven.what.kind is Kind.BODY and lacks_content(woven.what):
                    self.out.empty("p", {})

    def _content(self, woven: Woven) -> None:
        at = woven.start
        for child in woven.children:
            self.out.text(self.witness.text[at : child.start])
            self.write(child)
            at = child.end
        self.out.text(self.witness.text[at : woven.end])

    def attributes(self, node: Node) -> Mapping[str, str]:
        """The attributes of a node's element."""
        made = {"xml_id": node.id, "n": node.get("n"), **part_attributes(node)}
        if node.kind is Kind.NOTE_MARK and (note := self.note_of.get(node.id)):
            made["target"] = f"#{note}"
        elif node.kind is Kind.NOTE:
            made["target"] = " ".join(f"#{mark}" for mark in self.marks_of.get(node.id, ()))
        elif node.kind in BIBLIOGRAPHIC or node.kind is Kind.ENTRY:
            made |= self._bibliographic(node)
        return made

    def _bibliographic(self, node: Node) -> Mapping[str, str]:
        """What an entry or a part of one says of itself; parts were found by the program."""
        made = {"resp": f"#{PROGRAM}", "cert": "medium"} if node.kind in BIBLIOGRAPHIC else {}
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
