"""A file of decisions to which blocks are added at their places; every other byte of it stays.

A block goes before the first one whose words stand later in the text. A file that would not be read, or would hold
anything but what it held and the new blocks, is never written.
"""

import codecs
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from edition.errors import InputError, OutputError
from edition.late_patterns import late_pattern
from edition.model.anchor import toml_string
from edition.project.decision_tables import TABLES
from edition.project.file_writer import write_files
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8

_SEVERAL_LINES = ('"""', "'''")
#: A string or a comment of TOML.
_PIECE = late_pattern(
    r'"""(?:\\.|[^\\])*?"""' r"|'''.*?'''" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'" r"|#[^\n]*", re.DOTALL
)
#: Where a table of a file stands in the text, such that places compare; None for one that has no place.
Rank = Callable[[str, int], tuple[int, int] | None]
Value = str | int | bool | date | Sequence[str]


@dataclass(frozen=True, slots=True)
class NewBlock:
    """A decision that is to be written: its table, its keys in their order, and where its words stand in the text."""

    table: str
    keys: Mapping[str, Value]
    rank: tuple[int, int] | None = None

    def toml(self) -> str:
        """The lines of the block."""
        lines = [f"{key} = {_value(value)}" for key, value in self.keys.items()]
        return "\n".join([f"[[{self.table}]]", *lines]) + "\n"


def _value(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return toml_string(value)
        case _:
            return f"[{', '.join(map(toml_string, value))}]"


@dataclass(slots=True)
class _Written:
    """What was written to a file, and what it held before (None: there was none)."""

    path: str
    digest: str
    before: bytes | None


@dataclass(slots=True)
class EditorFiles:
    """The files of an edition that a review writes for its editor; each step can be undone."""

    root: Path
    steps: list[list[_Written]] = field(default_factory=list)

    def read(self, path: str) -> str:
        """The text of a file; "" where there is none."""
        return decode_utf8(self.bytes_of(path) or b"", path)

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none. SeedError for what is no file of the edition."""
        if not (self.root / path).is_symlink() and not (self.root / path).exists():
            folder = (self.root / path).parent
            if folder.exists() and not folder.resolve().is_relative_to(self.root.resolve()):
                raise InputError(f"{path}: leads out of the edition's folder; make it a folder of the edition")
            return None
        return read_bytes(self.root, path)

    def write(self, path: str, text: str) -> None:
        """Write the text of a file; the step can be undone."""
        self.write_all({path: self.encoded(path, text)})

    def encoded(self, path: str, text: str) -> bytes:
        """The bytes of a text, with the byte-order mark that the file has."""
        before = self.bytes_of(path)
        mark = codecs.BOM_UTF8 if before and before.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode("utf-8")

    def write_all(self, files: Mapping[str, bytes], joins_last: bool = False) -> None:
        """Write several files as one step, or as a part of the last one."""
        step = [_Written(path, _digest(data), self.bytes_of(path)) for path, data in files.items()]
        write_files({self.root / path: data for path, data in files.items()})
        if not joins_last:
            self.steps.append(step)
            return
        known = {one.path: one for one in self.steps[-1]}
        for one in step:
            if one.path in known:
                known[one.path].digest = one.digest
            else:
                self.steps[-1].append(one)

    def undo(self) -> tuple[str, ...]:
        """Put back what the last step replaced, and give the paths. OutputError when somebody else wrote since."""
        if not self.steps:
            raise InputError("nothing was written that could be undone")
        for one in self.steps[-1]:
            if _digest(self.bytes_of(one.path) or b"") != one.digest:
                said = f"{one.path}: was written by another program since; nothing was undone, edit the file yourself"
                raise OutputError(said)
        step = self.steps.pop()
        write_files({self.root / one.path: one.before for one in step if one.before is not None})
        for one in step:
            if one.before is None:
                (self.root / one.path).unlink()
        return tuple(one.path for one in step)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def with_blocks(text: str, path: str, blocks: Sequence[NewBlock], rank: Rank) -> str:
    """The text of a file of decisions with new blocks at their places. `rank`: that of table and number in the file.

    InputError where the file cannot take them, such as one that writes its decisions as a list of one line.
    """
    made = text
    for block in blocks:
        made = _with_block(made, block, rank)
    _check(text, made, path, blocks)
    return made


def _with_block(text: str, block: NewBlock, rank: Rank) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    lines = re.split(r"(?<=\n)", text)
    at = _line_for(lines, block, rank)
    new = block.toml().replace("\n", end)
    before, behind = "".join(lines[:at]), "".join(lines[at:])
    if before and not before.endswith(("\n", "\r")):
        before += end
    gap = "" if not before or before.endswith((end * 2,)) or before == end else end
    return f"{before}{gap}{new}{end if behind.strip() else ''}{behind}"


def _line_for(lines: Sequence[str], block: NewBlock, rank: Rank) -> int:
    """Before which line a block goes."""
    if block.rank is not None:
        for first, table, number in tables_of(lines):
            found = rank(table, number)
            if found is not None and found > block.rank:
                return first
    return len(lines)


def tables_of(lines: Sequence[str]) -> list[tuple[int, str, int]]:
    """The tables of decisions: the first line, with the comments right above; the name; which of that name."""
    heads = {f"[[{table.name}]]": table.name for table in TABLES}
    counts: Counter[str] = Counter()
    made: list[tuple[int, str, int]] = []
    for number in _outside_strings(lines):
        name = heads.get("".join(lines[number].partition("#")[0].split()))
        if name is None:
            continue
        first = number
        while first and lines[first - 1].lstrip().startswith("#") and not lines[first - 1].startswith("#:"):
            first -= 1
        made.append((first, name, counts[name]))
        counts[name] += 1
    return made


def _outside_strings(lines: Sequence[str]) -> list[int]:
    """The lines that begin outside of strings of several lines."""
    text = "".join(lines)
    inside = [found.span() for found in _PIECE.finditer(text) if found[0].startswith(_SEVERAL_LINES)]
    starts = accumulate((len(line) for line in lines), initial=0)
    return [n for n, at in enumerate(starts) if n < len(lines) and not any(a < at < b for a, b in inside)]


def _check(old: str, new: str, path: str, blocks: Sequence[NewBlock]) -> None:
    """InputError unless the new text holds the decisions of the old one and the new blocks, and nothing else."""
    try:
        wanted = tomllib.loads(old)
        found = tomllib.loads(new)
        for block in blocks:
            wanted.setdefault(block.table, []).append(tomllib.loads(block.toml())[block.table][0])
    except (tomllib.TOMLDecodeError, AttributeError) as error:
        raise InputError(f"{path}: a decision cannot be added to this file: {error}") from None
    if _counted(wanted) != _counted(found):
        raise InputError(f"{path}: a decision cannot be added to this file as it is written; write each as [[table]]")


def _counted(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: Counter(map(repr, value)) if isinstance(value, list) else value for name, value in data.items()}
