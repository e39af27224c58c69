"""Find words that a witness lacks in its text but has in one of its notes; these are not omissions."""

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from edition.collation.thresholds import NOTE_SHARE, NOTE_WORDS
from edition.collation.tokens.normalize import is_word, normalize
from edition.collation.tokens.witness_tokens import Words


def find_in_notes(words: Sequence[Words], omitting: Sequence[int], texts: Sequence[str]) -> dict[int, int]:
    """Of the witnesses that omit the words (as written), those that have them in a note, with the number of it."""
    found = {w: _find_note(words[w], texts) for w in omitting if words[w].notes}
    return {w: number for w, number in found.items() if number >= 0}


def _find_note(words: Words, missing: Sequence[str]) -> int:
    """The number of the note of a witness that contains the missing words (as written), or -1."""
    norms = [norm for text in missing if is_word(norm := normalize(text))]
    if len(norms) < NOTE_WORDS:
        return -1
    least = int(NOTE_SHARE * len(norms) + 0.999)
    scored = [(LCSseq.similarity(norms, note, score_cutoff=least), -number) for number, note in words.notes]
    score, number = max(scored, default=(0, 0))
    return -number if score >= least else -1
