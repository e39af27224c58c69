"""The reader `wiki`, for the text export of a wiki: `== headings ==`, `1. ` and `- ` lists, one paragraph a line."""

import re
from collections.abc import Sequence

from edition.late_patterns import late_pattern
from edition.model import Kind, Node, Seed
from edition.readers.lists import is_item, make_list
from edition.readers.options import ReaderOptions
from edition.readers.structure import InlineRules, Refusal, Structure, TextLine, make_block, make_body, split_lines

_HEADING = late_pattern(r"\s*(?P<open>={1,4})(?P<words>\s*[^=\s].*?\s*)(?P=open)\s*$")
#: A heading that cannot be bold text (`=words=`): two equals signs, or one with blanks inside.
_UNAMBIGUOUS_HEADING = late_pattern(r"\s*(={2,4}\s*[^=\s].*?\s*={2,4}|=\s+[^=\s].*?\s+=)\s*$")
_MAX_LEVEL = 3


def read_wiki(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a wiki text export; Refusal for a text without a line `== … ==`."""
    lines = split_lines(seed.text)
    if not has_wiki_heading(lines):
        return Refusal("no line has the form == heading ==")
    title = next((line for line in lines if not line.is_blank), None)
    depths = [len(m["open"]) for line in lines if line is not title and (m := _HEADING.match(line.text))]
    return Structure(_WikiReader(seed.text, options, title, 1 if 1 not in depths else 0).read(lines))


def has_wiki_heading(lines: Sequence[TextLine]) -> bool:
    """Whether a line is a heading in the syntax of wikis."""
    return any(_UNAMBIGUOUS_HEADING.match(line.text) for line in lines)


class _WikiReader:
    """Reads the lines of a wiki text.

    `title`: the first line of the text; as a heading of depth 1 it is the title. `skipped_levels`: the depths that no
    section uses, 1 where only the title has depth 1, else 0.
    """

    def __init__(self, text: str, options: ReaderOptions, title: TextLine | None, skipped_levels: int) -> None:
        self.text, self.title, self.skipped_levels = text, title, skipped_levels
        self.inline = InlineRules.for_text(text, options)
        self.heading = ""

    def read(self, lines: Sequence[TextLine]) -> Node:
        """Read all lines and return the root node."""
        blocks: list[Node] = []
        i = 0
        while i < len(lines):
            start, line = i, lines[i]
            i += 1
            if line.is_blank:
                continue
            if found := _HEADING.match(line.text):
                blocks.append(self._read_heading(line, found))
            elif is_item(line):
                while i < len(lines) and is_item(lines[i]):
                    i += 1
                blocks.append(make_list(self.text, lines[start:i], self.heading, self.inline))
            else:
                blocks.append(make_block(Kind.PARAGRAPH, self.text, *line.stripped, self.inline))
        return make_body(self.text, blocks)

    def _read_heading(self, line: TextLine, found: re.Match[str]) -> Node:
        self.heading = found["words"]
        start, end = line.stripped
        depth = len(found["open"])
        markers = (Node(Kind.MARKER, start, start + depth), Node(Kind.MARKER, end - depth, end))
        if depth == 1 and line is self.title:
            return make_block(Kind.TITLE, self.text, start, end, self.inline, *markers)
        level = min(max(depth - self.skipped_levels, 1), _MAX_LEVEL)
        return make_block(Kind.HEADING, self.text, start, end, self.inline, *markers, level=str(level))
