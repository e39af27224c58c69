"""In which order the readings of an entry stand, where and in which style it is shown, as the editor decided."""

from collections.abc import Sequence
from dataclasses import replace

from edition.decide.find_entries import Unit
from edition.model import BlockUnit, Passage, Reading, Siglum, VariationUnit
from edition.model.apparatus import ShownIn
from edition.model.decision import HideDecision, OrderDecision

_PASSAGE = "witnesses lack the passage as a whole, so that there are no readings to order"
_BLOCKS = "these are whole blocks that the base lacks, of which the entry is the text; write a note on it"


def ordered(unit: Unit, decision: OrderDecision) -> Unit | str:
    """The entry with its readings in the order of a decision, the others behind them; or why that cannot be."""
    if not isinstance(unit, VariationUnit):
        return _PASSAGE
    named: list[Reading] = []
    for sigla in decision.readings:
        found = _reading_of(unit, sigla)
        if isinstance(found, str):
            return found
        if any(found is one for one in named):
            return f"the reading of {' '.join(found.witnesses)} is named twice; name it once"
        named.append(found)
    made = (*named, *(r for r in unit.readings if all(r is not one for one in named)))
    if problem := _parted(made):
        return problem
    if all(one is other for one, other in zip(made, unit.readings, strict=True)):
        return unit
    return replace(unit, readings=made, decided=(*unit.decided, ("the order of its readings", decision.rule)))


def _reading_of(unit: VariationUnit, sigla: Sequence[Siglum]) -> Reading | str:
    """The one reading that some witnesses have; or what is wrong with them."""
    found: list[Reading] = []
    for siglum in sigla:
        if siglum in unit.lemma.witnesses:
            return f"{siglum} has the lemma, which stands before all readings; take it out of the list"
        own = next((r for r in unit.readings if siglum in r.witnesses), None)
        if own is None:
            there = " ".join(s for r in unit.readings for s in r.witnesses)
            return f"{siglum} has no reading in this entry; there is {there}"
        found.append(own)
    if any(one is not found[0] for one in found):
        texts = " and ".join(f"«{' '.join(r.text.split()) or 'om.'}» ({' '.join(r.witnesses)})" for r in found)
        return f"{' '.join(sigla)} have different readings: {texts}; list each by itself"
    return found[0]


def _parted(readings: Sequence[Reading]) -> str:
    """What is wrong with an order that parts spellings of the same words, which stand in one group; else ""."""
    seen: list[int] = []
    for reading in readings:
        if reading.group in seen[:-1]:
            sigla = " ".join(s for r in readings if r.group == reading.group for s in r.witnesses)
            return f"{sigla} have spellings of the same words, which stand together; list them side by side"
        seen += [reading.group] if reading.group not in seen else []
    return ""


def styled(unit: Unit, decision: OrderDecision) -> Unit | str:
    """The entry with the style in which it is printed; or why that cannot be."""
    if isinstance(unit, BlockUnit):
        return _BLOCKS
    rule = ("its style", decision.rule)
    if isinstance(unit, Passage):
        return replace(unit, style=decision.style, decided=(*unit.decided, rule))
    return replace(unit, style=decision.style, decided=(*unit.decided, rule))


def hidden(unit: Unit, decisions: Sequence[HideDecision]) -> Unit | str:
    """The entry with the mark where it is shown; or why it cannot be hidden."""
    if isinstance(unit, BlockUnit):
        return _BLOCKS
    places = {place for one in decisions for place in one.places}
    shown = ShownIn.of(in_print="print" not in places, on_site="site" not in places)
    rules = tuple((f"that it is not shown ({' and '.join(one.places)})", one.rule) for one in decisions)
    if isinstance(unit, Passage):
        return replace(unit, shown=shown, decided=(*unit.decided, *rules))
    return replace(unit, shown=shown, decided=(*unit.decided, *rules))
