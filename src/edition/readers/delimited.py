"""Detect tables: CSV and TSV, whose rows have the same number of fields."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath

from edition.late_patterns import late_pattern
from edition.readers.detected import Detected

_DELIMITERS: Mapping[str, str] = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "vertical bars"}
_SUFFIXES = (".csv", ".tsv", ".tab")
_MAX_LINES = 400
#: Rows without which nothing is a table, and a table of two columns.
_MIN_ROWS, _MIN_PAIRS = 3, 5
_LINE = late_pattern(r"[^\n]+")
#: A field's end that is followed by a blank stands in prose («slow, soft»), not in tables.
_MAX_PROSE = 0.2
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "words", "transcription", "reading", "content", "token", "verse text", "t"),
    "witness": ("witness", "siglum", "sigil", "wit", "ms", "manuscript", "source"),
    "n": ("n", "line", "verse", "ref", "reference", "number", "no", "id", "paragraph"),
}
_MAX_HEADING = 40


def detect_table(path: str, text: str) -> Detected | None:
    """A table: rows of equal length; in a file named .csv or .tsv, any rows."""
    is_named = PurePath(path).suffix.casefold() in _SUFFIXES
    lines = [line for m in islice(_LINE.finditer(text), 2 * _MAX_LINES) if (line := m[0]).strip()][:_MAX_LINES]
    if is_named and lines:
        return _describe(*max(_readings(lines), key=_likelihood))
    if len(lines) < _MIN_ROWS:
        return None
    found = ((mark, rows) for mark, rows in _readings(lines) if _is_table(mark, rows, lines))
    return next((_describe(mark, rows) for mark, rows in found), None)


def _readings(lines: Sequence[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The lines as rows, by each sign that may part fields."""
    yield "\t", [line.split("\t") for line in lines]
    for mark in _DELIMITERS:
        if mark == "\t":
            continue
        try:
            yield mark, list(csv.reader(lines, delimiter=mark, strict=False))
        except csv.Error:  # a field larger than the limit of the module
            yield mark, [line.split(mark) for line in lines]


def _likelihood(reading: tuple[str, list[list[str]]]) -> tuple[float, int]:
    widths = [len(row) for row in reading[1]]
    usual, count = Counter(widths).most_common(1)[0]
    return (count / len(widths) if usual > 1 else 0.0, usual)


def _is_table(mark: str, rows: Sequence[Sequence[str]], lines: Sequence[str]) -> bool:
    same, width = _likelihood((mark, [list(row) for row in rows]))
    if width < (2 if mark == "\t" else 3) or same < (0.95 if mark == "\t" else 1):
        return False
    if width == 2 and len(rows) < _MIN_PAIRS:
        return False
    if mark == "|" and all(line.lstrip().startswith("|") for line in lines):  # Markdown, or verse of the typed form
        return False
    if sum(not row[0].strip() for row in rows) > len(rows) / 2:  # indented lines
        return False
    marks = sum(line.count(mark) for line in lines)
    return sum(line.count(f"{mark} ") for line in lines) <= _MAX_PROSE * marks or mark == "\t"


def _describe(mark: str, rows: Sequence[Sequence[str]]) -> Detected:
    widths = Counter(len(row) for row in rows)
    width = widths.most_common(1)[0][0]
    first = [field.strip() for field in rows[0]]
    is_heading = len(first) == width and all(
        field and len(field) <= _MAX_HEADING and not field.isdigit() for field in first
    )
    columns = tuple(first) if is_heading and len(rows) > 1 else tuple(str(i + 1) for i in range(width))
    name = f"a table of {width} column{'' if width == 1 else 's'} ({', '.join(columns[:12])})"
    evidence = (f"{len(rows)}{' or more' if len(rows) == _MAX_LINES else ''} rows parted by {_DELIMITERS[mark]}",)
    return Detected("csv", name, evidence, advice="give the text alone, a paragraph a line", columns=columns)


def proposed_columns(columns: Sequence[str]) -> dict[str, str]:
    """The keys of `[witness.csv]` with the columns that they may mean, by the columns' headings."""
    by_name = {column.casefold(): column for column in reversed(columns)}
    found = {key: next((by_name[name] for name in names if name in by_name), "") for key, names in _HEADINGS.items()}
    taken = {column for key, column in found.items() if key != "text"}
    text = found["text"] or next((column for column in reversed(columns) if column not in taken), columns[-1])
    return {"text": text, **{key: found[key] for key in ("witness", "n") if found[key] and found[key] != text}}


def is_usual_heading(words: str) -> bool:
    """Whether a cell has a word that heads columns, such as «siglum» or «text»."""
    return any(words.strip().casefold() in names for names in _HEADINGS.values())
