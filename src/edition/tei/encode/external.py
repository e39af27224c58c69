"""The edition with its apparatus outside the text (TEI P5, 13.2): double end-point attached, or location-referenced.

The base text is written once, with the milestones and anchors of the other witnesses' blocks and moves. Every `app`
stands in `back`. Nothing nests there: whole passages that the base lacks are given in the words of each witness.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from lxml import etree

from edition.model import Agreement, Block, BlockUnit, Event, Part, Passage, Run, Siglum, VariationUnit
from edition.model.apparatus import ReadingKind
from edition.model.identify import Identified, Marks
from edition.model.layout import PlacedUnit
from edition.tei.encode.apparatus import ApparatusWriter, Names, app_attributes
from edition.tei.encode.edition import Body, framed
from edition.tei.encode.header import PARALLEL, Imprint
from edition.tei.word_references import BlockWords
from edition.xml.namespaces import tei
from edition.xml.writer import Writer

DOUBLE_END_POINT, LOCATION_REFERENCED = "double-end-point", "location-referenced"
#: How an apparatus is linked to its text; the first is the one of `encode_edition`.
METHODS = (PARALLEL, DOUBLE_END_POINT, LOCATION_REFERENCED)


def encode_external(
    edition: Identified, trees: Mapping[Siglum, etree._Element], imprint: Imprint, method: str
) -> etree._Element:
    """The TEI document of the edition with its apparatus outside the text, by one of the two methods."""

    def write(out: Writer, names: Names) -> etree._Element | None:
        base = edition.apparatus.base
        writer = (AnchoredWriter if method == DOUBLE_END_POINT else LocatedWriter)(out, names, edition.marks, base)
        _ExternalBody(out, edition, writer).write()
        return writer.aside.root if len(writer.aside.root) else None

    return framed(edition, trees, imprint, write, method)


class _ExternalBody(Body):
    """Writes the blocks of the base alone; what others have between them goes into the apparatus."""

    def __init__(self, out: Writer, edition: Identified, inner: "ExternalWriter") -> None:
        super().__init__(out, edition, inner)
        self.external = inner

    def _unit(self, part: PlacedUnit) -> None:
        self.external.blocks(part.unit)


class ExternalWriter(ApparatusWriter, ABC):
    """Writes the base text at the cursor and the entries aside; how an entry names its place, its heirs know."""

    def __init__(self, out: Writer, names: Names, marks: Marks, base: Siglum) -> None:
        super().__init__(out, names, marks)
        self.base = base
        self.aside = Writer("listApp")
        self.aside.text("\n")
        self.is_aside = False
        self.at = 0  # characters of the block before the cursor

    # -- places

    @abstractmethod
    def _place(self, name: str, length: int) -> Mapping[str, str]:
        """The attributes that say where the next `length` characters of the base are."""

    @abstractmethod
    def _place_behind(self, name: str, block: int) -> Mapping[str, str]:
        """The attributes that name the place behind a block of the base."""

    def _edge(self, name: str, edge: str) -> None:
        """What is written into the text at an edge of the place: from, to, or at (both)."""

    def _written(self, app: etree._Element) -> None:
        """An entry for a place where the base has nothing was written."""

    # -- parts

    def parts(self, block: Block) -> None:
        """The base text of a block; its entries go aside."""
        self.at = 0
        super().parts(block)

    def blocks(self, unit: BlockUnit) -> None:
        """Whole blocks that the base lacks: an entry, and its place at the cursor."""
        with self._entry(app_attributes(unit), self._place_behind(unit.id, unit.after)):
            self.lacking_lemma(self.base, unit.omitting, unit.lacunose)
            for sigla, blocks in _flattened([block.parts for block in unit.blocks], unit.witnesses):
                with self.out.element("rdg", self._reading_of(sigla, blocks, ReadingKind.BLOCK)):
                    for runs in blocks:
                        with self.out.element("p"):
                            self._runs(runs)
            self.others_lacking(self.base, unit.omitting, unit.lacunose, unit.notes)
        self._edge(unit.id, "at")

    def _passage(self, passage: Passage) -> None:
        self._events(passage.events)
        if self.base not in passage.witnesses:
            self._insertion(passage)
            return
        with self._entry(app_attributes(passage), self._place(passage.id, len(passage.text))):
            self.out.leaf("lem", passage.text, {"wit": self.names.pointers(passage.witnesses)})
            self._lacking(passage)
        self._edge(passage.id, "from")
        self._parts(passage.parts)
        self._edge(passage.id, "to")

    def _insertion(self, passage: Passage) -> None:
        """A passage that the base lacks: each witness's own words."""
        with self._entry(app_attributes(passage), self._place(passage.id, 0)) as app:
            self.lacking_lemma(self.base, passage.omitting, passage.lacunose)
            for sigla, blocks in _flattened([passage.parts], passage.witnesses):
                with self.out.element("rdg", self._reading_of(sigla, blocks, ReadingKind.ADDITION)):
                    for runs in blocks:
                        self._runs(runs)
            self.others_lacking(self.base, passage.omitting, passage.lacunose, passage.notes)
        self._edge(passage.id, "at")
        self._written(app)

    def _reading_of(
        self, sigla: Sequence[Siglum], blocks: Sequence[Sequence[Run]], kind: ReadingKind
    ) -> dict[str, str]:
        has_words = any(run.text for runs in blocks for run in runs)
        kind = kind if has_words else ReadingKind.OMISSION
        return {"wit": self.names.pointers(sigla), "type": kind.value}

    def _unit(self, unit: VariationUnit) -> None:
        self._events(unit.events)
        words = unit.lemma.text
        with self._entry(app_attributes(unit), self._place(unit.id, len(words))) as app:
            if unit.lemma.is_lost:
                self._lost_lemma(unit.lemma.witnesses)
            else:
                omission = "" if words else ReadingKind.OMISSION.value
                self.out.leaf("lem", words, {"wit": self.names.pointers(unit.lemma.witnesses), "type": omission})
            self._readings(unit)
        if words:
            self._edge(unit.id, "from")
            self._runs(unit.lemma.runs)
            self._edge(unit.id, "to")
        else:
            self._edge(unit.id, "at")
            self._written(app)
        self.out.text(unit.space)
        self._advance(unit.space)

    @contextmanager
    def _entry(self, attributes: Mapping[str, str], place: Mapping[str, str]) -> Iterator[etree._Element]:
        out, self.out, self.is_aside = self.out, self.aside, True
        with self.out.element("app", {**attributes, **place}) as app:
            yield app
        self.out.text("\n")
        self.out, self.is_aside = out, False

    def _runs(self, runs: Iterable[Run]) -> None:
        for run in runs:
            super()._runs((run,))
            self._advance(run.text)

    def _advance(self, text: str) -> None:
        """Base text was written."""
        if not self.is_aside:
            self.at += len(text)


class AnchoredWriter(ExternalWriter):
    """Double end-point attachment: anchors in the text, `from` and `to` point to them."""

    def _place(self, name: str, length: int) -> Mapping[str, str]:
        edges = ("from", "to") if length else ("at", "at")
        return {"from": f"#{name}-{edges[0]}", "to": f"#{name}-{edges[1]}"}

    def _place_behind(self, name: str, block: int) -> Mapping[str, str]:
        return self._place(name, 0)

    def _edge(self, name: str, edge: str) -> None:
        self.out.empty("anchor", {"xml_id": f"{name}-{edge}"})


class LocatedWriter(ExternalWriter):
    """Location-referenced: `loc` names block and words of the base (references.py); the text has no mark.

    Two things at one point have no order in such a text. What happens in a witness behind words that the base lacks
    is therefore written at the end of those words.
    """

    def __init__(self, out: Writer, names: Names, marks: Marks, base: Siglum) -> None:
        super().__init__(out, names, marks, base)
        self.words = BlockWords(1, "")
        self.last: dict[Siglum, etree._Element] = {}  # the reading of each witness at this very point

    def parts(self, block: Block) -> None:
        text = "".join(_base_text(part, self.base) for part in block.parts)
        self.words = BlockWords(block.number + 1, text)
        self.last.clear()
        super().parts(block)

    def _place(self, name: str, length: int) -> Mapping[str, str]:
        return {"loc": self.words.reference(self.at, self.at + length)}

    def _place_behind(self, name: str, block: int) -> Mapping[str, str]:
        return {"loc": f"{block + 1}+"}

    def _written(self, app: etree._Element) -> None:
        for reading in app.iter(tei("rdg")):
            pointers = reading.get("wit", "").split()
            self.last |= {s: reading for s, name in self.names.witnesses.items() if f"#{name}" in pointers}

    def _advance(self, text: str) -> None:
        super()._advance(text)
        if text and not self.is_aside:
            self.last.clear()

    def _events(self, events: Sequence[Event]) -> None:
        if self.is_aside:
            super()._events(events)
            return
        super()._events([event for event in events if event.siglum not in self.last])
        for event in events:
            if event.siglum in self.last:
                out, self.out = self.out, self.aside
                with self.out.inside(self.last[event.siglum]):
                    super()._events((event,))
                self.out = out


def _base_text(part: Part, base: Siglum) -> str:
    return "" if isinstance(part, Passage) and base not in part.witnesses else part.text


Flat = tuple[Sequence[Siglum], Sequence[Sequence[Run]]]


def _flattened(blocks: Sequence[Sequence[Part]], sigla: Sequence[Siglum]) -> Iterator[Flat]:
    """Nested entries resolved: witnesses that read the same everywhere, and their words, block by block."""
    groups: dict[tuple[int, ...], list[Siglum]] = {}
    for siglum in sigla:
        groups.setdefault(tuple(n for parts in blocks for n, _ in _own(parts, siglum)), []).append(siglum)
    for group in groups.values():
        own = [[run for _, run in _own(parts, group[0])] for parts in blocks]
        yield group, [[_with_own_events(run, group) for run in runs] for runs in own if any(r.text for r in runs)]


def _own(parts: Sequence[Part], siglum: Siglum) -> Iterator[tuple[int, Run]]:
    """The runs of one witness, each with the number of the reading it stands in."""
    for part in parts:
        match part:
            case Agreement():
                yield from ((0, run) for run in part.runs)
            case VariationUnit():
                yield 0, Run("", events=part.events)
                readings = (part.lemma, *part.readings)
                number = next((n for n, reading in enumerate(readings) if siglum in reading.witnesses), -1)
                yield from ((number, run) for run in (readings[number].runs if number >= 0 else ()))
                yield number, Run(part.space)
            case Passage():
                yield 0, Run("", events=part.events)
                if siglum in part.witnesses:
                    yield from _own(part.parts, siglum)


def _with_own_events(run: Run, sigla: Sequence[Siglum]) -> Run:
    """The run with what happens in these witnesses alone: the others have the words in another reading."""
    return replace(run, events=tuple(event for event in run.events if event.siglum in sigla))
