"""Compare what became of one person, wherever the witnesses say it, and what the register says that witnesses say.

In a sentence a fate belongs to the persons before it («Sokolnikov and Radek were released») when no comma, no bracket
and only a few words stand between, and neither a negation nor a report of somebody else's words. Two fates contradict
each other when the data of the language says so («executed/survived»).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from edition.annotate.compare_dates import DatedClaim, are_different_spans
from edition.annotate.compare_sentences import side_of, told_apart
from edition.annotate.fact_language import FactLanguage
from edition.annotate.told_sentences import Found, Sentence
from edition.annotate.unregistered_names import PREFIX, UnregisteredNames
from edition.late_patterns import late_pattern
from edition.model import DateValue, Matter, MentionKind, Register, Siglum, Statement
from edition.model.disagreement import Claim, Disagreement, Side

_MAX_BETWEEN = 5  # words between a person and the fate
_STATED = ("fate", "sentence")
#: What a register says of an entry that decides a matter.
_KNOWN = {Matter.FATE: "death", Matter.DATE: "date"}
_WORDS = late_pattern(r"\w+")
_BREAK = late_pattern(r"[,;:()\[\]]")
_JOINT = late_pattern(r"\W*(?:\w{1,3})?\W*")  # «, » or « and » between two persons of a list


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of a person, and who says so."""

    fate: str
    side: Side


def compare_fates(
    sentences: Sequence[Sentence],
    register: Register,
    sigla: Mapping[str, Siglum],
    facts: FactLanguage,
    names: UnregisteredNames,
) -> Iterator[Disagreement]:
    """The persons of whom witnesses say, or the register says that they say, what cannot both be true."""
    told: dict[str, list[_Told]] = {}
    for one in sentences:
        for ref, fate in _fates_in(one, facts, names):
            told.setdefault(ref, []).append(fate)
    of_register = {entry.id: list(_stated(entry.statements, sigla, facts)) for entry in register}
    places = _first_places(sentences)
    for ref in dict.fromkeys((*told, *of_register)):
        for found, rule in ((told.get(ref, []), _IN_TEXT), (of_register.get(ref, []), _IN_REGISTER)):
            if pair := _first_pair(found, facts):
                entry = "" if ref.startswith(PREFIX) else ref
                sides = [_side([t for t in found if t.fate == one.fate], ref, places) for one in pair]
                made = told_apart(Matter.FATE, sides, rule, "high" if rule == _IN_REGISTER else "medium", entry)
                yield judged(made, register)
                break


def judged(one: Disagreement, register: Register) -> Disagreement:
    """A disagreement with what is known from outside: when a person died, when an event took place."""
    kind = _KNOWN.get(one.matter, "")
    entry = register.get(one.entry)
    stated = entry.statements_of(kind) if entry and kind else ()
    known = [s.value for s in stated if s.source.outside and s.source.witnesses == () and s.value]
    if not known:
        return one
    sides = tuple(replace(side, agrees=_agrees(side, known[0])) for side in one.sides)
    words = f"† {known[0].iso}" if one.matter is Matter.FATE else known[0].iso
    return replace(one, sides=sides, outside=words) if any(s.agrees for s in sides) else one


def _agrees(side: Side, known: DateValue) -> bool | None:
    dates = [DatedClaim(claim) for claim in side.claims if claim.value]
    outside = DatedClaim(Claim(MentionKind.DATE, known.iso, value=known))
    return any(d.allows(known) and not are_different_spans(d, outside) for d in dates) if dates else None


def _first_pair(told: Sequence[_Told], facts: FactLanguage) -> tuple[_Told, _Told] | None:
    """The first two fates that cannot be those of one person."""
    return next(((a, b) for a, b in combinations(told, 2) if frozenset((a.fate, b.fate)) in facts.unlike), None)


_IN_TEXT = "sentences say of one person what cannot both be true"
_IN_REGISTER = "by the register, witnesses say of one person what cannot both be true"


def _fates_in(one: Sentence, facts: FactLanguage, names: UnregisteredNames) -> Iterator[tuple[str, _Told]]:
    if not facts.fate.search(one.text):
        return
    persons = [f for f in one.found if f.claim.kind is MentionKind.PERSON and f.claim.ref]
    persons = sorted((*persons, *names.in_sentence(one)), key=lambda f: f.start)
    dates = tuple(f.claim for f in one.found if f.claim.kind is MentionKind.DATE)
    for found in facts.fate.finditer(one.text):
        for person in _subjects(one, persons, found, facts):
            words = one.text[person.start : found.end()]
            yield person.claim.ref, _Told(_fate(found[0], facts), side_of(one, words, dates))


def _subjects(one: Sentence, persons: Sequence[Found], fate: re.Match[str], facts: FactLanguage) -> Iterator[Found]:
    """The last person before a fate, and those in a list with it."""
    before = [p for p in persons if p.end <= fate.start()]
    if not before or not _belongs(one.text, before[-1].end, fate, facts):
        return
    yield before[-1]
    for person, following in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not _JOINT.fullmatch(one.text[person.end : following.start]):
            break
        yield person


def _belongs(text: str, end: int, fate: re.Match[str], facts: FactLanguage) -> bool:
    between = text[end : fate.start()]
    words = [w.casefold() for w in _WORDS.findall(between)]
    if len(words) > _MAX_BETWEEN or _BREAK.search(between) or facts.report.search(text[: fate.start()]):
        return False
    if facts.denials(between) or facts.hedges(text[: fate.end()]):
        return False
    is_helped = _key(fate[0]) in facts.helped
    return not is_helped or any(w.casefold() in words for w in facts.words.helpers)


def _key(phrase: str) -> str:
    return " ".join(phrase.split()).casefold().replace("’", "'")


def _fate(phrase: str, facts: FactLanguage) -> str:
    return facts.fates[_key(phrase)]


def _stated(statements: Sequence[Statement], sigla: Mapping[str, Siglum], facts: FactLanguage) -> Iterator[_Told]:
    """What the register says that witnesses say of a person; each statement with the first fate that it names."""
    for one in statements:
        witnesses = tuple(sigla[w] for w in one.source.witnesses if w in sigla)
        found = facts.fate.search(one.words) if one.kind in _STATED and witnesses else None
        if found:
            yield _Told(_fate(found[0], facts), Side(witnesses, one.words))


def _side(told: Sequence[_Told], ref: str, places: Mapping[tuple[str, Siglum], str]) -> Side:
    """One side of all that tell one fate; the first is shown."""
    first = told[0].side
    witnesses = tuple(dict.fromkeys(w for t in told for w in t.side.witnesses))
    addresses = tuple(dict.fromkeys(a for t in told for a in t.side.addresses))
    addresses = addresses or tuple(p for w in witnesses if (p := places.get((ref, w), "")))
    return replace(first, witnesses=witnesses, addresses=addresses)


def _first_places(sentences: Sequence[Sentence]) -> dict[tuple[str, Siglum], str]:
    """Of each entry and witness the first sentence that names it."""
    made: dict[tuple[str, Siglum], str] = {}
    for one in sentences:
        for found in one.found:
            if found.claim.ref:
                made.setdefault((found.claim.ref, one.witness), one.address)
    return made
