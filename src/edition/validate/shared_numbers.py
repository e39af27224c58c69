"""Numbers of authority files that entries of several registers have: rule R129 sees one kind of entry in one file."""

from collections.abc import Iterator, Sequence

from lxml import etree

from edition.model.finding import Finding, Severity
from edition.model.identifiers import AUTHORITIES
from edition.xml.namespaces import NS, XML_ID
from edition.xml.parse import Document

_BLANKS = str.maketrans("", "", " -\t\n")


def find_shared_numbers(registers: Sequence[Document]) -> Iterator[Finding]:
    """R129 for each number that an entry of another register, or of another kind, has before."""
    first: dict[tuple[str, str], tuple[Document, etree._Element]] = {}
    for register in registers:
        for idno in register.root.iterfind("tei:standOff//tei:idno", NS):
            entry, kind = idno.getparent(), idno.get("type", "")
            number = (idno.text or "").translate(_BLANKS).lower()
            if entry is None or kind not in AUTHORITIES or not number:
                continue
            where, other = first.setdefault((kind, number), (register, entry))
            if where is not register or other.tag != entry.tag:
                said = (
                    f"the number {idno.text} ({kind}) is that of {other.get(XML_ID)} in {where.path}, too: of two "
                    "entries one is wrong, or both are one"
                )
                yield Finding("R129", Severity.WARNING, said, register.position(idno))
