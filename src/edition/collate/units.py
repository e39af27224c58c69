"""Variation units: the stretches of a block on which the witnesses do not agree, and passages that some lack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.collate.columns import Columns
from edition.collate.line import Line
from edition.collate.phrases import phrases

_PASSAGE = 8  # words that a witness must lack in a row for the others to be collated among themselves
_ANSWERED = 0.25  # share of such a passage that two others must have in common


@dataclass(frozen=True, slots=True)
class Stretch:
    """Columns of one block on which all agree, or not; or a passage that `absent` lack as a whole."""

    columns: tuple[int, ...]
    is_unit: bool
    absent: tuple[int, ...] = ()


def stretches(table: Columns, columns: Sequence[int], present: Sequence[int], nested: bool) -> Iterator[Stretch]:
    """The agreements and units of a block; `present` are the witnesses that are collated in it.

    In a nested block a fragment that is present runs all along; else only where its passages are. Passages that some
    lack are found in blocks of the base alone: nesting has one level.
    """
    line = Line(table, columns, present, nested)
    at = 0
    for start, end in phrases(line):
        if start > at:
            yield Stretch(tuple(columns[at:start]), False)
        unit = tuple(columns[start:end])
        yield from _passages(table, unit, present) if not nested else [Stretch(unit, True)]
        at = end
    if at < len(columns):
        yield Stretch(tuple(columns[at:]), False)


def _passages(table: Columns, columns: tuple[int, ...], present: Sequence[int]) -> Iterator[Stretch]:
    """A unit, or where some witnesses lack a long passage and two others share it: what is before, it, what is behind.

    Without this every small difference between those who have the passage would be lost in one large reading.
    """
    best: tuple[int, int, tuple[int, ...]] = (0, 0, ())
    for w in present:
        for start, end in _absences(table, columns, w):
            inside = columns[start:end]
            absent = tuple(x for x in present if all(table.rows[c][x] < 0 for c in inside))
            having = [x for x in present if x not in absent]
            if all(x in table.runs and not any(table.runs[x][c] for c in inside) for x in absent):
                continue  # silent fragments lack nothing
            answered = sum(sum(table.rows[c][x] >= 0 for x in having) > 1 for c in inside)
            if (
                end - start > best[1] - best[0]
                and answered >= _ANSWERED * (end - start)
                and absent
                and table.base in having
            ):
                best = start, end, absent
    start, end, absent = best
    if end - start < _PASSAGE:
        yield Stretch(columns, True)
        return
    if start:
        yield Stretch(columns[:start], True)
    yield Stretch(columns[start:end], True, absent)
    if end < len(columns):
        yield from _passages(table, columns[end:], present)


def _absences(table: Columns, columns: Sequence[int], w: int) -> Iterator[tuple[int, int]]:
    """The runs of columns in which a witness has nothing."""
    start = 0
    for i in range(len(columns) + 1):
        if i == len(columns) or table.rows[columns[i]][w] >= 0:
            if i > start:
                yield start, i
            start = i + 1
