"""Where an entry may be divided: at the words on which all its readings agree, outside of names."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.model.anchor import fold
from edition.model.tokens import word_spans


@dataclass(frozen=True, slots=True)
class Cut:
    """The words [start, end) of a witness in an entry, and where its names and dates are."""

    text: str
    start: int
    end: int
    names: Sequence[tuple[int, int]] = ()

    def words(self) -> list[tuple[int, int]]:
        """The places of the words."""
        return word_spans(self.text, self.start, self.end)

    def norms(self) -> list[str]:
        """The words as they are compared."""
        return [fold(self.text[a:b]) for a, b in self.words()]

    def divides_a_name(self, at: int) -> bool:
        """Whether a place is inside a name or date."""
        return any(start < at < end for start, end in self.names)


def cuts_where_words_agree(own: Cut, others: Sequence[Cut]) -> list[int]:
    """The ends of the words of `own` behind which an entry may be divided: before and behind words that all have."""
    words = own.words()
    matched = [_matches(own, other) for other in others]
    agreed = [all(number in one for one in matched) for number in range(len(words))]
    return [words[number - 1][1] for number in _edges(agreed) if _is_free(number, own, others, matched)]


def _matches(own: Cut, other: Cut) -> dict[int, int]:
    """Of the words of one the numbers of the same words of the other, in order."""
    matcher = difflib.SequenceMatcher(None, own.norms(), other.norms(), autojunk=False)
    return {a + n: b + n for a, b, size in matcher.get_matching_blocks() for n in range(size)}


def _edges(agreed: Sequence[bool]) -> Iterator[int]:
    """The numbers of the words before which agreement begins or ends."""
    for number in range(1, len(agreed)):
        if agreed[number] != agreed[number - 1]:
            yield number


def _is_free(number: int, own: Cut, others: Sequence[Cut], matched: Sequence[dict[int, int]]) -> bool:
    """Whether a cut before a word of `own` divides no name of any witness."""
    if own.divides_a_name(own.words()[number][0]) or own.divides_a_name(own.words()[number - 1][1]):
        return False
    for other, same in zip(others, matched, strict=True):
        words = other.words()
        at = words[same[number]][0] if number in same else words[same[number - 1]][1]
        if other.divides_a_name(at):
            return False
    return True
