"""What a project says of its validation: `[validate]` in edition.toml, `[tool.variorum.validate]` in pyproject.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from edition.project.apparatus_options import Tables
from edition.project.file_patterns import matches, relative_name
from edition.project.suggestions import suggest_nearest

EDITION_TABLE = "validate"
PYTHON_TABLE = "tool.variorum.validate"


@dataclass(frozen=True, slots=True)
class SchemaRule:
    """`[[validate.schema]]`: the schemas of the files that match a pattern."""

    files: tuple[str, ...]
    schema: tuple[str, ...]
    phase: str = ""


@dataclass(frozen=True, slots=True)
class ValidateKeys:
    """The other keys of the table."""

    exclude: tuple[str, ...] = ()
    catalog: tuple[str, ...] = ()
    phase: str = ""
    tei: str = ""
    stylesheets: str = ""
    allow_includes: bool = False
    baseline: str = ""
    limit: int = 0


_KEYS = tuple(key.name for key in fields(ValidateKeys))


@dataclass(frozen=True, slots=True)
class ValidateSettings:
    """The table of the nearest file; `root` is its folder, from which its paths and patterns count."""

    root: Path | None = None
    keys: ValidateKeys = field(default_factory=ValidateKeys)
    schemas: tuple[SchemaRule, ...] = ()

    def path_of(self, name: str) -> Path | None:
        """The path of a file that the table names; None for ""."""
        return (self.root or Path()) / name if name else None

    def rule_for(self, path: Path) -> SchemaRule | None:
        """The first `[[validate.schema]]` that matches a file."""
        name = relative_name(path, self.root or Path())
        return next((rule for rule in self.schemas if any(matches(one, name) for one in rule.files)), None)


def read_validate_settings(file: Tables, root: Path, table: str = EDITION_TABLE) -> ValidateSettings:
    """Convert the table; ConfigError for an unknown key or a value of the wrong type.

    `root` is the folder of the file, `table` the name that the table has there.
    """
    data: Any = file.data
    for name in table.split("."):
        data = data.get(name, {}) if isinstance(data, dict) else {}
    if not isinstance(data, dict):
        raise file.error("validate", f"{table} must be a table", table)
    if unknown := next((key for key in data if key not in (*_KEYS, "schema")), None):
        problem = f"[{table}] has no key {unknown!r}{suggest_nearest(unknown, (*_KEYS, 'schema'))}"
        raise file.error(unknown, problem, table)
    rest = {key: value for key, value in data.items() if key != "schema"}
    keys = file.read_options(ValidateKeys, _as_lists(rest, "exclude", "catalog"), table)
    if keys.limit < 0:
        raise file.error("limit", "limit must be 0 (all findings) or more", table)
    return ValidateSettings(root, keys, tuple(_read_rules(file, data.get("schema", []), table)))


def _read_rules(file: Tables, tables: Any, table: str) -> Iterator[SchemaRule]:
    if isinstance(tables, str):
        yield SchemaRule(("**",), (tables,))
        return
    if not isinstance(tables, list):
        raise file.error("schema", f"schema is one file in quotes, or tables [[{table}.schema]]", table)
    for number, one in enumerate(tables):
        name = f"{table}.schema"
        if not isinstance(one, dict):
            raise file.error("schema", f"schema is one file in quotes, or tables [[{name}]]", table)
        rule = file.read_options(SchemaRule, _as_lists(one, "files", "schema"), name, number)
        if not rule.schema or not rule.files:
            raise file.error("", "needs a file in schema and a pattern in files", name, number)
        yield rule


def _as_lists(table: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """A table in which one text stands for a list of it."""
    return {key: [value] if key in keys and isinstance(value, str) else value for key, value in table.items()}
