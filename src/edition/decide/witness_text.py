"""A witness in which quoted words are looked up: as its seed has them, and as its reading text has them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from edition.decide.nearest import find_nearest
from edition.model import Position, ReadingBlock, Witness, reading_blocks
from edition.model.anchor import Anchor, Place, SearchedText, shortest_anchor
from edition.model.finding import position_in

_Look = Callable[[SearchedText], tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that are like those of a decision, how like, in per cent, and an anchor that fits them alone."""

    start: int
    end: int
    score: float
    anchor: Anchor


class WitnessText:
    """The two texts of a witness; places are of the seed's text, in code points."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.seed = SearchedText(witness.text)

    def find(self, anchor: Anchor, most: int = 2) -> tuple[Place, ...]:
        """The places of the words, up to `most`: as the seed has them, as the reading text has them, or folded."""
        looks: tuple[_Look, ...] = (lambda text: text.exact(anchor, most), lambda text: text.folded(anchor, most))
        return next((found for look in looks for found in self._in_both(look) if found), ())

    def propose(self, start: int, end: int, score: float = 100) -> Proposal:
        """The shortest anchor of a place."""
        return Proposal(start, end, score, shortest_anchor(self.seed, start, end))

    def position(self, offset: int) -> Position:
        """File, line and column of a place."""
        return position_in(self.witness.seed.path, self.witness.text, offset)

    def nearest(self, anchor: Anchor) -> Proposal | None:
        """The words most like those of an anchor; None where nothing is like them."""
        found = find_nearest(self.seed, anchor)
        return self.propose(found.start, found.end, found.score) if found else None

    def _in_both(self, look: _Look) -> Iterator[tuple[Place, ...]]:
        yield look(self.seed)
        yield tuple(self._in_seed(place) for place in look(self._reading))

    @cached_property
    def _reading(self) -> SearchedText:
        return SearchedText("".join(f"{block.text}\n" for block in self._blocks))

    @cached_property
    def _blocks(self) -> tuple[ReadingBlock, ...]:
        return tuple(reading_blocks(self.witness))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(block.text) + 1 for block in self._blocks)]

    def _in_seed(self, place: Place) -> Place:
        return Place(self._offset(place.start), self._offset(place.end - 1) + 1, place.is_folded)

    def _offset(self, at: int) -> int:
        """Where a character of the reading text stands in the seed's text."""
        number = bisect_right(self._starts, at) - 1
        offsets = self._blocks[number].offsets
        return offsets[min(at - self._starts[number], len(offsets) - 1)]
