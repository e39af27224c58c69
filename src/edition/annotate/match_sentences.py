"""Pair sentences that speak of one matter, within one witness or in several, wherever they stand.

Two sentences speak of one matter when they share enough of the words that say something, rare words counting more, and
when nothing tells two things of one kind apart: other ordinals («the first trial», «the third»), other names of one
kind on both sides. Only sentences that state something comparable are looked at.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from edition.annotate.fact_language import FactLanguage
from edition.annotate.told_sentences import Sentence
from edition.model import MentionKind

_MIN_SHARED = 2  # words
_MIN_COVERAGE = 0.6  # of the words of the shorter sentence, weighted
_MIN_LONG_COVERAGE = 0.1  # of those of the longer one
_MAX_SENTENCES = 30  # that have a word; a more frequent one finds no pairs
_NAMES = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION, MentionKind.EVENT, MentionKind.WORK)
Pair = tuple[Sentence, Sentence, float]


def pair_sentences(sentences: Sequence[Sentence], facts: FactLanguage) -> Iterator[Pair]:
    """The pairs of sentences that speak of one matter, with the share of words that they have in common."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(sentences):
        for word in one.stems:
            having[word].append(number)
    weights = {word: 1 + math.log(len(sentences) / len(found)) for word, found in having.items()}
    totals = [sum(weights[w] for w in sorted(one.stems)) for one in sentences]
    speaking = [number for number, one in enumerate(sentences) if _is_comparable(one, facts)]
    spoken = set(speaking)
    for number in speaking:
        for other in _candidates(sentences[number], number, having):
            if other < number and other in spoken:
                continue
            coverage = _coverage(sentences, weights, totals, number, other)
            if (
                coverage
                and facts.is_statement(sentences[other].text)
                and _can_be_one_matter(sentences[number], sentences[other], facts)
            ):
                yield sentences[number], sentences[other], coverage


def _candidates(one: Sentence, number: int, having: Mapping[str, Sequence[int]]) -> list[int]:
    """The other sentences that share enough words, of which one at least is rare."""
    counts: Counter[int] = Counter()
    for word in one.stems:
        if len(having[word]) <= _MAX_SENTENCES:
            counts.update(other for other in having[word] if other != number)
    return sorted(other for other, count in counts.items() if count >= _MIN_SHARED)


def _coverage(
    sentences: Sequence[Sentence], weights: Mapping[str, float], totals: Sequence[float], one: int, other: int
) -> float:
    shared = sentences[one].stems & sentences[other].stems
    common = sum(weights[w] for w in sorted(shared))
    small, large = sorted((totals[one], totals[other]))
    if len(shared) < _MIN_SHARED or common < _MIN_COVERAGE * small or common < _MIN_LONG_COVERAGE * large:
        return 0.0
    return common / small


def _is_comparable(one: Sentence, facts: FactLanguage) -> bool:
    """Whether it denies, weakens or excepts something, or states a date or a number."""
    if not facts.is_statement(one.text):
        return False
    if any(f.claim.number or f.claim.value for f in one.found):
        return True
    return bool(facts.denials(one.text) or facts.hedges(one.text) or facts.exception.search(one.text))


def _can_be_one_matter(one: Sentence, other: Sentence, facts: FactLanguage) -> bool:
    if facts.points_back(one.text) is not facts.points_back(other.text):
        return False
    mine, theirs = facts.ordinals_in(one.text), facts.ordinals_in(other.text)
    if mine - theirs and theirs - mine:
        return False
    for kind in _NAMES:
        a, b = ({f.claim.ref for f in s.found if f.claim.kind is kind and f.claim.ref} for s in (one, other))
        if a - b and b - a:
            return False
    return True
