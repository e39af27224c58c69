"""How a reading departs from the lemma: the first kind that applies (DESIGN.md §4), further ones after it."""

import re
from collections.abc import Callable, Sequence

from rapidfuzz.distance import Levenshtein

from edition.model import ReadingKind

_NUMBER = re.compile(r"\d")
_ALIKE = 0.7  # share of letters that two spellings of one word have in common


def classify(
    lemma: Sequence[str], reading: Sequence[str], norm: Callable[[str], str]
) -> tuple[ReadingKind, tuple[ReadingKind, ...]]:
    """The kind of a reading against the lemma, both as words and marks in order, and the kinds that apply besides."""
    if not reading:
        return ReadingKind.OMISSION, ()
    if not lemma:
        return ReadingKind.ADDITION, ()
    words, others = _words(lemma), _words(reading)
    found = [kind for kind, applies in _ACCIDENTAL if applies(lemma, reading)]
    if found and [norm(w) for w in words] == [norm(w) for w in others]:
        return found[0], tuple(found[1:])
    if len(words) == len(others) and all(_alike(norm(a), norm(b)) for a, b in zip(words, others, strict=True)):
        return ReadingKind.SPELLING, tuple(k for k in found if k is not ReadingKind.SPELLING)
    return _substantive([norm(w) for w in words], [norm(w) for w in others])


def _substantive(lemma: Sequence[str], reading: Sequence[str]) -> tuple[ReadingKind, tuple[ReadingKind, ...]]:
    numbers = _numbers(lemma), _numbers(reading)
    if all(numbers) and numbers[0] != numbers[1]:
        return ReadingKind.FACTUAL, ()
    if sorted(lemma) == sorted(reading):
        return ReadingKind.WORD_ORDER, ()
    if _is_within(lemma, reading):
        return ReadingKind.ADDITION, ()
    if _is_within(reading, lemma):
        return ReadingKind.SUBSTITUTION, (ReadingKind.OMISSION,)
    return ReadingKind.SUBSTITUTION, ()


def _words(tokens: Sequence[str]) -> list[str]:
    return [t for t in tokens if any(c.isalnum() for c in t)]


def _differs_in_marks(lemma: Sequence[str], reading: Sequence[str]) -> bool:
    marks = [[t for t in side if not any(c.isalnum() for c in t)] for side in (lemma, reading)]
    return marks[0] != marks[1] or _words(lemma) == _words(reading)


def _differs_in_case(lemma: Sequence[str], reading: Sequence[str]) -> bool:
    a, b = "".join(_words(lemma)), "".join(_words(reading))
    return a != b and a.casefold() == b.casefold()


def _differs_in_letters(lemma: Sequence[str], reading: Sequence[str]) -> bool:
    return "".join(_words(lemma)).casefold() != "".join(_words(reading)).casefold()


_ACCIDENTAL = (
    (ReadingKind.PUNCTUATION, _differs_in_marks),
    (ReadingKind.CAPITALISATION, _differs_in_case),
    (ReadingKind.SPELLING, _differs_in_letters),
)


def _alike(a: str, b: str) -> bool:
    """Whether two normal forms are spellings of one word; numbers never are."""
    if a == b:
        return True
    if _NUMBER.search(a + b):
        return False
    return a[:1] == b[:1] and Levenshtein.normalized_similarity(a, b) >= _ALIKE


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(w for w in words if _NUMBER.search(w))


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words of one reading stand in the other in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)
