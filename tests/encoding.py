"""Witnesses as the TEI of an edition, for tests that need no project folder."""

from collections.abc import Mapping, Sequence

from lxml import etree

from edition.collation.collate import collate
from edition.model import Kind, Witness
from edition.model.identify import Identified, identify, identify_witness
from edition.tei.encode.edition import encode_edition
from edition.tei.encode.external import encode_external
from edition.tei.encode.header import Imprint
from edition.tei.encode.witness import encode_witness
from edition.xml.writer import serialize

IMPRINT = Imprint("Made up", "en", program="0")


def identified(witnesses: Sequence[Witness], base: str = "") -> Identified:
    """The witnesses collated, with ids and without mentions."""
    marks = {w.siglum: [n for n in w.root.walk() if n.kind is Kind.FOREIGN] for w in witnesses}
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
