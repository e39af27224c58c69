"""Find alignments without sufficient evidence; these tokens get columns of their own.

Evidence is of two kinds: the words are similar, or one is substituted for the other between two places where the
witnesses agree. In addition a witness must agree with the others for a while: single words of a fragment or of a long
addition that match by chance are unlinked. A common beginning or end of two texts counts like a rare word.
"""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.draft_table import (
    all_columns,
    find_keys,
    group_similar,
    invariant_columns,
    supported_cells,
)
from edition.collation.align.variant_keys import are_similar, find_kinds
from edition.collation.arrays import Bools, Cells, Floats, Ints, prefix_sums
from edition.collation.thresholds import (
    CLAUSE,
    DISSIMILAR_LOSS,
    EVIDENCE_DROP,
    LONGEST_SUBSTITUTION,
    MOST_EVIDENCE,
    STRETCH_EVIDENCE,
    STRETCH_SHARE,
    UNMATCHED_LOSS,
)
from edition.collation.tokens.likeness import Likeness


def unsupported_cells(cells: Cells, keys: Sequence[Cells], surprise: Floats, likeness: Likeness) -> Bools:
    """Mask of the alignments without sufficient evidence."""
    keys_by_cell = find_keys(cells, keys)
    supported = supported_cells(keys_by_cell, likeness)
    columns = all_columns(cells)
    out = _dissimilar_cells(cells, keys_by_cell, supported, columns, likeness)
    many = ((cells >= 0) & ~out).sum(axis=1) > 1
    for witness, column in enumerate(columns):
        good = supported[column, witness]
        loss = np.where(many[column] & ~out[column, witness], DISSIMILAR_LOSS, UNMATCHED_LOSS)
        gain = np.where(good, np.minimum(surprise[keys[witness]], MOST_EVIDENCE), loss)
        _add_ends(gain, good, columns, witness)
        chance = ~_supported_stretches(gain, good, column) & many[column]
        out[column[chance], witness] = True
    return out


def _add_ends(gain: Floats, good: Bools, columns: Sequence[Ints], witness: int) -> None:
    """Count a common beginning or end of two texts, close to other shared text, like a rare word."""
    column = columns[witness][good]
    for end, next_to_it in ((0, 1), (-1, -2)):
        others = (other[end] for w, other in enumerate(columns) if w != witness and len(other))
        near = len(column) > 1 and abs(column[end] - column[next_to_it]) <= CLAUSE
        if near and good[end] and column[end] in others:
            gain[end] += MOST_EVIDENCE


def _dissimilar_cells(
    cells: Cells, keys_by_cell: Cells, supported: Bools, columns: Sequence[Ints], likeness: Likeness
) -> Bools:
    """Mask of the readings that are dissimilar to the main reading of their column and no substitution for it."""
    out = np.zeros(cells.shape, bool, order="F")
    for column in _doubtful_columns(cells, keys_by_cell, supported, likeness).tolist():
        main, *others = group_similar(keys_by_cell[column].tolist(), likeness)
        for group in others:
            pairs = (
                (w, v)
                for w in group
                for v in main
                if likeness.words[keys_by_cell[column, w]] == likeness.words[keys_by_cell[column, v]]
            )
            if not any(_is_substitution(cells, supported, columns, column, w, v) for w, v in pairs):
                out[column, group] = True
    return out


def _doubtful_columns(cells: Cells, keys_by_cell: Cells, supported: Bools, likeness: Likeness) -> Ints:
    """Columns on which witnesses differ, except plain substitutions, where all witnesses agree directly before and
    after.
    """
    kinds = find_kinds(keys_by_cell, np.flatnonzero(~invariant_columns(keys_by_cell)))
    one, other = kinds.pairs()
    word = likeness.is_word[kinds.key]
    open_questions = (word[one] != word[other]) | ~are_similar(kinds, one, other, likeness) | (kinds.size[one] > 2)
    columns = np.unique(kinds.column[one[open_questions]])
    mixed = np.unique(kinds.column[one[word[one] != word[other]]])
    plain = ~np.isin(columns, mixed)
    for step in (-1, 1):
        beyond = columns + step
        inside = (beyond >= 0) & (beyond < len(cells))
        beyond = np.where(inside, beyond, columns)
        runs_on = (cells[beyond] == cells[columns] + step) & supported[beyond]
        plain &= inside & (runs_on | (cells[columns] < 0)).all(axis=1)
    doubtful: Ints = columns[~plain]
    return doubtful


def _is_substitution(cells: Cells, supported: Bools, columns: Sequence[Ints], column: int, w: int, v: int) -> bool:
    """Whether two witnesses agree closely before and after a column on which they differ."""
    distances = [_distance(cells, supported, columns, column, w, v, step) for step in (-1, 1)]
    return sum(distances) - 1 <= LONGEST_SUBSTITUTION


def _distance(cells: Cells, supported: Bools, columns: Sequence[Ints], column: int, w: int, v: int, step: int) -> int:
    """The number of tokens to the next place where two witnesses agree; a common end of both texts is such a place."""
    i, j = int(cells[column, w]), int(cells[column, v])
    for distance in range(1, LONGEST_SUBSTITUTION + 1):
        i, j = i + step, j + step
        ends = (not 0 <= i < len(columns[w]), not 0 <= j < len(columns[v]))
        if any(ends):
            return distance if all(ends) else LONGEST_SUBSTITUTION + 2
        here = columns[w][i]
        if here != columns[v][j]:
            break
        if supported[here, w] and supported[here, v]:
            return distance
    return LONGEST_SUBSTITUTION + 2


def _supported_stretches(gain: Floats, good: Bools, column: Ints) -> Bools:
    """Mask of the tokens of stretches with sufficient evidence: the sum of gains rises and does not drop too far."""
    keep = np.zeros(len(good), bool)
    if not len(good):
        return keep
    start = np.append(0, np.flatnonzero(good[1:] != good[:-1]) + 1)
    end = np.append(start[1:], len(good))
    sums = prefix_sums(gain)
    enough = min(STRETCH_EVIDENCE, STRETCH_SHARE * float(gain[good].sum()))
    for first, last, worth in _scan_stretches((sums[end] - sums[start]).tolist()):
        if worth >= enough:
            keep[start[first] : end[last]] = True
    _keep_neighbours(keep, start, end, column)
    _keep_neighbours(keep[::-1], (len(keep) - end)[::-1], (len(keep) - start)[::-1], -column[::-1])
    return keep


def _keep_neighbours(keep: Bools, start: Ints, end: Ints, column: Ints) -> None:
    """Keep also short stretches that closely follow a kept stretch in the text and in the table."""
    step = column[start[2:]] - column[end[:-2] - 1]
    short = end[1:-1] - start[1:-1] <= LONGEST_SUBSTITUTION
    near = np.flatnonzero(short & (step > 0) & (step <= 2 * (LONGEST_SUBSTITUTION + 1)))
    for last, first, after in zip(end[near].tolist(), start[near + 1].tolist(), end[near + 2].tolist(), strict=True):
        if keep[last - 1]:
            keep[first:after] = True
    if len(start) > 1 and keep[end[-2] - 1] and end[-1] - start[-1] <= LONGEST_SUBSTITUTION:
        # The last stretch has one neighbour; the end of the text closes it as a kept stretch would.
        keep[start[-1] :] |= 0 < int(column[start[-1]] - column[end[-2] - 1]) <= LONGEST_SUBSTITUTION


def _scan_stretches(values: list[float]) -> list[tuple[int, int, float]]:
    """First item, best last item and evidence of each stretch of an X-drop scan."""
    found = []
    first, last, now, best = -1, -1, 0.0, 0.0
    for item, value in enumerate([*values, -np.inf]):
        now += value
        if first >= 0 and (best - now > EVIDENCE_DROP or now < 0):
            found.append((first, last, best))
            first = -1
        if first < 0:
            first, last, now, best = (item, item, value, value) if value > 0 else (-1, -1, 0.0, 0.0)
        elif now > best:
            last, best = item, now
    return found
