"""Carry out conjectures and signs: readings and lemmata that no witness has, signs on words of the lemma.

The words of each are a unit by now, also where all witnesses agree (`collation/apparatus/decide_stretches.py`). A unit
that gets neither readings nor signs becomes an agreement again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from edition.decide.find_entries import Entries, New, places_of, with_units
from edition.decide.findings import CONFLICT, IMPOSSIBLE, NOT_NEEDED, report
from edition.decide.insert_words import Point, agreement_of, blank_between, inserted_units, reading_of
from edition.decide.sign_words import find_words, overlapping, words_in_signs
from edition.model import Apparatus, Finding, Part, Position, Reading, Run, Severity, Siglum, VariationUnit
from edition.model.conjecture import Sign, SignKind
from edition.model.decision import ConjectureDecision, PlacedDecision, ReadingDecision, SignDecision

Classify = Callable[[Reading, Sequence[Reading]], tuple[Reading, ...]]


def is_on_words(decision: ReadingDecision) -> TypeGuard[ConjectureDecision | SignDecision]:
    """Whether a decision is carried out here."""
    return isinstance(decision, ConjectureDecision | SignDecision)


def apply_conjectures(
    apparatus: Apparatus,
    texts: Mapping[Siglum, str],
    placed: Sequence[PlacedDecision],
    problems: Mapping[int, str],
    classify: Classify,
) -> tuple[Apparatus, tuple[Finding, ...]]:
    """The apparatus with the conjectures and signs carried out, and a finding for each that was not.

    `problems`: by the number of a decision, why its words are no unit. `classify`: the readings of witnesses, by how
    they depart from a lemma.
    """
    if not any(is_on_words(one.decision) for one in placed):
        return apparatus, ()
    applier = _Applier(apparatus, Entries(apparatus, texts), classify)
    applier.run(placed, problems)
    return with_units(apparatus, applier.new), tuple(sorted(applier.findings, key=lambda f: (f.position, f.code)))


@dataclass(frozen=True, slots=True)
class _OnWords:
    """A decision, and where its words stand in what its witness has in the unit, `text`: [start, end)."""

    decision: ConjectureDecision | SignDecision
    text: str
    start: int
    end: int

    @property
    def side(self) -> str:
        """On which side of the unit words are inserted; "" where they come inside it, or words are replaced."""
        where = self.decision.insert
        if isinstance(self.decision, SignDecision) and self.decision.kind is SignKind.LACUNA:
            where = where or "after"
        around = {"before": self.text[: self.start], "after": self.text[self.end :], "": "all"}[where]
        return "" if around.strip() else where

    def changed(self, decision: ConjectureDecision) -> str:
        """What stands in the unit by the conjecture."""
        before, words, behind = self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]
        if decision.insert == "after":
            return f"{before}{words}{blank_between(words, decision.read)}{decision.read}{behind}"
        if decision.insert == "before":
            return f"{before}{decision.read}{blank_between(decision.read, words)}{words}{behind}"
        if decision.read:
            return f"{before}{decision.read}{behind}"
        if not (before + behind).strip():
            return ""
        return before + (behind if before and not before[-1].isspace() else behind.lstrip())


@dataclass
class _Applier:
    apparatus: Apparatus
    entries: Entries
    classify: Classify
    findings: list[Finding] = field(default_factory=list)
    new: dict[int, New] = field(default_factory=dict)

    def run(self, placed: Sequence[PlacedDecision], problems: Mapping[int, str]) -> None:
        by_unit: dict[int, list[_OnWords]] = defaultdict(list)
        for number, given in enumerate(placed):
            if not is_on_words(given.decision):
                continue
            if number in problems:
                self._refuse(given.decision, problems[number])
            elif unit := self._unit_of(given):
                by_unit[id(unit)].append(self._on_words(unit, given, given.decision))
        for one_unit in self.entries.units:
            if isinstance(one_unit, VariationUnit) and (one_unit.is_agreed or id(one_unit) in by_unit):
                some = sorted(by_unit.get(id(one_unit), []), key=lambda one: (one.start, one.decision.position))
                self.new[id(one_unit)] = tuple(
                    self._parts(replace(one_unit, is_agreed=False), one_unit.is_agreed, some)
                )

    def _unit_of(self, placed: PlacedDecision) -> VariationUnit | None:
        """The unit that a decision is on; None, with a finding, where its words are in none, or in several."""
        decision = placed.decision
        found = [one.unit for one in self.entries.at(decision.siglum, placed.start, placed.end)]
        if len(found) == 1 and isinstance(found[0], VariationUnit):
            return found[0]
        several = "the words are in more than one entry; make these one ([[join]]), or quote words of one"
        self._refuse(decision, several if len(found) > 1 else "the words are in no entry; quote other words")
        return None

    def _on_words(
        self, unit: VariationUnit, placed: PlacedDecision, decision: ConjectureDecision | SignDecision
    ) -> _OnWords:
        siglum = decision.siglum
        own = next(r for r in (unit.lemma, *unit.readings) if siglum in r.places)
        first = min(start for start, _ in places_of(unit, siglum))
        before = self.entries.texts[siglum][first : max(first, placed.start)]
        return _OnWords(decision, own.text, *find_words(own.text, decision.anchor.exact, before))

    # -- findings

    def _refuse(self, decision: ReadingDecision, why: str) -> None:
        said = f"[[{decision.table}]] «{decision.anchor.exact}» cannot be carried out: {why}"
        self.findings.append(report(IMPOSSIBLE, Severity.ERROR, said, decision.position))

    def _conflict(self, decisions: Sequence[ReadingDecision], what: str) -> None:
        both = " and ".join(f"{one.position.path}:{one.position.line}" for one in decisions)
        said = f"decisions on one place contradict each other, {what}: {both}; take out all but one"
        self.findings += [report(CONFLICT, Severity.ERROR, said, one.position) for one in decisions]

    # -- one unit

    def _parts(self, unit: VariationUnit, is_agreed: bool, some: Sequence[_OnWords]) -> Iterator[Part]:
        """What stands in the place of a unit: what is inserted before it, the unit or agreement, what is behind it."""
        before, behind = self._inserted(unit, some, "before"), self._inserted(unit, some, "after")
        inside = [one for one in some if not one.side]
        core = self._with_signs(self._with_conjectures(unit, inside), inside)
        parts: list[VariationUnit] = [*before, core, *behind]
        if before:  # a block that begins here begins with what is inserted
            parts[0] = replace(parts[0], events=unit.events)
            core = parts[len(before)] = replace(core, events=())
        is_bare = is_agreed and not core.readings and not core.lemma.signs
        yield from (agreement_of(one) if one is core and is_bare else one for one in parts)

    def _inserted(self, unit: VariationUnit, some: Sequence[_OnWords], side: str) -> Sequence[VariationUnit]:
        mine = [one.decision for one in some if one.side == side]
        adopted = [one for one in mine if isinstance(one, ConjectureDecision) and one.adopt]
        if len({one.read for one in adopted}) > 1:
            self._conflict(adopted, "for each is to be printed")
            return ()
        return inserted_units(Point(unit, side == "before"), mine, self.apparatus.sigla) if mine else ()

    def _with_conjectures(self, unit: VariationUnit, some: Sequence[_OnWords]) -> VariationUnit:
        made: list[tuple[ConjectureDecision, Reading]] = []
        for one in some:
            if isinstance(one.decision, ConjectureDecision) and not self._is_in_a_witness(unit, one, one.decision):
                reading = reading_of(one.decision, one.changed(one.decision))
                made.append((one.decision, replace(reading, signs=_supplied(one, one.decision))))
        if any(not reading.text for _, reading in made):
            unit = _with_space_inside(unit)
        adopted = [(decision, reading) for decision, reading in made if decision.adopt]
        if len({reading.text for _, reading in adopted}) > 1:
            self._conflict([decision for decision, _ in adopted], "for each is to be printed")
            adopted = []
        elif adopted and unit.lemma.resp:
            said = f"the lemma was chosen by another decision ({unit.lemma.rule}); take out one of the two"
            self._refuse(adopted[0][0], said)
            adopted = []
        if adopted:
            unit = self._emended(unit, adopted[0][1])
        group = max((r.group for r in unit.readings), default=-1) + 1
        others = [reading for decision, reading in made if not adopted or decision is not adopted[0][0]]
        new = (replace(r, group=group + number, signs=()) for number, r in enumerate(others))
        return replace(unit, readings=(*unit.readings, *new))

    def _is_in_a_witness(self, unit: VariationUnit, one: _OnWords, decision: ConjectureDecision) -> bool:
        """Whether a witness has what is conjectured, which is then told."""
        words = one.changed(decision).split()
        found = [r for r in (unit.lemma, *unit.readings) if r.witnesses and not (r.is_lost or r.notes)]
        siglum = next((r.witnesses[0] for r in found if r.text.split() == words), "")
        if siglum:
            said = f"[[conjecture]] «{decision.anchor.exact}» is not needed: {siglum} has «{' '.join(words) or 'om.'}»"
            todo = f"take it out; to print these words, write [[lemma]] with from = '{siglum}'"
            self.findings.append(report(NOT_NEEDED, Severity.ADVICE, f"{said}; {todo}", decision.position))
        return bool(siglum)

    def _emended(self, unit: VariationUnit, lemma: Reading) -> VariationUnit:
        """The unit with a lemma that no witness has; the readings of all are classified against it."""
        was = unit.lemma
        own = [] if was.is_lost else [replace(was, resp="", cert="", rule="")]
        classified = self.classify(lemma, [*own, *(r for r in unit.readings if not r.notes)])
        in_notes = [replace(r, group=len(classified)) for r in unit.readings if r.notes]
        silent = (*(was.witnesses if was.is_lost else ()), *unit.lacunose)
        return replace(unit, lemma=replace(lemma, kind=None), readings=(*classified, *in_notes), lacunose=silent)

    def _with_signs(self, unit: VariationUnit, some: Sequence[_OnWords]) -> VariationUnit:
        signs: list[Sign] = list(unit.lemma.signs)
        decisions = [one for one in some if isinstance(one.decision, SignDecision)]
        for one in decisions:
            if not isinstance(one.decision, SignDecision):
                continue
            if one.decision.kind is SignKind.LACUNA:
                self._refuse(one.decision, "the place is inside an entry; quote words at its beginning or end")
                continue
            if not unit.lemma.text.strip():
                self._refuse(one.decision, "the lemma has no words; quote words of the text that is printed")
                continue
            is_own = one.text == unit.lemma.text
            start, end = (one.start, one.end) if is_own else find_words(unit.lemma.text, one.decision.anchor.exact)
            signs.append(words_in_signs(one.decision.kind, start, end, one.decision))
        if decisions and overlapping(signs):
            self._conflict([one.decision for one in decisions], "for their words overlap")
            return unit
        ordered = tuple(sorted(signs, key=lambda sign: sign.start))
        return replace(unit, lemma=replace(unit.lemma, signs=ordered)) if signs else unit


def _order(one: _OnWords) -> tuple[int, Position, str]:
    """By place, then as the file has them; the order in which they are given makes no difference."""
    return one.start, one.decision.position, repr(one.decision)


def _supplied(one: _OnWords, decision: ConjectureDecision) -> tuple[Sign, ...]:
    """The sign of words that an adopted conjecture adds inside a unit."""
    if not decision.insert:
        return ()
    text, at = one.changed(decision), one.start if decision.insert == "before" else one.end
    start = text.index(decision.read, at)
    return (words_in_signs(SignKind.SUPPLY, start, start + len(decision.read), decision),)


def _with_space_inside(unit: VariationUnit) -> VariationUnit:
    """The unit with the white space behind it inside its readings, since a conjecture has no words before it."""
    if not unit.space:
        return unit
    with_space = [replace(r, runs=(*r.runs, Run(unit.space))) if r.text else r for r in (unit.lemma, *unit.readings)]
    return replace(unit, lemma=with_space[0], readings=tuple(with_space[1:]), space="")
