"""What a reader of any format yields, and the one place where text and structure are made of it.

A reader walks over its format and says what opens, what words come, and what closes:

>>> made = extract([Open(Kind.HEADING, level="1"), Text("On ferries"), Close(),
...                 Open(Kind.PARAGRAPH), Text("It rains."), Close()])
>>> made.text
'On ferries\\n\\nIt rains.\\n'
>>> [(n.kind.value, n.start, n.end) for n in made.root.walk()][:3]
[('body', 0, 22), ('section', 0, 21), ('heading', 0, 10)]

Sections are made of headings and their `level`; white space between blocks is added where it is missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from edition.model import Finding, Kind, Node, Rule, exclusions
from edition.model.witness import BLOCKS
from edition.readers.structure import make_body

#: Kinds between which white space is added.
_BLOCKS = BLOCKS | {Kind.LIST, Kind.QUOTATION, Kind.BIBLIOGRAPHY, Kind.NOTE, Kind.FURNITURE}
_PARTING = "\n\n"


@dataclass(frozen=True, slots=True, init=False)
class Open:
    """A block or a part of one begins. The attributes are those of `Node`: a heading's `level`, a note's `n` …"""

    kind: Kind
    attributes: tuple[tuple[str, str], ...]

    def __init__(self, kind: Kind, **attributes: str) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "attributes", tuple(attributes.items()))


@dataclass(frozen=True, slots=True)
class Text:
    """Words, as they are to be read, with the spaces between them."""

    words: str


@dataclass(frozen=True, slots=True)
class Close:
    """The block or part that was opened last ends."""


@dataclass(frozen=True, slots=True)
class Report:
    """Something that the editor must know of the file."""

    finding: Finding


Event = Open | Text | Close | Report


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file and its structure, whose offsets count code points of the text."""

    text: str
    root: Node
    findings: tuple[Finding, ...] = ()


def leave_out(words: str, rule: Rule = Rule.FURNITURE) -> Iterator[Event]:
    """Words of the file that are not part of the reading text: they are kept, marked with the rule, and counted."""
    yield Open(Kind.FURNITURE, rule=rule.value)
    yield Text(words)
    yield Close()


def extract(events: Iterable[Event]) -> Extraction:
    """The text and the structure that some events describe.

    ValueError where they do not fit: a part that is never closed, a block inside a paragraph, words outside all blocks,
    a rule that does not exist.
    """
    maker = _ExtractionMaker()
    for event in events:
        maker.add(event)
    return maker.finish()


@dataclass(slots=True)
class _Opened:
    kind: Kind
    start: int
    attributes: tuple[tuple[str, str], ...]
    children: list[Node] = field(default_factory=list)


class _ExtractionMaker:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.opened = [_Opened(Kind.BODY, 0, ())]
        self.findings: list[Finding] = []

    def add(self, event: Event) -> None:
        match event:
            case Open():
                self._open(event)
            case Text():
                self._write(event.words.replace("\r\n", "\n").replace("\r", "\n"))
            case Close():
                self._close()
            case Report():
                self.findings.append(event.finding)
            case _:
                raise ValueError(f"a reader yields Open, Text, Close and Report, not {event!r}")

    def _open(self, event: Open) -> None:
        outer = self.opened[-1]
        if event.kind in BLOCKS and outer.kind in BLOCKS - {Kind.ITEM}:
            raise ValueError(f"a {event.kind.value} inside a {outer.kind.value}")
        if event.kind in _BLOCKS and outer.children and outer.kind not in BLOCKS:
            self._part()
        self.opened.append(_Opened(event.kind, self.length, event.attributes))

    def _part(self) -> None:
        ends = "".join(self.parts[-2:])
        if not ends.endswith("\n"):
            self._append(_PARTING)

    def _write(self, words: str) -> None:
        if len(self.opened) == 1 and words.strip():
            raise ValueError(f"words outside all blocks: {words.strip()[:40]!r}")
        self._append(words)

    def _append(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def _close(self) -> None:
        if len(self.opened) == 1:
            raise ValueError("Close() without Open()")
        one = self.opened.pop()
        node = Node(one.kind, one.start, self.length, tuple(one.children), one.attributes)
        self.opened[-1].children.append(node)

    def finish(self) -> Extraction:
        if len(self.opened) > 1:
            raise ValueError(f"a {self.opened[-1].kind.value} is never closed")
        if self.parts and not self.parts[-1].endswith("\n"):
            self._append("\n")
        text = "".join(self.parts)
        root = make_body(text, self.opened[0].children)
        tuple(exclusions(root))  # ValueError for an unknown rule
        return Extraction(text, root, tuple(self.findings))
