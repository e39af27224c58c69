"""Apply the rules of a Schematron schema with Saxon; each finding has the exact position of its element."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
from lxml import etree

from edition.errors import InternalError
from edition.model.finding import Finding, Position, Severity
from edition.validate.rules import POSITION, position_of
from edition.validate.schema import compile_rules
from edition.validate.schema_errors import SchemaError, first_line_of, rule_finding
from edition.xml.parse import Document
from edition.xml.saxon import Sheet

_SAXON_ERROR = regex.compile(r"on line (\d+) column \d+[^\n]*\n\s*(?:[A-Z]{4}\d{4}\s+)?([^\n]*(?:\n    ?[^\n]+)*)")

_FORBIDDEN_ACCESS = regex.compile(r"Access to URI (\S+) has been prohibited|URI scheme '\w+' has been disallowed")


def find_broken_rules(document: Document, rules: bytes) -> tuple[Finding, ...]:
    """The broken rules in document order; `rules` are in their plain form. E443 for a rule that fails at run time."""
    try:
        found = compile_rule_sheet(rules).maps(_serialize_for_saxon(document))
    except InternalError as error:
        message = f"the Schematron rules cannot be applied to this file: {first_line_of(error)}"
        return (Finding("E443", Severity.ERROR, message, Position(document.path)),)
    found.sort(key=lambda m: int(m["at"]))
    return tuple(_make_findings(document, found))


def _serialize_for_saxon(document: Document) -> bytes:
    """The document with the comments and processing instructions around its root, but without DOCTYPE."""
    root = document.root
    before, after = [*root.itersiblings(preceding=True)], [*root.itersiblings()]
    parts = [etree.tostring(node, encoding="unicode", with_tail=False) for node in (*before[::-1], root, *after)]
    return "".join(parts).encode()


def _make_findings(document: Document, found: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    """The results as findings; a rule that fails at run time is reported once, at the first position."""
    failures = Counter(m["failed"] for m in found if m["failed"])
    for result in found:
        position = document.position_of(int(result["at"]))
        if not result["failed"]:
            yield Finding(result["code"], Severity(result["severity"]), result["message"], position)
        elif count := failures.pop(result["failed"], 0):
            more = f" (and at {count - 1} more places)" if count > 1 else ""
            message = f"the rule {result['code']} cannot be applied here{more}: {_simplify_message(result['message'])}"
            yield Finding("E443", Severity.ERROR, message, position)


def _simplify_message(message: str) -> str:
    """A message of Saxon without the position in the generated stylesheet; a refused access is explained."""
    if outside := _FORBIDDEN_ACCESS.search(message):
        return f"it reads {outside[1] or 'something outside'}, and nothing outside the file is read"
    return message.partition(". Found while ")[0]


@lru_cache(maxsize=8)
def compile_rule_sheet(rules: bytes) -> Sheet:
    """Compile the rules; SchemaError with the position in the schema for each rule that cannot be compiled."""
    sheet = compile_rules(rules)
    try:
        return Sheet(Path("rules.xsl"), text=sheet.decode())
    except InternalError as error:
        faults = tuple(dict.fromkeys(_find_compile_errors(sheet, str(error))))
        raise SchemaError(*faults or (rule_finding(Position(""), f"the rules cannot be compiled: {error}"),)) from None


def _find_compile_errors(sheet: bytes, message: str) -> Iterator[Finding]:
    """The compile errors of Saxon, with the positions in the schema instead of the generated stylesheet."""
    marked = [e for e in etree.fromstring(sheet).iter(etree.Element) if e.get(POSITION)]
    for line, words in _SAXON_ERROR.findall(message):
        before = [e for e in marked if (e.sourceline or 0) <= int(line)]  # type: ignore[operator]  # a line or None
        if before:
            yield rule_finding(position_of(before[-1]), f"the rule cannot be compiled: {' '.join(words.split())}")
