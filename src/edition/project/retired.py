"""Ids that an edition no longer has, and where each one leads now (docs/design.md, I4)."""

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.xml.namespaces import XML_ID

HEADER = "file\tid\tleads to\n"


def ids_of(root: etree._Element) -> set[str]:
    """All `xml:id`s of a document."""
    return {e.get(XML_ID, "") for e in root.iter() if XML_ID in e.attrib}


def retired(path: str, old: etree._Element, new: etree._Element) -> Iterator[tuple[str, str, str]]:
    """(file, id, successor) for each id of `old` that `new` lacks.

    The successor is the nearest element around it, else before it, whose id is still there; empty if there is none.
    """
    kept = ids_of(new)
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


def appended(table: str, rows: list[tuple[str, str, str]]) -> str:
    """The table with new rows; an id that is there already is not added again."""
    table = table or HEADER
    known = {tuple(line.split("\t")[:2]) for line in table.splitlines()[1:]}
    return table + "".join("\t".join(row) + "\n" for row in rows if row[:2] not in known)


def leads(table: str) -> dict[str, str]:
    """Each retired id and the last successor it has; empty for one that is gone."""
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    next_of = {row[1]: row[2] for row in rows if len(row) == 3}
    return {name: _last(name, next_of) for name in next_of}


def _last(name: str, next_of: Mapping[str, str]) -> str:
    seen = {name}
    while (name := next_of[name]) in next_of and name not in seen:
        seen.add(name)
    return name


def dead_ends(table: str, ids: Mapping[str, Collection[str]], path: str) -> Iterator[Finding]:
    """What is wrong with the table at a path: every retired id leads to one of `ids` (by file), or is marked gone.

    E421: its file is no longer there; E422: it leads to no id, or in a circle; E423: a line is no row of the table.
    """
    rows: dict[tuple[str, str], tuple[int, str]] = {}
    header, *lines = table.splitlines() or [""]
    if header != HEADER.rstrip("\n"):
        yield _fault("E423", "the first line must name the columns: file, id, leads to, with tabs between", path, 1)
    for number, line in enumerate(lines, 2):
        file, _, rest = line.partition("\t")
        name, _, successor = rest.partition("\t")
        if not (file and name) or line.count("\t") != 2:
            yield _fault("E423", "this line is not a file, an id and a successor with tabs between", path, number)
        else:
            rows.setdefault((file, name), (number, successor))
    needed = {key: row for key, row in rows.items() if row[1] and key[1] not in ids.get(key[0], ())}
    yield from _homeless(needed, ids, path)
    for (file, name), (number, successor) in needed.items():
        if file in ids and successor not in ids[file] and (file, successor) not in rows:
            yield _fault("E422", f"{name} leads to {successor}, which {file} does not have", path, number)
    yield from _circles(needed, path)


_Rows = Mapping[tuple[str, str], tuple[int, str]]  # file and id, line and successor


def _homeless(rows: _Rows, ids: Mapping[str, Collection[str]], path: str) -> Iterator[Finding]:
    """Each file that the edition no longer has, once."""
    for file in dict.fromkeys(file for file, _ in rows if file not in ids):
        lines = [number for (f, _), (number, _) in rows.items() if f == file]
        said = f"the edition no longer has {file}: mark its ids as gone, with nothing behind the last tab"
        yield _fault(
            "E421", f"{said} (lines {', '.join(map(str, lines[:5]))}{' …' if lines[5:] else ''})", path, lines[0]
        )


def _circles(rows: _Rows, path: str) -> Iterator[Finding]:
    """Each circle of retired ids, once."""
    walked: set[tuple[str, str]] = set()
    for start in rows:
        way: dict[tuple[str, str], None] = {}
        key = start
        while key in rows and key not in walked:
            walked.add(key)
            way[key] = None
            key = (key[0], rows[key][1])
        if key in way:
            yield _fault("E422", f"{key[1]} leads in a circle back to itself", path, rows[key][0])


def _fault(code: str, said: str, path: str, line: int) -> Finding:
    return Finding(code, Severity.ERROR, said, Position(path, line, 1))
