"""Names and dates that a TEI file marks itself, and its lists of persons and places, which are no text."""

from lxml import etree

from edition.model import KINDS, EntryKind, Kind
from edition.model.transcribed import kind_of_type
from edition.readers.events import At, Open
from edition.xml.namespaces import XML_ID, tei

_REGISTERS = ("listNym", "listRelation", *(row.list for row in KINDS if row.kind is not EntryKind.WORK))
_LISTS = frozenset(map(tei, _REGISTERS))
_BESIDE_LISTS = frozenset(map(tei, ("listBibl", "head", "pb", "lb", "milestone")))
_HOLDERS = frozenset(map(tei, ("back", "div", *(f"div{n}" for n in range(1, 8)))))
_DATES = ("when", "from", "to", "notBefore", "notAfter")
_COPIED = ("ref", "key", "type", "cert", "level")


def open_named(element: etree._Element, name: str, at: At) -> Open | None:
    """The mark of an element that names something; nothing for `name` and `rs` that say neither what nor whom.

    `at`: the place of its text, which tells two elements apart.
    """
    if name in ("name", "rs") and not (
        kind_of_type(element.get("type", "")) or element.get("ref") or element.get("key")
    ):
        return None
    made = {attribute: element.get(attribute, "") for attribute in _COPIED}
    for attribute in _DATES if name == "date" else ():
        made |= {a: element.get(a, "") for a in (attribute, f"{attribute}-iso")}
    made |= {"id": element.get(XML_ID, ""), "line": str(at.unit), "number": str(at.carrier)}
    return Open(Kind.NAMED, element=name, **made)


def is_register(element: etree._Element) -> bool:
    """Whether an element is a list of persons, places …, or a division that has nothing else, with its headings: what
    stands beside the text also where it stands in it. A bibliography beside such lists is one of them."""
    if element.tag in _LISTS:
        return True
    if element.tag not in _HOLDERS:
        return False
    children = [child for child in element if isinstance(child.tag, str) and child.tag not in _BESIDE_LISTS]
    return bool(children) and all(map(is_register, children))
