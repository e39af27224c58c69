"""The published plain text of a witness, its blocks and marks.

Offsets are code points into the text that the export `text` writes: blocks parted by a blank line, one line feed at the
end. Letters are those of the witness, not normalized. Marks and ids are those of the witness's TEI.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import DateValue, Kind, MentionKind, ReadingBlock, Siglum, Witness, note_blocks, reading_blocks
from edition.xml.namespaces import XML_ID, tei

_PARTING = "\n\n"
_MARKS = {tei(kind.value): kind for kind in MentionKind}
_BLOCKS = frozenset(map(tei, ("p", "head", "item", "bibl", "note")))


@dataclass(frozen=True, slots=True)
class PublishedMark:
    """A name or date: the stretch [start, end) of the text, and what its TEI element says.

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

    @property
    def path(self) -> str:
        """Where the text is published, in the folder of the exports."""
        return f"text/{self.name}.txt"

    def outermost(self) -> tuple[PublishedMark, ...]:
        """The marks that stand in no other mark: for formats that cannot nest."""
        kept: list[PublishedMark] = []
        for mark in self.marks:
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return tuple(kept)


def published_texts(witness: Witness, tree: etree._Element, slug: str) -> Iterator[PublishedText]:
    """The text of a witness, and its notes when it has some. `tree`: its TEI; `slug`: the name of its files."""
    spans = tuple(_spans(tree))
    ids = {(start, end): e.get(XML_ID, "") for e, start, end in spans if e.tag in _BLOCKS and e.get(XML_ID)}
    for name, blocks in ((slug, reading_blocks(witness)), (f"notes/{slug}", note_blocks(witness))):
        if blocks or name == slug:
            yield _published(name, witness, blocks, ids, spans)


Spans = Sequence[tuple[etree._Element, int, int]]


def _published(
    name: str, witness: Witness, blocks: Sequence[ReadingBlock], ids: Mapping[tuple[int, int], str], spans: Spans
) -> PublishedText:
    made: list[PublishedBlock] = []
    at = 0
    for block in blocks:
        own = ids.get((block.node.start, block.node.end), "")
        made.append(PublishedBlock(own, block.node.kind, at, at + len(block.text), block.opens))
        at += len(block.text) + len(_PARTING)
    text = _PARTING.join(block.text for block in blocks) + "\n"
    marks = sorted(_marks(blocks, made, spans), key=lambda m: (m.start, -m.end))
    return PublishedText(name, witness.siglum, witness.language, text, tuple(made), tuple(marks))


def _marks(blocks: Sequence[ReadingBlock], made: Sequence[PublishedBlock], spans: Spans) -> Iterator[PublishedMark]:
    starts = [block.offsets[0] for block in blocks]
    for element, start, end in spans:
        number = bisect_right(starts, start) - 1
        if element.tag not in _MARKS or not element.get("resp") or number < 0:
            continue
        offsets, shift = blocks[number].offsets, made[number].start
        first, last = bisect_left(offsets, start), bisect_left(offsets, end)
        if first < last:
            ref = element.get("ref", "").rpartition("#")[2]
            kind = _MARKS[str(element.tag)]
            own, cert = element.get(XML_ID, ""), element.get("cert", "")
            yield PublishedMark(own, kind, shift + first, shift + last, ref, value_of(element), cert, number)


def value_of(element: etree._Element) -> DateValue | None:
    """The calendar value of a TEI element (att.datable.w3c), or None."""
    names = ("when", "from", "to", "notBefore", "notAfter")
    values = [element.get(name, "") for name in names]
    return DateValue(*values) if any(values) else None


def _spans(tree: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    """Every element of the text and the stretch of the witness's text that it holds; a `g` is one character."""
    text = tree.find(tei("text"))
    opened: list[int] = []
    at = 0
    for event, element in etree.iterwalk(text, events=("start", "end")):
        if event == "start":
            opened.append(at)
            at += 1 if element.tag == tei("g") else len(element.text or "")
        else:
            yield element, opened.pop(), at
            at += 0 if element is text else len(element.tail or "")
