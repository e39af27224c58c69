"""Align witnesses by the references of their verses, paragraphs and chapters, as far as these are sound."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edition.collation.arrays import Cells
from edition.collation.blocks.editable_table import Column
from edition.collation.blocks.match_references import Matched, match_references
from edition.collation.blocks.segment_columns import SegmentAligner, moves_of
from edition.collation.blocks.segments import Segments
from edition.collation.blocks.soundness import Trust
from edition.collation.thresholds import NUMBERED_SHARE
from edition.collation.tokens.corpus import Corpus, measure_surprise
from edition.collation.tokens.likeness import Likeness
from edition.collation.tokens.reference_units import Unit, find_units
from edition.collation.tokens.witness_tokens import Words
from edition.model import Move


@dataclass(frozen=True, slots=True)
class ByReference:
    """The columns of the witnesses in `sure`, whose references are sound; the others have no token in them.

    `units`: of every witness, all its units.
    """

    columns: list[Column]
    moves: tuple[Move, ...]
    sure: frozenset[int]
    matched: Matched
    units: Sequence[Sequence[Unit]]

    def cells(self) -> Cells:
        """The columns as an array."""
        return np.asarray(self.columns, np.int32).reshape(len(self.columns), len(self.units))


def align_by_references(words: Sequence[Words], base: int, corpus: Corpus) -> ByReference | None:
    """The part of the alignment that references decide, if any; None where the base is hardly numbered."""
    units = [find_units(one) for one in words]
    if len(words) < 2 or not _is_numbered(words[base], units[base]):
        return None
    asked = [own if _is_numbered(one, own) else [] for one, own in zip(words, units, strict=True)]
    keys = [sequence.tolist() for sequence in corpus.keys]
    surprise = measure_surprise(corpus.keys, corpus.key_names, corpus.mark_weight)
    likeness = Likeness(corpus.key_names, surprise, corpus.settings.near_match)
    if not any(own for w, own in enumerate(asked) if w != base):  # only the base has numbers, right or wrong
        return ByReference([], (), frozenset(), Matched(Segments(keys, likeness)), units)
    matched = match_references(keys, likeness, asked, base)
    sure = frozenset({base, *(w for w, s in matched.soundness.items() if s.trust is not Trust.NONE)})
    columns = (
        SegmentAligner(keys, surprise, likeness, matched.segments.compared).columns(matched) if len(sure) > 1 else []
    )
    moves = tuple(moves_of(matched))
    _mark_units(words, units)
    return ByReference(columns, moves, sure, matched, units)


def _is_numbered(words: Words, units: Sequence[Unit]) -> bool:
    return sum(len(u) for u in units if u.keys) >= NUMBERED_SHARE * max(len(words), 1) and bool(len(words))


def _mark_units(words: Sequence[Words], units: Sequence[Sequence[Unit]]) -> None:
    """Tell the tokens of every witness in which unit they are, where one block holds several."""
    for one, own in zip(words, units, strict=True):
        one.unit[:] = [number for number, unit in enumerate(own) for _ in range(len(unit))]
