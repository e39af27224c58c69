"""The units of reference of a witness: verses, numbered paragraphs, stretches between milestones, and what stands
between them.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.collation.tokens.witness_tokens import Words, kind_class
from edition.model.cited import Cited
from edition.model.reference import Reference

Key = tuple[str, ...]
_AGAIN = "\0"  # what parts the number of a repetition from the key of a reference


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens [first, end) of one block. `keys`: the places it covers, several for a range; none without a reference.

    `group`: the class of its block. `who`: of a speaker, who speaks.
    """

    first: int
    end: int
    keys: tuple[Key, ...]
    group: int
    block: int
    reference: Reference | None = None
    who: str = ""

    def __len__(self) -> int:
        return self.end - self.first


def find_units(words: Words) -> list[Unit]:
    """All units of a witness in its order. The second part of one verse, and a second verse of one number, have a key
    that says so.
    """
    counts: dict[Key, int] = {}
    made: list[Unit] = []
    for unit in _plain_units(words):
        again = max((counts.get(key, 0) for key in unit.keys), default=0)
        for key in unit.keys:
            counts[key] = counts.get(key, 0) + 1
        made.append(replace(unit, keys=tuple((*key, f"{_AGAIN}{again}") for key in unit.keys)) if again else unit)
    return made


def is_repeated(key: Key) -> bool:
    """Whether a key is that of the second unit with its number, or a later one."""
    return key[-1].startswith(_AGAIN)


def _plain_units(words: Words) -> Iterator[Unit]:
    starts = words.source.starts
    at = 0
    for number, cited in enumerate(words.cited):
        end = bisect_left(words.block, number + 1, at)
        if end > at:
            yield from _units_of(words, number, cited, at, end, starts)
        at = end


def _units_of(words: Words, number: int, cited: Cited, first: int, end: int, starts: Sequence[int]) -> Iterator[Unit]:
    group = kind_class(words.blocks[number].kind)
    who = words.speakers.get(number, "")
    cuts: list[tuple[int, Reference | None]] = []
    cuts += ((bisect_left(starts, offset, first, end), found) for offset, found in cited.points)
    if not cuts or cuts[0][0] > first:
        cuts.insert(0, (first, cited.reference))
    for (start, found), (stop, _) in zip(cuts, [*cuts[1:], (end, None)], strict=True):
        if stop > start:
            keys = tuple(found.keys()) if found is not None else ()
            yield Unit(start, stop, keys, group, number, found, who)
