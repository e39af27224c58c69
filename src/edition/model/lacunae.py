"""Where a witness does not survive: each lacuna by its first and its last word, as the edition has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.model.apparatus import Apparatus, Block, BlockUnit, Passage, VariationUnit
from edition.model.printed_words import Agreement
from edition.model.seed import Siglum
from edition.model.tokens import word_spans

_Piece = Agreement | VariationUnit | Passage | BlockUnit


@dataclass(frozen=True, slots=True)
class Lacuna:
    """A stretch that a witness has lost: by what its ends are cited ("" in a text without references), their words."""

    siglum: Siglum
    first: tuple[str, str]
    last: tuple[str, str]

    def __str__(self) -> str:
        ends = [" ".join(part for part in end if part) for end in (self.first, self.last)]
        return ends[0] if self.first == self.last else " – ".join(ends)


def lacunae_of(apparatus: Apparatus, siglum: Siglum) -> Iterator[Lacuna]:
    """The lacunae of a witness in the order of the text. Of a fragment none: it is silent outside its passages.

    Places of variation that follow each other without a word that the witness has are one lacuna.
    """
    if siglum in apparatus.fragments:
        return
    lost: list[tuple[str, str]] = []  # the words that are lost, each with what it is cited by
    for loc, piece in _pieces(apparatus):
        if _is_lost(piece, siglum):
            lost += [(at, text[a:b]) for at, text in _texts(piece, loc) for a, b in word_spans(text)]
        elif lost and _has_words(piece, siglum):
            yield from _closed(siglum, lost)
            lost = []
    yield from _closed(siglum, lost)


def _closed(siglum: Siglum, words: list[tuple[str, str]]) -> Iterator[Lacuna]:
    if words:
        yield Lacuna(siglum, words[0], words[-1])


def _pieces(apparatus: Apparatus) -> Iterator[tuple[str, _Piece]]:
    """The parts of all blocks of the base, and what it lacks, each with what its block is cited by."""
    for one in apparatus.blocks:
        if isinstance(one, Block):
            yield from ((one.loc, part) for part in one.parts)
        else:
            yield one.loc, one


def _is_lost(piece: _Piece, siglum: Siglum) -> bool:
    if isinstance(piece, VariationUnit) and piece.lemma.is_lost and siglum in piece.lemma.witnesses:
        return True
    return not isinstance(piece, Agreement) and siglum in piece.lacunose


def _has_words(piece: _Piece, siglum: Siglum) -> bool:
    return siglum in piece.witnesses if isinstance(piece, BlockUnit) else bool(piece.text_of(siglum).strip())


def _texts(piece: _Piece, loc: str) -> Iterator[tuple[str, str]]:
    """The words of the edition at a place, with what they are cited by; where the base has lost them another's."""
    if isinstance(piece, BlockUnit):
        yield from ((block.loc or loc, block.text) for block in piece.blocks)
    elif isinstance(piece, VariationUnit) and piece.lemma.is_lost:
        yield loc, next((reading.text for reading in piece.readings if reading.text), "")
    else:
        yield loc, piece.text
