"""What stands inside a block of the edition: `app`, `lem`, `rdg`, milestones (parallel segmentation, TEI P5 ch. 12)."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from edition.model import (
    Agreement,
    Block,
    BlockUnit,
    Event,
    Kind,
    Node,
    Part,
    Passage,
    Reading,
    Run,
    Siglum,
    Span,
    VariationUnit,
)
from edition.model.apparatus import Doubt, ReadingKind
from edition.model.identify import Marks
from edition.model.printed_words import NotePlace, merge_events
from edition.model.remark import Remark
from edition.model.variation import unit_type
from edition.tei.encode.emended import emended_attributes, is_named, write_provenance, write_signed
from edition.tei.encode.header import kind_id
from edition.tei.encode.marks import LOST, mark_attributes
from edition.tei.encode.parts import ELEMENTS, break_attributes, choice_of, part_attributes
from edition.xml.writer import Writer

_NONE: Mapping[Siglum, str] = {}


@dataclass(slots=True)
class Names:
    """The ids that several parts of the edition share."""

    witnesses: Mapping[Siglum, str]
    moves: Mapping[str, str]  # number of a move -> its id
    notes: Mapping[
        tuple[Siglum, str], tuple[str, str]
    ]  # (siglum, number of a note mark) -> (its label, id of its note)
    marks_of: dict[str, list[str]] = field(default_factory=dict)  # id of a note -> ids of its marks
    fragments: frozenset[Siglum] = frozenset()  # and excerpts
    excerpts: frozenset[Siglum] = frozenset()
    note_ids: Mapping[NotePlace, str] = field(default_factory=dict)  # a note of a witness -> its id
    aggregates: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # a verse omitted with others -> these

    def pointers(self, sigla: Iterable[Siglum]) -> str:
        """Sigla as pointers, in the order of the list of witnesses: `#W #E`."""
        ids = {self.witnesses[s] for s in sigla}
        return " ".join(f"#{i}" for i in self.witnesses.values() if i in ids)


class ApparatusWriter:
    """Writes the parts of blocks at the cursor of a `Writer`."""

    def __init__(self, out: Writer, names: Names, marks: Marks) -> None:
        self.out = out
        self.names = names
        self.marks = marks
        self.begun: set[tuple[Siglum, int]] = set()  # choices of which the first part is written

    def parts(self, block: Block) -> None:
        """The agreements and units of a block, in order."""
        self._parts(block.parts)

    def _parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            match part:
                case Agreement():
                    self._runs(part.runs)
                case VariationUnit():
                    self._unit(part)
                case Passage():
                    self._passage(part)

    def _passage(self, passage: Passage) -> None:
        """A passage that some witnesses lack: the lemma holds the places where the others differ."""
        self._events(passage.events)
        with self.out.element("app", {**app_attributes(passage), **self._aggregate(passage.id)}):
            with self.out.element("lem", {"wit": self.names.pointers(passage.witnesses), "rend": passage.style}):
                self._parts(passage.parts)
            self._lacking(passage)

    def _lacking(self, passage: Passage) -> None:
        self._omitting(passage.omitting)
        self._in_notes(passage.notes)
        self.lacuna(passage.lacunose)
        self.remarks(passage.remarks)

    def _unit(self, unit: VariationUnit) -> None:
        self._events(unit.events)
        with self.out.element("app", {**app_attributes(unit), **self._aggregate(unit.id)}):
            self._reading("lem", unit.lemma, meant_by(unit), unit.style)
            self._readings(unit)
        self.out.text(unit.space)

    def _aggregate(self, name: str) -> Mapping[str, str]:
        """Of a verse that witnesses lack with others before or after it, where these are."""
        before, after = self.names.aggregates.get(name, ("", ""))
        return {"prev": f"#{before}" if before else "", "next": f"#{after}" if after else ""}

    def _readings(self, unit: VariationUnit) -> None:
        meant = meant_by(unit)
        for group in unit.spellings():
            if len(group) > 1 or group[0].is_grouped:
                with self.out.element("rdgGrp", {"type": "spelling"}):
                    for reading in group:
                        self._reading("rdg", reading, meant)
            else:
                self._reading("rdg", group[0], meant)
        self.lacuna(unit.lacunose)
        for doubt in Doubt:
            if sigla := [siglum for reading in unit.readings for siglum, why in reading.doubts if why is doubt]:
                self.out.empty("witDetail", {"wit": self.names.pointers(sigla), "type": doubt.value})
        for reading in (unit.lemma, *unit.readings):
            write_provenance(self.out, reading)
        self.remarks(unit.remarks, meant)

    def remarks(self, remarks: Sequence[Remark], meant: Mapping[Siglum, str] = _NONE) -> None:
        """The notes of the editor's on an entry; `meant`: by witness, the id of the reading that a note is on."""
        for one in remarks:
            target = f"#{meant[one.siglum]}" if one.siglum else ""
            self.out.leaf("note", one.text, {"type": "critical", "resp": f"#{one.resp}", "target": target})

    def _reading(self, name: str, reading: Reading, meant: Mapping[Siglum, str], style: str = "") -> None:
        if reading.is_lost:
            self._lost_lemma(reading.witnesses)
            return
        if reading.notes:
            self._in_notes(reading.notes)
            return
        kind = ReadingKind.OMISSION if reading.is_omission else reading.kind
        attributes = {
            "wit": self.names.pointers(reading.witnesses),
            "rend": style,
            "type": kind.value if kind else "",
            "ana": " ".join(f"#{kind_id(k)}" for k in reading.further),
            "cert": reading.cert,
            **emended_attributes(reading),
            "xml_id": reading.id if reading.id in meant.values() or is_named(reading) else "",
        }
        with self.out.element(name, attributes):
            write_signed(self.out, reading, self._runs)

    def lacking_lemma(self, base: Siglum, omitting: Sequence[Siglum], lacunose: Sequence[Siglum]) -> None:
        """The lemma where the base has no words: an empty one for an omission, a gap for a lacuna."""
        if base in omitting:
            self.out.empty("lem", {"wit": self.names.pointers(omitting), "type": ReadingKind.OMISSION.value})
            return
        self._lost_lemma([s for s in lacunose if s not in self.names.fragments])

    def _lost_lemma(self, sigla: Sequence[Siglum]) -> None:
        with self.out.element("lem", {"wit": self.names.pointers(sigla), "type": ReadingKind.LACUNA.value}):
            self.out.empty("gap", {"reason": "lost"})

    def others_lacking(
        self, base: Siglum, omitting: Sequence[Siglum], lacunose: Sequence[Siglum], notes: Sequence[NotePlace]
    ) -> None:
        """The witnesses without words that the lemma of `lacking_lemma` does not name."""
        self._in_notes(notes)
        if base in omitting:
            self.lacuna(lacunose)
            return
        self._omitting(omitting)
        self.lacuna([s for s in lacunose if s in self.names.fragments])

    def _in_notes(self, notes: Sequence[NotePlace]) -> None:
        """Witnesses that have the words in a note: at another place, to which `corresp` points."""
        if notes:
            attributes = {
                "wit": self.names.pointers([siglum for siglum, _ in notes]),
                "type": ReadingKind.TRANSPOSITION.value,
                "corresp": " ".join(f"#{self.names.note_ids[place]}" for place in notes),
            }
            self.out.empty("rdg", attributes)

    def _omitting(self, sigla: Sequence[Siglum]) -> None:
        if sigla:
            self.out.empty("rdg", {"wit": self.names.pointers(sigla), "type": ReadingKind.OMISSION.value})

    def lacuna(self, sigla: Sequence[Siglum]) -> None:
        """Witnesses without words at a place that omit nothing: fragments, excerpts, and those that lost the words."""
        for reason in ("fragment", "excerpt", "lost"):
            silent = [s for s in sigla if self._reason(s) == reason]
            if silent:
                with self.out.element("rdg", {"wit": self.names.pointers(silent), "type": ReadingKind.LACUNA.value}):
                    self.out.empty("gap", {"reason": reason})

    def _reason(self, siglum: Siglum) -> str:
        if siglum in self.names.excerpts:
            return "excerpt"
        return "fragment" if siglum in self.names.fragments else "lost"

    # -- words

    def _runs(self, runs: Iterable[Run]) -> None:
        for run in runs:
            self._events(run.events)
            self._words(run, sorted(run.spans, key=lambda s: (s.start, -s.end)), 0, len(run.text))

    def _words(self, run: Run, spans: Sequence[Span], start: int, end: int) -> None:
        """The text [start, end) of a run with its spans as elements; spans may nest."""
        at, i = start, 0
        while i < len(spans):
            outer, j = spans[i], i + 1
            while j < len(spans) and spans[j].end <= outer.end:
                j += 1
            self.out.text(run.text[at : outer.start])
            with self._mark(run, outer):
                self._words(run, spans[i + 1 : j], outer.start, outer.end)
            at, i = outer.end, j
        self.out.text(run.text[at:end])

    def _mark(self, run: Run, span: Span) -> AbstractContextManager[object]:
        mark = self.marks[run.siglum][span.number]
        if not isinstance(mark, Node):
            return self.out.element(mark.kind.value, mark_attributes(mark, "registers/", span.id))
        source = {"source": self.names.pointers(span.sigla)}
        if mark.kind is not Kind.CHOICE:
            return self.out.element(ELEMENTS[mark.kind], {**part_attributes(mark), **source})
        is_continued = (run.siglum, span.number) in self.begun
        self.begun.add((run.siglum, span.number))
        return choice_of(self.out, mark, source, is_continued)

    # -- events

    def _events(self, events: Sequence[Event]) -> None:
        """Milestones and anchors; what happens alike in several witnesses is one milestone."""
        for group in merge_events(events):
            event, witnesses = group[0], self.names.pointers([event.siglum for event in group])
            match event.unit:
                case "first" | "last":
                    self.out.empty("anchor", {"xml_id": f"{self.names.moves[event.detail]}-{event.unit}"})
                case "noteMark":
                    self._note_mark(event)
                case "lost":
                    self.out.empty("gap", {"xml_id": event.id, **LOST, "source": witnesses})
                case "moved":
                    move = self.names.moves[event.detail]
                    place = {"xml_id": f"{move}-place", "unit": "moved", "ed": witnesses, "corresp": f"#{move}"}
                    self.out.empty("milestone", place)
                case "lb" | "cb" | "pb":
                    n, _, facs = event.detail.partition("\t")
                    self.out.empty(event.unit, {"ed": witnesses, **break_attributes(n, facs)})
                case unit:
                    self.out.empty("milestone", {"unit": unit, "ed": witnesses, "n": event.detail})

    def _note_mark(self, event: Event) -> None:
        label, note = self.names.notes[event.siglum, event.detail]
        if note:
            self.names.marks_of.setdefault(note, []).append(event.id)
        corresp = f"#{note}" if note else ""
        attributes = {"unit": "noteMark", "ed": self.names.pointers([event.siglum]), "n": label, "corresp": corresp}
        self.out.empty("milestone", {"xml_id": event.id, **attributes})


def meant_by(unit: VariationUnit) -> Mapping[Siglum, str]:
    """By witness, the id of the reading that a note of the editor's is on."""
    readings = (unit.lemma, *unit.readings)
    return {one.siglum: r.id for one in unit.remarks for r in readings if one.siglum in r.witnesses}


def app_attributes(unit: VariationUnit | Passage | BlockUnit) -> Mapping[str, str]:
    """The attributes of an `app`."""
    resp = unit.resp if isinstance(unit, VariationUnit) else ""
    rend = "" if isinstance(unit, BlockUnit) else unit.shown.value
    return {
        "xml_id": unit.id,
        "type": unit_type(unit),
        "loc": unit.loc,
        "rend": rend,
        "resp": f"#{resp}" if resp else "",
    }
