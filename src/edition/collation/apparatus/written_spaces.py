"""The written space that all readings of a unit end with stands behind the unit, as a blank does."""

from collections.abc import Container
from dataclasses import replace

from edition.model import Reading, Run, Siglum, VariationUnit
from edition.model.tokens import WRITTEN_SPACES


def share_written_space(unit: VariationUnit, fragments: Container[Siglum]) -> VariationUnit:
    """The unit, whose readings lose the sign between words that all end with; it is printed after the unit.

    It stays where a witness has no words, or is one of the `fragments`, which may end with the unit.
    """
    readings = (unit.lemma, *unit.readings)
    ends = {reading.text[-1:] for reading in readings}
    sign = next(iter(ends)) if len(ends) == 1 else ""
    if unit.space or unit.lacunose or not sign or sign not in WRITTEN_SPACES:
        return unit
    if any(siglum in fragments for reading in readings for siglum in reading.witnesses):
        return unit
    if not all(map(_may_lose_its_end, readings)):
        return unit
    lemma, *others = map(_without_end, readings)
    return replace(unit, lemma=lemma, readings=tuple(others), space=sign)


def _may_lose_its_end(reading: Reading) -> bool:
    """Whether the last sign of a reading is the last of its places, part of no name, and not all that it has."""
    last = reading.runs[-1]
    is_free = len(last.text) > 1 and all(span.end < len(last.text) for span in last.spans)
    return is_free and all(len(stretches) == 1 for stretches in reading.places.values())


def _without_end(reading: Reading) -> Reading:
    *runs, last = reading.runs
    cut: Run = replace(last, text=last.text[:-1], source=(last.source[0], last.source[1] - 1))
    places = {siglum: ((start, end - 1),) for siglum, ((start, end),) in reading.places.items()}
    return replace(reading, runs=(*runs, cut), places=places)
