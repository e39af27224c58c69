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
    """The mark of an element that names something; nothing for `name` and `rs` that say neither what nor whom, nor for
    a heading's own words, which name no other work.

    `at`: the place of its text, which tells two elements apart.
    """
    if name in ("name", "rs") and not (
        kind_of_type(element.get("type", "")) or element.get("ref") or element.get("key")
    ):
        return None
    if name == "title" and _is_heading(element):
        return None
    made = {attribute: element.get(attribute, "") for attribute in _COPIED}
    for attribute in _DATES if name == "date" else ():
        made |= {a: element.get(a, "") for a in (attribute, f"{attribute}-iso")}
    made |= {"id": element.get(XML_ID, ""), "line": str(at.unit), "number": str(at.carrier)}
    return Open(Kind.NAMED, element=name, **made)


def _is_heading(title: etree._Element) -> bool:
    """Whether a `title` that says of no work which it is has all the words of its heading."""
    head = title.getparent()
    if head is None or head.tag != tei("head") or title.get("ref") or title.get("key"):
        return False
    beside = [
        head.text,
        *(one.tail for one in head),
        *(text for one in head if one is not title for text in (one.text,)),
    ]
    return not any(text and text.strip() for text in beside)


def is_register(element: etree._Element) -> bool:
    """Whether an element is a list of persons, places …, or a division that has nothing else, with its headings: what
    stands beside the text also where it stands in it. A bibliography beside such lists is one of them."""
    if element.tag in _LISTS:
        return True
    if element.tag not in _HOLDERS:
        return False
    children = [child for child in element if isinstance(child.tag, str) and child.tag not in _BESIDE_LISTS]
    return bool(children) and all(map(is_register, children))
