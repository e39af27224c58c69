"""Words that no witness has, between the words of the witnesses: an entry of their own, at a point of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.decide.sign_words import words_in_signs
from edition.model import Agreement, Reading, ReadingKind, Run, Siglum, VariationUnit
from edition.model.conjecture import Sign, SignKind
from edition.model.decision import ConjectureDecision, SignDecision
from edition.model.tokens import is_unspaced

#: Signs before which no blank stands, and behind which none does.
_CLOSING, _OPENING = ",.;:!?)]}»”’…·", "([{«“‘"


@dataclass(frozen=True, slots=True)
class Point:
    """Where words are inserted: at a side of a unit; `space`: the white space of the text that is behind the unit."""

    unit: VariationUnit
    is_before: bool

    @property
    def space(self) -> str:
        """The white space behind the unit."""
        text = self.unit.lemma.text
        return self.unit.space or text[len(text.rstrip()) :]

    def lead_and_tail(self, words: str) -> tuple[str, str]:
        """The white space before and behind inserted words."""
        if self.is_before:
            return "", blank_between(words, self.unit.lemma.text.lstrip()[:1])
        if self.space:
            return "", self.space
        return blank_between(self.unit.lemma.text.rstrip()[-1:], words), ""

    def present(self, order: Sequence[Siglum]) -> tuple[Siglum, ...]:
        """The witnesses that are extant here."""
        readings = [r for r in (self.unit.lemma, *self.unit.readings) if not r.is_lost]
        found = {siglum for r in readings for siglum in r.witnesses}
        return tuple(s for s in order if s in found)

    def silent(self) -> tuple[Siglum, ...]:
        """Those that are not."""
        lost = self.unit.lemma.witnesses if self.unit.lemma.is_lost else ()
        return (*lost, *self.unit.lacunose)


def blank_between(before: str, behind: str) -> str:
    """The blank between two words or signs; none in a script that has no blanks, nor at a mark that has none.

    >>> blank_between("lay", "still"), blank_between("lay", ","), blank_between("日", "本")
    (' ', '', '')
    """
    if not before or not behind or behind[0] in _CLOSING or before[-1] in _OPENING:
        return ""
    return "" if is_unspaced(before[-1]) and is_unspaced(behind[0]) else " "


def inserted_units(
    point: Point, decisions: Sequence[ConjectureDecision | SignDecision], order: Sequence[Siglum]
) -> tuple[VariationUnit, ...]:
    """The entries of what is inserted at a point: of conjectures one; of each lacuna one, behind it. The conjecture
    that is adopted, of which there is one at most, is the lemma."""
    conjectures = [one for one in decisions if isinstance(one, ConjectureDecision)]
    units = [_of_conjectures(point, conjectures, order)] if conjectures else []
    units += [_of_lacuna(point, one, order) for one in decisions if isinstance(one, SignDecision)]
    return tuple(units)


def _of_conjectures(point: Point, some: Sequence[ConjectureDecision], order: Sequence[Siglum]) -> VariationUnit:
    adopted = next((one for one in some if one.adopt), None)
    others = [_reading(point, one) for one in some if one is not adopted]
    lacking = Reading(point.present(order))
    if adopted is None:
        made = [replace(r, group=number) for number, r in enumerate(others)]
        return VariationUnit(lacking, tuple(made), point.silent())
    lemma = _reading(point, adopted)
    text = lemma.text
    start = len(text) - len(text.lstrip())
    sign = words_in_signs(SignKind.SUPPLY, start, len(text.rstrip()), adopted)
    omission = replace(lacking, kind=ReadingKind.OMISSION)
    made = [replace(r, group=number) for number, r in enumerate((omission, *others))]
    return VariationUnit(replace(lemma, kind=None, signs=(sign,)), tuple(made), point.silent())


def _reading(point: Point, decision: ConjectureDecision) -> Reading:
    lead, tail = point.lead_and_tail(decision.read)
    return reading_of(decision, f"{lead}{decision.read}{tail}")


def reading_of(decision: ConjectureDecision, text: str) -> Reading:
    """The reading of a conjecture."""
    return Reading(
        (),
        (Run(text),) if text else (),
        ReadingKind.CONJECTURE,
        cert=decision.cert,
        resp=decision.resp,
        rule=decision.rule,
        idea=decision.idea,
    )


def _of_lacuna(point: Point, decision: SignDecision, order: Sequence[Siglum]) -> VariationUnit:
    lead, tail = point.lead_and_tail("*")
    sign = Sign(SignKind.LACUNA, len(lead), len(lead), decision.resp, decision.idea, decision.extent, decision.rule)
    runs = (Run(lead + tail),) if lead + tail else ()
    lemma = Reading((), runs, resp=decision.resp, rule=decision.rule, idea=decision.idea, signs=(sign,))
    return VariationUnit(lemma, (Reading(point.present(order), kind=ReadingKind.OMISSION),), point.silent())


def agreement_of(unit: VariationUnit) -> Agreement:
    """A unit in which all agree, as an agreement."""
    runs = (Run("", events=unit.events), *unit.lemma.runs, Run(unit.space))
    return Agreement(tuple(run for run in runs if run.text or run.events))
