"""A TEI file in, findings out: what its schemas and their rules have against it."""

from pathlib import Path

from edition.errors import InputError
from edition.model.finding import Finding
from edition.validate.choosing import schemas_of
from edition.validate.relaxng import faults_in, faulty_places, judge_of, rules_with, told
from edition.validate.schema import ODD, SCHEMATRON
from edition.validate.schematron import broken_rules, rule_sheet
from edition.xml.parse import Document, parse_document


def validate(data: bytes, path: str, schema: Path | None = None) -> tuple[Finding, ...]:
    """What is wrong with a file, in its order. InputError when it is not XML or no schema can be told."""
    return findings_in(parse_document(data, path), *([usable(schema)] if schema else []))


def findings_in(document: Document, *schemas: Path) -> tuple[Finding, ...]:
    """What its schemas, or those that are named, have against a parsed file, and against it what their rules have."""
    chosen = schemas or schemas_of(document)
    faults = [fault for schema in chosen if schema.suffix != SCHEMATRON for fault in faults_in(document, schema)]
    consequences = faulty_places(faults, document)
    found = [*told(faults, document)]
    for schema in chosen:
        if rules := rules_with(schema):
            found += (f for f in broken_rules(document, rules) if f.position not in consequences)
    return tuple(sorted(found, key=lambda f: (f.position, f.code, f.message)))


def usable(schema: Path) -> Path:
    """The schema, when it is there and of a kind that can be read; else InputError, which says what can."""
    if not schema.is_file():
        raise InputError(f"{schema}: there is no such schema")
    if schema.suffix not in (".rng", ODD, SCHEMATRON):
        raise InputError(
            f"{schema}: a schema is a RELAX NG file in XML syntax (.rng), an ODD (.odd), or Schematron (.sch)"
        )
    if schema.suffix != SCHEMATRON:
        judge_of(schema.resolve(), schema.stat().st_mtime_ns)
    if rules := rules_with(schema):
        rule_sheet(rules)
    elif schema.suffix == SCHEMATRON:
        raise InputError(f"{schema}: holds no rules of Schematron")
    return schema
