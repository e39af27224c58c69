"""The words of each witness for the apparatus: tokens with their blocks, the space after them, and events."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.collate.normalize import normal
from edition.collate.tokenize import token_spans
from edition.model import Event, Kind, Node, ReadingBlock, Siglum, Witness, reading_blocks
from edition.model.witness import OPENINGS

#: Blocks of different classes never answer each other: headings answer headings, entries entries.
CLASSES = {Kind.TITLE: 1, Kind.HEADING: 1, Kind.ENTRY: 2, Kind.CAPTION: 3}


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one witness's reading text, as parallel lists.

    `after` is the white space behind a token: a blank, nothing, or None where the witness's own block ends (its
    reading text does not say). `span` is the number of the name, date or foreign word a token stands in, or -1.
    """

    siglum: Siglum
    is_fragment: bool
    blocks: tuple[ReadingBlock, ...]
    text: list[str] = field(default_factory=list)
    norm: list[str] = field(default_factory=list)
    after: list[str | None] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    source: list[tuple[int, int]] = field(default_factory=list)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # first token -> (last token, span number)
    before: dict[int, list[Event]] = field(default_factory=dict)
    behind: dict[int, list[Event]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def joined(self) -> str:
        """The reading text, blocks on lines of their own, as the aligner takes it."""
        return "\n".join(block.text for block in self.blocks)


def words_of(witness: Witness, spans: Sequence[tuple[int, int]]) -> Words:
    """The words of a witness; `spans` are stretches of its text (code points) that no unit's edge may cut."""
    words = Words(witness.siglum, witness.is_fragment, reading_blocks(witness))
    marks = {id(m): i for i, m in enumerate(note_marks(witness))}
    for number, block in enumerate(words.blocks):
        first = len(words)
        _add_tokens(words, number, block)
        _add_openings(words, first, block)
        _add_marks(words, first, block.node, marks)
    _add_spans(words, spans)
    return words


def note_marks(witness: Witness) -> tuple[Node, ...]:
    """The note marks of a witness in the order of the text; events name them by their number in this list."""
    return tuple(n for n in witness.root.walk() if n.kind is Kind.NOTE_MARK)


def _add_tokens(words: Words, number: int, block: ReadingBlock) -> None:
    places = token_spans(block.text)
    for i, (start, end) in enumerate(places):
        form = block.text[start:end]
        words.text.append(form)
        words.norm.append(normal(form))
        words.after.append(block.text[end : places[i + 1][0]] if i + 1 < len(places) else None)
        words.block.append(number)
        words.source.append((block.offsets[start], block.offsets[end - 1] + 1))


def _add_openings(words: Words, first: int, block: ReadingBlock) -> None:
    events = [Event(OPENINGS[name], words.siglum, detail) for name, detail in block.opens if name in OPENINGS]
    events.append(Event(block.kind.milestone, words.siglum))
    words.before.setdefault(first, []).extend(events)


def _add_marks(words: Words, first: int, node: Node, numbers: dict[int, int]) -> None:
    for mark in node.walk():
        if mark.kind is not Kind.NOTE_MARK:
            continue
        event = Event("noteMark", words.siglum, str(numbers[id(mark)]))
        at = first
        while at < len(words) and words.source[at][1] <= mark.start:
            at += 1
        if at > first:
            words.behind.setdefault(at - 1, []).append(event)
        else:
            words.before.setdefault(first, []).append(event)


def _add_spans(words: Words, spans: Sequence[tuple[int, int]]) -> None:
    """Which tokens each span covers; a span that covers no whole token is left out."""
    order = sorted(range(len(spans)), key=lambda k: spans[k])
    at = 0
    for k in order:
        start, end = spans[k]
        while at < len(words) and words.source[at][0] < start:
            at += 1
        last = at
        while last < len(words) and words.source[last][1] <= end:
            last += 1
        if last > at:
            words.spans.setdefault(at, []).append((last - 1, k))
