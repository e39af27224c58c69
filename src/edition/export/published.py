"""The published plain text of a witness, its blocks and marks.

Offsets are code points into the text that the export `text` writes: blocks parted by a blank line, verses of a stanza
by a line feed alone, one line feed at the end. Letters are those of the witness, not normalized. Marks and ids are
those of the witness's TEI.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from edition.model import (
    DateValue,
    Kind,
    Mention,
    MentionKind,
    ReadingBlock,
    Siglum,
    Witness,
    note_blocks,
    reading_blocks,
)

_PARTING, _NEXT_VERSE = "\n\n", "\n"


@dataclass(frozen=True, slots=True)
class PublishedMark:
    """A name or date: the stretch [start, end) of the text, and what the mention says.

    `ref` is the id of a register entry or "", `block` the number of the block it stands in.
    """

    id: str
    kind: MentionKind
    start: int
    end: int
    ref: str
    value: DateValue | None
    cert: str
    block: int


@dataclass(frozen=True, slots=True)
class PublishedBlock:
    """A block: the stretch [start, end) of the text, its TEI id, what it is, and the structures it opens."""

    id: str
    kind: Kind
    start: int
    end: int
    opens: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PublishedText:
    """A plain text that is published as `text/NAME.txt`: a witness (`W`) or its notes (`notes/W`).

    It equals itself only, so that what is computed from it can be kept by it.
    """

    name: str
    siglum: Siglum
    language: str
    text: str
    blocks: tuple[PublishedBlock, ...]
    marks: tuple[PublishedMark, ...]  # by start, the longer first
    sources: tuple[ReadingBlock, ...] = ()  # the blocks as the model has them

    @property
    def path(self) -> str:
        """Where the text is published, in the folder of the exports."""
        return f"text/{self.name}.txt"

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch [start, end) of the witness's text is in this text; None if it contains nothing of it."""
        starts = _starts(self)
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        if first < 0:
            return None
        a = self.blocks[first].start + self.sources[first].offsets.count_before(start)
        b = self.blocks[last].start + self.sources[last].offsets.count_before(end)
        return (a, b) if a < b else None

    def outermost(self) -> tuple[PublishedMark, ...]:
        """The marks that stand in no other mark: for formats that cannot nest."""
        kept: list[PublishedMark] = []
        for mark in self.marks:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return tuple(kept)


@lru_cache(maxsize=64)
def _starts(text: PublishedText) -> Sequence[int]:
    """Where the blocks begin in the text of the witness."""
    return [block.offsets[0] for block in text.sources]


def published_texts(witness: Witness, mentions: Sequence[Mention], slug: str) -> Iterator[PublishedText]:
    """The text of a witness, and its notes when it has some. `slug`: the name of its files."""
    for name, blocks in ((slug, reading_blocks(witness)), (f"notes/{slug}", note_blocks(witness))):
        if blocks or name == slug:
            yield _published(name, witness, mentions, blocks)


def _published(
    name: str, witness: Witness, mentions: Sequence[Mention], blocks: Sequence[ReadingBlock]
) -> PublishedText:
    made: list[PublishedBlock] = []
    pieces: list[str] = []
    at = 0
    for number, block in enumerate(blocks):
        parting = _parting(blocks[number - 1], block) if number else ""
        start, at = at + len(parting), at + len(parting) + len(block.text)
        made.append(PublishedBlock(block.node.id, block.node.kind, start, at, block.opens))
        pieces += (parting, block.text)
    text = "".join((*pieces, "\n"))
    marks = sorted(_marks(mentions, blocks, made), key=lambda m: (m.start, -m.end))
    return PublishedText(name, witness.siglum, witness.language, text, tuple(made), tuple(marks), tuple(blocks))


def _parting(before: ReadingBlock, block: ReadingBlock) -> str:
    """What stands between two blocks."""
    is_next = before.kind is block.kind is Kind.VERSE and not block.opens
    return _NEXT_VERSE if is_next else _PARTING


def _marks(
    mentions: Sequence[Mention], blocks: Sequence[ReadingBlock], made: Sequence[PublishedBlock]
) -> Iterator[PublishedMark]:
    starts = [block.offsets[0] for block in blocks]
    for m in mentions:
        number = bisect_right(starts, m.start) - 1
        if number < 0:
            continue
        offsets, shift = blocks[number].offsets, made[number].start
        first, last = offsets.count_before(m.start), offsets.count_before(m.end)
        if first < last:
            yield PublishedMark(m.id, m.kind, shift + first, shift + last, m.ref, m.value, m.cert, number)
