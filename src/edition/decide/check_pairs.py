"""What is said of decisions on words that correspond, or that do not, when the apparatus is made."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from edition.decide.apply import Outcome
from edition.decide.find_entries import Entry, places_of
from edition.decide.findings import IMPOSSIBLE, NOT_NEEDED, report
from edition.model import Apparatus, Finding, Severity, Siglum, VariationUnit
from edition.model.decision import AlignDecision, PairDecision, PlacedDecision, PlacedPair, SplitDecision

_IN_ONE_ENTRY = "the words stay in one entry, since no entry divides a name or date"
_IN_SEVERAL = "the words stay in several entries, since no entry goes across blocks or verses"


def check_pairs(
    apparatus: Apparatus,
    texts: Mapping[Siglum, str],
    placed: Sequence[PlacedPair],
    outcome: Outcome,
    others: Sequence[PlacedDecision] = (),
) -> Iterator[Finding]:
    """A finding for each decision that was not carried out, or not needed.

    `texts`: those of the witnesses. `others`: decisions on readings, of which splits may divide words that correspond.
    """
    splits = [one for one in others if isinstance(one.decision, SplitDecision)]
    units = [unit for unit in apparatus.units() if isinstance(unit, VariationUnit)] if placed else []
    for number, pair in enumerate(placed):
        decision = pair.decision
        problem = outcome.problems.get(number) or _problem(units, texts, pair, splits)
        words = " and ".join(f"«{anchor.exact}» in {siglum}" for siglum, anchor in decision.quotes.items())
        if problem:
            said = f"[[{decision.table}]] {words} cannot be carried out: {problem}"
            yield report(IMPOSSIBLE, Severity.ERROR, said, decision.position)
        elif number not in outcome.effective:
            said = f"[[{decision.table}]] {words} is no longer needed: {_without(decision)}; take it out"
            yield report(NOT_NEEDED, Severity.ADVICE, said, decision.position)


def _without(decision: PairDecision) -> str:
    """What holds without a decision."""
    is_aligned = isinstance(decision, AlignDecision)
    return "the words correspond without it" if is_aligned else "no two of them are in one entry without it"


def _problem(
    units: Sequence[VariationUnit], texts: Mapping[Siglum, str], pair: PlacedPair, splits: Sequence[PlacedDecision]
) -> str:
    """What is wrong with the entries of a decision; "" where they are as it says."""
    found = {siglum: list(_entries(units, siglum, place)) for siglum, place in pair.places.items()}
    if not isinstance(pair.decision, AlignDecision):
        ids = ({id(one.unit) for one in some} for some in found.values())
        return _IN_ONE_ENTRY if any(some & others for some, others in combinations(ids, 2)) else ""
    if any(_meets(one, pair) for one in splits):
        return ""
    is_one = len({id(one.unit) for some in found.values() for one in some}) < 2
    is_whole = all(one.holds(*pair.places[siglum], texts[siglum]) for siglum, some in found.items() for one in some)
    has_all = all(found.values()) or not any(found.values())
    return "" if is_one and is_whole and has_all else _IN_SEVERAL


def _meets(split: PlacedDecision, pair: PlacedPair) -> bool:
    start, end = pair.places.get(split.decision.siglum, (0, 0))
    return split.start < end and start < split.end


def _entries(units: Sequence[VariationUnit], siglum: Siglum, place: tuple[int, int]) -> Iterator[Entry]:
    """The entries that have some of the words at a place of a witness."""
    for unit in units:
        stretches = places_of(unit, siglum)
        if stretches and (one := Entry(unit, stretches)).meets(*place):
            yield one
