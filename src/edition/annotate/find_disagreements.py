"""Find factual disagreements between witnesses, at variation units and in citations of the same work.

Two dates disagree when neither contains the other, when a limit («after 1850») leaves them no common day, or when they
give one span other ends. Numbers disagree when they count the same and are not one rounded or an estimate; page numbers
and inferred years are not compared. A witness without a statement does not disagree, nor does one that names more of
something, unless the names stand behind «except». Two spellings of one name disagree; a short and a full form do not.
Readings are compared only where the sentences around them speak of one matter. Each side is compared with the facts of
the register that come from outside the witnesses. Each matter at a unit is reported once, under the weightiest heading.
What sentences say that need not correspond is found by `told_disagreements`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations

from edition.annotate.compare_dates import DatedClaim, are_contradictory, are_different_spans, date_claim
from edition.annotate.compare_numbers import contradict
from edition.annotate.compare_polarity import oppose_readings
from edition.annotate.compared_readings import (
    NAMED,
    RULES,
    are_on_one_matter,
    are_statements,
    are_told_alike,
    counts_of,
    is_one_sentence,
    is_told_by,
    sentence_around,
    words_with_neighbours,
)
from edition.annotate.fact_language import FactLanguage, fact_language
from edition.annotate.hide_numbers import HIDDEN, hide_numbering
from edition.annotate.language import Language
from edition.annotate.numbers import find_numbers
from edition.annotate.rank_disagreements import rank_disagreements
from edition.annotate.words import split_words
from edition.late_patterns import late_pattern
from edition.model import KINDS, DateValue, Matter, MentionKind, Register
from edition.model.disagreement import Attestation, Claim, Disagreement, Place, Side

MATTERS: Mapping[MentionKind, Matter] = {row.mention: row.matter for row in KINDS}
_MIN_SPELLING_SIMILARITY = 0.6  # of two words that count as spellings of one name
_MIN_FORM_SIMILARITY = 0.7  # of two words that count as forms of one word
_SENTENCE_END = late_pattern(r"[.;:!?…](?=\s|$)")
_MAX_WORDS = 10  # words of the names that are excepted
_MAX_SUBSTANTIVE = 2  # words on a side; longer readings are other accounts, not other words for one thing


def find_disagreements(
    places: Iterable[Place],
    cited: Iterable[Place],
    misspellings: Iterable[Place],
    register: Register,
    language: Language,
    same: Mapping[str, str],
    told: Iterable[Disagreement] = (),
) -> tuple[Disagreement, ...]:
    """Find all disagreements, those of the highest rank first.

    `places`: the variation units. `cited`: for each work the statements of the entries that cite it. `misspellings`:
    misspelt names, each with a right form. `same`: words or phrases that stand for others (`[collation] same`). `told`:
    the disagreements of sentences that need not correspond.
    """
    finder = _DisagreementFinder(register, language, same, fact_language(language))
    found = [d for place in places for d in _without_repetitions(finder.find_at(_add_numbers(place, language)))]
    found += [d for work in cited for d in finder.find_in_work(work)]
    known = {(d.entry, side.words) for d in found for side in d.sides if d.matter is Matter.NAME}
    new = (p for p in misspellings if (p.entry, p.attestations[0].words) not in known)
    found += [d for place in new for d in finder.find_in_name(place)]
    new_told = [d for d in told if not any(is_told_by(d, other) for other in found)]
    found = [d for d in found if d.matter is not Matter.WORDING or not any(is_told_by(d, o) for o in new_told)]
    found += new_told
    return rank_disagreements(found)


@dataclass(slots=True)
class _DisagreementFinder:
    """The rules, with the data that they look up."""

    register: Register
    language: Language
    same: Mapping[str, str]
    facts: FactLanguage

    def find_at(self, place: Place) -> Iterator[Disagreement]:
        """The disagreements at a variation unit."""
        yield from self._compare_polarity(place)
        readings = [t for t in place.attestations if t.words]
        if len(readings) > 1 and are_on_one_matter(place, readings, self.facts):
            if are_statements(place, readings, self.facts):
                yield from self._compare_dates(place, readings)
            yield from self._compare_numbers(place, readings)
            yield from self._compare_spellings(place, readings)
            named = list(self._compare_entries(place, readings))
            yield from named
            if not named and not any(t.claims for t in readings) and are_told_alike(place, readings, self.facts):
                yield from self._compare_wording(place, readings)
        yield from self._compare_exceptions(place)

    def _compare_polarity(self, place: Place) -> Iterator[Disagreement]:
        for matter, one, other in oppose_readings(place, self.facts):
            sides = [Side(t.witnesses, words_with_neighbours(place, t)) for t in (one, other)]
            yield from _make_disagreement(matter, place, sides, cert="high" if matter is Matter.NEGATION else "medium")

    def find_in_work(self, place: Place) -> Iterator[Disagreement]:
        """The disagreements of entries that cite one work; `told` has the statement of each witness in one field."""
        kinds = {claim.kind for readings in place.attestations for claim in readings.claims}
        yield from self._compare_dates(place, place.attestations)
        yield from self._compare_numbers(place, place.attestations)
        if kinds & MATTERS.keys():
            yield from self._compare_entries(place, place.attestations)

    def find_in_name(self, place: Place) -> Iterator[Disagreement]:
        """The disagreement of a misspelt name with a right form."""
        yield from self._compare_spellings(place, place.attestations)

    # -- dates and numbers

    def _compare_dates(self, place: Place, readings: Sequence[Attestation]) -> Iterator[Disagreement]:
        found = [
            (t, [date_claim(c, t.words, self.language) for c in t.claims if c.value is not None]) for t in readings
        ]
        sides = [(t, dates) for t, dates in found if dates]
        if any(
            (are_contradictory(a, b) or _are_spans(a, b)) and self._are_about_one_event(t, o)
            for (t, a), (o, b) in combinations(sides, 2)
        ):
            outside, entry = self._outside_date(place, [d.claim for _, dates in sides for d in dates])
            made = []
            for t, dates in sides:
                claims = tuple(d.claim for d in dates)
                agrees = any(d.allows(outside) for d in dates) if outside else None
                made.append(Side(t.witnesses, _join_words(claims), claims, agrees))
            yield from _make_disagreement(Matter.DATE, place, made, entry, outside.iso if outside else "")

    def _are_about_one_event(self, readings: Attestation, other: Attestation) -> bool:
        """Whether two readings date the same event; «published» and «reprinted» are two events."""
        repeats = [
            {w.lower() for w in split_words(t.words).texts} & set(self.language.again) for t in (readings, other)
        ]
        return bool(repeats[0]) is bool(repeats[1])

    def _outside_date(self, place: Place, claims: Sequence[Claim]) -> tuple[DateValue | None, str]:
        """The date in the register, from outside the witnesses, of the only event or work that is named; its id."""
        refs = {c.ref for t in place.attestations for c in t.claims if c.kind in (MentionKind.EVENT, MentionKind.WORK)}
        refs |= {place.entry} - {""}
        for ref in sorted(refs) if len(refs) == 1 else ():
            entry = self.register.get(ref)
            for statement in entry.statements_of("date") if entry else ():
                if statement.source.outside and statement.source.witnesses == () and statement.value:
                    return statement.value, ref
        return None, place.entry

    def _compare_numbers(self, place: Place, readings: Sequence[Attestation]) -> Iterator[Disagreement]:
        counted = [(t, list(counts_of(place, t, self.facts))) for t in readings]
        sides = [(t, counts) for t, counts in counted if counts]
        apart = [pair for pair in combinations(sides, 2) if contradict(pair[0][1], pair[1][1])]
        if apart:
            told = [t for t, counts in sides if any((t, counts) in pair for pair in apart)]
            claims = [(t, tuple(c for c in t.claims if c.number)) for t in told]
            made = [Side(t.witnesses, _join_words(numbers), numbers) for t, numbers in claims]
            yield from _make_disagreement(Matter.NUMBER, place, made, place.entry)

    # -- persons, places, organisations, events, works

    def _compare_entries(self, place: Place, readings: Sequence[Attestation]) -> Iterator[Disagreement]:
        """Readings that name different entries of one kind; one that names more of them says nothing else."""
        for kind, matter in MATTERS.items():
            named = [(t, {key: c for c in t.claims if c.kind is kind and (key := _claim_key(c))}) for t in readings]
            refs = [frozenset(claims) for _, claims in named]
            if any(a - b and b - a for a, b in combinations(refs, 2)):
                sides = [Side(t.witnesses, t.words, tuple(claims.values())) for t, claims in named if claims]
                yield from _make_disagreement(matter, place, sides, place.entry)

    def _is_incomplete_list(self, place: Place, readings: Sequence[Attestation]) -> bool:
        """Whether the sentence says that its list is incomplete: «including», «among others»."""
        before, after = _SENTENCE_END.split(place.before)[-1], _SENTENCE_END.split(place.after)[0]
        sentence = " ".join((before, *(t.words for t in readings), after)).lower()
        return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", sentence) for phrase in self.language.open_lists)

    def _substantive_words(self, readings: Attestation) -> list[str]:
        """The words of a reading that are neither part of a claim nor function words."""
        rest = readings.words
        for short, full in self.same.items():
            rest = rest.replace(full, short)
        for claim in sorted(readings.claims, key=lambda c: -len(c.words)):
            rest = rest.replace(claim.words, " ", 1)
        return [w for w in split_words(rest).texts if w.lower() not in self.language.function_words and len(w) > 1]

    def _compare_exceptions(self, place: Place) -> Iterator[Disagreement]:
        """Who is excepted: a list behind «except» is complete, so that a longer one says something else."""
        told = [t for t in place.attestations if is_one_sentence(t)]
        excepted = [self._excepted(place, t) for t in told]
        if len(told) < 2 or not all(excepted) or self._is_incomplete_list(place, told):
            return
        words = [t.words for t in told] if all(t.words for t in told) else excepted
        sides = [Side(t.witnesses, w, t.claims) for t, w in zip(told, words, strict=True)]
        named = [{c.ref for c in side.claims if c.kind in MATTERS and c.ref} for side in sides]
        if any(a < b or b < a for a, b in combinations(named, 2)):
            yield from _make_disagreement(Matter.PERSON, place, sides, place.entry)

    def _excepted(self, place: Place, one: Attestation) -> str:
        """The exception that a reading ends: its phrase, and the names after it; "" where other words stand between."""
        before, _ = sentence_around(place, one)
        found = list(self.facts.exception.finditer(f"{before} {one.words}"))
        rest = f"{before} {one.words}"[found[-1].start() :] if found else ""
        names = [w for w in split_words(rest).texts[1:] if w.casefold() not in self.facts.small]
        is_list = bool(names) and all(w[:1].isupper() for w in names) and len(names) <= _MAX_WORDS
        return rest.strip(" ,;") if is_list and not self._substantive_words(one) else ""

    # -- spellings of names

    def _compare_spellings(self, place: Place, readings: Sequence[Attestation]) -> Iterator[Disagreement]:
        refs = dict.fromkeys(c.ref for t in readings for c in t.claims if c.ref and c.kind in MATTERS)
        for ref in refs:
            forms = [(t, c) for t in readings for c in t.claims if c.ref == ref]
            if any(are_spellings(a.words, b.words) for (_, a), (_, b) in combinations(forms, 2)):
                outside = self._outside_name(ref)
                sides = [
                    Side(t.witnesses, c.words, (c,), _is_contained(c.words, outside) if outside else None)
                    for t, c in forms
                ]
                yield from _make_disagreement(Matter.NAME, place, sides, ref, outside)

    def _outside_name(self, ref: str) -> str:
        entry = self.register.get(ref)
        forms = [f.text for f in entry.forms if f.source.outside] if entry else []
        return forms[0] if forms else ""

    # -- other words

    def _compare_wording(self, place: Place, readings: Sequence[Attestation]) -> Iterator[Disagreement]:
        """Readings with substantive words on every side, none a form of a word on another side or known to say it."""
        words_by_side = [self._substantive_words(t) for t in readings]
        if (
            all(0 < len(words) <= _MAX_SUBSTANTIVE for words in words_by_side)
            and any(_are_unrelated(a, b) and not self._are_style(a, b) for a, b in combinations(words_by_side, 2))
            and not any(self._says_how(t.words) for t in readings)
        ):
            sides = [Side(t.witnesses, t.words) for t in readings]
            yield from _make_disagreement(Matter.WORDING, place, sides, cert="low")

    def _are_style(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether a word of each side says the same."""
        return any(self.facts.are_style(a, b) for a in one for b in other)

    def _says_how(self, words: str) -> bool:
        """Whether a reading weakens, denies or counts: other rules compare it."""
        marks = (self.facts.negation, self.facts.hedge, self.facts.share, self.facts.open_list, self.facts.about)
        return any(mark.search(words) for mark in marks)


def _make_disagreement(
    matter: Matter, place: Place, sides: Sequence[Side], entry: str = "", outside: str = "", cert: str = "high"
) -> Iterator[Disagreement]:
    """The disagreement of these sides, unless they all have the same words."""
    if len(merged := _merge_sides(sides)) > 1:
        yield Disagreement(matter, place, merged, entry, outside, rule=RULES.get(matter, NAMED), cert=cert)


def _without_repetitions(found: Iterable[Disagreement]) -> Iterator[Disagreement]:
    """The disagreements at one unit, without repetitions under a less weighty heading."""
    order = list(Matter)
    kept: list[Disagreement] = []
    for one in sorted(found, key=lambda d: order.index(d.matter)):
        if not any(_is_repetition(one, other) for other in kept):
            kept.append(one)
            yield one


def _is_repetition(one: Disagreement, other: Disagreement) -> bool:
    """Whether both have the same witnesses on the same sides, and the same words or one set of claims within the other.

    Example: the year in the name of an event.
    """
    sides_by_witnesses = {side.witnesses: side for side in other.sides}
    return len(one.sides) == len(sides_by_witnesses) and all(
        (match := sides_by_witnesses.get(side.witnesses)) is not None
        and (
            side.words == match.words
            or _are_contained(side.claims, match.claims)
            or _are_contained(match.claims, side.claims)
        )
        for side in one.sides
    )


def _are_contained(claims: Sequence[Claim], others: Sequence[Claim]) -> bool:
    return bool(claims) and all(any(c.words in o.words for o in others) for c in claims)


def _add_numbers(place: Place, language: Language) -> Place:
    """The unit with a claim for each number in its readings."""
    return replace(
        place, attestations=tuple(_with_numbers(readings, place, language) for readings in place.attestations)
    )


_CONTEXT = 40  # characters before a reading that say what its number counts: «p. »


def _with_numbers(readings: Attestation, place: Place, language: Language) -> Attestation:
    hidden = readings.words
    for claim in sorted(readings.claims, key=lambda c: -len(c.words)):
        hidden = hidden.replace(claim.words, HIDDEN * len(claim.words), 1)
    before = place.before[-_CONTEXT:].rstrip()
    before += "" if not before or before.endswith(_WITHIN_NUMBER) else " "
    hidden = hide_numbering(before + hidden, language.dates)[len(before) :]
    numbers = [Claim(None, readings.words[a:b], number=value) for a, b, value in find_numbers(hidden, language)]
    return replace(readings, claims=(*readings.claims, *numbers))


_WITHIN_NUMBER = ("/", "-", "–")


def are_spellings(one: str, other: str) -> bool:
    """Whether two forms of a name have words that are spellings of each other («Pyatakov», «Piatakov»).

    Forms that differ only in the number of words, in initials or in letter case do not.
    """
    a, b = ([w.lower() for w in split_words(words).texts if len(w) > 1] for words in (one, other))
    rest = [w for w in a if w not in b], [w for w in b if w not in a]
    return any(SequenceMatcher(None, x, y).ratio() >= _MIN_SPELLING_SIMILARITY for x in rest[0] for y in rest[1])


def _are_spans(one: Sequence[DatedClaim], other: Sequence[DatedClaim]) -> bool:
    """Whether each side gives one span of time, and the other says otherwise when it began or ended."""
    return len(one) == len(other) == 1 and are_different_spans(one[0], other[0])


def _claim_key(claim: Claim) -> str:
    """The identity of a claim: the id of the entry, or the days of a date."""
    return claim.ref or ("/".join(claim.value.days) if claim.value else "")


def _is_contained(words: str, whole: str) -> bool:
    have = {w.lower() for w in split_words(whole).texts}
    return all(w.lower() in have or len(w) == 1 for w in split_words(words).texts)


def _are_unrelated(one: Sequence[str], other: Sequence[str]) -> bool:
    rest = [w.lower() for w in one if w not in other], [w.lower() for w in other if w not in one]
    return bool(rest[0] and rest[1]) and not any(
        SequenceMatcher(None, x, y).ratio() >= _MIN_FORM_SIMILARITY for x in rest[0] for y in rest[1]
    )


def _join_words(claims: Sequence[Claim]) -> str:
    return "; ".join(c.words for c in claims)


def _merge_sides(sides: Sequence[Side]) -> tuple[Side, ...]:
    """The sides, with those of equal words merged, in the order of their first occurrence."""
    made: dict[str, Side] = {}
    for side in sides:
        key = re.sub(r"\s+", " ", side.words).strip(" .,;:").casefold()
        if key in made:
            first = made[key]
            made[key] = Side((*first.witnesses, *side.witnesses), first.words, first.claims, first.agrees)
        else:
            made[key] = side
    return tuple(made.values())
