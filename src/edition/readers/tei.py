"""The reader `tei`: a TEI file (P5) of another program or person; one layer of its text, and its notes.

Of several encodings of a place one is read, what the witness itself has; docs/collate.md says what is left out. Every
text node of the file is in the text, in a note, or in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.model import Kind, Rule
from edition.model.transcribed import NAMING
from edition.readers.choose_text import choose_text
from edition.readers.events import Close, Event, Open, Out, Point, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_apparatus import Readings
from edition.readers.tei_breaks import join_words
from edition.readers.tei_gaps import gap_event, place_gaps
from edition.readers.tei_images import TeiImages
from edition.readers.tei_layer import TYPES, Layer, local_name
from edition.readers.tei_names import is_register, open_named
from edition.readers.tei_references import division, is_numbered, line_reference, reference_attributes, reference_point
from edition.readers.tei_root import tei_refusal
from edition.readers.tei_signs import is_sign
from edition.readers.tei_stanzas import first_verse, holds_stanzas, stanzas_with_heading
from edition.readers.tei_words import TokenSpaces
from edition.readers.xml_places import XmlPlaces
from edition.xml.namespaces import TEI
from edition.xml.transcription import parse_transcription

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
_PARAGRAPHS = frozenset(_PARAGRAPH_NAMES.split())
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
_ZONES_AROUND_TEXT = frozenset(_ZONE_NAMES.split())
_BREAKS = {"lb": "line", "pb": "page", "cb": "column", "gb": "page"}
_APPARATUS = frozenset(("app", "rdgGrp"))
_ELEMENTS_ONLY = _APPARATUS | {"choice", "subst"}  # white space in them is not text
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
    made: list[Event] = []
    for path, data in source.files:
        found = _events_of(path, data, source, options)
        if isinstance(found, Refusal):
            return found
        made += found
    return join_words(place_gaps(made), source.path, options)


def _events_of(path: str, data: bytes, source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of one file of a source."""
    file = parse_transcription(data, path, source.declarations)
    root = file.root
    if why := tei_refusal(root):
        return Refusal(why)
    texts = choose_text(root, options.tei.text or options.part, may_be_empty=bool(source.pages))
    if isinstance(texts, Refusal):
        return Refusal(f"{file.document(data).position(root)}: {texts.why}")
    readings = Readings.of(root, options.pointer, bool(options.tei.negative))
    walk = _Walk(
        XmlPlaces(root, path if source.pages else ""),
        texts[0],
        Layer.of(root, options.layer, options.state),
        readings,
        TokenSpaces.of(texts[0]),
        TeiImages(root, texts[0]),
        path,
    )
    told = readings.findings(path, texts[0]) if readings.has_entries else ()
    return [*told, *walk.layer.findings(texts[0], path), *walk.walk(root)]


@dataclass(slots=True)
class _Walk:
    """Walks over a file; `chosen` is the element whose text is read."""

    places: XmlPlaces
    chosen: etree._Element
    layer: Layer
    readings: Readings
    spaces: TokenSpaces
    images: TeiImages
    path: str
    is_in_choice: bool = False
    has_divisions: bool = False  # whether a numbered division began

    def walk(self, root: etree._Element) -> Iterator[Event]:
        """The events of the whole file: what stands outside the chosen element is left out."""
        yield from self._outside(root)
        yield from self.images.report(self.path)

    def _outside(self, element: etree._Element) -> Iterator[Event]:
        if element is self.chosen:
            yield from self.images.before_text()
            yield from self._inside(element, 0)
            return
        is_text = any(local_name(ancestor) in ("text", "sourceDoc") for ancestor in element.iterancestors())
        other = Rule.OTHER_WITNESS if is_text else Rule.METADATA if len(element) else Rule.UNKNOWN
        rule = LEFT_OUT.get(local_name(element), other)
        holds = any(element is ancestor for ancestor in self.chosen.iterancestors())
        if not holds:
            yield from self._out(element, Rule.OTHER_WITNESS if local_name(element) in ("TEI", "text") else rule)
            return
        yield from self._text(element, Rule.MARKUP)
        for child in element:
            yield from self._outside(child) if isinstance(child.tag, str) else ()
            yield from self._tail(child, Rule.MARKUP)

    def _out(self, element: etree._Element, rule: Rule) -> Iterator[Event]:
        """Everything in an element is left out by a rule."""
        yield from self._all_of(element, rule)

    def _all_of(self, element: etree._Element, rule: Rule | None) -> Iterator[Event]:
        """All words of an element, without what its parts are: left out, or as text where no rule is given."""
        yield from self._text(element, rule)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._all_of(child, rule)
            yield from self._tail(child, rule)

    def _text(self, element: etree._Element, rule: Rule | None = None) -> Iterator[Event]:
        """What stands before the first child of an element."""
        if words := element.text:
            rule = rule or self._rule_of(element, False)
            at = self.places.text(element)
            yield Out(rule, words, at) if rule else Text(words, at)

    def _tail(self, element: etree._Element, rule: Rule | None = None) -> Iterator[Event]:
        """What stands behind an element."""
        if words := element.tail:
            rule = rule or self._rule_of(element, True)
            at = self.places.tail(element)
            yield Out(rule, words, at) if rule else Text(words, at)

    def _rule_of(self, element: etree._Element, is_tail: bool) -> Rule | None:
        """Why a text node that would be read is not: a change that spans it, or a witness that lost it."""
        if (element, is_tail) in self.layer.unread:
            return Rule.DELETED
        return Rule.OTHER_WITNESS if self.readings.has_lost(element, is_tail) else None

    def _inside(self, element: etree._Element, depth: int) -> Iterator[Event]:
        """The events of an element and what is in it. `depth`: the divisions around it."""
        if begun := division(element, local_name(element), min(depth, _MAX_LEVEL), self.has_divisions):
            self.has_divisions = True
            yield begun
        yield from self._begun(element)
        opened = self._open(element, depth)
        first = first_verse(element) if opened and opened.kind is Kind.STANZA else None  # a stanza has no heading
        yield from [opened] if opened and first is None else []
        if local_name(element) == "ex":  # letters alone (TEI P5, 3.6.5)
            yield from (*self._all_of(element, None), Close())
            return
        only_elements = Rule.MARKUP if local_name(element) in _ELEMENTS_ONLY else None
        yield from self._text(element, only_elements)
        read = self._children_to_read(element)
        for child in element:
            yield from [opened] if opened and child is first else []
            if isinstance(child.tag, str):
                yield from self._child(child, depth, read is None or child is read)
            yield from self._tail(child, only_elements)
        yield from [Close()] if opened else []

    def _children_to_read(self, element: etree._Element) -> etree._Element | None:
        """The one child that is read of several encodings or readings of a place; None where all are."""
        name = local_name(element)
        if name == "choice":
            return self.layer.branch(element)
        return self.readings.chosen(element) if name in _APPARATUS else None

    def _begun(self, element: etree._Element) -> Iterator[Event]:
        """The page or line that begins with an element."""
        yield from self.images.begun_by(element)
        if local_name(element) == "surface":
            yield self.images.of_surface(element)
        elif local_name(element) == "line":
            yield Point(Kind.BREAK, unit="line", of="page", line="yes")

    def _child(self, child: etree._Element, depth: int, is_read: bool) -> Iterator[Event]:
        name = local_name(child)
        yield from self.spaces.before(child)
        if not is_read:
            parent = child.getparent()
            is_reading = parent is not None and local_name(parent) in _APPARATUS
            yield from self._out(child, Rule.APPARATUS if is_reading else Rule.ALTERNATIVE)
        elif point := _point(child, name, self.images):
            yield from self.images.begun_by(child)
            yield from line_reference(child, name)
            yield point
            yield from self._out(child, Rule.METADATA)  # a description of what is lost, or of the break
        elif is_sign(child):
            yield Text(self.layer.sign(child))
        elif rule := _rule_that_leaves_out(child, name):
            yield from self._out(child, rule)
        elif not self.layer.reads(child):
            yield from self._unread(child, name)
        elif name == "choice" or (name in ("ex", "am") and not self.is_in_choice):
            yield from self._choice(child, depth)
        elif name in _APPARATUS and self.readings.chosen(child) is None:
            yield from self._missing(child)
        else:
            yield from self._inside(child, depth + name.startswith("div"))

    def _missing(self, app: etree._Element) -> Iterator[Event]:
        """An entry in which the witness that is read has no words of its own."""
        yield from self._out(app, Rule.APPARATUS)
        if self.readings.is_silent(app):
            yield Point(Kind.GAP)

    def _unread(self, child: etree._Element, name: str) -> Iterator[Event]:
        """Words of the other layer, of a later hand, or deleted ones, which are kept as deleted."""
        if name in ("ex", "am"):
            yield from self._out(child, Rule.ALTERNATIVE)
            if not self.is_in_choice:
                yield Point(Kind.CHOICE, type="abbr", other=self.layer.other.words(child), layer=self.layer.name)
        elif name == "del" and not any(local_name(e) in _PARAGRAPHS | set(KINDS) - _INSIDE for e in child.iter()):
            yield Open(Kind.DELETED, hand=child.get("hand", ""), rend=child.get("rend", ""))
            yield from self._all_of(child, None)
            yield Close()
        else:
            yield from self._out(child, Rule.DELETED if name == "del" else Rule.OTHER_WITNESS)

    def _choice(self, choice: etree._Element, depth: int) -> Iterator[Event]:
        """Words with what the other layer has for them."""
        own, other = self.layer.words(choice).strip(), self.layer.other.words(choice).strip()
        if self.is_in_choice or own == other:
            yield from self._inside(choice, depth)
            return
        kinds = [TYPES[name] for child in choice if (name := local_name(child)) in TYPES]
        said = {"type": (kinds or ["abbr"])[0], "other": other, "layer": self.layer.name}
        yield Open(Kind.CHOICE, **said) if own else Point(Kind.CHOICE, **said)
        self.is_in_choice = True
        yield from self._inside(choice, depth)
        self.is_in_choice = False
        yield from [Close()] if own else []

    def _open(self, element: etree._Element, depth: int) -> Open | None:
        """What begins with an element; nothing for one whose words only stand in the text around it."""
        name = local_name(element)
        if name in NAMING:
            return open_named(element, name, self.places.text(element))
        if rule := _OPENING.get(name):
            return rule(element, depth)
        if name == "lg" and holds_stanzas(element):
            return None
        if kind := KINDS.get(name):
            return Open(kind, **reference_attributes(element, name))
        return Open(Kind.PARAGRAPH, **reference_attributes(element, name)) if name in _PARAGRAPHS else None


def _rule_that_leaves_out(element: etree._Element, name: str) -> Rule | None:
    """Why an element is no part of the text, as far as the element alone says."""
    if name == "zone" and element.get("type", "").casefold() in _ZONES_AROUND_TEXT:
        return Rule.RUNNING_HEAD
    return LEFT_OUT.get(name, Rule.REGISTER if is_register(element) else None)


def _point(element: etree._Element, name: str, images: TeiImages) -> Event | None:
    """What an element without words of the text stands for: a break, a blank, a gap; else nothing."""
    if name in _BREAKS:
        n, facs = element.get("n", ""), images.of_break(element) if _BREAKS[name] == "page" else ""
        return Point(Kind.BREAK, unit=_BREAKS[name], n=n, facs=facs, break_=_inside_word(element), of="page")
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
    return Open(Kind.HEADING, level=str(min(max(depth + later, 1), _MAX_LEVEL)))


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


_OPENING: Mapping[str, Callable[[etree._Element, int], Open | None]] = {
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
