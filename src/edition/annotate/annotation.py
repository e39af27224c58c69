"""All that is found in a witness: names, dates and laws, then the bibliography, which is read with them."""

from dataclasses import dataclass

from edition.annotate.citing import Cited, placed, read_bibliography
from edition.annotate.marking import annotate
from edition.model import Finding, Mention, Register, Witness


@dataclass(frozen=True, slots=True)
class Annotation:
    """The mentions of a witness in the order of its text, without overlap; the witness with the parts of its
    bibliography; the works that it cites; what the editor must decide."""

    mentions: tuple[Mention, ...]
    witness: Witness
    cited: Cited
    findings: tuple[Finding, ...]


def annotation_of(witness: Witness, register: Register) -> Annotation:
    """Mark a witness. A title that no register has is a mention without entry, and takes in what stands in it."""
    mentions, findings = annotate(witness, register)
    cited = read_bibliography(witness, mentions)
    titles = cited.titles
    kept = [m for m in mentions if not any(t.start < m.end and m.start < t.end for t in titles)]
    everything = tuple(sorted((*kept, *titles), key=lambda m: m.start))
    found = tuple(sorted((*findings, *cited.findings), key=lambda f: f.position))
    return Annotation(everything, placed(witness, cited), cited, found)
