"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines they are about."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from edition.model import Finding, Position, Severity
from edition.version import VERSION

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def sarif(findings: Sequence[Finding], rules: Mapping[str, str]) -> dict[str, object]:
    """A log of one run; `rules` says of a code what its rule is, where that is known."""
    codes = sorted({finding.code for finding in findings})
    driver = {"name": "variorum", "version": VERSION, "rules": [_rule(code, rules.get(code, "")) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _rule(code: str, words: str) -> dict[str, object]:
    return {"id": code, **({"shortDescription": {"text": words}} if words else {})}


def _result(finding: Finding, number: int) -> dict[str, object]:
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(finding.position)}],
    }


def _location(position: Position) -> dict[str, object]:
    region = {"startLine": position.line, "startColumn": position.column}
    known = {name: number for name, number in region.items() if number}
    return {"artifactLocation": {"uri": _uri(position.path)}, **({"region": known} if known else {})}


def _uri(path: str) -> str:
    place = Path(path)
    return place.as_uri() if place.is_absolute() else quote(place.as_posix())
