"""Align the words of some witnesses anew with those of the others, in a stretch of columns, between fixed places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from edition.collation.align.affine import best_path_of_scores
from edition.collation.arrays import Bools, Cells, Floats
from edition.collation.tokens.corpus import Corpus, measure_surprise
from edition.collation.tokens.likeness import Likeness
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words, kind_class
from edition.model import Move

_NEVER = -1e3
Row = tuple[int, ...]  # of each witness a token, or -1


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows [start, end) of either side that are aligned with each other alone; `is_one`: some of them must be."""

    rest: tuple[int, int]
    group: tuple[int, int]
    is_one: bool = False


@dataclass(frozen=True, slots=True)
class Realigned:
    """Rows of both sides together, and how good the alignment is."""

    rows: list[Row]
    score: float


class ComparedWords:
    """The words of all witnesses as the alignment compares them."""

    def __init__(self, words: Sequence[Words]) -> None:
        corpus = Corpus()
        for one in words:
            corpus.add_tokens(one.siglum, one.text, one.norm)
        self.keys = corpus.keys
        self.is_word = np.fromiter(map(is_word, corpus.key_names), bool, len(corpus.key_names))
        self.likeness = Likeness(corpus.key_names, measure_surprise(corpus.keys, corpus.key_names))
        self.classes = [
            np.fromiter((kind_class(one.blocks[b].kind) for b in one.block), np.int32, len(one)) for one in words
        ]

    def scores(self, rest: Sequence[Row], group: Sequence[Row]) -> Floats:
        """The score of each row of one side with each of the other: that of the two words that are most alike."""
        made = np.full((len(rest), len(group)), _NEVER)
        left, right = _cells(rest, len(self.keys)), _cells(group, len(self.keys))
        barred = np.zeros(made.shape, bool)
        for w in range(len(self.keys)):
            for v in range(len(self.keys)):
                i, j = np.flatnonzero(left[:, w] >= 0), np.flatnonzero(right[:, v] >= 0)
                if not (len(i) and len(j)):
                    continue
                at = np.ix_(i, j)
                a, b = left[i, w], right[j, v]
                made[at] = np.maximum(made[at], self.likeness.scores(self.keys[w][a], self.keys[v][b]))
                barred[at] |= (self.classes[w][a][:, None] != self.classes[v][b][None, :]) | (w == v)
        made[barred] = _NEVER
        return made

    def agree(self, cells: Cells, group: Iterable[int], with_marks: bool = False) -> Bools:
        """By column, whether a word of the group, or a mark, is the same as one of the other witnesses."""
        keys = np.full(cells.shape, -1, np.int64)
        for w, own in enumerate(self.keys):
            has = cells[:, w] >= 0
            found = own[cells[has, w]].astype(np.int64)
            keys[has, w] = np.where(self.is_word[found] | with_marks, found, -1)
        inside = np.zeros(cells.shape[1], bool)
        inside[list(group)] = True
        made = np.zeros(len(cells), bool)
        for w in np.flatnonzero(inside).tolist():
            made |= ((keys[:, [w]] == keys[:, ~inside]) & (keys[:, [w]] >= 0)).any(axis=1)
        return made


@dataclass(frozen=True, slots=True)
class Way:
    """How the rows of both sides may be aligned: in segments; without the rows `barred` in one column, ranges of either
    side; and where both sides have rows for one place, with those of the group first or not."""

    segments: Sequence[Segment]
    barred: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    is_group_first: bool = False


def realign(rest: Sequence[Row], group: Sequence[Row], way: Way, compared: ComparedWords) -> Realigned | None:
    """The rows of both sides in one order, those of each side in their own; None where words that must correspond
    cannot."""
    rows: list[Row] = []
    total = 0.0
    table = compared.scores(rest, group)
    table[slice(*way.barred[0]), slice(*way.barred[1])] = _NEVER
    for segment in way.segments:
        some, others = rest[slice(*segment.rest)], group[slice(*segment.group)]
        scores = table[slice(*segment.rest), slice(*segment.group)]
        pairs, score = best_path_of_scores(scores)
        pairs = [(i, j) for i, j in pairs if scores[i, j] > _NEVER]
        if segment.is_one and not pairs:
            if not scores.size or scores.max() <= _NEVER:
                return None
            pairs = [divmod(int(np.argmax(scores)), len(others))]
        rows += _merge(some, others, pairs, way.is_group_first)
        total += score
    return Realigned(rows, total)


def segments_between(cuts: Iterable[Segment], rest: int, group: int) -> list[Segment] | None:
    """The segments of both sides, whole and in order, of which some are given; None where these cross.

    `rest`, `group`: the numbers of rows.
    """
    places = {(0, 0), (rest, group)}
    fixed = set()
    for one in cuts:
        start, end = (one.rest[0], one.group[0]), (one.rest[1], one.group[1])
        places |= {start, end}
        fixed |= {(start, end)} if one.is_one else set()
    ordered = sorted(places)
    if any(b[1] < a[1] for a, b in pairwise(ordered)):
        return None
    return [Segment((a[0], b[0]), (a[1], b[1]), (a, b) in fixed) for a, b in pairwise(ordered)]


def are_explained(cells: Cells, witness: int, moves: Iterable[Move]) -> bool:
    """Whether the tokens of a witness are in the order of the columns, but for its transposed passages, each of which
    is unbroken."""
    own = cells[:, witness]
    columns = np.flatnonzero(own >= 0)
    column_of = np.empty(len(columns), np.int64)
    column_of[own[columns]] = columns
    stays = np.ones(len(columns), bool)
    for move in (m for m in moves if m.witness == witness):
        stays[move.start : move.end] = False
        between = own[column_of[move.start] : column_of[move.end - 1] + 1]
        if not np.array_equal(between[between >= 0], np.arange(move.start, move.end)):
            return False
    return bool(np.all(np.diff(column_of[stays]) > 0))


def in_line(witness: int, size: int, moves: Iterable[Move], first: int, last: int) -> Bools | None:
    """The tokens of a witness that are in one line with some of its tokens: all but transposed ones, or those of one
    transposed passage; None where the tokens are in several."""
    line = np.zeros(size, np.int64)
    for number, move in enumerate((m for m in moves if m.witness == witness), 1):
        line[move.start : move.end] = number
    own = line[first : last + 1]
    return line == own[0] if (own == own[0]).all() else None


def divide_rows(cells: Cells, lines: Mapping[int, Bools]) -> tuple[list[Row], list[Row]]:
    """The rows of a stretch, divided: tokens of the witnesses of `lines` that are in these lines, and all others."""
    chosen = np.zeros(cells.shape, bool)
    for w, line in lines.items():
        chosen[:, w] = (cells[:, w] >= 0) & line[np.maximum(cells[:, w], 0)] if len(line) else False
    sides = (np.where(chosen, -1, cells), np.where(chosen, cells, -1))
    rest, group = ([tuple(row) for row in side.tolist() if max(row) >= 0] for side in sides)
    return rest, group


def _cells(rows: Sequence[Row], witnesses: int) -> Cells:
    return np.asarray(rows, np.int32).reshape(len(rows), witnesses)


def _merge(
    rest: Sequence[Row], group: Sequence[Row], pairs: Sequence[tuple[int, int]], is_group_first: bool
) -> list[Row]:
    """The rows of both sides, of which some are one."""
    made: list[Row] = []
    at_rest = at_group = 0
    for i, j in [*pairs, (len(rest), len(group))]:
        own, others = rest[at_rest:i], group[at_group:j]
        made += [*others, *own] if is_group_first else [*own, *others]
        if i < len(rest) and j < len(group):
            made.append(tuple(map(max, rest[i], group[j])))
        at_rest, at_group = i + 1, j + 1
    return made
