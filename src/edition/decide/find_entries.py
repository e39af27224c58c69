"""The entries of an apparatus by the words of the witnesses, and an apparatus with some of its entries replaced."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.model import Agreement, Apparatus, Block, BlockUnit, Part, Passage, Reading, Siglum, VariationUnit

Unit = VariationUnit | Passage | BlockUnit
Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, and where a witness has its words."""

    unit: Unit
    stretches: Stretches

    def length(self) -> int:
        """The characters of its words."""
        return sum(end - start for start, end in self.stretches)

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch of the text has some of its words."""
        return any(start < b and a < end for a, b in self.stretches)

    def lies_in(self, start: int, end: int, text: str) -> bool:
        """Whether a stretch of the text has all its words; marks may be left."""
        left = [text[a : min(b, start)] + text[max(a, end) : b] for a, b in self.stretches]
        return not any(map(_has_letters, left))

    def holds(self, start: int, end: int, text: str) -> bool:
        """Whether all words of a stretch of the text are its own; marks may not be."""
        first, last = self.stretches[0][0], self.stretches[-1][1]
        return not _has_letters(text[start : min(end, first)] + text[max(start, last) : end])


class Entries:
    """The entries of an apparatus, looked up by the words of a witness."""

    def __init__(self, apparatus: Apparatus, texts: Mapping[Siglum, str]) -> None:
        self.texts = texts
        self.units = tuple(apparatus.units())
        self._of: dict[Siglum, list[Entry]] = {}

    def at(self, siglum: Siglum, start: int, end: int) -> tuple[Entry, ...]:
        """The entries that words of a witness are meant to name, but for one that others make more precise.

        An entry with exactly these words alone; else those that have some of them. Of an entry and the one that it
        stands in, the outer one if the words have all of it, else the inner one.
        """
        if siglum not in self._of:
            self._of[siglum] = [Entry(unit, found) for unit in self.units if (found := places_of(unit, siglum))]
        text = self.texts[siglum]
        met = [one for one in self._of[siglum] if one.meets(start, end)]
        whole = [one for one in met if one.lies_in(start, end, text)]
        exact = [one for one in whole if one.holds(start, end, text)]
        left = [one for one in met if not any(_is_in(one, outer) for outer in whole)]
        return tuple(exact[:1] or [one for one in left if not any(_is_in(other, one) for other in left)])


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def places_of(unit: Unit, siglum: Siglum) -> Stretches:
    """Where a witness has the words of an entry."""
    if not isinstance(unit, VariationUnit):
        return tuple(unit.places.get(siglum, ()))
    return next((tuple(r.places[siglum]) for r in (unit.lemma, *unit.readings) if siglum in r.places), ())


def _is_in(inner: Entry, outer: Entry) -> bool:
    if inner.unit is outer.unit or isinstance(outer.unit, VariationUnit):
        return False
    is_less = inner.length() < outer.length() or _rank(inner.unit) < _rank(outer.unit)  # all of a passage may differ
    return is_less and all(any(a <= start and end <= b for a, b in outer.stretches) for start, end in inner.stretches)


def _rank(unit: Unit) -> int:
    """Which kinds of entries stand in which."""
    return (VariationUnit, Passage, BlockUnit).index(type(unit))


def words_of(unit: Unit) -> str:
    """The words that an entry is shown by."""
    match unit:
        case VariationUnit():
            text = unit.lemma.text
        case Passage():
            text = unit.text
        case BlockUnit():
            text = " ".join(block.text for block in unit.blocks)
    return " ".join(text.split())


def statement_of(unit: Unit) -> str:
    """An entry in one line: «crossed] passed A; om. C»."""
    if isinstance(unit, VariationUnit):
        others = [
            f"{' '.join(r.text.split()) or ('om.' if r.witnesses else 'del.')} {r.bearers}" for r in unit.readings
        ]
    else:
        others = [f"om. {' '.join(unit.omitting)}"] if unit.omitting else []
    others += [f"lacuna {' '.join(unit.lacunose)}"] if unit.lacunose else []
    return f"{words_of(unit) or 'om.'}] {'; '.join(others)}".strip()


def _said(reading: Reading) -> str:
    """The words of a reading in one line; «om.» of witnesses, «del.» of a conjecture without words."""
    return " ".join(reading.text.split()) or ("om." if reading.witnesses else "del.")


#: What stands in the place of a unit: another, or several parts of its block.
New = Unit | tuple[Part, ...]


def with_units(apparatus: Apparatus, new: Mapping[int, New]) -> Apparatus:
    """The apparatus with other units or parts in the place of some units, by `id()` of these."""
    if not new:
        return apparatus
    return replace(apparatus, blocks=tuple(_block_or_unit(one, new) for one in apparatus.blocks))


def _block_or_unit(one: Block | BlockUnit, new: Mapping[int, New]) -> Block | BlockUnit:
    if isinstance(one, Block):
        return _block(one, new)
    made = new.get(id(one), one)
    return replace(made, blocks=tuple(_block(b, new) for b in made.blocks)) if isinstance(made, BlockUnit) else one


def _block(block: Block, new: Mapping[int, New]) -> Block:
    return replace(block, parts=tuple(_parts(block.parts, new)))


def _parts(parts: Sequence[Part], new: Mapping[int, New]) -> Iterator[Part]:
    for part in parts:
        made = new.get(id(part), part)
        if isinstance(made, tuple):
            yield from made
        elif isinstance(made, Passage):
            inner = [p for p in _parts(made.parts, new) if isinstance(p, Agreement | VariationUnit)]
            yield replace(made, parts=tuple(inner))
        elif not isinstance(made, BlockUnit):
            yield made
