"""The baseline of a project: the findings that are known, so that only new ones are told.

A finding is known by its file, code, sentence and the names of the elements around it, never by a line number.
"""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Severity
from edition.model.finding import count_of
from edition.project.file_writer import write_file
from edition.tasks.validate_files import Validated
from edition.validate.finding_places import Place

_VERSION = 1
_LINE_NUMBER = late_pattern(r"\b(lines?|columns?) \d+")
#: What is no fault of a text: it could not be judged, and that stays an error.
_NEVER_KNOWN = frozenset({"E400", "E441", "E442", "E458"})
_NOWHERE = Place("", "")


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two findings the same fault, though the lines moved."""

    file: str
    code: str
    message: str
    path: str


def key_of(finding: Finding, place: Place, folder: Path) -> Key:
    """The key of a finding; its file is named from a folder."""
    file = Path(os.path.relpath(finding.position.path, folder)).as_posix()
    return Key(file, finding.code, _LINE_NUMBER.sub(r"\1 N", finding.message), place.names)


def digest_of_line(place: Place) -> str:
    """A short hash of the line of a finding, which tells which of several equal faults is the known one."""
    return hashlib.sha256(place.line.encode()).hexdigest()[:12]


def subtract_baseline(validated: Validated, baseline: Path) -> tuple[Validated, int]:
    """What was found without what is known, and how many are known; E459 where the baseline knows what is gone."""
    known = _read_baseline(baseline)
    groups: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    for number, finding in enumerate(validated.findings):
        if finding.code not in _NEVER_KNOWN:
            place = validated.places.get(finding.position, _NOWHERE)
            groups[key_of(finding, place, baseline.parent)].append((number, digest_of_line(place)))
    left_out = {number for key, found in groups.items() for number in _match(found, known.get(key, []))}
    judged = {Path(os.path.relpath(name, baseline.parent)).as_posix() for name in validated.named}
    gone = sum(len(lines) for key, lines in known.items() if key.file in judged)
    findings = [finding for number, finding in enumerate(validated.findings) if number not in left_out]
    if gone:
        said = f"{count_of(gone, 'finding')} of the baseline {'is' if gone == 1 else 'are'} gone: write it anew"
        advice = f"{said} (--baseline {baseline} --write-baseline)"
        findings.append(Finding("E459", Severity.ADVICE, advice, Position(str(baseline))))
    return replace(validated, findings=tuple(findings)), len(left_out)


def _match(found: Sequence[tuple[int, str]], lines: list[str]) -> list[int]:
    """The numbers of the findings that are known: those on a line that is the same first. `lines` keeps the others."""
    matched: list[int] = []
    for is_same_line in (True, False):
        for number, line in found:
            if number not in matched and (line in lines if is_same_line else lines):
                lines.remove(line if is_same_line else lines[0])
                matched.append(number)
    return matched


def write_baseline(validated: Validated, baseline: Path) -> int:
    """Write the findings as known, and return how many; what is known of files that were not judged now is kept."""
    old = _read_baseline(baseline) if baseline.exists() else {}
    judged = {Path(os.path.relpath(name, baseline.parent)).as_posix() for name in validated.named}
    known = {
        key: lines for key, lines in old.items() if key.file not in judged and (baseline.parent / key.file).exists()
    }
    count = 0
    for finding in validated.findings:
        if finding.code not in _NEVER_KNOWN:
            place = validated.places.get(finding.position, _NOWHERE)
            known.setdefault(key_of(finding, place, baseline.parent), []).append(digest_of_line(place))
            count += 1
    rows = [
        {"file": key.file, "code": key.code, "message": key.message, "path": key.path, "lines": sorted(known[key])}
        for key in sorted(known, key=lambda key: (key.file, key.code, key.message, key.path))
    ]
    made = json.dumps({"version": _VERSION, "findings": rows}, ensure_ascii=False, indent=1)
    write_file(baseline, f"{made}\n".encode("utf-8", "backslashreplace"))  # names of files may be no text
    return count


def _read_baseline(baseline: Path) -> dict[Key, list[str]]:
    """The known findings with the hashes of their lines; InputError when the file is none."""
    try:
        data = json.loads(baseline.read_bytes())
    except FileNotFoundError:
        said = "there is no such baseline; write it with --write-baseline"
        raise InputError(f"{baseline}: {said}") from None
    except OSError as error:
        raise InputError(f"{baseline}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise InputError(f"{baseline}: is no JSON; write the baseline anew with --write-baseline") from None
    try:
        return _read_rows(data)
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{baseline}: is no baseline of this program; write it anew with --write-baseline") from None


def _read_rows(data: Any) -> dict[Key, list[str]]:
    if data["version"] != _VERSION:
        raise ValueError
    return {
        Key(*(str(row[name]) for name in ("file", "code", "message", "path"))): [str(line) for line in row["lines"]]
        for row in data["findings"]
    }
