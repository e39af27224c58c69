"""The blocks of a Word file: paragraphs of many kinds, lists, tables, text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.docx_changes import CHANGES, is_joined
from edition.readers.docx_fields import Fields
from edition.readers.docx_numbering import Label
from edition.readers.docx_package import MC, A, M, Part, W
from edition.readers.docx_runs import WORDS, Around, RunWalk, Word, branch
from edition.readers.runs import DEEPEST_HEADING, BlockSequence, is_number

_TRANSPARENT = frozenset(W + name for name in ("sdtContent", "customXml", "smartTag", "body", *CHANGES)) | set(CHANGES)
_VISIBLE = (*WORDS, f"{W}sym", f"{W}noBreakHyphen", f"{W}footnoteReference", f"{W}endnoteReference")
_LONGEST_HEADING = 100  # characters of a paragraph in bold that may be a heading
_QUOTED = 40  # characters of it that are shown
_BODY_LEVEL = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True)
class _Holder:
    """What blocks stand in: the body, a note, a cell or a text box."""

    part: Part
    fields: Fields
    sequence: BlockSequence
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What a paragraph is. `elements`: it, and before it those whose ends were deleted."""

    elements: tuple[etree._Element, ...]
    kind: Kind | None
    level: int
    label: Label | None
    around: Around
    has_words: bool


class BlockWalk:
    """Walks over the blocks of a file."""

    def __init__(self, word: Word) -> None:
        self.word, self.writer = word, word.writer
        self.runs = RunWalk(word, self.write_note)
        self.has_title = False
        self.main_has_breaks = False  # whether lines of verses are line breaks, or else paragraphs

    def write_body(self, part: Part) -> None:
        """All blocks of the main part."""
        paragraphs = part.root.iter(f"{W}p")
        self.main_has_breaks = any(_has_break(one) for one in paragraphs)
        holder = _Holder(part, Fields(part.root), BlockSequence(self.writer), is_body=True)
        self._blocks(part.root, holder)

    def write_note(self, note: etree._Element, part: Part) -> None:
        """The blocks of a note."""
        waiting, self.runs.boxes = self.runs.boxes, []
        self._blocks(note, _Holder(part, Fields(note), BlockSequence(self.writer)))
        self.runs.boxes = waiting

    def _blocks(self, parent: etree._Element, holder: _Holder) -> None:
        joined: list[etree._Element] = []
        for one, rule in self._flat(parent, None, holder.part):
            if one.tag in (f"{W}p", f"{A}p"):
                joined.append(one)
                if not is_joined(one, self.word.options.changes):
                    self._paragraph(tuple(joined), holder, rule)
                    joined = []
            elif one.tag == f"{W}tbl":
                holder.sequence.leave()
                self._table(one, holder)
            else:
                holder.sequence.enter(None)
                self.writer.begin(Kind.PARAGRAPH)
                self.runs.see(one, Around(holder.part, holder.fields, rule=rule))
                self.writer.end()
        if joined:
            self._paragraph(tuple(joined), holder, None)
        holder.sequence.leave()

    def _flat(
        self, parent: etree._Element, rule: Rule | None, part: Part
    ) -> Iterator[tuple[etree._Element, Rule | None]]:
        """The blocks in an element, and why their words are left out (None: they are not)."""
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl", f"{A}p", f"{M}oMathPara", f"{M}oMath", f"{W}r", f"{W}hyperlink"):
                yield child, rule
            elif child.tag == f"{W}sdt":
                own = Rule.GENERATED if _is_contents(child) else rule
                yield from (
                    pair for content in child.findall(f"{W}sdtContent") for pair in self._flat(content, own, part)
                )
            elif child.tag == f"{MC}AlternateContent":
                yield from self._flat(branch(child), rule, part)
            elif child.tag in _TRANSPARENT:
                yield from self._flat(child, rule, part)
            elif child.tag in (f"{W}altChunk", f"{W}subDoc"):
                self.word.included.append(sum(1 for _ in child.itersiblings(f"{W}p", preceding=True)))

    # -- paragraphs

    def _paragraph(self, elements: tuple[etree._Element, ...], holder: _Holder, rule: Rule | None) -> None:
        made = self._classify(elements, holder, rule)
        if _is_set(elements[-1], "pageBreakBefore") and holder.is_body:
            holder.sequence.leave()
            self.writer.break_page()
        if not made.has_words:
            if holder.sequence.group is Kind.STANZA:
                holder.sequence.leave()
            self._write(made)
        elif made.label is not None and made.label.is_item and made.kind is None:
            self._write_item(made, made.label, holder.sequence)
        elif made.kind is Kind.VERSE and holder.is_body:
            self._write_verse(made, holder.sequence)
        else:
            self._write_block(made, holder.sequence)
        self._write_boxes(holder)

    def _classify(self, elements: tuple[etree._Element, ...], holder: _Holder, rule: Rule | None) -> _Paragraph:
        paragraph = elements[-1]
        style = _value(paragraph, "pStyle")
        styled = self.word.styles.paragraph(style)
        kind, level = styled.kind, styled.level
        outline = _value(paragraph, "outlineLvl")
        if kind in (None, Kind.HEADING) and is_number(outline) and int(outline) < _BODY_LEVEL:
            kind, level = Kind.HEADING, int(outline) + 1
        has_words = any(one.text or one.tag not in WORDS for e in elements for one in e.iter(*_VISIBLE))
        around = Around(holder.part, holder.fields, holder.part.units.get(paragraph, 0), style, rule=rule)
        made = _Paragraph(elements, kind, level, self._label(paragraph, style), around, has_words)
        made = self._as_options_say(made, holder)
        plain = made.kind is None or (made.kind is Kind.VERSE and kind is None)
        base = self.word.styles.paragraph("" if plain else style).base
        bold = {"bold"} if made.kind is Kind.HEADING and kind is None else set()
        return replace(made, around=replace(around, base=frozenset(base | bold)))

    def _as_options_say(self, made: _Paragraph, holder: _Holder) -> _Paragraph:
        """The paragraph as headings, verses and the place in the text make it."""
        options = self.word.options
        if options.headings == "none" and made.kind in (Kind.HEADING, Kind.TITLE):
            made = replace(made, kind=None)
        if made.kind is Kind.TITLE and made.has_words and made.around.rule is None:
            made = replace(made, kind=Kind.HEADING, level=1) if self.has_title or not holder.is_body else made
            self.has_title = True
        if made.kind is not None or not holder.is_body or not made.has_words or made.around.rule:
            return made
        if made.label is None and options.headings != "none" and (words := self._bold_words(made)):
            self.word.bold.append(words)
            if options.headings == "bold":
                return replace(made, kind=Kind.HEADING, level=1)
        return replace(made, kind=Kind.VERSE) if options.lines == "verse" else made

    def _bold_words(self, made: _Paragraph) -> str:
        """The words of a short paragraph that is all in bold; "" for any other."""
        bold = self.word.styles.paragraph("").base
        words = ""
        for run in (run for e in made.elements for run in e.iter(f"{W}r")):
            text = "".join(one.text or "" for one in run.iter(*WORDS))
            if text.strip():
                rend = self.word.styles.format(run.find(f"{W}rPr"), made.around.style).rend
                if "bold" not in rend - bold:
                    return ""
            words += text
        words = " ".join(words.split())
        return words[:_QUOTED] if len(words) < _LONGEST_HEADING and any(c.isalpha() for c in words) else ""

    def _label(self, paragraph: etree._Element, style: str) -> Label | None:
        """The automatic number of a paragraph."""
        found = self.word.styles.paragraph(style).number
        number = _value(paragraph, f"numPr/{W}numId") or found[0]
        ilvl = _value(paragraph, f"numPr/{W}ilvl") or found[1]
        if number in ("", "0"):
            return None
        level = int(ilvl) if is_number(ilvl) else self.word.numbering.level_of(number, style)
        return self.word.numbering.count(number, level)

    def _write(self, made: _Paragraph) -> None:
        for one in made.elements:
            unit = made.around.part.units.get(one, 0)
            if one.tag == f"{A}p":
                self._write_drawn(one, made.around)
            else:
                self.runs.children(one, replace(made.around, unit=unit))

    def _write_drawn(self, paragraph: etree._Element, around: Around) -> None:
        """A paragraph of a drawing."""
        for one in paragraph.iter(f"{A}t"):
            self.writer.write(one.text or "", around.part.places.text(one, around.unit), around.changes)
            self.word.seen.add((around.part.name, around.part.places.text(one).carrier))

    def _write_item(self, made: _Paragraph, label: Label, sequence: BlockSequence) -> None:
        sequence.begin_item(label.level, label.key, label.n, not label.is_bullet)
        self._write(made)
        self.writer.end_line()

    def _write_verse(self, made: _Paragraph, sequence: BlockSequence) -> None:
        """A stanza whose lines are broken; in a file without line breaks, one line of a stanza."""
        if self.main_has_breaks:
            sequence.enter(None)
            self.writer.begin(Kind.STANZA, is_verse=True)
            self._write(made)
            self.writer.end()
        else:
            sequence.enter(Kind.STANZA, is_verse=True)
            self._write(made)
            self.writer.end_line()

    def _write_block(self, made: _Paragraph, sequence: BlockSequence) -> None:
        is_quoted = made.kind is Kind.QUOTATION
        sequence.enter(Kind.QUOTATION if is_quoted else None)
        if made.kind is Kind.HEADING:
            self.writer.begin(Kind.HEADING, level=str(min(made.level, DEEPEST_HEADING)))
        else:
            plain = made.kind in (None, Kind.QUOTATION, Kind.VERSE)
            self.writer.begin(Kind.PARAGRAPH if plain or made.kind is None else made.kind)
        if made.label is not None and made.label.words and made.around.rule is None:
            self.word.numbers.append(made.label.words)
            self.writer.write(made.label.words + made.label.gap, None)
        self._write(made)
        self.writer.end()

    def _write_boxes(self, holder: _Holder) -> None:
        boxes, self.runs.boxes = self.runs.boxes, []
        if not boxes:
            return
        holder.sequence.leave()
        self.word.boxes += sum(box.tag == f"{W}txbxContent" for box, _, _ in boxes)
        for box, part, _ in boxes:
            inner = _Holder(part, Fields(box), BlockSequence(self.writer))
            if box.tag == f"{A}p":
                self._paragraph((box,), inner, None)
            else:
                self._blocks(box, inner)

    # -- tables

    def _table(self, table: etree._Element, holder: _Holder) -> None:
        self.writer.begin(Kind.TABLE)
        for row in _held(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            is_heading = properties is not None and properties.find(f"{W}tblHeader") is not None
            self.writer.begin(Kind.ROW, role="label" if is_heading else "")
            for cell in _held(row, f"{W}tc"):
                self.writer.begin(Kind.CELL)
                self._blocks(cell, _Holder(holder.part, holder.fields, BlockSequence(self.writer)))
                self.writer.end()
            self.writer.end()
        self.writer.end()


def _held(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table, or the cells of a row, through what may stand around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _held(branch(child), tag)
        elif child.tag == f"{W}sdt" or child.tag in _TRANSPARENT:
            yield from _held(child, tag)


def _is_contents(block: etree._Element) -> bool:
    """Whether a content control is a table of contents of Word's."""
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val", "") == "Table of Contents"


def _has_break(paragraph: etree._Element) -> bool:
    return any(one.get(f"{W}type", "textWrapping") == "textWrapping" for one in paragraph.iter(f"{W}br", f"{W}cr"))


def _is_set(paragraph: etree._Element, name: str) -> bool:
    found = paragraph.find(f"{W}pPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _value(paragraph: etree._Element, path: str) -> str:
    found = paragraph.find(f"{W}pPr/{W}{path}")
    return "" if found is None else found.get(f"{W}val", "")
