"""A witness: the text of a seed and its structure, as nested stretches of that text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from operator import is_

from edition.model.account import Account
from edition.model.finding import Finding
from edition.model.offsets import Offsets
from edition.model.seed import Seed, Siglum


class Kind(StrEnum):
    """What a stretch of text is. The value is the word used in TEI milestones and in messages."""

    BODY = "body"
    SECTION = "section"
    TITLE = "title"  # the heading of the whole text
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    QUOTATION = "quotation"  # a block quotation; holds paragraphs
    CAPTION = "caption"
    BIBLIOGRAPHY = "bibliography"  # a list of entries
    ENTRY = "bibl"
    FURNITURE = "furniture"  # what the page shows around the text
    NOTE = "note"
    MARKER = "marker"  # markup of the seed inside a block: `==`, `- `, `1.`, `•`
    NOTE_MARK = "noteMark"
    QUOTED = "quoted"  # a quotation inside a paragraph
    FOREIGN = "foreign"
    SURPLUS = "surplus"  # template debris inside a block
    GAP = "gap"  # of no length: here the witness does not survive (lacuna)
    STANZA = "stanza"  # holds verse lines
    VERSE = "verse"  # one line of verse
    ANONYMOUS = "ab"  # a block of which no more is known, such as a verse of the Bible
    MILESTONE = "milestone"  # of no length: a chapter, verse or another unit of reference begins
    SPEECH = "speech"  # holds a speaker, and what is said
    SPEAKER = "speaker"
    STAGE = "stage"  # a stage direction
    TABLE = "table"  # holds rows
    ROW = "row"  # holds cells
    CELL = "cell"
    OPENER = "opener"  # of a letter; holds dateline, salutation, lines
    CLOSER = "closer"  # of a letter; holds salutation, signature, dateline, lines
    DATELINE = "dateline"
    SALUTE = "salute"
    SIGNED = "signed"
    LINE = "line"  # of an opener or closer, of which no more is known
    EMPHASIS = "emphasis"  # words that are written in another way: italic, superscript …
    LINK = "link"
    ADDED = "added"  # by the writer or another hand
    DELETED = "deleted"  # and kept: no part of the reading text
    UNCLEAR = "unclear"
    SUPPLIED = "supplied"  # by an editor
    CHOICE = "choice"  # words for which the other layer of a transcription has others
    EXPANDED = "expanded"  # letters of an abbreviation that an editor wrote out
    WORD = "word"  # that the source marks as one word; in the structure of a reader alone
    NAMED = "named"  # what a transcription marks as a name; `take_out_marks` makes it a mention
    BREAK = "break"  # of no length: a line, column or page begins
    CITATION = "citation"  # of a work, in a note
    AUTHOR = "author"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    PUBLICATION_PLACE = "pubPlace"
    ISBN = "isbn"
    EXTENT = "extent"  # the pages or volume that are cited

    @property
    def milestone(self) -> str:
        """What the milestone is called that begins a block of this kind (docs/design.md §4)."""
        return _MILESTONES[self.value]


_MILESTONES = {
    "title": "heading",
    "heading": "heading",
    "paragraph": "paragraph",
    "item": "item",
    "caption": "caption",
    "bibl": "bibl",
    "verse": "line",
    "ab": "paragraph",
    "line": "seg",
    **{name: name for name in ("speaker", "stage", "cell", "dateline", "salute", "signed")},
}
#: Structures whose beginning is a milestone of its own.
OPENINGS = {
    "section": "section",
    "quotation": "quote",
    **{name: name for name in ("stanza", "speech", "table", "row", "opener", "closer")},
}
#: What begins with each unit of a break.
BREAKS = {"line": "lb", "column": "cb", "page": "pb"}


#: Blocks that bear reading text.
BLOCKS = frozenset(Kind(kind) for kind in _MILESTONES)
#: Structures that hold blocks and no words of their own.
CONTAINERS = frozenset({Kind.LIST, Kind.BIBLIOGRAPHY}) | frozenset(Kind(kind) for kind in OPENINGS)
#: What the program finds in an entry of a bibliography or a note.
BIBLIOGRAPHIC = frozenset(
    {Kind.CITATION, Kind.AUTHOR, Kind.EDITOR, Kind.PUBLISHER, Kind.PUBLICATION_PLACE, Kind.ISBN, Kind.EXTENT}
)
#: Stretches that the reading text leaves out.
OUTSIDE_READING = frozenset({Kind.FURNITURE, Kind.NOTE, Kind.MARKER, Kind.NOTE_MARK, Kind.SURPLUS, Kind.DELETED})
#: Stretches that say how words are written or where they are from; the edition shows them where its witness has them.
INLINE = frozenset(
    {Kind.FOREIGN, Kind.EMPHASIS, Kind.LINK, Kind.ADDED, Kind.UNCLEAR, Kind.SUPPLIED, Kind.CHOICE, Kind.EXPANDED}
)


#: Stretches that may be divided where a name begins or ends in them: not a link, not words that stand for others.
DIVISIBLE = INLINE - {Kind.LINK, Kind.CHOICE}


#: How words may be written: the values of the attribute `rend` of emphasis, several with blanks between them.
RENDITIONS = (
    "italic",
    "bold",
    "smallCaps",
    "superscript",
    "subscript",
    "underline",
    "strike",
    "spaced",
    "small",
    "large",
)


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch [start, end) of a witness's text, in code points, and what it is.

    `attributes` by kind: section and heading `level` (1 to 6) · list `type` (ordered, bulleted) · item, note,
    noteMark `n` · paragraph `lost` (what it announces), `gap` (the id of the gap after it) ·
    section, stanza, paragraph, ab `n` (reference) · section `unit` (its type in the source) · speech `who` · verse
    `part` (I, M, F), `met` · milestone `unit`, `n`, of a division `level`, `type` ·
    noteMark `target`, note `id` (a key that both share) ·
    foreign, and a block in another language than its text, `lang` · emphasis `rend` (words of RENDITIONS) ·
    link `target` · verse, cell `n` · verse `rend` (indent) ·
    item `level` (of nested lists, from 2) · row `role` (label: of headings) · paragraph `rend` (separator) · break
    `unit` (line, column, page), `n`, `facs` (image), `break` (no: inside a word), `of` (page: a line of the page, not
    of the author) · gap `extent`, `size` (in
    characters) · added, deleted `hand`, `place` · choice `type` (sic, orig, abbr), `other` (the words of the other
    layer), `layer` (diplomatic, normalised: whose the words of the text are) ·
    supplied `counts` (yes: as a reading) · named: what `TranscribedMark` has ·
    furniture, section `type` · citation, entry `work` (the id
    of a register entry) or `entry` (offset of the cited entry) · isbn `value` · extent `unit`. `id` is that of its
    element in the witness's TEI; parts that nobody cites have none.
    """

    kind: Kind
    start: int
    end: int
    children: tuple["Node", ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        at = self.start
        for child in self.children:
            if child.start < at or child.end > self.end or child.end < child.start:
                raise ValueError(f"{child.kind} {child.start}..{child.end} does not fit into {self.kind} at {at}")
            at = child.end

    def get(self, name: str, default: str = "") -> str:
        """The attribute, or the default."""
        for key, value in reversed(self.attributes):
            if key == name:
                return value
        return default

    def holding(self, added: Iterable["Node"]) -> "Node":
        """This node with others placed inside it, each as deep as it fits and around what it covers.

        ValueError when one of them cuts a node that is there.
        """
        node = self
        for one in added:
            node = node._with(one)
        return node

    def _with(self, added: "Node") -> "Node":
        touched = [c for c in self.children if c.start < added.end and added.start < c.end]
        if len(touched) == 1 and touched[0].start <= added.start and added.end <= touched[0].end:
            inner = touched[0]._with(added)
            return replace(self, children=tuple(inner if c is touched[0] else c for c in self.children))
        if any(not (added.start <= c.start and c.end <= added.end) for c in touched):
            raise ValueError(f"{added.kind} {added.start}..{added.end} cuts a part of {self.kind}")
        around = replace(added, children=tuple(touched)).holding(added.children) if touched else added
        rest = [c for c in self.children if c not in touched]
        return replace(self, children=tuple(sorted((*rest, around), key=lambda c: (c.start, c.end))))

    def mapped(self, change: Callable[["Node"], "Node"]) -> "Node":
        """This node with every node below it, and then itself, changed; what nothing changes stays the same object."""
        if not self.children:
            return change(self)
        children = tuple([child.mapped(change) for child in self.children])
        is_same = all(map(is_, children, self.children))
        return change(self if is_same else Node(self.kind, self.start, self.end, children, self.attributes, self.id))

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the text."""
        waiting = [self]  # the last one is the next
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += reversed(node.children)


@dataclass(frozen=True, slots=True)
class MarkedWord:
    """A word [start, end) of a witness's text, in code points, that its source marks as one.

    `lemma`, `norm`, `pos`: what the source says of it. `is_broken`: letters of it are lost (`her[..]n`).
    """

    start: int
    end: int
    lemma: str = ""
    norm: str = ""
    pos: str = ""
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class OwnReading:
    """A reading of an apparatus in a witness's file: its words, and the sigla that the file has for it."""

    words: str
    sigla: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of an apparatus in a witness's file: by what it is cited there, its lemma, its readings."""

    loc: str
    lemma: str
    readings: tuple[OwnReading, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingBlock:
    """One block of a witness's reading text: its words, and where in the seed each character stands.

    Runs of white space are one space; markup, note marks and furniture are left out. `offsets[i]` is the offset in
    the witness's text (code points) of `text[i]`. `opens` names the structures that begin with this block, outermost
    first: ("section", level), ("list", type), ("quotation", "").
    """

    kind: Kind
    text: str
    offsets: Offsets
    node: Node
    opens: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """A bearer of the text: `root` covers `seed.text` from end to end.

    `words`: those that its source marks one by one. `source`: the siglum of the table of edition.toml it was made from,
    where one file gives several witnesses. `entries`: the apparatus that its file has, which is shown beside ours.
    """

    siglum: Siglum
    name: str
    seed: Seed
    root: Node
    reader: str
    scope: str = "whole"
    description: tuple[tuple[str, str], ...] = ()  # author, source, accessed, date, licence: as the editor gave them
    language: str = "en"
    findings: tuple[Finding, ...] = field(default=())
    account: Account | None = None  # of a file whose text was taken out of it
    words: tuple[MarkedWord, ...] = ()
    source: Siglum = ""
    entries: tuple[OwnEntry, ...] = ()

    def __post_init__(self) -> None:
        if (self.root.start, self.root.end) != (0, len(self.seed.text)):
            raise ValueError(f"{self.siglum}: the structure does not cover the text")

    @property
    def text(self) -> str:
        """The decoded seed, line ends as LF."""
        return self.seed.text

    @property
    def is_fragment(self) -> bool:
        """Whether the witness's silence is no omission: a fragment is not extant there, an excerpt has its own text."""
        return self.scope in ("fragment", "excerpt")

    @property
    def is_excerpt(self) -> bool:
        """Whether the witness is an independent text, which is compared where it borrows."""
        return self.scope == "excerpt"

    @property
    def is_hand(self) -> bool:
        """Whether it is one state of a manuscript, by one of its hands: its siglum is that of the file with a sign."""
        return bool(self.source) and self.siglum != self.source and self.siglum.startswith(self.source)

    def notes(self) -> tuple[Node, ...]:
        """The notes, in the order of the text."""
        return tuple(n for n in self.root.walk() if n.kind is Kind.NOTE)


def marked_notes(witness: Witness) -> Iterator[tuple[Node, Node]]:
    """Each note mark that has a note, with the note. A mark and its note share a key: `target`, or the number `n`."""
    notes = {note.get("id"): note for note in witness.notes()}
    for mark in note_marks(witness):
        if (note := notes.get(mark.get("target") or mark.get("n"))) is not None:
            yield mark, note


def note_marks(witness: Witness) -> tuple[Node, ...]:
    """The note marks of a witness in the order of the text; events name them by their number in this list."""
    return tuple(n for n in witness.root.walk() if n.kind is Kind.NOTE_MARK)
