"""Give readings the class that the editor decided."""

from collections.abc import Iterator
from dataclasses import replace

from edition.model import Reading, ReadingKind, Siglum, VariationUnit
from edition.model.apparatus import ACCIDENTAL, ACCIDENTAL_WEIGHT, SUBSTANTIVE_WEIGHT
from edition.model.decision import ClassDecision

_WEIGHTS = (SUBSTANTIVE_WEIGHT, ACCIDENTAL_WEIGHT)
#: Kinds of which an editor can hold that the words differ after all.
_OF_WRITING = ACCIDENTAL | {ReadingKind.MORPHOLOGICAL}


def readings_meant(unit: VariationUnit, of: Siglum) -> tuple[tuple[Reading, ...], str]:
    """The readings that a class is for: that of a witness, or all that depart from the lemma; or what is wrong."""
    if not of:
        return tuple(r for r in unit.readings if r.witnesses and not r.notes), ""
    if of in unit.lemma.witnesses:
        return (), f"{of} has the lemma, which departs from nothing; name a witness of another reading (of)"
    found = tuple(r for r in unit.readings if of in r.witnesses and not r.notes)
    there = " ".join(s for r in unit.readings for s in r.witnesses)
    return found, "" if found else f"{of} has no reading in this entry; there is {there}"


def problem_of(reading: Reading, decision: ClassDecision) -> str:
    """Why a reading cannot be of the class; "" where it can."""
    if reading.is_omission and decision.given not in _WEIGHTS:
        return f"{' '.join(reading.witnesses)} lacks the words, which is its kind; write as = {SUBSTANTIVE_WEIGHT!r}"
    return ""


def with_class(unit: VariationUnit, reading: Reading, decision: ClassDecision) -> Reading:
    """The reading as the editor classes it; the same where it is so already."""
    kind = _kind(unit, reading, decision.given)
    weight = decision.given if decision.given in _WEIGHTS else ""
    if kind is reading.kind and (not weight or weight == _weight(unit, reading)):
        return reading
    further = tuple(k for k in reading.further if k is not kind)
    return replace(reading, kind=kind, further=further, weight=weight, cert="", resp=decision.resp, rule=decision.rule)


def _kind(unit: VariationUnit, reading: Reading, given: str) -> ReadingKind | None:
    if given == SUBSTANTIVE_WEIGHT:
        return ReadingKind.SUBSTITUTION if reading.kind in _OF_WRITING else reading.kind
    if given == ACCIDENTAL_WEIGHT:
        has_both = bool(unit.lemma.text and reading.text)
        return ReadingKind.SPELLING if has_both and reading.kind not in ACCIDENTAL else reading.kind
    return ReadingKind(given)


def _weight(unit: VariationUnit, reading: Reading) -> str:
    """How much a reading matters now."""
    return ACCIDENTAL_WEIGHT if replace(unit, readings=(reading,), lacunose=()).is_accidental else SUBSTANTIVE_WEIGHT


def classed(unit: VariationUnit, new: dict[int, Reading]) -> VariationUnit:
    """The unit with other readings in the place of some, by `id()` of these."""

    def made() -> Iterator[Reading]:
        for reading in unit.readings:
            yield new.get(id(reading), reading)

    return replace(unit, readings=tuple(made()))
