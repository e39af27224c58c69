"""Which block of the edition each column stands in: a block of the base, or one that the base lacks.

Columns without a word of the base stand between two words of it. Within one block of the base they belong to that
block. Between two blocks, a column belongs to the block before or behind where its witness's own block has words in
it, too; what is left are blocks that the base lacks, led by the witness that has most words there.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.collate.columns import Columns


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
    return _Placer(table).place(range(len(table.rows)), table.base, -1, frozenset())


class _Placer:
    def __init__(self, table: Columns) -> None:
        self.table = table

    def place(self, columns: Sequence[int], leader: int, after: int, done: frozenset[int]) -> list[Placed]:
        """Blocks of the leader, and between them those of the others."""
        is_base = leader == self.table.base and not done
        homes = self._assign(columns, leader)
        made: list[Placed] = []
        for number, group in groupby(columns, key=lambda c: homes[c]):
            run = tuple(group)
            if number is None:
                made += self._between(run, after, done | {leader})
            else:
                after = number if is_base else after
                made.append(Placed(leader, number, run, after, is_base))
        return made

    def _between(self, columns: Sequence[int], after: int, done: frozenset[int]) -> list[Placed]:
        counts = Counter(w for c in columns for w, t in enumerate(self.table.rows[c]) if t >= 0)
        leader = max(sorted(counts), key=lambda w: counts[w])
        return self.place(columns, leader, after, done)

    def _assign(self, columns: Sequence[int], leader: int) -> dict[int, int | None]:
        """For each column the leader's block that it stands in, or None: between two of them."""
        words, rows = self.table.words[leader], self.table.rows
        homes: dict[int, int | None] = {
            c: words.block[rows[c][leader]] if rows[c][leader] >= 0 else None for c in columns
        }
        known = self._kin(columns, leader)
        before: int | None = None
        gap: list[int] = []
        for c in columns:
            if homes[c] is None:
                gap.append(c)
                continue
            self._fill(homes, gap, before, homes[c], known)
            before, gap = homes[c], []
        self._fill(homes, gap, before, None, known)
        return homes

    def _fill(
        self, homes: dict[int, int | None], gap: Sequence[int], before: int | None, behind: int | None, known: "_Kin"
    ) -> None:
        """Give the columns of a gap to the block before, to none, or to the block behind."""
        if before == behind:
            homes.update(dict.fromkeys(gap, before))
            return
        labels = [self._label(c, known, before, behind) for c in gap]
        first = _best_cut([1 if label < 0 else -1 for label in labels])
        last = len(gap) - _best_cut([1 if label > 0 else -1 for label in reversed(labels[first:])])
        homes.update(dict.fromkeys(gap[:first], before))
        homes.update(dict.fromkeys(gap[last:], behind))

    def _kin(self, columns: Sequence[int], leader: int) -> "_Kin":
        """For each block of each other witness: the leader's blocks in which it has words."""
        known: _Kin = {}
        lead = self.table.words[leader]
        for c in columns:
            row = self.table.rows[c]
            for w, token in enumerate(row) if row[leader] >= 0 else ():
                if token >= 0 and w != leader:
                    known.setdefault((w, self.table.words[w].block[token]), set()).add(lead.block[row[leader]])
        return known

    def _label(self, column: int, known: "_Kin", before: int | None, behind: int | None) -> int:
        found: set[int] = set()
        for w, token in enumerate(self.table.rows[column]):
            if token >= 0:
                found |= known.get((w, self.table.words[w].block[token]), set())
        if before is not None and before in found:
            return -1
        return 1 if behind is not None and behind in found else 0


_Kin = dict[tuple[int, int], set[int]]


def _best_cut(gains: Sequence[int]) -> int:
    """How many of the first entries to take so that their sum is greatest."""
    best = total = cut = 0
    for i, gain in enumerate(gains):
        total += gain
        if total > best:
            best, cut = total, i + 1
    return cut
