"""Verses that the same witnesses lack as a whole, one after the other: an apparatus says «2–4 om. B»."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from edition.model.apparatus import Apparatus, Block, BlockUnit, Passage, VariationUnit
from edition.model.printed_words import Agreement
from edition.model.seed import Siglum

_Lacking = tuple[tuple[Siglum, ...], tuple[Siglum, ...]]


def omitted_together(apparatus: Apparatus) -> Iterator[Sequence[VariationUnit | Passage]]:
    """The places of whole verses or numbered blocks that the same witnesses lack, in groups of two or more."""
    whole = [(_omission(block), number) for number, block in enumerate(apparatus.blocks)]
    for lacking, group in groupby(whole, key=lambda one: _lacking(one[0])):
        units = [unit for unit, _ in group if unit is not None]
        if lacking and len(units) > 1:
            yield units


def aggregates(apparatus: Apparatus) -> Mapping[str, tuple[str, str]]:
    """Id of a place in such a group -> the ids of the place before and after it in the group, or nothing."""
    made: dict[str, tuple[str, str]] = {}
    for units in omitted_together(apparatus):
        ids = ["", *(unit.id for unit in units), ""]
        made |= {own: (before, after) for (before, own), (_, after) in pairwise(pairwise(ids))}
    return made


def _omission(block: Block | BlockUnit) -> VariationUnit | Passage | None:
    """The one place of a block of the base that some lack as a whole; None for any other block."""
    if isinstance(block, BlockUnit) or not block.n:
        return None
    parts = [part for part in block.parts if part.text or not isinstance(part, Agreement)]
    only = parts[0] if len(parts) == 1 else None
    return only if isinstance(only, (VariationUnit, Passage)) and any(_lacking(only)) else None


def _lacking(unit: VariationUnit | Passage | None) -> _Lacking | tuple[()]:
    """Who omits a whole place, and of whom it is lost; nothing if another reading stands against it."""
    if isinstance(unit, Passage):
        return unit.omitting, unit.lacunose
    if unit is None or unit.lemma.is_lost or any(not reading.is_omission for reading in unit.readings):
        return ()
    return tuple(s for reading in unit.readings for s in reading.witnesses), unit.lacunose
