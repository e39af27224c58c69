"""The text of a web page saved from a browser: page furniture, captions, headings without marks, notes at the end.

What is furniture and what is a caption the editor says by patterns (`furniture`, `captions` of `[[witness]]`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.model import Finding, Kind, Node, Seed, Severity
from edition.model.finding import position_in
from edition.readers.lists import is_item, make_list, notes_of_lists
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import STAR, Chunk, Furniture, chunks_of, looks_like_heading, parted, wide_gaps
from edition.readers.structure import NOTE_MARK, Inline, Line, Refusal, Structure, block, body, lines_of

_DEBRIS = re.compile(r"<(templatestyles|style|ref)\b[^<>]*>(?:\s*</\1>)?")
_STAR_NOTE = re.compile(r"\s*(\*+|†)\s+(?=\S)")
_LONGEST_CAPTION = 300


def read_page(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a saved page; refuses a text of white space alone."""
    if not seed.text.strip():
        return Refusal("it has no words")
    reader = PageReader(seed, options)
    root = reader.body(lines_of(seed.text))
    return Structure(root, tuple(reader.findings))


def _has_star_note(lines: Sequence[Line]) -> bool:
    return sum(bool(_STAR_NOTE.match(line.text)) for line in lines) == 1 and any(
        STAR.search(line.text) for line in lines
    )


class PageReader:
    """Reads a page chunk by chunk; a line is a block. Where one line begins with a star it is a note."""

    def __init__(self, seed: Seed, options: ReaderOptions) -> None:
        self.seed, self.text = seed, seed.text
        self.options = options
        self.starred = _has_star_note(lines_of(seed.text))
        marks = re.compile(f"{NOTE_MARK.pattern}|{STAR.pattern}") if self.starred else NOTE_MARK
        self.inline = Inline.of(seed.text, options, _DEBRIS, marks)
        self.title = ""
        self.heading = ""
        self.has_begun = False  # whether a block that is no furniture has been read
        self.findings: list[Finding] = []

    def body(self, lines: Sequence[Line]) -> Node:
        """The root of the whole text."""
        chunks = chunks_of(lines)
        wide = wide_gaps(chunks)
        blocks: list[Node] = []
        for i, chunk in enumerate(chunks):
            made = self._chunk(chunk, is_last=i + 1 == len(chunks))
            if i in wide and made[0].kind is Kind.PARAGRAPH:
                made[0] = replace(made[0], attributes=(*made[0].attributes, ("opens", "section")))
            blocks += made
        return body(self.text, notes_of_lists(self.text, blocks, self.inline))

    def _chunk(self, chunk: Chunk, is_last: bool) -> list[Node]:
        made: list[Node] = []
        for group in self._groups(chunk):
            if isinstance(group, Furniture):
                made.append(Node(Kind.FURNITURE, group.start, group.end))
            elif self._is_item(group[0]):
                made.append(make_list(self.text, group, self.heading, self.inline))
            else:
                made.append(self._line(group[0], alone=len(chunk) == 1 and not is_last))
            self.has_begun = self.has_begun or made[-1].kind is not Kind.FURNITURE
        return made

    def _groups(self, chunk: Chunk) -> list[Furniture | list[Line]]:
        """Furniture; items that follow each other; every other line by itself."""
        made: list[Furniture | list[Line]] = []
        for part in (part for line in chunk for part in parted(line, self.options.furniture)):
            before = made[-1] if made else None
            if isinstance(part, Furniture):
                made.append(part)
            elif isinstance(before, list) and self._is_item(before[0]) and self._is_item(part):
                before.append(part)
            else:
                made.append([part])
        return made

    def _is_item(self, line: Line) -> bool:
        return is_item(line) and not (self.starred and _STAR_NOTE.match(line.text))

    def _line(self, line: Line, alone: bool) -> Node:
        start, end = line.stripped
        words = self.text[start:end]
        if self.starred and (star := _STAR_NOTE.match(line.text)):
            marker = Node(Kind.MARKER, start, start + len(star[1]))
            return block(Kind.NOTE, self.text, start, end, self.inline, marker, n=star[1], id=star[1])
        if len(words) < _LONGEST_CAPTION and any(pattern.search(words) for pattern in self.options.captions):
            return block(Kind.CAPTION, self.text, start, end, self.inline)
        if self.title and words == self.title and not self.findings:
            return self._repeated_title(start, end)
        if not (alone and looks_like_heading(words)):
            return block(Kind.PARAGRAPH, self.text, start, end, self.inline)
        self.heading = words
        if self.has_begun:
            return block(Kind.HEADING, self.text, start, end, self.inline, level="1")
        self.title = words
        return block(Kind.TITLE, self.text, start, end, self.inline)

    def _repeated_title(self, start: int, end: int) -> Node:
        """The title again, once and as a whole line: the page shows it, the text does not have it twice."""
        said = f"«{self.title}» repeats the title and is left out of the reading text; if it belongs to the text, "
        place = position_in(self.seed.path, self.text, start)
        self.findings.append(Finding("E303", Severity.WARNING, f'{said}write reader = "text"', place))
        return Node(Kind.FURNITURE, start, end, attributes=(("rule", "repeatedTitle"),))
