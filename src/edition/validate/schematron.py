"""Apply the rules of a Schematron schema with Saxon; each finding has the exact position of its element."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
from lxml import etree

from edition.errors import InternalError
from edition.late_patterns import late_regex
from edition.model.finding import Finding, Position, Severity
from edition.validate.rule_elements import POSITION, position_of
from edition.validate.schema import compile_rules
from edition.validate.schema_errors import SchemaError, first_line_of, rule_finding
from edition.xml.node_positions import NodePositions
from edition.xml.parse import Document
from edition.xml.saxon import Sheet

_SAXON_ERROR = late_regex(r"on line (\d+) column \d+[^\n]*\n\s*(?:[A-Z]{4}\d{4}\s+)?([^\n]*(?:\n    ?[^\n]+)*)")

_CONTEXT_WARNING = late_regex(
    r"on line (\d+) column \d+[^\n]*\n[^\n]*matching pattern\s*\{.*?\}: ([^\n]*(?:\n  [^\n]+)*)", regex.DOTALL
)
_ONLY = "variorum-only"  # the parameter of the stylesheet with the number of the only test to run
FIX_CODE = "E446"
_FORBIDDEN_ACCESS = late_regex(r"Access to URI (\S+) has been prohibited|URI scheme '\w+' has been disallowed")


def find_broken_rules(
    document: Document, rules: bytes, consequences: Set[Position] = frozenset()
) -> tuple[Finding, ...]:
    """The broken rules in document order; `rules` are in their plain form. E443 for a rule that fails at run time.

    Rules about elements at the positions `consequences`, and about what belongs to these, are left out.
    """
    sheet = compile_rule_sheet(rules)
    source = _serialize_for_saxon(document)
    try:
        found = sheet.maps(source)
        failed = [*_find_failed_contexts(rules, sheet.warnings, document)]
    except InternalError:
        found, failed = _apply_one_by_one(sheet, source, rules, document)
    found = [m for m in found if document.position_of(int(m["at"]) or 1) not in consequences]
    found.sort(key=lambda m: int(m["at"]))
    return (*failed, *_make_findings(document, found))


def _apply_one_by_one(
    sheet: Sheet, source: bytes, rules: bytes, document: Document
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Run each test by itself, where a test ends the run of all, as a function does that calls itself without end."""
    found: list[dict[str, Any]] = []
    failed: list[Finding] = []
    tests = etree.fromstring(rules).iterfind(".//{*}rule/*[@test]")
    for number, test in enumerate(tests, 1):
        try:
            found += sheet.maps(source, **{_ONLY: number})
        except InternalError as error:
            failed.append(_failure(test.get("code", ""), first_line_of(error), document.position(document.root)))
    return found, failed


def _find_failed_contexts(rules: bytes, warnings: str, document: Document) -> Iterator[Finding]:
    """The rules whose context failed on a node, which then did not match; Saxon only warns of it."""
    if "matching pattern" not in warnings:
        return
    marked = _marked_elements(compile_rules(rules))
    codes = {
        position_of(rule): rule[0].get("code", "")
        for rule in etree.fromstring(rules).iterfind(".//{*}rule")
        if len(rule)
    }
    told: set[Position] = set()
    for line, words in _CONTEXT_WARNING.findall(warnings):
        place = _find_place(marked, int(line))
        if place is not None and place not in told:
            told.add(place)
            message = f"its context fails (at {place}): {' '.join(words.split())}"
            yield _failure(codes.get(place, ""), message, document.position(document.root))


def _failure(code: str, message: str, position: Position) -> Finding:
    return Finding(
        "E443", Severity.ERROR, f"the rule {code} cannot be applied here: {_simplify_message(message)}", position
    )


def _serialize_for_saxon(document: Document) -> bytes:
    """The document with the comments and processing instructions around its root, but without DOCTYPE."""
    root = document.root
    before, after = [*root.itersiblings(preceding=True)], [*root.itersiblings()]
    parts = [etree.tostring(node, encoding="unicode", with_tail=False) for node in (*before[::-1], root, *after)]
    return "".join(parts).encode()


def _make_findings(document: Document, found: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    """The results as findings; a rule that fails at run time is reported once, at the first position."""
    failures = Counter(m["failed"] for m in found if m["failed"])
    places = NodePositions(document.data, document.root.getroottree().docinfo.encoding or "utf-8")
    for result in found:
        position = _position_of_node(document, places, int(result["at"]), result["node"])
        if "fix" in result:
            message = f"to mend {result['code']}, the schema has the quick fix: {result['message']}"
            yield Finding(FIX_CODE, Severity.ADVICE, message, position)
        elif not result["failed"]:
            yield Finding(result["code"], Severity(result["severity"]), result["message"], position)
        elif count := failures.pop(result["failed"], 0):
            more = f" (and at {count - 1} more places)" if count > 1 else ""
            message = f"the rule {result['code']} cannot be applied here{more}: {_simplify_message(result['message'])}"
            yield Finding("E443", Severity.ERROR, message, position)


def _position_of_node(document: Document, places: NodePositions, number: int, node: str) -> Position:
    """The position of an element, or of its attribute (`@name`) or child; of the element where that is not found."""
    element = document.position_of(number or 1)
    if not node or element.path != document.path:
        return element
    if node.startswith("@"):
        found = places.of_attribute(node[1:], (element.line, element.column))
    else:
        found = places.of_child(number, int(node), (element.line, element.column))
    return Position(element.path, *found) if found else element


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
        return Sheet(Path("rules.xsl"), text=sheet.decode(), parameters=frozenset((_ONLY,)))
    except InternalError as error:
        faults = tuple(dict.fromkeys(_find_compile_errors(sheet, str(error))))
        raise SchemaError(*faults or (rule_finding(Position(""), f"the rules cannot be compiled: {error}"),)) from None


def _find_compile_errors(sheet: bytes, message: str) -> Iterator[Finding]:
    """The compile errors of Saxon, with the positions in the schema instead of the generated stylesheet."""
    marked = _marked_elements(sheet)
    for line, words in _SAXON_ERROR.findall(message):
        if place := _find_place(marked, int(line)):
            yield rule_finding(place, f"the rule cannot be compiled: {' '.join(words.split())}")


def _marked_elements(sheet: bytes) -> list[etree._Element]:
    """The elements of a generated stylesheet that say which place of the schema they come from."""
    return [e for e in etree.fromstring(sheet).iter(etree.Element) if e.get(POSITION)]


def _find_place(marked: Sequence[etree._Element], line: int) -> Position | None:
    """The place in the schema of a line of the generated stylesheet."""
    before = [e for e in marked if (e.sourceline or 0) <= line]  # type: ignore[operator]  # a line or None
    return position_of(before[-1]) if before else None
