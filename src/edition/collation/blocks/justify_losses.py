"""Words beside a lacuna are aligned with the words at that side of it: what follows it ends where the text goes on.

An alignment does not know where in «kept a heron on» a witness that has «[lost] crane on» is damaged: «crane» has to
answer «heron», the last word of those that nothing else answers, and not «kept».
"""

from collections.abc import Collection, Sequence

from rapidfuzz.distance import Levenshtein

from edition.collation.blocks.editable_table import Column
from edition.collation.thresholds import BESIDE_LACUNA_ALIKE
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words
from edition.model import Move


def justify_losses(words: Sequence[Words], columns: Sequence[Column], moves: Sequence[Move]) -> list[Column]:
    """The columns with unlike words before a gap at the left and those behind it at the right of what is unaligned."""
    made = [list(column) for column in columns]
    for w, one in enumerate(words):
        if not one.gaps:
            continue
        moved = {t for move in moves if move.witness == w for t in range(move.start, move.end)}
        row = _Row(words, made, w, moved)
        for gap in sorted(one.gaps):
            row.justify(gap, 1)
            row.justify(gap - 1, -1)
    return [column for column in made if any(t >= 0 for t in column)]


class _Row:
    """The tokens of one witness in the columns."""

    def __init__(self, words: Sequence[Words], columns: list[Column], witness: int, moved: Collection[int]) -> None:
        self.words, self.columns, self.witness, self.moved = words, columns, witness, moved
        self.column_of = {column[witness]: c for c, column in enumerate(columns) if column[witness] >= 0}

    def justify(self, token: int, step: int) -> None:
        """Put the unlike words from a token on, away from its gap, beside the next word that is alike."""
        run = self._unlike(token, step)
        if not run or any(t in self.moved for t in run):
            return
        places = self._places(run, step)
        if len(places) < len(run):
            return
        for t in run:
            self.columns[self.column_of[t]][self.witness] = -1
        for t, c in zip(run, places, strict=True):
            self.columns[c][self.witness] = t
            self.column_of[t] = c

    def _unlike(self, token: int, step: int) -> list[int]:
        """The words from a token on that are like no other word in their column, up to one that is; none if a mark
        or the end of the block comes before that.
        """
        own, run = self.words[self.witness], list[int]()
        while 0 <= token < len(own) and self._is_unlike(token):
            run.append(token)
            if token + step >= len(own) or not own.is_inside(max(token, token + step)):
                return []
            token += step
        return run if 0 <= token < len(own) and token in self.column_of else []

    def _is_unlike(self, token: int) -> bool:
        own, c = self.words[self.witness].norm[token], self.column_of.get(token)
        if c is None or not is_word(own):
            return False
        others = [self.words[w].norm[t] for w, t in enumerate(self.columns[c]) if t >= 0 and w != self.witness]
        return all(Levenshtein.normalized_similarity(own, other) < BESIDE_LACUNA_ALIKE for other in others)

    def _places(self, run: Sequence[int], step: int) -> list[int]:
        """The columns for the words, in their order, up to the word that is alike: those in which others have a word,
        in one block of each witness, and this witness has nothing but these words.
        """
        stop, made = self.column_of[run[-1] + step], list[int]()
        beyond = stop
        for c in range(stop - step, len(self.columns) if step < 0 else -1, -step):
            edge = beyond if step > 0 else c
            if self.columns[c][self.witness] not in (-1, *run) or self._begins_block(edge):
                break
            others = [(w, t) for w, t in enumerate(self.columns[c]) if t >= 0 and w != self.witness]
            if others and all(is_word(self.words[w].norm[t]) for w, t in others):
                made.append(c)
            beyond = c
            if len(made) == len(run):
                break
        return made[::-1]

    def _begins_block(self, column: int) -> bool:
        cells = enumerate(self.columns[column])
        return any(t >= 0 and w != self.witness and not self.words[w].is_inside(t) for w, t in cells)
