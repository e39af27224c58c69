"""What a RELAX NG schema has against a document, as findings with line and column."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from edition.errors import InputError
from edition.model.finding import Finding, Position, Severity
from edition.parsing import Document
from edition.validate.judge import Fault, Judge
from edition.validate.rng import read_schema
from edition.validate.schema import ODD, compiled


def faults_in(document: Document, schema: Path) -> tuple[Fault, ...]:
    """What the schema (a .rng or .odd file) does not allow."""
    return judge_of(schema.resolve(), schema.stat().st_mtime_ns).faults(document.root)


def told(faults: Sequence[Fault], document: Document) -> tuple[Finding, ...]:
    """Faults as findings; each sentence ends in what the schema says of the thing."""
    return tuple(
        Finding(fault.code, Severity.ERROR, _sentence(fault.words, fault.explained), document.position(fault.element))
        for fault in faults
    )


def faulty_places(faults: Sequence[Fault], document: Document) -> frozenset[Position]:
    """Elements with a fault, and the elements around them: what a rule has against these follows from the fault."""
    around = {parent for fault in faults if (parent := fault.element.getparent()) is not None}
    return frozenset(document.position(element) for element in {fault.element for fault in faults} | around)


def _sentence(words: str, explained: str) -> str:
    return f"{words} ({explained.rstrip('.')})" if explained else words


@lru_cache(maxsize=8)
def judge_of(schema: Path, changed: int = 0) -> Judge:
    """What judges by a schema; it remembers what it learns. InputError when the schema is none."""
    try:
        return Judge(read_schema(schema, compiled(schema, changed)[0] if schema.suffix == ODD else None))
    except RecursionError:
        raise InputError(f"{schema}: is not a RELAX NG schema: a definition holds itself") from None
