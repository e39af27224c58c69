"""Find the words of every decision on readings, and say what is found instead where they do not stand so."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from edition.decide.findings import CONFLICT, FOLDED, IMPOSSIBLE, STALE, TWO_PLACES, excerpt, report
from edition.decide.witness_text import Proposal, WitnessText
from edition.model import Finding, Severity, Siglum, Witness
from edition.model.anchor import Anchor, Place, SearchedText, toml_of, toml_string
from edition.model.decision import Decision, Decisions, PlacedDecision, ReadingDecision, SplitDecision
from edition.model.finding import Position

#: Of how many stale decisions the nearest words are looked up, which takes time for each.
MOST_STALE = 100


Lines = Callable[[Anchor], str]


def lines_of(anchor: Anchor) -> str:
    """The lines of an anchor, as they go into the file."""
    return "".join(f"\n  {line}" for line in toml_of(anchor).split("\n"))


class Placer:
    """Looks up the words of decisions; each witness is prepared once, when a decision first needs it."""

    def __init__(self, witnesses: Sequence[Witness]) -> None:
        self.witnesses = {witness.siglum: witness for witness in witnesses}
        self.texts: dict[Siglum, WitnessText] = {}
        self.stale_words: set[Anchor] = set()

    def text(self, siglum: Siglum) -> WitnessText:
        """The text of a witness."""
        if siglum not in self.texts:
            self.texts[siglum] = WitnessText(self.witnesses[siglum])
        return self.texts[siglum]

    def place(self, decision: ReadingDecision) -> tuple[PlacedDecision | None, list[Finding]]:
        """Where the words of a decision stand; None where they stand nowhere, or at two places."""
        text = self.text(decision.siglum)
        place, told = self.find(decision.anchor, decision.siglum, decision.position)
        if place is None:
            return None, told
        placed = PlacedDecision(decision, place.start, place.end)
        if isinstance(decision, SplitDecision):
            cuts = _cuts(text.witness.text, placed, decision)
            if isinstance(cuts, str):
                return None, [*told, report(IMPOSSIBLE, Severity.ERROR, cuts, decision.position)]
            placed = replace(placed, cuts=cuts)
        return placed, told

    def find(
        self, anchor: Anchor, siglum: Siglum, position: Position, block: Lines = lines_of
    ) -> tuple[Place | None, list[Finding]]:
        """The one place of words in a witness, and what is told of it; none where they stand nowhere, or at two.

        `block`: how words are written in the editor's file, for what is proposed.
        """
        text = self.text(siglum)
        found = text.find(anchor)
        if not found:
            return None, [report(STALE, Severity.WARNING, self.stale(anchor, [siglum], block), position)]
        if len(found) > 1:
            return None, [_two_places(anchor, text, position, block)]
        place = found[0]
        new = [text.propose(place.start, place.end)] if place.is_folded else []
        return place, [_folded(position, anchor, one, block) for one in new]

    def stale(self, anchor: Anchor, sigla: Sequence[Siglum], block: Lines = lines_of) -> str:
        """That words stand nowhere, with the nearest words and the lines that would find them."""
        said = f"«{anchor.exact}» does not stand so in {sigla[0] if len(sigla) == 1 else 'any witness'}"
        self.stale_words.add(anchor)
        if len(self.stale_words) > MOST_STALE:
            return (
                f"{said}: the decision is stale; mend the first {MOST_STALE}, whose nearest words are named, and build"
            )
        nearest = [(found, s) for s in sigla if (found := self.text(s).nearest(anchor))]
        if not nearest:
            return f"{said}, nor anything like it: the decision is stale; take it out"
        found, siglum = max(nearest, key=lambda pair: pair[0].score)
        text = self.text(siglum)
        where = f"{text.position(found.start)} {excerpt(text.witness.text, found.start, found.end)}"
        nearest_is = f"nearest ({found.score:.0f} of 100) in {siglum}: {where}"
        todo = f"take the decision out, or quote these words:{block(found.anchor)}"
        return f"{said}: the decision is stale; {nearest_is}; {todo}"

    def stale_mention(self, decision: Decision) -> Finding:
        """E408 for a decision on a name or date whose words stand in no witness."""
        anchor = Anchor(decision.exact, decision.prefix, decision.suffix)
        sigla = [decision.witness] if decision.witness else list(self.witnesses)
        place = Position(decision.path, decision.line, 1)
        if any(self.text(s).seed.holds(anchor) for s in sigla):
            said = f"«{decision.exact}» stands where a mark of the source divides it, so that it cannot be marked"
            return report(STALE, Severity.WARNING, f"{said}; quote other words, or take the decision out", place)
        return report(STALE, Severity.WARNING, self.stale(anchor, sigla), place)

    def as_written(self, decision: Decision) -> tuple[Decision, list[Finding]]:
        """A decision on a name or date with its words as the one place has them where they stand but for their case
        and marks."""
        anchor = Anchor(decision.exact, decision.prefix, decision.suffix)
        sigla = [decision.witness] if decision.witness else list(self.witnesses)
        if not decision.exact.strip() or any(self.text(s).seed.holds(anchor) for s in sigla):
            return decision, []
        found = [(s, place) for s in sigla for place in self.text(s).find(anchor)]
        if len(found) != 1:
            return decision, []
        siglum, place = found[0]
        new = self.text(siglum).propose(place.start, place.end)
        told = _folded(Position(decision.path, decision.line, 1), anchor, new)
        fitting = replace(decision, exact=new.anchor.exact, prefix=new.anchor.prefix, suffix=new.anchor.suffix)
        return (replace(fitting, witness=siglum), [told]) if not new.anchor.nth else (decision, [])


def place_decisions(decisions: Decisions, placer: Placer) -> tuple[tuple[PlacedDecision, ...], tuple[Finding, ...]]:
    """The decisions on readings with the places of their words, and findings on those that have none or several."""
    pairs = [placer.place(one) for one in decisions.readings]
    return tuple(p for p, _ in pairs if p), tuple(f for _, told in pairs for f in told)


def as_written(decisions: Decisions, witnesses: Sequence[Witness]) -> Decisions:
    """The decisions, those on names and dates with the words as they stand where only case, accents or marks differ."""
    placer = Placer(witnesses)
    pairs = [placer.as_written(one) for one in decisions.mentions]
    told = [f for _, some in pairs for f in some]
    told += _contradictions(decisions.mentions)
    return replace(decisions, mentions=tuple(one for one, _ in pairs), findings=(*decisions.findings, *told))


def _contradictions(mentions: Sequence[Decision]) -> Iterator[Finding]:
    """E419 for decisions on the same words, as names or dates, that say different things."""
    same: dict[tuple[str, ...], list[Decision]] = {}
    for one in mentions:
        same.setdefault((one.exact, one.prefix, one.suffix, one.witness), []).append(one)
    for some in same.values():
        if len({(one.ref, one.value, one.reject) for one in some}) > 1:
            both = " and ".join(f"{one.path}:{one.line}" for one in some)
            said = f"decisions on «{some[0].exact}» contradict each other: {both}; take out all but one"
            for one in some:
                yield report(CONFLICT, Severity.ERROR, said, Position(one.path, one.line, 1))


def stale_mentions(stale: Sequence[Decision], witnesses: Sequence[Witness]) -> Iterator[Finding]:
    """E408 for each of the decisions on names and dates, with the nearest words."""
    placer = Placer(witnesses)
    yield from map(placer.stale_mention, stale)


def _folded(position: Position, anchor: Anchor, new: Proposal, block: Lines = lines_of) -> Finding:
    said = f"«{anchor.exact}» is found but for case, accents, quotation marks or dashes; write{block(new.anchor)}"
    return report(FOLDED, Severity.ADVICE, said, position)


def _two_places(anchor: Anchor, text: WitnessText, position: Position, block: Lines) -> Finding:
    siglum = text.witness.siglum
    said = f"«{anchor.exact}» stands at two places of {siglum} or more; write for the one you mean"
    for place in text.find(anchor, most=2):
        around = excerpt(text.witness.text, place.start, place.end)
        said += f"\n{text.position(place.start)} {around}{block(text.propose(place.start, place.end).anchor)}"
    return report(TWO_PLACES, Severity.ERROR, said, position)


def _cuts(text: str, placed: PlacedDecision, decision: SplitDecision) -> tuple[int, ...] | str:
    """Where the words end behind which an entry is divided; or what is wrong with them."""
    made: list[int] = []
    at = placed.start
    for words in decision.after:
        searched = SearchedText(text[at : placed.end])
        found = searched.exact(Anchor(words)) or searched.folded(Anchor(words))
        if not found:
            behind = f" behind {toml_string(decision.after[len(made) - 1])}" if made else ""
            return f"after: «{words}» does not stand in «{decision.anchor.exact}»{behind}; quote words of the entry"
        at += found[0].end
        made.append(at)
    return tuple(made)
