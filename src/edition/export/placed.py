"""Where in a published text the readings of each variation unit are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from edition.export.published import PublishedText
from edition.export.source import ExportSource
from edition.model.variation import Unit, UnitReading


@dataclass(frozen=True, slots=True)
class PlacedReading:
    """A reading that has words, and the stretches [start, end) of a published text in which they are, in code points.

    There are several where a transposed passage of the witness is between the words.
    """

    unit: Unit
    reading: UnitReading
    stretches: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def placed_readings(source: ExportSource) -> Mapping[str, tuple[PlacedReading, ...]]:
    """By the names of the published texts, in the order in which the readings end; an inner one before its outer."""
    slugs = frozenset(source.slugs.values())
    texts = {text.siglum: text for text in source.texts if text.name in slugs}
    placed: dict[str, list[PlacedReading]] = {text.name: [] for text in texts.values()}
    for unit in source.units:
        of_witness = {siglum: reading for reading in reversed(unit.readings) for siglum in reading.witnesses}
        for text, reading in ((texts[siglum], reading) for siglum, reading in of_witness.items() if siglum in texts):
            if stretches := tuple(_stretches(reading, text)):
                placed[text.name].append(PlacedReading(unit, reading, stretches))
    return {name: _in_order(some) for name, some in placed.items()}


def _in_order(placed: Iterable[PlacedReading]) -> tuple[PlacedReading, ...]:
    numbered = enumerate(placed)  # an outer unit before those in it
    ordered = sorted(numbered, key=lambda pair: (pair[1].stretches[-1][1], -pair[1].stretches[0][0], -pair[0]))
    return tuple(one for _, one in ordered)


def _stretches(reading: UnitReading, text: PublishedText) -> Iterator[tuple[int, int]]:
    """The stretches of a reading; two with nothing but white space between them are one."""
    first = last = -1
    for place in sorted(reading.places.get(text.siglum, ())):
        found = text.stretch(*place)
        if found is None:
            continue
        if first >= 0 and text.text[last : found[0]].strip():
            yield first, last
            first = -1
        first, last = (found[0] if first < 0 else first), found[1]
    if first >= 0:
        yield first, last
