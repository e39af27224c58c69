"""How `edition validate` tells many findings: the first of them, what is left out, a summary by kind, annotations."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from edition.commands.terminal import echo, err, printable
from edition.model import Finding, Severity
from edition.model.finding import count_of

#: From how many findings on a summary is told.
MANY = 20
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}

_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def choose_told(findings: Sequence[Finding], limit: int) -> Sequence[Finding]:
    """The findings that are told: all, or as many as the limit lets be; errors before warnings before advice."""
    if not limit or len(findings) <= limit:
        return findings
    order = list(Severity)
    ranked = sorted(range(len(findings)), key=lambda number: order.index(findings[number].severity))
    return [findings[number] for number in sorted(ranked[:limit])]


def describe_left_out(findings: Sequence[Finding], told: Sequence[Finding]) -> str:
    """What stands after the findings that are told: «… and 4,932 more: 4,900 E411, 32 E417»; "" if all are told."""
    counts = Counter(finding.code for finding in findings)
    counts.subtract(finding.code for finding in told)
    left = sorted(((count, code) for code, count in counts.items() if count), key=lambda one: (-one[0], one[1]))
    if not left:
        return ""
    return f"… and {sum(counts.values()):,} more: {', '.join(f'{count:,} {code}' for count, code in left)}"


def summarise(findings: Sequence[Finding], files: int) -> list[str]:
    """How many findings there are of each code, with the commonest sentence of it."""
    severities = Counter(finding.severity for finding in findings)
    parts = [f"{severities[kind]:,} {_NOUNS[kind][severities[kind] > 1]}" for kind in Severity if severities[kind]]
    touched = len({finding.position.path for finding in findings})
    lines = [f"{count_of(len(findings), 'finding')} in {touched:,} of {count_of(files, 'file')}: {', '.join(parts)}"]
    codes = Counter(finding.code for finding in findings)
    for code, count in sorted(codes.items(), key=lambda one: (-one[1], one[0])):
        sentences = Counter(finding.message for finding in findings if finding.code == code)
        sentence, times = max(sentences.items(), key=lambda one: one[1])
        often = f" ({times:,} times)" if 1 < times < count else ""
        lines.append(f"  {count:>6,}  {code:<6} {sentence}{often}")
    return lines


def tell_summary(findings: Sequence[Finding], files: int) -> None:
    """The summary on standard error."""
    for line in summarise(findings, files):
        err.print(printable(line), markup=False)


def tell_annotations(findings: Sequence[Finding]) -> None:
    """Findings as workflow commands of GitHub Actions, which are shown beside the lines of a change."""
    for finding in findings:
        echo(annotation(finding))


def annotation(finding: Finding) -> str:
    """A workflow command: `::error file=a.xml,line=3,col=5,title=E411::…`."""
    position = finding.position
    path = Path(position.path)
    is_here = path.is_absolute() and path.is_relative_to(Path.cwd())
    file = Path(os.path.relpath(path)).as_posix() if is_here else position.path
    places = {"file": file, "line": position.line, "col": position.column, "title": finding.code}
    words = ",".join(f"{name}={_escape_property(str(value))}" for name, value in places.items() if value)
    return f"::{_COMMANDS[finding.severity]} {words}::{_escape_data(finding.message)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
