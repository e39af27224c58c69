"""Read the bibliography of a whole witness: the parts of its entries, and the works that its notes cite."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from edition.annotate.bibliography_entries import (
    EntryPart,
    KnownMark,
    ParsedEntry,
    ShortCitation,
    find_short_citations,
    parse_entry,
)
from edition.annotate.language import Language, language_of
from edition.annotate.transcribed_names import HerMarks, cuts
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

__all__ = ["CitedWork", "CitedWorks", "insert_bibliography_parts", "read_bibliography"]

_MIN_SIMILARITY = 0.85  # of two surnames that count as spellings of one name


@dataclass(frozen=True, slots=True)
class CitedWork:
    """An entry or note that cites a work in full; `work` is the id of the register entry, or ""."""

    block: ReadingBlock
    parsed: ParsedEntry
    work: str

    @property
    def year(self) -> str:
        """The year of publication, or ""."""
        return next((p.value[:4] for p in self.parsed.of_kind(MentionKind.DATE)), "")

    def authors(self) -> Iterator[tuple[str, str]]:
        """(register entry or "", surname) of every author and editor."""
        for part in (*self.parsed.of_kind(Kind.AUTHOR), *self.parsed.of_kind(Kind.EDITOR)):
            words = self.block.text[part.start : part.end]
            yield part.value, words.split(",")[0] if "," in words else words.split()[-1]


@dataclass(slots=True)
class CitedWorks:
    """The result: the works, nodes for their parts to insert in the witness, titles in no register, findings."""

    works: list[CitedWork] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    titles: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_bibliography(witness: Witness, mentions: Sequence[Mention]) -> CitedWorks:
    """Find the works that a witness cites in entries and notes.

    Findings: E405 an ISBN with a wrong check digit, E406 a short citation whose work cannot be identified.
    """
    reader = _BibliographyReader(witness, mentions)
    for block in reading_blocks(witness):
        if block.kind is Kind.ENTRY:
            reader.read_entry(block)
    notes = note_blocks(witness)
    short = {id(note): list(find_short_citations(note.text)) for note in notes}
    for note in notes:
        if not short[id(note)]:
            reader.read_note(note)
    for note in notes:
        for citation in short[id(note)]:
            reader.read_short_citation(note, citation)
    return reader.result


class _BibliographyReader:
    """One pass through the entries and notes of a witness."""

    def __init__(self, witness: Witness, mentions: Sequence[Mention]) -> None:
        self.witness = witness
        self.mentions = mentions
        self.language: Language = language_of(witness.language)
        self.result = CitedWorks()

    def read_entry(self, block: ReadingBlock) -> None:
        """Read an entry of the bibliography."""
        work = self._parse_work(block)
        self.result.works.append(work)
        self.result.nodes += [n for part in work.parsed.parts if (n := self._make_node(block, part))]

    def read_note(self, block: ReadingBlock) -> None:
        """Read a note; when it cites a work in full, the citation becomes a node of its own."""
        work = self._parse_work(block)
        if work.parsed.is_cited_work:
            self.result.works.append(work)
            parts = tuple(n for part in work.parsed.parts if (n := self._make_node(block, part)))
            start, end = work.parsed.parts[0].start, _end_with_brackets(block.text, work.parsed.parts)
            about = (("work", work.work),) if work.work else ()
            self.result.nodes.append(_make_node_at(Kind.CITATION, block, start, end, parts, about))

    def read_short_citation(self, block: ReadingBlock, citation: ShortCitation) -> None:
        """Read a short citation: of the only work by that author, and of that year where the note has one."""
        marks = self._marks_in(block)
        author = next((m.ref for m in marks if m.start == citation.start and m.kind is MentionKind.PERSON), "")
        cited = {w.work or f"@{w.block.node.start}" for w in self.result.works if _is_citation_of(citation, author, w)}
        where = block.text[citation.start : citation.end]
        if len(cited) != 1:
            there = ", ".join(sorted(cited)) or "none is there"
            self._add_finding("E406", f"«{where}»: which work is cited cannot be told ({there})", block, citation.start)
            return
        name = cited.pop()
        about = ("entry", name[1:]) if name.startswith("@") else ("work", name)
        pages = _make_node_at(Kind.EXTENT, block, *citation.pages, (), (("unit", "page"),))
        name_end = citation.start + len(citation.surname)
        who = _make_node_at(Kind.AUTHOR, block, citation.start, name_end, (), ())
        self.result.nodes.append(
            _make_node_at(Kind.CITATION, block, citation.start, citation.end, (who, pages), (about,))
        )

    def _parse_work(self, block: ReadingBlock) -> CitedWork:
        parsed = parse_entry(block.text, self._marks_in(block), self.language)
        for at, isbn in parsed.faults:
            self._add_finding("E405", f"ISBN {isbn}: the check digit is wrong", block, at)
        titles = parsed.of_kind(MentionKind.WORK)
        for title in titles:
            if not title.value and not self._is_known(block, title):
                self.result.titles.append(_title_mention(block, title))
        ref = titles[0].value if titles else ""
        return CitedWork(block, parsed, ref)

    def _is_known(self, block: ReadingBlock, title: EntryPart) -> bool:
        start, end = block.offsets[title.start], block.offsets[title.end - 1] + 1
        return any(m.kind is MentionKind.WORK and m.start < end and start < m.end for m in self.mentions)

    def _marks_in(self, block: ReadingBlock) -> list[KnownMark]:
        """The mentions in a block, with offsets in the text of the block."""
        if not block.offsets:
            return []
        first, last = block.offsets[0], block.offsets[-1]
        at = {offset: i for i, offset in enumerate(block.offsets)}
        inside = [m for m in self.mentions if first <= m.start and m.end - 1 <= last and m.start in at]
        return [
            KnownMark(at[m.start], at[m.end - 1] + 1, m.kind, m.ref, _year_of_mention(m))
            for m in inside
            if m.end - 1 in at
        ]

    def _make_node(self, block: ReadingBlock, part: EntryPart) -> Node | None:
        """The node of a part; None for names and dates, which are mentions already."""
        if not isinstance(part.kind, Kind):
            return None
        name = {Kind.ISBN: "value", Kind.EXTENT: "unit"}.get(part.kind)
        about = ((name, part.value),) if name else ()
        return _make_node_at(part.kind, block, part.start, part.end, (), about)

    def _add_finding(self, code: str, message: str, block: ReadingBlock, at: int) -> None:
        seed = self.witness.seed
        place = position_in(seed.path, seed.text, block.offsets[at])
        self.result.findings.append(Finding(code, Severity.WARNING, message, place))


def _make_node_at(
    kind: Kind,
    block: ReadingBlock,
    start: int,
    end: int,
    children: tuple[Node, ...],
    attributes: tuple[tuple[str, str], ...],
) -> Node:
    return Node(kind, block.offsets[start], block.offsets[end - 1] + 1, children, attributes)


def _end_with_brackets(text: str, parts: Sequence[EntryPart]) -> int:
    """The end of the last part, including the closing brackets of brackets that were opened before it."""
    start, end = parts[0].start, parts[-1].end
    while end < len(text) and text[end] in ")]" and text[start:end].count("(") > text[start:end].count(")"):
        end += 1
    return end


def _title_mention(block: ReadingBlock, part: EntryPart) -> Mention:
    start, end = block.offsets[part.start], block.offsets[part.end - 1] + 1
    rule = "bibliography: the title of an entry, in no register"
    return Mention(MentionKind.WORK, start, end, rule=rule, cert="medium", level=part.level)


def _year_of_mention(mention: Mention) -> str:
    value = mention.value
    return (value.when or value.start or value.not_before) if value else ""


def _is_citation_of(citation: ShortCitation, author: str, work: CitedWork) -> bool:
    if citation.year and work.year and citation.year != work.year:
        return False
    for ref, surname in work.authors():
        if author and ref:
            if author == ref:
                return True
        elif _are_similar(citation.surname, surname):
            return True
    return False


def _are_similar(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _MIN_SIMILARITY


def _outside_quotes(nodes: Sequence[Node], quoted: Sequence[Node]) -> Iterator[Node]:
    """The nodes that do not stand in a quotation, without those in them that do: TEI has no `author` in a `quote`."""
    for node in nodes:
        if not any(q.start <= node.start and node.end <= q.end for q in quoted):
            near = [q for q in quoted if q.start < node.end and node.start < q.end]
            yield replace(node, children=tuple(_outside_quotes(node.children, near)))


def insert_bibliography_parts(witness: Witness, cited: CitedWorks, mentions: Sequence[Mention] = ()) -> Witness:
    """The witness with nodes for the parts of its bibliography.

    A part that would overlap a node of the source, or one of the mentions of its transcription, is left out; the text
    does not change.
    """
    root = witness.root
    hers = HerMarks([m for m in mentions if m.hers])
    quoted = [n for n in root.walk() if n.kind is Kind.QUOTED]
    for node in _outside_quotes(cited.nodes, quoted):
        near = [m for group in hers.at(node.start, node.end) for m in group.mentions]
        if any(cuts(part, mention) for mention in near for part in node.walk()):
            continue
        with suppress(ValueError):
            root = root.holding([node])
    works = {w.block.node.start: w.work for w in cited.works if w.work and w.block.kind is Kind.ENTRY}

    def with_work(node: Node) -> Node:
        if node.kind is Kind.ENTRY and node.start in works:
            return replace(node, attributes=(*node.attributes, ("work", works[node.start])))
        return node

    return replace(witness, root=root.mapped(with_work))
