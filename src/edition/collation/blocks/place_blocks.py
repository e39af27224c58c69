"""Which block of the edition each column stands in: a block of the base, or one that the base lacks.

Columns without a word of the base stand between two words of it. Within one block of the base they belong to that
block. Between two blocks, a column belongs to the block before or behind where its witness's own block has words in
it, too; what is left are blocks that the base lacks, led by the witness that has most words there.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.collation.blocks.columns import Columns


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of columns in one block: block `number` of witness `leader`, behind block `after` of the base."""

    leader: int
    number: int
    columns: tuple[int, ...]
    after: int
    is_base: bool


def place_columns(table: Columns) -> list[Placed]:
    """The blocks of the edition, in order; every column stands in exactly one."""
    return _Placer(table).place(range(len(table.rows)), table.base, -1, is_base=True)


class _Placer:
    def __init__(self, table: Columns) -> None:
        self.table = table

    def place(self, columns: Sequence[int], leader: int, after: int, is_base: bool) -> list[Placed]:
        """Blocks of the leader, and between them those of the others."""
        known = self._kin(columns, leader)
        ordered, homes = self._assign(self._freed(columns, leader, known), leader, known)
        made: list[Placed] = []
        for number, group in groupby(ordered, key=homes.__getitem__):
            run = tuple(group)
            if number is None:
                made += self._between(run, after)
            else:
                after = number if is_base else after
                made.append(Placed(leader, number, run, after, is_base))
        return made

    def _between(self, columns: Sequence[int], after: int) -> list[Placed]:
        counts = Counter(w for c in columns for w, t in enumerate(self.table.rows[c]) if t >= 0)
        leader = max(sorted(counts), key=lambda w: counts[w])
        return self.place(columns, leader, after, is_base=False)

    def _assign(self, columns: Sequence[int], leader: int, known: "_Kin") -> tuple[list[int], dict[int, int | None]]:
        """The columns in order, and for each the leader's block that it stands in, or None: between two of them.

        Columns of a gap that belong to the block before come first in it, those that belong to the one behind last.
        """
        words, rows = self.table.words[leader], self.table.rows
        homes: dict[int, int | None] = {}
        ordered: list[int] = []
        before: int | None = None
        gap: list[int] = []
        for c in columns:
            if rows[c][leader] < 0:
                gap.append(c)
                continue
            here = words.block[rows[c][leader]]
            ordered += self._fill(homes, gap, before, here, known)
            ordered.append(c)
            homes[c] = before = here
            gap = []
        ordered += self._fill(homes, gap, before, None, known)
        return ordered, homes

    def _fill(
        self, homes: dict[int, int | None], gap: Sequence[int], before: int | None, behind: int | None, known: "_Kin"
    ) -> list[int]:
        """Give the columns of a gap to the block before, to none, or to the block behind; the gap in that order."""
        if before == behind:
            homes.update(dict.fromkeys(gap, before))
            return list(gap)
        labels = self._rising({c: self._label(c, known, before, behind) for c in gap})
        homes.update({c: (before, None, behind)[labels[c] + 1] for c in gap})
        return sorted(gap, key=labels.__getitem__)

    def _rising(self, labels: dict[int, int]) -> dict[int, int]:
        """Labels (before -1, between 0, behind 1) that never fall along any witness, changed as little as may be.

        Columns of different witnesses need not keep to each other's order; a column of several keeps to all.
        """
        columns = list(labels)
        made = dict(labels)
        lowest: dict[int, int] = {}
        for w in {w for c in columns for w, t in enumerate(self.table.rows[c]) if t >= 0}:
            own = [c for c in columns if self.table.rows[c][w] >= 0]
            first = _best_cut([1 if labels[c] < 0 else -1 for c in own])
            last = len(own) - _best_cut([1 if labels[c] > 0 else -1 for c in reversed(own[first:])])
            for i, c in enumerate(own):
                label = -1 if i < first else 1 if i >= last else 0
                made[c] = label if c not in lowest else min(made[c], label)
                lowest[c] = made[c]
        floor: dict[int, int] = {}
        for c in columns:
            holders = [w for w, t in enumerate(self.table.rows[c]) if t >= 0]
            made[c] = max([made[c], *(floor.get(w, -1) for w in holders)])
            floor.update(dict.fromkeys(holders, made[c]))
        return made

    def _freed(self, columns: Sequence[int], leader: int, known: "_Kin") -> list[int]:
        """The columns with blocks that have nothing to do with a block of the leader taken out of its middle.

        Where a witness has no more words in the leader's block they go behind it, where it had none yet, before it.
        """
        words, rows = self.table.words[leader], self.table.rows
        numbers = [words.block[rows[c][leader]] if rows[c][leader] >= 0 else None for c in columns]
        last = {n: i for i, n in enumerate(numbers)}
        made: list[int] = []
        i = 0
        while i < len(columns):
            number = numbers[i]
            end = i + 1 if number is None else last[number] + 1
            span = columns[i:end]
            if number is not None and len(span) > 1:
                span, tail = self._taken(span, leader, number, known)
                rest, head = self._taken(span[::-1], leader, number, known)
                span = [*head[::-1], *rest[::-1], *tail]
            made += span
            i = end
        return made

    def _taken(self, span: Sequence[int], leader: int, number: int, known: "_Kin") -> tuple[list[int], list[int]]:
        """The columns that stay in a block, and those that can leave it at its end, each in order."""
        rows, words = self.table.rows, self.table.words
        first = next((i for i, c in enumerate(span) if rows[c][leader] < 0), len(span))  # none before it can leave
        stay: list[int] = []
        leave: list[int] = []
        held: set[int] = set()
        for c in reversed(span[first:]):
            holders = [w for w, t in enumerate(rows[c]) if t >= 0]
            is_strange = rows[c][leader] < 0 and not any(
                number in known.blocks.get((w, words[w].block[rows[c][w]]), ()) for w in holders
            )
            if is_strange and held.isdisjoint(holders):
                leave.append(c)
            else:
                stay.append(c)
                held.update(holders)
        return [*span[:first], *stay[::-1]], leave[::-1]

    def _kin(self, columns: Sequence[int], leader: int) -> "_Kin":
        """For each block and each sentence of each other witness: the leader's blocks in which it has words."""
        known = _Kin({}, {})
        lead, rows, others = self.table.words[leader].block, self.table.rows, self.table.words
        last = [(-1, -1)] * len(others)  # the sentence and the answer of the word before
        for row in (rows[c] for c in columns if rows[c][leader] >= 0):
            answer = lead[row[leader]]
            for w, token in enumerate(row):
                if token < 0 or w == leader or last[w] == (others[w].sentence[token], answer):
                    continue
                last[w] = others[w].sentence[token], answer
                known.blocks.setdefault((w, others[w].block[token]), set()).add(answer)
                known.sentences.setdefault((w, last[w][0]), set()).add(answer)
        return known

    def _label(self, column: int, known: "_Kin", before: int | None, behind: int | None) -> int:
        """Where a column belongs: by the sentences of its words, else by their blocks; -1 before, 1 behind, 0 neither.

        A block of its own in one witness stays a block, even where another witness runs on.
        """
        sentences: set[int] = set()
        blocks: set[int] = set()
        for w, token in enumerate(self.table.rows[column]):
            if token >= 0:
                words = self.table.words[w]
                own = known.blocks.get((w, words.block[token]), set())
                if not own:
                    return 0
                blocks |= own
                sentences |= known.sentences.get((w, words.sentence[token]), set())
        for found in (sentences, blocks):
            if before is not None and before in found:
                return -1
            if behind is not None and behind in found:
                return 1
        return 0


@dataclass(frozen=True, slots=True)
class _Kin:
    """By witness and number of a block, of a sentence: blocks of the leader."""

    blocks: dict[tuple[int, int], set[int]]
    sentences: dict[tuple[int, int], set[int]]


def _best_cut(gains: Sequence[int]) -> int:
    """How many of the first entries to take so that their sum is greatest."""
    best = total = cut = 0
    for i, gain in enumerate(gains):
        total += gain
        if total > best:
            best, cut = total, i + 1
    return cut
