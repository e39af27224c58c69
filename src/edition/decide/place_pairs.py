"""Where the words stand that the editor aligns or keeps apart, and which of these decisions contradict each other."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations

from edition.decide.findings import CONFLICT, report
from edition.decide.place import Placer
from edition.model import Finding, Severity, Siglum
from edition.model.anchor import Anchor, toml_of
from edition.model.decision import AlignDecision, ApartDecision, PairDecision, PlacedPair

Stretch = tuple[int, int]


def place_pairs(pairs: Sequence[PairDecision], placer: Placer) -> tuple[tuple[PlacedPair, ...], tuple[Finding, ...]]:
    """The decisions whose words stand at one place of each witness, and findings on the others.

    Of those that contradict each other none is carried out.
    """
    placed: list[PlacedPair] = []
    told: list[Finding] = []
    for decision in pairs:
        places: dict[Siglum, Stretch] = {}
        for siglum, anchor in decision.quotes.items():
            found, some = placer.find(anchor, siglum, decision.position, partial(_line, siglum))
            told += some
            if found:
                places[siglum] = found.start, found.end
        if len(places) == len(decision.quotes):
            placed.append(PlacedPair(decision, places))
    fitting, conflicts = without_conflicts(placed)
    return fitting, (*told, *conflicts)


def without_conflicts(placed: Sequence[PlacedPair]) -> tuple[tuple[PlacedPair, ...], tuple[Finding, ...]]:
    """The decisions but those that contradict each other, and a finding on each of these."""
    conflicts = [pair for pair in combinations(placed, 2) if _contradict(*pair)]
    told = [f for one, other in conflicts for f in _report_conflict(one.decision, other.decision)]
    wrong = {id(one) for pair in conflicts for one in pair}
    return tuple(one for one in placed if id(one) not in wrong), tuple(dict.fromkeys(told))


def _line(siglum: Siglum, anchor: Anchor) -> str:
    """The words of a witness as they go into the file."""
    key = siglum if siglum.isascii() and siglum.replace("-", "").replace("_", "").isalnum() else f'"{siglum}"'
    return f"\n  in.{key} = {{ {', '.join(toml_of(anchor).splitlines())} }}"


def _contradict(one: PlacedPair, other: PlacedPair) -> bool:
    """Whether one aligns words that the other keeps apart, or aligns with other words."""
    met = [s for s in one.places if s in other.places and _meet(one.places[s], other.places[s])]
    kinds = {type(one.decision), type(other.decision)}
    if kinds == {AlignDecision, ApartDecision}:
        return len(met) > 1
    missed = [s for s in one.places if s in other.places and s not in met]
    return kinds == {AlignDecision} and bool(met) and bool(missed)


def _meet(some: Stretch, others: Stretch) -> bool:
    return some[0] < others[1] and others[0] < some[1]


def _report_conflict(one: PairDecision, other: PairDecision) -> Iterator[Finding]:
    both = sorted((one, other), key=lambda d: d.position)
    names = " and ".join(f"[[{d.table}]] ({d.position.path}:{d.position.line})" for d in both)
    words = " and ".join(f"«{anchor.exact}» in {siglum}" for siglum, anchor in both[0].quotes.items())
    said = f"decisions on {words} contradict each other: {names}; take out all but one"
    for decision in both:
        yield report(CONFLICT, Severity.ERROR, said, decision.position)
