"""The reader `tei`: a TEI file (P5) of another program or person; one layer of its text, and its notes.

Of several encodings of a place one is read, what the witness itself has; docs/collate.md says what is left out. Every
text node of the file is in the text, in a note, or in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.events import At, Close, Event, Open, Out, Point, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_gaps import place_gaps
from edition.readers.tei_references import division, is_numbered, line_reference, reference_attributes, reference_point
from edition.readers.xml_places import XmlPlaces
from edition.xml.namespaces import TEI, XML_ID
from edition.xml.parse import parse_document

_TEI = f"{{{TEI}}}"
#: Elements that are parts of the text of a kind of their own.
KINDS: Mapping[str, Kind] = {
    "ab": Kind.ANONYMOUS, "lg": Kind.STANZA, "l": Kind.VERSE, "sp": Kind.SPEECH, "speaker": Kind.SPEAKER,
    "stage": Kind.STAGE,
    "list": Kind.LIST, "item": Kind.ITEM, "listBibl": Kind.BIBLIOGRAPHY, "table": Kind.TABLE, "row": Kind.ROW,
    "cell": Kind.CELL, "opener": Kind.OPENER, "closer": Kind.CLOSER, "dateline": Kind.DATELINE, "salute": Kind.SALUTE,
    "signed": Kind.SIGNED, "add": Kind.ADDED, "unclear": Kind.UNCLEAR, "supplied": Kind.SUPPLIED, "note": Kind.NOTE,
}  # fmt: skip
#: Further elements whose content is a paragraph of its own.
_PARAGRAPH_NAMES = """
    argument back body byline castItem castList div div1 div2 div3 div4 div5 div6 div7 docAuthor docDate docEdition
    docImprint docTitle epigraph floatingText front group p postscript text titlePage titlePart trailer
"""
_PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
#: Elements whose words are no part of the text of the witness -> the rule.
LEFT_OUT: Mapping[str, Rule] = {
    "teiHeader": Rule.METADATA, "facsimile": Rule.METADATA, "standOff": Rule.METADATA, "sourceDoc": Rule.ALTERNATIVE,
    "fw": Rule.RUNNING_HEAD, "del": Rule.DELETED, "figDesc": Rule.PICTURE, "metamark": Rule.MARKUP,
}  # fmt: skip
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
    """The events of a TEI file. Refusal for a file without text, and for one with several of which none is named."""
    document = parse_document(source.data, source.path)
    texts = _texts(document.root, options.part)
    if isinstance(texts, Refusal):
        return texts
    if not texts:
        return Refusal(f"{document.position(document.root)}: it has no text element of TEI (namespace {TEI})")
    return place_gaps(_Walk(XmlPlaces(document.root), texts[0]).walk(document.root))


def _texts(root: etree._Element, part: str) -> Sequence[etree._Element] | Refusal:
    """The element that is read: the one text of the file, or the part that the editor names by its xml:id."""
    if part:
        name = part.removeprefix("#")
        found = [e for e in root.iter(etree.Element) if e.get(XML_ID) == name]
        return found or Refusal(f'there is no element with xml:id="{name}" (part = "{part}")')
    texts = [t for t in root.iter(f"{_TEI}text") if not any(a.tag == t.tag for a in t.iterancestors())]
    if len(texts) < 2:
        return texts
    named = ", ".join(f'part = "#{t.get(XML_ID)}"' for t in texts if t.get(XML_ID))
    advice = (
        f"write {named}" if named else "give each an xml:id and name it as part, or put each into a file of its own"
    )
    return Refusal(f"the file has {len(texts)} texts; {advice}")


@dataclass(slots=True)
class _Walk:
    """Walks over a file; `chosen` is the element whose text is read."""

    places: XmlPlaces
    chosen: etree._Element
    has_divisions: bool = False  # whether a numbered division began

    def walk(self, root: etree._Element) -> Iterator[Event]:
        """The events of the whole file: what stands outside the chosen element is left out."""
        yield from self._outside(root)

    def _outside(self, element: etree._Element) -> Iterator[Event]:
        if element is self.chosen:
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
        if begun := division(element, _name(element), min(depth, _MAX_LEVEL), self.has_divisions):
            self.has_divisions = True
            yield begun
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

    def _child(self, child: etree._Element, depth: int, is_read: bool) -> Iterator[Event]:
        name = _name(child)
        if not is_read:
            parent = child.getparent()
            rule = Rule.APPARATUS if parent is not None and _name(parent) in ("app", "rdgGrp") else Rule.ALTERNATIVE
            yield from self._out(child, rule)
        elif point := _point(child, name):
            yield from line_reference(child, name)
            yield point
            yield from self._out(child, Rule.METADATA)  # a description of what is lost, or of the break
        elif name in LEFT_OUT:
            yield from self._out(child, LEFT_OUT[name])
        else:
            yield from self._inside(child, depth + name.startswith("div"))

    def _open(self, element: etree._Element, depth: int) -> Open | None:
        """What begins with an element; nothing for one whose words only stand in the text around it."""
        name = _name(element)
        if rule := _OPENING.get(name):
            return rule(element, depth)
        if kind := KINDS.get(name):
            return Open(kind, **reference_attributes(element, name))
        return Open(Kind.PARAGRAPH, **reference_attributes(element, name)) if name in _PARAGRAPHS else None


def _point(element: etree._Element, name: str) -> Event | None:
    """What an element without words of the text stands for: a break, a blank, a gap; else nothing."""
    if name in _BREAKS:
        n, facs = element.get("n", ""), element.get("facs", "")
        return Point(Kind.BREAK, unit=_BREAKS[name], n=n, facs=facs, break_=_inside_word(element), of="page")
    if name in _GAPS:
        return Point(Kind.GAP, extent=element.get("extent", ""))
    if name == "milestone":
        return reference_point(element)
    return Text(" ") if name == "space" else None


def _head(element: etree._Element, depth: int) -> Open:
    parent = element.getparent()
    if parent is not None and _name(parent) == "figure":
        return Open(Kind.CAPTION)
    later = any(_name(e) == "head" for e in element.itersiblings(preceding=True)) and is_numbered(parent)
    return Open(Kind.HEADING, level=str(min(max(depth + later, 1), _MAX_LEVEL)))


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
