"""The blocks of an RTF file: paragraphs of many kinds, lists, tables, notes, text boxes; from records to events."""

from dataclasses import dataclass, replace

from edition.model import Kind, Rule
from edition.readers.events import At, Open, Out
from edition.readers.options import ReaderOptions
from edition.readers.rtf_state import NO_OUTLINE, Break, Paragraph, Story, Style, Words
from edition.readers.rtf_words import language_of
from edition.readers.runs import DEEPEST_HEADING, BlockSequence, RunWriter, emphasis
from edition.readers.style_names import NamedStyle, read_style_name

_LONGEST_HEADING = 100  # characters of a paragraph in bold that may be a heading
_QUOTED = 40  # characters of it that are shown


@dataclass(slots=True)
class _Level:
    """A table that is open."""

    has_row: bool = False
    has_cell: bool = False
    has_words: bool = False  # in the cell


@dataclass(slots=True)
class _Holder:
    """What paragraphs stand in."""

    sequence: BlockSequence
    is_body: bool
    tables: list[_Level]
    has_words: bool = False


class RtfBlocks:
    """Writes the blocks of a file. `bold`: paragraphs that may be headings. `numbers`: of headings."""

    def __init__(self, options: ReaderOptions, styles: dict[int, Style], has_breaks: bool) -> None:
        self.options, self.styles, self.has_breaks = options, styles, has_breaks
        self.writer = RunWriter()
        self.languages = {"", options.language.partition("-")[0].casefold()}  # whose words are not foreign
        self.has_title = False
        self.comments = 0
        self.bold: list[str] = []
        self.boxes: list[Story] = []
        self.box_count = 0

    def write_body(self, story: Story) -> None:
        """All paragraphs of the file."""
        self._story(story, is_body=True)

    def _story(self, story: Story, is_body: bool = False) -> None:
        holder = _Holder(BlockSequence(self.writer), is_body, [])
        for paragraph in story.paragraphs:
            self._paragraph(paragraph, holder)
            boxes, self.boxes = (self.boxes, []) if is_body else ([], self.boxes)
            for box in boxes:
                self._write_box(box, holder)
        self._set_depth(holder, 0)
        holder.sequence.leave()

    def _write_box(self, box: Story, holder: _Holder) -> None:
        """The paragraphs of a text box, behind the paragraph that it hangs on."""
        self.box_count += 1
        for paragraph in box.paragraphs:
            depth = len(holder.tables)
            inside = replace(paragraph.state, is_in_table=depth > 0, table_depth=depth)
            paragraph.state, paragraph.end = inside, "par"
            self._paragraph(paragraph, holder)

    # -- tables

    def _set_depth(self, holder: _Holder, depth: int) -> None:
        """Open and close tables so that as many are open."""
        while len(holder.tables) > depth:
            self._end_row(holder)
            holder.tables.pop()
            self.writer.end()
            if holder.tables:  # the end of the inner table has ended the line
                holder.tables[-1].has_words = False
        while len(holder.tables) < depth:
            if holder.tables:
                self._begin_cell(holder, False)
            else:
                holder.sequence.leave()
            self.writer.begin(Kind.TABLE)
            holder.tables.append(_Level())

    def _begin_cell(self, holder: _Holder, is_head: bool) -> None:
        level = holder.tables[-1]
        if not level.has_row:
            self.writer.begin(Kind.ROW, False, role="label" if is_head else "")
            level.has_row = True
        if not level.has_cell:
            self.writer.begin(Kind.CELL)
            level.has_cell, level.has_words = True, False

    def _end_cell(self, holder: _Holder) -> None:
        level = holder.tables[-1]
        if level.has_cell:
            self.writer.end()
            level.has_cell = False

    def _end_row(self, holder: _Holder) -> None:
        self._end_cell(holder)
        level = holder.tables[-1]
        if level.has_row:
            self.writer.end()
            level.has_row = False

    def _in_table(self, paragraph: Paragraph, holder: _Holder) -> None:
        self._set_depth(holder, paragraph.state.depth)
        level = holder.tables[-1]
        has_words = _has_words(paragraph)
        if has_words or paragraph.end == "cell":
            self._begin_cell(holder, paragraph.is_head)
        if has_words and level.has_words:
            self.writer.break_line()
        level.has_words = level.has_words or has_words
        self._pieces(paragraph, frozenset(), is_item=False)
        if paragraph.end == "cell":
            self._end_cell(holder)
        elif paragraph.end == "row":
            self._end_row(holder)

    # -- paragraphs

    def _paragraph(self, paragraph: Paragraph, holder: _Holder) -> None:
        has_words = _has_words(paragraph)
        if paragraph.state.depth and (has_words or paragraph.end in ("cell", "row") or len(holder.tables)):
            self._in_table(paragraph, holder)
            return
        if has_words:
            self._set_depth(holder, 0)
        if not has_words:
            if holder.sequence.group is Kind.STANZA:
                holder.sequence.leave()
            self._pieces(paragraph, frozenset(), is_item=True)
            self.writer.end_line()
        elif not holder.is_body:
            self._in_note(paragraph, holder)
        else:
            self._block(paragraph, holder.sequence)

    def _in_note(self, paragraph: Paragraph, holder: _Holder) -> None:
        label = _label(paragraph)
        if label or paragraph.state.list:
            self._item(paragraph, label, holder.sequence)
            return
        holder.sequence.leave()
        if holder.has_words:
            self.writer.break_line()
        holder.has_words = True
        self._pieces(paragraph, frozenset(), is_item=False)

    def _block(self, paragraph: Paragraph, sequence: BlockSequence) -> None:
        style = self.styles.get(paragraph.state.style, Style())
        named = self._kind(paragraph, style)
        label = _label(paragraph)
        base = style.rend | ({"bold"} if named.kind is Kind.HEADING else frozenset())
        if named.kind is None and (label or paragraph.state.list):
            self._item(paragraph, label, sequence)
        elif named.kind is Kind.VERSE:
            self._verse(paragraph, base, sequence)
        else:
            sequence.enter(Kind.QUOTATION if named.kind is Kind.QUOTATION else None)
            kind = Kind.PARAGRAPH if named.kind in (None, Kind.QUOTATION) else named.kind
            level = str(min(named.level, DEEPEST_HEADING)) if kind is Kind.HEADING else ""
            self.writer.begin(kind, False, level=level)
            self._pieces(paragraph, base if named.kind is not None else frozenset(), is_item=False)
            self.writer.end()

    def _verse(self, paragraph: Paragraph, base: frozenset[str], sequence: BlockSequence) -> None:
        """A paragraph of verses: a stanza whose lines are lines, or one verse."""
        if self.has_breaks:
            sequence.enter(None)
            self.writer.begin(Kind.STANZA, is_verse=True)
        else:
            sequence.enter(Kind.STANZA)
            self.writer.begin(Kind.VERSE)
        self._pieces(paragraph, base, is_item=False)
        self.writer.end()

    def _item(self, paragraph: Paragraph, label: str, sequence: BlockSequence) -> None:
        is_ordered = any(c.isalnum() for c in label) and label != "o"
        n = label if is_ordered else ""
        key = f"{paragraph.state.list}{is_ordered}"
        sequence.begin_item(paragraph.state.list_level, key, n, is_ordered)
        self._pieces(paragraph, frozenset(), is_item=True)

    def _kind(self, paragraph: Paragraph, style: Style) -> NamedStyle:
        """What a paragraph is: by its outline level, its style, its bold words, or the options."""
        outline = min(paragraph.state.outline, style.outline)
        named = read_style_name(style.name)
        if named.kind in (None, Kind.HEADING) and outline < NO_OUTLINE:
            named = NamedStyle(Kind.HEADING, max(outline, 0) + 1)
        if self.options.headings == "none" and named.kind in (Kind.HEADING, Kind.TITLE):
            named = NamedStyle()
        if named.kind is Kind.TITLE:
            named = NamedStyle(Kind.HEADING, 1) if self.has_title else named
            self.has_title = True
        if named.kind is None and self.options.headings != "none" and (words := _bold_words(paragraph)):
            self.bold.append(words)
            if self.options.headings == "bold":
                return NamedStyle(Kind.HEADING, 1)
        return NamedStyle(Kind.VERSE) if named.kind is None and self.options.lines == "verse" else named

    # -- what stands in a paragraph

    def _pieces(self, paragraph: Paragraph, base: frozenset[str], is_item: bool) -> None:
        is_item = is_item or paragraph.state.depth > 0
        for piece in paragraph.pieces:
            match piece:
                case Words():
                    self._words(piece, base, is_item)
                case Out():
                    self.writer.leave(piece.rule, piece.source, piece.at, piece.is_named)
                case Break("line"):
                    self.writer.break_line()
                case Break(unit):
                    self.writer.break_page(unit)
                case Story("box"):
                    self.boxes.append(piece)
                case Story():
                    self._note(piece)

    def _words(self, piece: Words, base: frozenset[str], is_item: bool) -> None:
        group, at = piece.group, At(offset=piece.at)
        if group.is_label and is_item:
            self.writer.leave(Rule.NUMBER, piece.source, at)
            return
        is_kept = self.options.changes == "keep"
        language = language_of(group.language)
        is_foreign = language not in self.languages and any(c.isalpha() for c in piece.words)
        parts = (
            *((Open(Kind.ADDED),) if is_kept and group.is_inserted else ()),
            *((Open(Kind.DELETED),) if is_kept and group.is_deleted else ()),
            *((group.link,) if group.link else ()),
            *((Open(Kind.FOREIGN, lang=language),) if is_foreign else ()),
            *emphasis(group.rend - base - ({"underline"} if group.link else set())),
        )
        source = piece.source if piece.source != piece.words else None
        self.writer.write(piece.words, at, parts, source)

    def _note(self, story: Story) -> None:
        """A note or a comment, where its mark stands."""
        if not any(_has_words(one) for one in story.paragraphs):
            for paragraph in story.paragraphs:
                self._pieces(paragraph, frozenset(), is_item=False)
            return
        if story.kind == "comment":
            self.comments += 1
            self.writer.begin_note(n=f"C{self.comments}", type="comment", author=story.author)
        else:
            self.writer.begin_note(place=story.place)
        self._story(story)
        self.writer.end_note()


def _has_words(paragraph: Paragraph) -> bool:
    """Whether there is something that needs a block. A label alone is an empty item."""
    return any(
        (isinstance(one, Words) and not one.words.isspace() and not one.group.is_label)
        or (isinstance(one, Story) and one.kind != "box")
        for one in paragraph.pieces
    )


def _label(paragraph: Paragraph) -> str:
    return "".join(one.words for one in paragraph.pieces if isinstance(one, Words) and one.group.is_label).strip()


def _bold_words(paragraph: Paragraph) -> str:
    """The words of a short paragraph that is all in bold; "" for any other."""
    runs = [one for one in paragraph.pieces if isinstance(one, Words) and not one.group.is_label]
    words = " ".join("".join(one.words for one in runs).split())
    is_bold = all("bold" in one.group.rend for one in runs if not one.words.isspace())
    return words[:_QUOTED] if is_bold and len(words) <= _LONGEST_HEADING else ""
