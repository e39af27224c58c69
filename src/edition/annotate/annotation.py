"""The annotation of a witness: names, dates and laws first, then the bibliography, which needs them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.annotate.apply_decisions import apply_decisions
from edition.annotate.citations import CitedWorks, insert_bibliography_parts, read_bibliography
from edition.annotate.marking import annotate
from edition.annotate.transcribed_names import HerMarks, divide_for, mentions_of_marks, not_of_a_register, without_entry
from edition.model import Finding, Mention, Register, Witness
from edition.model.decision import Decision
from edition.model.transcribed import Resolver, take_out_marks
from edition.model.vocabulary import Vocabulary
from edition.project.language_tables import DateWords


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was found in a witness.

    `mentions`: in the order of the text, without overlap, but for marks of a transcription that stand in each other;
    outer ones come first. `witness`: with nodes for the parts of its bibliography.
    `cited`: the works that it cites. `findings`: what the editor must decide. `applied`: the indexes of the decisions
    whose words are in the witness.
    """

    mentions: tuple[Mention, ...]
    witness: Witness
    cited: CitedWorks
    findings: tuple[Finding, ...]
    applied: frozenset[int] = frozenset()


def annotation_of(
    witness: Witness,
    register: Register,
    decisions: Sequence[Decision] = (),
    words: Vocabulary | None = None,
    resolver: Resolver | None = None,
    dates: DateWords | None = None,
) -> Annotation:
    """Annotate a witness: mark names, dates and laws, apply the editor's decisions, and read the bibliography.

    `decisions` override every rule. `words` is the vocabulary of the edition (`[annotation] words`). A title in a
    bibliography that no register has is a mention without `ref`; mentions inside it are dropped. Offsets are code
    points of `witness.text`. Names that a transcription marks itself are mentions of hers, which stay; `resolver` knows
    what they point to. `dates`: the words of the dates of its language.

    >>> from edition.model import Kind, Node, Seed
    >>> text = "On 19 August 1936 it began."
    >>> root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    >>> witness = Witness("A", "A", Seed("A", "seeds/a.txt", text, ""), root, "text", language="en")
    >>> [(text[m.start : m.end], m.value.when) for m in annotation_of(witness, Register()).mentions]
    [('19 August 1936', '1936-08-19')]
    """
    witness, marks = take_out_marks(witness)
    known = resolver or Resolver({}, {name: name for name in register.entries}, {})
    mentions, findings = annotate(
        witness, register, words, mentions_of_marks(marks, known, register, witness.root), dates
    )
    mentions, applied = apply_decisions(witness, mentions, decisions, register)
    hers = HerMarks([m for m in mentions if m.hers])
    cited = read_bibliography(witness, mentions)
    titles = [title for title in cited.titles if not hers.at(title.start, title.end)]
    kept = [m for m in mentions if m.hers or not any(t.start < m.end and m.start < t.end for t in titles)]
    all_mentions = tuple(sorted((*kept, *titles), key=lambda m: (m.start, -m.end)))
    unknown = [*without_entry(all_mentions, witness), *not_of_a_register(marks, all_mentions, witness)]
    found = tuple(sorted((*findings, *cited.findings, *unknown), key=lambda f: f.position))
    witness = replace(witness, root=divide_for(witness.root, all_mentions))
    made = insert_bibliography_parts(witness, cited, all_mentions)
    return Annotation(all_mentions, made, cited, found, applied)
