"""Assign every column to a block of the edition: a block of the base, or one that the base lacks.

Columns without a token of the base are between two tokens of it. If these are in one block of the base, the columns
belong to that block. Otherwise a column belongs to the block before or after in which its own block has other words.
The remaining columns are blocks that the base lacks; they are led by the witness that has the most words in them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.collation.blocks.aligned_tokens import AlignedTokens


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """Columns of one block: block `number` of witness `leader`, after block `after` of the base."""

    leader: int
    number: int
    columns: tuple[int, ...]
    after: int
    is_base: bool


def place_columns(table: AlignedTokens) -> list[PlacedBlock]:
    """The blocks of the edition, in order; every column is in exactly one."""
    return _Placer(table).place(range(len(table.columns)), table.base, -1, is_base=True)


class _Placer:
    def __init__(self, table: AlignedTokens) -> None:
        self.table = table

    def place(self, columns: Sequence[int], leader: int, after: int, is_base: bool) -> list[PlacedBlock]:
        """The blocks of the leader, and between them the blocks of other witnesses."""
        links = self._find_links(columns, leader)
        ordered, block_of = self._assign(self._move_out_unrelated(columns, leader, links), leader, links)
        made: list[PlacedBlock] = []
        for number, group in groupby(ordered, key=block_of.__getitem__):
            run = tuple(group)
            if number is None:
                made += self._place_added_blocks(run, after)
            else:
                after = number if is_base else after
                made.append(PlacedBlock(leader, number, run, after, is_base))
        return made

    def _place_added_blocks(self, columns: Sequence[int], after: int) -> list[PlacedBlock]:
        counts = Counter(w for c in columns for w, t in enumerate(self.table.columns[c]) if t >= 0)
        leader = max(sorted(counts), key=lambda w: counts[w])
        return self.place(columns, leader, after, is_base=False)

    def _assign(
        self, columns: Sequence[int], leader: int, links: "_BlockLinks"
    ) -> tuple[list[int], dict[int, int | None]]:
        """The columns in order, and for each the block of the leader that it is in, or None if it is between two
        blocks.

        Columns of a gap that belong to the block before it come first, and those that belong to the block after it come
        last.
        """
        words, cells = self.table.words[leader], self.table.columns
        block_of: dict[int, int | None] = {}
        ordered: list[int] = []
        before: int | None = None
        gap: list[int] = []
        for c in columns:
            if cells[c][leader] < 0:
                gap.append(c)
                continue
            here = words.block[cells[c][leader]]
            ordered += self._place_gap(block_of, gap, before, here, links)
            ordered.append(c)
            block_of[c] = before = here
            gap = []
        ordered += self._place_gap(block_of, gap, before, None, links)
        return ordered, block_of

    def _place_gap(
        self,
        block_of: dict[int, int | None],
        gap: Sequence[int],
        before: int | None,
        following: int | None,
        links: "_BlockLinks",
    ) -> list[int]:
        """Assign the columns of a gap to the block before, to none, or to the block after; return the columns in
        that order.
        """
        if before == following:
            block_of.update(dict.fromkeys(gap, before))
            return list(gap)
        labels = self._make_monotonic({c: self._label(c, links, before, following) for c in gap})
        block_of.update({c: (before, None, following)[labels[c] + 1] for c in gap})
        return sorted(gap, key=labels.__getitem__)

    def _make_monotonic(self, labels: dict[int, int]) -> dict[int, int]:
        """Change labels (before -1, between 0, after 1) as little as possible so that they never decrease along a
        witness.

        Columns of different witnesses may be reordered; a column of several witnesses keeps the order of all of them.
        """
        columns = list(labels)
        made = dict(labels)
        lowest: dict[int, int] = {}
        for w in {w for c in columns for w, t in enumerate(self.table.columns[c]) if t >= 0}:
            own = [c for c in columns if self.table.columns[c][w] >= 0]
            first = _best_cut([1 if labels[c] < 0 else -1 for c in own])
            last = len(own) - _best_cut([1 if labels[c] > 0 else -1 for c in reversed(own[first:])])
            for i, c in enumerate(own):
                label = -1 if i < first else 1 if i >= last else 0
                made[c] = label if c not in lowest else min(made[c], label)
                lowest[c] = made[c]
        floor: dict[int, int] = {}
        for c in columns:
            witnesses = [w for w, t in enumerate(self.table.columns[c]) if t >= 0]
            made[c] = max([made[c], *(floor.get(w, -1) for w in witnesses)])
            floor.update(dict.fromkeys(witnesses, made[c]))
        return made

    def _move_out_unrelated(self, columns: Sequence[int], leader: int, links: "_BlockLinks") -> list[int]:
        """Move columns of unrelated blocks out of the middle of a block of the leader.

        They are moved after the block if their witness has no more words in it, and before it if it has none yet.
        """
        words, cells = self.table.words[leader], self.table.columns
        numbers = [words.block[cells[c][leader]] if cells[c][leader] >= 0 else None for c in columns]
        last = {n: i for i, n in enumerate(numbers)}
        made: list[int] = []
        i = 0
        while i < len(columns):
            number = numbers[i]
            end = i + 1 if number is None else last[number] + 1
            span = columns[i:end]
            if number is not None and len(span) > 1:
                span, tail = self._split_off_unrelated(span, leader, number, links)
                rest, head = self._split_off_unrelated(span[::-1], leader, number, links)
                span = [*head[::-1], *rest[::-1], *tail]
            made += span
            i = end
        return made

    def _split_off_unrelated(
        self, span: Sequence[int], leader: int, number: int, links: "_BlockLinks"
    ) -> tuple[list[int], list[int]]:
        """The columns that remain in a block, and those that can leave it at its end, each in order."""
        cells, words = self.table.columns, self.table.words
        first = next(
            (i for i, c in enumerate(span) if cells[c][leader] < 0), len(span)
        )  # columns before it cannot leave
        stay: list[int] = []
        leave: list[int] = []
        blocked: set[int] = set()
        for c in reversed(span[first:]):
            witnesses = [w for w, t in enumerate(cells[c]) if t >= 0]
            is_unrelated = cells[c][leader] < 0 and not any(
                number in links.blocks.get((w, words[w].block[cells[c][w]]), ()) for w in witnesses
            )
            if is_unrelated and blocked.isdisjoint(witnesses):
                leave.append(c)
            else:
                stay.append(c)
                blocked.update(witnesses)
        return [*span[:first], *stay[::-1]], leave[::-1]

    def _find_links(self, columns: Sequence[int], leader: int) -> "_BlockLinks":
        """By block and by sentence of each other witness, the blocks of the leader in which it has words."""
        links = _BlockLinks({}, {})
        lead, cells, others = self.table.words[leader].block, self.table.columns, self.table.words
        last = [(-1, -1)] * len(others)  # the sentence and the block of the leader of the previous token
        for column in (cells[c] for c in columns if cells[c][leader] >= 0):
            leader_block = lead[column[leader]]
            for w, token in enumerate(column):
                if token < 0 or w == leader or last[w] == (others[w].sentence[token], leader_block):
                    continue
                last[w] = others[w].sentence[token], leader_block
                links.blocks.setdefault((w, others[w].block[token]), set()).add(leader_block)
                links.sentences.setdefault((w, last[w][0]), set()).add(leader_block)
        return links

    def _label(self, column: int, links: "_BlockLinks", before: int | None, following: int | None) -> int:
        """Where a column belongs, decided by the sentences of its words, then by their blocks: -1 before, 1 after, 0
        neither.

        A block without any words in a block of the leader remains separate, even if another witness continues there.
        """
        sentences: set[int] = set()
        blocks: set[int] = set()
        for w, token in enumerate(self.table.columns[column]):
            if token >= 0:
                words = self.table.words[w]
                own = links.blocks.get((w, words.block[token]), set())
                if not own:
                    return 0
                blocks |= own
                sentences |= links.sentences.get((w, words.sentence[token]), set())
        for found in (sentences, blocks):
            if before is not None and before in found:
                return -1
            if following is not None and following in found:
                return 1
        return 0


@dataclass(frozen=True, slots=True)
class _BlockLinks:
    """By (witness, block) and by (witness, sentence), the blocks of the leader with shared words."""

    blocks: dict[tuple[int, int], set[int]]
    sentences: dict[tuple[int, int], set[int]]


def _best_cut(gains: Sequence[int]) -> int:
    """The number of leading entries whose sum is greatest."""
    best = total = cut = 0
    for i, gain in enumerate(gains):
        total += gain
        if total > best:
            best, cut = total, i + 1
    return cut
