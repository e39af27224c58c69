"""What the elements of a TEI file are: blocks, points, ways of writing, and what is no part of the text."""

from collections.abc import Callable, Mapping

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.events import Event, Open, Point, Text
from edition.readers.tei_gaps import gap_event
from edition.readers.tei_images import TeiImages
from edition.readers.tei_layer import local_name
from edition.readers.tei_references import is_numbered, reference_point
from edition.readers.tei_stanzas import stanzas_with_heading
from edition.xml.namespaces import TEI

_TEI = f"{{{TEI}}}"
#: Elements that are parts of the text of a kind of their own.
KINDS: Mapping[str, Kind] = {
    "ab": Kind.ANONYMOUS, "lg": Kind.STANZA, "l": Kind.VERSE, "sp": Kind.SPEECH, "speaker": Kind.SPEAKER,
    "stage": Kind.STAGE,
    "list": Kind.LIST, "item": Kind.ITEM, "listBibl": Kind.BIBLIOGRAPHY, "table": Kind.TABLE, "row": Kind.ROW,
    "cell": Kind.CELL, "opener": Kind.OPENER, "closer": Kind.CLOSER, "dateline": Kind.DATELINE, "salute": Kind.SALUTE,
    "signed": Kind.SIGNED, "unclear": Kind.UNCLEAR, "supplied": Kind.SUPPLIED, "note": Kind.NOTE,
}  # fmt: skip
#: Further elements whose content is a paragraph of its own.
_PARAGRAPH_NAMES = """
    argument back body byline castItem castList div div1 div2 div3 div4 div5 div6 div7 docAuthor docDate docEdition
    docImprint docTitle epigraph floatingText front group p postscript text titlePage titlePart trailer
"""
PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
_NO_TEXT = """
    annotation certainty fLib fs fvLib index interp interpGrp linkGrp listAnnotation listChange listRelation
    listTranspose precision respons span spanGrp timeline xenoData
"""
#: Elements whose words are no part of the text of the witness -> the rule.
LEFT_OUT: Mapping[str, Rule] = {
    "teiHeader": Rule.METADATA, "facsimile": Rule.METADATA, "standOff": Rule.METADATA, "sourceDoc": Rule.ALTERNATIVE,
    "fw": Rule.RUNNING_HEAD, "figDesc": Rule.PICTURE, "metamark": Rule.MARKUP, "witDetail": Rule.APPARATUS,
    "listWit": Rule.METADATA, "listApp": Rule.APPARATUS,
    **dict.fromkeys(_NO_TEXT.split(), Rule.METADATA),
}  # fmt: skip
_INSIDE = frozenset(("add", "unclear", "supplied", "note"))
#: Zones of a transcribed surface that are no part of the text: numbers of leaves, stamps of a library.
_ZONE_NAMES = """
    pagination foliation library header footer running-head stamp page-number signature-mark catch-word numberingzone
    runningtitlezone quiremarkszone stampzone
"""
ZONES_AROUND_TEXT = frozenset(_ZONE_NAMES.split())
NOT_IN_DELETION = PARAGRAPHS | set(KINDS) - _INSIDE
BREAKS = {"lb": "line", "pb": "page", "cb": "column", "gb": "page"}
APPARATUS = frozenset(("app", "rdgGrp"))
ELEMENTS_ONLY = APPARATUS | {"choice", "subst"}  # white space in them is not text
#: Where a witness does not survive, or begins and ends (TEI P5, 11.3.3.1 and 13.1.5).
_GAPS = frozenset(("gap", "lacunaStart", "lacunaEnd", "witStart", "witEnd"))
POINTS = _GAPS | set(BREAKS) | {"milestone", "space", "caesura"}
#: Words of `hi/@rend` and `hi/@rendition` -> how words are written.
_RENDITIONS: Mapping[str, str] = {
    "i": "italic", "it": "italic", "ital": "italic", "italic": "italic", "italics": "italic", "b": "bold",
    "bold": "bold", "sc": "smallCaps", "smallcaps": "smallCaps", "small-caps": "smallCaps", "sup": "superscript",
    "super": "superscript", "superscript": "superscript", "sub": "subscript", "subscript": "subscript",
    "ul": "underline", "underline": "underline", "underlined": "underline", "strike": "strike", "spaced": "spaced",
    "letterspaced": "spaced", "gesperrt": "spaced", "small": "small", "large": "large",
}  # fmt: skip
MAX_LEVEL = 6


def point_of(element: etree._Element, name: str, images: TeiImages) -> Event | None:
    """What an element without words of the text stands for: a break, a blank, a gap; else nothing."""
    if name not in POINTS:
        return None
    if name in BREAKS:
        n, facs = element.get("n", ""), images.of_break(element) if BREAKS[name] == "page" else ""
        return Point(Kind.BREAK, unit=BREAKS[name], n=n, facs=facs, break_=_inside_word(element), of="page")
    if name in _GAPS:
        return gap_event(element)
    if name == "milestone":
        return reference_point(element)
    return Text(" ") if name in ("space", "caesura") else None


def _head(element: etree._Element, depth: int) -> Open:
    parent = element.getparent()
    if parent is not None and local_name(parent) == "figure":
        return Open(Kind.CAPTION)
    depth += stanzas_with_heading(element)
    later = any(local_name(e) == "head" for e in element.itersiblings(preceding=True)) and is_numbered(parent)
    return Open(Kind.HEADING, level=str(min(max(depth + later, 1), MAX_LEVEL)))


def _quote(element: etree._Element, depth: int) -> Open:
    is_block = any(local_name(e) in ("p", "l", "lg", "ab", "list", "table") for e in element)
    return Open(Kind.QUOTATION if is_block else Kind.QUOTED)


def _hi(element: etree._Element, depth: int) -> Open | None:
    said = f"{element.get('rend', '')} {element.get('rendition', '')}".replace("#", " ").replace(":", " ").split()
    ways = dict.fromkeys(_RENDITIONS[word.casefold()] for word in said if word.casefold() in _RENDITIONS)
    return (
        Open(Kind.EMPHASIS, rend=" ".join(ways) or ("italic" if local_name(element) != "hi" else "")) if ways else None
    )


def _emph(element: etree._Element, depth: int) -> Open:
    return _hi(element, depth) or Open(Kind.EMPHASIS, rend="italic")


def _add(element: etree._Element, depth: int) -> Open:
    return Open(Kind.ADDED, hand=element.get("hand", ""), place=element.get("place", ""))


def _word(element: etree._Element, depth: int) -> Open:
    """A word that the file marks as one, with its lemma and its regular form."""
    pos = element.get("pos") or element.get("msd") or element.get("ana") or ""
    return Open(
        Kind.WORD, lemma=element.get("lemma", ""), norm=element.get("norm") or element.get("reg") or "", pos=pos
    )


def _foreign(element: etree._Element, depth: int) -> Open | None:
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    return Open(Kind.FOREIGN, lang=language) if language else None


def _zone(element: etree._Element, depth: int) -> Open | None:
    """A zone of a transcribed surface; one that only holds one line of the zone around it begins nothing."""
    lines, parent = element.findall(f"{_TEI}line"), element.getparent()
    is_inner = parent is not None and local_name(parent) == "zone"
    is_line = is_inner and len(lines) < 2 and element.find(f"{_TEI}zone") is None
    return None if is_line else Open(Kind.PARAGRAPH)


def _listed(kind: Kind) -> Callable[[etree._Element, int], Open | None]:
    """An entry where its parent is a list; else words of the text around it."""

    def opened(element: etree._Element, depth: int) -> Open | None:
        parent = element.getparent()
        return Open(kind) if parent is not None and local_name(parent) in ("list", "listBibl") else None

    return opened


OPENING: Mapping[str, Callable[[etree._Element, int], Open | None]] = {
    "head": _head,
    "quote": _quote,
    "hi": _hi,
    "emph": _emph,
    "foreign": _foreign,
    "zone": _zone,
    "add": _add,
    "ex": lambda element, depth: Open(Kind.EXPANDED),
    "w": _word,
    "bibl": _listed(Kind.ENTRY),
    "label": _listed(Kind.ITEM),
}


def _inside_word(element: etree._Element) -> str:
    return "no" if element.get("break") == "no" else ""
