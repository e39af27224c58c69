"""Blocks that answer each other, and their words.

The engine that aligns tokens knows no blocks. Here headings answer headings and entries of a bibliography answer
entries of the same work, wherever they stand; a sentence that shares hardly a word with another does not answer it; and
the words left over in a block are aligned with those left over in the block that answers it: a sentence whose middle
was found elsewhere finds its beginning there, too.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.collate.corpus import Corpus, surprise
from edition.collate.gaps import paired
from edition.collate.grid import Grid, Row
from edition.collate.likeness import ALIKE, Likeness
from edition.collate.pairs import Finder
from edition.collate.words import Words, kind_class

_SLIGHT, _SHARE = 10.0, 0.25  # what two sentences must share, and which part of the smaller, to be no chance
_MARK_KINDS = (".,;:!?…", "\"'“”„‟«»‘’‚‹›", "()[]{}", "-‐‑‒–—―/")
_MARK = 0.1  # a mark proves hardly anything
_RARE = 8.0  # one word proves no more than this
_SURE = 3.0  # evidence beyond the size of the gap, for words that are held on one side only
_APART, _FAR = 9, 1000  # words between two matches so many ways apart do not support each other; out of order
_ALONE = 1.5  # evidence beyond the number of those ways, for words that stand alone
_LONGEST, _MOST_CELLS = 400, 40_000  # words left over that are looked at, and ways in which they may meet


def answered(words: Sequence[Words], base: int, rows: list[Row], corpus: Corpus) -> list[Row]:
    """The rows with the blocks of every witness brought to the blocks of the base that they answer."""
    answers = _Answers(words, base, rows, corpus)
    answers.part_unlike_marks()
    for witness in range(len(words)):
        if witness != base:
            answers.improve(witness)
    answers.reunite(len(rows))
    return answers.grid.in_order()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words [start, end) of a witness that have no counterpart in the base."""

    start: int
    end: int


class _Answers:
    def __init__(self, words: Sequence[Words], base: int, rows: list[Row], corpus: Corpus) -> None:
        self.words, self.base = words, base
        self.grid = Grid(rows, [len(w) for w in words])
        self.keys = [keys.tolist() for keys in corpus.keys]
        self.surprise = surprise(corpus.keys, corpus.key_names)
        self.likeness = Likeness(corpus.key_names, self.surprise)
        worth = [min(s, _RARE) if self.likeness.words[k] else _MARK for k, s in enumerate(self.surprise.tolist())]
        self.worth = [[worth[k] for k in keys] for keys in self.keys]
        self.whole = [_sums(w.sentence, self.worth[n]) for n, w in enumerate(words)]

    def improve(self, witness: int) -> None:
        """Bring the blocks of a witness to those of the base."""
        if not self.words[witness].is_fragment:
            self._part_strangers(witness)
            finder = Finder(self.words, self.worth, self.keys, self.grid)
            for own, other in finder.pairs(witness, self.base):
                self._align_blocks(witness, own, other)
        self._part_islands(witness)
        links = self._links(witness)
        for stretch in list(self._left_over(witness)):
            self._align_left_over(witness, stretch, links)

    def part_unlike_marks(self) -> None:
        """A quotation mark does not answer a hyphen, nor a bracket a full stop."""
        kind = [_mark_kind(name) for name in self.likeness.names]
        for row in list(self.grid.rows):
            if len({kind[self.keys[w][t]] for w, t in enumerate(row) if t >= 0}) < 2:
                continue
            holders = {w: t for w, t in enumerate(row) if t >= 0}
            kinds = {w: kind[self.keys[w][t]] for w, t in holders.items()}
            kept = kinds.get(self.base, next(iter(kinds.values())))
            for w, t in holders.items():
                if kinds[w] != kept:
                    self.grid.part(w, t)

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
        pairs = [(t, u) for t in range(len(self.words[witness])) if (u := self.grid.beside(witness, t, self.base)) >= 0]
        if not pairs:
            return
        cuts = [0, *(n for n in range(1, len(pairs)) if _area(pairs[n - 1], pairs[n]) > _APART), len(pairs)]
        for start, end in pairwise(cuts):
            (first, answer), (last, last_answer) = pairs[start], pairs[end - 1]
            before = _area(pairs[start - 1], pairs[start]) if start else _FAR
            behind = _area(pairs[end - 1], pairs[end]) if end < len(pairs) else _FAR
            before = 1 if self._reach_the_edge(witness, first, answer) else before
            behind = 1 if self._reach_the_edge(witness, last + 1, last_answer + 1) else behind
            weight = sum(self.surprise[self.keys[witness][t]] for t, _ in pairs[start:end])
            if min(before, behind) > 1 and weight < math.log(min(before, behind)) + _ALONE:
                for t, _ in pairs[start:end]:
                    self.grid.part(witness, t)

    # -- blocks

    def _links(self, witness: int) -> dict[tuple[int, int], float]:
        """What each two sentences of the witness and the base share."""
        links: dict[tuple[int, int], float] = {}
        own, lead = self.words[witness].sentence, self.words[self.base].sentence
        for row in self.grid.rows:
            t, u = row[witness], row[self.base]
            if t >= 0 and u >= 0:
                pair = own[t], lead[u]
                same = self.likeness.alike(self.keys[witness][t], self.keys[self.base][u])
                links[pair] = links.get(pair, 0.0) + (self.worth[witness][t] if same else 0.0)
        return links

    def _part_strangers(self, witness: int) -> None:
        """Undo chance matches between sentences that share hardly a word."""
        links = self._links(witness).items()
        slight = {pair for pair, worth in links if self._is_slight(witness, pair, worth)}
        own, lead = self.words[witness].sentence, self.words[self.base].sentence
        for row in list(self.grid.rows):
            t, u = row[witness], row[self.base]
            if t >= 0 and u >= 0 and (own[t], lead[u]) in slight and self.worth[witness][t] > _MARK:
                if self._is_held_by_others(row, witness, u):
                    self.grid.part(witness, t)
                else:
                    self.grid.part(self.base, u)

    def _is_slight(self, witness: int, pair: tuple[int, int], worth: float) -> bool:
        """Whether two sentences share so little that it may be chance."""
        smaller = min(self.whole[witness][pair[0]], self.whole[self.base][pair[1]])
        return worth < _SLIGHT and worth < _SHARE * smaller

    def _is_held_by_others(self, row: Row, witness: int, answer: int) -> bool:
        """Whether another witness runs along with the base here, within the base's sentence."""
        block = self.words[self.base].sentence
        for other, token in enumerate(row):
            if token < 0 or other in (witness, self.base):
                continue
            for step in (-1, 1):
                t, u = token + step, answer + step
                inside = 0 <= t < len(self.words[other]) and 0 <= u < len(block) and block[u] == block[answer]
                if inside and self.grid.beside(other, t, self.base) == u:
                    return True
        return False

    def _align_blocks(self, witness: int, own: Sequence[int], other: Sequence[int]) -> None:
        """Align all words of a block with those of the block of the base that it answers."""
        for w, v, tokens, answers in ((witness, self.base, own, other), (self.base, witness, other, own)):
            for token in tokens:
                if self.grid.beside(w, token, v) not in (-1, *answers):
                    self.grid.part(w, token)
        free = [t for t in own if self.grid.beside(witness, t, self.base) < 0]
        left = [u for u in other if self.grid.beside(self.base, u, witness) < 0]
        if len(free) == len(own):
            for t, u in self._like_pairs(witness, free, left) or zip(free[:1], left[:1], strict=False):
                self.grid.unite(witness, t, self.base, u)

    def _like_pairs(self, witness: int, own: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
        """The tokens of two stretches that are forms of one word, in their common order."""
        if not own or not other:
            return []
        x, y = [self.keys[witness][t] for t in own], [self.keys[self.base][u] for u in other]
        path = paired(x, y, self.surprise, self.likeness)
        return [(own[i], other[j]) for i, j in path if x[i] == y[j] or self.likeness.score(x[i], y[j]) > ALIKE]

    # -- what is left over

    def _left_over(self, witness: int) -> Iterator[_Stretch]:
        """The stretches of a witness, within one block each, that have no counterpart in the base."""
        block = self.words[witness].block
        start = -1
        for token in range(len(block) + 1):
            ends = token == len(block) or (start >= 0 and block[token] != block[start])
            if start >= 0 and (ends or self.grid.beside(witness, token, self.base) >= 0):
                yield _Stretch(start, token)
                start = -1
            if token < len(block) and start < 0 and self.grid.beside(witness, token, self.base) < 0:
                start = token

    def _align_left_over(self, witness: int, stretch: _Stretch, links: Mapping[tuple[int, int], float]) -> None:
        if stretch.end - stretch.start > _LONGEST:
            return
        best: list[tuple[int, int]] = []
        most = 0.0
        for own, answers, is_held in self._candidates(witness, stretch):
            if len(own) * len(answers) > _MOST_CELLS:
                continue
            pairs = self._without_strangers(witness, self._like_pairs(witness, own, answers), links)
            pairs += self._last_marks(witness, own, answers, pairs) if is_held else []
            worth = sum(self.worth[witness][t] for t, _ in pairs)
            needed = 0.0 if is_held else math.log(len(own) * max(len(answers), 1)) + _SURE
            if worth > max(needed, most):
                best, most = pairs, worth
        for t, u in best:
            self.grid.unite(witness, t, self.base, u, make_room=self.worth[witness][t] <= _MARK)

    def _last_marks(
        self, witness: int, own: Sequence[int], answers: Sequence[int], pairs: Sequence[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The marks that end two stretches which are held on both sides, if they are the same and still free."""
        last, answer = own[-1], answers[-1] if answers else -1
        free = answer >= 0 and all(t < last and u < answer for t, u in pairs)
        same = free and self.keys[witness][last] == self.keys[self.base][answer]
        return [(last, answer)] if same and self.worth[witness][last] <= _MARK else []

    def _without_strangers(
        self, witness: int, pairs: Sequence[tuple[int, int]], links: Mapping[tuple[int, int], float]
    ) -> list[tuple[int, int]]:
        """The pairs but those of sentences that share hardly a word, these pairs counted."""
        own, lead = self.words[witness].sentence, self.words[self.base].sentence
        total = {(own[t], lead[u]): links.get((own[t], lead[u]), 0.0) for t, u in pairs}
        for t, u in pairs:
            total[own[t], lead[u]] += self.worth[witness][t]
        return [
            (t, u)
            for t, u in pairs
            if self.worth[witness][t] <= _MARK
            or not self._is_slight(witness, (own[t], lead[u]), total[own[t], lead[u]])
        ]

    def _candidates(self, witness: int, stretch: _Stretch) -> Iterator[tuple[range, range, bool]]:
        """The stretch, or its part in one sentence; the words of the base left over behind what stands before it, and
        before what stands behind it; and whether they are held on both sides: they are the same, or both reach the
        edge of their blocks or the end of their sentences."""
        own = range(stretch.start, stretch.end)
        behind = before = range(0)
        if (u := self._held_by(witness, stretch, stretch.start - 1)) >= 0:
            behind = range(u + 1, self._end_of_free(witness, u, 1))
        if (u := self._held_by(witness, stretch, stretch.end)) >= 0:
            before = range(self._end_of_free(witness, u, -1) + 1, u)
        if behind == before:
            yield own, behind, True
        else:
            yield own, behind, self._reach_the_edge(witness, stretch.end, behind.stop)
            yield own, before, self._reach_the_edge(witness, stretch.start, before.start)
        if behind:
            rest = self._rest_of_sentence(witness, own), self._rest_of_sentence(self.base, behind)
            if all(rest) and rest != (own, behind):
                yield *rest, not self.words[witness].is_fragment

    def _rest_of_sentence(self, witness: int, tokens: range) -> range:
        """The tokens that end the sentence of the word before them; none if the sentence goes on behind them."""
        sentence = self.words[witness].sentence
        stop = next((t for t in tokens if sentence[t] != sentence[tokens.start - 1]), tokens.stop)
        is_end = stop == len(sentence) or sentence[stop] != sentence[tokens.start - 1]
        return range(tokens.start, stop if is_end else tokens.start)

    def _reach_the_edge(self, witness: int, token: int, answer: int) -> bool:
        """Whether blocks of both begin or end here; those of a fragment may begin and end anywhere."""
        return not self.words[witness].is_fragment and all(
            not 0 < t < len(self.words[w]) or not self.words[w].is_inside(t)
            for w, t in ((witness, token), (self.base, answer))
        )

    def _held_by(self, witness: int, stretch: _Stretch, token: int) -> int:
        """The word of the base beside a neighbour of the stretch, if its block answers that of the stretch; else -1."""
        if not 0 <= token < len(self.words[witness]):
            return -1
        answer = self.grid.beside(witness, token, self.base)
        here = self.words[witness].block[stretch.start]
        return answer if answer >= 0 and self._answers(witness, here, self.words[self.base].block[answer]) else -1

    def _answers(self, witness: int, block: int, other: int) -> bool:
        """Whether a block of the witness has words in a block of the base, and both are of one kind."""
        words, lead = self.words[witness], self.words[self.base]
        if kind_class(words.blocks[block].kind) != kind_class(lead.blocks[other].kind):
            return False
        return any(
            u >= 0 and lead.block[u] == other
            for t in words.tokens_of(block)
            if (u := self.grid.beside(witness, t, self.base)) >= 0
        )

    def _end_of_free(self, witness: int, token: int, step: int) -> int:
        """The first word of the base from a token on that has a counterpart or stands in another block."""
        block = self.words[self.base].block
        at = token + step
        while (
            0 <= at < len(block)
            and block[at] == block[token]
            and abs(at - token) < _LONGEST
            and self.grid.beside(self.base, at, witness) < 0
        ):
            at += step
        return at


def _mark_kind(text: str) -> str:
    """The kind of marks that a mark is one of; nothing for words."""
    return next((kind for kind in _MARK_KINDS if text in kind), "")


def _area(one: tuple[int, int], other: tuple[int, int]) -> float:
    """In how many ways words could meet between two pairs: what lies between them on either side, multiplied."""
    steps = [b - a if b > a else _FAR for a, b in zip(one, other, strict=True)]
    return float(steps[0] * steps[1])


def _sums(sentences: Sequence[int], worth: Sequence[float]) -> dict[int, float]:
    """The worth of each sentence's words."""
    made: dict[int, float] = {}
    for sentence, one in zip(sentences, worth, strict=True):
        made[sentence] = made.get(sentence, 0.0) + one
    return made
