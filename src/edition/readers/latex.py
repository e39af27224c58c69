"""Read LaTeX files, with the commands of reledmac: what is text, and every other character by its rule."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Rule, Severity
from edition.readers.events import At, Event, Report
from edition.readers.latex_entries import LatexApparatus
from edition.readers.latex_walk import LatexWalk
from edition.readers.latex_witness import LatexWitness
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

_EDGE = late_pattern(r"\\(?:begin|end)\s*\{document\}")
_COMMENT = late_pattern(r"(?<!\\)(?:\\\\)*%")
_CLASS = late_pattern(r"^[^%\n]*\\documentclass", re.MULTILINE)
_SIDES = ("Leftside", "Rightside")
_INCLUDED = late_pattern(r"^[^%\n]*\\(?:input|include)\s*\{([^{}\n]*)\}", re.MULTILINE)
_NAMED = 12  # names that a finding has


def read_latex(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a file, or why it is none that can be read. SeedError for a file that is damaged or no text."""
    text = source.text
    first, last = _find_document(text)
    if first < 0 and _CLASS.search(text):
        return Refusal("a LaTeX file without \\begin{document}: it holds settings, and no text")
    if all(f"\\begin{{{side}}}" in text for side in _SIDES) and options.part not in _SIDES:
        return Refusal('two texts side by side; write part = "Leftside" or part = "Rightside" for this witness')
    first = max(first, 0)
    if options.pointer:
        first, last = _find_numbered(text, first, last)
    side = options.part if options.part in _SIDES else ""
    walk = (
        LatexWitness(source.path, text, side, LatexApparatus.of(text, options.sigla), options.pointer)
        if options.pointer
        else LatexWalk(source.path, text, side)
    )
    if first:
        walk.writer.leave(Rule.METADATA, text[:first], At())
    walk.read(first, last)
    if last < len(text):
        walk.writer.leave(Rule.METADATA, text[last:], At(offset=last))
    return [*walk.writer.events, *(Report(one) for one in _findings(walk, text[first:last], source.path))]


def _find_document(text: str) -> tuple[int, int]:
    """Where the text of a document begins, or -1, and where it ends; edges in comments do not count."""
    first, last = -1, len(text)
    for edge in _EDGE.finditer(text):
        if _COMMENT.search(text, text.rfind("\n", 0, edge.start()) + 1, edge.start()):
            continue
        if edge[0].startswith("\\begin") and first < 0:
            first = edge.end()
        elif edge[0].startswith("\\end"):
            return first, edge.start()
    return first, last


def _find_numbered(text: str, first: int, last: int) -> tuple[int, int]:
    """The part of a document whose lines are numbered: what stands around it is of the edition, not of a witness."""
    begin, end = text.find("\\beginnumbering", first, last), text.rfind("\\endnumbering", first, last)
    return (begin, end) if first <= begin < end else (first, last)


def _findings(walk: LatexWalk, body: str, path: str) -> Iterator[Finding]:
    at = Position(path)
    if walk.unknown:
        message = (
            f"commands that no reader knows; what stands in braces behind them is text: {_names(walk.unknown, '')}"
        )
        yield Finding("E367", Severity.WARNING, message, at)
    if walk.left:
        yield Finding("E368", Severity.ADVICE, f"left out: {_names(walk.left, ' ')}", at)
    if included := _INCLUDED.findall(body):
        message = f"text of other files is not read ({', '.join(included[:_NAMED])}); put it into one file"
        yield Finding("E369", Severity.WARNING, message, at)


def _names(names: Counter[str], before: str) -> str:
    sign = "\\" if not before else ""
    shown = ", ".join(f"{sign}{name} {count} ×" for name, count in names.most_common(_NAMED))
    return shown + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
