"""The doubtful places of an edition, the most doubtful first: entries, names, dates, structure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, Protocol

from edition.decide.doubt_signals import signs_of_entries
from edition.decide.entry_sequence import entries_in_order
from edition.model import Apparatus, Block, Finding, Mention, Siglum, Witness
from edition.model.alignment import WeakPlace
from edition.model.anchor import fold
from edition.model.finding import LineIndex
from edition.model.identify import Identified
from edition.model.tokens import word_spans

Kind = Literal["reading", "name", "date", "structure"]
_CERTAINTY = {"low": 0.7, "medium": 0.4}
#: Findings that say how a source was read where that is uncertain, and their weights.
_STRUCTURE = {
    "E301": 0.6, "E303": 0.5, "E313": 0.2, "E320": 0.5, "E323": 0.4, "E330": 0.5, "E331": 0.2, "E332": 0.4,
    "E351": 0.4, "E353": 0.5, "E354": 0.4, "E362": 0.5, "E501": 0.6, "E517": 0.5,
}  # fmt: skip
#: Findings on names and dates at a place that may have no mark.
_ON_MENTIONS = {"E401": 0.6, "E402": 0.6, "E403": 0.7, "E406": 0.4, "E450": 0.5}
_LEAST_SHARE, _MOST_SHARE = 0.12, 0.4  # of the words that two blocks share; below they would not correspond
_SHARE_WEIGHT = 0.5
_LEAST_WORDS = 8  # of a block of which a share is told


@dataclass(frozen=True, slots=True)
class DoubtfulPlace:
    """A place that an editor should look at: the id in `tei/` and why; `weight` is above 0 and below 1."""

    id: str
    weight: float
    reasons: tuple[str, ...]
    kind: Kind


class Documents(Protocol):
    """What is asked of the documents of an edition."""

    @property
    def model(self) -> Identified:
        """The edition with its ids."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found when it was made."""

    @property
    def weak(self) -> tuple[WeakPlace, ...]:
        """Where the alignment is uncertain."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """One reason to doubt a place; of one `sort` the strongest counts."""

    id: str
    kind: Kind
    reason: str
    weight: float
    sort: str


def doubtful_places(documents: Documents) -> tuple[DoubtfulPlace, ...]:
    """The doubtful places, the most doubtful first; of equal weight in the order of the text.

    Independent reasons add up: the weight is one less the product of what each leaves of certainty.
    """
    found: dict[tuple[str, Kind], list[_Doubt]] = defaultdict(list)
    for doubt in _all_doubts(documents):
        found[doubt.id, doubt.kind].append(doubt)
    places = [_weigh(name, kind, some) for (name, kind), some in found.items()]
    return tuple(sorted(places, key=lambda place: -place.weight))


def _weigh(name: str, kind: Kind, some: Sequence[_Doubt]) -> DoubtfulPlace:
    strongest: dict[str, float] = {}
    for doubt in some:
        strongest[doubt.reason] = max(doubt.weight, strongest.get(doubt.reason, 0))
    by_sort: dict[str, float] = {}
    for doubt in some:
        by_sort[doubt.sort] = max(doubt.weight, by_sort.get(doubt.sort, 0))
    left = prod(1 - weight for weight in by_sort.values())
    reasons = sorted(strongest, key=lambda reason: (-strongest[reason], reason))
    return DoubtfulPlace(name, round(1 - left, 3), tuple(reasons), kind)


def _all_doubts(documents: Documents) -> Iterator[_Doubt]:
    model = documents.model
    entries = tuple(entries_in_order(model.apparatus))
    for sign in sorted(signs_of_entries(entries, documents.weak)):
        yield _Doubt(entries[sign.number].unit.id, "reading", sign.reason, sign.weight, sign.sort)
    yield from _blocks_that_hardly_answer(model.apparatus)
    for siglum, mentions in model.mentions.items():
        yield from _of_mentions(siglum, mentions)
    yield from _of_findings(model, documents.findings)


# -- blocks


def _blocks_that_hardly_answer(apparatus: Apparatus) -> Iterator[_Doubt]:
    """Blocks of which a witness has so few words that other blocks may correspond."""
    for one in apparatus.blocks:
        for block in (one,) if isinstance(one, Block) else one.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[_Doubt]:
    own = _count_words(block.text)
    if own.total() < _LEAST_WORDS:
        return
    for siglum in block.places:
        if siglum == block.siglum:
            continue
        theirs = _count_words(block.text_of(siglum))
        share = (own & theirs).total() / max(own.total(), theirs.total())
        if _LEAST_SHARE <= share <= _MOST_SHARE:
            said = f"the words of {siglum} that correspond are few ({share:.0%}); another block may correspond"
            yield _Doubt(block.id, "structure", said, _SHARE_WEIGHT * (1 - share), "share")


def _count_words(text: str) -> Counter[str]:
    return Counter(fold(text[a:b]) for a, b in word_spans(text))


# -- names and dates


def _of_mentions(siglum: Siglum, mentions: Sequence[Mention]) -> Iterator[_Doubt]:
    for mention in mentions:
        if mention.by_editor or (mention.hers and not mention.linked) or not mention.id:
            continue
        kind: Kind = "name" if mention.ref else "date"
        if weight := _CERTAINTY.get(mention.cert, 0):
            said = f"what it means in {siglum} is of {mention.cert} certainty: {mention.rule}"
            yield _Doubt(mention.id, kind, said, weight, "certainty")
        if len(mention.calendars) > 1:
            said = f"its words in {siglum} may count in several calendars: {', '.join(mention.calendars)}"
            yield _Doubt(mention.id, kind, said, _CERTAINTY["medium"], "calendars")


# -- findings


def _of_findings(model: Identified, findings: Sequence[Finding]) -> Iterator[_Doubt]:
    places = {w.seed.path: _Ids(w, model.mentions[w.siglum]) for w in model.witnesses}
    for finding in findings:
        known = places.get(finding.position.path)
        if known is None or not finding.position.line:
            continue
        weight = _STRUCTURE.get(finding.code, 0) or _ON_MENTIONS.get(finding.code, 0)
        look = known.mention_at if finding.code in _ON_MENTIONS else known.node_at
        name, kind = look(finding.position.line, finding.position.column) if weight else ("", "structure")
        if name:
            said = f"{finding.message.splitlines()[0]} ({finding.code})"
            yield _Doubt(name, kind, said, weight, finding.code)


class _Ids:
    """The ids of a witness by lines and columns."""

    def __init__(self, witness: Witness, mentions: Sequence[Mention]) -> None:
        self.witness = witness
        self.mentions = mentions
        self.lines = LineIndex(witness.text)

    def _offset(self, line: int, column: int) -> int:
        if line > len(self.lines.starts):
            return -1
        return self.lines.starts[line - 1] + max(0, column - 1)

    def node_at(self, line: int, column: int) -> tuple[str, Kind]:
        """The innermost part of the witness with an id at a place."""
        at = self._offset(line, column)
        around = [n for n in self.witness.root.walk() if n.id and n.start <= at < max(n.end, n.start + 1)]
        return min(around, key=lambda n: n.end - n.start).id if around else "", "structure"

    def mention_at(self, line: int, column: int) -> tuple[str, Kind]:
        """The mention at a place, or the part of the witness that it is in."""
        at = self._offset(line, column)
        found = next((m for m in self.mentions if m.start <= at < m.end and m.id), None)
        if found is None:
            return self.node_at(line, column)[0], "name"
        return found.id, "name" if found.ref else "date"
