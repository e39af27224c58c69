"""CSV: for spreadsheets, R and pandas. Cells that a spreadsheet would run as formulas get an apostrophe; dates and
numbers never do (`-0044-03-15` is one).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = frozenset("=+-@\t\r\n")  # begins a formula
_FIGURES = re.compile(r"[-\d./; ]*")


class Figures(str):
    """The cell of a column of dates or numbers."""

    __slots__ = ()


Cell = str | int | float | None
Row = Sequence[Cell]


def written(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as CSV (RFC 4180): UTF-8, header row, every formula made harmless."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in header])
    writer.writerows(
        [_safe(cell) if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in row] for row in rows
    )
    return file.getvalue().encode("utf-8")


def _safe(cell: str) -> str:
    if cell[:1] not in _FORMULA or (isinstance(cell, Figures) and _FIGURES.fullmatch(cell)):
        return str(cell)
    return f"'{cell}"
