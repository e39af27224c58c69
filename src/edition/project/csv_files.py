"""Read tables of the editor: CSV or TSV as spreadsheets write them."""

import csv
import io
from collections.abc import Iterator

from edition.errors import InputError
from edition.project.utf8 import decode_utf8


def read_rows(data: bytes, path: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the number of its last line; the separator is tab, semicolon or comma.

    InputError with the position when the bytes are not UTF-8 or a quotation mark is never closed.
    """
    text = decode_utf8(data, path, InputError)
    head = text.partition("\n")[0]
    delimiter = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in rows:
            if any(row):
                yield rows.line_num, row
    except csv.Error as error:
        raise InputError(f"{path}:{rows.line_num}: is no table: {error}") from None
