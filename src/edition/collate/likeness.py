"""How like two words are, and what it is worth to put them into one column."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from edition.collate.arrays import Cells, Floats
from edition.collate.normalize import is_word

ALIKE = 0.5  # from this score on, two tokens are forms of one word
_NEAR = 0.6  # share of letters two forms of one word have in common
_SHORT = 4  # below this many letters one letter more or less makes another word
_EQUAL_MARK, _OTHER_MARK, _WORD_AND_MARK, _NUMBERS = 0.5, 0.0, -0.7, 0.4
_EQUAL_WORD, _CONTENT, _RARE = 0.7, 0.3, 8.0  # a rare word's match earns up to a third more than «the»


class Likeness:
    """Scores of two keys in one column: 1.0 an equal rare word, above `ALIKE` a near one, below 0 no counterpart."""

    def __init__(self, names: Sequence[str], surprise: Floats) -> None:
        self.names = names
        self.words = [is_word(name) for name in names]
        self._equal = np.where(
            self.words, _EQUAL_WORD + _CONTENT * np.minimum(surprise / _RARE, 1.0), _EQUAL_MARK
        ).tolist()
        self._known: dict[tuple[int, int], float] = {}

    def score(self, x: int, y: int) -> float:
        """What it is worth to put two keys into one column."""
        if x == y:
            equal: float = self._equal[x]
            return equal
        pair = (x, y) if x < y else (y, x)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._compared(x, y)
        return known

    def alike(self, x: int, y: int) -> bool:
        """Whether two keys are equal or forms of one word."""
        return x == y or self.score(x, y) > ALIKE

    def _compared(self, x: int, y: int) -> float:
        if not self.words[x] or not self.words[y]:
            return _WORD_AND_MARK if self.words[x] or self.words[y] else _OTHER_MARK
        a, b = self.names[x], self.names[y]
        share = Levenshtein.normalized_similarity(a, b)
        if a.isdigit() and b.isdigit():
            return max(_NUMBERS, 0.9 * share if len(a) == len(b) >= _SHORT else 0.0)
        if share >= _NEAR and max(len(a), len(b)) >= _SHORT:
            return float(0.9 * share)
        return float(0.5 * min(share, _NEAR) - 0.25)

    def scores(self, left: Sequence[int] | Cells, right: Sequence[int] | Cells) -> Floats:
        """The scores of all pairs of two sequences of keys."""
        kinds_a, at_a = np.unique(left, return_inverse=True)
        kinds_b, at_b = np.unique(right, return_inverse=True)
        if len(kinds_a) * len(kinds_b) <= 64:
            few = [[self.score(x, y) for y in kinds_b.tolist()] for x in kinds_a.tolist()]
            return np.array(few, float).reshape(len(kinds_a), len(kinds_b))[np.ix_(at_a, at_b)]
        return self._table(kinds_a, kinds_b)[np.ix_(at_a, at_b)]

    def _table(self, kinds_a: Cells, kinds_b: Cells) -> Floats:
        """As `score`, for many pairs at once."""
        names_a, names_b = [self.names[x] for x in kinds_a], [self.names[x] for x in kinds_b]
        share = cdist(names_a, names_b, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
        size_a, size_b = (np.array([len(n) for n in names])[:, None] for names in (names_a, names_b))
        number_a, number_b = (np.array([n.isdigit() for n in names])[:, None] for names in (names_a, names_b))
        word_a, word_b = (np.array([self.words[x] for x in kinds])[:, None] for kinds in (kinds_a, kinds_b))
        near = (share >= _NEAR) & (np.maximum(size_a, size_b.T) >= _SHORT)
        made = np.where(near, 0.9 * share, 0.5 * np.minimum(share, _NEAR) - 0.25)
        years = (size_a == size_b.T) & (size_a >= _SHORT)
        made = np.where(number_a & number_b.T, np.maximum(np.where(years, 0.9 * share, 0.0), _NUMBERS), made)
        made = np.where(word_a & word_b.T, made, np.where(word_a | word_b.T, _WORD_AND_MARK, _OTHER_MARK))
        equal = kinds_a[:, None] == kinds_b[None, :]
        made[equal] = np.array([self._equal[x] for x in kinds_a])[np.nonzero(equal)[0]]
        return made
