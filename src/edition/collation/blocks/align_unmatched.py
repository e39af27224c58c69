"""Words left over in a block, and the words left over in the block of the base that it answers."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.collation.blocks.evidence import MARK, Evidence, Pairs
from edition.collation.tokens.witness_tokens import Words, kind_class

_SURE = 3.0  # evidence beyond the size of the gap, for words that are held on one side only
_LONGEST, _MOST_CELLS = 400, 40_000  # words left over that are looked at, and ways in which they may meet


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words [start, end) of a witness that have no counterpart in the base."""

    start: int
    end: int


class LeftOver:
    """Aligns what one witness has left over with what the base has left over."""

    def __init__(self, evidence: Evidence, witness: int) -> None:
        self.evidence, self.witness = evidence, witness
        self.words, self.lead = evidence.words[witness], evidence.words[evidence.base]
        self.links = evidence.links(witness)
        self.kin = self._kin()

    def align(self) -> None:
        """Bring every stretch to its answer, where it has one."""
        for stretch in list(self._stretches()):
            self._align(stretch)

    def _kin(self) -> set[tuple[int, int]]:
        """The blocks of the witness and the base that share words."""
        pairs = enumerate(self.evidence.answers(self.witness))
        return {(self.words.block[t], self.lead.block[u]) for t, u in pairs if u >= 0}

    def _answer(self, token: int) -> int:
        return self.evidence.answer(self.witness, token)

    def _stretches(self) -> Iterator[_Stretch]:
        """The stretches of a witness, within one block each, that have no counterpart in the base."""
        block, answers = self.words.block, self.evidence.answers(self.witness)
        open_ = (token for token, answer in enumerate(answers) if answer < 0)
        for _, tokens in groupby(enumerate(open_), key=lambda pair: (pair[1] - pair[0], block[pair[1]])):
            run = [token for _, token in tokens]
            yield _Stretch(run[0], run[-1] + 1)

    def _align(self, stretch: _Stretch) -> None:
        if stretch.end - stretch.start > _LONGEST:
            return
        worth_of = self.evidence.worth[self.witness]
        best: Pairs = []
        most = 0.0
        for own, answers, is_held in self._candidates(stretch):
            if len(own) * len(answers) > _MOST_CELLS:
                continue
            pairs = self._without_strangers(self.evidence.like_pairs(self.witness, own, answers))
            pairs += self._last_marks(own, answers, pairs) if is_held else []
            worth = sum(worth_of[t] for t, _ in pairs)
            needed = 0.0 if is_held else math.log(len(own) * max(len(answers), 1)) + _SURE
            if worth > max(needed, most):
                best, most = pairs, worth
        for t, u in best:
            self.evidence.grid.unite(self.witness, t, self.evidence.base, u, make_room=worth_of[t] <= MARK)
            self.kin.add((self.words.block[t], self.lead.block[u]))

    def _last_marks(self, own: Sequence[int], answers: Sequence[int], pairs: Pairs) -> Pairs:
        """The marks that end two stretches which are held on both sides, if they are the same and still free."""
        last, answer = own[-1], answers[-1] if answers else -1
        keys = self.evidence.keys
        is_free = answer >= 0 and all(t < last and u < answer for t, u in pairs)
        is_same = is_free and keys[self.witness][last] == keys[self.evidence.base][answer]
        return [(last, answer)] if is_same and self.evidence.worth[self.witness][last] <= MARK else []

    def _without_strangers(self, pairs: Pairs) -> Pairs:
        """The pairs but those of sentences that share hardly a word, these pairs counted."""
        worth, own, lead = self.evidence.worth[self.witness], self.words.sentence, self.lead.sentence
        total: dict[tuple[int, int], float] = {}
        for t, u in pairs:
            between = own[t], lead[u]
            total[between] = total.get(between, self.links.get(between, 0.0)) + worth[t]
        strange = {between for between, all_ in total.items() if self.evidence.is_slight(self.witness, between, all_)}
        return [(t, u) for t, u in pairs if worth[t] <= MARK or (own[t], lead[u]) not in strange]

    def _candidates(self, stretch: _Stretch) -> Iterator[tuple[range, range, bool]]:
        """The stretch, or its part in one sentence; the words of the base left over behind what stands before it, and
        before what stands behind it; and whether they are held on both sides: they are the same, or both reach the
        edge of their blocks or the end of their sentences."""
        own = range(stretch.start, stretch.end)
        behind = before = range(0)
        if (u := self._held_by(stretch, stretch.start - 1)) >= 0:
            behind = range(u + 1, self._end_of_free(u, 1))
        if (u := self._held_by(stretch, stretch.end)) >= 0:
            before = range(self._end_of_free(u, -1) + 1, u)
        if behind == before:
            yield own, behind, True
        else:
            yield own, behind, self.evidence.reach_the_edge(self.witness, stretch.end, behind.stop)
            yield own, before, self.evidence.reach_the_edge(self.witness, stretch.start, before.start)
        if behind:
            rest = _rest_of_sentence(self.words, own), _rest_of_sentence(self.lead, behind)
            if all(rest) and rest != (own, behind):
                yield *rest, not self.words.is_fragment

    def _held_by(self, stretch: _Stretch, token: int) -> int:
        """The word of the base beside a neighbour of the stretch, if its block answers that of the stretch; else -1."""
        if not 0 <= token < len(self.words):
            return -1
        answer = self._answer(token)
        here = self.words.block[stretch.start]
        return answer if answer >= 0 and self._answers(here, self.lead.block[answer]) else -1

    def _answers(self, block: int, other: int) -> bool:
        """Whether a block of the witness has words in a block of the base, and both are of one kind."""
        kinds = self.words.blocks[block].kind, self.lead.blocks[other].kind
        return kind_class(kinds[0]) == kind_class(kinds[1]) and (block, other) in self.kin

    def _end_of_free(self, token: int, step: int) -> int:
        """The first word of the base from a token on that has a counterpart or stands in another block."""
        block, grid, base = self.lead.block, self.evidence.grid, self.evidence.base
        at = token + step
        while (
            0 <= at < len(block)
            and block[at] == block[token]
            and abs(at - token) < _LONGEST
            and grid.beside(base, at, self.witness) < 0
        ):
            at += step
        return at


def _rest_of_sentence(words: Words, tokens: range) -> range:
    """The tokens that end the sentence of the word before them; none if the sentence goes on behind them."""
    sentence = words.sentence
    stop = next((t for t in tokens if sentence[t] != sentence[tokens.start - 1]), tokens.stop)
    is_end = stop == len(sentence) or sentence[stop] != sentence[tokens.start - 1]
    return range(tokens.start, stop if is_end else tokens.start)
