"""Which schemas a run of `edition validate` uses: what the user names, what the project says, what the files name."""

from dataclasses import replace
from pathlib import Path

from edition.errors import EditionError, InputError
from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Severity
from edition.project.validate_settings import SchemaRule, ValidateSettings
from edition.validate.catalogs import find_copy
from edition.validate.choose_schemas import Choice, NamedSchema, as_named, choose_schemas
from edition.validate.document import check_schema
from edition.validate.options import Options
from edition.validate.relaxng import load_rules
from edition.validate.schema_errors import SchemaError
from edition.xml.parse import Document, RefusedError

_PLACE = late_pattern(r"(.+?)(?::(\d+))?(?::(\d+))?: ")


def find_schema(schema: Path | str, options: Options) -> Path:
    """The file of a schema that the user names by its path or its address; InputError when it is not on this disk."""
    name = str(schema)
    copy, why = find_copy(name, options.catalogs) if not Path(name).exists() else (None, "")
    if copy:
        return copy.path
    if "://" in name:
        file = name.rpartition("/")[2] or "my.rng"
        advice = f"download it, and name the copy: --schema {file}, or --catalog {name}={file}"
        raise InputError(f"{name}: {why or 'nothing is fetched'}: {advice}")
    return Path(name)


def choose_for_run(document: Document, options: Options, settings: ValidateSettings) -> Choice:
    """The schemas of a file by the project's patterns, else those that it names; InputError when there is none."""
    if rule := settings.rule_for(Path(document.path)):
        return Choice(tuple(_of_rule(name, rule, options, settings) for name in rule.schema))
    folders = (*options.folders, *([settings.root] if settings.root else []))
    choice = choose_schemas(document, Path.cwd(), replace(options, folders=folders))
    for schema in choice.schemas:
        _check(schema, options)
    return choice


def _of_rule(name: str, rule: SchemaRule, options: Options, settings: ValidateSettings) -> NamedSchema:
    path = find_schema(name, options) if "://" in name else (settings.path_of(name) or Path(name))
    schema = replace(as_named(path), phase=rule.phase)
    _check(schema, options)
    return schema


def _check(schema: NamedSchema, options: Options) -> None:
    of_schema = replace(options, phase=options.phase or schema.phase)
    check_schema(schema.path, of_schema)
    if not schema.has_grammar and not load_rules(schema.path, of_schema):
        raise InputError(f"{schema.path}: holds no rules of Schematron, and is named for them alone")


def findings_of(error: EditionError) -> tuple[Finding, ...]:
    """An error that ends a run, as findings."""
    if isinstance(error, SchemaError):
        return error.findings
    if isinstance(error, RefusedError):
        return (error.finding,)
    message = str(error)
    found = _PLACE.match(message)
    if found is None:
        return (Finding("E400", Severity.ERROR, message, Position("edition")),)
    position = Position(found[1], int(found[2] or 0), int(found[3] or 0))
    return (Finding("E400", Severity.ERROR, message[found.end() :], position),)
