"""Verse in a plain text: which chunks look like it, stanzas of lines, their indents and the numbers at the margin."""

import re
from collections.abc import Iterable, Mapping, Sequence

from edition.late_patterns import late_pattern
from edition.model import Kind, Node
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import Chunk
from edition.readers.structure import InlineRules, TextLine, make_block

_SHARE = 0.15  # of lines that look like verse, from which the editor is asked
_NARROWEST, _WIDEST = 65, 80  # code points: what a wrapped line of prose has
_TAB = 4
_BLANKS_PER_EM = 2
#: A number before or behind a line, with two blanks or a tab between them.
_MARGIN = late_pattern(r"\s*(?P<before>\d{1,5})(?:\s{2,}|\t)(?=\S)|.*\S(?:\s{2,}|\t)\[?(?P<behind>\d{1,5})\]?\s*$")
_EXAMPLE = 40
_LIST_ITEM = late_pattern(r"\s*[-*+•◦▪·]\s+\S")


def refuse_unnamed_verse(chunks: Sequence[Chunk], options: ReaderOptions) -> str:
    """What to write where at least 15 % of the lines of a text look like verse; "" where the editor has said it."""
    if options.genre or options.lines or not chunks:
        return ""
    width = line_width(chunks)
    verse = [chunk for chunk in chunks if looks_like_verse(chunk, width)]
    lines, like = sum(len(c.lines) for c in chunks), sum(len(c.lines) for c in verse)
    wrapped = sum(max(1, len(line.text) // width) for chunk in chunks for line in chunk.lines)  # if all were wrapped
    if like < _SHARE * wrapped:
        return ""
    example = verse[0].lines[0].text.strip()[:_EXAMPLE]
    return (
        f"{like} of {lines} lines look like verse («{example}» …), and in prose the ends of lines mean nothing; "
        'write genre = "verse", "drama", "letters", "mixed" (prose with verse) or "prose" in edition.toml'
    )


def line_width(chunks: Sequence[Chunk]) -> int:
    """How many code points nine of ten lines have at most; between 65 and 80."""
    lengths = sorted(len(line.text.rstrip()) for chunk in chunks for line in chunk.lines)
    return min(max(lengths[int(0.9 * len(lengths))], _NARROWEST), _WIDEST) if lengths else _NARROWEST


def looks_like_verse(chunk: Chunk, width: int) -> bool:
    """Whether the lines of a chunk are short and begin with capitals; of indented lines seven of ten must. Items of a
    list do not."""
    texts = [line.text.rstrip() for line in chunk.lines]
    if all(map(_LIST_ITEM.match, texts)):
        return False
    capitals = sum(map(_begins_with_capital, texts))
    if len(texts) > 2 and capitals == len(texts) and all(len(text) < 0.85 * width for text in texts):
        return True
    is_indented = len(texts) > 1 and all(_indent(text) > 1 for text in texts)
    return is_indented and capitals >= 0.7 * len(texts) and all(len(text) < 0.9 * width for text in texts)


def _begins_with_capital(text: str) -> bool:
    return next((c.isupper() for c in text if c.isalpha()), False) and not text.lstrip()[0].isdigit()


def _indent(text: str) -> int:
    """How many blanks a line begins with; a tab counts four."""
    return sum(_TAB if c == "\t" else 1 for c in text[: len(text) - len(text.lstrip())])


def least_indent(chunks: Iterable[Chunk]) -> int:
    """The indent that all lines share."""
    return min((_indent(line.text) for chunk in chunks for line in chunk.lines), default=0)


def make_stanza(
    text: str, lines: Sequence[TextLine], inline: InlineRules, indent: int, numbers: Mapping[int, Node]
) -> Node:
    """A stanza of these lines. `indent`: blanks that are no indent. `numbers`: start of a line -> its number."""
    verses = [_make_verse(text, line, inline, indent, numbers.get(line.start)) for line in lines]
    return Node(Kind.STANZA, verses[0].start, verses[-1].end, tuple(verses))


def _make_verse(text: str, line: TextLine, inline: InlineRules, indent: int, number: Node | None) -> Node:
    start, end = line.stripped
    words = (
        line.text
        if number is None or number.start > start
        else " " * (number.end - line.start) + text[number.end : line.end]
    )
    blanks = _indent(words) - indent if number is None or number.start > start else 0
    attributes = {"n": text[number.start : number.end].strip("[]")} if number else {}
    if ems := -(-blanks // _BLANKS_PER_EM):
        attributes["rend"] = f"indent{ems}"
    return make_block(Kind.VERSE, text, start, end, inline, *([number] if number else []), **attributes)


def find_line_numbers(parts: Iterable[Sequence[TextLine]]) -> dict[int, Node]:
    """The numbers at the margins of verse lines, by the start of their line, as markers.

    `parts`: the lines of verse between two headings. A number counts lines: as many lines lie between it and the one
    before or after it, or between it and the head of its part, as the numbers say.
    """
    made: dict[int, Node] = {}
    for lines in parts:
        found = [(at, m) for at, line in enumerate(lines, 1) if (m := _MARGIN.match(line.text))]
        values = [(at, int(m["before"] or m["behind"])) for at, m in found]
        for k, (at, value) in enumerate(values):
            others = (values[k - 1] if k else (0, 0), *values[k + 1 : k + 2])
            if any(value - other == at - place for place, other in others):
                made[lines[at - 1].start] = _number_node(lines[at - 1], found[k][1])
    return made


def _number_node(line: TextLine, found: re.Match[str]) -> Node:
    group = "before" if found["before"] else "behind"
    start, end = line.start + found.start(group), line.start + found.end(group)
    if group == "behind" and line.text[found.start(group) - 1] == "[":
        start, end = start - 1, end + (line.text[found.end(group) :][:1] == "]")
    return Node(Kind.MARKER, start, end, attributes=(("rule", "number"),))
