"""Change some keys of one table in a TOML file and leave every other byte as it is."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edition.late_patterns import late_pattern
from edition.model.anchor import toml_string

_KEY = late_pattern(r"""[ \t]*(?P<key>[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?P<more>[ \t]*\.[^=\n]*)?[ \t]*=[ \t]*""")
_BLANK = late_pattern(r"(?:[ \t\r\n]|#[^\n]*)*")
_LINE = late_pattern(r"[^\n]*\n?")
_QUOTES = ('"""', "'''", '"', "'")
_BRACKETS = {"[": "]", "{": "}"}
Values = Mapping[str, str | int | None]  # None: the key is taken out


@dataclass(frozen=True, slots=True)
class _Assignment:
    """A key of a table, where its line begins, and where its value stands."""

    key: str
    line: int
    start: int
    end: int


def set_keys(source: str, line: int, values: Values, behind: str) -> str | None:
    """A TOML file with other values of some keys of the table whose header is on a line (from 1). New keys come behind
    the key `behind`. None where the table is not written in a way that this function changes safely.
    """
    header = _offset_of_line(source, line)
    if header is None or not re.match(r"[ \t]*\[\[", source[header:]):
        return None
    found = {one.key: one for one in _assignments(source, _end_of_line(source, header))}
    if behind not in found:
        return None
    edits = [_edit(source, found[key], value) for key, value in values.items() if key in found]
    new = {key: value for key, value in values.items() if key not in found and value is not None}
    if new:
        edits.append(_insertion(source, found[behind], new))
    made = source
    for start, end, words in sorted(edits, key=lambda edit: (-edit[0], -edit[1])):
        made = made[:start] + words + made[end:]
    return made


_Edit = tuple[int, int, str]  # the stretch that is replaced, and by what


def _edit(source: str, one: _Assignment, value: str | int | None) -> _Edit:
    """Another value of a key; without one its line goes, but for a comment behind it."""
    if value is not None:
        return one.start, one.end, _written(value)
    end = _end_of_line(source, one.end)
    rest = source[one.end : end].lstrip(" \t")
    indent = source[one.line : _key_start(source, one.line)]
    return one.line, end, indent + rest if rest.strip() else ""


def _insertion(source: str, behind: _Assignment, new: Mapping[str, str | int]) -> _Edit:
    """New keys behind another one, indented as it is."""
    at = _end_of_line(source, behind.end)
    end_of_line = "\r\n" if source[:at].endswith("\r\n") else "\n"
    indent = source[behind.line : _key_start(source, behind.line)]
    lines = "".join(f"{indent}{key} = {_written(value)}{end_of_line}" for key, value in new.items())
    is_closed = source[:at].endswith("\n")
    return at, at, lines if is_closed else end_of_line + lines.removesuffix(end_of_line)


def is_only_change(old: str, new: str, table: str, values: Values) -> bool:
    """Whether two files say the same but for these values in one row of a table."""
    try:
        before, behind = tomllib.loads(old), tomllib.loads(new)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return False
    rows, made = before.pop(table, None), behind.pop(table, None)
    if before != behind or not isinstance(rows, list) or not isinstance(made, list) or len(rows) != len(made):
        return False
    differing = [(one, other) for one, other in zip(rows, made, strict=True) if one != other]
    return len(differing) == 1 and _with_values(differing[0][0], values) == differing[0][1]


def _with_values(row: Mapping[str, Any], values: Values) -> Mapping[str, Any]:
    made = {key: value for key, value in row.items() if key not in values}
    return made | {key: value for key, value in values.items() if value is not None}


def _written(value: str | int) -> str:
    return toml_string(value) if isinstance(value, str) else str(value)


def _offset_of_line(source: str, line: int) -> int | None:
    at = 0
    for _ in range(line - 1):
        at = source.find("\n", at) + 1
        if not at:
            return None
    return at


def _end_of_line(source: str, at: int) -> int:
    """Behind the line end that follows a place, or the end of the file."""
    end = source.find("\n", at)
    return len(source) if end < 0 else end + 1


def _key_start(source: str, line: int) -> int:
    return line + len(source[line:]) - len(source[line:].lstrip(" \t"))


def _assignments(source: str, at: int) -> Iterator[_Assignment]:
    """The keys of a table from the line behind its header to the next header."""
    while True:
        found = _BLANK.match(source, at)
        at = found.end() if found else at
        key = _KEY.match(source, at)
        if key is None:
            return
        end = _end_of_value(source, key.end())
        if end is None:
            return
        line = source.rfind("\n", 0, at) + 1
        yield _Assignment(key["key"].strip("\"'") + (key["more"] or ""), line, key.end(), end)
        at = end


def _end_of_value(source: str, at: int) -> int | None:
    """Where a value ends that begins at a place; None where it has no end."""
    if quote := next((q for q in _QUOTES if source.startswith(q, at)), ""):
        return _end_of_string(source, at, quote)
    if source[at : at + 1] not in _BRACKETS:
        found = re.compile(r"[^\s#,\]}]+(?: [0-9:.+Z-]+)?").match(source, at)
        return found.end() if found else None
    open_brackets = 0
    while at < len(source):
        character = source[at]
        if quote := next((q for q in _QUOTES if source.startswith(q, at)), ""):
            end = _end_of_string(source, at, quote)
            if end is None:
                return None
            at = end
            continue
        if character == "#":
            at = _end_of_line(source, at)
            continue
        open_brackets += (character in _BRACKETS) - (character in _BRACKETS.values())
        at += 1
        if not open_brackets:
            return at
    return None


def _end_of_string(source: str, at: int, quote: str) -> int | None:
    """Where a string ends, with its closing quotation mark."""
    at += len(quote)
    is_escaped = '"' in quote
    while at < len(source):
        if is_escaped and source[at] == "\\":
            at += 2
        elif source.startswith(quote, at):
            at += len(quote)
            while len(quote) == 3 and source.startswith(quote[0], at):  # the last marks of the text itself
                at += 1
            return at
        else:
            at += 1
    return None
