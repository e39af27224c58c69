"""What the header of an edition says of the decisions on its readings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model import Apparatus, BlockUnit, Reading, ReadingKind, VariationUnit
from edition.model.apparatus import ShownIn
from edition.model.decision import responsible_id
from edition.model.finding import count_of
from edition.project.editors import EditorOptions

#: Of an edition without a lemma that the editor chose.
BASE_TEXT = "Nothing is corrected. The lemma is the reading of the base text."


@dataclass(frozen=True, slots=True)
class Decided:
    """What an editor decided in an apparatus: the ids of who did, or who is named; how many lemmata of another
    witness, classes and bounds of places; how many places are not shown in print, and not on the site; how many lemmata
    of no witness, conjectures that are not printed in the text, and signs."""

    responsible: tuple[str, ...] = ()
    lemmata: int = 0
    classes: int = 0
    bounds: int = 0
    not_printed: int = 0
    not_on_site: int = 0
    emendations: int = 0
    conjectures: int = 0
    signs: int = 0

    @property
    def correction(self) -> str:
        """What is said of the text that the edition prints."""
        if not (self.lemmata or self.emendations or self.conjectures or self.signs):
            return BASE_TEXT
        return " ".join(self._said())

    def _said(self) -> Iterator[str]:
        if not self.emendations:
            chosen = (
                f"The lemma is the reading of the base text, but at {count_of(self.lemmata, 'place')} where the editor "
                "chose the reading of another witness."
            )
            yield f"Nothing is corrected. {chosen if self.lemmata else 'The lemma is the reading of the base text.'}"
        else:
            others = (
                f", and at {count_of(self.lemmata, 'place')} the reading of another witness" if self.lemmata else ""
            )
            where = count_of(self.emendations, "place")
            yield (
                f"The text is corrected at {where}: there the lemma is an emendation, which no witness has{others}. "
                "Everywhere else the lemma is the reading of the base text. Each says who decided it and whose idea it is."
            )
        if self.conjectures:
            yield f"The apparatus has {count_of(self.conjectures, 'conjecture')} that the text does not follow."
        if self.signs:
            said = "they are corrupt, do not belong to the text, are added, uncertain or lost"
            yield f"Signs of the editor's stand at {count_of(self.signs, 'place')} on words of the text: {said}."

    @property
    def interpretation(self) -> str:
        """What is said of the classes of readings and of the bounds of places."""
        told = [f"the class of {count_of(self.classes, 'reading')}"] * bool(self.classes)
        told += [f"the bounds of {count_of(self.bounds, 'place')}"] * bool(self.bounds)
        decided = f" The editor decided {' and '.join(told)}." if told else ""
        pairs = (("in print", self.not_printed), ("on the site", self.not_on_site))
        hidden = [f"{count_of(number, 'place')} {where}" for where, number in pairs if number]
        return f"{decided} The editor does not show {' and '.join(hidden)}." if hidden else decided


def decided_in(apparatus: Apparatus) -> Decided:
    """What the editor decided in an apparatus."""
    units = [unit for unit in apparatus.units() if isinstance(unit, VariationUnit)]
    chosen = [unit.lemma.resp for unit in units if unit.lemma.resp and unit.lemma.witnesses]
    conjectures = [r for unit in units for r in unit.readings if r.kind is ReadingKind.CONJECTURE]
    emended = [unit.lemma for unit in units if unit.lemma.idea or not unit.lemma.witnesses]
    classes = [r.resp for unit in units for r in unit.readings if r.resp and r.witnesses]
    notes = [remark.resp for unit in apparatus.units() for remark in unit.remarks]
    bounds = [unit.resp for unit in units if unit.resp]
    signed = [sign.resp for unit in units for sign in unit.lemma.signs]
    named = {name for reading in (*conjectures, *emended) for name in _named(reading)}
    everybody = tuple(sorted({*chosen, *classes, *notes, *bounds, *signed, *named}))
    shown = [unit.shown for unit in apparatus.units() if not isinstance(unit, BlockUnit)]
    not_printed = sum(one in (ShownIn.SITE, ShownIn.NONE) for one in shown)
    not_on_site = sum(one in (ShownIn.PRINT, ShownIn.NONE) for one in shown)
    counts = (len(chosen), len(classes), len(bounds), not_printed, not_on_site)
    return Decided(everybody, *counts, len(emended), len(conjectures), len(signed))


def _named(reading: Reading) -> Iterator[str]:
    """The ids of the editors that what no witness has names: who decided it, whose idea it is, who approves of it."""
    if reading.resp:
        yield reading.resp
    if reading.idea and not reading.idea.is_work:
        yield reading.idea.id
    for name, _ in reading.idea.approved if reading.idea else ():
        if not name.startswith("bibl-"):
            yield name


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


EDITION_PRINCIPLES = {
    "correction": BASE_TEXT,
    "normalization": "The reading text of each witness is given: its words without markup, page furniture and note "
    "marks, white space as one blank.",
    "segmentation": "Blocks are those of the base text. Where another witness begins a block of its own, a milestone "
    "marks it; from the milestones its own blocks can be regenerated.",
    "interpretation": "Witnesses were aligned by program and every departure from the base was classified by rule. A "
    "witness that lacks words omits them; a fragment is not extant outside its passages (lacuna, gap). A passage that "
    "a witness has at another place is collated at the place of the base and linked to its own.",
}


def edition_principles(decided: Decided, regularised: Sequence[str] = ()) -> Mapping[str, str]:
    """How the edition was made, with what the editor decided. `regularised`: rules for words, in words."""
    told = {**EDITION_PRINCIPLES, "correction": decided.correction}
    if regularised:
        told["normalization"] += f" By decision of the editor words are compared as others: {'; '.join(regularised)}."
    return {**told, "interpretation": EDITION_PRINCIPLES["interpretation"] + decided.interpretation}
