"""Read `decisions.toml`: the decisions of the editor on names and dates, each anchored by quoted words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.model import DateValue, Register
from edition.model.decision import Decision
from edition.project.config import TableReader
from edition.project.sources import read_bytes
from edition.project.suggestions import suggest_nearest
from edition.project.utf8 import decode_utf8

FILE_NAME = "decisions.toml"
_DATE = re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class MentionOptions:
    """One `[[mention]]`: the words, the text before and after them, and their meaning."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    witness: str = ""
    ref: str = ""
    date: str = ""
    reject: bool = False
    note: str = ""


def read_decisions(root: Path, register: Register, sigla: Sequence[str]) -> tuple[Decision, ...]:
    """Read the decisions of the edition in `root`; () when there is no file. ConfigError with line and column."""
    if not (root / FILE_NAME).exists():
        return ()
    reader = TableReader(decode_utf8(read_bytes(root, FILE_NAME), FILE_NAME), FILE_NAME)
    for key in reader.data:
        if key != "mention":
            raise reader.error(key, f"there is no table or key {key!r}; a decision is a table [[mention]]")
    tables = reader.data.get("mention", [])
    if not isinstance(tables, list):
        raise reader.error("mention", "write each decision as [[mention]]")
    return tuple(_make_decision(reader, table, number, register, sigla) for number, table in enumerate(tables))


def _make_decision(
    reader: TableReader, table: object, number: int, register: Register, sigla: Sequence[str]
) -> Decision:
    options = reader.read_options(MentionOptions, table, "mention", number)
    line = int(reader.position_of("", "mention", number).split(":")[1])
    if options.witness and options.witness not in sigla:
        problem = f"witness = {options.witness!r} is no siglum{suggest_nearest(options.witness, sigla)}"
        raise reader.error("witness", problem, "mention", number)
    if options.ref and options.ref not in register.entries:
        problem = (
            f"ref = {options.ref!r} is no entry of a register{suggest_nearest(options.ref, register.entries)[:120]}"
        )
        raise reader.error("ref", problem, "mention", number)
    try:
        value = _parse_date(options.date) if options.date else None
        return Decision(options.exact, options.prefix, options.suffix, options.witness, options.ref, value,
                        options.reject, options.note, line)  # fmt: skip
    except ValueError as error:
        raise reader.error("date" if options.date else "exact", str(error), "mention", number) from None


def _parse_date(date: str) -> DateValue:
    ends = date.split("/")
    if len(ends) > 2 or not all(_DATE.fullmatch(end) for end in ends):
        raise ValueError(f"date = {date!r}: write 1936, 1936-08, 1936-08-19 or 1936-08-19/1936-08-24")
    return DateValue(when=date) if len(ends) == 1 else DateValue(start=ends[0], end=ends[1])
