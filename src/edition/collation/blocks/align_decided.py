"""Carry out what the editor decided on correspondence: words that are aligned, and words that are kept apart.

It comes after the alignment and changes it around these words alone: one side is aligned anew with the others, in a
stretch of columns that reaches to words on which both agree. Words that cannot be aligned so, because too many others
that agree stand between, are transposed.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from edition.collation.align.order import find_columns
from edition.collation.arrays import Bools, Cells, Ints
from edition.collation.blocks.aligned_tokens import AlignedTokens, find_extant_columns, find_lost_columns
from edition.collation.blocks.decided_pairs import DecidedPair, DecidedPairs, QuotedTokens
from edition.collation.blocks.realign import (
    ComparedWords,
    Realigned,
    Row,
    Segment,
    Way,
    are_explained,
    divide_rows,
    in_line,
    realign,
    segments_between,
)
from edition.collation.thresholds import MOST_CELLS_SCORED, PAIR_REACH, PAIR_SUPPORT, PAIR_TORN
from edition.collation.tokens.normalize import is_word
from edition.model import Move

_OWN = "the apparatus of the file is kept, with its own alignment"
_OTHER_CLASS = "headings, entries, captions, speakers and stage directions correspond to their like alone"
_MOVED = "some of the words stand in a passage that is transposed as a whole"
_OTHER_DECISION = "another decision, on words around these, does not allow it"
_NO_PLACE = "the words of one witness stand among those of the other, where it has other words"


def align_decided(table: AlignedTokens, decided: DecidedPairs) -> AlignedTokens:
    """The table with the decisions carried out, as far as they can be."""
    if table.entries:
        decided.problems.update((pair.number, _OWN) for pair in decided.pairs)
        return table
    aligner = _Aligner(table, decided)
    for pair in decided.pairs:
        aligner.carry_out(pair)
    return aligner.table()


@dataclass(frozen=True, slots=True)
class _Held:
    """Two witnesses' words that correspond, or do not, in the columns as they are."""

    is_aligned: bool
    one: QuotedTokens
    other: QuotedTokens


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Columns [start, end), and the lines of tokens that are aligned anew in them, by witness."""

    start: int
    end: int
    lines: Mapping[int, Bools]


class _Aligner:
    """The columns of a table while decisions are carried out, one after the other."""

    def __init__(self, table: AlignedTokens, decided: DecidedPairs) -> None:
        self.given = table
        self.decided = decided
        self.words = table.words
        cells: Cells = np.asarray(table.columns, np.int32).reshape(len(table.columns), len(table.words))
        self._set(cells, table.moves)
        self.compared = ComparedWords(table.words)
        self.held: list[_Held] = []

    def _set(self, cells: Cells, moves: tuple[Move, ...]) -> None:
        self.cells = cells
        self.moves = moves
        self.column_of = [find_columns(cells, w) for w in range(len(self.words))]

    def table(self) -> AlignedTokens:
        """The table with the columns as they are now."""
        columns: list[list[int]] = self.cells.tolist()
        runs = {w: find_extant_columns(self.words, w, columns) for w in self.given.runs}
        for held in (one for one in self.held if one.is_aligned):
            for column in np.intersect1d(self._columns(held.one), self._columns(held.other)).tolist():
                for w in runs.keys() & {held.one.witness, held.other.witness}:
                    self._extend(runs[w], w, column)
        lost = {w: find_lost_columns(self.words[w], w, columns) for w in self.given.lost}
        return replace(self.given, columns=columns, moves=self.moves, runs=runs, lost=lost)

    def _extend(self, run: list[bool], witness: int, column: int) -> None:
        """Have a fragment be extant in a column with one of its words, and as far as the marks behind that go."""
        words, at = self.words[witness], self.column_of[witness]
        token = int(self.cells[column, witness])
        last = token
        while last + 1 < len(words) and words.is_inside(last + 1) and not is_word(words.norm[last + 1]):
            last += 1
        for place in range(column, max(column, int(at[token : last + 1].max())) + 1):
            run[place] = True

    def carry_out(self, pair: DecidedPair) -> None:
        """Change the columns so that a decision holds, or note why that cannot be."""
        for one, other in pair.pairs():
            held = _Held(pair.is_aligned, one, other)
            if self._holds(held):
                self._improve(held, pair.number)
            else:
                problem = self._problem(held) or self._realign(held, pair.number)
                if problem:
                    self.decided.problems[pair.number] = problem
                    return
                self.decided.effective.add(pair.number)
            self.held.append(held)

    # -- where words stand

    def _columns(self, quoted: QuotedTokens) -> Ints:
        """The columns of some tokens, rising."""
        found: Ints = np.sort(self.column_of[quoted.witness][quoted.first : quoted.last + 1])
        return found

    def _hull(self, *some: QuotedTokens) -> tuple[int, int]:
        """The columns [start, end) from the first to the last of some tokens."""
        columns = np.concatenate([self._columns(quoted) for quoted in some])
        return int(columns.min()), int(columns.max()) + 1

    def _holds(self, held: _Held) -> bool:
        """Whether words correspond: some stand in one column, and nothing else of the witnesses stands between; or,
        where they are kept apart, whether those of one stand behind those of the other."""
        one, other = held.one, held.other
        if not held.is_aligned:
            mine, others = self._hull(one), self._hull(other)
            return mine[1] <= others[0] or others[1] <= mine[0]
        shared = np.intersect1d(self._columns(one), self._columns(other))
        start, end = self._hull(one, other)
        return len(shared) > 0 and all(self._has_these_alone(quoted, start, end) for quoted in (one, other))

    def _has_these_alone(self, quoted: QuotedTokens, start: int, end: int) -> bool:
        own = self.cells[start:end, quoted.witness]
        return bool(((own < 0) | ((own >= quoted.first) & (own <= quoted.last))).all())

    def _problem(self, held: _Held) -> str:
        """Why words can never correspond; "" where they can."""
        both = (held.one, held.other)
        if not held.is_aligned:
            return ""
        kinds = {self.compared.classes[q.witness][token] for q in both for token in range(q.first, q.last + 1)}
        return _OTHER_CLASS if len(kinds) > 1 else ""

    # -- the columns aligned anew

    def _realign(self, held: _Held, number: int) -> str:
        """Align one side anew, or transpose it; what is in the way of both, or ""."""
        for passages in self._sides(held.one, held.other):
            stretch = self._stretch(held, passages, PAIR_SUPPORT, PAIR_REACH)
            made = self._best(held, stretch) if stretch else None
            if stretch and made and self._put(held, stretch, made, PAIR_TORN if held.is_aligned else math.inf):
                self.decided.aligned |= {number} if held.is_aligned else set()
                return ""
        return self._transpose(held) if held.is_aligned else _OTHER_DECISION

    def _improve(self, held: _Held, number: int) -> None:
        """Align the words around a decision that holds anew, if more of them agree so."""
        stretch = self._stretch(held, next(self._sides(held.one, held.other)), 1, PAIR_REACH // 3)
        made = self._best(held, stretch) if stretch else None
        if stretch and made and self._put(held, stretch, made, -1):
            self.decided.effective.add(number)
            self.decided.aligned |= {number} if held.is_aligned else set()

    def _best(self, held: _Held, stretch: _Stretch) -> Realigned | None:
        """The best alignment of both sides in a stretch with a decision; None where there is none, or it is large."""
        rest, group = divide_rows(self.cells[stretch.start : stretch.end], stretch.lines)
        if len(rest) * len(group) > MOST_CELLS_SCORED:
            return None
        ways = [realign(rest, group, way, self.compared) for way in self._ways(held, stretch, rest, group)]
        return max((made for made in ways if made is not None), key=lambda made: made.score, default=None)

    def _put(self, held: _Held, stretch: _Stretch, made: Realigned, torn: float) -> bool:
        """Take other columns in a stretch, if the order of every witness is explained by its transposed passages, all
        decisions before hold, and not more words and marks that agree than `torn` are torn apart."""
        before = self.cells
        rows = np.asarray(made.rows, np.int32).reshape(len(made.rows), before.shape[1])
        cells = np.concatenate([before[: stretch.start], rows, before[stretch.end :]])
        old, new = (self._count_agreeing(some, held, stretch) for some in (before[stretch.start : stretch.end], rows))
        return old - new <= torn and self._take(cells, self.moves, held, stretch.lines)

    def _count_agreeing(self, cells: Cells, held: _Held, stretch: _Stretch) -> int:
        """How many words and marks of both sides agree, but for the words of the decision."""
        others = cells.copy()
        for one in (held.one, held.other):
            own = others[:, one.witness]
            own[(own >= one.first) & (own <= one.last)] = -1
        return int(self.compared.agree(others, stretch.lines, with_marks=True).sum())

    def _take(self, cells: Cells, moves: tuple[Move, ...], held: _Held, changed: Mapping[int, Bools]) -> bool:
        before = self.cells, self.moves
        self._set(cells, moves)
        is_sound = all(are_explained(cells, w, moves) for w in changed) and all(map(self._holds, [*self.held, held]))
        if not is_sound:
            self._set(*before)
        return is_sound

    def _stretch(self, held: _Held, passages: Sequence[QuotedTokens], support: int, reach: int) -> _Stretch | None:
        """The columns that are aligned anew for a decision, and of whom; None where its words are in several lines.

        They end behind as many words on which both sides agree as `support` says, or after `reach` columns."""
        lines = self._lines(passages)
        if lines is None:
            return None
        start, end = self._hull(held.one, held.other)
        start -= _reach(self.compared.agree(self.cells[max(0, start - reach) : start], lines)[::-1], support)
        end += _reach(self.compared.agree(self.cells[end : end + reach], lines), support)
        hulls = [self._hull(one.one, one.other) for one in self.held]
        while True:
            met = [hull for hull in hulls if hull[0] < end and start < hull[1]]
            wide = min([start, *(a for a, _ in met)]), max([end, *(b for _, b in met)])
            if wide == (start, end):
                return _Stretch(start, end, lines)
            start, end = wide

    def _lines(self, passages: Sequence[QuotedTokens]) -> dict[int, Bools] | None:
        """The lines of some words, by witness; None where those of one are in several."""
        made: dict[int, Bools] = {}
        for quoted in passages:
            size = len(self.words[quoted.witness])
            line = in_line(quoted.witness, size, self.moves, quoted.first, quoted.last)
            if line is None:
                return None
            made[quoted.witness] = line
        return made

    def _sides(self, one: QuotedTokens, other: QuotedTokens) -> Iterator[list[QuotedTokens]]:
        """The words that move together: `other` with those of the witnesses that have the same, and `other` alone."""
        followers = list(self._followers(one, other))
        if followers:
            yield [other, *followers]
        yield [other]

    def _followers(self, one: QuotedTokens, other: QuotedTokens) -> Iterator[QuotedTokens]:
        """The words of witnesses that have the same as `other` in the same columns, and not the same as `one`."""
        columns = self._columns(other)
        norms = self._norms(other.witness, columns)
        if norms == self._norms(one.witness, columns):
            return
        for w in range(len(self.words)):
            if w not in (one.witness, other.witness) and self._norms(w, columns) == norms:
                own = self.cells[columns, w]
                if (np.diff(own) == 1).all():
                    yield QuotedTokens(w, int(own[0]), int(own[-1]))

    def _norms(self, witness: int, columns: Ints) -> list[str]:
        tokens = self.cells[columns, witness].tolist()
        return [self.words[witness].norm[t] if t >= 0 else "" for t in tokens]

    def _ways(self, held: _Held, stretch: _Stretch, rest: Sequence[Row], group: Sequence[Row]) -> Iterator[Way]:
        """The ways in which the rows of both sides can be aligned with the decision."""
        fixed = [cut for one in self.held for cut in self._cuts(one, stretch.lines, rest, group)]
        one, other = _rows_of(rest, held.one), _rows_of(group, held.other)
        own = [Segment(one, other, is_one=True)] if held.is_aligned else []
        segments = segments_between([*fixed, *own], len(rest), len(group))
        if segments is None:
            return
        if held.is_aligned:
            yield Way(segments)
            return
        yield Way(segments, ((0, one[1]), (other[0], len(group))))
        yield Way(segments, ((one[0], len(rest)), (0, other[1])), is_group_first=True)

    def _cuts(
        self, held: _Held, lines: Mapping[int, Bools], rest: Sequence[Row], group: Sequence[Row]
    ) -> Iterator[Segment]:
        """What a decision that holds fixes between the rows of both sides."""
        one, other = held.one, held.other
        if _is_in(lines, one):
            one, other = other, one
        if _is_in(lines, one) or not _is_in(lines, other):
            return  # both are on one side, in whose rows nothing changes
        mine, others = _rows_of(rest, one), _rows_of(group, other)
        if mine[1] <= mine[0] or others[1] <= others[0]:
            return
        if held.is_aligned:
            yield Segment(mine, others, is_one=True)
            return
        is_first = self._hull(one)[1] <= self._hull(other)[0]
        cut = (mine[1], others[0]) if is_first else (mine[0], others[1])
        yield Segment((0, cut[0]), (0, cut[1]))
        yield Segment((cut[0], len(rest)), (cut[1], len(group)))

    # -- words transposed

    def _transpose(self, held: _Held) -> str:
        """Put the words of one side, which is not the base, into the columns of the others, as a transposed passage;
        what is in the way, or ""."""
        told = _OTHER_DECISION
        for one, other in ((held.one, held.other), (held.other, held.one)):
            for passages in self._sides(one, other):
                if any(quoted.witness == self.given.base for quoted in passages):
                    continue
                told = _MOVED if any(map(self._is_moved, passages)) else self._move(held, one, passages)
                if not told:
                    return ""
        return told

    def _move(self, held: _Held, one: QuotedTokens, passages: Sequence[QuotedTokens]) -> str:
        """Transpose passages to some words; what is in the way, or ""."""
        moves = {*self.moves, *(Move(q.witness, q.first, q.last + 1) for q in passages)}
        ordered = tuple(sorted(moves, key=lambda m: (m.witness, m.start)))
        cells = self._with_words_at(one, passages)
        lines = {q.witness: _line_of(len(self.words[q.witness]), q) for q in passages}
        if cells is None or not self._take(cells, ordered, held, lines):
            return _NO_PLACE
        self.decided.transposed |= moves - set(self.given.moves)
        return ""

    def _is_moved(self, quoted: QuotedTokens) -> bool:
        return any(m.witness == quoted.witness and m.start <= quoted.last and quoted.first < m.end for m in self.moves)

    def _with_words_at(self, one: QuotedTokens, passages: Sequence[QuotedTokens]) -> Cells | None:
        """The columns in which passages of other witnesses stand at some words; other words that these witnesses have
        there stand before them."""
        start, end = self._hull(one)
        lines = {q.witness: _line_of(len(self.words[q.witness]), q) for q in passages}
        rest, group = divide_rows(self.cells, lines)
        there, _ = divide_rows(self.cells[start:end], lines)
        away = [tuple(t if w in lines else -1 for w, t in enumerate(row)) for row in there]
        here = [tuple(-1 if w in lines else t for w, t in enumerate(row)) for row in there]
        kept = [row for row in here if max(row) >= 0]
        made = realign(kept, group, Way([Segment((0, len(kept)), (0, len(group)), is_one=True)]), self.compared)
        if made is None:
            return None
        before, _ = divide_rows(self.cells[:start], lines)
        behind = rest[len(before) + len(there) :]
        rows = [*before, *(row for row in away if max(row) >= 0), *made.rows, *behind]
        return np.asarray(rows, np.int32).reshape(len(rows), self.cells.shape[1])


def _line_of(size: int, quoted: QuotedTokens) -> Bools:
    line = np.zeros(size, bool)
    line[quoted.first : quoted.last + 1] = True
    return line


def _is_in(lines: Mapping[int, Bools], quoted: QuotedTokens) -> bool:
    return quoted.witness in lines and bool(lines[quoted.witness][quoted.first : quoted.last + 1].all())


def _rows_of(rows: Sequence[Row], quoted: QuotedTokens) -> tuple[int, int]:
    """The rows [start, end) from the first to the last with some tokens; none: (0, 0)."""
    found = [i for i, row in enumerate(rows) if quoted.first <= row[quoted.witness] <= quoted.last]
    return (found[0], found[-1] + 1) if found else (0, 0)


def _reach(agree: Bools, support: int) -> int:
    """How many columns there are to so many words on which both sides agree; else all."""
    found = np.flatnonzero(agree)[:support]
    return int(found[-1]) + 1 if len(found) == support else len(agree)
