"""Sort witnesses for the collation, so that the order of input decides nothing, and sort the finished apparatus
back.
"""

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
from edition.model.printed_words import NotePlace

_Rank = Mapping[Siglum, int]


def canonical_order(witnesses: Sequence[Witness], base: Siglum) -> list[Witness]:
    """Witnesses in a canonical order: the base first, then by length (longest first), content and siglum."""
    return sorted(witnesses, key=lambda w: (w.siglum != base, -len(w.text), w.text, w.siglum))


def sort_sigla(apparatus: Apparatus, sigla: Sequence[Siglum]) -> Apparatus:
    """The apparatus with its sigla, and its readings by their first siglum, in the order of `sigla`."""
    rank = {siglum: number for number, siglum in enumerate(sigla)}
    blocks = tuple(
        _sort_block_unit(block, rank) if isinstance(block, BlockUnit) else _sort_block(block, rank)
        for block in apparatus.blocks
    )
    return replace(
        apparatus,
        sigla=tuple(sigla),
        fragments=_sort(apparatus.fragments, rank),
        blocks=blocks,
        transpositions=tuple(sorted(apparatus.transpositions, key=lambda t: (rank[t.siglum], t.number))),
    )


def _sort(sigla: Iterable[Siglum], rank: _Rank) -> tuple[Siglum, ...]:
    return tuple(sorted(sigla, key=rank.__getitem__))


def _sort_block_unit(unit: BlockUnit, rank: _Rank) -> BlockUnit:
    return replace(
        unit,
        blocks=tuple(_sort_block(block, rank) for block in unit.blocks),
        witnesses=_sort(unit.witnesses, rank),
        omitting=_sort(unit.omitting, rank),
        lacunose=_sort(unit.lacunose, rank),
        notes=_sort_notes(unit.notes, rank),
    )


def _sort_block(block: Block, rank: _Rank) -> Block:
    return replace(block, parts=tuple(_sort_part(part, rank) for part in block.parts))


def _sort_part(part: Part, rank: _Rank) -> Part:
    if isinstance(part, Passage):
        return replace(
            part,
            parts=tuple(_sort_inner(inner, rank) for inner in part.parts),
            witnesses=_sort(part.witnesses, rank),
            omitting=_sort(part.omitting, rank),
            lacunose=_sort(part.lacunose, rank),
            notes=_sort_notes(part.notes, rank),
        )
    return _sort_inner(part, rank)


def _sort_inner(part: Agreement | VariationUnit, rank: _Rank) -> Agreement | VariationUnit:
    if isinstance(part, Agreement):
        return part
    readings = sorted((_sort_reading(r, rank) for r in part.readings), key=lambda r: rank[r.witnesses[0]])
    return replace(
        part, lemma=_sort_reading(part.lemma, rank), readings=tuple(readings), lacunose=_sort(part.lacunose, rank)
    )


def _sort_reading(reading: Reading, rank: _Rank) -> Reading:
    if len(reading.witnesses) <= 1 and not reading.notes:
        return reading
    return replace(reading, witnesses=_sort(reading.witnesses, rank), notes=_sort_notes(reading.notes, rank))


def _sort_notes(places: Iterable[NotePlace], rank: _Rank) -> tuple[NotePlace, ...]:
    return tuple(sorted(places, key=lambda place: rank[place[0]]))
