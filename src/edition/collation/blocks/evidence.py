"""Evidence about matches between the base and another witness, measured in nats (see `thresholds`)."""

from collections.abc import Sequence

from edition.collation.align.gaps import align_short_sequences
from edition.collation.blocks.editable_table import Column, EditableTable
from edition.collation.thresholds import MARK_EVIDENCE, MOST_EVIDENCE, SENTENCE_EVIDENCE, SENTENCE_SHARE, SIMILAR
from edition.collation.tokens.corpus import Corpus, measure_surprise
from edition.collation.tokens.likeness import Likeness
from edition.collation.tokens.witness_tokens import Words

Pairs = list[tuple[int, int]]  # a token of the witness, a token of the base


class Evidence:
    """A table that can be changed, and how much each token proves about its place.

    `surprise` is by key; `weight` by witness and token, limited to `MOST_EVIDENCE`; `sentence_weight` by witness and
    sentence.
    """

    def __init__(self, words: Sequence[Words], base: int, columns: list[Column], corpus: Corpus) -> None:
        self.words, self.base = words, base
        self.table = EditableTable(columns, [len(w) for w in words])
        self.keys = [keys.tolist() for keys in corpus.keys]
        self.surprise = measure_surprise(corpus.keys, corpus.key_names, corpus.mark_weight)
        self.likeness = Likeness(corpus.key_names, self.surprise, corpus.settings.near_match)
        weight = [
            min(s, MOST_EVIDENCE) if self.likeness.words[k] else MARK_EVIDENCE
            for k, s in enumerate(self.surprise.tolist())
        ]
        self.weight = [[weight[k] for k in keys] for keys in self.keys]
        self.sentence_weight = [_sum_by_sentence(w.sentence, self.weight[n]) for n, w in enumerate(words)]

    def base_tokens(self, witness: int) -> list[int]:
        """By token of a witness, the token of the base in the same column, or -1."""
        columns, base = self.table.columns, self.base
        return [columns[number][base] for number in self.table.column_of[witness]]

    def base_token(self, witness: int, token: int) -> int:
        """The token of the base in the column of a token of a witness, or -1."""
        return self.table.aligned_token(witness, token, self.base)

    def sentence_links(self, witness: int) -> dict[tuple[int, int], float]:
        """By pair (sentence of the witness, sentence of the base), the weight that they share."""
        sentence_links: dict[tuple[int, int], float] = {}
        own, base_sentence = self.words[witness].sentence, self.words[self.base].sentence
        keys, base_keys, weight, columns = (
            self.keys[witness],
            self.keys[self.base],
            self.weight[witness],
            self.table.columns,
        )
        for u, number in enumerate(self.table.column_of[self.base]):
            t = columns[number][witness]
            if t >= 0:
                is_same = keys[t] == base_keys[u] or self.likeness.are_similar(keys[t], base_keys[u])
                pair = own[t], base_sentence[u]
                sentence_links[pair] = sentence_links.get(pair, 0.0) + (weight[t] if is_same else 0.0)
        return sentence_links

    def is_weak(self, witness: int, pair: tuple[int, int], weight: float) -> bool:
        """Whether the weight that two sentences share may be due to chance."""
        smaller = min(self.sentence_weight[witness][pair[0]], self.sentence_weight[self.base][pair[1]])
        return weight < SENTENCE_EVIDENCE and weight < SENTENCE_SHARE * smaller

    def find_similar_pairs(self, witness: int, own: Sequence[int], other: Sequence[int]) -> Pairs:
        """The pairs of similar tokens of two stretches, in their common order."""
        if not own or not other:
            return []
        x, y = [self.keys[witness][t] for t in own], [self.keys[self.base][u] for u in other]
        path = align_short_sequences(x, y, self.surprise, self.likeness)
        return [(own[i], other[j]) for i, j in path if x[i] == y[j] or self.likeness.score(x[i], y[j]) > SIMILAR]

    def are_at_block_edges(self, witness: int, token: int, base_token: int) -> bool:
        """Whether blocks of both begin or end at these tokens; always false for a fragment, whose blocks may be
        incomplete.
        """
        return not self.words[witness].is_fragment and all(
            not 0 < t < len(self.words[w]) or not self.words[w].is_inside(t)
            for w, t in ((witness, token), (self.base, base_token))
        )


def _sum_by_sentence(sentences: Sequence[int], weight: Sequence[float]) -> dict[int, float]:
    """By sentence, the sum of the weights of its tokens."""
    made: dict[int, float] = {}
    for sentence, one in zip(sentences, weight, strict=True):
        made[sentence] = made.get(sentence, 0.0) + one
    return made
