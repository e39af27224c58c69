"""The rules of a Schematron schema, applied by Saxon; each finding knows the exact place of its element."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
from lxml import etree

from edition.errors import InternalError
from edition.model.finding import Finding, Position, Severity
from edition.validate.refusal import SchemaError, first_line, no_rule
from edition.validate.rules import PLACE, place_of
from edition.validate.schema import compile_rules
from edition.xml.parse import Document
from edition.xml.saxon import Sheet

_FAULT = regex.compile(r"on line (\d+) column \d+[^\n]*\n\s*(?:[A-Z]{4}\d{4}\s+)?([^\n]*(?:\n    ?[^\n]+)*)")

_OUTSIDE = regex.compile(r"Access to URI (\S+) has been prohibited|URI scheme '\w+' has been disallowed")


def broken_rules(document: Document, rules: bytes) -> tuple[Finding, ...]:
    """What breaks the rules (in their plain form), in the order of the document; E443 for what fails on the way."""
    try:
        found = rule_sheet(rules).maps(_whole(document))
    except InternalError as error:
        message = f"the Schematron rules cannot be applied to this file: {first_line(error)}"
        return (Finding("E443", Severity.ERROR, message, Position(document.path)),)
    found.sort(key=lambda m: int(m["at"]))
    return tuple(_findings(document, found))


def _whole(document: Document) -> bytes:
    """The document for Saxon, with the comments and processing instructions around its root, but without DOCTYPE."""
    root = document.root
    before, after = [*root.itersiblings(preceding=True)], [*root.itersiblings()]
    parts = [etree.tostring(node, encoding="unicode", with_tail=False) for node in (*before[::-1], root, *after)]
    return "".join(parts).encode()


def _findings(document: Document, found: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    """A rule that fails is told once, at the first place, however many there are."""
    failures = Counter(m["failed"] for m in found if m["failed"])
    for one in found:
        position = document.position_of(int(one["at"]))
        if not one["failed"]:
            yield Finding(one["code"], Severity(one["severity"]), one["message"], position)
        elif count := failures.pop(one["failed"], 0):
            more = f" (and at {count - 1} more places)" if count > 1 else ""
            said = f"the rule {one['code']} cannot be applied here{more}: {_plainly(one['message'])}"
            yield Finding("E443", Severity.ERROR, said, position)


def _plainly(said: str) -> str:
    """What Saxon says, without where in its own sheet; what it refused to open, as that."""
    if outside := _OUTSIDE.search(said):
        return f"it reads {outside[1] or 'something outside'}, and nothing outside the file is read"
    return said.partition(". Found while ")[0]


@lru_cache(maxsize=8)
def rule_sheet(rules: bytes) -> Sheet:
    """The rules as a compiled stylesheet. SchemaError, with its place in the schema, for each that cannot be."""
    sheet = compile_rules(rules)
    try:
        return Sheet(Path("rules.xsl"), text=sheet.decode())
    except InternalError as error:
        faults = tuple(dict.fromkeys(_faults(sheet, str(error))))
        raise SchemaError(*faults or (no_rule(Position(""), f"the rules cannot be compiled: {error}"),)) from None


def _faults(sheet: bytes, said: str) -> Iterator[Finding]:
    """What Saxon has against the lines of a sheet, at the places of the schema that they were made of."""
    marked = [e for e in etree.fromstring(sheet).iter(etree.Element) if e.get(PLACE)]
    for line, words in _FAULT.findall(said):
        before = [e for e in marked if (e.sourceline or 0) <= int(line)]  # type: ignore[operator]  # a line or None
        if before:
            yield no_rule(place_of(before[-1]), f"the rule cannot be compiled: {' '.join(words.split())}")
