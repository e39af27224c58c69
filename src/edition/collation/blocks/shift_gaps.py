"""Shift gaps to where a reader would expect them, if the alignment is equally good there.

If a witness lacks «, in fact» before «, the», it equally lacks «in fact,». Of such places, the one is chosen that
follows the end of a sentence or clause and begins with a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.collation.blocks.editable_table import Column
from edition.collation.thresholds import (
    GAP_AFTER_CLAUSE,
    GAP_AFTER_SENTENCE,
    GAP_BEGINS_UNSPACED,
    GAP_BEGINS_WITH_MARK,
    GAP_ENDS_WITH_MARK,
    LONGEST_SHIFT,
)
from edition.collation.tokens.witness_tokens import CLOSING, Words
from edition.model.tokens import STOPS

_CLAUSE = frozenset(",;:)]–—")


def shift_gaps(words: Sequence[Words], columns: list[Column]) -> list[Column]:
    """The columns with every gap at its best place; the order of tokens within a witness does not change.

    Fragments are ignored, because they are not extant in most columns. Of equally good places the nearest is chosen,
    then the later one.
    """
    whole = [w for w, one in enumerate(words) if not one.is_fragment]
    shifted = [list(column) for column in columns]
    for start, end, lacking in list(_gaps(whole, shifted)):
        gap = _Gap(words, whole, shifted, lacking, start, end)
        gap.move(max(gap.places(), key=lambda place: (gap.score(place), -abs(place), place)))
    return shifted


def _gaps(whole: Sequence[int], columns: Sequence[Column]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Ranges [start, end) of columns that the same witnesses lack, and those witnesses."""
    start, lacking = 0, frozenset[int]()
    for i, column in enumerate([*columns, []]):
        lacks = frozenset(w for w in whole if column and column[w] < 0)
        if not column or lacks != lacking:
            if lacking and len(lacking) < len(whole):
                yield start, i, lacking
            start, lacking = i, lacks


@dataclass(frozen=True, slots=True)
class _Gap:
    """The columns [start, end), which the witnesses in `lacking` lack and all other complete witnesses have."""

    words: Sequence[Words]
    whole: Sequence[int]
    columns: list[Column]
    lacking: frozenset[int]
    start: int
    end: int

    def places(self) -> list[int]:
        """The numbers of columns by which the gap can be shifted; negative to the left."""
        left = right = 0
        while left < LONGEST_SHIFT and self._is_like(self.start - left - 1, self.end - left - 1):
            left += 1
        while right < LONGEST_SHIFT and self._is_like(self.end + right, self.start + right):
            right += 1
        return list(range(-left, right + 1))

    def _is_like(self, full: int, other: int) -> bool:
        """Whether all witnesses agree on column `full` and the other column has the same word; a fragment has both
        or neither.
        """
        if not 0 <= full < len(self.columns) or any(self.columns[full][w] < 0 for w in self.whole):
            return False
        others = [(w, t) for w, t in enumerate(self.columns[other]) if w not in self.lacking]
        if any((t < 0) != (self.columns[full][w] < 0) for w, t in others):
            return False
        texts = {self.words[w].text[t] for w, t in (*enumerate(self.columns[full]), *others) if t >= 0}
        return len(texts) == 1 and self._is_unbroken(full, other)

    def _is_unbroken(self, one: int, other: int) -> bool:
        """Whether each witness has consecutive tokens between two columns, and the lacking witnesses have them in
        one block.
        """
        for w, words in enumerate(self.words):
            tokens = [t for column in self.columns[min(one, other) : max(one, other) + 1] if (t := column[w]) >= 0]
            if tokens and tokens != list(range(tokens[0], tokens[0] + len(tokens))):
                return False
            units = words.units_of_reference()
            if tokens and w in self.lacking and units[tokens[0]] != units[tokens[-1]]:
                return False
        return True

    def score(self, place: int) -> int:
        """How well the gap reads at a place.

        The score rises after the end of a sentence or at the start of a block, and less after the end of a clause; it
        falls if the gap begins with a closing mark or without a space. If the sum is positive, a closing mark at the
        end of the gap raises it.
        """
        reader = next(w for w in self.whole if w not in self.lacking)
        words = self.words[reader]
        first, last = self.columns[self.start + place][reader], self.columns[self.end - 1 + place][reader]
        begins = not words.is_inside(first)
        before = "." if begins else words.text[first - 1]
        score = GAP_AFTER_SENTENCE if before in STOPS else GAP_AFTER_CLAUSE if before in _CLAUSE else 0
        score -= GAP_BEGINS_WITH_MARK if words.text[first] in CLOSING else 0
        score -= GAP_BEGINS_UNSPACED if not begins and words.after[first - 1] == "" else 0
        return score + (GAP_ENDS_WITH_MARK if score > 0 and words.text[last] in CLOSING else 0)

    def move(self, place: int) -> None:
        """Shift the gap: move the tokens of the lacking witnesses from one side of it to the other."""
        if place < 0:
            source, target = range(self.start + place, self.start), range(self.end + place, self.end)
        else:
            source, target = range(self.end, self.end + place), range(self.start, self.start + place)
        for w in self.lacking:
            tokens = [self.columns[i][w] for i in source]
            for i in source:
                self.columns[i][w] = -1
            for i, token in zip(target, tokens, strict=True):
                self.columns[i][w] = token
