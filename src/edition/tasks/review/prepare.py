"""What a review needs of an edition: its sources, the aligned witnesses, and the apparatus that decisions make of them.

The alignment is kept. A decision on readings acts behind it, so the apparatus with one more decision is made at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.deciding import Deciding
from edition.model import Finding, Mention, Siglum, Witness
from edition.model.decision import Decisions
from edition.model.identify import Identified, identify, marks_of
from edition.project.language_tables import SpellingRules
from edition.spelling_of_witnesses import spelling_of_witnesses
from edition.stages import Sources, align_witnesses, annotations_of, read_sources


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition up to its alignment. `decided`: names and dates, and rules for words, of which the rest is made."""

    sources: Sources
    witnesses: tuple[Witness, ...]
    mentions: Mapping[Siglum, tuple[Mention, ...]]
    columns: AlignedTokens
    spelling: Mapping[Siglum, SpellingRules]

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
    return Prepared(
        sources, witnesses, mentions, columns, spelling_of_witnesses(witnesses, sources.config, sources.languages)[0]
    )


def apply_decisions(prepared: Prepared, decisions: Decisions) -> tuple[Identified, tuple[Finding, ...]]:
    """The edition with these decisions on readings, and what is said of them."""
    deciding = Deciding(decisions, prepared.sources.witnesses)
    apparatus, told = deciding.apparatus(prepared.columns, prepared.spelling)
    return identify(prepared.witnesses, prepared.mentions, apparatus), told
