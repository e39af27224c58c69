"""The words of a paragraph of an OpenDocument text: spans, links, notes, comments, changes, text boxes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.events import At, Open
from edition.readers.odt_changes import Changes
from edition.readers.odt_styles import DRAW, FO, OASIS, OFFICE, TEXT, OdtStyles, OutlineNumbers, is_hidden, renditions
from edition.readers.options import ReaderOptions
from edition.readers.runs import RunWriter, emphasis
from edition.readers.xml_places import XmlPlaces

PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_HREF = "{http://www.w3.org/1999/xlink}href"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RULES = {
    f"{TEXT}ruby-text": Rule.ALTERNATIVE,
    f"{OFFICE}annotation-end": Rule.COMMENT,
    f"{TEXT}script": Rule.METADATA,
    f"{{{OASIS}:svg-compatible:1.0}}title": Rule.PICTURE,
    f"{{{OASIS}:svg-compatible:1.0}}desc": Rule.PICTURE,
}
_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " "}
_UNKNOWN_LANGUAGES = frozenset({"", "none", "zxx", "und"})


@dataclass(frozen=True, slots=True)
class OdtPart:
    """A file that is read. `units`: the numbers of its paragraphs."""

    name: str
    root: etree._Element
    places: XmlPlaces
    units: Mapping[etree._Element, int]


@dataclass(slots=True)
class OdtText:
    """A text that is being read. `seen`: the text nodes that are accounted for. The counts are for findings."""

    part: OdtPart
    options: ReaderOptions
    styles: OdtStyles
    changes: Changes
    languages: frozenset[str]
    writer: RunWriter = field(default_factory=RunWriter)
    seen: set[At] = field(default_factory=set)
    bold: list[str] = field(default_factory=list)
    outline: OutlineNumbers = field(default_factory=lambda: OutlineNumbers(()))
    numbers: list[str] = field(default_factory=list)
    boxes: int = 0
    comments: int = 0

    def leave(self, node: etree._Element, rule: Rule, part: OdtPart | None = None, is_named: bool = False) -> None:
        """Leave out all text in an element that is not accounted for."""
        places = (part or self.part).places
        for one in node.iter():
            if isinstance(one.tag, str):
                self._leave_text(one.text, places.text(one), rule, is_named)
            if one is not node:
                self._leave_text(one.tail, places.tail(one), rule, is_named)

    def _leave_text(self, text: str | None, at: At, rule: Rule, is_named: bool) -> None:
        if text and at not in self.seen:
            self.seen.add(at)
            self.writer.leave(Rule.MARKUP if text.isspace() else rule, text, at, is_named and not text.isspace())


@dataclass(frozen=True, slots=True)
class Span:
    """What words stand in. `base`: renditions that are no emphasis here. `rule`: why they are left out."""

    properties: Mapping[str, str]
    base: frozenset[str] = frozenset()
    language: str = ""
    changes: tuple[Open, ...] = ()
    link: Open | None = None
    rule: Rule | None = None
    is_named: bool = False


class OdtRuns:
    """Walks over what is in paragraphs. `write_blocks`: writes the blocks of a note."""

    def __init__(self, text: OdtText, write_blocks: Callable[[etree._Element], None]) -> None:
        self.text, self.write_blocks = text, write_blocks
        self.writer = text.writer
        self.boxes: list[etree._Element] = []  # to be written behind the paragraph
        self.inserting: set[str] = set()  # the insertions that are open
        self.waiting: list[etree._Element] = []  # notes and comments in a note, which stand behind it
        self.is_in_note = False
        self._handlers: dict[str, Callable[[etree._Element, Span], None]] = {
            f"{TEXT}span": self._span,
            f"{TEXT}a": self._link,
            f"{TEXT}note": self._note,
            f"{OFFICE}annotation": self._note,
            f"{TEXT}change": self._deletion,
            f"{TEXT}change-start": lambda one, _: self.inserting.add(one.get(f"{TEXT}change-id", "")),
            f"{TEXT}change-end": lambda one, _: self.inserting.discard(one.get(f"{TEXT}change-id", "")),
            f"{TEXT}line-break": lambda one, span: None if self._rule(span) else self.writer.break_line(),
        }

    def content(self, node: etree._Element, span: Span) -> None:
        """All that is in an element: its words and its elements."""
        self._words(node.text, self.text.part.places.text(node), span)
        for child in node:
            if isinstance(child.tag, str):
                self.see(child, span)
            self._words(child.tail, self.text.part.places.tail(child), span)

    def see(self, child: etree._Element, span: Span) -> None:
        """One element in a paragraph."""
        tag = str(child.tag)
        if tag in _SIGNS:
            if not self._rule(span):
                self.writer.write(" ", self.text.part.places.text(child), self._parts(span, ""), "")
        elif tag in _RULES:
            self.text.leave(child, _RULES[tag])
        elif tag in self._handlers:
            self._handlers[tag](child, span)
        elif tag.startswith(DRAW):
            self._drawing(child, span)
        elif child.get(f"{TEXT}display") == "none":
            self.text.leave(child, self._rule(span) or Rule.HIDDEN)
        else:
            self.content(child, span)

    def _words(self, words: str | None, at: At, span: Span) -> None:
        if not words or at in self.text.seen:
            return
        self.text.seen.add(at)
        if rule := self._rule(span):
            self.writer.leave(rule, words, at, span.is_named or rule is Rule.INSERTED)
        else:
            self.writer.write(words, at, self._parts(span, words))

    def _rule(self, span: Span) -> Rule | None:
        if span.rule is not None:
            return span.rule
        if self.text.options.changes == "reject" and self._is_inserted():
            return Rule.INSERTED
        return Rule.HIDDEN if is_hidden(span.properties) else None

    def _is_inserted(self) -> bool:
        return any(self.text.changes.kinds.get(one) is Kind.ADDED for one in self.inserting)

    def _parts(self, span: Span, words: str) -> tuple[Open, ...]:
        """What words stand in, outermost first."""
        is_kept = self.text.options.changes == "keep" and self._is_inserted()
        language = span.properties.get(f"{FO}language", "").casefold()
        known = self.text.languages | _UNKNOWN_LANGUAGES | {span.language}
        is_foreign = language not in known and any(c.isalpha() for c in words)
        rend = renditions(span.properties) - span.base - ({"underline"} if span.link else set())
        return (
            *((Open(Kind.ADDED),) if is_kept else ()),
            *span.changes,
            *((span.link,) if span.link else ()),
            *((Open(Kind.FOREIGN, lang=language),) if is_foreign else ()),
            *emphasis(frozenset(rend)),
        )

    def _span(self, node: etree._Element, span: Span) -> None:
        own = self.text.styles.properties("text", node.get(f"{TEXT}style-name", ""))
        self.content(node, replace(span, properties={**span.properties, **own}))

    def _link(self, node: etree._Element, span: Span) -> None:
        target = node.get(_HREF, "")
        link = Open(Kind.LINK, target=target) if target and not target.startswith("#") else span.link
        self.content(node, replace(span, link=link))

    def _deletion(self, mark: etree._Element, span: Span) -> None:
        """The place where words were deleted: they stand here again where the deletion is rejected or kept."""
        deleted = self.text.changes.deleted.get(mark.get(f"{TEXT}change-id", ""))
        choice = self.text.options.changes
        if deleted is None or choice not in ("reject", "keep"):
            return
        inner = replace(span, changes=(*span.changes, Open(Kind.DELETED))) if choice == "keep" else span
        for number, paragraph in enumerate(deleted.iter(*PARAGRAPHS)):
            if number:
                self.writer.break_line()
            self.content(paragraph, inner)

    # -- notes

    def _note(self, note: etree._Element, span: Span) -> None:
        is_comment = note.tag == f"{OFFICE}annotation"
        if is_comment and self.text.options.comments != "notes":
            self.text.comments += 1
            self.text.leave(note, Rule.COMMENT)
        elif rule := self._rule(span):
            self.text.leave(note, rule, None, span.is_named or rule is Rule.INSERTED)
        elif self.is_in_note:
            self.waiting.append(note)
        elif is_comment:
            self._write_comment(note)
        else:
            self._write_note(note)

    def _write_note(self, note: etree._Element) -> None:
        citation = note.find(f"{TEXT}note-citation")
        mark = "" if citation is None else "".join(str(t) for t in citation.itertext()).strip()
        if citation is not None:
            self.text.leave(citation, Rule.NOTE_MARK)
        place = "end" if note.get(f"{TEXT}note-class") == "endnote" else "foot"
        self.writer.begin_note(n=mark, place=place)
        body = note.find(f"{TEXT}note-body")
        self._write_inside(note if body is None else body)

    def _write_comment(self, note: etree._Element) -> None:
        self.text.comments += 1
        by = (note.findtext(f"{_DC}creator") or "").strip()
        self.writer.begin_note(n=f"C{self.text.comments}", type="comment", author=by)
        self._write_inside(note)
        self.text.leave(note, Rule.METADATA)

    def _write_inside(self, holder: etree._Element) -> None:
        self.is_in_note = True
        inserting, self.inserting = self.inserting, set()
        self.write_blocks(holder)
        self.inserting = inserting
        self.writer.end_note()
        self.is_in_note = False
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            if note.tag == f"{TEXT}note":
                self._write_note(note)
            else:
                self._write_comment(note)

    def _drawing(self, drawing: etree._Element, span: Span) -> None:
        """Text boxes and shapes with text: they wait for the end of the paragraph."""
        if rule := self._rule(span):
            self.text.leave(drawing, rule, None, span.is_named or rule is Rule.INSERTED)
        elif next(drawing.iter(*PARAGRAPHS), None) is not None:
            self.boxes.append(drawing)
