"""The reader `flat`, for a flattened export: the whole text is one line, without headings and lists.

Two or more blanks after the end of a sentence may be a paragraph break; elsewhere they are accidents of the export.
cross_witness.py decides by the other witnesses which of these breaks are real.
"""

from collections.abc import Iterator

from edition.late_patterns import late_pattern
from edition.model import Kind, Node, Seed
from edition.readers.options import ReaderOptions
from edition.readers.structure import InlineRules, Refusal, Structure, make_block, make_body

_MIN_LINE_LENGTH = 2000  # code points of the longest line
_PARAGRAPH_BREAK = late_pattern(r"""(?<=[.!?])["'”’)\]]*(?:\[[^\]\s]{1,4}\])*\s{2,}|\n""")
_LONE_NOTE_MARK = late_pattern(r"(?<=\s)(\*+|†)\s+(?=\S)")


def read_flat(seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The structure of a flattened text; Refusal when the longest line has less than nine tenths of the text."""
    longest = max((len(line) for line in seed.text.split("\n")), default=0)
    if longest < _MIN_LINE_LENGTH or longest < 0.9 * len(seed.text):
        return Refusal(f"it has lines: the longest is {longest} of {len(seed.text)} characters")
    inline = InlineRules.for_text(seed.text, options)
    blocks: list[Node] = []
    for start, end in _find_paragraphs(seed.text):
        blocks += _split_note(seed.text, start, end, inline)
    return Structure(make_body(seed.text, blocks))


def _find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each paragraph, without white space at its ends."""
    at = 0
    for found in [*_PARAGRAPH_BREAK.finditer(text), None]:
        end = found.start() + len(found[0].rstrip()) if found else len(text)
        start, stop = at + len(text[at:end]) - len(text[at:end].lstrip()), at + len(text[at:end].rstrip())
        if stop > start:
            yield start, stop
        at = found.end() if found else end


def _split_note(text: str, start: int, end: int, inline: InlineRules) -> Iterator[Node]:
    """A paragraph; where a separate `*` follows an earlier note mark `[*]`, the rest from there on is that note."""
    for found in _LONE_NOTE_MARK.finditer(text, start, end):
        if f"[{found[1]}]" in text[: start + found.start()]:
            stop = found.start() - (len(text[start : found.start()]) - len(text[start : found.start()].rstrip()))
            yield make_block(Kind.PARAGRAPH, text, start, stop, inline)
            marker = Node(Kind.MARKER, found.start(), found.start() + len(found[1]))
            yield make_block(Kind.NOTE, text, found.start(), end, inline, marker, n=found[1], id=found[1])
            return
    yield make_block(Kind.PARAGRAPH, text, start, end, inline)
