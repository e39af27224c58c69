"""The table of a collation as one HTML page that needs nothing else: no script, no other file, no network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.export.drawable import drawable
from edition.model import MovedPassage, Siglum, TokenTable
from edition.model.directions import direction_of

_WIDTH, _MOST = 110, 24  # characters and columns of one block of the table
_LONGEST = 60  # characters after which a cell is wrapped
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

STYLE = """
:root { color-scheme: light dark; --ink: #1d1b16; --paper: #fdfcf9; --line: #8a8578; --mark: #fbe8b5;
  --faint: #5f5a4d; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e5da; --paper: #191813; --line: #7d7768; --mark: #4d3f10; --faint: #aaa491; }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 Georgia, serif; margin: 1rem auto; max-width: 75rem;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; }
.scroll { overflow-x: auto; margin: 1.5rem 0; border-top: 1px solid var(--line); }
table { border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: .2rem .5rem; }
td { min-width: 1.5rem; }
td.long { min-width: 18rem; }
th[scope=row] { position: sticky; inset-inline-start: 0; background: var(--paper); font-weight: bold; }
th[scope=col] { color: var(--faint); font-size: .75rem; font-weight: normal; }
td, th[scope=col] { border-inline-start: 1px solid var(--line); }
.differs { background: var(--mark); font-weight: bold; }
.spelling { text-decoration: underline dotted; }
.gap { color: var(--faint); }
.moved { border-block: 3px double var(--line); }
sup { font-weight: normal; margin-inline-start: .2em; }
"""


def _element(name: str, *inner: "str | etree._Element | Mapping[str, str]") -> etree._Element:
    """An element of these attributes, words and elements."""
    made = etree.Element(name)
    for part in inner:
        if isinstance(part, str) and len(made):
            made[-1].tail = (made[-1].tail or "") + part
        elif isinstance(part, str):
            made.text = (made.text or "") + part
        elif isinstance(part, etree._Element):
            made.append(part)
        else:
            for key, value in part.items():
                made.set(key, value)
    return made


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where moved passages stand and where their own places are: (row, column) -> numbers of moves."""

    stands: Mapping[tuple[int, int], int]
    opens: Mapping[tuple[int, int], int]  # the first cell of each
    places: Mapping[tuple[int, int], Sequence[int]]


def write_page(table: TokenTable) -> bytes:
    """An alignment table to read: a row a witness, wrapped like lines of text."""
    marks = _marks(table)
    name = f"Collation of {_list(table.sigla)}"
    head = _element(
        "head",
        _element("meta", {"charset": "utf-8"}),
        _element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        _element("title", name),
        _element("style", STYLE),
    )
    main = _element("main", _element("h1", name), *_explained(table), *_blocks(table, marks))
    page = _element("html", head, _element("body", main), {"lang": "en"})
    return etree.tostring(page, method="html", doctype="<!DOCTYPE html>", encoding="UTF-8") + b"\n"


def _list(sigla: Sequence[Siglum]) -> str:
    return ", ".join(sigla[:-1]) + f" and {sigla[-1]}" if len(sigla) > 1 else "".join(sigla)


def _explained(table: TokenTable) -> Iterator[etree._Element]:
    places = sum(_varies(table, column) for column in range(len(table.columns)))
    yield _element(
        "p",
        f"Columns are in the order of {table.base}. {_count(places, 'place')} of variation, "
        f"{_count(len(table.moves), 'moved passage')}.",
    )
    legend = (_element("li", _element("span", *sign, {"class": kind}), said) for kind, sign, said in _legend())
    yield _element("ul", *legend)


def _legend() -> Iterator[tuple[str, Sequence[str | etree._Element], str]]:
    yield "differs", ("Bold on a ground", _element("sup", "b")), ": another reading than a; letters tell which."
    yield "spelling", ("Dotted underline",), ": the same reading, written otherwise."
    yield "gap", ("–",), ": the witness has nothing here."
    yield "moved", ("⇄",), ": a passage that the witness has elsewhere; ↷ marks its own place."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _varies(table: TokenTable, column: int) -> bool:
    return len(table.readings(column)) > 1 or None in table.columns[column]


def _marks(table: TokenTable) -> _Marks:
    stands: dict[tuple[int, int], int] = {}
    opens: dict[tuple[int, int], int] = {}
    places: dict[tuple[int, int], list[int]] = {}
    rows = {siglum: row for row, siglum in enumerate(table.sigla)}
    moves_of: dict[int, list[tuple[int, MovedPassage]]] = {}
    for number, move in enumerate(table.moves, 1):
        row = rows[move.siglum]
        moves_of.setdefault(row, []).append((number, move))
        places.setdefault((row, move.column), []).append(number)
    for row, moves in moves_of.items():
        number_of = {i: number for number, move in moves for i in range(move.start, move.end)}
        starts = {move.start for _, move in moves}
        for column, cell in enumerate(table.cells(row)):
            if cell and cell[0] in number_of:
                stands[row, column] = number_of[cell[0]]
                if cell[0] in starts:
                    opens[row, column] = number_of[cell[0]]
    return _Marks(stands, opens, places)


def _blocks(table: TokenTable, marks: _Marks) -> Iterator[etree._Element]:
    base = table.sigla.index(table.base)
    runs = direction_of(" ".join(_words(table, base, column) for column in range(len(table.columns))))
    turned = {"dir": runs} if runs == "rtl" else {}
    for columns in _wrapped(table):
        first, last = columns[0] + 1, columns[-1] + 1
        name = f"Columns {first} to {last}" if last > first else f"Column {first}"
        readings = {column: _letters(table, column) for column in columns}
        rows = [_row(table, row, columns, readings, marks) for row in range(len(table.sigla))]
        numbers = (_element("th", str(column + 1), {"scope": "col"}) for column in columns)
        head = _element("tr", _element("td"), *numbers)
        yield _element(
            "div",
            _element("table", _element("thead", head), _element("tbody", *rows), {"aria-label": name, **turned}),
            {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": name},
        )


def _wrapped(table: TokenTable) -> Iterator[list[int]]:
    """The columns in blocks of about one line of text each."""
    block: list[int] = []
    width = 0
    for column in range(len(table.columns)):
        wide = min(_LONGEST, max(len(_words(table, row, column)) for row in range(len(table.sigla))))
        if block and (width + wide > _WIDTH or len(block) == _MOST):
            yield block
            block, width = [], 0
        block.append(column)
        width += wide + 2
    if block:
        yield block


def _words(table: TokenTable, row: int, column: int) -> str:
    return table.words(row, table.columns[column][row])


def _letters(table: TokenTable, column: int) -> Mapping[int, str]:
    """The letter of each row's reading: a is that of the base, or of the first where the base has none."""
    base = table.sigla.index(table.base)
    groups = sorted(table.readings(column), key=lambda rows: base not in rows)
    letters = {row: _letter(number) for number, rows in enumerate(groups) for row in rows}
    return letters if len(groups) > 1 else dict.fromkeys(letters, "a")


def _letter(number: int) -> str:
    return _LETTERS[number] if number < len(_LETTERS) else f"{number + 1}"


def _row(
    table: TokenTable, row: int, columns: Sequence[int], readings: Mapping[int, Mapping[int, str]], marks: _Marks
) -> etree._Element:
    cells = (_cell(table, row, column, readings[column], marks) for column in columns)
    return _element("tr", _element("th", table.sigla[row], {"scope": "row"}), *cells)


def _cell(table: TokenTable, row: int, column: int, letters: Mapping[int, str], marks: _Marks) -> etree._Element:
    words = drawable(" ".join(_words(table, row, column).split()))
    cell = _element("td", {"lang": "", "dir": "auto"})
    kinds = _kinds(table, row, column, letters, words) + ["moved"] * ((row, column) in marks.stands)
    if kinds:
        cell.set("class", " ".join(kinds))
    cell.extend(_places(marks, row, column))
    if opening := marks.opens.get((row, column)):
        said = "this witness has the passage at another place"
        cell.append(_element("span", "⇄ ", {"id": f"move-{opening}", "title": said}))
    cell.append(_element("span", words) if words else _element("span", "–", {"title": "nothing here"}))
    if len(set(letters.values())) > 1 and row in letters:
        cell.append(_element("sup", letters[row], {"title": f"reading {letters[row]}"}))
    if column + 1 == len(table.columns):
        cell.extend(_places(marks, row, column + 1))
    return cell


def _places(marks: _Marks, row: int, column: int) -> Iterator[etree._Element]:
    for number in marks.places.get((row, column), ()):
        said = "here this witness has a passage that stands elsewhere"
        yield _element("a", "↷", {"href": f"#move-{number}", "title": said})


def _kinds(table: TokenTable, row: int, column: int, letters: Mapping[int, str], words: str) -> list[str]:
    if row not in letters:
        return ["gap"]
    kinds = ["long"] if len(words) > _LONGEST else []
    if letters[row] != "a":
        return [*kinds, "differs"]
    first = next(r for r in (table.sigla.index(table.base), *letters) if letters.get(r) == "a")
    other = _words(table, first, column)
    return [*kinds, "spelling"] if other.split() != _words(table, row, column).split() else kinds
