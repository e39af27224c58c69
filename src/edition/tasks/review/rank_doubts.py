"""The entries that an editor should look at first, with the reasons: signs that an alignment or a class is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.decide.find_entries import words_of
from edition.model import Reading, ReadingKind, VariationUnit
from edition.tasks.review.list_places import ReviewPlace

_NEAR = 4  # entries before and behind in which lost words are looked for
_LONG = 8  # words of an entry that may hide several
_WEIGHTY = 4  # letters of a word that is not slight


@dataclass(frozen=True, slots=True)
class DoubtfulPlace:
    """A place of which it is doubtful that the program is right: how doubtful, and why."""

    id: str
    weight: float
    reasons: tuple[str, ...]


def doubtful_places(places: Sequence[ReviewPlace]) -> tuple[DoubtfulPlace, ...]:
    """The doubtful ones among places in the order of the edition, the most doubtful first."""
    units = [place for place in places if place.unit is not None]
    found = [(place, list(_doubts(units, n))) for n, place in enumerate(units)]
    found += [(p, [(1.0, f"a rule is not sure what this means ({p.mention.cert})")]) for p in places if p.mention]
    made = [DoubtfulPlace(p.id, sum(w for w, _ in some), tuple(why for _, why in some)) for p, some in found if some]
    return tuple(sorted(made, key=lambda one: -one.weight))


def _doubts(units: Sequence[ReviewPlace], n: int) -> Iterator[tuple[float, str]]:
    unit = units[n].unit
    if not isinstance(unit, VariationUnit):
        return
    if lost := _stand_near(units, n):
        words = ", ".join(f"«{word}»" for word in sorted(lost)[:3])
        yield min(3.0, 2.0 * len(lost)), f"words that a witness lacks here stand in an entry near by: {words}"
    crowd = sum(o.block == units[n].block for o in (*units[max(0, n - 3) : n], *units[n + 1 : n + 4]))
    if crowd > 3:
        yield 0.3 * crowd, f"{crowd} more entries stand close by: the passage may be reworded"
    size = max(len(r.text.split()) for r in (unit.lemma, *unit.readings))
    if size > _LONG and any(r.kind is ReadingKind.SUBSTITUTION for r in unit.readings):
        yield min(2.0, size / _LONG), f"a long entry ({size} words), in which words may agree"
    if unsure := [r for r in unit.readings if r.cert and r.cert != "high"]:
        yield 1.0, f"the class of {' '.join(unsure[0].witnesses)} is not certain ({unsure[0].cert})"


def _stand_near(units: Sequence[ReviewPlace], n: int) -> set[str]:
    """Weighty words that a witness lacks here, and has in an entry near by where others lack them."""
    found: set[str] = set()
    here = _words(units[n])
    for reading in _readings(units[n]):
        lost = here - _weighty(reading.text)
        for other in (*units[max(0, n - _NEAR) : n], *units[n + 1 : n + 1 + _NEAR]):
            there = _words(other)
            for second in _readings(other):
                if set(reading.witnesses) & set(second.witnesses):
                    found |= lost & (_weighty(second.text) - there)
    return found


def _words(place: ReviewPlace) -> set[str]:
    return _weighty(words_of(place.unit)) if place.unit else set()


def _readings(place: ReviewPlace) -> tuple[Reading, ...]:
    return place.unit.readings if isinstance(place.unit, VariationUnit) else ()


def _weighty(text: str) -> set[str]:
    words = ("".join(c for c in word if c.isalnum()).casefold() for word in text.split())
    return {word for word in words if len(word) >= _WEIGHTY}
