"""What would make decisions fit again whose words do not stand so any more, or stand so but for case and marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.decide.findings import excerpt
from edition.decide.place import Placer
from edition.decide.witness_text import Proposal, WitnessText
from edition.model import Siglum
from edition.model.anchor import Anchor, Place
from edition.model.decision import Decision, Decisions, ReadingDecision
from edition.model.finding import Position

#: Per cent of likeness from which a proposal may be written.
LEAST = 90.0


@dataclass(frozen=True, slots=True)
class Mend:
    """Other words for a decision: those of the place that is most like what it quotes.

    `score`: how like they are, 100 where only case, accents or marks differ. `around`: the words in their sentence.
    `where`: the place that it is in. `witness`: of a decision on names in all witnesses, the one that it is now for.
    """

    table: str
    position: Position
    old: Anchor
    new: Anchor
    score: float
    where: str
    around: str
    witness: Siglum = ""

    @property
    def is_sure(self) -> bool:
        """Whether it may be written."""
        return self.score >= LEAST

    @property
    def values(self) -> Mapping[str, str | int | None]:
        """The keys of the table that change, with their new values; None for those that go."""
        pairs: dict[str, tuple[str | int, str | int]] = {
            "exact": (self.old.exact, self.new.exact),
            "prefix": (self.old.prefix, self.new.prefix),
            "suffix": (self.old.suffix, self.new.suffix),
            "nth": (self.old.nth, self.new.nth),
        }
        of_witness = {"witness": self.witness} if self.witness else {}
        return {key: now or None for key, (was, now) in pairs.items() if was != now} | of_witness


def find_mends(decisions: Decisions, placer: Placer) -> tuple[Mend, ...]:
    """A proposal for each decision on readings, names and dates whose words do not stand as it quotes them."""
    made = [*_of_mentions(decisions.mentions, placer), *_of_readings(decisions.readings, placer)]
    return tuple(sorted(made, key=lambda mend: mend.position))


def _of_readings(decisions: Sequence[ReadingDecision], placer: Placer) -> Iterator[Mend]:
    for one in decisions:
        proposal = _proposal(placer, one.siglum, one.anchor)
        if proposal is None:
            continue
        mended = placer.place(replace(one, anchor=proposal.anchor))
        if mended[0] is not None and not mended[1]:
            yield _mend(one.table, one.position, one.anchor, proposal, placer, one.siglum)


def _of_mentions(decisions: Sequence[Decision], placer: Placer) -> Iterator[Mend]:
    for one in decisions:
        anchor = Anchor(one.exact, one.prefix, one.suffix)
        sigla = [one.witness] if one.witness else list(placer.witnesses)
        if not one.exact.strip() or any(placer.text(s).seed.holds(anchor) for s in sigla):
            continue
        found = [(p, s) for s in sigla if (p := _proposal(placer, s, anchor)) and not p.anchor.nth]
        if found:
            proposal, siglum = max(found, key=lambda pair: pair[0].score)
            mend = _mend("mention", Position(one.path, one.line, 1), anchor, proposal, placer, siglum)
            is_wider = not one.witness and (mend.new.prefix, mend.new.suffix) != (anchor.prefix, anchor.suffix)
            yield replace(mend, witness=siglum) if is_wider else mend  # other witnesses may have the words elsewhere


def _proposal(placer: Placer, siglum: Siglum, anchor: Anchor) -> Proposal | None:
    """The words that a decision would quote now; None where it needs no other ones, or none are like them."""
    text = placer.text(siglum)
    found = text.find(anchor)
    if found:
        is_folded = len(found) == 1 and found[0].is_folded
        return _keep_context(text, anchor, text.propose(found[0].start, found[0].end)) if is_folded else None
    nearest = text.nearest(anchor)
    return _keep_context(text, anchor, nearest) if nearest else None


def _keep_context(text: WitnessText, old: Anchor, proposal: Proposal) -> Proposal:
    """A proposal with the neighbours of the old words, where they still tell the place from others."""
    exact = " ".join(text.witness.text[proposal.start : proposal.end].split())
    kept = replace(old, exact=exact)
    place = Place(proposal.start, proposal.end)
    return replace(proposal, anchor=kept) if text.seed.exact(kept) == (place,) else proposal


def _mend(table: str, position: Position, old: Anchor, proposal: Proposal, placer: Placer, siglum: Siglum) -> Mend:
    text = placer.text(siglum)
    around = excerpt(text.witness.text, proposal.start, proposal.end)
    return Mend(table, position, old, proposal.anchor, proposal.score, str(text.position(proposal.start)), around)
