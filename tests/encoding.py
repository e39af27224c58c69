"""Witnesses as the TEI of an edition, for tests that need no project folder."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from edition.collation.collate import collate
from edition.model import Kind, Mention, MentionKind, Node, Witness
from edition.model.identify import Identified, identify, identify_witness, marks_of
from edition.project.sources import make_seed
from edition.tei.encode.edition import encode_edition
from edition.tei.encode.external import encode_external
from edition.tei.encode.header import Imprint
from edition.tei.encode.witness import encode_witness
from edition.xml.namespaces import NS, XML_ID
from edition.xml.writer import serialize

IMPRINT = Imprint("Made up", "en", program="0")


def identified(witnesses: Sequence[Witness], base: str = "") -> Identified:
    """The witnesses collated, with ids and without mentions."""
    marks = {w.siglum: marks_of(w, ()) for w in witnesses}
    return identify(witnesses, {}, collate(witnesses, base or witnesses[0].siglum, marks)[0])


def witness_tree(witness: Witness, imprint: Imprint = IMPRINT) -> etree._Element:
    """The TEI of one witness."""
    return encode_witness(*identify_witness(witness, ()), imprint)


def encoded(
    edition: Identified, method: str = "", imprint: Imprint = IMPRINT
) -> tuple[Mapping[str, etree._Element], etree._Element]:
    """The TEI of the witnesses by siglum, and that of the edition, as it is read from a file."""
    trees = {w.siglum: encode_witness(w, edition.mentions[w.siglum], imprint) for w in edition.witnesses}
    made = encode_external(edition, trees, imprint, method) if method else encode_edition(edition, trees, imprint)
    return trees, etree.fromstring(serialize(made))


_KINDS = {
    "body": Kind.BODY, "div": Kind.SECTION, "head": Kind.HEADING, "p": Kind.PARAGRAPH, "list": Kind.LIST,
    "item": Kind.ITEM, "note": Kind.NOTE, "bibl": Kind.CITATION, "pc": Kind.MARKER, "ref": Kind.NOTE_MARK,
    "fw": Kind.FURNITURE, "hi": Kind.QUOTED,
}  # fmt: skip
_MENTIONS = {kind.value: kind for kind in MentionKind}


def model_of(tei: str, siglum: str) -> tuple[Witness, list[Mention]]:
    """A witness and its mentions as a small TEI document has them, with the ids of the document."""
    body = etree.fromstring(tei).find("tei:text/tei:body", NS)
    mentions: list[Mention] = []

    def read(element: etree._Element, start: int) -> tuple[int, list[Node]]:
        at, nodes = start + len(element.text or ""), []
        for child in element:
            first = at
            at, inner = read(child, at)
            name, own = etree.QName(child).localname, child.get(XML_ID, "")
            if name in _MENTIONS:
                mentions.append(Mention(_MENTIONS[name], first, at, child.get("ref", "").rpartition("#")[2], id=own))
                nodes += inner
            else:
                nodes.append(Node(_KINDS[name], first, at, tuple(inner), id=own))
            at += len(child.tail or "")
        return at, nodes

    end, nodes = read(body, 0)
    text = "".join(map(str, body.itertext()))
    seed = replace(make_seed(siglum, f"{siglum}.txt", b""), text=text)
    return Witness(siglum, "", seed, Node(Kind.BODY, 0, end, tuple(nodes)), "text"), mentions
