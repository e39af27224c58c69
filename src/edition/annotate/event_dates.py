"""Compare the dates that sentences give one event of the register: «the trials of 1937», «They were held in 1936»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from edition.annotate.compare_sentences import are_dated_apart, side_of, told_apart
from edition.annotate.fact_language import FactLanguage
from edition.annotate.language import Language
from edition.annotate.told_sentences import Found, Sentence
from edition.annotate.words import split_words
from edition.model import Matter, MentionKind
from edition.model.disagreement import Claim, Disagreement, Side

_FIRST = 3  # words at the beginning of a sentence whose subject is an event
_RULE = "sentences give one event of the register dates that cannot all be right"
_Dated = tuple[Found, Sentence]


def compare_event_dates(
    sentences: Sequence[Sentence], language: Language, facts: FactLanguage
) -> Iterator[Disagreement]:
    """Of each event the first date that another one contradicts, with all sentences on either side."""
    told: dict[str, list[_Dated]] = {}
    for sentence in sentences:
        for ref, found in _dates_of_events(sentence, facts):
            told.setdefault(ref, []).append((found, sentence))
    for ref, dated in told.items():
        for number, one in enumerate(dated):
            other = next((d for d in dated[number + 1 :] if are_dated_apart(*one, *d, language)), None)
            if other:
                sides = tuple(
                    _side([d for d in dated if not are_dated_apart(*a, *d, language)], a) for a in (one, other)
                )
                yield told_apart(Matter.DATE, sides, _RULE, "high", ref)
                break


def _dates_of_events(one: Sentence, facts: FactLanguage) -> Iterator[tuple[str, Found]]:
    """The events of a sentence that a date follows, with nothing but words of taking place between.

    Where the sentence begins with its only event and has one date, what says that it takes place need only begin.
    """
    happens = {w for phrase in facts.words.happens for w in phrase.casefold().split()}
    named = [f for f in one.found if f.claim.kind in (MentionKind.EVENT, MentionKind.DATE)]
    for event, date in pairwise(named):
        if event.claim.kind is not MentionKind.EVENT or not event.claim.ref or not date.claim.value:
            continue
        between = [w.casefold() for w in split_words(one.text[event.end : date.start]).texts]
        is_subject = named == [event, date] and one.text[: event.start].count(" ") < _FIRST
        if between and set(between[:1] if is_subject else between) <= happens:
            yield event.claim.ref, date


def _side(dated: Sequence[_Dated], shown: _Dated) -> Side:
    """One side of all sentences that say the same; one of them is shown."""
    found, sentence = shown
    claim: Claim = found.claim
    first = side_of(sentence, claim.words, (claim,))
    witnesses = tuple(dict.fromkeys(w for _, s in dated for w in s.witnesses))
    addresses = tuple(dict.fromkeys(a for _, s in dated for a in s.addresses))
    return replace(first, witnesses=witnesses, addresses=addresses)
