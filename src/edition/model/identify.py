"""Give every noun of an edition its id, between collating and encoding (docs/design.md, I4).

An id is a kind and a hash of the words and their neighbours (`Ids`), so that an edit elsewhere changes none. Places
with the same words and neighbours are counted in the order in which the edition is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.model.apparatus import Apparatus, Block, BlockUnit, Part, Passage, Reading, VariationUnit
from edition.model.citing import citations, cite
from edition.model.disagreement import Disagreement
from edition.model.ids import CONTEXT, PREFIXES, Ids, slugs
from edition.model.layout import Container, Layout, Placed, PlacedBlock, PlacedUnit, lay_out
from edition.model.mention import Mention
from edition.model.printed_words import Agreement, Event, Run, Span, merge_events
from edition.model.reading import reading_blocks
from edition.model.seed import Siglum
from edition.model.witness import INLINE, Kind, Node, Witness, note_marks
from edition.model.woven import weave

Marks = Mapping[Siglum, Sequence[Mention | Node]]


@dataclass(frozen=True, slots=True)
class Identified:
    """Witnesses, mentions and apparatus of one edition, each part with its id.

    `marks`: of each witness the mentions and the stretches that are written in another way, as the spans of runs number
    them.
    `slugs`: of each witness its id in the edition, which is also the name of its files. `carried`: of each part of a
    note of a witness that has an id (siglum, id in the witness's TEI) the id of its copy in the edition.
    """

    witnesses: tuple[Witness, ...]
    mentions: Mapping[Siglum, tuple[Mention, ...]]
    marks: Marks
    layout: Layout
    slugs: Mapping[Siglum, str]
    carried: Mapping[tuple[Siglum, str], str]

    @property
    def apparatus(self) -> Apparatus:
        """The apparatus, in the order of the base."""
        return self.layout.apparatus

    def citations(self) -> Mapping[str, str]:
        """Id of a block, a place of variation or a mention of the edition -> by what it is cited («2.3», «1 sd»).

        Empty in a text without references.
        """
        return citations(self.apparatus)

    def witness(self, siglum: Siglum) -> Witness:
        """The witness of a siglum. KeyError when there is none."""
        found = next((w for w in self.witnesses if w.siglum == siglum), None)
        if found is None:
            raise KeyError(siglum)
        return found


def identify(
    witnesses: Sequence[Witness], mentions: Mapping[Siglum, Sequence[Mention]], apparatus: Apparatus
) -> Identified:
    """The witnesses, their mentions and the apparatus made of them, each part with its id."""
    pairs = [identify_witness(w, mentions.get(w.siglum, ())) for w in witnesses]
    marked = {w.siglum: found for w, found in pairs}
    named = tuple(w for w, _ in pairs)
    marks = {w.siglum: marks_of(w, marked[w.siglum]) for w in named}
    ids = Ids()
    reading = {w.siglum: reading_blocks(w) for w in named}
    cited = cite(apparatus, next(w for w in named if w.siglum == apparatus.base), reading)
    labels = {w.siglum: tuple(mark.get("n") for mark in note_marks(w)) for w in named}
    layout = _Identifier(lay_out(cited, named, reading), marks, labels, ids).layout()
    carried = {
        place: name
        for siglum in apparatus.sigla
        for witness in named
        if witness.siglum == siglum
        for place, name in _carried(witness, marked[siglum], ids)
    }
    return Identified(named, marked, marks, layout, slugs(apparatus.sigla), carried)


def identify_disagreements(found: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
    """The disagreements with their ids."""
    ids = Ids()
    return tuple(replace(one, id=_disagreement_id(ids, one)) for one in found)


def _disagreement_id(ids: Ids, one: Disagreement) -> str:
    words = "|".join(side.words for side in one.sides)
    return ids.make("dis", words, one.matter.value, one.place.before[-CONTEXT:])


def marks_of(witness: Witness, mentions: Sequence[Mention]) -> tuple[Mention | Node, ...]:
    """The mentions of a witness, then what its text says of the writing of words (`INLINE`)."""
    return (*mentions, *(n for n in witness.root.walk() if n.kind in INLINE and n.end > n.start))


# -- witnesses


def identify_witness(witness: Witness, mentions: Sequence[Mention]) -> tuple[Witness, tuple[Mention, ...]]:
    """A witness whose nodes have their ids, and its mentions with theirs."""
    ids, text = Ids(), witness.text

    def name(kind: str, start: int, end: int) -> str:
        return ids.make(kind, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])

    def named(node: Node) -> Node:
        own = name(PREFIXES[node.kind], node.start, node.end) if node.kind in PREFIXES else ""
        attributes = node.attributes
        if node.get("lost"):
            attributes = (*attributes, ("gap", name("gap", node.end, node.end)))
        return Node(node.kind, node.start, node.end, tuple(map(named, node.children)), attributes, own)

    root = named(witness.root)
    woven = (one.what for one in weave(root, mentions).walk()) if mentions else ()
    names = {id(m): name("m", m.start, m.end) for m in woven if isinstance(m, Mention)}
    return replace(witness, root=root), tuple(replace(m, id=names[id(m)]) for m in mentions)


def _carried(witness: Witness, mentions: Sequence[Mention], ids: Ids) -> Iterator[tuple[tuple[Siglum, str], str]]:
    """The ids of the notes of a witness and of their parts in the edition: two witnesses may have the same note."""
    for note in witness.notes():
        own = f"{witness.siglum} {note.id}"
        yield (witness.siglum, note.id), Ids().make("note", own)
        inside = [m for m in mentions if note.start <= m.start and m.end <= note.end]
        for part in weave(note, inside).walk():
            if part.what.id and part.what is not note:
                yield (witness.siglum, part.what.id), ids.make("m", f"{witness.siglum} {part.what.id}")


# -- the edition


class _Identifier:
    """Gives ids in the order in which the edition is written."""

    def __init__(self, given: Layout, marks: Marks, labels: Mapping[Siglum, Sequence[str]], ids: Ids) -> None:
        self.given = given
        self.marks = marks
        self.labels = labels  # of each witness those of its note marks
        self.ids = ids
        self.rank = {siglum: number for number, siglum in enumerate(given.apparatus.sigla)}
        self.made: dict[int, Block | BlockUnit] = {}  # id() of what was given -> the same with ids

    def layout(self) -> Layout:
        apparatus = self.given.apparatus
        moves = tuple(replace(m, id=self.ids.make("move", m.words, m.siglum)) for m in apparatus.transpositions)
        parts = tuple(self._placed(part, "") for part in self.given.parts)
        blocks = tuple(self.made[id(one)] for one in apparatus.blocks)
        return replace(self.given, apparatus=replace(apparatus, blocks=blocks, transpositions=moves), parts=parts)

    def _placed(self, part: Placed, container: str) -> Placed:
        match part:
            case PlacedBlock():
                return self._placed_block(part)
            case Container():
                name = self.ids.make(_container_prefix(part.node.kind), part.first, part.siglum, part.node.get("level"))
                return replace(part, id=name, parts=tuple(self._placed(inner, name) for inner in part.parts))
            case PlacedUnit():
                return self._placed_unit(part, container)

    def _placed_block(self, part: PlacedBlock) -> PlacedBlock:
        kind = part.source.kind
        prefix = "label" if part.is_top and kind in (Kind.TITLE, Kind.HEADING) else PREFIXES[kind]
        is_added = part.block.siglum != self.given.apparatus.base
        words = part.block.text_of(part.block.siglum) if is_added else part.source.text
        return self._with_block(part, self.ids.make(prefix, words, *self._neighbours(part.block)))

    def _with_block(self, part: PlacedBlock, name: str) -> PlacedBlock:
        block = replace(part.block, id=name, parts=tuple(self._parts(part.block.parts, part.block.siglum)))
        self.made[id(part.block)] = block
        return replace(part, block=block)

    def _neighbours(self, block: Block) -> tuple[str, str]:
        texts = self.given.blocks[block.siglum]
        before = texts[block.number - 1].text[-CONTEXT:] if block.number else ""
        return before, texts[block.number + 1].text[:CONTEXT] if block.number + 1 < len(texts) else ""

    def _placed_unit(self, part: PlacedUnit, container: str) -> PlacedUnit:
        words = "|".join(block.text_of(block.siglum) for block in part.unit.blocks)
        if part.entry_of is not None:
            container = self.ids.make(PREFIXES[ENTRIES[part.entry_of]], words)
        name = self.ids.make("app", words)
        if part.entry_of is not None:
            parts: tuple[Placed, ...] = tuple(
                self._with_block(inner, container) for inner in part.parts if isinstance(inner, PlacedBlock)
            )
        else:
            parts = tuple(self._placed(inner, "") for inner in part.parts)
        blocks = tuple(b for given in part.unit.blocks if isinstance(b := self.made[id(given)], Block))
        unit = replace(part.unit, id=name, container=container, blocks=blocks)
        self.made[id(part.unit)] = unit
        return replace(part, unit=unit, parts=parts)

    # -- parts of blocks

    def _parts(self, parts: Sequence[Part], siglum: Siglum) -> Iterator[Part]:
        """The parts with ids by the words of one witness: a lemma that the editor chose changes no id."""
        texts = [part.text_of(siglum) for part in parts]
        whole, at = "".join(texts), 0
        for part, text in zip(parts, texts, strict=True):
            end = at + len(text)
            before, after = whole[max(0, at - CONTEXT) : at], whole[end : end + CONTEXT]
            match part:
                case Agreement():
                    yield replace(part, runs=self._runs(part.runs))
                case VariationUnit():
                    yield self._unit(part, siglum, before, after)
                case Passage():
                    name = self.ids.make("app", text, before, after)
                    inner = tuple(p for p in self._parts(part.parts, siglum) if not isinstance(p, Passage))
                    yield replace(part, id=name, parts=inner, events=self._events(part.events))
            at = end

    def _words(self, unit: VariationUnit, siglum: Siglum) -> str:
        """What a witness has at a unit; where it has nothing, what the others have."""
        readings = (unit.lemma, *unit.readings)
        own = next((r for r in readings if siglum in r.witnesses), None)
        if own and own.text:
            return own.text
        others = sorted((r for r in readings if r is not own and r.witnesses), key=lambda r: self.rank[r.witnesses[0]])
        return "|".join(r.text for r in others)

    def _unit(self, unit: VariationUnit, siglum: Siglum, before: str, after: str) -> VariationUnit:
        name = self.ids.make("app", self._words(unit, siglum), before, after)
        lemma = self._reading(unit.lemma, name)
        made = {id(r): self._reading(r, name) for group in unit.spellings() for r in group}
        readings = tuple(made[id(r)] for r in unit.readings)
        return replace(unit, id=name, lemma=lemma, readings=readings, events=self._events(unit.events))

    def _reading(self, reading: Reading, unit: str) -> Reading:
        return replace(reading, id=self.ids.make("rdg", reading.text, unit), runs=self._runs(reading.runs))

    def _runs(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        return tuple(
            replace(run, spans=self._spans(run), events=self._events(run.events)) if run.spans or run.events else run
            for run in runs
        )

    def _events(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """The events with the ids of losses and note marks. Like losses of several witnesses are one element."""
        named: dict[int, Event] = {}
        for group in merge_events(events):
            name = self._event_id(group)
            named |= {id(event): replace(event, id=name) for event in group if name}
        return tuple(named.get(id(event), event) for event in events)

    def _event_id(self, group: Sequence[Event]) -> str:
        event = group[0]
        match event.unit:
            case "lost":
                return self.ids.make("gap", f"{' '.join(e.siglum for e in group)} {event.detail}")
            case "noteMark":
                label = self.labels[event.siglum][int(event.detail)]
                return self.ids.make("ref", f"{event.siglum} {label} {event.detail}")
            case _:
                return ""

    def _spans(self, run: Run) -> tuple[Span, ...]:
        """The spans of a run, an outer one before those in it."""
        ordered = sorted(run.spans, key=lambda s: (s.start, -s.end))
        return tuple(s if isinstance(self.marks[run.siglum][s.number], Node) else self._span(run, s) for s in ordered)

    def _span(self, run: Run, span: Span) -> Span:
        before, after = run.text[max(0, span.start - CONTEXT) : span.start], run.text[span.end : span.end + CONTEXT]
        return replace(span, id=self.ids.make("m", run.text[span.start : span.end], before, after))


#: The kind of the entries of a list.
ENTRIES = {Kind.LIST: Kind.ITEM, Kind.BIBLIOGRAPHY: Kind.ENTRY, Kind.TABLE: Kind.CELL, Kind.ROW: Kind.CELL}


def _container_prefix(kind: Kind) -> str:
    return "listBibl" if kind is Kind.BIBLIOGRAPHY else PREFIXES[kind]
