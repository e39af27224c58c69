"""Carry out decisions on entries: classes and notes; check lemmata, bounds and reviews; tell what was not needed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from edition.decide.classes import classed, problem_of, readings_meant, with_class
from edition.decide.conjectures import is_on_words
from edition.decide.find_entries import Entries, Unit, statement_of, with_units, words_of
from edition.decide.findings import CHANGED, CONFLICT, IMPOSSIBLE, NO_ENTRY, NOT_NEEDED, TWO_PLACES, report
from edition.decide.show_entries import hidden, ordered, styled
from edition.model import Apparatus, Finding, Reading, Severity, Siglum, VariationUnit
from edition.model.anchor import toml_string
from edition.model.decision import (
    ClassDecision,
    HideDecision,
    JoinDecision,
    LemmaDecision,
    NoteDecision,
    OrderDecision,
    PlacedDecision,
    ReadingDecision,
    ReviewedDecision,
    SplitDecision,
)
from edition.model.remark import Remark


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of decisions on the bounds and lemmata of units, by the numbers of the decisions."""

    effective: Set[int] = frozenset()
    problems: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _OnEntry:
    """A decision and the entry that it is about."""

    number: int
    decision: ReadingDecision
    unit: Unit


def apply_to_entries(
    apparatus: Apparatus, texts: Mapping[Siglum, str], placed: Sequence[PlacedDecision], outcome: Outcome
) -> tuple[Apparatus, tuple[Finding, ...]]:
    """The apparatus with the decisions on its entries carried out, and a finding for each that was not, or not needed.

    `texts`: those of the witnesses. The order of the decisions makes no difference.
    """
    if not placed:
        return apparatus, ()
    applier = _Applier(apparatus, Entries(apparatus, texts), placed, outcome)
    applier.run()
    return with_units(apparatus, applier.new), tuple(sorted(applier.findings, key=lambda f: (f.position, f.code)))


class _Applier:
    def __init__(
        self, apparatus: Apparatus, entries: Entries, placed: Sequence[PlacedDecision], outcome: Outcome
    ) -> None:
        self.apparatus = apparatus
        self.entries = entries
        self.placed = placed
        self.outcome = outcome
        self.findings: list[Finding] = []
        self.new: dict[int, Unit] = {}

    def run(self) -> None:
        found = [one for number, placed in enumerate(self.placed) for one in self._on_entry(number, placed)]
        by_unit: dict[int, list[_OnEntry]] = defaultdict(list)
        for one in self._without_conflicts(found):
            by_unit[id(one.unit)].append(one)
        for some in by_unit.values():
            unit = some[0].unit
            made = self._shown(self._ordered(self._noted(self._classed(unit, some), some), some), some)
            if made is not unit:
                self.new[id(unit)] = made
            self._check_lemmata(some)
            self._check_reviews(made, some)

    def _tell(self, code: str, severity: Severity, said: str, decision: ReadingDecision) -> None:
        self.findings.append(report(code, severity, said, decision.position))

    def _refuse(self, decision: ReadingDecision, why: str) -> None:
        said = f"[[{decision.table}]] «{decision.anchor.exact}» cannot be carried out: {why}"
        self._tell(IMPOSSIBLE, Severity.ERROR, said, decision)

    def _not_needed(self, decision: ReadingDecision, why: str) -> None:
        said = f"[[{decision.table}]] «{decision.anchor.exact}» is no longer needed: {why}; take it out"
        self._tell(NOT_NEEDED, Severity.ADVICE, said, decision)

    def _on_entry(self, number: int, placed: PlacedDecision) -> Iterator[_OnEntry]:
        """The entry that a decision is about; none, with a finding, where it is about none or several."""
        decision = placed.decision
        if is_on_words(decision):
            return
        found = self.entries.at(decision.siglum, placed.start, placed.end)
        if isinstance(decision, LemmaDecision) and len(found) == 1 and not isinstance(found[0].unit, VariationUnit):
            self._refuse(decision, "witnesses lack the passage as a whole, whose lemma cannot be chosen yet")
            return
        if number in self.outcome.problems:
            self._refuse(decision, self.outcome.problems[number])
            return
        if number in self.outcome.effective and not isinstance(decision, LemmaDecision):
            return
        if not found:
            said = (
                f"there is no entry at «{decision.anchor.exact}»: the witnesses agree, or {decision.siglum} lacks the"
            )
            more = " words; quote words of a witness that has them (in), or take the decision out"
            self._tell(NO_ENTRY, Severity.WARNING, f"{said}{more}", decision)
        elif isinstance(decision, JoinDecision | SplitDecision):
            is_one = "the words are in one entry" if isinstance(decision, JoinDecision) else "no entry goes across"
            self._not_needed(decision, is_one)
        elif len(found) > 1:
            both = " and ".join(f"«{statement_of(one.unit)}»" for one in found[:2])
            said = f"«{decision.anchor.exact}» is in more than one entry: {both}; quote the words of one"
            self._tell(TWO_PLACES, Severity.ERROR, said, decision)
        else:
            yield _OnEntry(number, decision, found[0].unit)

    # -- conflicts

    def _without_conflicts(self, found: Sequence[_OnEntry]) -> list[_OnEntry]:
        """The decisions but those that contradict another on the same part of an entry, which are told."""
        same: dict[tuple[int, str, str], list[_OnEntry]] = defaultdict(list)
        for one in found:
            same[id(one.unit), one.decision.table, _part_of(one)].append(one)
        for some in same.values():
            if len({one.decision.says for one in some}) > 1:
                self._tell_conflict([one.decision for one in some])
        return [one for some in same.values() if len({o.decision.says for o in some}) == 1 for one in some]

    def _tell_conflict(self, decisions: Sequence[ReadingDecision]) -> None:
        ordered = sorted(decisions, key=lambda d: d.position)
        both = " and ".join(f"«{one.says}» ({one.position.path}:{one.position.line})" for one in ordered)
        said = f"decisions on one {ordered[0].table} contradict each other: {both}; take out all but one"
        for one in ordered:
            self._tell(CONFLICT, Severity.ERROR, said, one)

    # -- classes

    def _classed(self, unit: Unit, some: Sequence[_OnEntry]) -> Unit:
        classes = [one.decision for one in some if isinstance(one.decision, ClassDecision)]
        if not classes:
            return unit
        if not isinstance(unit, VariationUnit):
            for decision in classes:
                self._refuse(decision, "witnesses lack the passage as a whole, which is its class; write a note on it")
            return unit
        new: dict[int, Reading] = {}
        for decision in sorted(classes, key=lambda d: not d.of):  # what is said of one witness comes before the rest
            self._class(unit, decision, new)
        return classed(unit, new)

    def _class(self, unit: VariationUnit, decision: ClassDecision, new: dict[int, Reading]) -> None:
        meant, why = readings_meant(unit, decision.of)
        if decision.of and meant and all(id(r) in new for r in meant):
            return  # another decision, on another witness of the reading, says the same
        meant = tuple(r for r in meant if id(r) not in new)
        why = why or next((said for r in meant if (said := problem_of(r, decision))), "")
        if why:
            self._refuse(decision, why)
            return
        made = {id(r): with_class(unit, r, decision) for r in meant}
        if all(made[id(r)] is r for r in meant):
            self._not_needed(decision, f"the reading is {decision.given} already")
        new |= made

    # -- what is shown, and in which order

    def _ordered(self, unit: Unit, some: Sequence[_OnEntry]) -> Unit:
        found = [one.decision for one in some if isinstance(one.decision, OrderDecision)]
        for decision in found:  # which say the same
            made = styled(unit, decision) if decision.style else ordered(unit, decision)
            if isinstance(made, str):
                self._refuse(decision, made)
            elif made is unit:
                self._not_needed(decision, "the readings stand in this order")
            else:
                unit = made
        return unit

    def _shown(self, unit: Unit, some: Sequence[_OnEntry]) -> Unit:
        found = [one.decision for one in some if isinstance(one.decision, HideDecision)]
        made = hidden(unit, sorted(found, key=lambda d: d.position)) if found else unit
        if not isinstance(made, str):
            return made
        for decision in found:
            self._refuse(decision, made)
        return unit

    # -- notes

    def _noted(self, unit: Unit, some: Sequence[_OnEntry]) -> Unit:
        rank = {siglum: number for number, siglum in enumerate(("", *self.apparatus.sigla))}
        notes = [one.decision for one in some if isinstance(one.decision, NoteDecision)]
        fitting = [one for one in notes if self._may_note(unit, one)]
        remarks = {Remark(" ".join(one.text.split()), one.resp, one.of, one.rule) for one in fitting}
        ordered = tuple(sorted(remarks, key=lambda r: (rank[r.siglum], r.text, r.resp, r.rule)))
        return replace(unit, remarks=ordered) if ordered else unit

    def _may_note(self, unit: Unit, decision: NoteDecision) -> bool:
        if not decision.of:
            return True
        if not isinstance(unit, VariationUnit):
            self._refuse(decision, "witnesses lack the passage as a whole; write the note without of")
            return False
        readings = [r for r in (unit.lemma, *unit.readings) if not (r.is_lost or r.notes)]
        if not any(decision.of in r.witnesses for r in readings):
            self._refuse(decision, f"{decision.of} has no reading in this entry; write the note without of")
            return False
        return True

    # -- checks

    def _check_lemmata(self, some: Sequence[_OnEntry]) -> None:
        for one in some:
            if isinstance(one.decision, LemmaDecision) and one.number not in self.outcome.effective:
                self._not_needed(one.decision, f"the lemma is what {one.decision.source} has")

    def _check_reviews(self, unit: Unit, some: Sequence[_OnEntry]) -> None:
        now = statement_of(unit)
        for one in some:
            if not isinstance(one.decision, ReviewedDecision):
                continue
            was = " ".join(one.decision.result.split())
            if not was:
                said = f"the review of «{words_of(unit)}» says no result, so that nothing is checked"
                self._tell(NOT_NEEDED, Severity.ADVICE, f"{said}; write result = {toml_string(now)}", one.decision)
            elif was != now:
                said = f"the entry was reviewed as «{was}», and is «{now}» now; look at it again"
                self._tell(CHANGED, Severity.WARNING, f"{said}, and write result = {toml_string(now)}", one.decision)


def _part_of(one: _OnEntry) -> str:
    """Which part of an entry a decision is on: of classes a reading, by its first witness; notes never contradict."""
    decision = one.decision
    if isinstance(decision, NoteDecision):
        return f"{one.number}"
    if isinstance(decision, ClassDecision) and isinstance(one.unit, VariationUnit) and decision.of:
        return next((r.witnesses[0] for r in one.unit.readings if decision.of in r.witnesses), decision.of)
    return decision.about
