"""The letters of a witness: who wrote them, where and when, and to whom, as far as their openers and closers say so."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model.kinds import MentionKind
from edition.model.mention import Mention
from edition.model.reading import reading_blocks
from edition.model.witness import Kind, Node, ReadingBlock, Witness

_EDGES = frozenset({Kind.OPENER, Kind.CLOSER})
#: What makes a section a letter. A dateline alone may be that of a diary.
_SIGNS = frozenset({Kind.SALUTE, Kind.SIGNED})
#: Who may write or receive a letter, the likelier first.
_AGENTS = (MentionKind.PERSON, MentionKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a letter, and the mention that says what they name; None where that is not known."""

    words: str
    mention: Mention | None = None

    @property
    def ref(self) -> str:
        """The id of the register entry, or ""."""
        return self.mention.ref if self.mention else ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a witness. What its opener and closer do not say is empty.

    `id` is that of its section in the witness's TEI, or of its opener or closer where it is no section. `senders` are
    the signatures, `places` and `date` stand in its dateline, `recipients` are identified persons of its opener.
    """

    id: str
    senders: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    date: Named | None = None
    recipients: tuple[Named, ...] = ()


def letters_of(witness: Witness, mentions: Sequence[Mention]) -> tuple[Letter, ...]:
    """The letters of which sender, place or date is known, in the order of the text; both have their ids (`identify`).

    A letter is a section or a whole text with a salutation or a signature in its opener or closer.
    """
    found = tuple(_sections(witness.root))
    if not found:
        return ()
    blocks = {id(block.node): block for block in reading_blocks(witness)}
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    letters = (_letter(node, edges, _EdgeLines(blocks, ordered)) for node, edges in found if _is_letter(edges))
    return tuple(letter for letter in letters if letter.senders or letter.places or letter.date)


def _sections(node: Node) -> Iterator[tuple[Node, Sequence[Node]]]:
    """Each section or body that has openers or closers, with these. A closer behind the last part of a letter that
    has sections is that of the letter."""
    edges = [child for child in node.children if child.kind in _EDGES]
    if edges and all(edge.kind is Kind.OPENER for edge in edges):
        below = list(_edges_below(node))
        if all(edge.kind is Kind.CLOSER for edge in below):
            yield node, [*edges, *below]
            return
    if edges:
        yield node, edges
    for section in _subsections(node):
        yield from _sections(section)


def _subsections(node: Node) -> Iterator[Node]:
    return (child for child in node.children if child.kind is Kind.SECTION)


def _edges_below(node: Node) -> Iterator[Node]:
    for section in _subsections(node):
        yield from (child for child in section.children if child.kind in _EDGES)
        yield from _edges_below(section)


def _is_letter(edges: Sequence[Node]) -> bool:
    return any(child.kind in _SIGNS for edge in edges for child in edge.children)


class _EdgeLines:
    """The lines of openers and closers with what is named in them."""

    def __init__(self, blocks: Mapping[int, ReadingBlock], mentions: Sequence[Mention]) -> None:
        self.blocks = blocks  # id() of a node -> its reading text
        self.mentions = mentions  # by start, the longer first
        self.starts = [mention.start for mention in mentions]

    def of(self, edges: Sequence[Node], kind: Kind) -> list[ReadingBlock]:
        """The lines of a kind that have words."""
        lines = (self.blocks.get(id(child)) for edge in edges for child in edge.children if child.kind is kind)
        return [line for line in lines if line is not None and any(map(str.isalnum, line.text))]

    def named(self, line: ReadingBlock, kind: MentionKind) -> list[Named]:
        """What of a kind is named in a line, each entry once; what stands inside another mention is no part of it."""
        made: dict[str, Named] = {}
        for mention in self._outermost(line.node):
            first, end = bisect_left(line.offsets, mention.start), bisect_left(line.offsets, mention.end)
            if mention.kind is kind and (words := line.text[first:end].strip()):
                made.setdefault(mention.ref or words, Named(words, mention))
        return list(made.values())

    def agents(self, line: ReadingBlock) -> list[Named]:
        """The persons that are named in a line; where there are none, the organisations."""
        return next(filter(None, (self.named(line, kind) for kind in _AGENTS)), [])

    def _outermost(self, node: Node) -> Iterator[Mention]:
        at = node.start
        for mention in self.mentions[bisect_left(self.starts, node.start) : bisect_left(self.starts, node.end)]:
            if mention.start >= at:
                yield mention
                at = mention.end


def _letter(node: Node, edges: Sequence[Node], lines: _EdgeLines) -> Letter:
    datelines = lines.of(edges, Kind.DATELINE)
    places = (lines.named(line, MentionKind.PLACE) for line in datelines)
    dates = (one for line in datelines for one in lines.named(line, MentionKind.DATE))
    senders = _senders(edges, lines)
    return Letter(
        node.id or edges[0].id,
        senders,
        tuple(next(filter(None, places), [])),
        next((one for one in dates if one.mention and one.mention.value), None),
        _recipients([edge for edge in edges if edge.kind is Kind.OPENER], lines, {s.ref for s in senders if s.ref}),
    )


def _senders(edges: Sequence[Node], lines: _EdgeLines) -> tuple[Named, ...]:
    """Who signed: each signature in its words; of one that names several persons, each person."""
    made: dict[str, Named] = {}
    for line in lines.of(edges, Kind.SIGNED):
        people = lines.agents(line)
        signed = people if len(people) > 1 else [Named(line.text, people[0].mention if people else None)]
        for one in signed:
            made.setdefault(one.ref or one.words, one)
    return tuple(made.values())


def _recipients(openers: Sequence[Node], lines: _EdgeLines, senders: set[str]) -> tuple[Named, ...]:
    """Whom the salutation names; without one the only person of the other lines, where another one signed: without a
    known sender, the name at the head of a letter may be his own."""
    greeted = [one for line in lines.of(openers, Kind.SALUTE) for one in lines.agents(line)]
    if not greeted and senders:
        greeted = [one for line in lines.of(openers, Kind.LINE) for one in lines.agents(line)]
        greeted = greeted if len({one.ref for one in greeted}) == 1 else []
    found = {one.ref: one for one in reversed(greeted) if one.ref and one.ref not in senders}
    return tuple(reversed(found.values()))
