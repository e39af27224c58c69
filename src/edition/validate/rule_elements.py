"""The elements of Schematron: their names, and their positions in the files that they come from."""

from typing import Final

from lxml import etree

from edition.model.finding import Position
from edition.xml.namespaces import SCH, XSL
from edition.xml.parse import Document

PLACE: Final = "urn:variorum:place"
POSITION: Final = f"{{{PLACE}}}at"  # position of an element: line, column and file
PREFIXES: Final = f"{{{PLACE}}}prefixes"  # prefixes that the file of an included element declares with `ns`
OLDER: Final = "http://www.ascc.net/xml/schematron"  # Schematron 1.5
QUICK_FIX: Final = "http://www.schematron-quickfix.com/validator/process"
S: Final = f"{{{SCH}}}"
ELEMENTS: Final = (f"{S}*", f"{{{OLDER}}}*", f"{{{XSL}}}*")
WITH_FIXES: Final = (*ELEMENTS, f"{{{QUICK_FIX}}}*")


def mark_positions(document: Document) -> None:
    """Store the position of every Schematron element in an attribute, which is copied with the element."""
    for element in document.root.iter(*WITH_FIXES):
        position = document.position(element)
        element.set(POSITION, f"{position.line}:{position.column}:{position.path}")


def position_of(element: etree._Element) -> Position:
    """The stored position of a Schematron element."""
    line, _, rest = element.get(POSITION, "0:0:").partition(":")
    column, _, path = rest.partition(":")
    return Position(path, int(line), int(column))


def qualified_names(*kinds: str) -> tuple[str, ...]:
    """The qualified names of elements, in both namespaces of Schematron."""
    return tuple(f"{{{namespace}}}{kind}" for namespace in (SCH, OLDER) for kind in kinds)


def is_schematron(element: etree._Element) -> bool:
    """Whether an element belongs to Schematron, of either namespace."""
    return etree.QName(element).namespace in (SCH, OLDER)


def kind_of(element: etree._Element) -> str:
    """The local name of a Schematron element; with prefix for XSLT and quick fixes; "" for other elements."""
    name = etree.QName(element)
    if name.namespace in (SCH, OLDER):
        return name.localname
    return {XSL: f"xsl:{name.localname}", QUICK_FIX: f"sqf:{name.localname}"}.get(name.namespace or "", "")
