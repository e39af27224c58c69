"""The editor's notes on places of variation, which stand in `app` (note type="critical"), apart from the text."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from edition.xml.namespaces import NS, TEI, XML_ID

CRITICAL = "critical"
#: The types of the notes in an `app`: of the editor's; where a conjecture is published; who approves of it.
REMARKS = (CRITICAL, "cited", "approved")
_NOTE, _STAND_OFF = (f"{{{TEI}}}{name}" for name in ("note", "standOff"))
_APP = f"{{{TEI}}}app"


def is_remark(element: etree._Element) -> bool:
    """Whether an element is a note of the editor's on a place of variation."""
    return element.tag == _NOTE and element.get("type") in REMARKS


def drop_remarks(element: etree._Element) -> None:
    """Take the editor's notes out of an element and what is in it."""
    for note in list(_remarks(element)):
        _parent(note).remove(note)


def with_remarks_apart(root: etree._Element) -> etree._Element:
    """A copy in which the editor's notes stand before the text, for stylesheets that join the words of an entry.

    `<standOff type="remarks"><note corresp="#app-…" resp="#ed-ar" target="#rdg-…">…</note></standOff>`: it is no TEI. A
    tree without such notes is given back as it is.
    """
    if next(_remarks(root), None) is None:
        return root
    copy = deepcopy(root)
    held = etree.Element(_STAND_OFF, type="remarks")
    for note in list(_remarks(copy)):
        app = _parent(note)
        note.tail = None
        note.set("corresp", f"#{app.get(XML_ID)}")
        held.append(note)
    text = copy.find("tei:text", NS)
    if text is not None:
        copy.insert(copy.index(text), held)
    return copy


def _remarks(root: etree._Element) -> Iterator[etree._Element]:
    return (note for app in root.iter(_APP) for note in app.iterchildren(_NOTE) if is_remark(note))


def _parent(note: etree._Element) -> etree._Element:
    parent = note.getparent()
    if parent is None:
        raise ValueError("a note of an entry stands in it")
    return parent
