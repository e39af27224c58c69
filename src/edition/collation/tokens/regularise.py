"""Compare words as other words, where the editor says so: everywhere, in some witnesses, or at a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.collation.tokens.normalize import normalize
from edition.collation.tokens.witness_tokens import Phrase, Words, phrase_of
from edition.model import Siglum
from edition.model.decision import PlacedRule

#: A rule for a place wins over one for a section, this over one for a witness, and this over one for all.
_ORDER = ("everywhere", "witness", "section", "here")
_OTHER_COUNT = "from and to have another number of words, and each word is compared as one"


@dataclass(frozen=True, slots=True)
class RegularRules:
    """Rules for words, and what came of them: by number of the rule, the stretches of each witness; or why none."""

    rules: Sequence[PlacedRule]
    places: dict[int, dict[Siglum, list[tuple[int, int]]]] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)


def regularise(all_words: Sequence[Words], told: RegularRules) -> None:
    """Give the words of each rule the norms of the words that they are compared as; the order of rules is no matter."""
    for words, token, norm in find_regular(all_words, told):
        words.norm[token] = words.regular[token] = norm


def find_regular(all_words: Sequence[Words], told: RegularRules) -> list[tuple[Words, int, str]]:
    """The tokens of all rules with their new norms, the last of a token being that which holds; `told` has the places
    then. No word is changed."""
    chosen: dict[tuple[Siglum, int], int] = {}
    found: list[tuple[Words, int, str]] = []
    for number, rule in sorted(enumerate(told.rules), key=lambda pair: _ORDER.index(pair[1].decision.scope)):
        for words in (w for w in all_words if w.siglum in rule.decision.sigla):
            if not _has_equal_counts(words, rule):
                told.problems[number] = _OTHER_COUNT
                continue
            for token, norm in _regular(words, rule):
                found.append((words, token, norm))
                chosen[words.siglum, token] = number
    for (siglum, token), number in sorted(chosen.items()):
        words = next(w for w in all_words if w.siglum == siglum)
        told.places.setdefault(number, {}).setdefault(siglum, []).append(words.source[token])
    return found


def _forms(words: Words, rule: PlacedRule) -> list[Phrase]:
    return [phrase_of(form, words.signs) for form in rule.decision.forms]


def _has_equal_counts(words: Words, rule: PlacedRule) -> bool:
    to = phrase_of(rule.decision.to, words.signs)
    return all(len(form) == len(to) for form in _forms(words, rule))


def _regular(words: Words, rule: PlacedRule) -> list[tuple[int, str]]:
    """The tokens of a rule with their new norms."""
    to = phrase_of(rule.decision.to, words.signs)
    firsts = [first for form in _forms(words, rule) for first in _matches(words, form, rule)]
    return [pair for first in firsts for pair in enumerate(to, first)]


def _matches(words: Words, form: Phrase, rule: PlacedRule) -> Iterator[int]:
    """The first tokens of the places in one block where the words of a rule stand."""
    end = len(words) - len(form) + 1
    places = None if rule.places is None else rule.places.get(words.siglum, ())
    excluded = rule.excluded.get(words.siglum, ())
    for first in range(end if form else 0):
        last = first + len(form) - 1
        if words.block[first] != words.block[last] or not _is_form(words, first, form):
            continue
        start, stop = words.source[first][0], words.source[last][1]
        is_meant = places is None or any(a <= start and stop <= b for a, b in places)
        if is_meant and not any(start < b and a < stop for a, b in excluded):
            yield first


def _is_form(words: Words, first: int, form: Phrase) -> bool:
    return all(normalize(words.text[first + n]) == norm for n, norm in enumerate(form))


def count_places(all_words: Sequence[Words], rule: PlacedRule) -> dict[Siglum, int]:
    """How many places of each witness a rule would change, were it the only one."""
    counts: dict[Siglum, int] = {}
    for words in (w for w in all_words if w.siglum in rule.decision.sigla and _has_equal_counts(w, rule)):
        changed = {token for token, norm in _regular(words, rule) if words.norm[token] != norm}
        firsts = {first for form in _forms(words, rule) for first in _matches(words, form, rule)}
        width = len(phrase_of(rule.decision.to, words.signs))
        if found := sum(any(first + n in changed for n in range(width)) for first in firsts):
            counts[words.siglum] = found
    return counts
