"""The apparatus: the edition's text as agreements and variation units, in the blocks of the base."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from edition.model.conjecture import Idea, Sign, SignKind
from edition.model.printed_words import Agreement, Event, NotePlace, Places, Run, says_something
from edition.model.remark import Remark
from edition.model.seed import Siglum
from edition.model.shared_passages import Reuse


class ReadingKind(StrEnum):
    """How a reading departs from the lemma: the first that applies (docs/design.md §4)."""

    PUNCTUATION = "punctuation"
    CAPITALISATION = "capitalisation"
    SPELLING = "spelling"
    DATE_FORM = "dateForm"
    NAME_FORM = "nameForm"
    FACTUAL = "factual"
    WORD_ORDER = "wordOrder"
    MORPHOLOGICAL = "morphological"  # another form of the same word, by its lemma
    ADDITION = "addition"
    OMISSION = "om"
    SUBSTITUTION = "substitution"
    TRANSPOSITION = "transposition"
    BLOCK = "block"
    LACUNA = "lac"
    CONJECTURE = "conjecture"  # what no witness has


#: Kinds that say how the same words are written.
WRITING = frozenset({ReadingKind.PUNCTUATION, ReadingKind.CAPITALISATION, ReadingKind.SPELLING})
ACCIDENTAL = WRITING | {ReadingKind.DATE_FORM}
#: How much a reading matters, where the editor decides it.
SUBSTANTIVE_WEIGHT, ACCIDENTAL_WEIGHT = "substantive", "accidental"


class Doubt(StrEnum):
    """Why it is uncertain that a witness has a reading."""

    UNCLEAR = "unclear"  # its letters can hardly be read
    SUPPLIED = "supplied"  # its letters are lost, and an editor supplied them


class ShownIn(StrEnum):
    """Where an entry is shown; its value is `rend` of the entry in TEI."""

    ALL = ""
    SITE = "site"
    PRINT = "print"
    NONE = "none"

    @classmethod
    def of(cls, *, in_print: bool, on_site: bool) -> "ShownIn":
        """The value for an entry that is shown, or not, in print and on the site."""
        if in_print:
            return cls.ALL if on_site else cls.PRINT
        return cls.SITE if on_site else cls.NONE


@dataclass(frozen=True, slots=True)
class Reading:
    """What some witnesses have at a place of variation. No text: an omission.

    `group`: readings of one unit with the same number are spellings of the same words. `is_lost`: of a lemma, that the
    base does not survive here. `notes`: of a reading without words, the notes of its witnesses that have them.
    `places`: where the words are in each of the witnesses. `doubts`: the witnesses of which it is uncertain. `cert`:
    how sure the kind is, "" for as good as certain. `resp`: the id of the editor who decided that it is the lemma, or
    of what kind it is; "" for a rule. `weight`: whether the editor holds it to be substantive or accidental, "" for
    what follows from its kind. `rule`: the decision that says so, by file and line. `is_grouped`: it stands in a group
    even alone. `idea`: of what no witness has, whose idea it is. `signs`: of a lemma, those of the editor's on its
    words, in their order.
    """

    witnesses: tuple[Siglum, ...]
    runs: tuple[Run, ...] = ()
    kind: ReadingKind | None = None  # None: this is the lemma
    further: tuple[ReadingKind, ...] = ()
    group: int = 0
    is_lost: bool = False
    notes: tuple[NotePlace, ...] = ()
    places: Places = field(default_factory=dict)
    doubts: tuple[tuple[Siglum, Doubt], ...] = ()
    id: str = ""
    cert: str = ""
    resp: str = ""
    weight: str = ""
    rule: str = ""
    is_grouped: bool = False
    idea: Idea | None = None
    signs: tuple[Sign, ...] = ()

    @property
    def bearers(self) -> str:
        """The sigla of its witnesses; of what no witness has, whose idea it is."""
        return " ".join(self.witnesses) or (self.idea.words if self.idea else "")

    @property
    def text(self) -> str:
        """The words, with the white space between and after them."""
        return "".join(run.text for run in self.runs)

    @property
    def is_omission(self) -> bool:
        """Whether the witnesses lack the words."""
        return not (self.text or self.is_lost or self.notes or self.idea)


@dataclass(frozen=True, slots=True)
class VariationUnit:
    """One place of variation: the lemma and the readings that depart from it; `space` is what all share after it.

    `remarks`: what the editor notes on it. `resp`, `rule`: who decided its bounds, and by which decision. `shown`:
    where it is shown. `decided`: what else the editor decided of it, in words, and by which decisions. `is_agreed`: all
    agree on it, and it is a unit until conjectures and signs are put on it.
    """

    lemma: Reading
    readings: tuple[Reading, ...]
    lacunose: tuple[Siglum, ...] = ()
    space: str = ""
    events: tuple[Event, ...] = ()  # before the unit
    id: str = ""
    loc: str = ""  # by what it is cited: the verse or other reference; nothing in a text without
    remarks: tuple[Remark, ...] = ()
    resp: str = ""
    rule: str = ""
    shown: ShownIn = ShownIn.ALL
    decided: tuple[tuple[str, str], ...] = ()
    is_agreed: bool = False
    style: str = ""  # whether it names the witnesses of its lemma, where the editor decided that of it

    def __post_init__(self) -> None:
        _once([*self.lacunose, *(s for r in (self.lemma, *self.readings) for s in r.witnesses)])

    @property
    def is_accidental(self) -> bool:
        """Whether the readings differ in marks, case and spelling alone."""
        is_lacuna = any(sign.kind is SignKind.LACUNA for sign in self.lemma.signs)
        return bool(self.readings) and not is_lacuna and all(map(self.differs_in_writing, self.readings))

    def differs_in_writing(self, reading: Reading) -> bool:
        """Whether a reading departs from the lemma in marks, case and spelling alone, by the editor or by rule."""
        if reading.weight:
            return reading.weight == ACCIDENTAL_WEIGHT
        return reading.kind in ACCIDENTAL or not says_something(self.lemma.text + reading.text)

    @property
    def is_of_form(self) -> bool:
        """Whether the readings differ in forms of the same words, and in writing, alone."""
        kinds = {r.kind for r in self.readings if r.weight != ACCIDENTAL_WEIGHT}
        return (
            not any(r.weight == SUBSTANTIVE_WEIGHT for r in self.readings)
            and ReadingKind.MORPHOLOGICAL in kinds
            and kinds <= ACCIDENTAL | {ReadingKind.MORPHOLOGICAL}
        )

    @property
    def has_words(self) -> bool:
        """Whether a reading has letters or digits."""
        return any(says_something(r.text) for r in (self.lemma, *self.readings))

    @property
    def text(self) -> str:
        """The words of the lemma and the white space behind the unit."""
        return self.lemma.text + self.space

    def spellings(self) -> tuple[tuple[Reading, ...], ...]:
        """The readings in groups: those of one group are spellings of the same words."""
        groups: dict[int, list[Reading]] = {}
        for reading in self.readings:
            groups.setdefault(reading.group, []).append(reading)
        return tuple(map(tuple, groups.values()))

    def text_of(self, siglum: Siglum) -> str:
        """The words that a witness has here and the white space behind the unit; nothing for one that is silent."""
        found = next((r for r in (self.lemma, *self.readings) if siglum in r.witnesses), None)
        return found.text + self.space if found else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that `omitting` lack as a whole; those who have it (the first printed) are collated within it.

    `notes`: the notes in which witnesses have it instead. `places`: where it is in each witness that has it. `shown`,
    `decided`: as of a variation unit.
    """

    parts: tuple[Agreement | VariationUnit, ...]
    witnesses: tuple[Siglum, ...]
    omitting: tuple[Siglum, ...]
    lacunose: tuple[Siglum, ...] = ()
    events: tuple[Event, ...] = ()  # before the passage
    notes: tuple[NotePlace, ...] = ()
    places: Places = field(default_factory=dict)
    id: str = ""
    loc: str = ""
    remarks: tuple[Remark, ...] = ()
    shown: ShownIn = ShownIn.ALL
    decided: tuple[tuple[str, str], ...] = ()
    style: str = ""  # whether it names the witnesses of its lemma, where the editor decided that of it

    def __post_init__(self) -> None:
        _once([*self.witnesses, *self.omitting, *self.lacunose, *(siglum for siglum, _ in self.notes)])

    @property
    def text(self) -> str:
        """The words of the first witness."""
        return "".join(part.text for part in self.parts)

    def text_of(self, siglum: Siglum) -> str:
        """The words that a witness has here, with the white space between and after them."""
        return "".join(part.text_of(siglum) for part in self.parts) if siglum in self.witnesses else ""

    @property
    def has_words(self) -> bool:
        """Whether anything in it has letters or digits."""
        return any(part.has_words for part in self.parts)

    @property
    def is_accidental(self) -> bool:
        """Whether those who lack it lack marks alone."""
        return not self.has_words


Part = Agreement | VariationUnit | Passage


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the edition and what stands in it. `loc`: by what it is cited, `2.3`; `n`: its own number, `3`."""

    siglum: Siglum  # whose block it is: the base, or the leader of a block-sized reading
    number: int  # which block of that witness's reading text
    parts: tuple[Part, ...]
    places: Places = field(default_factory=dict)  # of every witness with words in it
    id: str = ""
    loc: str = ""
    n: str = ""

    @property
    def text(self) -> str:
        """The words of the witness whose block it is."""
        return "".join(part.text for part in self.parts)

    def text_of(self, siglum: Siglum) -> str:
        """The words that a witness has in it."""
        return "".join(part.text_of(siglum) for part in self.parts)

    @property
    def has_words(self) -> bool:
        """Whether any reading in it has letters or digits."""
        return any(part.has_words for part in self.parts)

    def units(self) -> "Iterator[VariationUnit | Passage]":
        """The variation units and passages of the block, those within a passage after it."""
        for part in self.parts:
            if isinstance(part, Passage):
                yield part
                yield from (inner for inner in part.parts if isinstance(inner, VariationUnit))
            elif isinstance(part, VariationUnit):
                yield part


@dataclass(frozen=True, slots=True)
class BlockUnit:
    """Whole blocks that `witnesses` have and the base lacks; `omitting` lack them, `lacunose` are silent here.

    `after` is the number of the base block that it follows (-1: before the first). `notes`: the notes in which
    witnesses have them instead. `container` is the id of the section or list of the edition it is placed in, or "".
    """

    blocks: tuple[Block, ...]
    witnesses: tuple[Siglum, ...]
    omitting: tuple[Siglum, ...]
    lacunose: tuple[Siglum, ...]
    after: int
    notes: tuple[NotePlace, ...] = ()
    container: str = ""
    id: str = ""
    loc: str = ""
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        _once([*self.witnesses, *self.omitting, *self.lacunose, *(siglum for siglum, _ in self.notes)])

    @property
    def places(self) -> Places:
        """Where the words are in each witness that has them."""
        return {s: tuple(p for b in self.blocks for p in b.places.get(s, ())) for s in self.witnesses}

    @property
    def is_accidental(self) -> bool:
        """Whether the blocks are marks alone, such as three stars between paragraphs."""
        return not any(block.has_words for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Transposition:
    """A passage that `siglum` has at another place; `number` is what the events name it by; `words` opens it."""

    number: int
    siglum: Siglum
    words: str
    length: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Blocks of the base and block-sized units, in the order of the base, the moves, and what fragments share."""

    sigla: tuple[Siglum, ...]
    base: Siglum
    fragments: tuple[Siglum, ...]
    blocks: tuple[Block | BlockUnit, ...]
    transpositions: tuple[Transposition, ...] = ()
    reuses: tuple[Reuse, ...] = ()

    def units(self) -> Iterator[VariationUnit | Passage | BlockUnit]:
        """All places of variation, nested ones after the unit that holds them."""
        for block in self.blocks:
            if isinstance(block, BlockUnit):
                yield block
                for inner in block.blocks:
                    yield from inner.units()
            else:
                yield from block.units()


def _once(sigla: list[Siglum]) -> None:
    if len(sigla) != len(set(sigla)):
        raise ValueError(f"a witness stands twice: {sigla}")
