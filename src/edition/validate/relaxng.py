"""Validate a document against a RELAX NG schema; the result is findings with line and column."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.model.finding import Finding, Position, Severity
from edition.validate.message_text import format_documentation
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.restrictions import find_violation
from edition.validate.rule_elements import mark_positions
from edition.validate.rules import make_plain_rules
from edition.validate.schema import ODD, SCHEMATRON, compile_odd_file, own_rules, own_schema
from edition.validate.schema_errors import SchemaError, schema_error
from edition.validate.schema_files import NO_SCHEMA
from edition.validate.schema_reader import read_schema
from edition.validate.validator import Fault, Validator
from edition.xml.parse import Document, parse_document

_CODES_ABOUT_PARENT = frozenset(("E411", "E412", "E413"))


def find_faults(document: Document, schema: Path, options: Options = NO_OPTIONS) -> tuple[Fault, ...]:
    """The faults of a document by a schema (a .rng or .odd file)."""
    return load_validator(schema.resolve(), schema.stat().st_mtime_ns, options).find_faults(
        document.root, document.entities
    )


def load_rules(schema: Path, options: Options = NO_OPTIONS) -> bytes:
    """The Schematron rules of a schema (.rng, .odd or .sch) in their plain form; b"" if there are none."""
    return _load_rules(schema.resolve(), schema.stat().st_mtime_ns, options)


@lru_cache(maxsize=8)
def _load_rules(schema: Path, changed: int, options: Options) -> bytes:
    if schema.suffix == ODD:
        return make_plain_rules([etree.fromstring(compile_odd_file(schema, changed, options)[1])], options.phase)
    if schema.suffix in SCHEMATRON:
        documents = [parse_document(schema.read_bytes(), str(schema))]
    elif schema.read_bytes() == own_schema().read_bytes():
        documents = [parse_document(own_rules().read_bytes(), "edition.sch")]
    else:
        documents = [*load_validator(schema, changed, options).schema.files]
    for document in documents:
        mark_positions(document)
    roots = [document.root for document in documents]
    return make_plain_rules(roots, options.phase, is_own_file=schema.suffix in SCHEMATRON)


def make_findings(faults: Sequence[Fault], document: Document) -> tuple[Finding, ...]:
    """Faults as findings; the documentation of the schema is appended to each message."""
    texts = {f: (document.number_of(f.element), f.text_at) for f in faults if f.text_at is not None}
    found = document.find_texts(texts.values()) if texts else {}

    def position_of(fault: Fault) -> Position:
        return (found.get(texts[fault]) if fault in texts else None) or document.position(fault.element)

    return tuple(
        Finding(fault.code, Severity.ERROR, _sentence(fault.message, fault.documentation), position_of(fault))
        for fault in faults
    )


def positions_near_faults(faults: Sequence[Fault], document: Document) -> frozenset[Position]:
    """The positions of elements with a fault, and of parents of unknown, misplaced or incomplete elements.

    Broken rules at these positions follow from the fault. Faults of attributes or text do not affect the parent.
    """
    misplaced = [fault.element for fault in faults if fault.code in _CODES_ABOUT_PARENT]
    around = {parent for element in misplaced if (parent := element.getparent()) is not None}
    return frozenset(document.position(element) for element in {fault.element for fault in faults} | around)


def _sentence(words: str, documentation: str) -> str:
    description = format_documentation(documentation)
    return f"{words} ({description})" if description else words


@lru_cache(maxsize=8)
def load_validator(schema: Path, changed: int = 0, options: Options = NO_OPTIONS) -> Validator:
    """The validator of a schema file; SchemaError when the schema is invalid. `changed` is part of the cache key."""
    if schema.suffix != ODD:
        return _check_restrictions(Validator(read_schema(schema, options=options)))
    rng, _ = compile_odd_file(schema, changed, options)
    try:
        return _check_restrictions(Validator(read_schema(schema, rng, options)))
    except SchemaError as error:  # the positions are in the compiled schema, which the editor does not see
        problem = "; ".join(finding.message for finding in error.findings)
        raise schema_error(Position(str(schema)), f"what it compiles to {problem}") from None


def _check_restrictions(validator: Validator) -> Validator:
    """The validator, after its schema was read completely and violates no restriction."""
    validator.schema.read_completely()
    if violation := find_violation(validator.schema.start, validator.elements()):
        element, problem = violation
        names = element.names.names() if element and element.names else ()
        home = f" in the element {sorted(names)[0][1]}" if names else ""
        raise schema_error(validator.schema.position_of(element), f"{NO_SCHEMA}: {problem}{home}")
    return validator
