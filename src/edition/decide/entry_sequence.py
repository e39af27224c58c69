"""The entries of an apparatus in the order of the text, with what stands between them and the words of each side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.decide.find_entries import Unit
from edition.model import Agreement, Apparatus, Block, BlockUnit, Passage, Siglum, VariationUnit
from edition.model.tokens import word_spans

#: Words that count as standing between the entries of two blocks.
BETWEEN_BLOCKS = 6


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry, how many words all have between the entry before it and it, and the id of its block."""

    unit: Unit
    gap: int
    block: str

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The witnesses that have or omit the words; the first is that of the lemma, if a witness has it."""
        if isinstance(self.unit, VariationUnit):
            return tuple(s for r in (self.unit.lemma, *self.unit.readings) if not r.is_lost for s in r.witnesses)
        return (*self.unit.witnesses, *self.unit.omitting)

    def text_of(self, siglum: Siglum) -> str:
        """The words of a witness."""
        if isinstance(self.unit, BlockUnit):
            return (
                " ".join(block.text_of(siglum) for block in self.unit.blocks) if siglum in self.unit.witnesses else ""
            )
        return self.unit.text_of(siglum)


def entries_in_order(apparatus: Apparatus) -> Iterator[PlacedEntry]:
    """All entries; those inside a passage or block that witnesses lack follow it."""
    for one in apparatus.blocks:
        if isinstance(one, BlockUnit):
            yield PlacedEntry(one, BETWEEN_BLOCKS, one.container)
            for block in one.blocks:
                yield from _in_block(block)
        else:
            yield from _in_block(one)


def _in_block(block: Block) -> Iterator[PlacedEntry]:
    gap = BETWEEN_BLOCKS
    for part in block.parts:
        if isinstance(part, Agreement):
            gap += count_words(part.text)
            continue
        yield PlacedEntry(part, gap, block.id)
        gap = 0
        if isinstance(part, Passage):
            yield from _in_passage(part, block.id)


def _in_passage(passage: Passage, block: str) -> Iterator[PlacedEntry]:
    gap = 0
    for part in passage.parts:
        if isinstance(part, Agreement):
            gap += count_words(part.text)
        else:
            yield PlacedEntry(part, gap, block)
            gap = 0


def count_words(text: str) -> int:
    """The number of words in a text."""
    return len(word_spans(text))


def words_around(entries: Sequence[PlacedEntry], number: int, reach: int) -> Iterator[tuple[int, int]]:
    """The numbers of the entries up to `reach` behind one, each with the words between the two."""
    between = 0
    for other in range(number + 1, min(len(entries), number + 1 + reach)):
        between += entries[other].gap
        yield other, between
