"""What a RELAX NG schema has against a document, as findings with line and column."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.model.finding import Finding, Position, Severity
from edition.validate.judge import Fault, Judge
from edition.validate.refusal import SchemaError, no_schema
from edition.validate.restrictions import first_breach
from edition.validate.rng import read_schema
from edition.validate.rules import mark_places, plain_rules
from edition.validate.schema import ODD, SCHEMATRON, compiled, own_rules, own_schema
from edition.validate.schema_files import NO_SCHEMA
from edition.xml.parse import Document, parse_document

_OF_WHAT_IS_AROUND = frozenset(("E411", "E412", "E413"))


def faults_in(document: Document, schema: Path) -> tuple[Fault, ...]:
    """What the schema (a .rng or .odd file) does not allow."""
    return judge_of(schema.resolve(), schema.stat().st_mtime_ns).faults(document.root)


def rules_with(schema: Path) -> bytes:
    """The Schematron rules that go with a schema (.rng, .odd or .sch), in their plain form; b"" if there are none."""
    return _rules(schema.resolve(), schema.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _rules(schema: Path, changed: int) -> bytes:
    if schema.suffix == ODD:
        return plain_rules([etree.fromstring(compiled(schema, changed)[1])])
    if schema.suffix == SCHEMATRON:
        documents = [parse_document(schema.read_bytes(), str(schema))]
    elif schema.read_bytes() == own_schema().read_bytes():
        documents = [parse_document(own_rules().read_bytes(), "edition.sch")]
    else:
        documents = [*judge_of(schema, changed).schema.files]
    for document in documents:
        mark_places(document)
    return plain_rules([document.root for document in documents])


def told(faults: Sequence[Fault], document: Document) -> tuple[Finding, ...]:
    """Faults as findings; each sentence ends in what the schema says of the thing."""
    return tuple(
        Finding(fault.code, Severity.ERROR, _sentence(fault.words, fault.explained), document.position(fault.element))
        for fault in faults
    )


def faulty_places(faults: Sequence[Fault], document: Document) -> frozenset[Position]:
    """Elements with a fault, and those around an element that is strange, misplaced or incomplete: what a rule has
    against these follows from the fault. A faulty attribute or word of an element says nothing of those around it."""
    misplaced = [fault.element for fault in faults if fault.code in _OF_WHAT_IS_AROUND]
    around = {parent for element in misplaced if (parent := element.getparent()) is not None}
    return frozenset(document.position(element) for element in {fault.element for fault in faults} | around)


def _sentence(words: str, explained: str) -> str:
    return f"{words} ({explained.rstrip('.')})" if explained else words


@lru_cache(maxsize=8)
def judge_of(schema: Path, changed: int = 0) -> Judge:
    """What judges by a schema; it remembers what it learns. SchemaError when the schema is none."""
    if schema.suffix != ODD:
        return _checked(Judge(read_schema(schema)))
    rng, _ = compiled(schema, changed)
    try:
        return _checked(Judge(read_schema(schema, rng)))
    except SchemaError as error:  # at places of a file that nobody sees
        said = "; ".join(finding.message for finding in error.findings)
        raise no_schema(Position(str(schema)), f"what it compiles to {said}") from None


def _checked(judge: Judge) -> Judge:
    """A judge whose schema was read to its end and breaks no restriction."""
    judge.schema.complete()
    if breach := first_breach(judge.schema.start, judge.elements()):
        element, said = breach
        names = element.names.names() if element and element.names else ()
        home = f" in the element {sorted(names)[0][1]}" if names else ""
        raise no_schema(judge.schema.place_of(element), f"{NO_SCHEMA}: {said}{home}")
    return judge
