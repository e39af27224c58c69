"""The reader `page`, for the text of a web page that was saved from a browser.

The patterns `furniture` and `captions` of `[[witness]]` say what belongs to the page and not to the text. Headings have
no markup and are recognised by their form; notes are a list at the end.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Node, Seed, Severity
from edition.model.finding import position_in
from edition.readers.lists import convert_lists_to_notes, is_item, make_list
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import (
    STAR_MARK,
    Furniture,
    LineGroup,
    find_wide_gaps,
    group_lines,
    looks_like_heading,
    separate_furniture,
)
from edition.readers.structure import (
    NOTE_MARK,
    InlineRules,
    Refusal,
    Structure,
    TextLine,
    make_block,
    make_body,
    split_lines,
)

_TEMPLATE_DEBRIS = late_pattern(r"<(templatestyles|style|ref)\b[^<>]*>(?:\s*</\1>)?")
_STAR_NOTE = late_pattern(r"\s*(\*+|†)\s+(?=\S)")
_MAX_CAPTION = 300  # code points


def read_page(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a saved page; Refusal for a text without words. E303 reports a repeated title."""
    if not seed.text.strip():
        return Refusal("it has no words")
    reader = PageReader(seed, options)
    root = reader.read(split_lines(seed.text))
    return Structure(root, tuple(reader.findings))


def _has_star_note(lines: Sequence[TextLine]) -> bool:
    """Whether exactly one line begins with a star, and a word has a star as a note mark."""
    return sum(bool(_STAR_NOTE.match(line.text)) for line in lines) == 1 and any(
        STAR_MARK.search(line.text) for line in lines
    )


class PageReader:
    """Reads a page group by group (a group ends at a blank line); each line is a block."""

    def __init__(self, seed: Seed, options: ReaderOptions) -> None:
        self.seed, self.text = seed, seed.text
        self.options = options
        self.has_star_note = _has_star_note(split_lines(seed.text))
        marks = re.compile(f"{NOTE_MARK.pattern}|{STAR_MARK.pattern}") if self.has_star_note else NOTE_MARK
        self.inline = InlineRules.for_text(seed.text, options, _TEMPLATE_DEBRIS, marks)
        self.title = ""
        self.heading = ""
        self.has_begun = False  # whether a block other than furniture has been read
        self.findings: list[Finding] = []

    def read(self, lines: Sequence[TextLine]) -> Node:
        """Read all lines and return the root node."""
        groups = group_lines(lines)
        wide = find_wide_gaps(groups)
        blocks: list[Node] = []
        for i, group in enumerate(groups):
            made = self._read_group(group, is_last=i + 1 == len(groups))
            if i in wide and made[0].kind is Kind.PARAGRAPH:
                made[0] = replace(made[0], attributes=(*made[0].attributes, ("opens", "section")))
            blocks += made
        return make_body(self.text, convert_lists_to_notes(self.text, blocks, self.inline))

    def _read_group(self, group: LineGroup, is_last: bool) -> list[Node]:
        made: list[Node] = []
        for piece in self._split_group(group):
            if isinstance(piece, Furniture):
                made.append(Node(Kind.FURNITURE, piece.start, piece.end))
            elif self._is_item(piece[0]):
                made.append(make_list(self.text, piece, self.heading, self.inline))
            else:
                made.append(self._read_line(piece[0], is_alone=len(group) == 1 and not is_last))
            self.has_begun = self.has_begun or made[-1].kind is not Kind.FURNITURE
        return made

    def _split_group(self, group: LineGroup) -> list[Furniture | list[TextLine]]:
        """The pieces of a group: furniture, consecutive items of a list, or a single other line."""
        made: list[Furniture | list[TextLine]] = []
        for part in (part for line in group for part in separate_furniture(line, self.options.furniture)):
            before = made[-1] if made else None
            if isinstance(part, Furniture):
                made.append(part)
            elif isinstance(before, list) and self._is_item(before[0]) and self._is_item(part):
                before.append(part)
            else:
                made.append([part])
        return made

    def _is_item(self, line: TextLine) -> bool:
        return is_item(line) and not (self.has_star_note and _STAR_NOTE.match(line.text))

    def _read_line(self, line: TextLine, is_alone: bool) -> Node:
        start, end = line.stripped
        words = self.text[start:end]
        if self.has_star_note and (star := _STAR_NOTE.match(line.text)):
            marker = Node(Kind.MARKER, start, start + len(star[1]))
            return make_block(Kind.NOTE, self.text, start, end, self.inline, marker, n=star[1], id=star[1])
        if len(words) < _MAX_CAPTION and any(pattern.search(words) for pattern in self.options.captions):
            return make_block(Kind.CAPTION, self.text, start, end, self.inline)
        if self.title and words == self.title and not self.findings:
            return self._read_repeated_title(start, end)
        if not (is_alone and looks_like_heading(words)):
            return make_block(Kind.PARAGRAPH, self.text, start, end, self.inline)
        self.heading = words
        if self.has_begun:
            return make_block(Kind.HEADING, self.text, start, end, self.inline, level="1")
        self.title = words
        return make_block(Kind.TITLE, self.text, start, end, self.inline)

    def _read_repeated_title(self, start: int, end: int) -> Node:
        """The first line that repeats the title: it belongs to the page and is left out of the reading text."""
        message = f"«{self.title}» repeats the title and is left out of the reading text; if it belongs to the text, "
        place = position_in(self.seed.path, self.text, start)
        self.findings.append(Finding("E303", Severity.WARNING, f'{message}write reader = "text"', place))
        return Node(Kind.FURNITURE, start, end, attributes=(("rule", "repeatedTitle"),))
