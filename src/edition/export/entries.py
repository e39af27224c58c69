"""What exports say of a register entry: life dates, coordinates, authority files, an event's date and place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edition.export.source import ExportSource
from edition.model import DateValue, Entry, EntryKind, Statement
from edition.model.identifiers import AUTHORITIES

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """Known facts; "" or None where nothing is. `coordinates` are latitude and longitude in degrees (WGS 84)."""

    birth: str = ""
    death: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)  # wikidata, gnd, viaf, geonames, ISBN … -> number
    coordinates: tuple[float, float] | None = None
    date: DateValue | None = None
    places: tuple[str, ...] = ()  # ids of entries

    @property
    def same_as(self) -> tuple[str, ...]:
        """The addresses of the entry in authority files."""
        return tuple(
            authority.address.format("".join(self.identifiers[name].split()))
            for name, authority in AUTHORITIES.items()
            if name in self.identifiers
        )


def facts(entry: Entry) -> Facts:
    """The facts of an entry: the first statement of a kind that has a value."""
    birth, death, date = (_value(entry, kind) for kind in ("birth", "death", "date"))
    numbers = {s.kind: s.words for s in entry.statements if s.kind in (*AUTHORITIES, "ISBN") and s.words}
    places = tuple(dict.fromkeys(s.ref for s in entry.statements_of("place") if s.ref))
    known = dict(reversed(numbers.items()))
    return Facts(birth.iso if birth else "", death.iso if death else "", known, _coordinates(entry), date, places)


def _value(entry: Entry, kind: str) -> DateValue | None:
    return next((s.value for s in entry.statements_of(kind) if s.value), None)


def _coordinates(entry: Entry) -> tuple[float, float] | None:
    for statement in entry.statements:
        numbers = _NUMBER.findall(statement.words) if statement.kind in ("location", "coordinates", "geo") else []
        if len(numbers) == 2:
            return float(numbers[0]), float(numbers[1])
    return None


def of_kind(source: ExportSource, kind: EntryKind) -> Iterator[Entry]:
    """The entries of one register, in its order."""
    return (entry for entry in source.register if entry.kind is kind)


def forms_of(entry: Entry) -> str:
    """The other forms of its name, as one cell."""
    return "; ".join(form.text for form in entry.forms[1:])


def address(source: ExportSource, entry: Entry) -> str:
    """Where the site speaks of an entry: an absolute address when the edition has one, else relative to the site."""
    page = f"{entry.kind.value}.html#{entry.id}"
    return f"{source.about.url.rstrip('/')}/{page}" if source.about.url else page


def witnesses_of(statement: Statement) -> tuple[str, ...]:
    """The ids of the witnesses that state something."""
    return statement.source.witnesses


def mention_counts(source: ExportSource) -> Mapping[str, int]:
    """Of each entry that is named how often it is named, in all texts."""
    counts: dict[str, int] = {}
    for mark in (mark for text in source.texts for mark in text.marks if mark.ref):
        counts[mark.ref] = counts.get(mark.ref, 0) + 1
    return counts
