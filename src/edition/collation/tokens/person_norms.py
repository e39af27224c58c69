"""One norm for a surname, and for the name of a speaker, in all witnesses, however each spells it."""

from collections import Counter
from collections.abc import Sequence

from edition.collation.tokens.normalize import is_word, normalize
from edition.collation.tokens.witness_tokens import Words
from edition.model import Kind, Mention, MentionKind


def unify_person_norms(all_words: Sequence[Words]) -> None:
    """Give the surname of each registered person one norm in all witnesses: its most frequent one.

    The surname is assumed to be the last word of the name: «Y. L. Pyatakov», «Piatakov».
    """
    found: dict[str, list[tuple[Words, int]]] = {}
    for words in all_words:
        for spans in words.spans.values():
            for last, number in spans:
                mark = words.marks[number]
                if isinstance(mark, Mention) and _ends_in_surname(mark) and is_word(words.norm[last]):
                    found.setdefault(mark.ref, []).append((words, last))
    for places in found.values():
        counts = Counter(words.norm[token] for words, token in places)
        norm = min(counts, key=lambda n: (-counts[n], n))
        for words, token in places:
            words.norm[token] = norm


def unify_speaker_norms(all_words: Sequence[Words]) -> None:
    """Give the first words of speakers that are forms of one name one norm in all witnesses: HAM. and Hamlet.

    A name is an abbreviation of the one longer name that begins so.
    """
    places = (
        [(w, t) for w in all_words for t in range(len(w)) if _begins_speaker(w, t)] if _have_speakers(all_words) else []
    )
    known = {normalize(w.text[t]): w.norm[t] for w, t in places if w.block[t] in w.speakers}
    forms = sorted({normalize(w.text[t]) for w, t in places}, key=len, reverse=True)
    for form in forms:
        longer = [other for other in forms if other != form and other.startswith(form)]
        if form not in known and len(form) > 1 and longer and all(longer[0].startswith(other) for other in longer):
            known[form] = known.get(longer[0], longer[0])
    for w, t in places:
        if w.block[t] not in w.speakers:
            w.norm[t] = known.get(normalize(w.text[t]), w.norm[t])


def _have_speakers(all_words: Sequence[Words]) -> bool:
    return any(block.kind is Kind.SPEAKER for words in all_words for block in words.blocks)


def _begins_speaker(words: Words, token: int) -> bool:
    is_first = not words.is_inside(token)
    return is_first and words.blocks[words.block[token]].kind is Kind.SPEAKER and is_word(words.norm[token])


def _ends_in_surname(mark: Mention) -> bool:
    """Whether a mention is the name of a registered person that our rules found: what a transcription marks may be a
    forename, or a title."""
    return mark.kind is MentionKind.PERSON and bool(mark.ref) and (mark.linked or not mark.hers)
