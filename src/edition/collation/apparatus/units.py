"""Variation units: the stretches of a block on which the witnesses do not agree, and passages that some lack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.collation.apparatus.block_view import Line, stretches_where
from edition.collation.apparatus.merge_units import phrases
from edition.collation.blocks.columns import Columns

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
        yield from [Stretch(unit, True)] if nested else _passages(line, unit, is_block=len(unit) == len(columns))
        at = end
    if at < len(columns):
        yield Stretch(tuple(columns[at:]), False)


def _passages(line: Line, columns: tuple[int, ...], is_block: bool) -> Iterator[Stretch]:
    """A unit, or where some witnesses lack a long passage or a whole block that others have in several forms: what is
    before it, it, what is behind.

    Without this every small difference between those who have the passage would be lost in one large reading.
    """
    found = [(end - start, -start, absent) for start, end, absent in _lacking(line, columns)]
    size, start, absent = max(found, default=(0, 0, ()))
    start = -start
    if size < _PASSAGE and not (is_block and size == len(columns)):
        yield Stretch(columns, True)
        return
    inside = columns[start : start + size]
    if start:
        yield Stretch(columns[:start], True)
    yield Stretch(inside, True, absent if _varies(line, inside, absent) else ())
    if start + size < len(columns):
        yield from _passages(line, columns[start + size :], is_block=False)


def _lacking(line: Line, columns: Sequence[int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Stretches of columns that some lack, others have together, and who lacks them."""
    table = line.table
    for w in line.present:
        for start, end in stretches_where([table.rows[c][w] < 0 for c in columns]):
            inside = columns[start:end]
            absent = tuple(x for x in line.present if all(table.rows[c][x] < 0 for c in inside))
            having = [x for x in line.present if x not in absent]
            if all(x in table.runs and not any(table.runs[x][c] for c in inside) for x in absent):
                continue  # silent fragments lack nothing
            answered = sum(sum(table.rows[c][x] >= 0 for x in having) > 1 for c in inside)
            if answered >= _ANSWERED * (end - start) and table.base in having:
                yield start, end, absent


def _varies(line: Line, columns: Sequence[int], absent: Sequence[int]) -> bool:
    """Whether those who have a passage do not agree on all of it, and in the same order."""
    having = [w for w in line.present if w not in absent]
    inner = Line(line.table, columns, having, nested=True)
    orders = [inner.tokens(w, 0, len(columns)) for w in having]
    return any(o != sorted(o) for o in orders) or not all(inner.agrees(place) for place in range(len(columns)))
