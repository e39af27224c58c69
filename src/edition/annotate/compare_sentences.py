"""Compare sentences that speak of one matter wherever they stand: their dates, numbers, negations, hedges, exceptions."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.annotate.compare_dates import are_contradictory, are_different_spans, date_claim
from edition.annotate.compare_numbers import Count, are_apart, contradict, count_in
from edition.annotate.compare_polarity import oppose_sentences
from edition.annotate.fact_language import FactLanguage
from edition.annotate.language import Language
from edition.annotate.match_sentences import Pair, pair_sentences
from edition.annotate.told_sentences import Found, Sentence, by_witness, merge_sentences
from edition.annotate.words import split_words
from edition.model import Matter, MentionKind
from edition.model.disagreement import Claim, Disagreement, Place, Side

_NEAR = 8  # sentences between a count and «the sixteen men» that go back to it
_FEW = 3  # fewer than so many may be some of those that were counted before
_AFTER_EVENT = 3  # words at the beginning of a sentence whose subject is an event
_CERT = {Matter.DATE: "medium", Matter.NUMBER: "medium", Matter.NEGATION: "medium", Matter.CERTAINTY: "low", Matter.SHARE: "high"}  # fmt: skip
_RULES = {
    Matter.DATE: "two sentences on the same matter give other dates",
    Matter.NUMBER: "two sentences on the same matter give other numbers of the same",
    Matter.NEGATION: "of two sentences on the same matter one denies what the other says",
    Matter.CERTAINTY: "of two sentences on the same matter one says as certain what the other does not",
    Matter.SHARE: "of two sentences on the same matter one says of all what the other says with an exception",
}


def compare_sentences(sentences: Sequence[Sentence], language: Language, facts: FactLanguage) -> list[Disagreement]:
    """The disagreements of sentences on one matter, in one witness or in several."""
    comparer = _Comparer(language, facts)
    found: list[Disagreement] = []
    for pair in pair_sentences(merge_sentences(sentences), facts):
        found += comparer.in_pair(pair)
    for told in by_witness(sentences).values():
        found += comparer.definite_counts(told)
    return merge_same([*found, *comparer.dated_events(sentences)])


def side_of(one: Sentence, words: str, claims: tuple[Claim, ...] = (), agrees: bool | None = None) -> Side:
    """What a sentence says, with the sentence."""
    return Side(one.witnesses, words, claims, agrees, one.text, one.addresses)


def told_apart(
    matter: Matter, sides: Sequence[Side], rule: str, cert: str, entry: str = "", outside: str = ""
) -> Disagreement:
    """A disagreement of sentences that need not correspond."""
    places = tuple(dict.fromkeys(address for side in sides for address in side.addresses))
    return Disagreement(matter, Place(places, ()), tuple(sides), entry, outside, rule=rule, cert=cert)


class _Comparer:
    def __init__(self, language: Language, facts: FactLanguage) -> None:
        self.language, self.facts = language, facts

    def in_pair(self, pair: Pair) -> Iterator[Disagreement]:
        one, other, _ = pair
        for matter, mine, theirs in oppose_sentences(pair, self.facts):
            sides = side_of(one, mine), side_of(other, theirs)
            yield told_apart(matter, sides, _RULES[matter], _CERT[matter])
        if any(self.facts.report.search(s.text) for s in (one, other)):
            return
        yield from self.dates(one, other)
        yield from self.numbers(one, other)

    def dates(self, one: Sentence, other: Sentence) -> Iterator[Disagreement]:
        """Each has one date, and both cannot be right."""
        a, b = (self.only_date(s) for s in (one, other))
        if a and b and self.are_contradictory(a, one, b, other) and not self.is_printed_again(one, other):
            sides = (side_of(s, f.claim.words, (f.claim,)) for s, f in ((one, a), (other, b)))
            yield told_apart(Matter.DATE, tuple(sides), _RULES[Matter.DATE], _CERT[Matter.DATE])

    def only_date(self, one: Sentence) -> Found | None:
        dates = [f for f in one.found if f.claim.kind is MentionKind.DATE]
        return dates[0] if len(dates) == 1 and dates[0].claim.value else None

    def are_contradictory(self, a: Found, one: Sentence, b: Found, other: Sentence) -> bool:
        mine, theirs = (date_claim(f.claim, s.text[: f.end], self.language) for f, s in ((a, one), (b, other)))
        return are_contradictory([mine], [theirs]) or are_different_spans(mine, theirs)

    def is_printed_again(self, one: Sentence, other: Sentence) -> bool:
        again = {w.casefold() for w in self.language.again}
        return any(not again.isdisjoint(w.casefold() for w in split_words(s.text).texts) for s in (one, other))

    def numbers(self, one: Sentence, other: Sentence) -> Iterator[Disagreement]:
        counts = [self.counts(s) for s in (one, other)]
        for a, b in contradict(*counts)[:1]:
            if a.counted and b.counted:
                sides = tuple(side_of(s, c.words, (_claim(c),)) for s, c in ((one, a), (other, b)))
                yield told_apart(Matter.NUMBER, sides, _RULES[Matter.NUMBER], _CERT[Matter.NUMBER])

    def counts(self, one: Sentence) -> list[Count]:
        return [count_in(one.text, f.start, f.end, f.claim.number, self.facts) for f in one.found if f.claim.number]

    # -- «the sixteen defendants» behind «17 defendants»

    def definite_counts(self, told: Sequence[Sentence]) -> Iterator[Disagreement]:
        """A witness counts the same things of a section twice, the second time with an article, and otherwise."""
        seen: dict[tuple[int, str], list[tuple[int, Count, Sentence]]] = {}
        for at, one in enumerate(told):
            for found in one.found:
                if not found.claim.number or not (noun := self.counted_noun(one, found)):
                    continue
                count = count_in(one.text, found.start, found.end, found.claim.number, self.facts)
                before = seen.setdefault((one.section, noun), [])
                if self.is_definite(one, found) and len({c.value for _, c, _ in before}) == 1:
                    place, first, source = before[-1]
                    if at - place <= _NEAR and count.value != first.value and are_apart(first, count):
                        sides = (side_of(source, first.words, (_claim(first),)), side_of(one, count.words, (_claim(count),)))  # fmt: skip
                        rule = "a witness counts the same things twice, the second time with an article"
                        yield told_apart(Matter.NUMBER, sides, rule, "medium")
                elif not self.is_part(one, found):
                    before.append((at, count, one))

    def counted_noun(self, one: Sentence, found: Found) -> str:
        """The word that directly follows a number of three or more; "" for units of measure and for part of them."""
        following = split_words(one.text[found.end : found.end + 40])
        if not following.texts or int(found.claim.number) < _FEW or one.text[found.end : found.end + 1] != " ":
            return ""
        word = following.texts[0].casefold()
        words = self.language.dates
        is_measure = word in {w.casefold() for w in (*words.units, *self.facts.words.measures)}
        return "" if word in self.facts.small or is_measure else min(self.facts.stems(word), default="")

    def is_definite(self, one: Sentence, found: Found) -> bool:
        """Whether «the» stands before a number and no clause or «of» follows that makes the things others."""
        before = [w.casefold() for w in split_words(one.text[: found.start]).texts[-3:]]
        after = split_words(one.text[found.end : found.end + 60]).texts[1:2]
        has_article = before[-1:] == [self.language.the.casefold()] and self.language.the != ""
        return has_article and not self.is_part(one, found) and not (after and after[0].casefold() in self.facts.small - self.verbs)  # fmt: skip

    def is_part(self, one: Sentence, found: Found) -> bool:
        """Whether words beside a number say that it counts some of the things, or others."""
        words = [w.casefold() for w in split_words(one.text[: found.start]).texts[-3:]]
        words += [w.casefold() for w in split_words(one.text[found.end : found.end + 40]).texts[:2]]
        return not set(words).isdisjoint(w.casefold() for w in self.facts.words.others)

    # -- events

    def dated_events(self, sentences: Sequence[Sentence]) -> Iterator[Disagreement]:
        """Of each event of the register the dates that sentences give it; those that cannot all be right."""
        told: dict[str, list[tuple[Found, Sentence]]] = {}
        for one in sentences:
            for ref, found in self.dates_of_events(one):
                told.setdefault(ref, []).append((found, one))
        for ref, found in told.items():
            for number, (a, one) in enumerate(found):
                against = [(b, o) for b, o in found[number + 1 :] if self.are_contradictory(a, one, b, o)]
                for b, other in against[:1]:
                    mine = [(f, s) for f, s in found if not self.are_contradictory(a, one, f, s)]
                    theirs = [(f, s) for f, s in found if not self.are_contradictory(b, other, f, s)]
                    sides = tuple(_joined_side([s for _, s in group], group[0][0].claim) for group in (mine, theirs))
                    yield told_apart(Matter.DATE, sides, "sentences give one event other dates", "high", ref)
                if against:
                    break

    def dates_of_events(self, one: Sentence) -> Iterator[tuple[str, Found]]:
        """The events of a sentence that a date follows: «the trials of 1937», «The trial was held in 1937»."""
        named = [f for f in one.found if f.claim.kind in (MentionKind.EVENT, MentionKind.DATE)]
        for event, date in pairwise(named):
            if event.claim.kind is not MentionKind.EVENT or not event.claim.ref or not date.claim.value:
                continue
            between = [w.casefold() for w in split_words(one.text[event.end : date.start]).texts]
            is_subject = len(named) == 2 and one.text[: event.start].count(" ") < _AFTER_EVENT  # noqa: PLR2004
            is_told = set(between[:1]) <= self.happens if is_subject else set(between) <= self.happens
            if between and is_told and "," not in one.text[event.end : event.end + 2]:
                yield event.claim.ref, date

    @property
    def verbs(self) -> set[str]:
        return {w.casefold() for w in self.facts.words.helpers}

    @property
    def happens(self) -> set[str]:
        return {w for phrase in self.facts.words.happens for w in phrase.casefold().split()}


def _claim(count: Count) -> Claim:
    return Claim(None, count.words, number=str(count.value))


def _joined_side(sentences: Sequence[Sentence], claim: Claim) -> Side:
    """One side of several sentences that say the same; the first is shown."""
    first = side_of(sentences[0], claim.words, (claim,))
    witnesses = tuple(dict.fromkeys(w for s in sentences for w in s.witnesses))
    addresses = tuple(dict.fromkeys(a for s in sentences for a in s.addresses))
    return Side(witnesses, first.words, first.claims, None, first.context, addresses)


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
        sides.append(Side(witnesses, side.words, side.claims, side.agrees, side.context, addresses))
    return told_apart(one.matter, sides, one.rule, one.cert, one.entry, one.outside)
