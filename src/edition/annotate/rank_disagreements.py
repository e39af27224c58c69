"""Put disagreements in the order in which a reader wants them: the weightiest and best founded first.

A rank is a sum: what is disagreed on, how often the rule that found it is right, whether something outside them
decides between the sides, how many witnesses speak, and how exact they are. Equal ranks keep the order of the text.
"""

from collections.abc import Iterable, Mapping

from edition.model import Matter
from edition.model.disagreement import Disagreement, Side

_MATTERS: Mapping[Matter, int] = {
    Matter.FATE: 95,
    Matter.DATE: 90,
    Matter.NUMBER: 86,
    Matter.NEGATION: 84,
    Matter.PERSON: 80,
    Matter.PLACE: 76,
    Matter.ORGANISATION: 72,
    Matter.EVENT: 72,
    Matter.WORK: 66,
    Matter.SHARE: 70,
    Matter.CERTAINTY: 64,
    Matter.NAME: 30,
    Matter.WORDING: 10,
}
_OTHER = 72  # a kind of register that is added
_CERTAINTY: Mapping[str, int] = {"high": 12, "medium": 4, "low": 0}
_DECIDED = 10  # something outside agrees with one side and not with another
_WITNESS = 2  # a witness, up to four
_MOST = 4
_EXACT = 3  # both sides give a day, or one number each


def rank_disagreements(found: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """The disagreements, the highest rank first."""
    return tuple(sorted(found, key=lambda one: -rank(one)))


def rank(one: Disagreement) -> int:
    """The rank of a disagreement; a higher one comes first."""
    judged = {side.agrees for side in one.sides}
    witnesses = {siglum for side in one.sides for siglum in side.witnesses}
    return (
        _MATTERS.get(one.matter, _OTHER)
        + _CERTAINTY[one.cert]
        + _DECIDED * (True in judged and len(judged) > 1)
        + _WITNESS * min(_MOST, len(witnesses))
        + _EXACT * all(_is_exact(side) for side in one.sides)
    )


def _is_exact(side: Side) -> bool:
    """Whether a side is one number or one day."""
    if len(side.claims) != 1:
        return False
    claim = side.claims[0]
    return bool(claim.number) or bool(claim.value and claim.value.when.removeprefix("-").count("-") > 1)
