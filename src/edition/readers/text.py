"""The reader `text`, for plain text: paragraphs separated by blank lines, headings, lists, and notes.

Three things are left out of the reading text: the numbers and bullets of lists, note marks whose note is in the same
text, and text that matches the editor's patterns for furniture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model import Kind, Node, Seed
from edition.readers.lists import ITEM_START, convert_lists_to_notes, make_list
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import (
    Furniture,
    LineGroup,
    find_wide_gaps,
    group_lines,
    looks_like_heading,
    separate_furniture,
)
from edition.readers.structure import (
    InlineRules,
    Refusal,
    Structure,
    TextLine,
    make_block,
    make_body,
    rewrite_tree,
    split_lines,
)


def read_text(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a plain text; Refusal for a text without words."""
    if not seed.text.strip():
        return Refusal("it has no words")
    return Structure(TextReader(seed.text, options).read(split_lines(seed.text)))


class TextReader:
    """Reads a text group by group; a group is a run of lines without a blank line."""

    def __init__(self, text: str, options: ReaderOptions) -> None:
        self.text = text
        self.furniture = options.furniture
        self.has_lists = options.lists
        self.inline = InlineRules.for_text(text, options)
        self.heading = ""

    def read(self, lines: Sequence[TextLine]) -> Node:
        """Read all lines and return the root node."""
        groups = group_lines(lines)
        items = _find_item_starts(groups) if self.has_lists else frozenset()
        wide = find_wide_gaps(groups)
        blocks: list[Node] = []
        is_first = True
        for i, group in enumerate(groups):
            is_alone = len(group) == 1 and i + 1 < len(groups)
            made = self._read_group(group, items, is_alone, is_first)
            is_first = is_first and all(b.kind is Kind.FURNITURE for b in made)
            if i in wide and made[0].kind is Kind.PARAGRAPH:
                made[0] = replace(made[0], attributes=(*made[0].attributes, ("opens", "section")))
            blocks += made
        noted = convert_lists_to_notes(self.text, blocks, self.inline)
        return _remove_unused_note_marks(make_body(self.text, noted))

    def _read_group(self, group: LineGroup, items: frozenset[int], is_alone: bool, is_first: bool) -> list[Node]:
        made: list[Node] = []
        for piece in self._split_group(group, items):
            if isinstance(piece, Furniture):
                made.append(Node(Kind.FURNITURE, piece.start, piece.end))
            elif piece[0].start in items:
                made.append(make_list(self.text, self._join_lines(piece, items), self.heading, self.inline))
            else:
                (line,) = self._join_lines(piece, items)
                made.append(self._read_line(line, is_alone, is_first and not made))
        return made

    def _split_group(self, group: LineGroup, items: frozenset[int]) -> Iterator[Furniture | list[TextLine]]:
        """The pieces of a group: furniture, the lines of a list, or the lines of a paragraph."""
        piece: list[TextLine] = []
        for part in (part for line in group for part in separate_furniture(line, self.furniture)):
            if isinstance(part, TextLine) and not (part.start in items and piece and piece[0].start not in items):
                piece.append(part)
                continue
            yield from [piece] if piece else []
            piece = [part] if isinstance(part, TextLine) else []
            yield from [part] if isinstance(part, Furniture) else []
        yield from [piece] if piece else []

    def _join_lines(self, lines: Sequence[TextLine], items: frozenset[int]) -> list[TextLine]:
        """The lines with continuation lines joined to the line before: one line for a paragraph or an item."""
        starts = [i for i, line in enumerate(lines) if i == 0 or line.start in items]
        pairs = zip(starts, [*starts[1:], len(lines)], strict=True)
        ends = [(lines[i].start, lines[j - 1].end) for i, j in pairs]
        return [TextLine(start, end, self.text[start:end]) for start, end in ends]

    def _read_line(self, line: TextLine, is_alone: bool, is_first: bool) -> Node:
        start, end = line.stripped
        words = self.text[start:end]
        if not (is_alone and looks_like_heading(words)):
            return make_block(Kind.PARAGRAPH, self.text, start, end, self.inline)
        self.heading = words
        if is_first:
            return make_block(Kind.TITLE, self.text, start, end, self.inline)
        return make_block(Kind.HEADING, self.text, start, end, self.inline, level="1")


def _find_item_starts(groups: Sequence[LineGroup]) -> frozenset[int]:
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
