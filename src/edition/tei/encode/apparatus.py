"""What stands inside a block of the edition: `app`, `lem`, `rdg`, milestones (parallel segmentation, TEI P5 ch. 12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.model import (
    Agreement,
    Block,
    BlockUnit,
    Event,
    Mention,
    Node,
    Part,
    Passage,
    Reading,
    Run,
    Siglum,
    Span,
    VariationUnit,
)
from edition.model.apparatus import NotePlace, ReadingKind
from edition.model.ids import Ids
from edition.tei.encode.header import kind_id
from edition.tei.encode.marks import LOST, mark_attributes
from edition.xml.writer import Writer

_NEAR = 24  # characters on each side that make an id's context
Marks = Mapping[Siglum, Sequence[Mention | Node]]


@dataclass(slots=True)
class Names:
    """The ids that several parts of the edition share."""

    witnesses: Mapping[Siglum, str]
    moves: Mapping[str, str]  # number of a move -> its id
    notes: Mapping[
        tuple[Siglum, str], tuple[str, str]
    ]  # (siglum, number of a note mark) -> (its label, id of its note)
    ids: Ids = field(default_factory=Ids)
    marks_of: dict[str, list[str]] = field(default_factory=dict)  # id of a note -> ids of its marks
    fragments: frozenset[Siglum] = frozenset()
    note_ids: Mapping[NotePlace, str] = field(default_factory=dict)  # a note of a witness -> its id

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

    def parts(self, block: Block) -> None:
        """The agreements and units of a block, in order."""
        self._parts(block.parts)

    def _parts(self, parts: Sequence[Part]) -> None:
        whole, at = "".join(part.text for part in parts), 0
        for part in parts:
            end = at + len(part.text)
            before, after = whole[max(0, at - _NEAR) : at], whole[end : end + _NEAR]
            match part:
                case Agreement():
                    self._runs(part.runs)
                case VariationUnit():
                    self._unit(part, before, after)
                case Passage():
                    self._passage(part, before, after)
            at = end

    def _passage(self, passage: Passage, before: str, after: str) -> None:
        """A passage that some witnesses lack: the lemma holds the places where the others differ."""
        self._events(passage.events)
        with self.out.element("app", self.passage_attributes(passage, before, after)):
            with self.out.element("lem", {"wit": self.names.pointers(passage.witnesses)}):
                self._parts(passage.parts)
            self._lacking(passage)

    def passage_attributes(self, passage: Passage, before: str, after: str) -> Mapping[str, str]:
        """The attributes of the `app` of a passage."""
        return {"xml_id": self.names.ids.make("app", passage.text, before, after), "type": weight(passage)}

    def _lacking(self, passage: Passage) -> None:
        self._omitting(passage.omitting)
        self._in_notes(passage.notes)
        self.lacuna(passage.lacunose)

    def _unit(self, unit: VariationUnit, before: str, after: str) -> None:
        self._events(unit.events)
        with self.out.element("app", self.unit_attributes(unit, before, after)):
            self._reading("lem", unit.lemma)
            self._readings(unit)
        self.out.text(unit.space)

    def unit_attributes(self, unit: VariationUnit, before: str, after: str) -> Mapping[str, str]:
        """The attributes of the `app` of a place of variation."""
        words = unit.lemma.text or "|".join(r.text for r in unit.readings)
        return {"xml_id": self.names.ids.make("app", words, before, after), "type": weight(unit)}

    def _readings(self, unit: VariationUnit) -> None:
        for group in _spellings(unit.readings):
            if len(group) > 1:
                with self.out.element("rdgGrp", {"type": "spelling"}):
                    for reading in group:
                        self._reading("rdg", reading)
            else:
                self._reading("rdg", group[0])
        self.lacuna(unit.lacunose)

    def _reading(self, name: str, reading: Reading) -> None:
        if reading.is_lost:
            self._lost_lemma(reading.witnesses)
            return
        if reading.notes:
            self._in_notes(reading.notes)
            return
        kind = ReadingKind.OMISSION if reading.is_omission else reading.kind
        attributes = {
            "wit": self.names.pointers(reading.witnesses),
            "type": kind.value if kind else "",
            "ana": " ".join(f"#{kind_id(k)}" for k in reading.further),
        }
        with self.out.element(name, attributes):
            self._runs(reading.runs)

    def block_unit(self, unit: BlockUnit, words: str) -> Mapping[str, str]:
        """The attributes of the `app` around whole blocks."""
        return {"xml_id": self.names.ids.make("app", words), "type": weight(unit)}

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
        """Witnesses that do not survive at a place, which is no omission: fragments, and those that lost the words."""
        for reason in ("fragment", "lost"):
            silent = [s for s in sigla if (s in self.names.fragments) == (reason == "fragment")]
            if silent:
                with self.out.element("rdg", {"wit": self.names.pointers(silent), "type": ReadingKind.LACUNA.value}):
                    self.out.empty("gap", {"reason": reason})

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
            self.out.start(*self._mark(run, outer))
            self._words(run, spans[i + 1 : j], outer.start, outer.end)
            self.out.end()
            at, i = outer.end, j
        self.out.text(run.text[at:end])

    def _mark(self, run: Run, span: Span) -> tuple[str, Mapping[str, str]]:
        mark = self.marks[run.siglum][span.number]
        if isinstance(mark, Node):
            return "foreign", {"xml_lang": mark.get("lang")}
        before, after = run.text[max(0, span.start - _NEAR) : span.start], run.text[span.end : span.end + _NEAR]
        name = self.names.ids.make("m", run.text[span.start : span.end], before, after)
        return mark.kind.value, mark_attributes(mark, "registers/", name)

    # -- events

    def _events(self, events: Sequence[Event]) -> None:
        """Milestones and anchors; what happens alike in several witnesses is one milestone."""
        for unit, detail, sigla in _merged(events):
            if unit in ("first", "last"):
                self.out.empty("anchor", {"xml_id": f"{self.names.moves[detail]}-{unit}"})
            elif unit == "noteMark":
                self._note_mark(sigla[0], detail)
            elif unit == "lost":
                name = self.names.ids.make("gap", f"{' '.join(sigla)} {detail}")
                self.out.empty("gap", {"xml_id": name, **LOST, "source": self.names.pointers(sigla)})
            elif unit == "moved":
                move = self.names.moves[detail]
                here = {
                    "xml_id": f"{move}-place",
                    "unit": unit,
                    "ed": self.names.pointers(sigla),
                    "corresp": f"#{move}",
                }
                self.out.empty("milestone", here)
            else:
                self.out.empty("milestone", {"unit": unit, "ed": self.names.pointers(sigla), "n": detail})

    def _note_mark(self, siglum: Siglum, detail: str) -> None:
        label, note = self.names.notes[siglum, detail]
        name = self.names.ids.make("ref", f"{siglum} {label} {detail}")
        if note:
            self.names.marks_of.setdefault(note, []).append(name)
        ed = self.names.pointers([siglum])
        attributes = {"xml_id": name, "unit": "noteMark", "ed": ed, "n": label, "corresp": f"#{note}" if note else ""}
        self.out.empty("milestone", attributes)


def weight(unit: VariationUnit | Passage | BlockUnit) -> str:
    """How much a place of variation matters, as the apparatus says it."""
    return "accidental" if unit.is_accidental else "substantive"


def _merged(events: Sequence[Event]) -> list[tuple[str, str, list[Siglum]]]:
    """Like events of several witnesses as one, as long as no witness's own events change their order."""
    made: list[tuple[str, str, list[Siglum]]] = []
    for event in events:
        for i in range(len(made) - 1, -1, -1):
            unit, detail, sigla = made[i]
            if event.siglum in sigla:
                made.append((event.unit, event.detail, [event.siglum]))
                break
            if (unit, detail) == (event.unit, event.detail) and unit not in ("noteMark", "first", "last", "moved"):
                sigla.append(event.siglum)
                break
        else:
            made.append((event.unit, event.detail, [event.siglum]))
    return made


def _spellings(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings that are spellings of the same words stand together."""
    groups: dict[int, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.group, []).append(reading)
    return list(groups.values())
