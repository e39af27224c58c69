"""The text export of a wiki: `== headings ==`, `1. ` and `- ` lists, one paragraph a line."""

import re
from collections.abc import Mapping

from edition.model import Kind, Node, Seed
from edition.readers.lists import is_item, make_list
from edition.readers.structure import Inline, Line, Refusal, Structure, block, body, lines_of

_HEADING = re.compile(r"\s*(?P<open>={1,4})(?P<words>\s*[^=\s].*?\s*)(?P=open)\s*$")


def read_wiki(seed: Seed, scripts: Mapping[str, str]) -> Structure | Refusal:
    """The structure of a wiki text export; refuses a text without one line `== … ==`."""
    lines = lines_of(seed.text)
    if not any(_HEADING.match(line.text) for line in lines):
        return Refusal("no line has the form == heading ==")
    inline = Inline(scripts)
    blocks: list[Node] = []
    heading, i = "", 0
    while i < len(lines):
        line = lines[i]
        i += 1
        if line.is_blank:
            continue
        if found := _HEADING.match(line.text):
            blocks.append(_heading(seed.text, line, found, inline))
            heading = found["words"]
        elif is_item(line):
            while i < len(lines) and is_item(lines[i]):
                i += 1
            blocks.append(make_list(seed.text, lines[lines.index(line) : i], heading, inline))
        else:
            blocks.append(block(Kind.PARAGRAPH, seed.text, *line.stripped, inline))
    return Structure(body(seed.text, blocks))


def _heading(text: str, line: Line, found: re.Match[str], inline: Inline) -> Node:
    start, end = line.stripped
    depth = len(found["open"])
    markers = (Node(Kind.MARKER, start, start + depth), Node(Kind.MARKER, end - depth, end))
    if depth == 1:
        return block(Kind.TITLE, text, start, end, inline, *markers)
    return block(Kind.HEADING, text, start, end, inline, *markers, level=str(depth - 1))
