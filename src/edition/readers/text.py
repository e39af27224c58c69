"""A plain text: paragraphs between blank lines, lines that run on joined, headings, lists, notes that marks point to.

Nothing is left out of the reading text but the numbers and bullets of lists, the marks of notes that stand in the
same text, and what the editor's own patterns call furniture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model import Kind, Node, Seed
from edition.readers.lists import ITEM, make_list, notes_of_lists
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import Chunk, Furniture, chunks_of, looks_like_heading, parted, wide_gaps
from edition.readers.structure import Inline, Line, Refusal, Structure, block, body, lines_of, rebuilt


def read_text(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a plain text; refuses a text of white space alone."""
    if not seed.text.strip():
        return Refusal("it has no words")
    return Structure(TextReader(seed.text, options).body(lines_of(seed.text)))


class TextReader:
    """Reads a text chunk by chunk; a chunk is what stands between blank lines."""

    def __init__(self, text: str, options: ReaderOptions) -> None:
        self.text = text
        self.furniture = options.furniture
        self.has_lists = options.lists
        self.inline = Inline.of(text, options)
        self.heading = ""

    def body(self, lines: Sequence[Line]) -> Node:
        """The root of the whole text."""
        chunks = chunks_of(lines)
        items = _items(chunks) if self.has_lists else frozenset()
        wide = wide_gaps(chunks)
        blocks: list[Node] = []
        first = True
        for i, chunk in enumerate(chunks):
            alone = len(chunk) == 1 and i + 1 < len(chunks)
            made = self._chunk(chunk, items, alone, first)
            first = first and all(b.kind is Kind.FURNITURE for b in made)
            if i in wide and made[0].kind is Kind.PARAGRAPH:
                made[0] = replace(made[0], attributes=(*made[0].attributes, ("opens", "section")))
            blocks += made
        noted = notes_of_lists(self.text, blocks, self.inline)
        return _without_idle_marks(body(self.text, noted))

    def _chunk(self, chunk: Chunk, items: frozenset[int], alone: bool, first: bool) -> list[Node]:
        made: list[Node] = []
        for group in self._groups(chunk, items):
            if isinstance(group, Furniture):
                made.append(Node(Kind.FURNITURE, group.start, group.end))
            elif group[0].start in items:
                made.append(make_list(self.text, self._wrapped(group, items), self.heading, self.inline))
            else:
                (line,) = self._wrapped(group, items)
                made.append(self._line(line, alone, first and not made))
        return made

    def _groups(self, chunk: Chunk, items: frozenset[int]) -> Iterator[Furniture | list[Line]]:
        """The chunk in pieces: furniture, the lines of a list, or those of a paragraph."""
        group: list[Line] = []
        for part in (part for line in chunk for part in parted(line, self.furniture)):
            if isinstance(part, Line) and not (part.start in items and group and group[0].start not in items):
                group.append(part)
                continue
            yield from [group] if group else []
            group = [part] if isinstance(part, Line) else []
            yield from [part] if isinstance(part, Furniture) else []
        yield from [group] if group else []

    def _wrapped(self, lines: Sequence[Line], items: frozenset[int]) -> list[Line]:
        """The lines with those that run on joined to the line before them: one a paragraph, one an item."""
        starts = [i for i, line in enumerate(lines) if i == 0 or line.start in items]
        pairs = zip(starts, [*starts[1:], len(lines)], strict=True)
        ends = [(lines[i].start, lines[j - 1].end) for i, j in pairs]
        return [Line(start, end, self.text[start:end]) for start, end in ends]

    def _line(self, line: Line, alone: bool, first: bool) -> Node:
        start, end = line.stripped
        words = self.text[start:end]
        if not (alone and looks_like_heading(words)):
            return block(Kind.PARAGRAPH, self.text, start, end, self.inline)
        self.heading = words
        if first:
            return block(Kind.TITLE, self.text, start, end, self.inline)
        return block(Kind.HEADING, self.text, start, end, self.inline, level="1")


def _items(chunks: Sequence[Chunk]) -> frozenset[int]:
    """Where the lines begin that are items of lists.

    An item begins a chunk, or follows an item or a line that ends with a colon or that the list begins after. A lone
    bullet, or a number that the item right before or after it does not continue («12. Mai 1936 …»), is no list: its
    sign is text.
    """
    found: list[tuple[Line, str] | None] = [None]  # every candidate with its number or bullet; None: other text
    for chunk in chunks:
        may_begin, in_list = True, False
        for i, line in enumerate(chunk):
            mark = ITEM.match(line.text)
            if mark and (may_begin or in_list or _begins_list(chunk[i : i + 2])):
                found.append((line, mark["number"] or mark["mark"]))
                in_list = True
            elif not in_list:
                found.append(None)
            may_begin = line.text.rstrip().endswith(":")
    marks = [one[1] if one else "" for one in (*found, None)]
    triples = zip(found[1:], marks, marks[2:], strict=False)
    return frozenset(one[0].start for one, before, after in triples if one and _continues(before, one[1], after))


def _begins_list(lines: Sequence[Line]) -> bool:
    """Whether a list begins with the first of two lines: 1 before 2, or the same bullet twice."""
    marks = [m["number"] or m["mark"] for line in lines if (m := ITEM.match(line.text))]
    return len(marks) == 2 and (marks == ["1", "2"] or (marks[0] == marks[1] and not marks[0].isdigit()))


def _continues(before: str, mark: str, after: str) -> bool:
    """Whether a mark belongs to a list with the one before it or after it."""
    if not mark.isdigit():
        return mark in (before, after)
    return before == str(int(mark) - 1) or after == str(int(mark) + 1)


def _without_idle_marks(root: Node) -> Node:
    """The tree without the note marks that point to no note: they are words of the text."""
    return rebuilt(root, lambda n: () if n.kind is Kind.NOTE_MARK and not n.get("target") else n)
