"""Change keys of one decision in the text of its file; every other byte stays."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from edition.errors import InputError
from edition.model.anchor import Anchor
from edition.tasks.review.decision_file import NewBlock, Value, tables_of

_ANCHOR = ("exact", "prefix", "suffix", "nth")
_VALUE = r'"""(?:\\.|[^\\])*?"""' r"|'''.*?'''" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'" r"|[0-9]+"


def with_anchor(text: str, path: str, place: tuple[str, int], anchor: Anchor) -> str:
    """The text of a file in which a decision, by its table and number there, quotes other words."""
    sides: Mapping[str, Value] = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    kept = {key: value for key, value in sides.items() if value} | ({"nth": anchor.nth} if anchor.nth else {})
    return with_keys(text, path, place, kept, _ANCHOR)


def with_keys(
    text: str, path: str, place: tuple[str, int], new: Mapping[str, Value], gone: tuple[str, ...] = ()
) -> str:
    """The text of a file in which a decision has other values of some keys. InputError where they are written so that
    they cannot be changed."""
    table, number = place
    start, end = _row(text, table, number)
    row = text[start:end]
    first, *others = new
    for key in (*others, *gone):
        if key != first:
            row = re.sub(rf"(?ms)^[ \t]*{key}[ \t]*=[ \t]*(?:{_VALUE})[ \t]*(?:#[^\n]*)?(?:\n|\Z)", "", row, count=1)
    lines = NewBlock("", new).toml().split("\n")[1:-1]
    ending = "\r\n" if "\r\n" in row else "\n"
    found = re.search(rf"(?ms)^(?P<indent>[ \t]*){first}[ \t]*=[ \t]*(?:{_VALUE})", row)
    if found is not None:
        rest = re.match(r"[^\n]*\n?", row[found.end() :])
        behind = found.end() + (rest.end() if rest else 0)
        tail = row[found.end() : behind]
        tail = tail if tail.endswith("\n") or len(lines) == 1 else tail + ending
        more = "".join(f"{found['indent']}{line}{ending}" for line in lines[1:])
        row = f"{row[: found.start()]}{found['indent']}{lines[0]}{tail}{more}{row[behind:]}"
    made = text[:start] + row + text[end:]
    if not _is_right(text, made, place, new, gone):
        line = text.count("\n", 0, start) + 1
        said = (
            f"{path}:{line}: this decision quotes the words in a form that no program changes; change it by hand first"
        )
        raise InputError(said)
    return made


def with_block_in_place(text: str, path: str, number: int, block: NewBlock) -> str:
    """The text of a file in which a block stands in the place of the decision of its table with a number."""
    start, end = _row(text, block.table, number)
    row = text[start:end]
    ending = "\r\n" if "\r\n" in row else "\n"
    head = re.match(r"(?:[ \t]*#[^\n]*\n)*", row)
    rest = re.search(r"\s*(?:\n[ \t]*#[^\n]*)*\s*\Z", row)
    comments, behind = (row[: head.end()] if head else ""), (row[rest.start() :] if rest else "")
    made = text[:start] + comments + block.toml().rstrip("\n").replace("\n", ending) + behind + text[end:]
    data, found = tomllib.loads(text), tomllib.loads(made)
    data[block.table][number] = tomllib.loads(block.toml())[block.table][0]
    if data != found:
        line = text.count("\n", 0, start) + 1
        raise InputError(
            f"{path}:{line}: this decision is written in a form that no program changes; change it by hand"
        )
    return made


def _row(text: str, table: str, number: int) -> tuple[int, int]:
    """Where the text of a decision begins and ends in that of its file."""
    lines = re.split(r"(?<=\n)", text)
    found = [first for first, name, count in tables_of(lines) if (name, count) == (table, number)]
    if not found:
        return len(text), len(text)
    later = [first for first, _, _ in tables_of(lines) if first > found[0]]
    end = later[0] if later else len(lines)
    return len("".join(lines[: found[0]])), len("".join(lines[:end]))


def _is_right(old: str, new: str, place: tuple[str, int], keys: Mapping[str, Value], gone: tuple[str, ...]) -> bool:
    """Whether the new text says what the old one said, but for the keys of the one decision."""
    table, number = place
    try:
        wanted: dict[str, Any] = tomllib.loads(old)
        found = tomllib.loads(new)
        row = {key: value for key, value in wanted[table][number].items() if key not in gone}
        wanted[table][number] = row | dict(keys)
    except (tomllib.TOMLDecodeError, KeyError, IndexError, TypeError):
        return False
    return wanted == found
