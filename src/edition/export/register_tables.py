"""Registers as tables and back: one row an entry, as OpenRefine opens, reconciles and writes them.

Columns: `id`, `name`, `surname`, `forms` (others, parted by `|`), `birth`, `death`, `wikidata`, `gnd`, `viaf`,
`geonames`, `coordinates`, `level`, `type`, and those of further authority files (`orcid`, `doi` …) in which an entry
has a number. On the way back `id` and `name` are enough, columns may stand in any order, and a column that is none of
these is refused by name.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from edition.errors import InputError
from edition.export.csv_cells import Figures, written
from edition.model import DateValue, Entry, EntryKind, Form, Statement
from edition.model.identifiers import AUTHORITIES, identifier
from edition.model.register import kind_of
from edition.project.csv_files import read_rows

COLUMNS = (
    "id", "name", "surname", "forms", "birth", "death", "wikidata", "gnd", "viaf", "geonames", "coordinates", "level",
    "type",
)  # fmt: skip
_FURTHER = tuple(name for name in AUTHORITIES if name not in COLUMNS)  # columns where an entry has such a number
_KNOWN = (*COLUMNS, *_FURTHER)
_IN_FIGURES = ("birth", "death", "coordinates")
_PARTING = "|"
_ZIP = b"PK\x03\x04"
_DATE = re.compile(r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?")


def register_table(entries: Sequence[Entry], facts: Mapping[str, Mapping[str, str]], tabs: bool = False) -> bytes:
    """The entries as CSV, or as TSV. `facts`: of each entry, the cells of the columns from `birth` on."""
    columns = (*COLUMNS, *(name for name in _FURTHER if any(facts.get(entry.id, {}).get(name) for entry in entries)))
    rows = [_row(entry, facts.get(entry.id, {}), columns) for entry in entries]
    if not tabs:
        return written(columns, rows)
    cells = (" ".join(cell.split()) for row in (columns, *rows) for cell in row)
    lines = zip(*[cells] * len(columns), strict=True)
    return ("\n".join("\t".join(line) for line in lines) + "\n").encode("utf-8")


def _row(entry: Entry, facts: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    main, *others = entry.forms
    forms = _PARTING.join(form.text for form in others)
    known = {"level": entry.level, "type": entry.type, **facts}
    cells = ((column, known.get(column, "")) for column in columns[4:])
    return [entry.id, main.text, main.surname, forms, *(Figures(c) if n in _IN_FIGURES else c for n, c in cells)]


def read_table(
    data: bytes, path: str, kind: EntryKind | None = None, otherwise: str = "say --kind persons"
) -> tuple[Entry, ...]:
    """The entries of a table. InputError with line and column for a table that cannot be taken.

    The kind of an entry is told by its id (`pers-…`), or by `kind` for rows whose id is blank; `otherwise`: how the
    user says the kind.
    """
    if data.startswith(_ZIP):
        raise InputError(f"{path}: is a workbook or another ZIP file; save the table as CSV")
    rows = read_rows(data, path)
    try:
        header = [cell.strip() for cell in next(rows)[1]]
    except StopIteration:
        raise InputError(f"{path}: is empty; the first line names the columns ({', '.join(COLUMNS)})") from None
    _known(header, path)
    cells = ((line, dict(zip(header, row, strict=False))) for line, row in rows)
    return tuple(_entry(row, f"{path}:{line}", kind or _kind(row, f"{path}:{line}", otherwise)) for line, row in cells)


def _kind(row: Mapping[str, str], where: str, otherwise: str) -> EntryKind:
    own = _plain(row.get("id", ""))
    if (kind := kind_of(own)) is None:
        beginnings = ", ".join(f"{k.prefix}-" for k in EntryKind)
        raise InputError(f"{where}: id {own!r}: begin it with one of {beginnings}, or {otherwise}")
    return kind


def _known(header: Sequence[str], path: str) -> None:
    for number, name in enumerate(header, 1):
        if name not in _KNOWN:
            near = difflib.get_close_matches(name, _KNOWN, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(_KNOWN)}"
            raise InputError(f"{path}:1: column {number} is called {name!r}, which is none of ours; {hint}")
    if "name" not in header:
        raise InputError(f"{path}:1: there is no column 'name'")


def _entry(row: Mapping[str, str], where: str, kind: EntryKind) -> Entry:
    cells = {name: _plain(cell) for name, cell in row.items()}
    own = cells.get("id", "")
    kind = kind_of(own) or kind
    if not cells["name"]:
        raise InputError(f"{where}: the name is blank")
    surname = cells.get("surname", "")
    if surname and surname not in cells["name"]:
        raise InputError(f"{where}: the surname {surname!r} is no part of the name {cells['name']!r}")
    others = [form.strip() for form in cells.get("forms", "").split(_PARTING) if form.strip()]
    forms = (
        Form(cells["name"], surname=surname),
        *(Form(text, "spelling", surname=surname if surname in text else "") for text in dict.fromkeys(others)),
    )
    level = cells.get("level", "") or ("m" if kind is EntryKind.WORK else "")
    return Entry(own, kind, forms, tuple(_statements(cells, where)), level, cells.get("type", ""))


def _plain(cell: str) -> str:
    """A cell without blanks around it, and without the apostrophe that kept a spreadsheet from running it."""
    cell = " ".join(cell.split())
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _statements(cells: Mapping[str, str], where: str) -> Iterator[Statement]:
    for name in ("birth", "death"):
        if said := cells.get(name, ""):
            yield Statement(name, "", _date(said, f"{where}: {name}"))
    for name in AUTHORITIES:
        if said := cells.get(name, ""):
            found = identifier(said, name)
            yield Statement(name, found[1] if found and found[0] == name else said.rstrip("/").rpartition("/")[2])
    if said := cells.get("coordinates", ""):
        parts = re.findall(r"-?\d+(?:\.\d+)?", said)
        if len(parts) != 2 or not (-90 <= float(parts[0]) <= 90 and -180 <= float(parts[1]) <= 180):
            raise InputError(
                f"{where}: coordinates {said!r}: write latitude and longitude in degrees, as 55.752 37.618"
            )
        yield Statement("coordinates", " ".join(parts))


def _date(said: str, where: str) -> DateValue:
    ends = ["" if end == ".." else end for end in said.split("/")]
    if not any(ends) or not all(_DATE.fullmatch(end) for end in ends if end) or len(ends) > 2:
        raise InputError(f"{where} {said!r}: write a date as 1879, 1879-11, 1879-11-07, 1879/1880, 1879/.. or ../1880")
    return DateValue(when=said) if len(ends) == 1 else DateValue(not_before=ends[0], not_after=ends[1])
