"""A flattened export: the whole text on one line, headings and lists lost, marks of notes run into the prose.

Two or more blanks after the end of a sentence may end a paragraph; elsewhere they are accidents of the export. Breaks
that left nothing are not invented. Whether such a break is real is weighed against the other witnesses (concord.py).
"""

import re
from collections.abc import Iterator

from edition.model import Kind, Node, Seed
from edition.readers.options import ReaderOptions
from edition.readers.structure import Inline, Refusal, Structure, block, body

_LONG = 2000
_BREAK = re.compile(r"""(?<=[.!?])["'”’)\]]*(?:\[[^\]\s]{1,4}\])*\s{2,}|\n""")
_LONE_MARK = re.compile(r"(?<=\s)(\*+|†)\s+(?=\S)")


def read_flat(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a flattened text; refuses a text that has lines."""
    longest = max((len(line) for line in seed.text.split("\n")), default=0)
    if longest < _LONG or longest < 0.9 * len(seed.text):
        return Refusal(f"it has lines: the longest is {longest} of {len(seed.text)} characters")
    inline = Inline.of(seed.text, options)
    blocks: list[Node] = []
    for start, end in _paragraphs(seed.text):
        blocks += _with_note(seed.text, start, end, inline)
    return Structure(body(seed.text, blocks))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() + len(found[0].rstrip()) if found else len(text)
        start, stop = at + len(text[at:end]) - len(text[at:end].lstrip()), at + len(text[at:end].rstrip())
        if stop > start:
            yield start, stop
        at = found.end() if found else end


def _with_note(text: str, start: int, end: int, inline: Inline) -> Iterator[Node]:
    """A paragraph; from a lone `*` on it is the note that the mark `[*]` before it points to."""
    for found in _LONE_MARK.finditer(text, start, end):
        if f"[{found[1]}]" in text[: start + found.start()]:
            stop = found.start() - (len(text[start : found.start()]) - len(text[start : found.start()].rstrip()))
            yield block(Kind.PARAGRAPH, text, start, stop, inline)
            marker = Node(Kind.MARKER, found.start(), found.start() + len(found[1]))
            yield block(Kind.NOTE, text, found.start(), end, inline, marker, n=found[1], id=found[1])
            return
    yield block(Kind.PARAGRAPH, text, start, end, inline)
