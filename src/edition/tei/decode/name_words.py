"""The words of a name in a TEI register, forename first, and its surname.

What is struck out and notes are no part of a name; of alternatives one is read, as in transcriptions: docs/collate.md.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from edition.late_patterns import late_pattern
from edition.xml.namespaces import XML_LANG, tei

#: What readers/tei.py leaves out and chooses; a test compares the two.
_LEFT_OUT = """
    teiHeader note noteGrp fw del figDesc metamark witDetail listWit listApp annotation certainty fLib fs fvLib index
    interp interpGrp linkGrp listAnnotation listChange listRelation listTranspose precision respons span spanGrp
    timeline xenoData
"""
LEFT_OUT = frozenset(map(tei, _LEFT_OUT.split()))
PREFERRED = ("sic", "orig", "abbr", "lem")
_ONE_OF = frozenset(map(tei, ("choice", "app", "rdgGrp")))
_ELEMENTS_ONLY = _ONE_OF | {tei("subst")}
_PARTS = {tei(name): name for name in ("surname", "forename", "nameLink", "genName", "roleName", "addName")}
#: The parts of a name that is written surname first, in the order in which it is spoken.
_SPOKEN = ("roleName", "forename", "nameLink", "surname", "genName", "addName")
_BREAKS = frozenset(map(tei, ("lb", "pb", "cb", "gb", "milestone")))
_NO_BREAK = "\0"  # in place of a break within a word
#: Languages in which the surname is spoken first, and the letters of some of them.
_SURNAME_FIRST = ("zh", "ja", "ko", "vi", "hu")
_EASTERN = late_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_SPACELESS = late_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_Piece = tuple[str, str]  # the part ("" for words of none) and its words, with the blanks around them


def name_of(element: etree._Element) -> tuple[str, str]:
    """The name as it is spoken, and the surname, "" where none is told."""
    pieces = list(_pieces(element))
    surname = _joined([piece for piece in _compounds(pieces) if piece[0] == "surname"])
    if not surname:
        return _without_parts(element, pieces)
    parts = [part for part, _ in pieces if part]
    if "forename" in parts and parts.index("surname") < parts.index("forename") and not _goes_first(element, pieces):
        pieces = [(part, words) for wanted in _SPOKEN for part, words in _compounds(pieces) if part == wanted]
    return _joined(pieces), surname


def _goes_first(element: etree._Element, pieces: Sequence[_Piece]) -> bool:
    """Whether the surname is spoken first: in languages of East Asia and in Hungarian, unless a comma says else."""
    if any("," in words for part, words in pieces if not part):
        return False
    language = element.get(XML_LANG, "").split("-")[0].lower()
    return language in _SURNAME_FIRST or _EASTERN.search(_joined(pieces)) is not None


def _compounds(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """The pieces with those of one part that a hyphen joins as one: «Jean-Paul»."""
    made: list[_Piece] = []
    for part, words in pieces:
        if len(made) > 1 and made[-1][1] in _HYPHENS and made[-2][0] == part != "":
            hyphen = made.pop()[1]
            made[-1] = part, made[-1][1].rstrip() + hyphen + words.lstrip()
        elif part or words:
            made.append((part, words))
    return made


_HYPHENS = ("-", "\u2010", "\u2011")


def _without_parts(element: etree._Element, pieces: Sequence[_Piece]) -> tuple[str, str]:
    """A name without a surname marked; of a person «Koestler, Arthur» says which it is."""
    written = _joined(pieces)
    surname, comma, given = written.partition(", ")
    if comma and given and element.tag == tei("persName"):
        return f"{given} {surname}".strip(), surname
    return written, ""


def _joined(pieces: Iterable[_Piece]) -> str:
    """The pieces as they stand, with a blank where two words of which one is a part would run together."""
    made, last = "", ""
    for part, words in pieces:
        if (part or last) and _would_touch(made, words):
            made += " "
        made += words
        last = part if words else last
    return " ".join(re.sub(rf"\s*{_NO_BREAK}\s*", "", made).replace(" ,", ",").split()).strip(" ,")


def _would_touch(before: str, behind: str) -> bool:
    left, right = before[-1:], behind[:1]
    if not (left.isalnum() or left in _ENDS) or not (right.isalnum() or right == "("):
        return False
    return bool(left) and not (_SPACELESS.match(left) and _SPACELESS.match(right))


_ENDS = (".", ",", ")", ";")


def _pieces(element: etree._Element) -> Iterator[_Piece]:
    """The parts of a name and the words between them, in their order."""
    if element.tag not in _ELEMENTS_ONLY:
        yield "", element.text or ""
    for child in _chosen(element):
        if child.tag in _BREAKS:
            yield "", _break(child)
        elif child.tag in _PARTS:
            yield _PARTS[str(child.tag)], _words(child)
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            yield from _pieces(child)
        if element.tag not in _ELEMENTS_ONLY:
            yield "", child.tail or ""


def _break(element: etree._Element) -> str:
    """What the beginning of a line, page or column is between two words, or within one."""
    return _NO_BREAK if element.get("break") == "no" else " "


def _words(element: etree._Element) -> str:
    """The text of an element without what is left out."""
    is_mixed = element.tag not in _ELEMENTS_ONLY
    made = [element.text or ""] if is_mixed else []
    for child in _chosen(element):
        if child.tag in _BREAKS:
            made.append(_break(child))
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
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
