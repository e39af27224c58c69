"""The blocks of an OpenDocument text: paragraphs and headings, lists, tables, text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.odt_runs import PARAGRAPHS, OdtRuns, OdtText, Span
from edition.readers.odt_styles import DRAW, FO, OFFICE, TABLE, TEXT, heading_kind, is_hidden, item_number, renditions
from edition.readers.runs import DEEPEST_HEADING, BlockSequence, is_number

#: What a program makes of the text: its words stand there already.
_INDEXES = frozenset(
    TEXT + name
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
    )
)
_SKIPPED = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{TEXT}note-citation", f"{OFFICE}annotation"})
_ITEMS = frozenset({f"{TEXT}list-item", f"{TEXT}list-header"})
_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_LONGEST_HEADING = 100  # characters of a paragraph in bold that may be a heading
_QUOTED = 40  # characters of it that are shown


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What a paragraph is."""

    kind: Kind | None
    level: int
    span: Span
    has_words: bool


class OdtBlocks:
    """Walks over the blocks of a text."""

    def __init__(self, text: OdtText) -> None:
        self.text, self.writer = text, text.writer
        self.runs = OdtRuns(text, self.write_note)
        self.has_title = self.has_breaks = False
        self.counts: dict[str, int] = {}  # of a list: how many items were counted last

    def write_body(self, body: etree._Element) -> None:
        """All blocks of the text (office:text)."""
        self.has_breaks = next(body.iter(f"{TEXT}line-break"), None) is not None
        sequence = BlockSequence(self.writer)
        self._blocks(body, sequence, is_body=True)
        sequence.leave()

    def write_note(self, note: etree._Element) -> None:
        """The blocks of a note."""
        self._inside(note)

    def _inside(self, holder: etree._Element) -> None:
        """The blocks of a note, a cell or a text box."""
        boxes, self.runs.boxes = self.runs.boxes, []
        sequence = BlockSequence(self.writer)
        self._blocks(holder, sequence, is_body=False)
        sequence.leave()
        self.runs.boxes = boxes

    def _blocks(self, parent: etree._Element, sequence: BlockSequence, is_body: bool) -> None:
        joined: list[etree._Element] = []
        for one in parent:
            tag = str(one.tag)
            if tag in PARAGRAPHS:
                joined.append(one)
                if not self.text.changes.is_joined(one, self.text.options.changes):
                    self._paragraph(joined, sequence, is_body)
                    joined = []
            elif tag == f"{TEXT}list":
                self._list(one, sequence, is_body, 1, "")
            elif tag == f"{TABLE}table":
                sequence.leave()
                self._table(one)
            elif tag.startswith(DRAW) and is_body:
                self.runs.boxes.append(one)
                self._write_boxes(sequence)
            else:
                self._other(one, sequence, is_body)
        if joined:
            self._paragraph(joined, sequence, is_body)

    def _other(self, one: etree._Element, sequence: BlockSequence, is_body: bool) -> None:
        """A block that is none of the common ones: what is not known holds blocks."""
        tag = str(one.tag)
        if tag in _INDEXES:
            self._index(one)
        elif one.get(f"{TEXT}display") == "none" and tag == f"{TEXT}section":
            self.text.leave(one, Rule.HIDDEN)
        elif tag in (f"{TEXT}change", f"{TEXT}change-start", f"{TEXT}change-end"):
            self._change(one, sequence)
        elif tag not in _SKIPPED:
            self._blocks(one, sequence, is_body)

    def _index(self, index: etree._Element) -> None:
        body = index.find(f"{TEXT}index-body")
        if body is not None:
            self.text.leave(body, Rule.GENERATED)

    def _change(self, mark: etree._Element, sequence: BlockSequence) -> None:
        """A change that begins or ends between two paragraphs."""
        if mark.tag == f"{TEXT}change":
            sequence.leave()
            self.writer.begin(Kind.PARAGRAPH)
            self.runs.see(mark, Span({}))
            self.writer.end()
        else:
            self.runs.see(mark, Span({}))

    # -- paragraphs

    def _paragraph(self, joined: list[etree._Element], sequence: BlockSequence, is_body: bool) -> None:
        """A paragraph; of several, all but the last one go on in the next, because their ends are rejected."""
        made = self._classify(joined[0], is_body)
        if not made.has_words and len(joined) > 1:
            made = next((m for m in (self._classify(one, is_body) for one in joined[1:]) if m.has_words), made)
        self._begin(joined[0], made, sequence, is_body)
        self._write_number(joined[0], made)
        for one in joined:
            self.runs.content(one, made.span)
        if made.has_words:
            self._end(made, sequence, is_body)
        self._write_boxes(sequence)

    def _write_number(self, one: etree._Element, made: _Paragraph) -> None:
        """The automatic number of a heading."""
        level = one.get(f"{TEXT}outline-level", "1")
        if (
            one.tag != f"{TEXT}h"
            or not made.has_words
            or not is_number(level)
            or one.get(f"{TEXT}is-list-header") == "true"
        ):
            return
        if number := self.text.outline.count(int(level)):
            self.text.numbers.append(number)
            self.writer.write(f"{number} ", None)

    def _begin(self, one: etree._Element, made: _Paragraph, sequence: BlockSequence, is_body: bool) -> None:
        if is_body and self.text.styles.breaks_page(one.get(f"{TEXT}style-name", "")):
            sequence.leave()
            self.writer.break_page()
        if not made.has_words:
            if sequence.group is Kind.STANZA:
                sequence.leave()
        elif made.kind is Kind.VERSE and is_body and not sequence.lists:
            self._begin_verse(sequence)
        elif sequence.lists:
            self.writer.begin(Kind.PARAGRAPH)
        else:
            sequence.enter(Kind.QUOTATION if made.kind is Kind.QUOTATION else None)
            kind = made.kind if made.kind in (Kind.HEADING, Kind.TITLE, Kind.CAPTION) else Kind.PARAGRAPH
            level = str(min(made.level, DEEPEST_HEADING)) if kind is Kind.HEADING else ""
            self.writer.begin(kind or Kind.PARAGRAPH, level=level)

    def _begin_verse(self, sequence: BlockSequence) -> None:
        """A stanza whose lines are broken; in a file without line breaks, one line of a stanza."""
        if self.has_breaks:
            sequence.enter(None)
            self.writer.begin(Kind.STANZA, is_verse=True)
        else:
            sequence.enter(Kind.STANZA, is_verse=True)

    def _end(self, made: _Paragraph, sequence: BlockSequence, is_body: bool) -> None:
        if made.kind is Kind.VERSE and is_body and sequence.group is Kind.STANZA:
            self.writer.end_line()
        else:
            self.writer.end()

    def _classify(self, one: etree._Element, is_body: bool) -> _Paragraph:
        style = one.get(f"{TEXT}style-name", "")
        named = self.text.styles.named(style)
        kind, level = heading_kind(one.tag == f"{TEXT}h", named, one.get(f"{TEXT}outline-level", ""))
        properties = self.text.styles.properties("paragraph", style)
        has_words = any(str(t).strip() for t in one.itertext()) or next(one.iter(f"{TEXT}note"), None) is not None
        has_words = has_words or self._has_deleted_words(one)
        own = kind
        kind, level = self._as_options_say(one, kind, level, is_body and has_words and not is_hidden(properties))
        base = renditions(
            properties if own not in (None, Kind.VERSE) else self.text.styles.properties("paragraph", "Standard")
        )
        bold = {"bold"} if kind is Kind.HEADING and own is None else set()
        span = Span(properties, frozenset(base | bold), properties.get(f"{FO}language", "").casefold())
        return _Paragraph(kind, level, span, has_words)

    def _has_deleted_words(self, paragraph: etree._Element) -> bool:
        """Whether words were deleted here that the edition has: the deletion is rejected or kept."""
        if self.text.options.changes not in ("reject", "keep"):
            return False
        marks = (mark.get(f"{TEXT}change-id", "") for mark in paragraph.iter(f"{TEXT}change"))
        deletions = [self.text.changes.deleted[name] for name in marks if name in self.text.changes.deleted]
        return any(str(t).strip() for one in deletions for p in one.iter(*PARAGRAPHS) for t in p.itertext())

    def _as_options_say(
        self, one: etree._Element, kind: Kind | None, level: int, is_text: bool
    ) -> tuple[Kind | None, int]:
        """The kind and the level as headings, verses and the place in the text make them."""
        options = self.text.options
        if options.headings == "none" and kind in (Kind.HEADING, Kind.TITLE):
            kind = None
        if kind is Kind.TITLE and is_text:
            had, self.has_title = self.has_title, True
            return (Kind.HEADING, 1) if had else (kind, level)
        if kind is not None or not is_text:
            return kind, level
        if options.headings != "none" and (words := self._bold_words(one)):
            self.text.bold.append(words)
            if options.headings == "bold":
                return Kind.HEADING, 1
        return (Kind.VERSE if options.lines == "verse" else None), level

    def _bold_words(self, paragraph: etree._Element) -> str:
        """The words of a short paragraph that is all in bold; "" for any other, and for an item of a list."""
        if next(paragraph.iterancestors(*_ITEMS), None) is not None:
            return ""
        base = renditions(self.text.styles.properties("paragraph", "Standard"))
        properties = self.text.styles.properties("paragraph", paragraph.get(f"{TEXT}style-name", ""))
        words = ""
        for text, own in self._texts(paragraph, dict(properties)):
            if text.strip() and "bold" not in renditions(own) - base:
                return ""
            words += text
        words = " ".join(words.split())
        return words[:_QUOTED] if len(words) < _LONGEST_HEADING and any(c.isalpha() for c in words) else ""

    def _texts(self, node: etree._Element, properties: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
        """The words in an element with their properties, without notes."""
        yield node.text or "", properties
        for child in node:
            if child.tag in (f"{TEXT}span", f"{TEXT}a"):
                own = self.text.styles.properties("text", child.get(f"{TEXT}style-name", ""))
                yield from self._texts(child, {**properties, **own})
            yield child.tail or "", properties

    def _write_boxes(self, sequence: BlockSequence) -> None:
        boxes, self.runs.boxes = self.runs.boxes, []
        if boxes and not sequence.lists:
            sequence.leave()
        self.text.boxes += len(boxes)
        for box in boxes:
            self._inside(box)

    # -- lists and tables

    def _list(self, one: etree._Element, sequence: BlockSequence, is_body: bool, level: int, style: str) -> None:
        style = one.get(f"{TEXT}style-name", "") or style
        numbers = self.text.styles.list_level(style, level)
        key = f"{style} {level}"
        goes_on = one.get(f"{TEXT}continue-numbering") == "true" or one.get(f"{TEXT}continue-list")
        count = self.counts.get(key, 0) if goes_on else 0
        for item in one:
            if item.tag not in _ITEMS:
                continue
            if _has_heading(item):
                self._blocks(item, sequence, is_body)
                continue
            start = item.get(f"{TEXT}start-value", "")
            count = int(start) - numbers.start if is_number(start) else count
            is_item = item.tag == f"{TEXT}list-item"
            number = item_number(numbers, count) if is_item else ""
            sequence.begin_item(level, f"{style} {bool(numbers.format)}", number, bool(numbers.format))
            self._in_item(item, sequence, is_body, level, style)
            count += is_item
        self.counts[key] = count
        if level == 1:
            sequence.leave()

    def _in_item(self, item: etree._Element, sequence: BlockSequence, is_body: bool, level: int, style: str) -> None:
        for child in item:
            if child.tag == f"{TEXT}list":
                self._list(child, sequence, is_body, level + 1, style)
            elif child.tag in PARAGRAPHS:
                self._paragraph([child], sequence, is_body=False)
            elif child.tag == f"{TABLE}table":
                self._table(child)

    def _table(self, table: etree._Element, is_heading: bool = False) -> None:
        self.writer.begin(Kind.TABLE)
        self._rows(table, is_heading=False)
        self.writer.end()

    def _rows(self, parent: etree._Element, is_heading: bool) -> None:
        for child in parent:
            if child.tag in _ROW_GROUPS:
                self._rows(child, is_heading or child.tag == f"{TABLE}table-header-rows")
            elif child.tag == f"{TABLE}table-row":
                self.writer.begin(Kind.ROW, role="label" if is_heading else "")
                for cell in child.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                    self.writer.begin(Kind.CELL)
                    self._inside(cell)
                    self.writer.end()
                self.writer.end()


def _has_heading(item: etree._Element) -> bool:
    """Whether an item of a list is a numbered heading."""
    return item.find(f"{TEXT}h") is not None or any(
        _has_heading(one) for one in item.iterfind(f"{TEXT}list/{TEXT}list-item")
    )
