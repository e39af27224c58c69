"""Ids that an edition no longer has, and where each one leads now (docs/design.md, I4)."""

from collections.abc import Iterator

from lxml import etree

from edition.names import XML_ID

HEADER = "file\tid\tleads to\n"


def ids_of(root: etree._Element) -> set[str]:
    """All `xml:id`s of a document."""
    return {e.get(XML_ID, "") for e in root.iter() if XML_ID in e.attrib}


def retired(path: str, old: etree._Element, new: etree._Element) -> Iterator[tuple[str, str, str]]:
    """(file, id, successor) for each id of `old` that `new` lacks.

    The successor is the nearest element around it, else before it, whose id is still there; empty if there is none.
    """
    kept = ids_of(new)
    last = ""
    for element in old.iter():
        name = element.get(XML_ID)
        if name is None:
            continue
        if name in kept:
            last = name
            continue
        around = (a.get(XML_ID, "") for a in element.iterancestors())
        yield path, name, next((a for a in around if a in kept), last)


def appended(table: str, rows: list[tuple[str, str, str]]) -> str:
    """The table with new rows; an id that is there already is not added again."""
    table = table or HEADER
    known = {tuple(line.split("\t")[:2]) for line in table.splitlines()[1:]}
    return table + "".join("\t".join(row) + "\n" for row in rows if row[:2] not in known)
