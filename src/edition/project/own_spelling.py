"""Which rules of spelling an edition has: those of its language, with the editor's own in `edition.toml`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from edition.errors import ConfigError
from edition.project.config_checks import check_language
from edition.project.language_tables import SpellingRules
from edition.project.spelling_rules import find_problems

NO_TABLE = "none"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnSpelling:
    """`[language.la]` of `edition.toml`: the editor's own spellings in a language.

    `spelling`, `words` and `apart` are added to the table of the language; see SpellingRules. `spelling_table`: the
    language whose table it is, "none" for no table, "" for that of the language itself.
    """

    spelling: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    spelling_table: str = ""


class Tables(Protocol):
    """What is needed of a TOML file: its tables as options, and where their keys are (TableReader)."""

    name: str
    lines: list[str]
    data: dict[str, Any]

    def read_options(self, kind: type[T], table: Any, name: str, number: int = 0) -> T:
        """A table as options of a kind."""

    def error(self, key: str, problem: str, table: str, number: int = 0) -> ConfigError:
        """The error at a key."""

    def position_of(self, key: str, table: str, number: int) -> str:
        """`:line:column` of a key."""


def read_own_spelling(file: Tables) -> Mapping[str, OwnSpelling]:
    """The tables `[language.la]` of a file; ConfigError for a rule that cannot be used."""
    tables = file.data.get("language", {})
    if not isinstance(tables, dict):
        raise file.error("language", "language must be a table for each language, such as [language.la]", "")
    made: dict[str, OwnSpelling] = {}
    for tag, table in tables.items():
        name = f"language.{tag}"
        if problem := check_language(tag):
            raise file.error("", f"[{name}]: {tag!r} {problem}", name)
        own = made[tag.casefold()] = file.read_options(OwnSpelling, table, name)
        check_rules(file, name, {"spelling": own.spelling, "words": own.words, "apart": own.apart})
        if own.spelling_table not in ("", NO_TABLE) and (problem := check_language(own.spelling_table)):
            raise file.error("spelling_table", f"spelling_table = {own.spelling_table!r} {problem}; or none", name)
    return made


def check_rules(file: Tables, table: str, values: Mapping[str, Sequence[str]]) -> None:
    """Raise ConfigError, with the place of the value, for a rule or a pair of words that cannot be used."""
    for key, value, problem in find_problems(values):
        raise ConfigError(f"{file.name}{_position_of_value(file, key, value, table)}: [{table}] {key}: {problem}")


def _position_of_value(file: Tables, key: str, value: str, table: str) -> str:
    """`:line:column` of a text in the value of a key of a table; that of the key where the text is not found."""
    place = file.position_of(key, table, 0)
    forms = (f'"{value}"', f"'{value}'", json.dumps(value, ensure_ascii=False))
    first, column = (int(number) for number in place[1:].split(":"))
    for number, line in enumerate(file.lines[first - 1 :], first):
        begin = column - 1 if number == first else 0
        found = [at for form in forms if (at := line.find(form, begin)) >= 0]
        if found:
            return f":{number}:{min(found) + 1}"
    return place


def with_own(table: SpellingRules, own: OwnSpelling) -> SpellingRules:
    """A table with the editor's rules, which are applied before the others and once more after them: she writes them
    for the words as they stand, and what the others make of these must agree."""
    rules = (*own.spelling, *table.rules, *own.spelling)
    return replace(table, rules=rules, words=(*table.words, *own.words), apart=(*table.apart, *own.apart))
