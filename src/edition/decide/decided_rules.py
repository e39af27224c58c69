"""The decisions that an editor took on the entries of an apparatus."""

from edition.decide.find_entries import Unit
from edition.model import Apparatus, BlockUnit, VariationUnit


def rules_on(unit: Unit) -> tuple[str, ...]:
    """The decisions on an entry, each by its file and line, with who decided, when and why."""
    rules = [remark.rule for remark in unit.remarks]
    rules += [] if isinstance(unit, BlockUnit) else [rule for _, rule in unit.decided]
    if isinstance(unit, VariationUnit):
        rules += [unit.rule, *(reading.rule for reading in (unit.lemma, *unit.readings))]
    return tuple(sorted({rule for rule in rules if rule}))


def decided_rules(apparatus: Apparatus) -> dict[str, tuple[str, ...]]:
    """By the id of an entry, the decisions on it."""
    return {unit.id: rules for unit in apparatus.units() if (rules := rules_on(unit))}
