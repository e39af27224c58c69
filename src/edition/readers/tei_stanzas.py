"""Groups of verses (`lg`) with more than verses in them: headings of poems and stanzas, groups of stanzas.

A heading stands before its stanza: it is no verse, and is not counted as one.
"""

from collections.abc import Iterator

from lxml import etree

from edition.xml.namespaces import TEI

_TEI = f"{{{TEI}}}"
_GROUP, _HEAD, _VERSE = f"{_TEI}lg", f"{_TEI}head", f"{_TEI}l"
#: What may stand at the head of a group of verses and is no part of its stanza.
_HEADINGS = frozenset(f"{_TEI}{name}" for name in ("head", "argument", "epigraph", "opener", "byline", "dateline"))


def holds_stanzas(group: etree._Element) -> bool:
    """Whether a group is one of stanzas: it has no verse of its own."""
    return group.find(_GROUP) is not None and group.find(_VERSE) is None


def first_verse(group: etree._Element) -> etree._Element | None:
    """The child with which the stanza of a group begins, behind its headings; None where it has none."""
    children = list(_children(group))
    last = max((n for n, child in enumerate(children) if child.tag in _HEADINGS), default=-1)
    return children[last + 1] if 0 <= last < len(children) - 1 else None


def _children(group: etree._Element) -> Iterator[etree._Element]:
    """The children up to the first verse or stanza."""
    for child in group:
        if isinstance(child.tag, str):
            yield child
        if child.tag in (_VERSE, _GROUP):
            return


def stanzas_with_heading(head: etree._Element) -> int:
    """How many groups of verses with a heading are around a heading of one: its level below the divisions."""
    parent = head.getparent()
    if parent is None or parent.tag != _GROUP:
        return 0
    around = [group for group in head.iterancestors(_GROUP) if group.find(_HEAD) is not None]
    inside = [g for g in parent.iterancestors() if str(g.tag).startswith(f"{_TEI}div") and g.find(_HEAD) is not None]
    return len(around) if inside else len(around) - 1
