"""Blocks that answer each other, and their words.

The engine that aligns tokens knows no blocks. Here headings answer headings and entries of a bibliography answer
entries of the same work, wherever they stand; a sentence that shares hardly a word with another does not answer it; and
the words left over in a block are aligned with those left over in the block that answers it: a sentence whose middle
was found elsewhere finds its beginning there, too (`left_over`).
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from edition.collation.blocks.align_unmatched import LeftOver
from edition.collation.blocks.editable_table import Row
from edition.collation.blocks.evidence import MARK, Evidence, Pairs
from edition.collation.blocks.match_entries import Finder
from edition.collation.tokens.corpus import Corpus
from edition.collation.tokens.witness_tokens import Words

_MARK_KINDS = (".,;:!?…", "\"'“”„‟«»‘’‚‹›", "()[]{}", "-‐‑‒–—―/")
_APART, _FAR = 9, 1000  # words between two matches so many ways apart do not support each other; out of order
_ALONE = 1.5  # evidence beyond the number of those ways, for words that stand alone


def answered(words: Sequence[Words], base: int, rows: list[Row], corpus: Corpus) -> list[Row]:
    """The rows with the blocks of every witness brought to the blocks of the base that they answer."""
    answers = _Answers(Evidence(words, base, rows, corpus))
    answers.part_unlike_marks()
    for witness in range(len(words)):
        if witness != base:
            answers.improve(witness)
    answers.reunite(len(rows))
    return answers.grid.in_order()


class _Answers:
    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.words, self.base, self.grid, self.keys = evidence.words, evidence.base, evidence.grid, evidence.keys

    def improve(self, witness: int) -> None:
        """Bring the blocks of a witness to those of the base."""
        if not self.words[witness].is_fragment:
            self._part_strangers(witness)
            finder = Finder(self.evidence)
            for own, other in finder.pairs(witness, self.base):
                self._align_blocks(witness, own, other)
        self._part_islands(witness)
        LeftOver(self.evidence, witness).align()

    def part_unlike_marks(self) -> None:
        """A quotation mark does not answer a hyphen, nor a bracket a full stop."""
        kind = [_mark_kind(name) for name in self.evidence.likeness.names]
        for number in self._of_several_kinds(kind):
            row = self.grid.rows[number]
            holders = {w: t for w, t in enumerate(row) if t >= 0}
            kinds = {w: kind[self.keys[w][t]] for w, t in holders.items()}
            kept = kinds.get(self.base, next(iter(kinds.values())))
            for w, t in holders.items():
                if kinds[w] != kept:
                    self.grid.part(w, t)

    def _of_several_kinds(self, kind: Sequence[str]) -> list[int]:
        """The rows whose tokens are marks of several kinds, or marks and words."""
        number = np.unique(np.asarray(kind), return_inverse=True)[1]
        rows = np.asarray(self.grid.rows, np.int64).reshape(-1, len(self.words))
        low, high = np.full(len(rows), len(kind)), np.full(len(rows), -1)
        for w, keys in enumerate(self.keys):
            held = np.flatnonzero(rows[:, w] >= 0)
            found = number[np.asarray(keys, np.int64)[rows[held, w]]]
            low[held] = np.minimum(low[held], found)
            high[held] = np.maximum(high[held], found)
        return np.flatnonzero(low < high).tolist()

    def reunite(self, known: int) -> None:
        """Bring tokens that were parted from the base, in rows from `known` on, back together with each other."""
        for row in self.grid.rows[known:]:
            for w, t in [(w, t) for w, t in enumerate(row) if t >= 0 and w != self.base]:
                for other in range(len(self.words)):
                    answer = self._between(w, t, other) if row[other] < 0 and other != self.base else -1
                    if answer >= 0 and self.keys[w][t] == self.keys[other][answer]:
                        self.grid.unite(w, t, other, answer)

    def _between(self, witness: int, token: int, other: int) -> int:
        """The token of another witness whose neighbours stand beside those of a token, or -1."""
        if not 0 < token < len(self.words[witness]) - 1:
            return -1
        before, behind = (self.grid.beside(witness, token + step, other) for step in (-1, 1))
        return before + 1 if before >= 0 and behind == before + 2 else -1

    # -- chance

    def _part_islands(self, witness: int) -> None:
        """Undo matches that lie so far from others that chance alone would give them: «the», a comma."""
        pairs = [(t, u) for t, u in enumerate(self.evidence.answers(witness)) if u >= 0]
        if not pairs:
            return
        surprise, keys = self.evidence.surprise, self.keys[witness]
        steps = np.diff(np.asarray(pairs, np.int64), axis=0)
        apart = (steps <= 0).any(axis=1) | (steps.prod(axis=1) > _APART)
        cuts = [0, *(np.flatnonzero(apart) + 1).tolist(), len(pairs)]
        for start, end in pairwise(cuts):
            ways = self._ways(witness, pairs, start, end)
            weight = sum(surprise[keys[t]] for t, _ in pairs[start:end])
            if ways > 1 and weight < math.log(ways) + _ALONE:
                for t, _ in pairs[start:end]:
                    self.grid.part(witness, t)

    def _ways(self, witness: int, pairs: Pairs, start: int, end: int) -> float:
        """In how many ways the words of some pairs could have met, seen from the nearer of their neighbours."""
        (first, answer), (last, last_answer) = pairs[start], pairs[end - 1]
        before = _area(pairs[start - 1], pairs[start]) if start else _FAR
        behind = _area(pairs[end - 1], pairs[end]) if end < len(pairs) else _FAR
        if self.evidence.reach_the_edge(witness, first, answer):
            before = 1
        if self.evidence.reach_the_edge(witness, last + 1, last_answer + 1):
            behind = 1
        return min(before, behind)

    def _part_strangers(self, witness: int) -> None:
        """Undo chance matches between sentences that share hardly a word."""
        links = self.evidence.links(witness).items()
        slight = {pair for pair, worth in links if self.evidence.is_slight(witness, pair, worth)}
        own, lead = self.words[witness].sentence, self.words[self.base].sentence
        for row in list(self.grid.rows) if slight else ():
            t, u = row[witness], row[self.base]
            if t >= 0 and u >= 0 and (own[t], lead[u]) in slight and self.evidence.worth[witness][t] > MARK:
                if self._is_held_by_others(row, witness, u):
                    self.grid.part(witness, t)
                else:
                    self.grid.part(self.base, u)

    def _is_held_by_others(self, row: Row, witness: int, answer: int) -> bool:
        """Whether another witness runs along with the base here, within the base's sentence."""
        sentence = self.words[self.base].sentence
        for other, token in enumerate(row):
            if token < 0 or other in (witness, self.base):
                continue
            for step in (-1, 1):
                t, u = token + step, answer + step
                is_inside = 0 <= t < len(self.words[other]) and 0 <= u < len(sentence)
                if is_inside and sentence[u] == sentence[answer] and self.evidence.answer(other, t) == u:
                    return True
        return False

    # -- blocks

    def _align_blocks(self, witness: int, own: Sequence[int], other: Sequence[int]) -> None:
        """Align all words of a block with those of the block of the base that it answers."""
        for w, v, tokens, answers in ((witness, self.base, own, other), (self.base, witness, other, own)):
            for token in tokens:
                if self.grid.beside(w, token, v) not in (-1, *answers):
                    self.grid.part(w, token)
        free = [t for t in own if self.evidence.answer(witness, t) < 0]
        left = [u for u in other if self.grid.beside(self.base, u, witness) < 0]
        if len(free) == len(own):
            for t, u in self.evidence.like_pairs(witness, free, left) or zip(free[:1], left[:1], strict=False):
                self.grid.unite(witness, t, self.base, u)


def _mark_kind(text: str) -> str:
    """The kind of marks that a mark is one of; nothing for words."""
    return next((kind for kind in _MARK_KINDS if text in kind), "")


def _area(one: tuple[int, int], other: tuple[int, int]) -> float:
    """In how many ways words could meet between two pairs: what lies between them on either side, multiplied."""
    steps = [b - a if b > a else _FAR for a, b in zip(one, other, strict=True)]
    return float(steps[0] * steps[1])
