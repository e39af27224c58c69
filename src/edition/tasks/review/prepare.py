"""What a review needs of an edition: its sources, the aligned witnesses, and the apparatus that decisions make of them.

The alignment is kept. A decision on readings acts behind it, so the apparatus with one more decision is made at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.tokens.regularise import find_regular
from edition.decide.doubts import DoubtfulPlace, doubtful_places
from edition.deciding import Deciding
from edition.model import Finding, Mention, Siglum, Witness
from edition.model.alignment import WeakPlace
from edition.model.decision import Decisions
from edition.model.identify import Identified, identify, marks_of
from edition.project.language_tables import SpellingRules
from edition.spelling_of_witnesses import spelling_of_witnesses
from edition.stages import Sources, align_witnesses, annotations_of, read_sources


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition up to its alignment. Decisions on names and rules for words are in it."""

    sources: Sources
    witnesses: tuple[Witness, ...]
    mentions: Mapping[Siglum, tuple[Mention, ...]]
    columns: AlignedTokens
    spelling: Mapping[Siglum, SpellingRules]
    findings: tuple[Finding, ...] = ()  # of reading and marking

    @property
    def base(self) -> Siglum:
        """The siglum of the base text."""
        return self.sources.config.edition.base


def prepare(root: Path) -> Prepared:
    """The edition in `root`, read, marked and aligned. EditionError for what cannot be used."""
    sources = read_sources(root)
    annotations = annotations_of(sources)
    mentions = {siglum: one.mentions for siglum, one in annotations.items()}
    marks = {siglum: marks_of(one.witness, mentions[siglum]) for siglum, one in annotations.items()}
    deciding = Deciding(sources.decisions, sources.witnesses)
    columns, _ = align_witnesses(sources, marks, deciding.regular)
    witnesses = tuple(annotations[w.siglum].witness for w in sources.witnesses)
    found = [f for w in sources.witnesses for f in (*w.findings, *annotations[w.siglum].findings)]
    spelling, _ = spelling_of_witnesses(witnesses, sources.config, sources.languages)
    return Prepared(sources, witnesses, mentions, columns, spelling, tuple(dict.fromkeys(found)))


@dataclass(frozen=True, slots=True)
class Applied:
    """Decisions, the edition with them, what is said of them, and where the edition is doubtful."""

    decisions: Decisions
    model: Identified
    told: tuple[Finding, ...]
    doubts: Mapping[str, DoubtfulPlace]


@dataclass(frozen=True, slots=True)
class _Doubtable:
    """What doubts are found in."""

    model: Identified
    findings: tuple[Finding, ...]
    weak: tuple[WeakPlace, ...]


def apply_decisions(prepared: Prepared, decisions: Decisions) -> Applied:
    """The edition with these decisions on readings."""
    deciding = Deciding(decisions, prepared.sources.witnesses)
    find_regular(prepared.columns.words, deciding.regular)  # rules act at the next alignment, and are proved here
    columns = deciding.aligned(prepared.columns)
    apparatus, told = deciding.apparatus(columns, prepared.spelling)
    model = identify(prepared.witnesses, prepared.mentions, apparatus)
    found = doubtful_places(_Doubtable(model, prepared.findings, columns.weak_places()))
    doubts = {one.id: one for one in reversed(found)}  # of one place the strongest
    return Applied(decisions, model, (*decisions.findings, *told), doubts)
