"""Validate a TEI file against its schemas and their Schematron rules."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from edition.errors import InputError
from edition.model.finding import Finding, Position
from edition.validate.choose_schemas import NamedSchema, as_named, choose_schemas
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.relaxng import find_faults, load_rules, load_validator, make_findings, positions_near_faults
from edition.validate.schema import ODD, SCHEMATRON
from edition.validate.schema_files import COMPACT
from edition.validate.schematron import compile_rule_sheet, find_broken_rules
from edition.xml.parse import Document, parse_document


def validate(data: bytes, path: str, schema: Path | None = None) -> tuple[Finding, ...]:
    """Validate the bytes of a file; `path` is its name in the positions of the findings.

    The findings are in document order; lines and columns count from 1, columns in code points. `schema` is a .rng, .odd
    or .sch file; without it the schema is chosen by `choose_schemas`. RefusedError when the file is not well-formed or
    needs something outside; InputError when no schema is known, or when `schema` cannot be used.

    >>> from edition.validate.schema import own_schema
    >>> findings = validate(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "a.xml", own_schema())
    >>> [str(f.position) for f in findings], findings[0].code, findings[0].message
    (['a.xml:1:1'], 'E413', 'TEI is incomplete: teiHeader is missing at its end')
    """
    return validate_document(parse_document(data, path), *([check_schema(schema)] if schema else []))


def validate_document(
    document: Document, *schemas: Path | NamedSchema, options: Options = NO_OPTIONS
) -> tuple[Finding, ...]:
    """Validate a parsed file against `schemas`, or against the schemas that it names.

    A broken rule is left out where it follows from a fault of the structure.
    """
    named = [schema if isinstance(schema, NamedSchema) else as_named(schema) for schema in schemas]
    chosen = named or choose_schemas(document, options=options).schemas
    grammars = [schema.path for schema in chosen if schema.has_grammar]
    faults = [fault for grammar in grammars for fault in find_faults(document, grammar, options)]
    consequences = positions_near_faults(faults, document)
    found = [*make_findings(faults, document)]
    for schema in chosen:
        of_schema = replace(options, phase=options.phase or schema.phase)
        if rules := load_rules(schema.path, of_schema):
            found += find_broken_rules(document, rules, consequences)
    return tuple(sorted(_once(found) if len(chosen) > 1 else found, key=lambda f: (f.position, f.code, f.message)))


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without those that two schemas have alike but for the advice behind the semicolon."""
    known: dict[tuple[str, Position, str], Finding] = {}
    for finding in findings:
        known.setdefault((finding.code, finding.position, finding.message.partition(";")[0]), finding)
    return [*known.values()]


def check_schema(schema: Path, options: Options = NO_OPTIONS) -> Path:
    """Return the path of a schema that can be used; InputError when it is missing, unknown or wrong."""
    if not schema.is_file():
        raise InputError(f"{schema}: there is no such schema")
    if schema.suffix not in (".rng", COMPACT, ODD, *SCHEMATRON):
        raise InputError(
            f"{schema}: a schema is RELAX NG (.rng, or .rnc in compact syntax), an ODD (.odd), or Schematron (.sch)"
        )
    if schema.suffix not in SCHEMATRON:
        load_validator(schema.resolve(), schema.stat().st_mtime_ns, options)
    if rules := load_rules(schema, options):
        compile_rule_sheet(rules)
    elif schema.suffix in SCHEMATRON:
        raise InputError(f"{schema}: holds no rules of Schematron")
    return schema
