"""The table of retired ids: ids that the edition no longer has, with their successors (docs/design.md, I4)."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8
from edition.xml.namespaces import XML_ID

PATH = "tei/ids.tsv"
HEADER = "file\tid\tleads to\n"


def known_retired(root: Path) -> str:
    """The table of the edition in a folder; empty where there is none yet."""
    return decode_utf8(read_bytes(root, PATH), PATH) if (root / PATH).exists() else ""


def collect_ids(root: etree._Element) -> set[str]:
    """All values of `xml:id` in a document."""
    return {e.get(XML_ID, "") for e in root.iter() if XML_ID in e.attrib}


def find_retired_ids(path: str, old: etree._Element, new: etree._Element) -> Iterator[tuple[str, str, str]]:
    """The rows (file, id, successor) for each id of `old` that `new` lacks.

    The successor is the id of the nearest ancestor, else of the nearest preceding element, that `new` still has; "" if
    there is none.
    """
    kept = collect_ids(new)
    last = ""
    for element in old.iter():
        name = element.get(XML_ID)
        if name is None:
            continue
        if name in kept:
            last = name
            continue
        around = (a.get(XML_ID, "") for a in element.iterancestors())
        yield path, name, next((a for a in around if a in kept), last)


def append_rows(table: str, rows: list[tuple[str, str, str]]) -> str:
    """Append rows to the table; an id that it already has is not added again."""
    table = table or HEADER
    known = {tuple(line.split("\t")[:2]) for line in table.splitlines()[1:]}
    return table + "".join("\t".join(row) + "\n" for row in rows if row[:2] not in known)


def read_successors(table: str) -> dict[str, str]:
    """Retired id -> its last successor; "" for an id without a successor."""
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    next_of = {row[1]: row[2] for row in rows if len(row) == 3}
    return {name: _last_successor(name, next_of) for name in next_of}


def _last_successor(name: str, next_of: Mapping[str, str]) -> str:
    seen = {name}
    while (name := next_of[name]) in next_of and name not in seen:
        seen.add(name)
    return name


def find_dead_ends(table: str, ids: Mapping[str, Collection[str]], path: str) -> Iterator[Finding]:
    """Find the errors in a table; each retired id must lead to an id of `ids` (file -> ids) or be marked gone.

    E421: its file no longer exists; E422: it leads to no id, or in a circle; E423: a line is not a row of the table.
    """
    rows: dict[tuple[str, str], tuple[int, str]] = {}
    header, *lines = table.splitlines() or [""]
    if header != HEADER.rstrip("\n"):
        yield _error("E423", "the first line must name the columns: file, id, leads to, with tabs between", path, 1)
    for number, line in enumerate(lines, 2):
        file, _, rest = line.partition("\t")
        name, _, successor = rest.partition("\t")
        if not (file and name) or line.count("\t") != 2:
            yield _error("E423", "this line is not a file, an id and a successor with tabs between", path, number)
        else:
            rows.setdefault((file, name), (number, successor))
    needed = {key: row for key, row in rows.items() if row[1] and key[1] not in ids.get(key[0], ())}
    yield from _find_missing_files(needed, ids, path)
    for (file, name), (number, successor) in needed.items():
        if file in ids and successor not in ids[file] and (file, successor) not in rows:
            yield _error("E422", f"{name} leads to {successor}, which {file} does not have", path, number)
    yield from _find_circles(needed, path)


_Rows = Mapping[tuple[str, str], tuple[int, str]]  # file and id, line and successor


def _find_missing_files(rows: _Rows, ids: Mapping[str, Collection[str]], path: str) -> Iterator[Finding]:
    """Report each file that the edition no longer has once."""
    for file in dict.fromkeys(file for file, _ in rows if file not in ids):
        lines = [number for (f, _), (number, _) in rows.items() if f == file]
        message = f"the edition no longer has {file}: mark its ids as gone, with nothing behind the last tab"
        yield _error(
            "E421", f"{message} (lines {', '.join(map(str, lines[:5]))}{' …' if lines[5:] else ''})", path, lines[0]
        )


def _find_circles(rows: _Rows, path: str) -> Iterator[Finding]:
    """Report each circle of retired ids once."""
    visited: set[tuple[str, str]] = set()
    for start in rows:
        path_of_ids: dict[tuple[str, str], None] = {}
        key = start
        while key in rows and key not in visited:
            visited.add(key)
            path_of_ids[key] = None
            key = (key[0], rows[key][1])
        if key in path_of_ids:
            yield _error("E422", f"{key[1]} leads in a circle back to itself", path, rows[key][0])


def _error(code: str, message: str, path: str, line: int) -> Finding:
    return Finding(code, Severity.ERROR, message, Position(path, line, 1))
