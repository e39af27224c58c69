"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines they are about."""

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from edition.model import Finding, Position, Severity
from edition.project.finding_codes import FindingCode, finding_codes
from edition.tasks.baseline import digest_of_line, key_of
from edition.validate.finding_places import Place
from edition.version import VERSION

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_NOT_JUDGED = frozenset({"E400", "E441", "E442"})
_FOREIGN = FindingCode("A rule of the schema is broken.", "Do what the message says.")
_NOWHERE = Place("", "")


#: Names of findings until the project has an address: the texts of `help` are those of docs/findings.md.
_FINDING = "urn:variorum:finding:"


def sarif(
    findings: Sequence[Finding],
    rules: Mapping[str, str],
    places: Mapping[Position, Place] | None = None,
    refused: int = 0,
) -> dict[str, object]:
    """A log of one run; `rules` says of a code of our Schematron what its rule is.

    `places`: where findings are in their files. `refused`: how many files could not be judged.
    """
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "variorum",
        "version": VERSION,
        "rules": [_rule(code, rules.get(code, "")) for code in codes],
    }
    fingerprints = _fingerprints(findings, places or {})
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not refused,
                "toolExecutionNotifications": [_notification(f) for f in findings if f.code in _NOT_JUDGED],
            }
        ],
        "results": [
            _result(finding, codes.index(finding.code), (places or {}).get(finding.position), fingerprint)
            for finding, fingerprint in zip(findings, fingerprints, strict=True)
        ],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _rule(code: str, words: str) -> dict[str, object]:
    """A rule with its texts: of our own Schematron, else of the page on findings, else that it is the schema's."""
    known = finding_codes().get(code, _FOREIGN)
    return {
        "id": code,
        "shortDescription": {"text": words or known.says},
        "help": {"text": known.advice},
        "helpUri": f"{_FINDING}{quote(code)}",
    }


def _notification(finding: Finding) -> dict[str, object]:
    return {
        "descriptor": {"id": finding.code},
        "level": "error",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(finding.position)}],
    }


def _fingerprints(findings: Sequence[Finding], places: Mapping[Position, Place]) -> list[str]:
    """What makes each finding the same in a later run, though the lines moved; equal ones are counted."""
    seen: Counter[str] = Counter()
    made: list[str] = []
    for finding in findings:
        place = places.get(finding.position, _NOWHERE)
        words = "\t".join((repr(key_of(finding, place, Path())), digest_of_line(place)))
        digest = hashlib.sha256(words.encode()).hexdigest()[:32]
        seen[digest] += 1
        made.append(f"{digest}:{seen[digest]}")
    return made


def _result(finding: Finding, number: int, place: Place | None, fingerprint: str) -> dict[str, object]:
    logical = [{"fullyQualifiedName": place.path, "kind": "element"}] if place and place.path else []
    location = {
        "physicalLocation": _location(finding.position),
        **({"logicalLocations": logical} if logical else {}),
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {"variorum/v1": fingerprint},
    }


def _location(position: Position) -> dict[str, object]:
    region = {"startLine": position.line, "startColumn": position.column}
    known = {name: number for name, number in region.items() if number}
    return {"artifactLocation": {"uri": _uri(position.path)}, **({"region": known} if known else {})}


def _uri(path: str) -> str:
    place = Path(path)
    if place.is_relative_to(Path.cwd()):
        place = place.relative_to(Path.cwd())
    return place.as_uri() if place.is_absolute() else quote(os.fsencode(place.as_posix()))
