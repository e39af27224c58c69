"""Align the unmatched tokens of matched blocks."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.collation.blocks.evidence import Evidence, Pairs
from edition.collation.thresholds import LONGEST_UNMATCHED, MARK_EVIDENCE, MOST_UNMATCHED_CELLS, UNMATCHED_EVIDENCE
from edition.collation.tokens.witness_tokens import Words, kind_class


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Tokens [start, end) of a witness that have no counterpart in the base."""

    start: int
    end: int


class UnmatchedAligner:
    """Aligns the unmatched tokens of one witness with the unmatched tokens of the base."""

    def __init__(self, evidence: Evidence, witness: int) -> None:
        self.evidence, self.witness = evidence, witness
        self.words, self.base_words = evidence.words[witness], evidence.words[evidence.base]
        self.sentence_links = evidence.sentence_links(witness)
        self.linked_blocks = self._find_linked_blocks()

    def align(self) -> None:
        """Align every unmatched stretch with the best stretch of the base, if the evidence is sufficient."""
        for stretch in list(self._stretches()):
            self._align(stretch)

    def _find_linked_blocks(self) -> set[tuple[int, int]]:
        """The pairs (block of the witness, block of the base) that share aligned tokens."""
        pairs = enumerate(self.evidence.base_tokens(self.witness))
        return {(self.words.block[t], self.base_words.block[u]) for t, u in pairs if u >= 0}

    def _base_token(self, token: int) -> int:
        return self.evidence.base_token(self.witness, token)

    def _stretches(self) -> Iterator[_Stretch]:
        """The stretches of the witness, each within one block, that have no counterpart in the base."""
        block, base_tokens = self.words.block, self.evidence.base_tokens(self.witness)
        open_ = (token for token, base_token in enumerate(base_tokens) if base_token < 0)
        for _, tokens in groupby(enumerate(open_), key=lambda pair: (pair[1] - pair[0], block[pair[1]])):
            run = [token for _, token in tokens]
            yield _Stretch(run[0], run[-1] + 1)

    def _align(self, stretch: _Stretch) -> None:
        if stretch.end - stretch.start > LONGEST_UNMATCHED:
            return
        weight_of = self.evidence.weight[self.witness]
        best: Pairs = []
        greatest = 0.0
        for own, base_tokens, is_enclosed in self._candidates(stretch):
            if len(own) * len(base_tokens) > MOST_UNMATCHED_CELLS:
                continue
            pairs = self._drop_weak_sentences(self.evidence.find_similar_pairs(self.witness, own, base_tokens))
            pairs += self._pair_last_marks(own, base_tokens, pairs) if is_enclosed else []
            weight = sum(weight_of[t] for t, _ in pairs)
            needed = 0.0 if is_enclosed else math.log(len(own) * max(len(base_tokens), 1)) + UNMATCHED_EVIDENCE
            if weight > max(needed, greatest):
                best, greatest = pairs, weight
        for t, u in best:
            self.evidence.table.link(self.witness, t, self.evidence.base, u, make_room=weight_of[t] <= MARK_EVIDENCE)
            self.linked_blocks.add((self.words.block[t], self.base_words.block[u]))

    def _pair_last_marks(self, own: Sequence[int], base_tokens: Sequence[int], pairs: Pairs) -> Pairs:
        """The final marks of two enclosed stretches, as a pair, if they are equal and still unmatched."""
        last, base_token = own[-1], base_tokens[-1] if base_tokens else -1
        keys = self.evidence.keys
        is_free = base_token >= 0 and all(t < last and u < base_token for t, u in pairs)
        is_same = is_free and keys[self.witness][last] == keys[self.evidence.base][base_token]
        return [(last, base_token)] if is_same and self.evidence.weight[self.witness][last] <= MARK_EVIDENCE else []

    def _drop_weak_sentences(self, pairs: Pairs) -> Pairs:
        """The pairs without those of sentences that share too little evidence, these pairs included."""
        weight, own, base_sentence = self.evidence.weight[self.witness], self.words.sentence, self.base_words.sentence
        total: dict[tuple[int, int], float] = {}
        for t, u in pairs:
            between = own[t], base_sentence[u]
            total[between] = total.get(between, self.sentence_links.get(between, 0.0)) + weight[t]
        weak = {between for between, shared in total.items() if self.evidence.is_weak(self.witness, between, shared)}
        return [(t, u) for t, u in pairs if weight[t] <= MARK_EVIDENCE or (own[t], base_sentence[u]) not in weak]

    def _candidates(self, stretch: _Stretch) -> Iterator[tuple[range, range, bool]]:
        """The stretches that may correspond: tokens of the witness, tokens of the base, and whether they are enclosed.

        The tokens of the base follow the counterpart of the token before the stretch, or precede that of the token
        after it. They are enclosed if both conditions give the same range, or if both reach the edge of their blocks or
        the end of their sentences. The last candidate is the rest of one sentence.
        """
        own = range(stretch.start, stretch.end)
        after = before = range(0)
        if (u := self._anchor(stretch, stretch.start - 1)) >= 0:
            after = range(u + 1, self._end_of_unmatched(u, 1))
        if (u := self._anchor(stretch, stretch.end)) >= 0:
            before = range(self._end_of_unmatched(u, -1) + 1, u)
        if after == before:
            yield own, after, True
        else:
            yield own, after, self.evidence.are_at_block_edges(self.witness, stretch.end, after.stop)
            yield own, before, self.evidence.are_at_block_edges(self.witness, stretch.start, before.start)
        if after:
            rest = _rest_of_sentence(self.words, own), _rest_of_sentence(self.base_words, after)
            if all(rest) and rest != (own, after):
                yield *rest, not self.words.is_fragment

    def _anchor(self, stretch: _Stretch, token: int) -> int:
        """The token of the base aligned with a neighbour of the stretch, if their blocks correspond; otherwise -1."""
        if not 0 <= token < len(self.words):
            return -1
        base_token = self._base_token(token)
        here = self.words.block[stretch.start]
        return base_token if base_token >= 0 and self._blocks_match(here, self.base_words.block[base_token]) else -1

    def _blocks_match(self, block: int, other: int) -> bool:
        """Whether a block of the witness and a block of the base share aligned tokens and are of one class."""
        kinds = self.words.blocks[block].kind, self.base_words.blocks[other].kind
        return kind_class(kinds[0]) == kind_class(kinds[1]) and (block, other) in self.linked_blocks

    def _end_of_unmatched(self, token: int, step: int) -> int:
        """The first token of the base, in the direction of `step`, that has a counterpart or is in another block."""
        block, table, base = self.base_words.block, self.evidence.table, self.evidence.base
        at = token + step
        while (
            0 <= at < len(block)
            and block[at] == block[token]
            and abs(at - token) < LONGEST_UNMATCHED
            and table.aligned_token(base, at, self.witness) < 0
        ):
            at += step
        return at


def _rest_of_sentence(words: Words, tokens: range) -> range:
    """The tokens that end the sentence of the token before them; empty if the sentence continues after them."""
    sentence = words.sentence
    stop = next((t for t in tokens if sentence[t] != sentence[tokens.start - 1]), tokens.stop)
    is_end = stop == len(sentence) or sentence[stop] != sentence[tokens.start - 1]
    return range(tokens.start, stop if is_end else tokens.start)
