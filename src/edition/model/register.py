"""Registers: what the editor knows about whom and what the texts name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from edition.model.kinds import EntryKind
from edition.model.mention import DateValue


def kind_of(name: str) -> EntryKind | None:
    """The kind of the entry that has an id, by its beginning; None for no id of ours."""
    return next((kind for kind in EntryKind if name.startswith(f"{kind.prefix}-")), None)


def entry_id(kind: EntryKind, words: str, used: set[str]) -> str:
    """An id made of words in plain letters, such as `pers-broue`; none of those used, to which it is added."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = f"{kind.prefix}-{re.sub(r'[^a-z0-9]+', '-', letters).strip('-') or 'name'}"
    name, number = base, 2
    while name in used:
        name, number = f"{base}-{number}", number + 1
    used.add(name)
    return name


_OF_WITNESSES = "tei-"


def transcribed_id(kind: EntryKind, name: str) -> str:
    """The id of an entry of a transcription that no register of the edition has.

    >>> transcribed_id(EntryKind.PERSON, "aw")
    'pers-tei-aw'
    """
    return f"{kind.prefix}-{_OF_WITNESSES}{name}"


def is_transcribed(name: str) -> bool:
    """Whether an id is that of an entry of a transcription."""
    return name.partition("-")[2].startswith(_OF_WITNESSES)


#: The kind of a form that names an entry to readers only and stands in no text.
LABEL = "label"
#: The kind of a form that is the stem of a name that bends, and stands in no text.
STEM = "stem"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: the ids of witnesses, and whether it is known from outside the witnesses, too.

    What names no source is the editors' own knowledge and hence from outside.
    """

    witnesses: tuple[str, ...] = ()
    outside: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which an entry is named.

    `kind`: main, spelling, inverted, initials, misspelling, translation, short … (TEI @type, free); `label` stands in
    no text. `cue`: words of which one must stand near for the form to count (a form that is also a common word, or
    belongs to several entries). `never`: words of which none may stand near. `surname`: the part that may stand alone
    for a person. `lang`: language of the form where it is not the text's.
    """

    text: str
    kind: str = "main"
    cue: tuple[str, ...] = ()
    surname: str = ""
    lang: str = ""
    never: tuple[str, ...] = ()
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of an entry: its kind (birth, date, fate, author, wikidata, place …), words, value, and who says it.

    `ref` is the id of another entry, or "". `is_quotation`: the words stand so in the witnesses that are its source.
    """

    kind: str
    words: str
    value: DateValue | None = None
    ref: str = ""
    source: Source = Source()
    is_quotation: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, place or other thing that has a register: id, forms (the first is its name), and what is said of it.

    `type` is the sort of event or work (trial, novel); `level` that of a title (m, a, j).
    """

    id: str
    kind: EntryKind
    forms: tuple[Form, ...]
    statements: tuple[Statement, ...] = ()
    level: str = ""
    type: str = ""

    def __post_init__(self) -> None:
        if not self.forms:
            raise ValueError(f"{self.id} has no name")

    @property
    def name(self) -> str:
        """The main form."""
        return self.forms[0].text

    def statements_of(self, kind: str) -> tuple[Statement, ...]:
        """The statements of a kind, in the order of the register."""
        return tuple(s for s in self.statements if s.kind == kind)


@dataclass(frozen=True, slots=True)
class Relation:
    """What entries are to others: each of `active` is `name` (defendantIn, judgeOf, memberOf …) each of `passive`."""

    name: str
    active: tuple[str, ...]
    passive: tuple[str, ...]
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Register:
    """All entries, by id, and their relations."""

    entries: dict[str, Entry] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry], relations: Iterable[Relation] = ()) -> "Register":
        """A register of these entries; ValueError when two share an id, or a relation names one that is not there."""
        by_id: dict[str, Entry] = {}
        for entry in entries:
            if entry.id in by_id:
                raise ValueError(f"two entries have the id {entry.id}; give one of them another")
            by_id[entry.id] = entry
        kept = tuple(relations)
        for relation in kept:
            for name in (*relation.active, *relation.passive):
                if name not in by_id:
                    raise ValueError(f"the relation {relation.name} names {name}, which is no entry")
        return cls(by_id, kept)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, ref: str) -> Entry | None:
        """The entry, or None."""
        return self.entries.get(ref)

    def related(self, ref: str) -> Iterator[tuple[str, str, Source]]:
        """(relation, other entry, source) for every relation in which an entry is active."""
        for relation in self.relations:
            if ref in relation.active:
                yield from ((relation.name, other, relation.source) for other in relation.passive)

    def participants(self, ref: str) -> Iterator[tuple[str, str, Source]]:
        """(relation, other entry, source) for every relation in which an entry is passive."""
        for relation in self.relations:
            if ref in relation.passive:
                yield from ((relation.name, other, relation.source) for other in relation.active)
