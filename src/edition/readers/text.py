"""The reader `text`, for plain text: paragraphs between blank lines with wrapped lines joined, headings, scene breaks.

What else a plain text holds (verse, speeches, letters, notes, hyphens at line ends) cannot be told from its words
without loss: `[[witness]]` says it (docs/configuration.md). Where many lines look like verse, the reader asks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Node, Seed, Severity
from edition.model.finding import position_in
from edition.readers.drama import DramaReader
from edition.readers.footnotes import MARKS, find_brackets, find_notes, link_notes, make_caption, make_note
from edition.readers.headings import find_headings, report_proposals
from edition.readers.letter_parts import LetterReader
from edition.readers.line_ends import find_hyphens, find_page_breaks, find_page_numbers, place_inside
from edition.readers.lists import ITEM_START, convert_lists_to_notes, make_list
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import (
    Chunk,
    Furniture,
    find_wide_gaps,
    group_lines,
    looks_like_heading,
    separate_furniture,
    split_chunks,
)
from edition.readers.speeches import SpeechMaker
from edition.readers.structure import (
    NOTE_MARK,
    InlineRules,
    Refusal,
    Structure,
    TextLine,
    absorb_stray_characters,
    make_block,
    make_body,
    rewrite_tree,
    split_lines,
)
from edition.readers.verse import (
    find_line_numbers,
    least_indent,
    line_width,
    looks_like_verse,
    make_stanza,
    refuse_unnamed_verse,
)

_SEPARATOR = late_pattern(r"(?:[*•·.#~—–_=+-][ \t]*){3,}|[⁂*]")
_DOTS = late_pattern(r"\.{3,}")  # without blanks: a silence, not the end of a scene
_LONG_LINE = 200  # code points: no line of wrapped prose


def read_text(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a plain text; Refusal for a text without words, and where its genre must be named."""
    if not seed.text.strip():
        return Refusal("it has no words")
    return TextReader(seed, options).read()


class TextReader:
    """Reads a text chunk by chunk; a chunk is a run of lines without a blank line.

    `excluded`: stretches that a caller leaves out, as furniture nodes; no chunk holds them.
    """

    picture: re.Pattern[str] | None = None  # how the caption of a picture begins

    def __init__(self, seed: Seed, options: ReaderOptions, excluded: Sequence[Node] = ()) -> None:
        self.seed, self.text, self.options = seed, seed.text, options
        lines = [line for line in split_lines(seed.text) if not _is_inside(line, excluded)]
        self.page_numbers = find_page_numbers(lines, options)
        self.furniture: list[Node] = list(excluded)
        groups = group_lines(lines)
        self.wide = frozenset(groups[i][0].start for i in find_wide_gaps(groups))  # after more than one blank line
        self.chunks = self._chunks(lines)
        marks = MARKS if options.notes == "footnotes" else NOTE_MARK
        self.inline = InlineRules.for_text(seed.text, options, marks=marks)
        self.notes = find_notes(self.text, self.chunks) if options.notes == "footnotes" else {}
        self.pictures = find_brackets(self.text, self.chunks, self.picture) if self.picture else {}
        spans = [*((i, note.length) for i, note in self.notes.items()), *((i, p[0]) for i, p in self.pictures.items())]
        self.taken = frozenset(j for i, length in spans for j in range(i, i + length))  # chunks of notes and captions
        self.headings = {i: n for i, n in find_headings(self.chunks, options).items() if i not in self.taken}
        self.items = self._find_items()
        self.heading = ""
        self.is_verse = options.lines == "verse" or (options.genre == "verse" and not options.lines)
        self.indent = least_indent(self.chunks)
        self.width = line_width(self.chunks)
        self.numbers = find_line_numbers(self._verse_parts()) if self.is_verse else {}

    def _chunks(self, lines: Sequence[TextLine]) -> list[Chunk]:
        """The chunks without the furniture that the editor named and without numbers of pages between them."""
        made: list[Chunk] = []
        for chunk in split_chunks(lines):
            held: list[TextLine] = []
            cut = len(made)
            for part in (part for line in chunk.lines for part in separate_furniture(line, self.options.furniture)):
                if isinstance(part, TextLine) and not (len(chunk.lines) == 1 and part.start in self.page_numbers):
                    held.append(part)
                    continue
                made += _chunk_of(held, chunk.gap if len(made) == cut else 0)
                held = []
                self.furniture.append(_furniture_node(part, self.page_numbers))
            is_whole = len(made) == cut and len(held) == len(chunk.lines) and held == list(chunk.lines)
            made += [chunk] if is_whole else _chunk_of(held, chunk.gap if len(made) == cut else 0)
        return made

    def _find_items(self) -> frozenset[int]:
        if self.options.lists is False or self.options.genre in ("verse", "drama") or self.options.lines == "verse":
            return frozenset()
        return _find_item_starts([chunk.lines for chunk in self.chunks])

    def _verse_parts(self) -> Iterator[list[TextLine]]:
        """The lines between two headings."""
        part: list[TextLine] = []
        for i, chunk in enumerate(self.chunks):
            if i in self.headings:
                yield part
                part = []
            else:
                part += chunk.lines
        yield part

    def read(self) -> Structure | Refusal:
        """The structure, or a Refusal where the editor must say what the text is."""
        if why := refuse_unnamed_verse([c for i, c in enumerate(self.chunks) if i not in self.headings], self.options):
            return Refusal(why)
        blocks = list(self._blocks())
        if self.options.notes in ("", "lists"):
            blocks = convert_lists_to_notes(self.text, blocks, self.inline)
        elif self.options.notes == "footnotes":
            blocks = link_notes(blocks)
        holder = Node(Kind.BODY, 0, len(self.text), tuple(blocks)).holding(self.furniture)
        root = _remove_unused_note_marks(make_body(self.text, holder.children))
        hyphens = find_hyphens(self.seed.path, self.text, self.options)
        breaks = find_page_breaks(self.text)
        root = absorb_stray_characters(root, self.text) if breaks else root
        is_joined = not self.is_verse and self.options.lines != "paragraph"
        inner = [*self.inner_nodes(), *breaks, *(hyphens.nodes if is_joined else ())]
        findings = [*self._report(), *(hyphens.findings if is_joined else ())]
        return Structure(place_inside(root, inner), tuple(findings))

    def inner_nodes(self) -> list[Node]:
        """Parts of blocks that are found in the text as a whole."""
        return [*self.page_numbers.values()]

    def _report(self) -> Iterator[Finding]:
        if not self.options.headings and self.options.genre not in ("drama", "letters"):  # names and dates stand alone
            is_prose = self.options.genre != "verse"
            yield from report_proposals(self.seed.path, self.text, self.chunks, self.headings, is_prose)
        long = [chunk for chunk in self.chunks if len(chunk.lines) > 1 and len(chunk.lines[0].text) > _LONG_LINE]
        if long and not self.options.lines:
            message = (
                f"{len(long)} paragraphs are made of lines of more than {_LONG_LINE} characters; if each line is a "
                'paragraph, write lines = "paragraph"; if not, lines = "wrap"'
            )
            yield Finding("E332", Severity.ADVICE, message, position_in(self.seed.path, self.text, long[0].start))

    # -- blocks

    def _blocks(self) -> Iterator[Node]:
        if self.options.genre == "drama":
            yield from self._speeches()
        elif self.options.genre == "letters":
            yield from self._letters()
        elif self.options.headings == "short":
            yield from self._short_headed()
        else:
            for i in range(len(self.chunks)):
                yield from self._read_chunk(i)

    def _read_chunk(self, i: int) -> Iterator[Node]:
        """The blocks of a chunk: a heading, a note, a scene break, or text."""
        chunk = self.chunks[i]
        if i in self.taken:
            yield from self._special(i)
        elif i in self.headings:
            self.heading = chunk.words
            yield make_block(Kind.HEADING, self.text, chunk.start, chunk.end, self.inline, level=str(self.headings[i]))
        elif is_separator(chunk):
            yield make_block(Kind.PARAGRAPH, self.text, chunk.start, chunk.end, self.inline, rend="separator")
        else:
            yield from self._read_text(chunk.lines)

    def _special(self, i: int) -> Iterator[Node]:
        """The note or caption that begins with a chunk; nothing for its other chunks."""
        if i in self.notes:
            yield make_note(self.text, self.notes[i], f"note-{i + 1}", self.inline)
        elif i in self.pictures and self.picture:
            yield make_caption(self.text, *self.pictures[i][1:], self.picture, self.inline)

    def _read_text(self, lines: Sequence[TextLine]) -> Iterator[Node]:
        chunk = Chunk(tuple(lines), 0, "")
        if self.is_verse:
            yield make_stanza(self.text, lines, self.inline, self.indent, self.numbers)
        elif self.options.genre == "mixed" and looks_like_verse(chunk, self.width):
            yield make_stanza(self.text, lines, self.inline, least_indent([chunk]), {})
        else:
            for piece in self._split_lists(lines):
                yield from self._read_piece(piece)

    def _split_lists(self, lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
        """The lines before a list, and the lines of the list."""
        at = next((k for k, line in enumerate(lines) if line.start in self.items), len(lines))
        yield from (list(part) for part in (lines[:at], lines[at:]) if part)

    def _read_piece(self, lines: Sequence[TextLine]) -> Iterator[Node]:
        if lines[0].start in self.items:
            has_markers = self.options.lists is True
            yield make_list(self.text, self._join_lines(lines), self.heading, self.inline, has_markers)
        elif self.options.lines == "paragraph":
            for line in lines:
                yield make_block(Kind.PARAGRAPH, self.text, *line.stripped, self.inline)
        else:
            start, end = lines[0].stripped[0], lines[-1].stripped[1]
            yield make_block(Kind.PARAGRAPH, self.text, start, end, self.inline)

    def _join_lines(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """One line for each item: the lines that continue it are joined to it."""
        starts = [i for i, line in enumerate(lines) if i == 0 or line.start in self.items]
        pairs = zip(starts, [*starts[1:], len(lines)], strict=True)
        ends = [(lines[i].start, lines[j - 1].end) for i, j in pairs]
        return [TextLine(start, end, self.text[start:end]) for start, end in ends]

    # -- headings without words of the language

    def _short_headed(self) -> Iterator[Node]:
        """`headings = "short"`: a short line without a full stop is a heading, the first one the title.

        A section begins where more blank lines stand than elsewhere.
        """
        for i, chunk in enumerate(self.chunks):
            made = [self._short_heading(i)] if self._is_short_heading(i) else list(self._read_chunk(i))
            if made and chunk.lines[0].start in self.wide and chunk.is_whole and made[0].kind is Kind.PARAGRAPH:
                made[0] = replace(made[0], attributes=(*made[0].attributes, ("opens", "section")))
            yield from made

    def _is_short_heading(self, i: int) -> bool:
        chunk = self.chunks[i]
        is_alone = chunk.is_whole and len(chunk.lines) == 1 and i + 1 < len(self.chunks)
        return is_alone and looks_like_heading(chunk.words) and chunk.lines[0].start not in self.items

    def _short_heading(self, i: int) -> Node:
        chunk = self.chunks[i]
        self.heading = chunk.words
        kind = Kind.HEADING if i else Kind.TITLE
        level = {"level": "1"} if i else {}
        return make_block(kind, self.text, chunk.start, chunk.end, self.inline, **level)

    # -- genres

    def _speeches(self) -> Iterator[Node]:
        """The blocks of a play."""
        play = DramaReader(self.text, self.chunks, self.options, frozenset(self.headings))
        maker = SpeechMaker(self.text, self.inline, play)
        for i, chunk in enumerate(self.chunks):
            if i in self.headings or i in play.cast_chunks or is_separator(chunk):
                yield from maker.end()
                yield from self._read_chunk(i)
            elif i in self.taken:
                yield from maker.hold(self._special(i))
            else:
                yield from maker.read(chunk, self._read_text)
        yield from maker.end()

    def _letters(self) -> Iterator[Node]:
        """The blocks of letters, each in a section of its own."""
        letters = LetterReader(self.text, self.chunks, self.options.structure, frozenset(self.headings), self.taken)
        opened: list[Node] = []
        closed: list[Node] = []
        begins_section = False
        for i, chunk in enumerate(self.chunks):
            if i in letters.openers:
                begins_section = begins_section if opened else i - 1 not in self.headings
                opened += letters.opener(i, self.inline)
                rest = chunk.lines[letters.openers[i] :]
                if rest or i + 1 not in letters.openers:
                    yield from _wrap(Kind.OPENER, opened, begins_section)
                    opened = []
                yield from self._read_text(rest) if rest else ()
            elif i in letters.closers:
                closed += letters.closer(i, self.inline)
                if i + 1 not in letters.closers:
                    yield from _wrap(Kind.CLOSER, closed, False)
                    closed = []
            else:
                yield from self._read_chunk(i)


def is_separator(chunk: Chunk) -> bool:
    """Whether a chunk is a line of marks that parts two scenes: `* * *`, `-----`, `. . .`."""
    return len(chunk.lines) == 1 and bool(_SEPARATOR.fullmatch(chunk.words)) and not _DOTS.fullmatch(chunk.words)


def _wrap(kind: Kind, lines: Sequence[Node], begins_section: bool) -> Iterator[Node]:
    opens = (("opens", "section"),) if begins_section else ()
    yield Node(kind, lines[0].start, lines[-1].end, tuple(lines), opens)


def _is_inside(line: TextLine, excluded: Sequence[Node]) -> bool:
    return any(node.start <= line.start < max(node.end, node.start + 1) for node in excluded)


def _chunk_of(lines: Sequence[TextLine], gap: int) -> list[Chunk]:
    """What furniture leaves of a chunk; nothing where no line is left."""
    held = [line for line in lines if not line.is_blank]
    return [Chunk(tuple(held), gap, " ".join(line.text.strip() for line in held), is_whole=False)] if held else []


def _furniture_node(part: Furniture | TextLine, numbers: dict[int, Node]) -> Node:
    return Node(Kind.FURNITURE, part.start, part.end) if isinstance(part, Furniture) else numbers.pop(part.start)


def _find_item_starts(groups: Sequence[Sequence[TextLine]]) -> frozenset[int]:
    """The start offsets of the lines that are items of lists.

    An item begins a group, follows an item or a line that ends with a colon, or begins a list of at least two items.
    A single bullet, or a number without the next lower or higher number beside it («12. Mai 1936 …»), is text.
    """
    found: list[tuple[TextLine, str] | None] = [None]  # each candidate with its number or bullet; None for other text
    for group in groups:
        may_begin, in_list = True, False
        for i, line in enumerate(group):
            mark = ITEM_START.match(line.text)
            if mark and (may_begin or in_list or _begins_list(group[i : i + 2])):
                found.append((line, mark["number"] or mark["mark"]))
                in_list = True
            elif not in_list:
                found.append(None)
            may_begin = line.text.rstrip().endswith(":")
    marks = [one[1] if one else "" for one in (*found, None)]
    triples = zip(found[1:], marks, marks[2:], strict=False)
    return frozenset(one[0].start for one, before, after in triples if one and _continues_list(before, one[1], after))


def _begins_list(lines: Sequence[TextLine]) -> bool:
    """Whether a list begins with the first of two lines: 1 before 2, or the same bullet twice."""
    marks = [m["number"] or m["mark"] for line in lines if (m := ITEM_START.match(line.text))]
    return len(marks) == 2 and (marks == ["1", "2"] or (marks[0] == marks[1] and not marks[0].isdigit()))


def _continues_list(before: str, mark: str, after: str) -> bool:
    """Whether a bullet or number belongs to one list with the one before or after it."""
    if not mark.isdigit():
        return mark in (before, after)
    return before == str(int(mark) - 1) or after == str(int(mark) + 1)


def _remove_unused_note_marks(root: Node) -> Node:
    """The tree without note marks that have no note: they are words of the text."""
    return rewrite_tree(root, lambda n: () if n.kind is Kind.NOTE_MARK and not n.get("target") else n)
