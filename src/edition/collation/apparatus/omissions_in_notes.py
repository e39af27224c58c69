"""Find words that a witness lacks in its text but has in one of its notes; these are not omissions."""

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from edition.collation.thresholds import NOTE_SHARE, NOTE_WORDS
from edition.collation.tokens.normalize import is_word, normalize
from edition.collation.tokens.witness_tokens import Words


def find_note(words: Words, missing: Sequence[str]) -> int:
    """The number of the note of a witness that contains the missing words (as written), or -1."""
    norms = [norm for text in missing if is_word(norm := normalize(text))]
    if len(norms) < NOTE_WORDS:
        return -1
    least = int(NOTE_SHARE * len(norms) + 0.999)
    scored = [(LCSseq.similarity(norms, note, score_cutoff=least), -number) for number, note in words.notes]
    score, number = max(scored, default=(0, 0))
    return -number if score >= least else -1
