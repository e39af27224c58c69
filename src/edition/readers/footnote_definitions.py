"""Find the footnotes of a Markdown file: `[^x]: …`, with the lines that go on with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.late_patterns import late_pattern

_DEFINITION = late_pattern(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")


@dataclass(frozen=True, slots=True)
class Definition:
    """A footnote: its label, its lines, and how many characters stand before its words in the first one."""

    label: str
    start: int
    end: int
    prefix: int


def find_definitions(lines: Sequence[str], begin: int) -> list[Definition]:
    """The footnotes of a file: `[^x]: …`, with the lines that go on with it."""
    found: list[Definition] = []
    number, fence = begin, ""
    while number < len(lines):
        line = lines[number]
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1][:3]
        definition = None if fence else _DEFINITION.match(line)
        number += 1
        if definition is None:
            continue
        start = number - 1
        number = _end_of_definition(lines, number)
        found.append(Definition(definition[1], start, number, definition.end()))
    return found


def _end_of_definition(lines: Sequence[str], number: int) -> int:
    """The line after a footnote: its words go on to an empty line, and behind it where lines are indented."""
    end, is_after_blank = number, False
    while number < len(lines):
        line = lines[number]
        if not line.strip():
            is_after_blank = True
        elif _DEFINITION.match(line) or (is_after_blank and not line.startswith(("    ", "\t"))):
            break
        else:
            is_after_blank, end = False, number + 1
        number += 1
    return end
