"""The reader `tei`: a TEI file (P5) of another program or person; one layer of its text, and its notes.

Of several encodings of a place one is read, what the witness itself has; docs/collate.md says what is left out. Every
text node of the file is in the text, in a note, or in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.choose_text import choose_text
from edition.readers.events import At, Close, Event, Open, Out, Point, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_gaps import place_gaps
from edition.readers.tei_images import TeiImages
from edition.readers.xml_places import XmlPlaces
from edition.xml.namespaces import TEI
from edition.xml.parse import parse_document

_TEI = f"{{{TEI}}}"
#: Elements that are parts of the text of a kind of their own.
KINDS: Mapping[str, Kind] = {
    "lg": Kind.STANZA, "l": Kind.VERSE, "sp": Kind.SPEECH, "speaker": Kind.SPEAKER, "stage": Kind.STAGE,
    "list": Kind.LIST, "item": Kind.ITEM, "listBibl": Kind.BIBLIOGRAPHY, "table": Kind.TABLE, "row": Kind.ROW,
    "cell": Kind.CELL, "opener": Kind.OPENER, "closer": Kind.CLOSER, "dateline": Kind.DATELINE, "salute": Kind.SALUTE,
    "signed": Kind.SIGNED, "add": Kind.ADDED, "unclear": Kind.UNCLEAR, "supplied": Kind.SUPPLIED, "note": Kind.NOTE,
}  # fmt: skip
#: Further elements whose content is a paragraph of its own.
_PARAGRAPH_NAMES = """
    ab argument back body byline castItem castList div div1 div2 div3 div4 div5 div6 div7 docAuthor docDate docEdition
    docImprint docTitle epigraph floatingText front group p postscript text titlePage titlePart trailer
"""
_PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
#: Elements whose words are no part of the text of the witness -> the rule.
LEFT_OUT: Mapping[str, Rule] = {
    "teiHeader": Rule.METADATA, "facsimile": Rule.METADATA, "standOff": Rule.METADATA, "sourceDoc": Rule.ALTERNATIVE,
    "fw": Rule.RUNNING_HEAD, "del": Rule.DELETED, "figDesc": Rule.PICTURE, "metamark": Rule.MARKUP,
}  # fmt: skip
#: Zones of a transcribed surface that are no part of the text: numbers of leaves, stamps of a library.
_ZONE_NAMES = """
    pagination foliation library header footer running-head stamp page-number signature-mark catch-word numberingzone
    runningtitlezone quiremarkszone stampzone
"""
_ZONES_AROUND_TEXT = frozenset(_ZONE_NAMES.split())
_BREAKS = {"lb": "line", "pb": "page", "cb": "column", "gb": "page"}
#: The preferred child of `choice` (what the witness itself has) and of `app` (the lemma).
PREFERRED = ("sic", "orig", "abbr", "lem")
_ALTERNATIVES = frozenset(("choice", "app", "rdgGrp"))
_ELEMENTS_ONLY = _ALTERNATIVES | {"subst"}  # white space in them is not text
#: Where a witness does not survive, or begins and ends (TEI P5, 11.3.3.1 and 13.1.5).
_GAPS = frozenset(("gap", "lacunaStart", "lacunaEnd", "witStart", "witEnd"))
#: Words of `hi/@rend` and `hi/@rendition` -> how words are written.
_RENDITIONS: Mapping[str, str] = {
    "i": "italic", "it": "italic", "ital": "italic", "italic": "italic", "italics": "italic", "b": "bold",
    "bold": "bold", "sc": "smallCaps", "smallcaps": "smallCaps", "small-caps": "smallCaps", "sup": "superscript",
    "super": "superscript", "superscript": "superscript", "sub": "subscript", "subscript": "subscript",
    "ul": "underline", "underline": "underline", "underlined": "underline", "strike": "strike", "spaced": "spaced",
    "letterspaced": "spaced", "gesperrt": "spaced", "small": "small", "large": "large",
}  # fmt: skip
_MAX_LEVEL = 6


def read_tei(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a TEI file, or of several that are the pages of one witness.

    Refusal for a file without text, and for one with several of which none is named.
    """
    key = options.tei.text or options.part
    made: list[Event] = []
    for path, data in source.files:
        document = parse_document(data, path)
        texts = choose_text(document.root, key, may_be_empty=bool(source.pages))
        if isinstance(texts, Refusal):
            return Refusal(f"{document.position(document.root)}: {texts.why}")
        places = XmlPlaces(document.root, path if source.pages else "")
        made += _Walk(places, texts[0], TeiImages(document.root, texts[0]), path).walk(document.root)
    return place_gaps(made)


@dataclass(slots=True)
class _Walk:
    """Walks over a file; `chosen` is the element whose text is read."""

    places: XmlPlaces
    chosen: etree._Element
    images: TeiImages
    path: str

    def walk(self, root: etree._Element) -> Iterator[Event]:
        """The events of the whole file: what stands outside the chosen element is left out."""
        yield from self._outside(root)
        yield from self.images.report(self.path)

    def _outside(self, element: etree._Element) -> Iterator[Event]:
        if element is self.chosen:
            yield from self.images.before_text()
            yield from self._inside(element, 0)
            return
        rule = LEFT_OUT.get(_name(element), Rule.METADATA if len(element) else Rule.UNKNOWN)
        holds = any(element is ancestor for ancestor in self.chosen.iterancestors())
        if not holds:
            yield from self._out(element, Rule.OTHER_WITNESS if _name(element) in ("TEI", "text") else rule)
            return
        yield from self._piece(element.text, self.places.text(element), Rule.MARKUP)
        for child in element:
            yield from self._outside(child) if isinstance(child.tag, str) else ()
            yield from self._piece(child.tail, self.places.tail(child), Rule.MARKUP)

    def _out(self, element: etree._Element, rule: Rule) -> Iterator[Event]:
        """Everything in an element is left out by a rule."""
        yield from self._piece(element.text, self.places.text(element), rule)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._out(child, rule)
            yield from self._piece(child.tail, self.places.tail(child), rule)

    def _piece(self, words: str | None, at: At, rule: Rule | None) -> Iterator[Event]:
        if words:
            yield Out(rule, words, at) if rule else Text(words, at)

    def _inside(self, element: etree._Element, depth: int) -> Iterator[Event]:
        """The events of an element and what is in it. `depth`: the divisions around it."""
        yield from self._begun(element)
        opened = self._open(element, depth)
        yield from [opened] if opened else []
        only_elements = _name(element) in _ELEMENTS_ONLY
        yield from self._piece(element.text, self.places.text(element), Rule.MARKUP if only_elements else None)
        read = _children_to_read(element)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._child(child, depth, child in read)
            yield from self._piece(child.tail, self.places.tail(child), Rule.MARKUP if only_elements else None)
        yield from [Close()] if opened else []

    def _begun(self, element: etree._Element) -> Iterator[Event]:
        """The page or line that begins with an element."""
        yield from self.images.begun_by(element)
        if _name(element) == "surface":
            yield self.images.of_surface(element)
        elif _name(element) == "line":
            yield Point(Kind.BREAK, unit="line", of="page")

    def _child(self, child: etree._Element, depth: int, is_read: bool) -> Iterator[Event]:
        name = _name(child)
        if not is_read:
            parent = child.getparent()
            rule = Rule.APPARATUS if parent is not None and _name(parent) in ("app", "rdgGrp") else Rule.ALTERNATIVE
            yield from self._out(child, rule)
        elif point := _point(child, name, self.images):
            yield from self.images.begun_by(child)
            yield point
            yield from self._out(child, Rule.METADATA)  # a description of what is lost, or of the break
        elif name in LEFT_OUT:
            yield from self._out(child, LEFT_OUT[name])
        elif name == "zone" and child.get("type", "").casefold() in _ZONES_AROUND_TEXT:
            yield from self._out(child, Rule.RUNNING_HEAD)
        else:
            yield from self._inside(child, depth + name.startswith("div"))

    def _open(self, element: etree._Element, depth: int) -> Open | None:
        """What begins with an element; nothing for one whose words only stand in the text around it."""
        name, n = _name(element), element.get("n", "")
        if rule := _OPENING.get(name):
            return rule(element, depth)
        if kind := KINDS.get(name):
            return Open(kind, n=n)
        return Open(Kind.PARAGRAPH) if name in _PARAGRAPHS else None


def _point(element: etree._Element, name: str, images: TeiImages) -> Event | None:
    """What an element without words of the text stands for: a break, a blank, a gap; else nothing."""
    if name in _BREAKS:
        n, facs = element.get("n", ""), images.of_break(element) if _BREAKS[name] == "page" else ""
        return Point(Kind.BREAK, unit=_BREAKS[name], n=n, facs=facs, break_=_inside_word(element), of="page")
    if name in _GAPS:
        return Point(Kind.GAP, extent=element.get("extent", ""))
    return Text(" ") if name == "space" else None


def _head(element: etree._Element, depth: int) -> Open:
    parent = element.getparent()
    if parent is not None and _name(parent) == "figure":
        return Open(Kind.CAPTION)
    return Open(Kind.HEADING, level=str(min(max(depth, 1), _MAX_LEVEL)))


def _quote(element: etree._Element, depth: int) -> Open:
    is_block = any(_name(e) in ("p", "l", "lg", "ab", "list", "table") for e in element)
    return Open(Kind.QUOTATION if is_block else Kind.QUOTED)


def _hi(element: etree._Element, depth: int) -> Open | None:
    said = f"{element.get('rend', '')} {element.get('rendition', '')}".replace("#", " ").replace(":", " ").split()
    ways = dict.fromkeys(_RENDITIONS[word.casefold()] for word in said if word.casefold() in _RENDITIONS)
    return Open(Kind.EMPHASIS, rend=" ".join(ways) or ("italic" if _name(element) != "hi" else "")) if ways else None


def _emph(element: etree._Element, depth: int) -> Open:
    return _hi(element, depth) or Open(Kind.EMPHASIS, rend="italic")


def _foreign(element: etree._Element, depth: int) -> Open | None:
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    return Open(Kind.FOREIGN, lang=language) if language else None


def _zone(element: etree._Element, depth: int) -> Open | None:
    """A zone of a transcribed surface; one that only holds one line of the zone around it begins nothing."""
    lines, parent = element.findall(f"{_TEI}line"), element.getparent()
    is_line = len(lines) < 2 and element.find(f"{_TEI}zone") is None and parent is not None and _name(parent) == "zone"
    return None if is_line else Open(Kind.PARAGRAPH)


def _listed(kind: Kind) -> Callable[[etree._Element, int], Open | None]:
    """An entry where its parent is a list; else words of the text around it."""

    def opened(element: etree._Element, depth: int) -> Open | None:
        parent = element.getparent()
        return Open(kind) if parent is not None and _name(parent) in ("list", "listBibl") else None

    return opened


_OPENING: Mapping[str, Callable[[etree._Element, int], Open | None]] = {
    "head": _head,
    "quote": _quote,
    "hi": _hi,
    "emph": _emph,
    "foreign": _foreign,
    "zone": _zone,
    "bibl": _listed(Kind.ENTRY),
    "label": _listed(Kind.ITEM),
}


def _name(element: etree._Element) -> str:
    """The name of a TEI element; of one of another namespace, nothing."""
    tag = str(element.tag)
    return tag[len(_TEI) :] if tag.startswith(_TEI) else ""


def _inside_word(element: etree._Element) -> str:
    return "no" if element.get("break") == "no" else ""


def _children_to_read(element: etree._Element) -> Sequence[etree._Element]:
    """The children of an element that are read: all, or one of several alternatives."""
    children = [child for child in element if isinstance(child.tag, str)]
    if _name(element) not in _ALTERNATIVES:
        return children
    preferred = [child for name in PREFERRED for child in children if _name(child) == name]
    return (preferred or children)[:1]
