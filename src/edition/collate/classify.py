"""How a reading departs from the lemma: the first kind that applies (docs/design.md §4), further ones after it."""

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
    if kinds := _accidental(lemma, reading):
        return kinds[0], tuple(kinds[1:])
    words, others = [norm(w) for w in _words(lemma)], [norm(w) for w in _words(reading)]
    if len(words) == len(others) and all(_alike(a, b) for a, b in zip(words, others, strict=True)):
        return ReadingKind.SPELLING, tuple(_marks_differ(lemma, reading))
    return _substantive(words, others)


def _accidental(lemma: Sequence[str], reading: Sequence[str]) -> list[ReadingKind]:
    """The kinds of a reading with the same letters, whatever their case and the marks within or between the words."""
    a, b = _letters(lemma), _letters(reading)
    if a.lower() != b.lower():
        return []
    found = _marks_differ(lemma, reading)
    if a != b:
        found.append(ReadingKind.CAPITALISATION)
    return found or [ReadingKind.SPELLING]  # words divided in another way


def _marks_differ(lemma: Sequence[str], reading: Sequence[str]) -> list[ReadingKind]:
    marks = ["".join(c for t in side for c in t if not c.isalnum()) for side in (lemma, reading)]
    return [ReadingKind.PUNCTUATION] if marks[0] != marks[1] else []


def _letters(tokens: Sequence[str]) -> str:
    return "".join(c for t in tokens for c in t if c.isalnum())


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
