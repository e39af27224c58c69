"""The variation units of an edition as a list: who reads what, who omits it, who is not extant.

The three kinds of units (a place in a block, a passage that some lack, whole blocks that the base lacks)
look the same here: a lemma, readings, and witnesses that are not extant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edition.model.apparatus import (
    Apparatus,
    Block,
    BlockUnit,
    Passage,
    Reading,
    ReadingKind,
    VariationUnit,
)
from edition.model.identify import Identified
from edition.model.layout import Container, PlacedBlock, PlacedUnit, walk
from edition.model.printed_words import Places
from edition.model.seed import Siglum

#: The type of a lemma that no witness has.
EMENDATION = "emendation"
SUBSTANTIVE, ACCIDENTAL, FORM = "substantive", "accidental", "form"


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What some witnesses have at a unit. No text: an omission, or words that stand in a note of the witness.

    Readings of one `group` are spellings of the same words. `type` is the first kind of departure from the lemma that
    applies, "" for a lemma with words. `places`: where the words are in the text of each witness.
    """

    text: str
    witnesses: tuple[Siglum, ...]
    type: str
    group: int
    is_lemma: bool = False
    id: str = ""
    places: Places = field(default_factory=dict)
    own: Mapping[Siglum, str] = field(default_factory=dict)  # of a passage: the words of each witness
    source: str = ""  # of what no witness has: whose idea it is

    def text_of(self, siglum: Siglum) -> str:
        """The words of one of the witnesses; in a passage witnesses may differ from each other."""
        return self.own.get(siglum, self.text)

    @property
    def kind(self) -> str:
        """The same as `type`; "lemma" for the lemma."""
        return self.type or "lemma"

    def span(self, siglum: Siglum) -> tuple[int, int] | None:
        """Where the words of a witness begin and end in its text, in code points; None where it has no words."""
        places = self.places.get(siglum, ())
        return (min(start for start, _ in places), max(end for _, end in places)) if places else None


@dataclass(frozen=True, slots=True)
class Unit:
    """A variation unit. `block`: the id of the block it is in.

    A nested unit names only the witnesses that have the passage around it; `within` is the id of that passage's unit,
    or "". A witness that is not extant at the passage is not extant at the nested unit.
    """

    id: str
    type: str
    block: str
    readings: tuple[UnitReading, ...]  # the lemma first
    lacunose: tuple[Siglum, ...] = ()
    within: str = ""

    @property
    def lemma(self) -> UnitReading:
        """The reading that the edition prints; without text where the base lacks the words."""
        return self.readings[0]

    @property
    def groups(self) -> Mapping[Siglum, int]:
        """Of each witness that has or omits the words, the number of its reading; spellings of one reading share it."""
        return {s: reading.group for reading in self.readings for s in reading.witnesses}

    @property
    def witnesses(self) -> tuple[Siglum, ...]:
        """The witnesses that have or omit the words."""
        return tuple(s for reading in self.readings for s in reading.witnesses)

    def __getitem__(self, siglum: Siglum) -> UnitReading:
        """The reading of a witness. KeyError for one that is not extant here."""
        found = next((reading for reading in self.readings if siglum in reading.witnesses), None)
        if found is None:
            raise KeyError(siglum)
        return found

    def __contains__(self, siglum: object) -> bool:
        return any(siglum in reading.witnesses for reading in self.readings)


def units_of(edition: Identified) -> tuple[Unit, ...]:
    """All variation units in the order of the edition, nested ones after the unit that they are in.

    The sigla of each reading are in the order of the apparatus's list of witnesses, as collation has sorted them.
    """
    return tuple(_Units(edition.apparatus).all(edition))


class _Units:
    def __init__(self, apparatus: Apparatus) -> None:
        self.rank = {siglum: number for number, siglum in enumerate(apparatus.sigla)}
        self.base = apparatus.base
        self.fragments = frozenset(apparatus.fragments)

    def all(self, edition: Identified) -> Iterator[Unit]:
        around: dict[str, tuple[str, tuple[Siglum, ...]]] = {}  # id of a block -> the unit around it, who is silent
        for part in walk(edition.layout.parts):
            match part:
                case PlacedUnit():
                    unit = self.block_unit(part.unit)
                    around |= {block.id: (unit.id, unit.lacunose) for block in part.unit.blocks}
                    yield unit
                case PlacedBlock():
                    yield from self.in_block(part.block, *around.get(part.block.id, ("", ())))
                case Container():
                    pass

    def in_block(self, block: Block, within: str, silent: Sequence[Siglum]) -> Iterator[Unit]:
        for part in block.parts:
            if isinstance(part, Passage):
                unit = self.passage(part, block.id, within, silent)
                yield unit
                inner = (p for p in part.parts if isinstance(p, VariationUnit))
                yield from (self.unit(p, block.id, unit.id, part.lacunose) for p in inner)
            elif isinstance(part, VariationUnit):
                yield self.unit(part, block.id, within, silent)

    def silent(self, given: Sequence[Siglum]) -> tuple[Siglum, ...]:
        """Fragments, which do not run, before witnesses that have lost the words."""
        return tuple(sorted(given, key=lambda s: (s not in self.fragments, self.rank[s])))

    def unit(self, unit: VariationUnit, block: str, within: str, outer: Sequence[Siglum]) -> Unit:
        made: list[UnitReading] = []
        lost = unit.lemma.witnesses if unit.lemma.is_lost else ()
        groups = ([unit.lemma] if not lost else [], *unit.spellings())
        for number, group in enumerate(g for g in groups if g):
            made += [self.reading(r, number, r is unit.lemma) for r in group]
        silent = (*lost, *self.silent(unit.lacunose), *outer)
        return Unit(unit.id, unit_type(unit), block, tuple(made), silent, within)

    def reading(self, reading: Reading, group: int, is_lemma: bool) -> UnitReading:
        kind = ReadingKind.OMISSION if reading.is_omission else reading.kind
        words = " ".join(reading.text.split())
        name = kind.value if kind else "" if reading.witnesses else EMENDATION
        source = reading.idea.words if reading.idea else ""
        return UnitReading(words, reading.witnesses, name, group, is_lemma, reading.id, reading.places, source=source)

    def passage(self, passage: Passage, block: str, within: str, outer: Sequence[Siglum]) -> Unit:
        words = " ".join(passage.text.split())
        own = {s: " ".join(passage.text_of(s).split()) for s in passage.witnesses}
        lemma = UnitReading(words, passage.witnesses, "", 0, True, passage.id, passage.places, own)
        readings = [lemma, *self.lacking(passage.omitting, 1)]
        readings += self.in_notes(passage, len(readings))
        silent = (*self.silent(passage.lacunose), *outer)
        return Unit(passage.id, unit_type(passage), block, tuple(readings), silent, within)

    def block_unit(self, unit: BlockUnit) -> Unit:
        words = " ".join(" ".join(block.text for block in unit.blocks).split())
        base_lacks = self.base in unit.omitting
        readings = list(self.lacking(unit.omitting, 0, True)) if base_lacks else []
        kind = ReadingKind.BLOCK.value
        own = {s: " ".join(" ".join(b.text_of(s) for b in unit.blocks).split()) for s in unit.witnesses}
        readings.append(UnitReading(words, unit.witnesses, kind, len(readings), False, unit.id,
                                    unit.places, own))  # fmt: skip
        readings += self.in_notes(unit, len(readings))
        if base_lacks:
            silent = self.silent(unit.lacunose)
        else:
            readings += self.lacking(unit.omitting, len(readings))
            silent = tuple(sorted(unit.lacunose, key=lambda s: (s in self.fragments, self.rank[s])))
        return Unit(unit.id, unit_type(unit), unit.container, tuple(readings), silent)

    def lacking(self, sigla: Sequence[Siglum], group: int, is_lemma: bool = False) -> Iterator[UnitReading]:
        if sigla:
            yield UnitReading("", tuple(sigla), ReadingKind.OMISSION.value, group, is_lemma)

    def in_notes(self, unit: Passage | BlockUnit, group: int) -> Iterator[UnitReading]:
        if unit.notes:
            yield UnitReading("", tuple(s for s, _ in unit.notes), ReadingKind.TRANSPOSITION.value, group)


def unit_type(unit: VariationUnit | Passage | BlockUnit) -> str:
    """`accidental` where witnesses differ in writing alone, `form` where also in forms of words, else `substantive`."""
    if isinstance(unit, VariationUnit) and unit.is_of_form:
        return FORM
    return ACCIDENTAL if unit.is_accidental else SUBSTANTIVE
