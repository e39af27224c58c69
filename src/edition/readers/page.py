"""The text of a web page saved from a browser: page furniture, captions, headings without marks, notes at the end."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edition.model import Kind, Node, Seed
from edition.readers.lists import is_item, make_list, make_notes
from edition.readers.structure import NOTE_MARK, Inline, Line, Refusal, Structure, block, body, lines_of

#: What pages show around a text. A line that matches is furniture.
FURNITURE = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"\s*jump to:?\s*(navigation|content|search)",
        r"\s*skip to (content|navigation|main)",
        r"\s*from \w[\w.]*(: the [\w ]+|, the (free|planetary) [\w ]+)$",
        r"\s*retrieved from\b",
        r"\s*(categories|category|navigation menu|hidden categories)\s*:",
        r"\s*this page was last (modified|edited)",
        r"\s*(back to top|print this page|share this page|cookie (policy|settings))\s*$",
    )
)
_CAPTION = re.compile(
    r"\((?:left|right|cent(?:er|re)|top|bottom|above|below|standing|seated)\)|\bpictured\b", re.IGNORECASE
)
_DEBRIS = re.compile(r"<(templatestyles|style|ref)\b[^<>]*>(?:\s*</\1>)?")
_STAR = re.compile(r"(?<=[\w.,;:!?\"”’)\]])(\*+|†)(?=\s|$)")
_STAR_NOTE = re.compile(r"\s*(\*+|†)\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;,]['\"”’)\]]*\s*$")
_LONGEST_HEADING = 90


def read_page(seed: Seed, scripts: Mapping[str, str]) -> Structure | Refusal:
    """The structure of a saved page; refuses a text without page furniture or a list of numbered notes."""
    lines = lines_of(seed.text)
    marked = any(NOTE_MARK.search(line.text) for line in lines) and any(is_item(line) for line in lines)
    if not marked and not any(is_furniture(line) for line in lines):
        return Refusal("it has neither page furniture (such as «Jump to: navigation») nor numbered notes")
    return Structure(PageReader(seed.text, scripts, starred=_has_star_note(lines)).body(lines))


def read_text(seed: Seed, scripts: Mapping[str, str]) -> Structure | Refusal:
    """The structure of a plain text: paragraphs between blank lines, short lines that stand alone as headings."""
    if not seed.text.strip():
        return Refusal("it has no words")
    return Structure(PageReader(seed.text, scripts, wrapped=True).body(lines_of(seed.text)))


def is_furniture(line: Line) -> bool:
    """Whether the line belongs to the page and not to the text."""
    return any(pattern.match(line.text) for pattern in FURNITURE)


def _has_star_note(lines: Sequence[Line]) -> bool:
    return sum(bool(_STAR_NOTE.match(line.text)) for line in lines) == 1 and any(
        _STAR.search(line.text) for line in lines
    )


class PageReader:
    """Reads a text chunk by chunk (a chunk is what stands between blank lines).

    `starred`: a paragraph that begins with `*` is a note; `wrapped`: lines that follow each other are one paragraph.
    """

    def __init__(self, text: str, scripts: Mapping[str, str], starred: bool = False, wrapped: bool = False) -> None:
        self.text = text
        self.starred = starred
        self.wrapped = wrapped
        marks = re.compile(f"{NOTE_MARK.pattern}|{_STAR.pattern}") if starred else NOTE_MARK
        self.inline = Inline(scripts, _DEBRIS, marks)
        self.title = ""
        self.heading = ""

    def body(self, lines: Sequence[Line]) -> Node:
        """The root of the whole text."""
        chunks = _chunks(lines)
        blocks: list[Node] = []
        wide = _wide_gaps(chunks)
        for i, chunk in enumerate(chunks):
            last = i + 1 == len(chunks)
            made = self._chunk(chunk, not any(b.kind is not Kind.FURNITURE for b in blocks), last)
            if i in wide and made[0].kind is Kind.PARAGRAPH:
                made[0] = replace(made[0], attributes=(*made[0].attributes, ("opens", "section")))
            blocks += made
        return body(self.text, self._with_notes(blocks))

    def _chunk(self, chunk: Sequence[Line], first: bool, last: bool) -> list[Node]:
        made: list[Node] = []
        chunk = self._unwrapped(chunk) if self.wrapped else chunk
        for group in _groups(chunk, self.starred):
            line = group[0]
            if is_item(line) and not (self.starred and _STAR_NOTE.match(line.text)):
                made.append(make_list(self.text, group, self.heading, self.inline))
            else:
                alone = len(chunk) == 1 and not last
                made += self._line(line, first and not made, alone)
        return made

    def _unwrapped(self, chunk: Sequence[Line]) -> list[Line]:
        """The lines with those that run on joined: neither furniture nor item, after a line of the same kind."""
        made: list[Line] = []
        for line in chunk:
            own = is_item(line) or is_furniture(line)
            if made and not own and not is_item(made[-1]) and not is_furniture(made[-1]):
                made[-1] = Line(made[-1].start, line.end, self.text[made[-1].start : line.end])
            else:
                made.append(line)
        return made

    def _line(self, line: Line, first: bool, alone: bool) -> list[Node]:
        start, end = line.stripped
        if is_furniture(line):
            return [Node(Kind.FURNITURE, start, end)]
        if self.starred and (star := _STAR_NOTE.match(line.text)):
            marker = Node(Kind.MARKER, start, start + len(star[1]))
            return [block(Kind.NOTE, self.text, start, end, self.inline, marker, n=star[1], id=star[1])]
        words = self.text[start:end]
        if _CAPTION.search(words) and len(words) < 300:
            return [block(Kind.CAPTION, self.text, start, end, self.inline)]
        if alone and looks_like_heading(words):
            self.heading = words
            if first:
                self.title = words
                return [block(Kind.TITLE, self.text, start, end, self.inline)]
            return [block(Kind.HEADING, self.text, start, end, self.inline, level="1")]
        if self.title and words.startswith(self.title) and len(words) > len(self.title):
            cut = start + len(self.title)  # the title again, glued to the first paragraph
            inner = cut + len(self.text[cut:end]) - len(self.text[cut:end].lstrip())
            return [Node(Kind.FURNITURE, start, cut), block(Kind.PARAGRAPH, self.text, inner, end, self.inline)]
        return [block(Kind.PARAGRAPH, self.text, start, end, self.inline)]

    def _with_notes(self, blocks: list[Node]) -> list[Node]:
        """Where a numbered list answers the note marks of the text, its items are the notes."""
        marks = {n.get("n") for b in blocks for n in b.walk() if n.kind is Kind.NOTE_MARK and n.get("n").isdigit()}
        made = []
        for one in blocks:
            numbers = {item.get("n") for item in one.children} - {""}
            if (
                one.kind in (Kind.LIST, Kind.BIBLIOGRAPHY)
                and marks
                and len(numbers & marks) > 0.5 * len(numbers | marks)
            ):
                notes = make_notes(self.text, one, self.inline)
                made.append(Node(Kind.SECTION, one.start, one.end, notes, (("type", "notes"),)))
            else:
                made.append(one)
        return made


def looks_like_heading(words: str) -> bool:
    """Whether a line that stands alone is a heading: short, begins with a capital, does not end like a sentence."""
    bare = _STAR.sub("", NOTE_MARK.sub("", words))
    return (
        len(words) <= _LONGEST_HEADING and (words[0].isupper() or words[0].isdigit()) and not _SENTENCE_END.search(bare)
    )


def _chunks(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    made: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank:
            made.append([])
        else:
            made[-1].append(line)
    return [tuple(chunk) for chunk in made if chunk]


def _wide_gaps(chunks: Sequence[Sequence[Line]]) -> set[int]:
    """Which chunks stand after two or more blank lines, in a text that else has one: there a heading was lost."""
    gaps = [b[0].start - a[-1].end for a, b in itertools.pairwise(chunks)]
    if not gaps or 2 * gaps.count(2) < len(gaps):
        return set()
    return {i + 1 for i, gap in enumerate(gaps) if gap > 2}


def _groups(chunk: Sequence[Line], starred: bool) -> list[list[Line]]:
    """Neighbouring items belong together; every other line stands for itself."""
    made: list[list[Line]] = []
    for line in chunk:
        item = is_item(line) and not (starred and _STAR_NOTE.match(line.text))
        if made and item and is_item(made[-1][0]):
            made[-1].append(line)
        else:
            made.append([line])
    return made
