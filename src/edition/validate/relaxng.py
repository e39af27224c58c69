"""What a RELAX NG schema has against a document, as findings with line and column."""

from functools import lru_cache
from pathlib import Path

from edition.errors import InputError
from edition.model.finding import Finding, Severity
from edition.validate.judge import Judge
from edition.validate.parse import Document
from edition.validate.rng import read_schema


def invalidities(document: Document, schema: Path) -> tuple[Finding, ...]:
    """What the schema (a .rng file) does not allow; each sentence ends in what the schema says of the thing."""
    judge = judge_of(schema.resolve(), schema.stat().st_mtime_ns)
    return tuple(
        Finding(fault.code, Severity.ERROR, _told(fault.words, fault.explained), document.position(fault.element))
        for fault in judge.faults(document.root)
    )


def _told(words: str, explained: str) -> str:
    return f"{words} ({explained.rstrip('.')})" if explained else words


@lru_cache(maxsize=8)
def judge_of(schema: Path, _changed: int = 0) -> Judge:
    """What judges by a schema; it remembers what it learns. InputError when the schema is none."""
    try:
        return Judge(read_schema(schema))
    except RecursionError:
        raise InputError(f"{schema}: is not a RELAX NG schema: a definition holds itself") from None
