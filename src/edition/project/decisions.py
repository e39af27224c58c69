"""`decisions.toml`: the editor's decisions on names and dates, each anchored by the words it quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.model import DateValue, Register
from edition.model.decision import Decision
from edition.project.config import TableReader, nearest
from edition.project.sources import read_bytes
from edition.project.utf8 import decoded

FILE_NAME = "decisions.toml"
_DATE = re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class MentionOptions:
    """One `[[mention]]`: words, their neighbours, and what they mean."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    witness: str = ""
    ref: str = ""
    date: str = ""
    reject: bool = False
    note: str = ""


def read_decisions(root: Path, register: Register, sigla: Sequence[str]) -> tuple[Decision, ...]:
    """The decisions of the edition in `root`, none when there is no file; ConfigError with line and column."""
    if not (root / FILE_NAME).exists():
        return ()
    reader = TableReader(decoded(read_bytes(root, FILE_NAME), FILE_NAME), FILE_NAME)
    for key in reader.data:
        if key != "mention":
            raise reader.wrong(key, f"there is no table or key {key!r}; a decision is a table [[mention]]")
    tables = reader.data.get("mention", [])
    if not isinstance(tables, list):
        raise reader.wrong("mention", "write each decision as [[mention]]")
    return tuple(_decision(reader, table, number, register, sigla) for number, table in enumerate(tables))


def _decision(reader: TableReader, table: object, number: int, register: Register, sigla: Sequence[str]) -> Decision:
    options = reader.options(MentionOptions, table, "mention", number)
    line = int(reader.place("", "mention", number).split(":")[1])
    if options.witness and options.witness not in sigla:
        said = f"witness = {options.witness!r} is no siglum{nearest(options.witness, sigla)}"
        raise reader.wrong("witness", said, "mention", number)
    if options.ref and options.ref not in register.entries:
        said = f"ref = {options.ref!r} is no entry of a register{nearest(options.ref, register.entries)[:120]}"
        raise reader.wrong("ref", said, "mention", number)
    try:
        value = _value(options.date) if options.date else None
        return Decision(options.exact, options.prefix, options.suffix, options.witness, options.ref, value,
                        options.reject, options.note, line)  # fmt: skip
    except ValueError as error:
        raise reader.wrong("date" if options.date else "exact", str(error), "mention", number) from None


def _value(date: str) -> DateValue:
    ends = date.split("/")
    if len(ends) > 2 or not all(_DATE.fullmatch(end) for end in ends):
        raise ValueError(f"date = {date!r}: write 1936, 1936-08, 1936-08-19 or 1936-08-19/1936-08-24")
    return DateValue(when=date) if len(ends) == 1 else DateValue(start=ends[0], end=ends[1])
