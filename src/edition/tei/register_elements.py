"""The elements of a register file: what both its reading and its writing must know (TEI P5, chapter 14)."""

from collections.abc import Iterator, Mapping

from lxml import etree

from edition.model import KINDS, EntryKind
from edition.xml.namespaces import NS, tei

#: The element of an entry, its kind, and the element of its names.
ENTRIES: Mapping[str, tuple[EntryKind, str]] = {tei(row.entry): (row.kind, tei(row.mention)) for row in KINDS}
_LISTS = frozenset(tei(row.list) for row in KINDS)


def entry_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of the entries of a register document, in its order."""
    for held in root.iterfind("tei:standOff", NS):
        for element in held.iter(*ENTRIES):
            parent = element.getparent()
            if parent is not None and parent.tag in _LISTS:
                yield element


def text_of(element: etree._Element) -> str:
    """The text of an element with single blanks, without comments."""
    return " ".join(str(element.xpath("string()")).split())
