"""All that is found in a witness: names, dates and laws, then the bibliography, which is read with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.annotate.apply_decisions import decided
from edition.annotate.citing import Cited, placed, read_bibliography
from edition.annotate.marking import annotate
from edition.model import Finding, Mention, Register, Witness
from edition.model.decision import Decision
from edition.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Annotation:
    """The mentions of a witness in the order of its text, without overlap; the witness with the parts of its
    bibliography; the works that it cites; what the editor must decide."""

    mentions: tuple[Mention, ...]
    witness: Witness
    cited: Cited
    findings: tuple[Finding, ...]
    decided: frozenset[int] = frozenset()  # the decisions whose words stand in the witness


def annotation_of(
    witness: Witness, register: Register, decisions: Sequence[Decision] = (), words: Vocabulary | None = None
) -> Annotation:
    """Mark a witness. A title that no register has is a mention without entry, and takes in what stands in it.

    The editor's decisions are applied before the bibliography is read, and win over every rule. `words` are those of
    the edition.
    """
    mentions, findings = annotate(witness, register, words)
    mentions, met = decided(witness, mentions, decisions, register)
    cited = read_bibliography(witness, mentions)
    titles = cited.titles
    kept = [m for m in mentions if not any(t.start < m.end and m.start < t.end for t in titles)]
    everything = tuple(sorted((*kept, *titles), key=lambda m: m.start))
    found = tuple(sorted((*findings, *cited.findings), key=lambda f: f.position))
    return Annotation(everything, placed(witness, cited), cited, found, met)
