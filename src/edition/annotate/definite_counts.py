"""Find where a witness counts the same things twice and otherwise: «17 defendants», «the 16 defendants»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.annotate.compare_numbers import Count, are_apart, count_in
from edition.annotate.compare_sentences import claim_of, side_of, told_apart
from edition.annotate.fact_language import FactLanguage
from edition.annotate.language import Language
from edition.annotate.told_sentences import Found, Sentence
from edition.annotate.words import split_words
from edition.model import Matter
from edition.model.disagreement import Disagreement

_NEAR = 8  # sentences between a count and «the sixteen men» that go back to it
_LEAST = 3  # fewer may be some of those that were counted before
_AHEAD = 60  # characters behind a number in which its words are looked for
_RULE = "a witness counts the same things twice, the second time with an article"


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number with what it counts, and where it stands among the sentences of its witness."""

    place: int
    sentence: Sentence
    found: Found
    count: Count
    noun: str


def compare_definite_counts(
    told: Sequence[Sentence], language: Language, facts: FactLanguage
) -> Iterator[Disagreement]:
    """The counts of one witness with an article that go back to another number of the same in the same section."""
    seen: dict[tuple[int, str], list[_Counted]] = {}
    for one in _counts(told, language, facts):
        before = seen.setdefault((one.sentence.section, one.noun), [])
        if not _is_definite(one, language, facts):
            before.append(one)
        elif before and _is_whole(before) and _goes_back_to(one, before[-1]):
            sides = (side_of(c.sentence, c.count.words, (claim_of(c.count),)) for c in (before[-1], one))
            yield told_apart(Matter.NUMBER, tuple(sides), _RULE, "medium")


def _counts(told: Sequence[Sentence], language: Language, facts: FactLanguage) -> Iterator[_Counted]:
    """The numbers of three or more that count something, not some of it, and are no measures."""
    for place, one in enumerate(told):
        for found in one.found:
            if found.claim.number and (noun := _noun(one, found, facts)) and not _is_part(one, found, facts):
                count = count_in(one.text, found.start, found.end, found.claim.number, facts)
                yield _Counted(place, one, found, count, noun)


def _is_whole(before: Sequence[_Counted]) -> bool:
    """Whether the last count is not of some of the things that were counted before."""
    return before[-1].count.value == max(c.count.value for c in before)


def _goes_back_to(one: _Counted, first: _Counted) -> bool:
    return (
        one.place - first.place <= _NEAR and one.count.value != first.count.value and are_apart(first.count, one.count)
    )


def _noun(one: Sentence, found: Found, facts: FactLanguage) -> str:
    """The word that directly follows a number; "" for small words and measures."""
    following = split_words(one.text[found.end : found.end + _AHEAD]).texts[:1]
    if not following or int(found.claim.number) < _LEAST or one.text[found.end] != " ":
        return ""
    word = following[0].casefold()
    return "" if word in facts.small | facts.measures else min(facts.stems(word), default="")


def _is_definite(one: _Counted, language: Language, facts: FactLanguage) -> bool:
    """Whether «the» stands before a number, and no clause follows that makes the things others."""
    text, found = one.sentence.text, one.found
    before = [w.casefold() for w in split_words(text[: found.start]).texts[-1:]]
    after = [w.casefold() for w in split_words(text[found.end : found.end + _AHEAD]).texts[1:2]]
    is_narrowed = bool(after) and after[0] in facts.small and after[0] not in facts.words.helpers
    return bool(language.the) and before == [language.the.casefold()] and not is_narrowed


def _is_part(one: Sentence, found: Found, facts: FactLanguage) -> bool:
    """Whether words beside a number say that it counts some of the things, or others."""
    words = [*split_words(one.text[: found.start]).texts[-3:], *split_words(one.text[found.end :][:_AHEAD]).texts[:2]]
    return not {w.casefold() for w in words}.isdisjoint(w.casefold() for w in facts.words.others)
