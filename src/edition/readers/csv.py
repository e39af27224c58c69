"""Read tables (CSV, TSV): the column with the words, as edition.toml names it; a row is a verse, paragraph or token.

With a column of sigla the rows of other witnesses are left out; a table with a column for each witness works as well.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Position, Rule, Severity
from edition.model.finding import position_in
from edition.readers.csv_rows import Cell, Form, Row, UnclosedCellError, find_form, rows_of
from edition.readers.delimited import detect_table, is_usual_heading, proposed_columns
from edition.readers.events import At, Close, Event, Open, Out, Point, Report, Text
from edition.readers.options import ReaderOptions, TableColumns
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.token_spaces import TokenSpaces

_RuleOf = Callable[[int], Rule]
_SIGLA = late_pattern(r"[\s,;]+")
_PIECES = late_pattern(r'""|\n|(?:[^"\n]|"(?!"))+')
_LOST = "#LACUNA#"  # a cell of a collation in which a witness is lost
_SHOWN = 12  # columns or sigla that a message lists


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with the numbers of its columns, from 0; -1 for none. `first`: the number of the first row of data."""

    source: SourceFile
    form: Form
    rows: tuple[Row, ...]
    text: int
    witness: int
    n: int
    first: int

    def cell(self, row: Row, column: int) -> Cell | None:
        return row[column] if 0 <= column < len(row) else None

    def value(self, row: Row, column: int) -> str:
        cell = self.cell(row, column)
        return cell.value.strip() if cell else ""

    def is_of(self, row: Row, siglum: str) -> bool:
        """Whether a row belongs to a witness."""
        if self.witness < 0:
            return True
        found = self.value(row, self.witness)
        return siglum == found or siglum in _SIGLA.split(found)

    def is_empty(self, row: Row) -> bool:
        """Whether a row says nothing but whose it is: it parts stanzas and paragraphs."""
        return all(cell.is_blank for number, cell in enumerate(row) if number != self.witness)


def read_csv(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a table, or why it cannot be read: no column is named, or a named one is not there."""
    if not options.csv.text:
        return Refusal(_ask_for_columns(source))
    try:
        table = _open_table(source, options.csv)
    except UnclosedCellError as error:
        place = position_in(source.path, source.text, error.offset)
        return Refusal(f"{place}: a cell begins with a quote and no quote ends it; mend the cell")
    if isinstance(table, Refusal):
        return table
    if why := _unequal(table) or _without_siglum(table, source.siglum):
        return Refusal(why)
    return _TableWalk(table, options.csv.row).events()


def _ask_for_columns(source: SourceFile) -> str:
    found = detect_table(source.path, source.text)
    if found is None:
        return "it is no table of which edition.toml names a column: write csv = { text = … } for the words"
    keys = ", ".join(f'{key} = "{column}"' for key, column in proposed_columns(found.columns).items())
    return f"it is {found.name}; write csv = {{ {keys} }}, with the columns as they are"


def _open_table(source: SourceFile, columns: TableColumns) -> _Table | Refusal:
    named = [name for name in (columns.text, columns.witness, columns.n) if name]
    form = find_form(source.text, named)
    rows = tuple(rows_of(source.text, form))
    first = next((number for number, row in enumerate(rows) if not all(cell.is_blank for cell in row)), 0)
    heads = [cell.value.strip() for cell in rows[first]]
    found: dict[str, tuple[int, bool]] = {}
    for name in named:
        column = _find_column(name, heads)
        if isinstance(column, Refusal):
            return column
        found[name] = column
    numbers = [number for number, _ in found.values()]
    has_heads = any(is_head for _, is_head in found.values()) or any(is_usual_heading(heads[n]) for n in numbers)
    text, witness, n = (found.get(name, (-1, False))[0] for name in (columns.text, columns.witness, columns.n))
    return _Table(source, form, rows, text, witness, n, first + has_heads)


def _find_column(name: str, heads: Sequence[str]) -> tuple[int, bool] | Refusal:
    """The number of a column from 0, and whether it was found by its heading."""
    if name.isdecimal() and 1 <= int(name) <= len(heads):
        return int(name) - 1, False
    for key in (str, str.casefold):
        found = [number for number, head in enumerate(heads) if key(head) == key(name.strip())]
        if len(found) > 1:
            where = " and ".join(str(number + 1) for number in found)
            return Refusal(f"the heading «{name}» stands twice; name the column by its number ({where})")
        if found:
            return found[0], True
    listed = ", ".join(f"«{head}»" if head else str(number) for number, head in enumerate(heads[:_SHOWN], 1))
    return Refusal(f"there is no column «{name}»; there is {listed}, or a number from 1 to {len(heads)}")


def _unequal(table: _Table) -> str:
    """What is wrong with a row that has more cells than the first: words of a cell would be lost."""
    width = len(table.rows[table.first - 1 if table.first else 0])
    for row in table.rows[table.first :]:
        if any(not cell.is_blank for cell in row[width:]):
            place = position_in(table.source.path, table.source.text, row[0].start)
            mark = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}[table.form.delimiter]
            advice = f"put a cell with {mark} in it between quotes"
            return f"{place}: this row has {len(row)} cells, the first one {width}; {advice}"
    return ""


def _without_siglum(table: _Table, siglum: str) -> str:
    """Why the witness has no rows, if it has none."""
    rows = table.rows[table.first :]
    if not any(not cell.is_blank for row in rows for cell in row):
        return "the table has no rows below its headings"
    if any(table.is_of(row, siglum) for row in rows):
        return ""
    there = dict.fromkeys(one for row in rows if (one := table.value(row, table.witness)))
    listed = ", ".join(list(there)[:_SHOWN]) or "none"
    return f"no row has the siglum «{siglum}» in the column of the witnesses; there is {listed}"


class _TableWalk:
    """Yields the events of a table, row by row."""

    def __init__(self, table: _Table, row: str) -> None:
        self.table, self.kind = table, row
        self.is_open = False  # whether a stanza, or a paragraph of tokens, is open
        self.spaces = TokenSpaces()
        self.n = ""
        self.without_witness: list[Row] = []
        self.is_lost = False  # whether the last row said that the witness is lost there

    def events(self) -> Iterator[Event]:
        end = 0
        for number, row in enumerate(self.table.rows):
            if row[0].start > end:
                yield self._out(Rule.MARKUP, end, row[0].start)
            yield from self._heading(row) if number < self.table.first else self._row(row)
            end = row[-1].end
        if end < len(self.table.source.text):
            yield self._out(Rule.MARKUP, end, len(self.table.source.text))
        yield from self._end()
        yield from self._reports()

    def _end(self) -> Iterator[Event]:
        if self.is_open:
            yield Close()
        self.is_open = False

    def _out(self, rule: Rule, start: int, end: int) -> Out:
        is_named = rule in (Rule.OTHER_COLUMN, Rule.OTHER_WITNESS, Rule.NUMBER)
        return Out(rule, self.table.source.text[start:end], At(offset=start), is_named)

    def _heading(self, row: Row) -> Iterator[Event]:
        yield from self._cells(row, lambda number: Rule.METADATA)

    def _row(self, row: Row) -> Iterator[Event]:
        table = self.table
        if not table.is_of(row, table.source.siglum):
            is_lost = table.value(row, table.text) and not table.value(row, table.witness)
            self.without_witness += [row] if is_lost else []
            is_blank = all(cell.is_blank for cell in row)
            yield from self._end() if is_blank else ()
            yield from self._cells(row, lambda number: Rule.OTHER_WITNESS)
            return
        text = table.cell(row, table.text)
        if text is None or text.is_blank:
            yield from self._end() if table.is_empty(row) else ()
            yield from self._cells(row, self._rule)
            return
        if table.value(row, table.text) == _LOST:
            yield from self._cells(row, lambda number: Rule.METADATA)
            yield from [Point(Kind.GAP)] if not self.is_lost else []
            self.is_lost = True
            return
        self.is_lost = False
        yield from self._open(row)
        yield from self._cells(row, self._rule, words=table.text)
        yield from () if self.kind == "token" else (Close(),)

    def _rule(self, number: int) -> Rule:
        is_kept = number == self.table.n and self.kind == "verse"
        return Rule.NUMBER if is_kept else Rule.OTHER_COLUMN

    def _open(self, row: Row) -> Iterator[Event]:
        n = self.table.value(row, self.table.n)
        match self.kind:
            case "verse":
                yield from () if self.is_open else (Open(Kind.STANZA),)
                self.is_open = True
                yield Open(Kind.VERSE, n=n)
            case "paragraph":
                yield Open(Kind.PARAGRAPH)
            case _:
                yield from self._end() if n != self.n else ()
                if not self.is_open:
                    yield Open(Kind.PARAGRAPH)
                    self.spaces = TokenSpaces()
                self.is_open, self.n = True, n
                if self.spaces.before(self.table.value(row, self.table.text)):
                    yield Text(" ")

    def _cells(self, row: Row, rule: _RuleOf, words: int = -1) -> Iterator[Event]:
        for number, cell in enumerate(row):
            if number:
                yield self._out(Rule.MARKUP, row[number - 1].end, cell.start)
            if cell.inner > cell.start:
                yield self._out(Rule.MARKUP, cell.start, cell.inner)
            if number == words:
                yield from self._words(cell)
            elif cell.inner_end > cell.inner:
                yield self._out(Rule.MARKUP if cell.is_blank else rule(number), cell.inner, cell.inner_end)
            if cell.end > cell.inner_end:
                yield self._out(Rule.MARKUP, cell.inner_end, cell.end)

    def _words(self, cell: Cell) -> Iterator[Event]:
        """The words of a cell; a line end in it begins a line."""
        start, end = cell.inner, cell.inner_end
        for found in _PIECES.finditer(self.table.source.text, start, end) if cell.is_quoted else ():
            at = At(offset=found.start())
            if found[0] == "\n":
                yield Text("\n", at)
                yield Point(Kind.BREAK, unit="line")
            elif found[0] == '""':
                yield Text('"', at, '""')
            else:
                yield Text(found[0], at)
        if not cell.is_quoted:
            yield Text(self.table.source.text[start:end], At(offset=start))

    def _reports(self) -> Iterator[Event]:
        if self.without_witness:
            rows = self.without_witness
            place = position_in(self.table.source.path, self.table.source.text, rows[0][0].start)
            count = f"{len(rows)} row{'' if len(rows) == 1 else 's'} with words but without a siglum left out"
            message = f"{count}; write the siglum into each row of a witness"
            yield Report(Finding("E350", Severity.WARNING, message, Position(place.path, place.line, place.column)))
