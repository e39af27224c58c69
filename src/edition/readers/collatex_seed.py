"""Read one witness of a JSON file of CollateX: the one whose id is the siglum, with its text or its tokens.

The file is what CollateX takes (`witnesses` with `content` or `tokens`) or what it gives (`witnesses` and `table`, or
`alignment`): then the words of a witness are those of its cells.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.collatex import read_collatex
from edition.readers.events import At, Close, Event, Open, Out, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.token_spaces import TokenSpaces

_TOKEN = late_pattern(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+|\s+', re.DOTALL)
_PIECE = late_pattern(
    r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)|[^\\]+", re.S
)
_PARAGRAPHS = late_pattern(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class _Value:
    """A token of JSON, and the way to it: keys of objects and numbers in lists."""

    text: str
    start: int
    path: tuple[str | int, ...]
    is_value: bool


def read_collatex_seed(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a witness, or why it cannot be read: the file is no JSON of CollateX, or lacks the siglum."""
    try:
        there = collatex_sigla(source.text, source.path)
    except InputError as error:
        return Refusal(str(error))
    if source.siglum not in there:
        advice = '; witnesses = "all" reads every one' if len(there) > 1 else ""
        listed = ", ".join(there) or "none"
        return Refusal(f"no witness of the file has the id «{source.siglum}»; there is {listed}{advice}")
    return _read(source.text, there.index(source.siglum), _is_by_witness(_data(source.text)))


def collatex_sigla(text: str, path: str) -> list[str]:
    """The sigla of a file. InputError for one that is no JSON of CollateX."""
    data = _data(text)
    if "alignment" in data and isinstance(data["alignment"], list):
        return [str(row.get("witness", "")) for row in data["alignment"] if isinstance(row, dict)]
    if "table" not in data:
        return [one.siglum for one in read_collatex(text, path)]
    sigla, rows = data.get("witnesses"), data["table"]
    if not isinstance(sigla, list) or not isinstance(rows, list) or not all(isinstance(r, list) for r in rows):
        raise InputError(f'{path}: a table of CollateX has "witnesses", a list of sigla, and "table", a list of lists')
    width = len(rows) if _is_by_witness(data) else max(map(len, rows), default=len(sigla))
    if width != len(sigla):
        raise InputError(
            f"{path}: the table has {width} witnesses, and {len(sigla)} sigla: {', '.join(map(str, sigla))}"
        )
    return [str(s) for s in sigla]


def _data(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):  # read_collatex says where the fault is
        return {}
    return data if isinstance(data, dict) else {}


def _is_by_witness(data: Mapping[str, Any]) -> bool:
    """Whether each list of a table is a witness, as CollateX for Python writes it, and not a column of all."""
    rows, count = data.get("table"), len(data.get("witnesses") or ())
    if not isinstance(rows, list) or len(rows) != count or not all(isinstance(row, list) for row in rows):
        return False
    marked = [t["_sigil"] for row in rows for cell in row for t in cell or () if isinstance(t, dict) and "_sigil" in t]
    if marked and rows:
        first = [t["_sigil"] for cell in rows[0] for t in cell or () if isinstance(t, dict) and "_sigil" in t]
        return len(set(first)) <= 1
    return any(len(row) != count for row in rows)


def _values(text: str) -> Iterator[_Value]:
    """The tokens of a JSON text that was parsed before, with all white space."""
    path: list[str | int] = []
    is_key = False
    for found in _TOKEN.finditer(text):
        token, start = found[0], found.start()
        if token == "{" or token == "[":
            yield _Value(token, start, tuple(path), False)
            path.append("" if token == "{" else 0)
            is_key = token == "{"
            continue
        if token in "}]":
            path.pop()
            is_key = False
        elif token == ",":
            last = path[-1]
            is_key = isinstance(last, str)
            path[-1] = last + 1 if isinstance(last, int) else ""
        elif token == ":":
            is_key = False
        elif is_key and token[0] == '"':
            path[-1] = str(json.loads(token, strict=False))
        is_value = not (is_key or token.isspace() or token in "}]:,")
        yield _Value(token, start, tuple(path), is_value)


def _read(text: str, number: int, is_by_witness: bool) -> Iterator[Event]:
    values = list(_values(text))

    def is_text(path: Sequence[str | int]) -> bool:
        return _is_text(path, number) or _is_cell(path, number, is_by_witness)

    words = [one for one in values if one.is_value and one.text[:1] == '"' and is_text(one.path)]
    edges = [word for one in words for word in (json.loads(one.text, strict=False),)]
    spaces = None if any(word != word.strip() for word in edges) or len(words) < 2 else TokenSpaces()
    yield Open(Kind.PARAGRAPH)
    for value in values:
        if value.is_value and value.text[:1] == '"' and is_text(value.path):
            if spaces and spaces.before(json.loads(value.text, strict=False)):
                yield Text(" ")
            yield from _text(value)
        else:
            is_other = value.is_value and _is_of_other(value.path, number)
            rule = Rule.OTHER_WITNESS if is_other else Rule.METADATA if value.is_value else Rule.MARKUP
            yield Out(rule, value.text, At(offset=value.start), is_named=is_other)
    yield Close()


def _is_text(path: Sequence[str | int], number: int) -> bool:
    """Whether a value is the text of the witness, or the words of one of its tokens."""
    match path:
        case ("witnesses", witness, "content"):
            return witness == number
        case ("witnesses", witness, "tokens", _, "t"):
            return witness == number
    return False


def _is_cell(path: Sequence[str | int], number: int, is_by_witness: bool) -> bool:
    """Whether a value is a word of a witness in a table: a string, or the words of a token."""
    match path:
        case ("alignment", witness, "tokens", _) | ("alignment", witness, "tokens", _, "t"):
            return witness == number
        case ("table", row, column, *rest) if len(rest) < 3:
            is_words = all(isinstance(step, int) or step == "t" for step in rest)
            return is_words and (row if is_by_witness else column) == number
    return False


def _is_of_other(path: Sequence[str | int], number: int) -> bool:
    """Whether a value is of another witness: its text or tokens, or a cell of the table."""
    return path[:1] in (("table",), ("alignment",)) or (path[:1] == ("witnesses",) and path[1:2] != (number,))


def _text(value: _Value) -> Iterator[Event]:
    """The words of a string; an empty line in them begins a paragraph."""
    at = At(offset=value.start)
    yield Out(Rule.MARKUP, '"', at)
    blank = ""
    for found in _PIECE.finditer(value.text, 1, len(value.text) - 1):
        words = json.loads(f'"{found[0]}"', strict=False)
        blank = blank + words if words.isspace() else ""
        if _PARAGRAPHS.search(blank):
            yield Close()
            yield Open(Kind.PARAGRAPH)
            blank = ""
        yield Text(words, at.moved(found.start()), found[0])
    yield Out(Rule.MARKUP, '"', at.moved(len(value.text) - 1))
