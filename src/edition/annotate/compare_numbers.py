"""Decide whether two numbers that are said of one thing can both be right, as «some 200» and «210» can."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.annotate.fact_language import FactLanguage, stem
from edition.late_patterns import late_pattern

_AFTER = 40  # characters behind a number that say what it counts
_NOUNS = 3  # words behind a number of which one may be what it counts
_FAR = 1.5  # times: numbers that are not exact disagree when one is so much larger
_ROUND = 100  # a multiple of it is a round number
_WORD = late_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text: its words, its value, whether it is exact, and the words behind that say what is counted."""

    words: str
    value: int
    is_exact: bool
    counted: frozenset[str]
    unit: str = ""  # the unit of measure that follows it


def count_in(text: str, start: int, end: int, number: str, facts: FactLanguage) -> Count:
    """The number at [start, end) of a text."""
    following = _WORD.match(text[end : end + _AFTER].lstrip())
    unit = following[0].casefold() if following and following[0].casefold() in facts.measures else ""
    is_exact = facts.about.search(text[:start]) is None
    return Count(text[start:end], int(number), is_exact, counted_words(text[end:], facts), unit)


def counted_words(after: str, facts: FactLanguage) -> frozenset[str]:
    """The first words of what follows a number, up to a sign, a small word or another number."""
    made: list[str] = []
    for found in _WORD.finditer(after[:_AFTER]):
        word = found[0].casefold()
        if not word[0].isalpha() or word in facts.small or len(made) == _NOUNS:
            break
        made.append(stem(word))
    return frozenset(made)


def contradict(one: Sequence[Count], other: Sequence[Count]) -> list[tuple[Count, Count]]:
    """The pairs of numbers of two texts that count the same and cannot both be right.

    A number that the other text has, too, contradicts nothing.
    """
    left = [a for a in one if not any(a.value == b.value and count_the_same(a, b) for b in other)]
    right = [b for b in other if not any(a.value == b.value and count_the_same(a, b) for a in one)]
    return [(a, b) for a in left for b in right if count_the_same(a, b) and are_apart(a, b)]


def count_the_same(one: Count, other: Count) -> bool:
    """Whether two numbers have a word for what they count in common, or neither has one; units are not converted."""
    if one.unit != other.unit:
        return False
    return bool(one.counted & other.counted) or not (one.counted or other.counted)


def are_apart(one: Count, other: Count) -> bool:
    """Whether the numbers exclude each other: one is not the other rounded, nor an estimate of it."""
    small, large = sorted((one.value, other.value))
    if not (one.is_exact and other.is_exact):
        return large > _FAR * small
    return not any(_rounds_to(a, b) for a, b in ((one.value, other.value), (other.value, one.value)))


def _rounds_to(rounded: int, number: int) -> bool:
    """Whether a round number is another one rounded: 4,000 for 3,985."""
    unit = _ROUND
    while rounded and rounded % (unit * 10) == 0:
        unit *= 10
    return rounded > 0 and rounded % unit == 0 and number % unit != 0 and 2 * abs(rounded - number) < unit
