"""The drafts of `edition suggest`: the table of all sightings, and links to authority files by tables of the editor."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.annotate.sightings import Sighting
from edition.annotate.suggest import Suggestions
from edition.annotate.suggesters import kind_named
from edition.errors import InputError
from edition.export.register_tables import read_table
from edition.model import Entry, EntryKind, Register, Seed, Siglum, Witness
from edition.model.finding import position_in
from edition.project.sources import read_input
from edition.tei.decode.same_entries import IDENTIFIERS

_COLUMNS = (
    "name", "count", "kind", "id", "near", "form", "witness", "place", "context", "rule", "confidence", "link",
)  # fmt: skip
_UNSORTED = "unsorted"


def suggestions_table(
    found: Suggestions, register: Register, near: Sequence[str], witnesses: Sequence[Witness]
) -> bytes:
    """Every sighting in its words, the commonest names first; at the end the forms that nothing sorts."""
    seeds = {w.siglum: w.seed for w in witnesses}

    def rows() -> Iterator[tuple[str, ...]]:
        yield _COLUMNS
        for cluster, entry, like in zip(found.clusters, register, near, strict=True):
            links = "; ".join(f"{s.kind} {s.words}" for s in entry.statements)
            head = (cluster.name, str(cluster.count), cluster.kind.value, entry.id, like)
            for form, seen in sorted(cluster.forms.items(), key=lambda f: (-len(f[1]), f[0])):
                yield from ((*head, form, *_cells(one, seeds), links) for one in seen)
        for form, seen in sorted(found.unsorted.items(), key=lambda f: (-len(f[1]), f[0])):
            head = (form, str(len(seen)), _UNSORTED, "", "")
            yield from ((*head, form, *_cells(one, seeds), "") for one in seen)

    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows()).encode("utf-8")


def _cells(one: Sighting, seeds: Mapping[Siglum, Seed]) -> tuple[str, ...]:
    place = position_in(seeds[one.siglum].path, seeds[one.siglum].text, one.start)
    context = f"{one.before}[{one.words}]{one.after}"
    return (one.siglum, f"{place.line}:{place.column}", context, one.why, one.cert)


@dataclass(frozen=True, slots=True)
class Authorities:
    """The rows of the editor's tables by kind and name; a name of two rows means neither."""

    rows: Mapping[tuple[EntryKind, str], tuple[Entry, ...]] = field(default_factory=dict)

    def link(self, register: Register) -> Register:
        """The entries with the identifiers of the one row that bears a name of theirs."""
        return Register.of(self._linked(entry) for entry in register)

    def _linked(self, entry: Entry) -> Entry:
        found = {row.id: row for form in entry.forms for row in self.rows.get((entry.kind, _key(form.text)), ())}
        if len(found) != 1:
            return entry
        (row,) = found.values()
        links = tuple(s for s in row.statements if s.kind in IDENTIFIERS)
        return replace(entry, statements=(*entry.statements, *links))


def read_authorities(paths: Sequence[Path]) -> Authorities:
    """The tables of the editor. The kind of a row is told by its id, or by the name of the file (`persons.csv`).

    InputError for a table without identifiers, and for an identifier with blanks.
    """
    rows: dict[tuple[EntryKind, str], list[Entry]] = {}
    number = 0
    for path in paths:
        kind = kind_named(re.split(r"[-_. ]", path.stem)[0])
        entries = read_table(read_input(path), str(path), kind, "call the file persons.csv, places.csv …")
        _check_links(entries, str(path))
        for entry in entries:
            number += 1
            row = replace(entry, id=f"{number}")
            for name in dict.fromkeys(_key(form.text) for form in entry.forms):
                rows.setdefault((entry.kind, name), []).append(row)
    return Authorities({key: tuple(several) for key, several in rows.items()})


def _check_links(entries: Sequence[Entry], path: str) -> None:
    links = [(entry, s) for entry in entries for s in entry.statements if s.kind in IDENTIFIERS]
    if not links:
        raise InputError(f"{path}: has no identifier; fill a column wikidata, gnd, viaf or geonames")
    for entry, link in links:
        if " " in link.words:
            raise InputError(f"{path}: {entry.name}: {link.kind} {link.words!r} is no identifier: it has blanks")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
