"""The annotation of a witness: names, dates and laws first, then the bibliography, which needs them."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.annotate.apply_decisions import apply_decisions
from edition.annotate.citations import CitedWorks, insert_bibliography_parts, read_bibliography
from edition.annotate.divided import divide_inline
from edition.annotate.marking import annotate
from edition.model import Finding, Mention, Register, Witness
from edition.model.decision import Decision
from edition.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was found in a witness.

    `mentions`: in the order of the text, without overlap. `witness`: with nodes for the parts of its bibliography.
    `cited`: the works that it cites. `findings`: what the editor must decide. `applied`: the indexes of the decisions
    whose words are in the witness.
    """

    mentions: tuple[Mention, ...]
    witness: Witness
    cited: CitedWorks
    findings: tuple[Finding, ...]
    applied: frozenset[int] = frozenset()


def annotation_of(
    witness: Witness, register: Register, decisions: Sequence[Decision] = (), words: Vocabulary | None = None
) -> Annotation:
    """Annotate a witness: mark names, dates and laws, apply the editor's decisions, and read the bibliography.

    `decisions` override every rule. `words` is the vocabulary of the edition (`[annotation] words`). A title in a
    bibliography that no register has is a mention without `ref`; mentions inside it are dropped. Offsets are code
    points of `witness.text`.

    >>> from edition.model import Kind, Node, Seed
    >>> text = "On 19 August 1936 it began."
    >>> root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    >>> witness = Witness("A", "A", Seed("A", "seeds/a.txt", text, ""), root, "text", language="en")
    >>> [(text[m.start : m.end], m.value.when) for m in annotation_of(witness, Register()).mentions]
    [('19 August 1936', '1936-08-19')]
    """
    mentions, findings = annotate(witness, register, words)
    mentions, applied = apply_decisions(witness, mentions, decisions, register)
    cited = read_bibliography(witness, mentions)
    titles = cited.titles
    kept = [m for m in mentions if not any(t.start < m.end and m.start < t.end for t in titles)]
    all_mentions = tuple(sorted((*kept, *titles), key=lambda m: m.start))
    found = tuple(sorted((*findings, *cited.findings), key=lambda f: f.position))
    divided = divide_inline(witness, all_mentions)
    return Annotation(all_mentions, insert_bibliography_parts(divided, cited), cited, found, applied)
