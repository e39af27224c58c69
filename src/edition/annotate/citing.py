"""The bibliography of a whole witness: its entries in their parts, its notes with the works they cite."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from edition.annotate.bibliography_entries import Marked, Parsed, Part, ShortCitation, parse_entry, short_citations
from edition.annotate.language import Language, language_of
from edition.model import (
    Finding,
    Kind,
    Mention,
    MentionKind,
    Node,
    ReadingBlock,
    Severity,
    Witness,
    note_blocks,
    reading_blocks,
)
from edition.model.finding import position_in

__all__ = ["Cited", "CitedWork", "placed", "read_bibliography"]

_ALIKE = 0.85  # of two surnames that may be spellings of one


@dataclass(frozen=True, slots=True)
class CitedWork:
    """An entry or note that cites a work in full: whose block, its parts, the register entry or ""."""

    block: ReadingBlock
    parsed: Parsed
    work: str

    @property
    def year(self) -> str:
        """The year of publication, or ""."""
        return next((p.value[:4] for p in self.parsed.of(MentionKind.DATE)), "")

    def authors(self) -> Iterator[tuple[str, str]]:
        """(register entry or "", surname) of every author and editor."""
        for part in (*self.parsed.of(Kind.AUTHOR), *self.parsed.of(Kind.EDITOR)):
            words = self.block.text[part.start : part.end]
            yield part.value, words.split(",")[0] if "," in words else words.split()[-1]


@dataclass(slots=True)
class Cited:
    """What was read: parts as nodes to place in the witness, titles that no register has, findings."""

    works: list[CitedWork] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    titles: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_bibliography(witness: Witness, mentions: Sequence[Mention]) -> Cited:
    """The works that a witness cites, in entries and notes.

    Findings: E405 an ISBN whose check digit is wrong, E406 a short citation of a work that cannot be told.
    """
    reading = _Reading(witness, mentions)
    for block in reading_blocks(witness):
        if block.kind is Kind.ENTRY:
            reading.entry(block)
    notes = note_blocks(witness)
    short = {id(note): list(short_citations(note.text)) for note in notes}
    for note in notes:
        if not short[id(note)]:
            reading.note(note)
    for note in notes:
        for citation in short[id(note)]:
            reading.short(note, citation)
    return reading.made


class _Reading:
    """One pass through the entries and notes of a witness."""

    def __init__(self, witness: Witness, mentions: Sequence[Mention]) -> None:
        self.witness = witness
        self.mentions = mentions
        self.language: Language = language_of(witness.language)
        self.made = Cited()

    def entry(self, block: ReadingBlock) -> None:
        """An entry of the bibliography."""
        work = self._work(block)
        self.made.works.append(work)
        self.made.nodes += [n for part in work.parsed.parts if (n := self._node(block, part))]

    def note(self, block: ReadingBlock) -> None:
        """A note: when it cites a work in full, the citation is an element of its own."""
        work = self._work(block)
        if work.parsed.is_cited_work:
            self.made.works.append(work)
            parts = tuple(n for part in work.parsed.parts if (n := self._node(block, part)))
            start, end = work.parsed.parts[0].start, _closed(block.text, work.parsed.parts)
            about = (("work", work.work),) if work.work else ()
            self.made.nodes.append(_placed(Kind.CITATION, block, start, end, parts, about))

    def short(self, block: ReadingBlock, citation: ShortCitation) -> None:
        """A short citation: of the one work by that author, and of that year where the note says one."""
        marks = self._marks(block)
        author = next((m.ref for m in marks if m.start == citation.start and m.kind is MentionKind.PERSON), "")
        meant = {w.work or f"@{w.block.node.start}" for w in self.made.works if _cites(citation, author, w)}
        where = block.text[citation.start : citation.end]
        if len(meant) != 1:
            there = ", ".join(sorted(meant)) or "none is there"
            self._find("E406", f"«{where}»: which work is cited cannot be told ({there})", block, citation.start)
            return
        name = meant.pop()
        about = ("entry", name[1:]) if name.startswith("@") else ("work", name)
        pages = _placed(Kind.EXTENT, block, *citation.pages, (), (("unit", "page"),))
        name_end = citation.start + len(citation.surname)
        who = _placed(Kind.AUTHOR, block, citation.start, name_end, (), ())
        self.made.nodes.append(_placed(Kind.CITATION, block, citation.start, citation.end, (who, pages), (about,)))

    def _work(self, block: ReadingBlock) -> CitedWork:
        parsed = parse_entry(block.text, self._marks(block), self.language)
        for at, isbn in parsed.faults:
            self._find("E405", f"ISBN {isbn}: the check digit is wrong", block, at)
        titles = parsed.of(MentionKind.WORK)
        for title in titles:
            if not title.value and not self._is_known(block, title):
                self.made.titles.append(_title(block, title))
        ref = titles[0].value if titles else ""
        return CitedWork(block, parsed, ref)

    def _is_known(self, block: ReadingBlock, title: Part) -> bool:
        start, end = block.offsets[title.start], block.offsets[title.end - 1] + 1
        return any(m.kind is MentionKind.WORK and m.start < end and start < m.end for m in self.mentions)

    def _marks(self, block: ReadingBlock) -> list[Marked]:
        """The mentions of a block, counted in its text."""
        if not block.offsets:
            return []
        first, last = block.offsets[0], block.offsets[-1]
        at = {offset: i for i, offset in enumerate(block.offsets)}
        inside = [m for m in self.mentions if first <= m.start and m.end - 1 <= last and m.start in at]
        return [Marked(at[m.start], at[m.end - 1] + 1, m.kind, m.ref, _year(m)) for m in inside if m.end - 1 in at]

    def _node(self, block: ReadingBlock, part: Part) -> Node | None:
        """The node of a part; names and dates are marked already."""
        if not isinstance(part.kind, Kind):
            return None
        name = {Kind.ISBN: "value", Kind.EXTENT: "unit"}.get(part.kind)
        about = ((name, part.value),) if name else ()
        return _placed(part.kind, block, part.start, part.end, (), about)

    def _find(self, code: str, message: str, block: ReadingBlock, at: int) -> None:
        seed = self.witness.seed
        place = position_in(seed.path, seed.text, block.offsets[at])
        self.made.findings.append(Finding(code, Severity.WARNING, message, place))


def _placed(
    kind: Kind,
    block: ReadingBlock,
    start: int,
    end: int,
    children: tuple[Node, ...],
    attributes: tuple[tuple[str, str], ...],
) -> Node:
    return Node(kind, block.offsets[start], block.offsets[end - 1] + 1, children, attributes)


def _closed(text: str, parts: Sequence[Part]) -> int:
    """Where the last part ends, with the brackets that were opened before it."""
    start, end = parts[0].start, parts[-1].end
    while end < len(text) and text[end] in ")]" and text[start:end].count("(") > text[start:end].count(")"):
        end += 1
    return end


def _title(block: ReadingBlock, part: Part) -> Mention:
    start, end = block.offsets[part.start], block.offsets[part.end - 1] + 1
    rule = "bibliography: the title of an entry, in no register"
    return Mention(MentionKind.WORK, start, end, rule=rule, cert="medium", level=part.level)


def _year(mention: Mention) -> str:
    value = mention.value
    return (value.when or value.start or value.not_before) if value else ""


def _cites(citation: ShortCitation, author: str, work: CitedWork) -> bool:
    if citation.year and work.year and citation.year != work.year:
        return False
    for ref, surname in work.authors():
        if author and ref:
            if author == ref:
                return True
        elif _alike(citation.surname, surname):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _ALIKE


def placed(witness: Witness, cited: Cited) -> Witness:
    """The witness with the parts of its bibliography among the stretches of its text.

    A part that a mark of the source cuts is left out; the text is the same either way.
    """
    root = witness.root
    for node in cited.nodes:
        with suppress(ValueError):
            root = root.holding([node])
    works = {w.block.node.start: w.work for w in cited.works if w.work and w.block.kind is Kind.ENTRY}

    def named(node: Node) -> Node:
        if node.kind is Kind.ENTRY and node.start in works:
            return replace(node, attributes=(*node.attributes, ("work", works[node.start])))
        return node

    return replace(witness, root=root.mapped(named))
