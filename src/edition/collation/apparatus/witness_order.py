"""Collation hears the witnesses in an order of its own, so that nothing depends on how they were given; here the
apparatus is put back into the order of the edition's list of witnesses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from edition.model import (
    Agreement,
    Apparatus,
    Block,
    BlockUnit,
    Part,
    Passage,
    Reading,
    Siglum,
    VariationUnit,
    Witness,
)
from edition.model.apparatus import NotePlace

_Rank = Mapping[Siglum, int]


def hearing_order(witnesses: Sequence[Witness], base: Siglum) -> list[Witness]:
    """The base first, then the longest; equals by what they say, then by siglum."""
    return sorted(witnesses, key=lambda w: (w.siglum != base, -len(w.text), w.text, w.siglum))


def listed(apparatus: Apparatus, sigla: Sequence[Siglum]) -> Apparatus:
    """The apparatus with sigla, and readings by their first siglum, in the order given."""
    rank = {siglum: number for number, siglum in enumerate(sigla)}
    blocks = tuple(
        _block_unit(block, rank) if isinstance(block, BlockUnit) else _block(block, rank) for block in apparatus.blocks
    )
    return replace(
        apparatus,
        sigla=tuple(sigla),
        fragments=_sorted(apparatus.fragments, rank),
        blocks=blocks,
        transpositions=tuple(sorted(apparatus.transpositions, key=lambda t: (rank[t.siglum], t.number))),
    )


def _sorted(sigla: Iterable[Siglum], rank: _Rank) -> tuple[Siglum, ...]:
    return tuple(sorted(sigla, key=rank.__getitem__))


def _block_unit(unit: BlockUnit, rank: _Rank) -> BlockUnit:
    return replace(
        unit,
        blocks=tuple(_block(block, rank) for block in unit.blocks),
        witnesses=_sorted(unit.witnesses, rank),
        omitting=_sorted(unit.omitting, rank),
        lacunose=_sorted(unit.lacunose, rank),
        notes=_noted(unit.notes, rank),
    )


def _block(block: Block, rank: _Rank) -> Block:
    return replace(block, parts=tuple(_part(part, rank) for part in block.parts))


def _part(part: Part, rank: _Rank) -> Part:
    if isinstance(part, Passage):
        return replace(
            part,
            parts=tuple(_inner(inner, rank) for inner in part.parts),
            witnesses=_sorted(part.witnesses, rank),
            omitting=_sorted(part.omitting, rank),
            lacunose=_sorted(part.lacunose, rank),
            notes=_noted(part.notes, rank),
        )
    return _inner(part, rank)


def _inner(part: Agreement | VariationUnit, rank: _Rank) -> Agreement | VariationUnit:
    if isinstance(part, Agreement):
        return part
    readings = sorted((_reading(r, rank) for r in part.readings), key=lambda r: rank[r.witnesses[0]])
    return replace(
        part, lemma=_reading(part.lemma, rank), readings=tuple(readings), lacunose=_sorted(part.lacunose, rank)
    )


def _reading(reading: Reading, rank: _Rank) -> Reading:
    return replace(reading, witnesses=_sorted(reading.witnesses, rank), notes=_noted(reading.notes, rank))


def _noted(places: Iterable[NotePlace], rank: _Rank) -> tuple[NotePlace, ...]:
    return tuple(sorted(places, key=lambda place: rank[place[0]]))
