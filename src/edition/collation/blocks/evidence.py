"""What two witnesses share: the currency in which matches between the base and another witness are weighed."""

from collections.abc import Sequence

from edition.collation.align.gaps import paired
from edition.collation.blocks.editable_table import Grid, Row
from edition.collation.tokens.corpus import Corpus, surprise
from edition.collation.tokens.likeness import ALIKE, Likeness
from edition.collation.tokens.witness_tokens import Words

_SLIGHT, _SHARE = 10.0, 0.25  # what two sentences must share, and which part of the smaller, to be no chance
MARK = 0.1  # a mark proves hardly anything
_RARE = 8.0  # one word proves no more than this

Pairs = list[tuple[int, int]]  # a token of the witness, a token of the base


class Evidence:
    """Rows that can be changed, and what each token proves about its place.

    `surprise` is by key; `worth` by witness and token, none more than one rare word; `whole` by witness and sentence.
    """

    def __init__(self, words: Sequence[Words], base: int, rows: list[Row], corpus: Corpus) -> None:
        self.words, self.base = words, base
        self.grid = Grid(rows, [len(w) for w in words])
        self.keys = [keys.tolist() for keys in corpus.keys]
        self.surprise = surprise(corpus.keys, corpus.key_names)
        self.likeness = Likeness(corpus.key_names, self.surprise)
        worth = [min(s, _RARE) if self.likeness.words[k] else MARK for k, s in enumerate(self.surprise.tolist())]
        self.worth = [[worth[k] for k in keys] for keys in self.keys]
        self.whole = [_sums(w.sentence, self.worth[n]) for n, w in enumerate(words)]

    def answers(self, witness: int) -> list[int]:
        """For every token of a witness the token of the base beside it, or -1."""
        rows, base = self.grid.rows, self.base
        return [rows[number][base] for number in self.grid.at[witness]]

    def answer(self, witness: int, token: int) -> int:
        """The token of the base beside a token of a witness, or -1."""
        return self.grid.beside(witness, token, self.base)

    def links(self, witness: int) -> dict[tuple[int, int], float]:
        """What each two sentences of the witness and the base share."""
        links: dict[tuple[int, int], float] = {}
        own, lead = self.words[witness].sentence, self.words[self.base].sentence
        keys, lead_keys, worth, rows = self.keys[witness], self.keys[self.base], self.worth[witness], self.grid.rows
        for u, number in enumerate(self.grid.at[self.base]):
            t = rows[number][witness]
            if t >= 0:
                is_same = keys[t] == lead_keys[u] or self.likeness.alike(keys[t], lead_keys[u])
                pair = own[t], lead[u]
                links[pair] = links.get(pair, 0.0) + (worth[t] if is_same else 0.0)
        return links

    def is_slight(self, witness: int, pair: tuple[int, int], worth: float) -> bool:
        """Whether two sentences share so little that it may be chance."""
        smaller = min(self.whole[witness][pair[0]], self.whole[self.base][pair[1]])
        return worth < _SLIGHT and worth < _SHARE * smaller

    def like_pairs(self, witness: int, own: Sequence[int], other: Sequence[int]) -> Pairs:
        """The tokens of two stretches that are forms of one word, in their common order."""
        if not own or not other:
            return []
        x, y = [self.keys[witness][t] for t in own], [self.keys[self.base][u] for u in other]
        path = paired(x, y, self.surprise, self.likeness)
        return [(own[i], other[j]) for i, j in path if x[i] == y[j] or self.likeness.score(x[i], y[j]) > ALIKE]

    def reach_the_edge(self, witness: int, token: int, answer: int) -> bool:
        """Whether blocks of both begin or end here; those of a fragment may begin and end anywhere."""
        return not self.words[witness].is_fragment and all(
            not 0 < t < len(self.words[w]) or not self.words[w].is_inside(t)
            for w, t in ((witness, token), (self.base, answer))
        )


def _sums(sentences: Sequence[int], worth: Sequence[float]) -> dict[int, float]:
    """The worth of each sentence's words."""
    made: dict[int, float] = {}
    for sentence, one in zip(sentences, worth, strict=True):
        made[sentence] = made.get(sentence, 0.0) + one
    return made
