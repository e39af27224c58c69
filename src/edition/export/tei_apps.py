"""The `app` elements of our TEI, for exports that write a changed copy of it."""

from collections.abc import Iterator, Sequence

from lxml import etree

from edition.xml.namespaces import tei

LACUNA = "lac"
_SIDES = (tei("lem"), tei("rdg"))


def sides(app: etree._Element) -> Iterator[etree._Element]:
    """The lemma and the readings of an `app`, those in groups among them, those of nested `app`s not."""
    for child in app:
        if child.tag in _SIDES:
            yield child
        elif child.tag == tei("rdgGrp"):
            yield from child.iterchildren(*_SIDES)


def witnesses_of(side: etree._Element) -> Sequence[str]:
    """The ids of the witnesses of a lemma or reading."""
    return [pointer.removeprefix("#") for pointer in side.get("wit", "").split()]


def is_lacuna(side: etree._Element) -> bool:
    """Whether the witnesses of a reading are not extant here, which is no omission."""
    return side.get("type") == LACUNA
