"""The words of a name in a TEI register, forename first, and its surname.

What is struck out and notes are no part of a name; of alternatives one is read, as in transcriptions: docs/collate.md.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from edition.names import tei

#: What readers/tei.py leaves out and chooses; a test compares the two.
LEFT_OUT = frozenset(map(tei, ("teiHeader", "note", "noteGrp", "fw", "del", "figDesc", "metamark")))
PREFERRED = ("sic", "orig", "abbr", "lem")
_ONE_OF = frozenset(map(tei, ("choice", "app", "rdgGrp")))
_ELEMENTS_ONLY = _ONE_OF | {tei("subst")}
_PARTS = {tei(name): name for name in ("surname", "forename", "nameLink", "genName", "roleName", "addName")}
#: The parts of a name that is written surname first, in the order in which it is spoken.
_SPOKEN = ("roleName", "forename", "nameLink", "surname", "genName", "addName")
_Piece = tuple[str, str]  # the part ("" for words of none) and its words


def name_of(element: etree._Element) -> tuple[str, str]:
    """The name as it is spoken, and the surname, "" where none is told."""
    pieces = list(_pieces(element))
    surname = " ".join(words for part, words in pieces if part == "surname")
    if not surname:
        return _without_parts(element, pieces)
    parts = [part for part, _ in pieces if part]
    if "forename" in parts and parts.index("surname") < parts.index("forename"):
        pieces = [(part, words) for wanted in _SPOKEN for part, words in pieces if part == wanted]
    return _joined(pieces), surname


def _without_parts(element: etree._Element, pieces: Sequence[_Piece]) -> tuple[str, str]:
    """A name without a surname marked; of a person «Koestler, Arthur» says which it is."""
    written = _joined(pieces) if any(part for part, _ in pieces) else " ".join(_words(element).split())
    surname, comma, given = written.partition(", ")
    if comma and given and element.tag == tei("persName"):
        return f"{given} {surname}".strip(), surname
    return written, ""


def _joined(pieces: Sequence[_Piece]) -> str:
    """The pieces with blanks between them, none before a comma."""
    return " ".join(" ".join(words for _, words in pieces if words).replace(" ,", ",").split()).strip(" ,")


def _pieces(element: etree._Element) -> Iterator[_Piece]:
    """The parts of a name and the words between them, in their order."""
    if element.tag not in _ELEMENTS_ONLY:
        yield "", " ".join((element.text or "").split())
    for child in _chosen(element):
        if child.tag in _PARTS:
            yield _PARTS[str(child.tag)], " ".join(_words(child).split())
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield from _pieces(child)
        if element.tag not in _ELEMENTS_ONLY:
            yield "", " ".join((child.tail or "").split())


def _words(element: etree._Element) -> str:
    """The text of an element without what is left out."""
    is_mixed = element.tag not in _ELEMENTS_ONLY
    made = [element.text or ""] if is_mixed else []
    for child in _chosen(element):
        if isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            made.append(_words(child))
        made += [child.tail or ""] if is_mixed else []
    return "".join(made)


def _chosen(element: etree._Element) -> Sequence[etree._Element]:
    """The children that are read: of alternatives one."""
    if element.tag not in _ONE_OF:
        return list(element)
    children = [child for child in element if isinstance(child.tag, str)]
    preferred = [child for name in PREFERRED for child in children if child.tag == tei(name)]
    return (preferred or children)[:1]
