"""The elements of a register file: what both its reading and its writing must know (TEI P5, chapter 14)."""

from collections.abc import Iterator, Mapping

from lxml import etree

from edition.model import EntryKind
from edition.xml.namespaces import NS, tei

#: The element of an entry, its kind, and the element of its names.
ENTRIES: Mapping[str, tuple[EntryKind, str]] = {
    tei("person"): (EntryKind.PERSON, tei("persName")),
    tei("place"): (EntryKind.PLACE, tei("placeName")),
    tei("org"): (EntryKind.ORGANISATION, tei("orgName")),
    tei("event"): (EntryKind.EVENT, tei("eventName")),
    tei("bibl"): (EntryKind.WORK, tei("title")),
}
_LISTS = frozenset(tei(name) for name in ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl"))


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
