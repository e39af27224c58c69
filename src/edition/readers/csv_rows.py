"""The cells of a table (CSV, TSV) with their places, so that every character of the file is known to be one of them.

A cell in quotes may hold delimiters and line ends; a doubled quote in it is one. In a table parted by tabs quotes are
signs of the text, unless the rows do not fit or every cell has them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.late_patterns import late_pattern

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 100_000  # code points from which the delimiter is found
_QUOTED = {mark: late_pattern(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?=[\n{re.escape(mark)}]|\Z)') for mark in DELIMITERS}
_PLAIN = {mark: late_pattern(rf"[^\n{re.escape(mark)}]*") for mark in DELIMITERS}
_OPENED = late_pattern(r'[ ]*"')


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `start` to `end` with its quotes, `inner` to `inner_end` without. `value`: what it says."""

    start: int
    end: int
    inner: int
    inner_end: int
    value: str
    is_quoted: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not self.value.strip()


Row = tuple[Cell, ...]


class UnclosedCellError(ValueError):
    """A cell begins with a quote, and none ends it. `offset`: where it begins."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written: what parts its cells, and whether quotes are signs of the format."""

    delimiter: str
    has_quotes: bool = True


def rows_of(text: str, form: Form) -> Iterator[Row]:
    """The rows of a table; an empty line is a row of one blank cell. UnclosedCellError for a quote without its end.

    >>> [[cell.value for cell in row] for row in rows_of('a,"b, c"\\n1,2', Form(","))]
    [['a', 'b, c'], ['1', '2']]
    """
    at = 0
    row: list[Cell] = []
    while at <= len(text):
        cell = _cell_at(text, at, form)
        row.append(cell)
        at = cell.end + 1
        if cell.end >= len(text) or text[cell.end] == "\n":
            yield tuple(row)
            row = []
            if cell.end >= len(text) or at == len(text):  # a line feed ends the last row, and begins none
                return


def _cell_at(text: str, at: int, form: Form) -> Cell:
    if form.has_quotes and _OPENED.match(text, at):
        if found := _QUOTED[form.delimiter].match(text, at):
            return Cell(at, found.end(), found.start(1), found.end(1), found[1].replace('""', '"'), True)
        if text.find('"', text.index('"', at) + 1) < 0:
            raise UnclosedCellError(at)
    found = _PLAIN[form.delimiter].match(text, at)
    end = found.end() if found else at
    return Cell(at, end, at, end, text[at:end])


def find_form(text: str, names: Sequence[str]) -> Form:
    """How a table is written: as its rows are most equal, and its first row has the columns of these names."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample

    def likelihood(form: Form) -> tuple[int, float, int]:
        rows = [row for row in _try_rows(sample, form) if not _is_blank(row)]
        if not rows:
            return 0, 0.0, 0
        width = len(rows[0])
        heads = {cell.value.strip().casefold() for cell in rows[0]} | {str(number + 1) for number in range(width)}
        found = sum(name.strip().casefold() in heads for name in names)
        return found, sum(len(row) == width for row in rows) / len(rows), width

    return max((_form_of(sample, mark) for mark in DELIMITERS), key=likelihood)


def _is_blank(row: Row) -> bool:
    return all(cell.is_blank for cell in row)


def _try_rows(text: str, form: Form) -> list[Row]:
    try:
        return list(rows_of(text, form))
    except UnclosedCellError:
        return list(rows_of(text, Form(form.delimiter, has_quotes=False)))


def _form_of(text: str, mark: str) -> Form:
    if mark != "\t":
        return Form(mark)
    plain = {len(row) for row in rows_of(text, Form(mark, has_quotes=False)) if not _is_blank(row)}
    rows = [row for row in _try_rows(text, Form(mark)) if not _is_blank(row)]
    cells = [cell for row in rows for cell in row if not cell.is_blank]
    is_all_quoted = bool(cells) and all(cell.is_quoted for cell in cells)
    has_doubled = any('""' in text[cell.inner : cell.inner_end] for cell in cells if cell.is_quoted)
    is_mended = len(plain) > 1 and len({len(row) for row in rows}) == 1
    return Form(mark, has_quotes=is_all_quoted or has_doubled or is_mended)
