"""Find corresponding headings and corresponding entries of a bibliography, in any order."""

from collections import Counter
from collections.abc import Iterator, Sequence

from edition.collation.blocks.evidence import Evidence
from edition.collation.thresholds import COMMON_IN_ENTRIES, ENTRY_EVIDENCE, ENTRY_SHARE, HEADING_EVIDENCE, SAME_WORK
from edition.model import Kind, Mention, MentionKind

_HEADINGS = frozenset({Kind.TITLE, Kind.HEADING})
_LISTED = frozenset({Kind.ENTRY, Kind.ITEM})
Pair = tuple[Sequence[int], Sequence[int]]  # the tokens of two blocks


class BlockPairFinder:
    """Finds the pairs of corresponding blocks of two witnesses."""

    def __init__(self, evidence: Evidence) -> None:
        self.words, self.weight, self.keys, self.table = evidence.words, evidence.weight, evidence.keys, evidence.table
        self._weights_cache: dict[tuple[int, int], dict[int, float]] = {}
        self._work_ids: dict[tuple[int, int], frozenset[str]] = {}

    def pairs(self, one: int, other: int) -> Iterator[Pair]:
        """The tokens of every two corresponding blocks."""
        for b, c in (*self._copies(one, other), *self._headings(one, other), *self._entries(one, other)):
            yield self.words[one].tokens_of(b), self.words[other].tokens_of(c)

    # -- copies

    def _copies(self, one: int, other: int) -> list[tuple[int, int]]:
        """Blocks without a counterpart whose words are equal and occur once in each witness."""
        left, right = self._unique_unmatched(one, other), self._unique_unmatched(other, one)
        return [(block, right[words]) for words, block in left.items() if words in right]

    def _unique_unmatched(self, witness: int, other: int) -> dict[tuple[int, ...], int]:
        found: dict[tuple[int, ...], list[int]] = {}
        for block in range(len(self.words[witness].blocks)):
            if not self._is_matched(witness, block, other):
                words = tuple(self.keys[witness][t] for t in self.words[witness].tokens_of(block))
                found.setdefault(words, []).append(block)
        return {words: blocks[0] for words, blocks in found.items() if len(blocks) == 1}

    # -- entries

    def _entries(self, one: int, other: int) -> list[tuple[int, int]]:
        """Entries that name the same work of the register, then those that share the most evidence."""
        scored = []
        for b, c in self._candidates(one, other):
            score = self._same_work(one, b, other, c)
            if score > 0:
                scored.append((-score, c, b))
        made: list[tuple[int, int]] = []
        left, right = set[int](), set[int]()
        for _, c, b in sorted(scored):
            if b not in left and c not in right:
                made.append((b, c))
                left.add(b)
                right.add(c)
        return made

    def _candidates(self, one: int, other: int) -> set[tuple[int, int]]:
        """Pairs of entries that share a work of the register, or a word that is in at most `COMMON_IN_ENTRIES`
        entries.
        """
        tokens: dict[int | str, list[int]] = {}
        for c in self._entries_of(other):
            for key in self._features(other, c):
                tokens.setdefault(key, []).append(c)
        made: set[tuple[int, int]] = set()
        for b in self._entries_of(one):
            for key in self._features(one, b):
                found = tokens.get(key, ())
                if isinstance(key, str) or len(found) <= COMMON_IN_ENTRIES:
                    made.update((b, c) for c in found)
        return made

    def _features(self, witness: int, block: int) -> Iterator[int | str]:
        """The keys of the words of an entry, and the ids of the registered works that it names."""
        yield from self._weights(witness, block)
        yield from self._works(witness, block)

    def _same_work(self, one: int, b: int, other: int, c: int) -> float:
        works = self._works(one, b) & self._works(other, c)
        shared = self._shared(one, b, other, c)
        if works:
            return SAME_WORK + shared
        smaller = min(sum(self._weights(w, x).values()) for w, x in ((one, b), (other, c)))
        return shared if shared > ENTRY_EVIDENCE and shared > ENTRY_SHARE * smaller else 0.0

    def _works(self, witness: int, block: int) -> frozenset[str]:
        """The ids of the registered works that a block names."""
        works = self._work_ids.get((witness, block))
        if works is None:
            words = self.words[witness]
            marks = (words.marks[n] for t in words.tokens_of(block) for _, n in words.spans.get(t, ()))
            found = (m.ref for m in marks if isinstance(m, Mention) and m.kind is MentionKind.WORK and m.ref)
            works = self._work_ids[witness, block] = frozenset(found)
        return works

    def _weights(self, witness: int, block: int) -> dict[int, float]:
        """By key, the weight of all its occurrences in a block."""
        weights = self._weights_cache.get((witness, block))
        if weights is None:
            weights = self._weights_cache[witness, block] = {}
            for t in self.words[witness].tokens_of(block):
                key = self.keys[witness][t]
                weights[key] = weights.get(key, 0.0) + self.weight[witness][t]
        return weights

    def _shared(self, one: int, b: int, other: int, c: int) -> float:
        left, right = self._weights(one, b), self._weights(other, c)
        return sum(min(weight, right[key]) for key, weight in left.items() if key in right)

    def _entries_of(self, witness: int) -> list[int]:
        return [n for n, block in enumerate(self.words[witness].blocks) if block.kind is Kind.ENTRY]

    # -- headings

    def _headings(self, one: int, other: int) -> list[tuple[int, int]]:
        """Headings without a counterpart that directly precede corresponding blocks.

        Of several consecutive headings, those correspond that share a word; otherwise the last ones.
        """
        made: list[tuple[int, int]] = []
        for run, below in self._runs(one):
            matching = self._matching_block(one, below, other)
            if matching < 0:
                continue
            above = self._above(other, matching)
            free = [h for h in run if not self._is_matched(one, h, other)]
            open_ = [h for h in above if not self._is_matched(other, h, one) and all(h != c for _, c in made)]
            if free and open_:
                made.append(self._best_heading(one, free, other, open_))
        return made

    def _best_heading(self, one: int, free: Sequence[int], other: int, open_: Sequence[int]) -> tuple[int, int]:
        shared = ((self._shared(one, b, other, c), b, c) for b in free for c in open_)
        scored = [(weight if weight > HEADING_EVIDENCE else 0.0, b, c) for weight, b, c in shared]
        _, b, c = max(scored)
        return b, c

    def _runs(self, witness: int) -> Iterator[tuple[list[int], int]]:
        """Groups of consecutive headings, and the block after each group."""
        run: list[int] = []
        for number, block in enumerate(self.words[witness].blocks):
            if block.kind in _HEADINGS:
                run.append(number)
            elif run and block.kind is not Kind.CAPTION:
                yield run, number
                run = []

    def _above(self, witness: int, block: int) -> list[int]:
        """The headings directly before a block, or before the list that it is part of; captions are skipped."""
        blocks, made = self.words[witness].blocks, []
        number = block - 1
        while number >= 0 and blocks[block].kind in _LISTED and blocks[number].kind is blocks[block].kind:
            number -= 1
        while number >= 0 and blocks[number].kind in (*_HEADINGS, Kind.CAPTION):
            if blocks[number].kind in _HEADINGS:
                made.append(number)
            number -= 1
        return made[::-1]

    def _matching_block(self, one: int, block: int, other: int) -> int:
        """The block of the other witness with which most tokens of a block are aligned, or -1."""
        counts: Counter[int] = Counter()
        for t in self.words[one].tokens_of(block):
            u = self.table.aligned_token(one, t, other)
            if u >= 0:
                counts[self.words[other].block[u]] += 1
        return min(counts, key=lambda c: (-counts[c], c)) if counts else -1

    def _is_matched(self, one: int, block: int, other: int) -> bool:
        return any(self.table.aligned_token(one, t, other) >= 0 for t in self.words[one].tokens_of(block))
