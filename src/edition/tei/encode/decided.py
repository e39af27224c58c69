"""What the header of an edition says of the decisions on its readings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.model import Apparatus, BlockUnit, VariationUnit
from edition.model.apparatus import ShownIn
from edition.model.decision import responsible_id
from edition.model.finding import count_of
from edition.project.editors import EditorOptions

#: Of an edition without a lemma that the editor chose.
BASE_TEXT = "Nothing is corrected. The lemma is the reading of the base text."


@dataclass(frozen=True, slots=True)
class Decided:
    """What an editor decided in an apparatus: the ids of who did; how many lemmata, classes and bounds of places; how
    many places are not shown in print, and not on the site."""

    responsible: tuple[str, ...] = ()
    lemmata: int = 0
    classes: int = 0
    bounds: int = 0
    not_printed: int = 0
    not_on_site: int = 0

    @property
    def correction(self) -> str:
        """What is said of the text that the edition prints."""
        if not self.lemmata:
            return BASE_TEXT
        places = count_of(self.lemmata, "place")
        return (
            f"Nothing is corrected. The lemma is the reading of the base text, but at {places} where the editor chose "
            "the reading of another witness: resp of the lemma says who."
        )

    @property
    def interpretation(self) -> str:
        """What is said of the classes of readings and of the bounds of places."""
        told = [f"the class of {count_of(self.classes, 'reading')}"] * bool(self.classes)
        told += [f"the bounds of {count_of(self.bounds, 'place')}"] * bool(self.bounds)
        decided = f" The editor decided {' and '.join(told)}: resp says who." if told else ""
        pairs = (("in print", self.not_printed), ("on the site", self.not_on_site))
        hidden = [f"{count_of(number, 'place')} {where}" for where, number in pairs if number]
        return f"{decided} The editor does not show {' and '.join(hidden)}: rend says so." if hidden else decided


def decided_in(apparatus: Apparatus) -> Decided:
    """What the editor decided in an apparatus."""
    units = [unit for unit in apparatus.units() if isinstance(unit, VariationUnit)]
    lemmata = [unit.lemma.resp for unit in units if unit.lemma.resp]
    classes = [r.resp for unit in units for r in unit.readings if r.resp]
    notes = [remark.resp for unit in apparatus.units() for remark in unit.remarks]
    bounds = [unit.resp for unit in units if unit.resp]
    responsible = tuple(sorted({*lemmata, *classes, *notes, *bounds}))
    shown = [unit.shown for unit in apparatus.units() if not isinstance(unit, BlockUnit)]
    not_printed = sum(one in (ShownIn.SITE, ShownIn.NONE) for one in shown)
    not_on_site = sum(one in (ShownIn.PRINT, ShownIn.NONE) for one in shown)
    return Decided(responsible, len(lemmata), len(classes), len(bounds), not_printed, not_on_site)


def initials_of(name: str) -> str:
    """The initials of a name: «Anna van Rossem» has AVR."""
    return "".join(word[0] for word in name.replace("-", " ").split()).upper()


def names_of(initials: str, editors: Sequence[str], people: Sequence[EditorOptions] = ()) -> tuple[str, ...]:
    """The editor of these initials: as `[[editor]]` says, else by the names; where none has them, or more than one,
    the initials."""
    if named := [one.name for one in people if one.id == responsible_id(initials)]:
        return tuple(named)
    letters = "".join(c for c in initials.upper() if c.isalnum())
    found = tuple(name for name in editors if letters and initials_of(name) == letters)
    return found if len(found) == 1 else (initials,)


Initials = Mapping[str, str]  # id of an editor in the header -> initials
