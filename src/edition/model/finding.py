"""A finding: something the editor must know though the work can go on."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much it matters: an error publishes nothing, a warning publishes, advice may be ignored."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: line and column count from 1, in code points; 0 means «the whole file»."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(x) for x in (self.path, self.line, self.column) if x)


@dataclass(frozen=True, slots=True)
class Finding:
    """A code with a page in the documentation, a severity, one sentence, and where."""

    code: str
    severity: Severity
    message: str
    position: Position

    def __str__(self) -> str:
        return f"{self.position}: {self.severity} {self.code} {self.message}"


def count_of(number: int, noun: str) -> str:
    """A number with its noun: «1 word», «2 words», «3 boxes»."""
    plural = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


class LineIndex:
    """Lines and columns of many places in one text, each found in logarithmic time."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in code points; both count from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def position_in(path: str, text: str, offset: int) -> Position:
    """The line and column of an offset (in code points) into the text of a file."""
    before = text.rfind("\n", 0, offset)
    return Position(path, text.count("\n", 0, offset) + 1, offset - before)


def finding_of_row(row: Sequence[Any]) -> Finding:
    """A finding that was kept as a row of plain values (`dataclasses.astuple`). ValueError or TypeError for another."""
    code, severity, message, (path, line, column) = row
    if not (all(isinstance(value, str) for value in (code, message, path)) and type(line) is type(column) is int):
        raise TypeError(f"no finding: {row}")
    return Finding(code, Severity(severity), message, Position(path, line, column))
