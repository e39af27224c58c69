"""The one place where text and structure are made of what a reader yields.

>>> from edition.readers.events import Close, Open, Text
>>> made = extract([Open(Kind.HEADING, level="1"), Text("On ferries"), Close(),
...                 Open(Kind.PARAGRAPH), Text("It rains."), Close()])
>>> made.text
'On ferries\\n\\nIt rains.\\n'
>>> [(n.kind.value, n.start, n.end) for n in made.root.walk()][:3]
[('body', 0, 22), ('section', 0, 21), ('heading', 0, 10)]

Sections are made of headings and their `level`; white space between blocks is added where it is missing. A block that
opens inside another one interrupts it: the paragraph around a list is two paragraphs. In a cell, an item of a list and
a note, inner blocks are lines. Notes stand at the end of the text, each linked to its mark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from edition.model import Finding, Kind, Node, exclusions
from edition.readers.blocks import BlockBuilder
from edition.readers.events import At, Close, Event, Open, Out, Point, Report, Text
from edition.readers.structure import make_body

_NOTES_APART = "\n\n"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file and its structure, whose offsets count code points of the text.

    `places`: where stretches of the text begin, in it and in the source, in the order of the text. `left_out`: what is
    not in the text. `covered`: every stretch of the source that the reader accounted for: what is in the text, in notes
    and left out.
    """

    text: str
    root: Node
    findings: tuple[Finding, ...] = ()
    places: tuple[tuple[int, At], ...] = ()
    left_out: tuple[Out, ...] = ()
    covered: tuple[tuple[At, str], ...] = ()


def extract(events: Iterable[Event]) -> Extraction:
    """The text and the structure that some events describe.

    ValueError where they do not fit: a part that is never closed, a Close() too many, a rule that does not exist.
    """
    maker = _ExtractionMaker()
    for event in events:
        maker.add(event)
    return maker.finish()


class _ExtractionMaker:
    def __init__(self) -> None:
        self.body = BlockBuilder()
        self.builders = [self.body]  # the last one is written to; the others wait while a note is open
        self.notes: list[BlockBuilder] = []
        self.depths: list[int] = []  # of each open note: the parts that are open in it
        self.findings: list[Finding] = []
        self.left_out: list[Out] = []
        self.covered: list[tuple[At, str]] = []

    def add(self, event: Event) -> None:
        match event:
            case Open():
                self._open(event)
            case Text():
                self._write(event)
            case Close():
                self._close()
            case Point():
                self.builders[-1].point(event.kind, event.attributes)
            case Out():
                self.left_out.append(event)
                self.covered.append((event.at, event.source))
            case Report():
                self.findings.append(event.finding)
            case _:
                raise ValueError(f"a reader yields Open, Text, Close, Point, Out and Report, not {event!r}")

    def _open(self, event: Open) -> None:
        if self.depths:
            self.depths[-1] += 1
        if event.kind is Kind.NOTE and self.builders[-1].is_in_block and not self.depths:
            self._open_note(event)
        else:
            self.builders[-1].open(event.kind, event.attributes)

    def _open_note(self, event: Open) -> None:
        """A note to this place: its mark here, its words in a builder of its own."""
        attributes = dict(event.attributes)
        key = attributes.get("id") or f"note-{len(self.notes) + 1}"
        label = attributes.get("n") or str(len(self.notes) + 1)
        self.body.point(Kind.NOTE_MARK, (("n", label), ("target", key)))
        note = BlockBuilder()
        self.notes.append(note)
        self.builders.append(note)
        self.depths.append(0)
        note.open(Kind.NOTE, tuple((attributes | {"n": label, "id": key}).items()))

    def _write(self, event: Text) -> None:
        words = event.words
        if "\r" in words:
            words = words.replace("\r\n", "\n").replace("\r", "\n")
        if event.at is None:
            self.builders[-1].write_verbatim(words)
            return
        self.builders[-1].write(words, event.at)
        self.covered.append((event.at, event.words if event.source is None else event.source))

    def _close(self) -> None:
        self.builders[-1].close()
        if not self.depths:
            return
        if not self.depths[-1]:
            self.depths.pop()
            self.builders.pop()
        else:
            self.depths[-1] -= 1

    def finish(self) -> Extraction:
        for builder in (*self.notes, self.body):
            builder.finish()
        notes = [note for note in self.notes if note.children]
        text, blocks, places = self.body.text, list(self.body.children), list(self.body.places)
        if notes:
            text = text.rstrip("\n") + _NOTES_APART if text.strip() else ""
            moved: list[Node] = []
            for note in notes:
                moved += [_moved(node, len(text)) for node in note.children]
                places += [(at + len(text), place) for at, place in note.places]
                text += note.text
            blocks.append(Node(Kind.SECTION, moved[0].start, moved[-1].end, tuple(moved), (("type", "notes"),)))
        root = make_body(text, _without_dead_marks(blocks, notes))
        tuple(exclusions(root))  # ValueError for an unknown rule
        return Extraction(text, root, tuple(self.findings), tuple(places), tuple(self.left_out), tuple(self.covered))


def _moved(node: Node, by: int) -> Node:
    children = tuple(_moved(child, by) for child in node.children)
    return replace(node, start=node.start + by, end=node.end + by, children=children)


def _without_dead_marks(blocks: Sequence[Node], notes: Sequence[BlockBuilder]) -> list[Node]:
    """The blocks without the marks of notes that turned out to have no words."""
    kept = {node.get("id") for note in notes for node in note.children}

    def clean(node: Node) -> Node:
        if all(child.kind is not Kind.NOTE_MARK for child in node.children):
            return node
        children = tuple(
            child
            for child in node.children
            if not (child.kind is Kind.NOTE_MARK and child.start == child.end and child.get("target") not in kept)
        )
        return node if children == node.children else replace(node, children=children)

    return [block.mapped(clean) for block in blocks]
