"""The apparatus of the witnesses alone: without notes, conjectures and signs of the editor's, and with what witnesses
read in the place of an emendation. For tools that know witnesses only."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from edition.xml.namespaces import TEI
from edition.xml.printed_signs import is_of_nobody, signs_in
from edition.xml.remarks import drop_remarks

_APP, _LEM, _RDG, _GROUP, _GAP = (f"{{{TEI}}}{name}" for name in ("app", "lem", "rdg", "rdgGrp", "gap"))
_PLAIN = "plain"  # the tag of an element of which the content alone stays


def with_witnesses_alone(root: etree._Element) -> etree._Element:
    """A copy with what witnesses have; a tree that holds nothing else in its apparatus as it is."""
    has_more = any(is_of_nobody(entry) for entry in root.iter(_LEM, _RDG)) or next(signs_in(root), None) is not None
    has_notes = any(True for app in root.iter(_APP) for _ in app.iterchildren(f"{{{TEI}}}note"))
    if not (has_more or has_notes):
        return root
    copy = deepcopy(root)
    leave_witnesses_alone(copy)
    return copy


def leave_witnesses_alone(element: etree._Element) -> None:
    """Take out of an element, and what is in it, all that no witness has."""
    drop_remarks(element)
    for sign in list(signs_in(element)):
        if sign.tag == _GAP:
            _drop(sign)
        else:
            sign.attrib.clear()
            sign.tag = _PLAIN
    for app in list(element.iter(_APP)):
        _leave(app)
    etree.strip_tags(element, _PLAIN)


def _leave(app: etree._Element) -> None:
    for side in [one for one in _sides(app) if is_of_nobody(one)]:
        _drop(side)
    sides = [one for one in _sides(app) if one.get("type") != "lac"]
    if app.find(_LEM) is None and sides:
        _make_lemma(app, sides[0])
    if not any(one.tag == _RDG for one in _sides(app)):
        for side in _sides(app):
            side.tag = _PLAIN
        app.tag = _PLAIN


def _make_lemma(app: etree._Element, side: etree._Element) -> None:
    side.tag = _LEM
    if side.get("type") not in ("om", "transposition"):
        side.attrib.pop("type", "")
    side.attrib.pop("ana", "")
    group = side.getparent()
    app.insert(0, side)
    if group is not None and group.tag == _GROUP and len(group) == 1:
        group.tag = _PLAIN


def _sides(app: etree._Element) -> Iterator[etree._Element]:
    for child in list(app):
        if child.tag in (_LEM, _RDG):
            yield child
        elif child.tag == _GROUP:
            yield from list(child)


def _drop(element: etree._Element) -> None:
    """Take an element out, and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
