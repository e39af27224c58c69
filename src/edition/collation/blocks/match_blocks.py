"""Match corresponding blocks, and correct the alignment of their tokens.

The alignment of tokens knows no blocks. Here headings are matched with headings, and entries of a bibliography with
entries of the same work at any place. Matches between sentences that share too little are undone. Unmatched tokens of a
block are aligned with the unmatched tokens of the corresponding block (`align_unmatched`).
"""

import math
from collections.abc import Sequence, Set
from itertools import pairwise

import numpy as np

from edition.collation.blocks.align_unmatched import UnmatchedAligner
from edition.collation.blocks.editable_table import Column
from edition.collation.blocks.evidence import Evidence, Pairs
from edition.collation.blocks.match_entries import BlockPairFinder
from edition.collation.thresholds import ISOLATED_EVIDENCE, MARK_EVIDENCE, OUT_OF_ORDER, SUPPORT_AREA
from edition.collation.tokens.corpus import Corpus
from edition.collation.tokens.witness_tokens import Words

_MARK_KINDS = (".,;:!?…", "\"'“”„‟«»‘’‚‹›", "()[]{}", "-‐‑‒–—―/")


def match_blocks(
    words: Sequence[Words], base: int, columns: list[Column], corpus: Corpus, sure: Set[int] = frozenset()
) -> list[Column]:
    """Match the blocks of every witness with those of the base; return the corrected columns. `sure`: witnesses whose
    blocks references have matched.
    """
    matcher = _BlockMatcher(Evidence(words, base, columns, corpus))
    matcher.unlink_different_marks()
    for witness in range(len(words)):
        if witness != base and witness not in sure:
            matcher.match_witness(witness)
    matcher.relink(len(columns))
    return matcher.table.columns_in_order()


class _BlockMatcher:
    """Corrects a table: matches blocks, unlinks chance matches, links tokens of corresponding blocks."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.words, self.base, self.table, self.keys = evidence.words, evidence.base, evidence.table, evidence.keys

    def match_witness(self, witness: int) -> None:
        """Match the blocks of a witness with those of the base."""
        if not self.words[witness].is_fragment:
            self._unlink_weak_sentences(witness)
            finder = BlockPairFinder(self.evidence)
            for own, other in finder.pairs(witness, self.base):
                self._align_blocks(witness, own, other)
        self._unlink_isolated_matches(witness)
        UnmatchedAligner(self.evidence, witness).align()

    def unlink_different_marks(self) -> None:
        """Unlink marks of different kinds: a quotation mark from a hyphen, a bracket from a full stop."""
        kind = [_mark_kind(name) for name in self.evidence.likeness.names]
        for number in self._columns_of_several_kinds(kind):
            column = self.table.columns[number]
            tokens = {w: t for w, t in enumerate(column) if t >= 0}
            kinds = {w: kind[self.keys[w][t]] for w, t in tokens.items()}
            kept = kinds.get(self.base, next(iter(kinds.values())))
            for w, t in tokens.items():
                if kinds[w] != kept:
                    self.table.unlink(w, t)

    def _columns_of_several_kinds(self, kind: Sequence[str]) -> list[int]:
        """The columns whose tokens are marks of several kinds, or marks and words."""
        number = np.unique(np.asarray(kind), return_inverse=True)[1]
        columns = np.asarray(self.table.columns, np.int64).reshape(-1, len(self.words))
        low, high = np.full(len(columns), len(kind)), np.full(len(columns), -1)
        for w, keys in enumerate(self.keys):
            present = np.flatnonzero(columns[:, w] >= 0)
            found = number[np.asarray(keys, np.int64)[columns[present, w]]]
            low[present] = np.minimum(low[present], found)
            high[present] = np.maximum(high[present], found)
        return np.flatnonzero(low < high).tolist()

    def relink(self, known: int) -> None:
        """Link tokens that were unlinked from the base, in columns from number `known` on, with each other."""
        for column in self.table.columns[known:]:
            for w, t in [(w, t) for w, t in enumerate(column) if t >= 0 and w != self.base]:
                for other in range(len(self.words)):
                    match = self._token_between(w, t, other) if column[other] < 0 and other != self.base else -1
                    if match >= 0 and self.keys[w][t] == self.keys[other][match]:
                        self.table.link(w, t, other, match)

    def _token_between(self, witness: int, token: int, other: int) -> int:
        """The token of another witness whose neighbours are aligned with the neighbours of a token, or -1."""
        if not 0 < token < len(self.words[witness]) - 1:
            return -1
        before, following = (self.table.aligned_token(witness, token + step, other) for step in (-1, 1))
        return before + 1 if before >= 0 and following == before + 2 else -1

    # -- chance matches

    def _unlink_isolated_matches(self, witness: int) -> None:
        """Unlink groups of matches that are so far from other matches that chance explains them: «the», a comma."""
        pairs = [(t, u) for t, u in enumerate(self.evidence.base_tokens(witness)) if u >= 0]
        if not pairs:
            return
        surprise, keys = self.evidence.surprise, self.keys[witness]
        steps = np.diff(np.asarray(pairs, np.int64), axis=0)
        apart = (steps <= 0).any(axis=1) | (steps.prod(axis=1) > SUPPORT_AREA)
        cuts = [0, *(np.flatnonzero(apart) + 1).tolist(), len(pairs)]
        for start, end in pairwise(cuts):
            places = self._count_places(witness, pairs, start, end)
            weight = sum(surprise[keys[t]] for t, _ in pairs[start:end])
            if places > 1 and weight < math.log(places) + ISOLATED_EVIDENCE:
                for t, _ in pairs[start:end]:
                    self.table.unlink(witness, t)

    def _count_places(self, witness: int, pairs: Pairs, start: int, end: int) -> float:
        """The number of places where a group of pairs could match by chance, counted from its nearer neighbour."""
        (first, base_token), (last, last_base_token) = pairs[start], pairs[end - 1]
        before = _count_pairs(pairs[start - 1], pairs[start]) if start else OUT_OF_ORDER
        following = _count_pairs(pairs[end - 1], pairs[end]) if end < len(pairs) else OUT_OF_ORDER
        if self.evidence.are_at_block_edges(witness, first, base_token):
            before = 1
        if self.evidence.are_at_block_edges(witness, last + 1, last_base_token + 1):
            following = 1
        return min(before, following)

    def _unlink_weak_sentences(self, witness: int) -> None:
        """Unlink chance matches between sentences that share too little evidence."""
        links = self.evidence.sentence_links(witness).items()
        weak = {pair for pair, weight in links if self.evidence.is_weak(witness, pair, weight)}
        own, base_sentence = self.words[witness].sentence, self.words[self.base].sentence
        for column in list(self.table.columns) if weak else ():
            t, u = column[witness], column[self.base]
            if (
                t >= 0
                and u >= 0
                and (own[t], base_sentence[u]) in weak
                and self.evidence.weight[witness][t] > MARK_EVIDENCE
            ):
                if self._is_supported_by_others(column, witness, u):
                    self.table.unlink(witness, t)
                else:
                    self.table.unlink(self.base, u)

    def _is_supported_by_others(self, column: Column, witness: int, base_token: int) -> bool:
        """Whether the neighbour of another witness in this column is aligned with the neighbour in the same
        sentence of the base.
        """
        sentence = self.words[self.base].sentence
        for other, token in enumerate(column):
            if token < 0 or other in (witness, self.base):
                continue
            for step in (-1, 1):
                t, u = token + step, base_token + step
                is_inside = 0 <= t < len(self.words[other]) and 0 <= u < len(sentence)
                if is_inside and sentence[u] == sentence[base_token] and self.evidence.base_token(other, t) == u:
                    return True
        return False

    # -- blocks

    def _align_blocks(self, witness: int, own: Sequence[int], other: Sequence[int]) -> None:
        """Align the tokens of a block with those of the corresponding block of the base."""
        for w, v, tokens, targets in ((witness, self.base, own, other), (self.base, witness, other, own)):
            for token in tokens:
                if self.table.aligned_token(w, token, v) not in (-1, *targets):
                    self.table.unlink(w, token)
        unmatched = [t for t in own if self.evidence.base_token(witness, t) < 0]
        base_unmatched = [u for u in other if self.table.aligned_token(self.base, u, witness) < 0]
        if len(unmatched) == len(own):
            for t, u in self.evidence.find_similar_pairs(witness, unmatched, base_unmatched) or zip(
                unmatched[:1], base_unmatched[:1], strict=False
            ):
                self.table.link(witness, t, self.base, u)


def _mark_kind(text: str) -> str:
    """The kind of a punctuation mark; an empty string for words."""
    return next((kind for kind in _MARK_KINDS if text in kind), "")


def _count_pairs(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The product of the distances between two pairs on both sides; `OUT_OF_ORDER` replaces a negative distance."""
    steps = [b - a if b > a else OUT_OF_ORDER for a, b in zip(one, other, strict=True)]
    return float(steps[0] * steps[1])
