"""How similar two words are, and the score of having them in one column."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist, cpdist

from edition.collation.arrays import Cells, Floats, Ints
from edition.collation.thresholds import (
    DISSIMILAR_COST,
    DISSIMILAR_FACTOR,
    EQUAL_MARK,
    EQUAL_RARE_WORD,
    EQUAL_WORD,
    MOST_EVIDENCE,
    NEAR_MATCH,
    NEAR_MATCH_FACTOR,
    NEAR_MATCH_SHORT,
    OTHER_MARK,
    SHORT_WORD,
    SIMILAR,
    TWO_NUMBERS,
    WORD_AND_MARK,
)
from edition.collation.tokens.normalize import is_word


class Likeness:
    """Scores of two keys in one column: 1.3 for an equal rare word, above `SIMILAR` for a near match, below 0 for no
    match.

    `names`: the text of every key; `words` and `is_word`: whether it is a word, as a list and as an array. `surprise`:
    the evidence of every key. `near_match`: see `CollationSettings`.
    """

    def __init__(self, names: Sequence[str], surprise: Floats, near_match: float = NEAR_MATCH) -> None:
        self._near = near_match
        self._near_short = min(near_match + NEAR_MATCH_SHORT, 1.0)
        self.names = names
        self.words = [is_word(name) for name in names]
        self._equal = np.where(
            self.words, EQUAL_WORD + EQUAL_RARE_WORD * np.minimum(surprise / MOST_EVIDENCE, 1.0), EQUAL_MARK
        ).tolist()
        self.is_word = np.asarray(self.words, bool)
        self._equals = np.asarray(self._equal)
        self._size = np.fromiter(map(len, names), np.int64, len(names))
        self._number = np.fromiter(map(str.isdigit, names), bool, len(names))
        self._known: dict[tuple[int, int], float] = {}

    def score(self, x: int, y: int) -> float:
        """The score of having two keys in one column."""
        if x == y:
            equal: float = self._equal[x]
            return equal
        pair = (x, y) if x < y else (y, x)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self._compared(x, y)
        return known

    def are_similar(self, x: int, y: int) -> bool:
        """Whether two keys are equal or forms of one word."""
        return x == y or self.score(x, y) > SIMILAR

    def _compared(self, x: int, y: int) -> float:
        if not self.words[x] or not self.words[y]:
            return WORD_AND_MARK if self.words[x] or self.words[y] else OTHER_MARK
        a, b = self.names[x], self.names[y]
        share = Levenshtein.normalized_similarity(a, b)
        if a.isdigit() and b.isdigit():
            return max(TWO_NUMBERS, NEAR_MATCH_FACTOR * share if len(a) == len(b) >= SHORT_WORD else 0.0)
        needed = self._near if min(len(a), len(b)) >= SHORT_WORD else self._near_short
        if max(len(a), len(b)) >= SHORT_WORD and share >= needed:
            return float(NEAR_MATCH_FACTOR * share)
        return float(DISSIMILAR_FACTOR * min(share, self._near) - DISSIMILAR_COST)

    def scores(self, left: Sequence[int] | Cells, right: Sequence[int] | Cells) -> Floats:
        """The scores of all pairs of two sequences of keys, as a matrix."""
        kinds_a, at_a = np.unique(left, return_inverse=True)
        kinds_b, at_b = np.unique(right, return_inverse=True)
        if len(kinds_a) * len(kinds_b) <= 64:
            few = [[self.score(x, y) for y in kinds_b.tolist()] for x in kinds_a.tolist()]
            return np.array(few, float).reshape(len(kinds_a), len(kinds_b))[np.ix_(at_a, at_b)]
        return self._table(kinds_a, kinds_b)[np.ix_(at_a, at_b)]

    def score_pairs(self, x: Ints, y: Ints) -> Floats:
        """The scores of x[n] and y[n] for every n."""
        many = len(self.names)
        code, of = np.unique(np.minimum(x, y) * many + np.maximum(x, y), return_inverse=True)
        x, y = np.divmod(code, many)
        scores = self._equals[x]
        differ = x != y
        scores[differ] = self.between(x[differ], y[differ])
        found: Floats = scores[of]
        return found

    def between(self, x: Ints, y: Ints) -> Floats:
        """The scores of x[n] and y[n] for every n; no two of them may be equal."""
        share = cpdist(self._named(x), self._named(y), scorer=Levenshtein.normalized_similarity, dtype=np.float64)
        return self._unequal(x, y, share)

    def _table(self, kinds_a: Ints, kinds_b: Ints) -> Floats:
        """The scores of all pairs of two sequences of distinct keys."""
        names = self._named(kinds_a), self._named(kinds_b)
        share = cdist(*names, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
        made = self._unequal(kinds_a[:, None], kinds_b[None, :], share)
        equal = kinds_a[:, None] == kinds_b[None, :]
        made[equal] = self._equals[kinds_a][np.nonzero(equal)[0]]
        return made

    def _named(self, kinds: Ints) -> list[str]:
        return [self.names[x] for x in kinds.tolist()]

    def _unequal(self, a: Ints, b: Ints, share: Floats) -> Floats:
        """`_compared` for arrays; `share`: the share of letters that the words have in common."""
        size_a, size_b, word_a, word_b = self._size[a], self._size[b], self.is_word[a], self.is_word[b]
        needed = np.where(np.minimum(size_a, size_b) >= SHORT_WORD, self._near, self._near_short)
        near = (share >= needed) & (np.maximum(size_a, size_b) >= SHORT_WORD)
        made = np.where(
            near, NEAR_MATCH_FACTOR * share, DISSIMILAR_FACTOR * np.minimum(share, self._near) - DISSIMILAR_COST
        )
        years = (size_a == size_b) & (size_a >= SHORT_WORD)
        numbers = self._number[a] & self._number[b]
        made = np.where(numbers, np.maximum(np.where(years, NEAR_MATCH_FACTOR * share, 0.0), TWO_NUMBERS), made)
        scores: Floats = np.where(word_a & word_b, made, np.where(word_a | word_b, WORD_AND_MARK, OTHER_MARK))
        return scores
