"""Readings that are forms of the lemma by a rule of the editor's: their class, and how their entry is shown."""

from collections.abc import Sequence
from dataclasses import replace

from edition.decide.classes import with_class
from edition.model import Reading, ReadingKind, VariationUnit
from edition.model.anchor import Anchor
from edition.model.apparatus import ShownIn
from edition.model.decision import GROUPED, HIDDEN, ClassDecision, RegulariseDecision


def with_decided_forms(unit: VariationUnit, rules: Sequence[RegulariseDecision | None]) -> VariationUnit:
    """The entry with what the rules say of its readings; of each reading its rule, or None.

    An entry of which every reading is hidden is not shown.
    """
    pairs = list(zip(unit.readings, rules, strict=True))
    made = replace(unit, readings=tuple(_decided(unit, reading, rule) for reading, rule in pairs))
    hiding = [rule for rule in rules if rule and rule.show == HIDDEN]
    if len(hiding) < len(pairs):
        return made
    told = tuple(("that it is not shown", one.rule) for one in dict.fromkeys(hiding))
    return replace(made, shown=ShownIn.NONE, decided=(*made.decided, *told))


def _decided(unit: VariationUnit, reading: Reading, rule: RegulariseDecision | None) -> Reading:
    if rule is None:
        return reading
    made = reading
    if reading.kind is ReadingKind.SPELLING:
        kind = ClassDecision(
            anchor=Anchor(rule.forms[0]), siglum=reading.witnesses[0], given=rule.given, position=rule.position
        )
        made = with_class(unit, reading, kind)
    return replace(made, resp=rule.resp, rule=rule.rule, cert="", is_grouped=rule.show == GROUPED)
