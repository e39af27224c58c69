"""What a witness lacks in its text, but has in one of its notes: that is no omission."""

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from edition.collation.tokens.normalize import is_word, normal
from edition.collation.tokens.witness_tokens import Words

_FEWEST = 5  # words; fewer stand in a note by chance
_SHARE = 0.8  # of the words that must stand in the note, in their order


def find_note(words: Words, missing: Sequence[str]) -> int:
    """The number of the note of a witness that has the words it lacks (as written), or -1."""
    norms = [norm for text in missing if is_word(norm := normal(text))]
    if len(norms) < _FEWEST:
        return -1
    least = int(_SHARE * len(norms) + 0.999)
    scored = [(LCSseq.similarity(norms, note, score_cutoff=least), -number) for number, note in words.notes]
    score, number = max(scored, default=(0, 0))
    return -number if score >= least else -1
