"""Variation units: the stretches of a block on which the witnesses do not agree.

A unit is phrase-sized: two stretches with hardly a word between them are one. A unit's edge never cuts a name or a
date: it widens to the whole of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.collate.columns import Columns

_SHORT = 3  # letters of a word that does not keep two units apart
_BETWEEN = 2  # such words, at the most
_PASSAGE = 8  # words that a witness must lack in a row for the others to be collated among themselves
_SCATTER = 10  # columns by which a name may be torn apart and still be kept whole


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
    varies = [not agrees(table, c, present, nested) for c in columns]
    _join(table, columns, varies)
    _keep_names_whole(table, columns, varies, present)
    start = 0
    for i in range(1, len(columns) + 1):
        if i == len(columns) or varies[i] != varies[start]:
            if varies[start] and not nested:
                yield from _passages(table, tuple(columns[start:i]), present)
            else:
                yield Stretch(tuple(columns[start:i]), varies[start])
            start = i


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
            if end - start > best[1] - best[0] and 2 * answered >= end - start and absent and table.base in having:
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


def agrees(table: Columns, column: int, present: Sequence[int], nested: bool) -> bool:
    """Whether all witnesses that run at a column have the same word there; the space behind it is no variant."""
    row = table.rows[column]
    texts = set()
    for w in present:
        if row[w] < 0:
            if w in table.runs and not nested and not table.runs[w][column]:
                continue
            return False
        if w in table.runs and not nested and not table.runs[w][column]:
            return False
        texts.add(table.words[w].text[row[w]])
    return len(texts) == 1


def _join(table: Columns, columns: Sequence[int], varies: list[bool]) -> None:
    """Two units with only marks or very short words between them become one."""
    last = None
    for i, varied in enumerate(varies):
        if not varied:
            continue
        if (
            last is not None
            and 0 < i - last - 1 <= _BETWEEN
            and all(_is_slight(table, columns[k]) for k in range(last + 1, i))
        ):
            varies[last + 1 : i] = [True] * (i - last - 1)
        last = i


def _is_slight(table: Columns, column: int) -> bool:
    w, token = next((w, t) for w, t in enumerate(table.rows[column]) if t >= 0)
    word = table.words[w].text[token]
    return len(word) <= _SHORT and not word.isdigit()


def _keep_names_whole(table: Columns, columns: Sequence[int], varies: list[bool], present: Sequence[int]) -> None:
    at = {c: i for i, c in enumerate(columns)}
    names = sorted(_name_stretches(table, at, present))
    changed = True
    while changed:
        changed = False
        for first, last in names:
            part = varies[first : last + 1]
            if any(part) and not all(part):
                varies[first : last + 1] = [True] * len(part)
                changed = True


def _name_stretches(table: Columns, at: dict[int, int], present: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last place in the block of each name of each witness that stands in the block as a whole."""
    for w in present:
        places = {table.rows[c][w]: i for c, i in at.items() if table.rows[c][w] >= 0}
        spans = table.words[w].spans
        for first, last in ((t, last) for t in places if t in spans for last, _ in spans[t]):
            found = [places[t] for t in range(first, last + 1) if t in places]
            if len(found) == last - first + 1 and max(found) - min(found) < len(found) + _SCATTER:
                yield min(found), max(found)
