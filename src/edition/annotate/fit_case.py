"""Decide between entries by the case of a name in the text: what stands before it asks for a case, a verb behind it
says who acts."""

from collections.abc import Sequence

from edition.annotate.bending import AS_WRITTEN, Bending
from edition.annotate.candidate import Candidate
from edition.annotate.name_guards import BlockContext
from edition.model import MentionKind

_SHORTEST_VERB = 4  # letters
_SEVERAL = "several"


def fit_case(
    context: BlockContext, fitting: Sequence[Candidate], genders: Sequence[str], first: int, last: int
) -> list[Candidate]:
    """The candidates whose case fits the words beside them; `genders`: m or f of each, or "" where it is not known."""
    bent = context.lexicon.bent
    if bent is None or not any(c.bent for c in fitting):
        return list(fitting)
    words, bending = context.words, bent.bending
    allowed = bending.governed_by(words.texts[first - 1]) if first and words.after[first - 1] == " " else 0
    if allowed:
        return [c for c in fitting if c.cases & allowed] or list(fitting)
    gender = _subject(context, bending, first, last)
    if not gender:
        return list(fitting)
    if gender == _SEVERAL:
        return [c for c in fitting if last > first or not _may_be_several(c, bending, words.texts[last])]
    return [c for c, known in zip(fitting, genders, strict=True) if _may_act(c, known, gender)]


def _subject(context: BlockContext, bending: Bending, first: int, last: int) -> str:
    """The gender of the subject of a verb behind a name that begins its clause, `several`, or ""."""
    words = context.words
    if last + 1 >= len(words) or words.after[last] != " ":
        return ""
    begins = first == 0 or words.after[first - 1] != " " or words.texts[first - 1].lower() in bending.words.small
    verb = words.texts[last + 1]
    if not begins or len(verb) < _SHORTEST_VERB or not verb.islower():
        return ""
    if verb.endswith(bending.words.plural_verbs or ("\0",)):
        return _SEVERAL
    ends = sorted(bending.words.subjects, key=len, reverse=True)
    return next((bending.words.subjects[end] for end in ends if verb.endswith(end)), "")


def _may_act(candidate: Candidate, known: str, gender: str) -> bool:
    """Whether a candidate may be the subject of a verb of a gender, or, of a verb of a man, its object before it."""
    if candidate.kind is not MentionKind.PERSON:
        return True
    is_subject = bool(candidate.cases & AS_WRITTEN)
    if gender == "f":
        return is_subject and known != "m"
    return known != "f" or not is_subject


def _may_be_several(candidate: Candidate, bending: Bending, word: str) -> bool:
    """Whether a bent surname is rather a word of which there are several: «Wrony kraczą», the crows."""
    is_bent_person = candidate.kind is MentionKind.PERSON and bool(candidate.bent)
    return is_bent_person and word.endswith(bending.words.plurals or ("\0",))


def mixes_shapes(fitting: Sequence[Candidate]) -> bool:
    """Whether words are a form of one entry as it is written, and of another one bent."""
    return len({c.entry.id for c in fitting}) > 1 and len({bool(c.bent) for c in fitting}) > 1
