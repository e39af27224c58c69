"""The editor's decisions on readings, carried out: rules for words before the alignment, the rest on its apparatus."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from edition.collation.apparatus.reclassify import Reclassifier
from edition.collation.blocks.align_decided import align_decided
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.blocks.decided_pairs import DecidedPairs, find_decided_pairs
from edition.collation.blocks.decided_units import DecidedUnits, find_decided_units
from edition.collation.collate import apparatus_of
from edition.collation.tokens.regularise import RegularRules
from edition.decide.apply import Outcome, apply_to_entries
from edition.decide.check_pairs import check_pairs
from edition.decide.conjectures import apply_conjectures
from edition.decide.place import Placer, place_decisions
from edition.decide.place_pairs import place_pairs
from edition.decide.place_rules import check_rules, place_rules, with_rules
from edition.model import Apparatus, Finding, Siglum, Witness
from edition.model.decision import Decisions, PlacedDecision
from edition.project.language_tables import SpellingRules


class Deciding:
    """The decisions on the readings of some witnesses, at their places."""

    def __init__(self, decisions: Decisions, witnesses: Sequence[Witness]) -> None:
        self.decisions = decisions
        self.texts = {witness.siglum: witness.text for witness in witnesses}
        self.placer = Placer(witnesses)
        placed, self.of_rules = place_rules(decisions.regularised, self.placer)
        self.regular = RegularRules(placed)
        self.placed_pairs, self.of_pairs = place_pairs(decisions.pairs, self.placer)
        self.pairs = DecidedPairs()

    def aligned(self, columns: AlignedTokens) -> AlignedTokens:
        """The alignment with the words in one place that the editor aligned, and apart that she kept apart."""
        if not self.placed_pairs:
            return columns
        self.pairs = find_decided_pairs(columns.words, self.placed_pairs)
        return align_decided(columns, self.pairs)

    def apparatus(
        self, columns: AlignedTokens, spelling: Mapping[Siglum, SpellingRules]
    ) -> tuple[Apparatus, tuple[Finding, ...]]:
        """The apparatus of an alignment that `regular` was given to and that `aligned` gave, and what is said of all
        decisions."""
        placed, told = place_decisions(self.decisions, self.placer)
        decided = self._decided(columns, placed)
        made = apparatus_of(columns, list(self.texts), spelling, decided)
        of_pairs = Outcome(self.pairs.effective, self.pairs.problems)
        told = (*told, *self.of_pairs, *check_pairs(made, self.texts, self.placed_pairs, of_pairs, placed))
        outcome = Outcome(decided.effective, decided.problems) if decided else Outcome()
        classify = Reclassifier(columns.words, spelling).against
        made, of_words = apply_conjectures(made, self.texts, placed, outcome.problems, classify)
        made, more = apply_to_entries(made, self.texts, placed, outcome)
        regular = self.regular
        of_rules = check_rules(regular.rules, regular.places, regular.problems, self.of_rules, self.placer)
        return with_rules(made, regular.rules, regular.places), (*told, *of_words, *more, *self.of_rules, *of_rules)

    def _decided(self, columns: AlignedTokens, placed: Sequence[PlacedDecision]) -> DecidedUnits | None:
        """What is decided on units; None where nothing is."""
        if not (placed or self.pairs.pairs):
            return None
        return replace(find_decided_units(columns.words, placed), pairs=self.pairs)
