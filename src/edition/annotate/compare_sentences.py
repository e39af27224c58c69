"""Compare sentences that speak of one matter wherever they stand: dates, numbers, negations, hedges, exceptions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.annotate.compare_dates import are_contradictory, are_different_spans, date_claim
from edition.annotate.compare_numbers import Count, contradict, count_in
from edition.annotate.compare_polarity import oppose_sentences
from edition.annotate.fact_language import FactLanguage
from edition.annotate.language import Language
from edition.annotate.match_sentences import Pair, pair_sentences
from edition.annotate.told_sentences import Found, Sentence, merge_sentences, names_in
from edition.annotate.words import split_words
from edition.model import Matter, MentionKind
from edition.model.disagreement import Claim, Disagreement, Place, Side

_SEVERAL = 2  # sentences that contradict one; more are a series
_MIN_INSIDE = 3  # words that two sentences of one witness share
_CERT = {
    Matter.FATE: "high",
    Matter.DATE: "medium",
    Matter.NUMBER: "medium",
    Matter.NEGATION: "medium",
    Matter.CERTAINTY: "low",
    Matter.SHARE: "high",
}
_RULES = {
    Matter.DATE: "two sentences on the same matter give other dates",
    Matter.NUMBER: "two sentences on the same matter give other numbers of the same",
    Matter.NEGATION: "of two sentences on the same matter one denies what the other says",
    Matter.CERTAINTY: "of two sentences on the same matter one says as certain what the other does not",
    Matter.FATE: "of two sentences on the same matter one says of all what the other says with an exception",
    Matter.SHARE: "of two sentences on the same matter one says of all what the other says with an exception",
}


def compare_sentences(sentences: Sequence[Sentence], language: Language, facts: FactLanguage) -> list[Disagreement]:
    """The disagreements of sentences on one matter, in one witness or in several."""
    comparer = _Comparer(language, facts)
    found: list[Disagreement] = []
    for pair in pair_sentences(merge_sentences(sentences), facts):
        found += comparer.in_pair(pair)
    return merge_same(_without_series(found))


def _without_series(found: Sequence[Disagreement]) -> list[Disagreement]:
    """The disagreements but for those of sentences that many others contradict: a diary, accounts."""
    against: dict[str, set[str]] = {}
    for one in found:
        for side, other in (one.sides, one.sides[::-1]):
            against.setdefault(side.context, set()).add(other.words.casefold())
    return [one for one in found if all(len(against[side.context]) <= _SEVERAL for side in one.sides)]


def side_of(one: Sentence, words: str, claims: tuple[Claim, ...] = (), agrees: bool | None = None) -> Side:
    """What a sentence says, with the sentence."""
    return Side(one.witnesses, words, claims, agrees, one.text, one.addresses, one.witnesses)


def told_apart(
    matter: Matter, sides: Sequence[Side], rule: str, cert: str, entry: str = "", outside: str = ""
) -> Disagreement:
    """A disagreement of sentences that need not correspond."""
    places = tuple(dict.fromkeys(address for side in sides for address in side.addresses))
    return Disagreement(matter, Place(places, ()), tuple(sides), entry, outside, rule=rule, cert=cert)


def _texts(pair: Pair) -> tuple[str, str]:
    return pair[0].text, pair[1].text


def are_dated_apart(a: Found, one: Sentence, b: Found, other: Sentence, language: Language) -> bool:
    """Whether the dates of two sentences cannot both be those of one thing."""
    mine, theirs = (date_claim(f.claim, s.text[: f.end], language) for f, s in ((a, one), (b, other)))
    return are_contradictory([mine], [theirs]) or are_different_spans(mine, theirs)


class _Comparer:
    def __init__(self, language: Language, facts: FactLanguage) -> None:
        self.language, self.facts = language, facts

    def in_pair(self, pair: Pair) -> Iterator[Disagreement]:
        one, other, _ = pair
        is_inside = not set(one.witnesses).isdisjoint(other.witnesses)
        is_loose = is_inside and not self.can_contradict_itself(pair)
        for matter, mine, theirs in oppose_sentences(pair, self.facts):
            if is_loose and matter in (Matter.NEGATION, Matter.CERTAINTY):
                continue
            dates = [tuple(f.claim for f in s.found if f.claim.kind is MentionKind.DATE) for s in (one, other)]
            sides = side_of(one, mine, dates[0]), side_of(other, theirs, dates[1])
            yield told_apart(matter, sides, _RULES[matter], _CERT[matter], self.excepted(pair, matter))
        if is_loose or any(map(self.facts.report.search, _texts(pair))):
            return
        if not is_inside or all(map(self.facts.once.search, _texts(pair))):
            yield from self.dates(one, other)
        yield from self.numbers(one, other, is_inside)

    def can_contradict_itself(self, pair: Pair) -> bool:
        """Whether two sentences of one witness share enough words, are its own, and name nobody else."""
        one, other, _ = pair
        names = [set(names_in(s, self.language.dates.capital_nouns)) for s in (one, other)]
        if names[0] - names[1] and names[1] - names[0]:
            return False
        return len(one.stems & other.stems) >= _MIN_INSIDE and not any(map(self.facts.speaks, _texts(pair)))

    def excepted(self, pair: Pair, matter: Matter) -> str:
        """The first person of whom one sentence says that others' fate was not hers; "" for other matters."""
        for one in pair[:2] if matter is Matter.FATE else ():
            if exception := self.facts.exception.search(one.text):
                persons = (f for f in one.found if f.claim.kind is MentionKind.PERSON and f.start >= exception.end())
                return next((f.claim.ref for f in persons), "")
        return ""

    def dates(self, one: Sentence, other: Sentence) -> Iterator[Disagreement]:
        """Each has one date, and both cannot be right."""
        a, b = (self.only_date(s) for s in (one, other))
        if a and b and are_dated_apart(a, one, b, other, self.language) and not self.is_printed_again(one, other):
            sides = (side_of(s, f.claim.words, (f.claim,)) for s, f in ((one, a), (other, b)))
            yield told_apart(Matter.DATE, tuple(sides), _RULES[Matter.DATE], _CERT[Matter.DATE])

    def only_date(self, one: Sentence) -> Found | None:
        dates = [f for f in one.found if f.claim.kind is MentionKind.DATE]
        return dates[0] if len(dates) == 1 and dates[0].claim.value else None

    def is_printed_again(self, one: Sentence, other: Sentence) -> bool:
        again = {w.casefold() for w in self.language.again}
        return any(not again.isdisjoint(w.casefold() for w in split_words(s.text).texts) for s in (one, other))

    def numbers(self, one: Sentence, other: Sentence, is_inside: bool) -> Iterator[Disagreement]:
        """Numbers of the same; in one witness no measures and sums, which two things have."""
        counts = [self.counts(s) for s in (one, other)]
        for a, b in contradict(*counts)[:1]:
            if a.counted and b.counted and not (is_inside and (a.unit or b.unit)):
                sides = tuple(side_of(s, c.words, (claim_of(c),)) for s, c in ((one, a), (other, b)))
                yield told_apart(Matter.NUMBER, sides, _RULES[Matter.NUMBER], _CERT[Matter.NUMBER])

    def counts(self, one: Sentence) -> list[Count]:
        return [count_in(one.text, f.start, f.end, f.claim.number, self.facts) for f in one.found if f.claim.number]


def claim_of(count: Count) -> Claim:
    """A number as a claim."""
    return Claim(None, count.words, number=str(count.value))


def merge_same(found: Sequence[Disagreement]) -> list[Disagreement]:
    """The disagreements, each told once: those of one matter whose sides have the same words are one."""
    made: dict[tuple[str, frozenset[str]], Disagreement] = {}
    for one in found:
        key = one.matter.value, frozenset(side.words.casefold() for side in one.sides)
        made[key] = _joined(made[key], one) if key in made else one
    return list(made.values())


def _joined(one: Disagreement, other: Disagreement) -> Disagreement:
    by_words = {side.words.casefold(): side for side in other.sides}
    sides = []
    for side in one.sides:
        more = by_words[side.words.casefold()]
        witnesses = tuple(dict.fromkeys((*side.witnesses, *more.witnesses)))
        addresses = tuple(dict.fromkeys((*side.addresses, *more.addresses)))
        sides.append(replace(side, witnesses=witnesses, addresses=addresses))
    return told_apart(one.matter, sides, one.rule, one.cert, one.entry, one.outside)
