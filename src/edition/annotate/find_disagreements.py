"""Where witnesses disagree: from what each has at a place of variation, and from what each says of a work it cites.

Two dates disagree when neither lies in the other, or when a limit («after 1850») leaves no day to both; two numbers,
when they are not the same; years that no witness writes are not compared, nor numbers that count nothing («p. 44»). A
witness that is silent does not disagree. Where all name something of one kind and nothing else
differs («Stalin and Trotsky», «Stalin, Trotsky and Kalinin»), the lists disagree, unless the list says that it is not
complete («including»). One name disagrees with itself in two spellings, not in a short and a full form. What a register
knows from outside the witnesses is held against every side; what the witnesses say proves nothing about them. One place
gives one matter once: under the weightiest heading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations

from edition.annotate.compare_dates import contradict, dated
from edition.annotate.dates import HIDDEN, hide_numbering
from edition.annotate.language import Language
from edition.annotate.numbers import numbers_in
from edition.annotate.words import words_of
from edition.model import KINDS, DateValue, Matter, MentionKind, Register
from edition.model.disagreement import Claim, Disagreement, Place, Side, Told

MATTERS: Mapping[MentionKind, Matter] = {row.mention: row.matter for row in KINDS}
#: Of these a list may have more or fewer.
_LISTED = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANISATION, MentionKind.DATE)
_ALIKE = 0.6  # of two words that are spellings of one name
_SAME = 0.7  # of two words that are forms of one word
_SENTENCE_END = re.compile(r"[.;:!?…](?=\s|$)")
_LONGEST = 10  # words of substance on a side; what is longer is told in another way altogether


def disagreements_in(
    places: Iterable[Place],
    cited: Iterable[Place],
    misspellings: Iterable[Place],
    register: Register,
    language: Language,
    same: Mapping[str, str],
) -> tuple[Disagreement, ...]:
    """All disagreements: at places of variation, in entries that cite one work, in misspelt names; weightiest first.

    `same`: words or phrases that stand for others (`[collation] same`).
    """
    judge = _Judge(register, language, same)
    found = [d for place in places for d in _once(judge.at(_counted(place, language)))]
    found += [d for work in cited for d in judge.of_work(work)]
    known = {(d.entry, side.words) for d in found for side in d.sides if d.matter is Matter.NAME}
    new = (p for p in misspellings if (p.entry, p.told[0].words) not in known)
    found += [d for place in new for d in judge.of_name(place)]
    order = list(Matter)
    return tuple(sorted(found, key=lambda d: order.index(d.matter)))


@dataclass(slots=True)
class _Judge:
    """Holds what the rules look up."""

    register: Register
    language: Language
    same: Mapping[str, str]

    def at(self, place: Place) -> Iterator[Disagreement]:
        """The disagreements at a place of variation."""
        told = [t for t in place.told if t.words]
        if len(told) > 1:
            yield from self._on_dates(place, told)
            yield from self._on_numbers(place, told)
            yield from self._on_names(place, told)
        named = list(self._on_entries(place, place.told))
        yield from named
        if len(told) > 1 and not named and not any(t.claims for t in told):
            yield from self._on_words(place, told)

    def of_work(self, place: Place) -> Iterator[Disagreement]:
        """The disagreements of entries that cite one work: `told` holds what each witness says in one field."""
        kinds = {claim.kind for told in place.told for claim in told.claims}
        yield from self._on_dates(place, place.told)
        yield from self._on_numbers(place, place.told)
        if kinds & MATTERS.keys():
            yield from self._on_entries(place, place.told)

    def of_name(self, place: Place) -> Iterator[Disagreement]:
        """A misspelt name against a right form of it."""
        yield from self._on_names(place, place.told)

    # -- dates and numbers

    def _on_dates(self, place: Place, told: Sequence[Told]) -> Iterator[Disagreement]:
        found = [(t, [dated(c, t.words, self.language) for c in t.claims if c.value is not None]) for t in told]
        sides = [(t, dates) for t, dates in found if dates]
        if any(contradict(a, b) and self._tell_of_one(t, o) for (t, a), (o, b) in combinations(sides, 2)):
            outside, entry = self._outside_date(place, [d.claim for _, dates in sides for d in dates])
            made = []
            for t, dates in sides:
                claims = tuple(d.claim for d in dates)
                agrees = any(d.agrees(outside) for d in dates) if outside else None
                made.append(Side(t.witnesses, _words(claims), claims, agrees))
            yield from _between(Matter.DATE, place, made, entry, outside.iso if outside else "")

    def _tell_of_one(self, told: Told, other: Told) -> bool:
        """Whether two readings date one thing: «published» and «reprinted» are two."""
        said = [{w.lower() for w in words_of(t.words).texts} & set(self.language.again) for t in (told, other)]
        return bool(said[0]) is bool(said[1])

    def _outside_date(self, place: Place, claims: Sequence[Claim]) -> tuple[DateValue | None, str]:
        """What the register knows from outside of the one event or work that is named beside the dates."""
        refs = {c.ref for t in place.told for c in t.claims if c.kind in (MentionKind.EVENT, MentionKind.WORK)}
        refs |= {place.entry} - {""}
        for ref in sorted(refs) if len(refs) == 1 else ():
            entry = self.register.get(ref)
            for statement in entry.said("date") if entry else ():
                if statement.source.outside and statement.source.witnesses == () and statement.value:
                    return statement.value, ref
        return None, place.entry

    def _on_numbers(self, place: Place, told: Sequence[Told]) -> Iterator[Disagreement]:
        counted = [(t, [c for c in t.claims if c.number]) for t in told]
        sides = [(t, claims) for t, claims in counted if claims]
        values = [{c.number for c in claims} for _, claims in sides]
        if any(a - b and b - a for a, b in combinations(values, 2)):
            made = [Side(t.witnesses, _words(claims), tuple(claims)) for t, claims in sides]
            yield from _between(Matter.NUMBER, place, made, place.entry)

    # -- who, where, what

    def _on_entries(self, place: Place, told: Sequence[Told]) -> Iterator[Disagreement]:
        """Other entries of one kind: others altogether, or a list with more of them."""
        for kind, matter in ((MentionKind.DATE, Matter.DATE), *MATTERS.items()):
            named = [(t, {key: c for c in t.claims if c.kind is kind and (key := _key(c))}) for t in told]
            refs = [frozenset(claims) for _, claims in named]
            others = kind in MATTERS and any(a - b and b - a for a, b in combinations(refs, 2))
            longer = any(a and b and (a < b or b < a) for a, b in combinations(refs, 2))
            lists = longer and kind in _LISTED and self._are_lists(place, told)
            if others or lists:
                sides = [Side(t.witnesses, t.words, tuple(claims.values())) for t, claims in named if claims]
                yield from _between(matter, place, sides, place.entry)

    def _are_lists(self, place: Place, told: Sequence[Told]) -> bool:
        """Whether the readings differ in names and in nothing but small words and marks, and are parts of a list."""
        words = {w for t in told for w in words_of(t.words).texts}
        is_listed = (
            self.language.both in words or place.before.endswith(",") or any(t.words.endswith(",") for t in told)
        )
        is_whole = is_listed and not self._is_open(place, told)
        return bool(place.before or place.after) and is_whole and all(not self._substance(t) for t in told)

    def _is_open(self, place: Place, told: Sequence[Told]) -> bool:
        """Whether the sentence says that its list is not complete: «including», «among others»."""
        before, after = _SENTENCE_END.split(place.before)[-1], _SENTENCE_END.split(place.after)[0]
        sentence = " ".join((before, *(t.words for t in told), after)).lower()
        return any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", sentence) for phrase in self.language.open_lists)

    def _substance(self, told: Told) -> list[str]:
        """The words of a reading that are no part of a claim and no function words."""
        rest = told.words
        for short, full in self.same.items():
            rest = rest.replace(full, short)
        for claim in sorted(told.claims, key=lambda c: -len(c.words)):
            rest = rest.replace(claim.words, " ", 1)
        return [w for w in words_of(rest).texts if w.lower() not in self.language.function_words and len(w) > 1]

    # -- spellings of names

    def _on_names(self, place: Place, told: Sequence[Told]) -> Iterator[Disagreement]:
        refs = dict.fromkeys(c.ref for t in told for c in t.claims if c.ref and c.kind in MATTERS)
        for ref in refs:
            forms = [(t, c) for t in told for c in t.claims if c.ref == ref]
            if any(misspelt(a.words, b.words) for (_, a), (_, b) in combinations(forms, 2)):
                outside = self._outside_name(ref)
                sides = [
                    Side(t.witnesses, c.words, (c,), _is_part(c.words, outside) if outside else None) for t, c in forms
                ]
                yield from _between(Matter.NAME, place, sides, ref, outside)

    def _outside_name(self, ref: str) -> str:
        entry = self.register.get(ref)
        forms = [f.text for f in entry.forms if f.source.outside] if entry else []
        return forms[0] if forms else ""

    # -- other words

    def _on_words(self, place: Place, told: Sequence[Told]) -> Iterator[Disagreement]:
        """Words of substance on every side, none of them a form of a word on another side."""
        said = [self._substance(t) for t in told]
        if all(0 < len(words) <= _LONGEST for words in said) and any(
            _are_other(a, b) for a, b in combinations(said, 2)
        ):
            yield from _between(Matter.WORDING, place, [Side(t.witnesses, t.words) for t in told])


def _between(
    matter: Matter, place: Place, sides: Sequence[Side], entry: str = "", outside: str = ""
) -> Iterator[Disagreement]:
    """The disagreement of these sides, when they do not all say the same: the one way in which one is made."""
    if len(joined := _joined(sides)) > 1:
        yield Disagreement(matter, place, joined, entry, outside)


def _once(found: Iterable[Disagreement]) -> Iterator[Disagreement]:
    """The disagreements of one place, without those that repeat one under a lighter heading."""
    order = list(Matter)
    kept: list[Disagreement] = []
    for one in sorted(found, key=lambda d: order.index(d.matter)):
        if not any(_are_one(one, other) for other in kept):
            kept.append(one)
            yield one


def _are_one(one: Disagreement, other: Disagreement) -> bool:
    """Whether the same witnesses stand on the same sides with the same words, or one set of claims within the other:
    the year in the name of an event."""
    theirs = {side.witnesses: side for side in other.sides}
    return len(one.sides) == len(theirs) and all(
        (held := theirs.get(side.witnesses)) is not None
        and (side.words == held.words or _within(side.claims, held.claims) or _within(held.claims, side.claims))
        for side in one.sides
    )


def _within(claims: Sequence[Claim], others: Sequence[Claim]) -> bool:
    return bool(claims) and all(any(c.words in o.words for o in others) for c in claims)


def _counted(place: Place, language: Language) -> Place:
    """The place with the numbers in its readings as claims."""
    return replace(place, told=tuple(_with_numbers(told, place, language) for told in place.told))


_NUMBERED_BY = 40  # characters before a reading in which stands what its number numbers: «p. »


def _with_numbers(told: Told, place: Place, language: Language) -> Told:
    hidden = told.words
    for claim in sorted(told.claims, key=lambda c: -len(c.words)):
        hidden = hidden.replace(claim.words, HIDDEN * len(claim.words), 1)
    before = place.before[-_NUMBERED_BY:].rstrip()
    before += "" if not before or before.endswith(_WITHIN_NUMBER) else " "
    hidden = hide_numbering(before + hidden, language)[len(before) :]
    numbers = [Claim(None, told.words[a:b], number=value) for a, b, value in numbers_in(hidden, language)]
    return replace(told, claims=(*told.claims, *numbers))


_WITHIN_NUMBER = ("/", "-", "–")


def misspelt(one: str, other: str) -> bool:
    """Whether two forms of a name have words that are spellings of one another («Pyatakov», «Piatakov»), not only more
    or fewer of the same, and not only initials or another case."""
    a, b = ([w.lower() for w in words_of(words).texts if len(w) > 1] for words in (one, other))
    rest = [w for w in a if w not in b], [w for w in b if w not in a]
    return any(SequenceMatcher(None, x, y).ratio() >= _ALIKE for x in rest[0] for y in rest[1])


def _key(claim: Claim) -> str:
    """What a claim is about: the entry it names, the days of a date."""
    return claim.ref or ("/".join(claim.value.days) if claim.value else "")


def _is_part(words: str, whole: str) -> bool:
    have = {w.lower() for w in words_of(whole).texts}
    return all(w.lower() in have or len(w) == 1 for w in words_of(words).texts)


def _are_other(one: Sequence[str], other: Sequence[str]) -> bool:
    rest = [w.lower() for w in one if w not in other], [w.lower() for w in other if w not in one]
    return bool(rest[0] and rest[1]) and not any(
        SequenceMatcher(None, x, y).ratio() >= _SAME for x in rest[0] for y in rest[1]
    )


def _words(claims: Sequence[Claim]) -> str:
    return "; ".join(c.words for c in claims)


def _joined(sides: Sequence[Side]) -> tuple[Side, ...]:
    """Sides that say the same as one, in the order of the first of them."""
    made: dict[str, Side] = {}
    for side in sides:
        key = re.sub(r"\s+", " ", side.words).strip(" .,;:").casefold()
        if key in made:
            first = made[key]
            made[key] = Side((*first.witnesses, *side.witnesses), first.words, first.claims, first.agrees)
        else:
            made[key] = side
    return tuple(made.values())
