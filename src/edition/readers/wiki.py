"""The text export of a wiki: `== headings ==`, `1. ` and `- ` lists, one paragraph a line."""

import re
from collections.abc import Sequence

from edition.model import Kind, Node, Seed
from edition.readers.lists import is_item, make_list
from edition.readers.options import ReaderOptions
from edition.readers.structure import Inline, Line, Refusal, Structure, block, body, lines_of

_HEADING = re.compile(r"\s*(?P<open>={1,4})(?P<words>\s*[^=\s].*?\s*)(?P=open)\s*$")
#: What tells a wiki text from one that sets words bold as `=words=`: two signs, or blanks within one.
_SURE = re.compile(r"\s*(={2,4}\s*[^=\s].*?\s*={2,4}|=\s+[^=\s].*?\s+=)\s*$")
_DEEPEST = 3


def read_wiki(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a wiki text export; refuses a text without one line `== … ==`."""
    lines = lines_of(seed.text)
    if not is_wiki(lines):
        return Refusal("no line has the form == heading ==")
    title = next((line for line in lines if not line.is_blank), None)
    depths = [len(m["open"]) for line in lines if line is not title and (m := _HEADING.match(line.text))]
    return Structure(_WikiReader(seed.text, options, title, 1 if 1 not in depths else 0).body(lines))


def is_wiki(lines: Sequence[Line]) -> bool:
    """Whether a line has the form of a heading that nothing but a wiki writes."""
    return any(_SURE.match(line.text) for line in lines)


class _WikiReader:
    """`title`: the first line of the text; as a heading of depth 1 it is the title, unless more headings have that
    depth. `above`: how many depths stand above the first level of sections."""

    def __init__(self, text: str, options: ReaderOptions, title: Line | None, above: int) -> None:
        self.text, self.title, self.above = text, title, above
        self.inline = Inline.of(text, options)
        self.heading = ""

    def body(self, lines: Sequence[Line]) -> Node:
        """The root of the whole text."""
        blocks: list[Node] = []
        i = 0
        while i < len(lines):
            start, line = i, lines[i]
            i += 1
            if line.is_blank:
                continue
            if found := _HEADING.match(line.text):
                blocks.append(self._heading(line, found))
            elif is_item(line):
                while i < len(lines) and is_item(lines[i]):
                    i += 1
                blocks.append(make_list(self.text, lines[start:i], self.heading, self.inline))
            else:
                blocks.append(block(Kind.PARAGRAPH, self.text, *line.stripped, self.inline))
        return body(self.text, blocks)

    def _heading(self, line: Line, found: re.Match[str]) -> Node:
        self.heading = found["words"]
        start, end = line.stripped
        depth = len(found["open"])
        markers = (Node(Kind.MARKER, start, start + depth), Node(Kind.MARKER, end - depth, end))
        if depth == 1 and line is self.title:
            return block(Kind.TITLE, self.text, start, end, self.inline, *markers)
        level = min(max(depth - self.above, 1), _DEEPEST)
        return block(Kind.HEADING, self.text, start, end, self.inline, *markers, level=str(level))
