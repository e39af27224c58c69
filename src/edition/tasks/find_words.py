"""The ids of the places where words stand, for who does not know the id."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.decide.find_entries import Entries
from edition.decide.findings import excerpt
from edition.decide.witness_text import WitnessText
from edition.errors import InputError
from edition.model import Position, Siglum, Witness
from edition.model.anchor import Anchor
from edition.project.suggestions import suggest_nearest
from edition.stages import Documents

_MOST = 50


@dataclass(frozen=True, slots=True)
class FoundId:
    """An id, what it is of (entry, name, date, part of the text), in which witness its words stand, and where."""

    id: str
    kind: str
    siglum: Siglum
    position: Position
    around: str

    def __str__(self) -> str:
        return f"{self.id} ({self.kind}) {self.siglum} {self.position}: {self.around}"


def find_by_words(documents: Documents, words: str, siglum: Siglum = "") -> tuple[FoundId, ...]:
    """The ids at the places of words, in all witnesses or in one; each id once. InputError where the words stand
    nowhere: with the nearest."""
    sigla = [w.siglum for w in documents.model.witnesses]
    if siglum and siglum not in sigla:
        raise InputError(
            f"{siglum}: there is no such witness{suggest_nearest(siglum, sigla)}; there is {' '.join(sigla)}"
        )
    if not words.strip():
        raise InputError("--words: quote the words to look for")
    witnesses = [w for w in documents.model.witnesses if siglum in ("", w.siglum)]
    finder = _Finder(documents)
    found: dict[str, FoundId] = {}
    for witness in witnesses:
        for one in finder.find(witness, words):
            found.setdefault(one.id, one)
    if not found:
        raise InputError(_nearest(witnesses, words))
    return tuple(sorted(found.values(), key=lambda one: (sigla.index(one.siglum), one.position)))


class _Finder:
    def __init__(self, documents: Documents) -> None:
        self.model = documents.model
        self.entries = Entries(self.model.apparatus, {w.siglum: w.text for w in self.model.witnesses})

    def find(self, witness: Witness, words: str) -> Iterator[FoundId]:
        """The entries, names and dates at the words; where there are none, the part of the text that has them."""
        text = WitnessText(witness)
        for place in text.find(Anchor(words), most=_MOST):
            around = excerpt(witness.text, place.start, place.end)
            where = text.position(place.start)
            names = list(self._at(witness, place.start, place.end))
            names = names or list(_part_at(witness, place.start))
            yield from (FoundId(name, kind, witness.siglum, where, around) for name, kind in names)

    def _at(self, witness: Witness, start: int, end: int) -> Iterator[tuple[str, str]]:
        for entry in self.entries.at(witness.siglum, start, end):
            yield entry.unit.id, "entry"
        for mention in self.model.mentions[witness.siglum]:
            if mention.start < end and start < mention.end and mention.id:
                yield mention.id, "name" if mention.ref else mention.kind.value


def _part_at(witness: Witness, at: int) -> Iterator[tuple[str, str]]:
    """The smallest part of a witness with an id at a place."""
    around = [node for node in witness.root.walk() if node.id and node.start <= at < node.end]
    if around:
        part = min(around, key=lambda node: node.end - node.start)
        yield part.id, part.kind.value


def _nearest(witnesses: list[Witness], words: str) -> str:
    texts = [WitnessText(one) for one in witnesses]
    nearest = [(found, text) for text in texts if (found := text.nearest(Anchor(words)))]
    where = witnesses[0].siglum if len(witnesses) == 1 else "any witness"
    if not nearest:
        return f"«{words}» does not stand in {where}, nor anything like it"
    found, text = max(nearest, key=lambda pair: pair[0].score)
    around = excerpt(text.witness.text, found.start, found.end)
    return f"«{words}» does not stand in {where}; nearest: {text.position(found.start)} {around}"
