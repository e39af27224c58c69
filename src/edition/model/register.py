"""Registers: what the editor knows about persons, places, organisations, events and works."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class EntryKind(StrEnum):
    """The five registers; the value is the file's name in `tei/registers/`."""

    PERSON = "persons"
    PLACE = "places"
    ORGANISATION = "organisations"
    EVENT = "events"
    WORK = "works"


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which an entry is named.

    `kind`: main, spelling, inverted, initials, misspelling, translation, short … (TEI @type, free). `cue`: words of
    which one must stand near for the form to count (a form that is also a common word, or belongs to several entries).
    `never`: words of which none may stand near. `surname`: the part that may stand alone for a person. `lang`:
    language of the form where it is not the text's.
    """

    text: str
    kind: str = "main"
    cue: tuple[str, ...] = ()
    surname: str = ""
    lang: str = ""
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, place, organisation, event or work: id, forms (the first is its name), and its facts as pairs."""

    id: str
    kind: EntryKind
    forms: tuple[Form, ...]
    facts: tuple[tuple[str, str], ...] = ()  # birth, death, role, trial, sentence, wikidata, coordinates, when …
    level: str = ""  # of a work

    def __post_init__(self) -> None:
        if not self.forms:
            raise ValueError(f"{self.id} has no name")

    @property
    def name(self) -> str:
        """The main form."""
        return self.forms[0].text


@dataclass(frozen=True, slots=True)
class Register:
    """All entries, by id."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Register":
        """A register of these entries; ValueError when two share an id."""
        by_id: dict[str, Entry] = {}
        for entry in entries:
            if entry.id in by_id:
                raise ValueError(f"two entries have the id {entry.id}")
            by_id[entry.id] = entry
        return cls(by_id)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, ref: str) -> Entry | None:
        """The entry, or None."""
        return self.entries.get(ref)
