"""CSV: for spreadsheets, R and pandas. Cells that a spreadsheet would run as formulas get an apostrophe."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | float | None
Row = Sequence[Cell]


def written(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as CSV (RFC 4180): UTF-8, header row, every formula made harmless."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in header])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8")


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
