"""The places at which witnesses can be compared, and which of them read the same there.

Only what the editor, or else the rules, hold to be substantive is counted. A lacuna, and what an editor supplied for
lost letters, is no reading; an omission is one; a conjecture belongs to no witness.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from edition.model.apparatus import (
    SUBSTANTIVE_WEIGHT,
    BlockUnit,
    Doubt,
    Passage,
    Reading,
    ReadingKind,
    VariationUnit,
)
from edition.model.layout import Layout
from edition.model.seed import Siglum
from edition.model.told_once import tell_once
from edition.model.variation import SUBSTANTIVE, unit_type

_LEMMA, OMISSION = 0, -1


@dataclass(frozen=True, slots=True)
class Character:
    """A place by the id of its entry: of each witness that is extant the number of its reading, or OMISSION."""

    id: str
    states: Mapping[Siglum, int]


def characters(layout: Layout) -> tuple[tuple[Character, ...], int]:
    """The places of an edition in their order, and how many more there are that tell a fact once more.

    A list of twenty items that a witness lacks is one fact, and so are its missing headings (decision 0092).
    """
    statements = {entry: n for n, one in enumerate(tell_once(layout).statements) for entry in one.entries}
    seen: set[tuple[int, frozenset[tuple[Siglum, int]]]] = set()
    made: list[Character] = []
    told = 0
    for character in _all(layout):
        if character.id in statements:
            fact = (statements[character.id], frozenset(character.states.items()))
            if fact in seen:
                told += 1
                continue
            seen.add(fact)
        made.append(character)
    return tuple(made), told


def _all(layout: Layout) -> Iterator[Character]:
    for unit in layout.apparatus.units():
        if unit_type(unit) == SUBSTANTIVE:
            states = _of_unit(unit) if isinstance(unit, VariationUnit) else _of_passage(unit)
            if len(set(states.values())) > 1:
                yield Character(unit.id, states)


def _of_unit(unit: VariationUnit) -> Mapping[Siglum, int]:
    """What differs from the lemma in writing or form alone counts as the lemma; spellings of one reading are one."""
    of_lemma = OMISSION if unit.lemma.is_omission else _LEMMA
    as_lemma = {r.group for r in unit.readings if _is_of_writing(unit, r)}
    states = {} if unit.lemma.is_lost else dict.fromkeys(unit.lemma.witnesses, of_lemma)
    for reading in unit.readings:
        own = OMISSION if reading.is_omission else 1 + reading.group
        states |= dict.fromkeys(reading.witnesses, of_lemma if reading.group in as_lemma else own)
    supplied = {s for r in (unit.lemma, *unit.readings) for s, doubt in r.doubts if doubt is Doubt.SUPPLIED}
    return {siglum: state for siglum, state in states.items() if siglum not in supplied}


def _is_of_writing(unit: VariationUnit, reading: Reading) -> bool:
    is_form = reading.kind is ReadingKind.MORPHOLOGICAL and reading.weight != SUBSTANTIVE_WEIGHT
    return is_form or unit.differs_in_writing(reading)


def _of_passage(unit: Passage | BlockUnit) -> Mapping[Siglum, int]:
    """Who has the words, who lacks them, and who has them in a note."""
    in_notes = dict.fromkeys((siglum for siglum, _ in unit.notes), _LEMMA + 1)
    return dict.fromkeys(unit.witnesses, _LEMMA) | dict.fromkeys(unit.omitting, OMISSION) | in_notes
