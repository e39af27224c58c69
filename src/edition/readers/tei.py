"""The reader `tei`: a TEI file (P5) of another program or person; one layer of its text, and its notes.

Of several encodings of a place one is read, what the witness itself has; docs/collate.md says what is left out. Every
text node of the file is in the text, in a note, or in the ledger.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Kind, Rule
from edition.model.transcribed import NAMING
from edition.readers.choose_text import choose_text
from edition.readers.events import At, Close, Event, Open, Out, Point, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_apparatus import Readings
from edition.readers.tei_breaks import join_words
from edition.readers.tei_elements import (
    APPARATUS,
    ELEMENTS_ONLY,
    KINDS,
    LEFT_OUT,
    MAX_LEVEL,
    NOT_IN_DELETION,
    OPENING,
    PARAGRAPHS,
    ZONES_AROUND_TEXT,
    point_of,
)
from edition.readers.tei_gaps import place_gaps
from edition.readers.tei_images import TeiImages
from edition.readers.tei_layer import TYPES, Layer, local_name
from edition.readers.tei_linear import TextNode
from edition.readers.tei_names import is_register, open_named
from edition.readers.tei_patches import Inserted
from edition.readers.tei_references import division, line_reference, reference_attributes
from edition.readers.tei_root import tei_refusal
from edition.readers.tei_signs import is_sign
from edition.readers.tei_stanzas import first_verse, holds_stanzas
from edition.readers.tei_words import TokenSpaces
from edition.readers.xml_places import XmlPlaces
from edition.xml.transcription import parse_transcription


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
    layer = Layer.of(root, options.layer, options.state)
    readings = Readings.of(root, texts[0], layer, options.pointer, bool(options.tei.negative))
    walk = _Walk(
        XmlPlaces(root, path if source.pages else ""),
        texts[0],
        layer,
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
    made: list[Event] = field(default_factory=list)

    def walk(self, root: etree._Element) -> Sequence[Event]:
        """The events of the whole file: what stands outside the chosen element is left out."""
        self._outside(root)
        self.made += self.images.report(self.path)
        return self.made

    def _outside(self, element: etree._Element) -> None:
        if element is self.chosen:
            self.made += self.images.before_text()
            self._inside(element, local_name(element), 0)
            return
        is_text = any(local_name(ancestor) in ("text", "sourceDoc") for ancestor in element.iterancestors())
        other = Rule.OTHER_WITNESS if is_text else Rule.METADATA if len(element) else Rule.UNKNOWN
        rule = LEFT_OUT.get(local_name(element), other)
        holds = any(element is ancestor for ancestor in self.chosen.iterancestors())
        if not holds:
            self._all_of(element, Rule.OTHER_WITNESS if local_name(element) in ("TEI", "text") else rule)
            return
        self._text(element, Rule.MARKUP)
        for child in element:
            if isinstance(child.tag, str):
                self._outside(child)
            self._tail(child, Rule.MARKUP)

    def _all_of(self, element: etree._Element, rule: Rule | None) -> None:
        """All words of an element, without what its parts are: left out, or as text where no rule is given."""
        self._text(element, rule)
        for child in element:
            if isinstance(child.tag, str) and child not in self.readings.patches.used:  # it is read at another place
                self._all_of(child, rule)
            self._tail(child, rule)

    def _text(self, element: etree._Element, rule: Rule | None = None) -> None:
        """What stands before the first child of an element."""
        self._words((element, False), element.text or "", rule, self.places.text)

    def _tail(self, element: etree._Element, rule: Rule | None = None) -> None:
        """What stands behind an element."""
        self._words((element, True), element.tail or "", rule, self.places.tail)

    def _words(self, node: TextNode, words: str, rule: Rule | None, place: Callable[[etree._Element], At]) -> None:
        """A text node: in the text or left out; with what the witness that is read has in the place of its words."""
        if not self.readings.patches.is_patched(node):
            if words:
                rule, at = rule or self._rule_of(*node), place(node[0])
                self.made.append(Out(rule, words, at) if rule else Text(words, at))
            return
        for start, end, cut, put_in in self.readings.patches.parts(node, len(words)):
            for one in put_in:
                self._put_in(one)
            if start < end:
                part, at, why = words[start:end], place(node[0]).moved(start), rule or cut or self._rule_of(*node)
                self.made.append(Out(why, part, at) if why else Text(part, at))

    def _put_in(self, one: Inserted) -> None:
        """What a witness has in the place of words, from an entry that stands apart from the text."""
        if one.before:
            self.made.append(one.before)
        if one.reading is not None:
            self._inside(one.reading, local_name(one.reading), 0)
        elif not one.moved:
            self.made.append(Point(Kind.GAP, whole="yes"))
        self.made += one.moved_text(self.places)
        if one.behind:
            self.made.append(one.behind)

    def _rule_of(self, element: etree._Element, is_tail: bool) -> Rule | None:
        """Why a text node that would be read is not: a change that spans it, or a witness that lost it."""
        if self.layer.unread and (element, is_tail) in self.layer.unread:
            return Rule.DELETED
        return Rule.OTHER_WITNESS if self.readings.has_lost(element, is_tail) else None

    def _inside(self, element: etree._Element, name: str, depth: int) -> None:
        """The events of an element with a local name and what is in it. `depth`: the divisions around it."""
        if begun := division(element, name, min(depth, MAX_LEVEL), self.has_divisions):
            self.has_divisions = True
            self.made.append(begun)
        self._begun(element, name)
        opened = self._open(element, name, depth)
        first = first_verse(element) if opened and opened.kind is Kind.STANZA else None  # a stanza has no heading
        if opened and first is None:
            self.made.append(opened)
        if name == "ex":  # letters alone (TEI P5, 3.6.5)
            self._all_of(element, None)
        else:
            self._children(element, name, depth, opened if first is not None else None, first)
        if opened:
            self.made.append(Close())

    def _children(
        self, element: etree._Element, name: str, depth: int, opened: Open | None, first: etree._Element | None
    ) -> None:
        """What is in an element; `opened` begins with the child `first`, where it does not begin with the element."""
        only_elements = Rule.MARKUP if name in ELEMENTS_ONLY else None
        self._text(element, only_elements)
        read = self._children_to_read(element, name)
        for child in element:
            if opened and child is first:
                self.made.append(opened)
            if isinstance(child.tag, str):
                self._child(child, depth, read is None or child is read)
                if local_name(child) == "label":
                    self.made.append(Text(" "))  # it is no part of the word behind it
            self._tail(child, only_elements)

    def _children_to_read(self, element: etree._Element, name: str) -> etree._Element | None:
        """The one child that is read of several encodings or readings of a place; None where all are."""
        if name == "choice":
            return self.layer.branch(element)
        return self.readings.chosen(element) if name in APPARATUS else None

    def _begun(self, element: etree._Element, name: str) -> None:
        """The page or line that begins with an element."""
        self.made += self.images.begun_by(element)
        if name == "surface":
            self.made.append(self.images.of_surface(element))
        elif name == "line":
            self.made.append(Point(Kind.BREAK, unit="line", of="page", line="yes"))

    def _child(self, child: etree._Element, depth: int, is_read: bool) -> None:
        name = local_name(child)
        self.made += self.spaces.before(child)
        if not is_read or self.readings.says_omission(child):
            parent = child.getparent()
            is_reading = parent is not None and local_name(parent) in APPARATUS
            self._all_of(child, Rule.APPARATUS if is_reading else Rule.ALTERNATIVE)
        elif point := point_of(child, name, self.images):
            self.made += (*self.images.begun_by(child), *line_reference(child, name), point)
            self._all_of(child, Rule.METADATA)  # a description of what is lost, or of the break
        elif is_sign(child):
            self.made.append(Text(self.layer.sign(child)))
        elif rule := self._left_out(child, name):
            self._all_of(child, rule)
        elif not self.layer.reads(child):
            self._unread(child, name)
        elif name == "choice" or (name in ("ex", "am") and not self.is_in_choice):
            self._choice(child, name, depth)
        elif name in APPARATUS and self.readings.chosen(child) is None:
            self._missing(child)
        else:
            self._inside(child, name, depth + name.startswith("div"))

    def _left_out(self, child: etree._Element, name: str) -> Rule | None:
        """The rule by which an element is no part of the text, wherever it stands."""
        if self.readings.is_apart(child):
            return Rule.APPARATUS
        if name == "zone" and child.get("type", "").casefold() in ZONES_AROUND_TEXT:
            return Rule.RUNNING_HEAD
        return LEFT_OUT.get(name) or (Rule.REGISTER if is_register(child) else None)

    def _missing(self, app: etree._Element) -> None:
        """An entry in which the witness that is read has no words of its own."""
        self._all_of(app, Rule.APPARATUS)
        if self.readings.is_silent(app):
            self.made.append(Point(Kind.GAP))

    def _unread(self, child: etree._Element, name: str) -> None:
        """Words of the other layer, of a later hand, or deleted ones, which are kept as deleted."""
        if name in ("ex", "am"):
            self._all_of(child, Rule.ALTERNATIVE)
            if not self.is_in_choice:
                other = self.layer.other.words(child)
                self.made.append(Point(Kind.CHOICE, type="abbr", other=other, layer=self.layer.name))
        elif name == "del" and not any(local_name(e) in NOT_IN_DELETION for e in child.iter()):
            self.made.append(Open(Kind.DELETED, hand=child.get("hand", ""), rend=child.get("rend", "")))
            self._all_of(child, None)
            self.made.append(Close())
        else:
            self._all_of(child, Rule.DELETED if name == "del" else Rule.OTHER_WITNESS)

    def _choice(self, choice: etree._Element, name: str, depth: int) -> None:
        """Words with what the other layer has for them."""
        own, other = self.layer.words(choice).strip(), self.layer.other.words(choice).strip()
        if self.is_in_choice or own == other:
            self._inside(choice, name, depth)
            return
        kinds = [TYPES[one] for child in choice if (one := local_name(child)) in TYPES]
        said = {"type": (kinds or ["abbr"])[0], "other": other, "layer": self.layer.name}
        self.made.append(Open(Kind.CHOICE, **said) if own else Point(Kind.CHOICE, **said))
        self.is_in_choice = True
        self._inside(choice, name, depth)
        self.is_in_choice = False
        if own:
            self.made.append(Close())

    def _open(self, element: etree._Element, name: str, depth: int) -> Open | None:
        """What begins with an element; nothing for one whose words only stand in the text around it."""
        if name in NAMING:
            return open_named(element, name, self.places.text(element))
        if rule := OPENING.get(name):
            return rule(element, depth)
        if name == "lg" and holds_stanzas(element):
            return None
        if kind := KINDS.get(name):
            return Open(kind, **reference_attributes(element, name))
        return Open(Kind.PARAGRAPH, **reference_attributes(element, name)) if name in PARAGRAPHS else None
