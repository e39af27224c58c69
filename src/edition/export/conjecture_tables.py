"""Rows of what the editor adds to the apparatus: what no witness has, signs on words, and notes."""

from collections.abc import Iterator

from edition.export.source import ExportSource
from edition.model import Reading, VariationUnit

Row = tuple[str | int | float | None, ...]
CONJECTURES = "app number:integer words type scholar work cited cert approved editor"
NOTES = "app note:integer siglum text editor"


def conjecture_rows(source: ExportSource) -> Iterator[Row]:
    """A row for each emendation, conjecture and sign; the number is that of the reading, 0 for the lemma."""
    for unit in source.apparatus.units():
        if isinstance(unit, VariationUnit):
            yield from _rows(unit)


def note_rows(source: ExportSource) -> Iterator[Row]:
    """A row for each note of the editor's on a place of variation; `siglum`: whose reading it is on, if on one."""
    for unit in source.apparatus.units():
        for number, one in enumerate(unit.remarks):
            yield unit.id, number, one.siglum, one.text, one.resp


def _rows(unit: VariationUnit) -> Iterator[Row]:
    readings = (unit.lemma, *(r for group in unit.spellings() for r in group))
    for number, reading in enumerate(readings):
        if reading.idea:
            yield unit.id, number, _words(reading.text), reading.kind or "emendation", *_said(reading)
        for sign in reading.signs:
            scholar = sign.idea.said if sign.idea else ""
            work = sign.idea.id if sign.idea and sign.idea.is_work else ""
            words = _words(reading.text[sign.start : sign.end])
            yield unit.id, number, words, sign.kind, scholar, work, "", "", "", sign.resp


def _said(reading: Reading) -> Row:
    idea = reading.idea
    if idea is None:
        return ()
    approved = "; ".join(said for _, said in idea.approved)
    return idea.said, idea.id if idea.is_work else "", idea.cited, reading.cert, approved, reading.resp


def _words(text: str) -> str:
    return " ".join(text.split())
