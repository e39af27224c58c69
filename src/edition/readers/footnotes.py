"""Notes that stand among the paragraphs of a plain text: `[Footnote 3: …]`, and `[3] …` at the head of a chunk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.late_patterns import late_pattern
from edition.model import Kind, Node, Rule
from edition.readers.paragraphs import Chunk
from edition.readers.structure import InlineRules, make_block

#: Marks of notes in a text that has such notes.
MARKS = late_pattern(r"\[(\d{1,3}|[A-Z]|\*{1,3}|[†‡])\]")
_FOOTNOTE = late_pattern(r"\s*\[Footnote(?:\s+([^\s:\]]{1,5}))?\s*:\s*", re.IGNORECASE)
_BARE = late_pattern(r"\s*(\[(\d{1,3}|[A-Z]|\*{1,3})\]:?)\s+(?=\S)")
_MAX_CHUNKS = 30  # of one note


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note: its label, how many chunks it has, where its words begin and end, its whole stretch [start, end)."""

    label: str
    length: int
    start: int
    end: int
    inner: tuple[int, int]


def find_notes(text: str, chunks: Sequence[Chunk]) -> dict[int, FoundNote]:
    """The chunks that begin a note, by their numbers.

    `[3] …` is a note where exactly one mark `[3]` stands before it.
    """
    made: dict[int, FoundNote] = {}
    i = 0
    while i < len(chunks):
        note = _footnote(text, chunks, i) or _bare_note(text, chunks[i])
        if note:
            made[i] = note
        i += note.length if note else 1
    return made


def find_brackets(text: str, chunks: Sequence[Chunk], opening: re.Pattern[str]) -> dict[int, tuple[int, int, int]]:
    """The chunks that begin with an opening bracket: how many chunks there are to the closing one, start and end.

    A bracket that is closed in none of the next chunks ends with its own chunk.
    """
    made: dict[int, tuple[int, int, int]] = {}
    i = 0
    while i < len(chunks):
        length = _chunks_to_closing(chunks[i : i + _MAX_CHUNKS]) if opening.match(text, chunks[i].start) else 0
        if length:
            made[i] = length, chunks[i].start, chunks[i + length - 1].end
        i += length or 1
    return made


def _chunks_to_closing(chunks: Sequence[Chunk]) -> int:
    depth = 0
    for length, chunk in enumerate(chunks, 1):
        depth += chunk.words.count("[") - chunk.words.count("]")
        if depth <= 0:
            return length
    return 1


def _footnote(text: str, chunks: Sequence[Chunk], i: int) -> FoundNote | None:
    found = _FOOTNOTE.match(text, chunks[i].start)
    if not found:
        return None
    length = _chunks_to_closing(chunks[i : i + _MAX_CHUNKS])
    end = chunks[i + length - 1].end
    start = min(found.end(), end)
    stop = end - 1 if text[end - 1] == "]" and start < end else end
    return FoundNote(found[1] or "", length, chunks[i].start, end, (start, stop))


def _bare_note(text: str, chunk: Chunk) -> FoundNote | None:
    found = _BARE.match(text, chunk.lines[0].start, chunk.end)
    if not found or text.count(f"[{found[2]}]", 0, chunk.start) != 1:
        return None
    return FoundNote(found[2], 1, chunk.start, chunk.end, (found.end(1), chunk.end))


def make_note(text: str, note: FoundNote, key: str, inline: InlineRules) -> Node:
    """The note as a block; the words around it are markers."""
    start, end = note.inner
    before = Node(Kind.MARKER, note.start, start)
    after = [Node(Kind.MARKER, end, note.end)] if end < note.end else []
    return make_block(Kind.NOTE, text, note.start, note.end, inline, before, *after, n=note.label or "*", id=key)


def make_caption(text: str, begin: int, end: int, opening: re.Pattern[str], inline: InlineRules) -> Node:
    """The caption of a picture in brackets; furniture where the brackets have no words."""
    found = opening.match(text, begin)
    start = min(found.end(), end) if found else begin
    stop = end - 1 if text[end - 1] == "]" and start < end else end
    if not text[start:stop].strip():
        return Node(Kind.FURNITURE, begin, end, attributes=(("rule", Rule.PICTURE.value),))
    markers = [Node(Kind.MARKER, begin, start), *([Node(Kind.MARKER, stop, end)] if stop < end else [])]
    return make_block(Kind.CAPTION, text, begin, end, inline, *markers)


def link_notes(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with each note linked to the nearest mark before it that has its label and no note yet."""
    open_marks: dict[str, list[int]] = {}
    targets: dict[int, str] = {}
    for block in blocks:
        for node in block.walk():
            if node.kind is Kind.NOTE_MARK:
                open_marks.setdefault(node.get("n"), []).append(node.start)
            elif node.kind is Kind.NOTE and open_marks.get(node.get("n")):
                targets[open_marks[node.get("n")].pop()] = node.get("id")

    def link(node: Node) -> Node:
        if node.kind is not Kind.NOTE_MARK or node.start not in targets:
            return node
        return replace(node, attributes=(*node.attributes, ("target", targets[node.start])))

    return [block.mapped(link) for block in blocks]
