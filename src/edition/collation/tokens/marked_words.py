"""The tokens of a witness whose source marks words one by one, or in which letters of words are lost."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from edition.collation.tokens.normalize import normalize
from edition.collation.tokens.witness_tokens import GivenToken
from edition.model import MarkedWord, Siglum, Witness, reading_blocks
from edition.model.tokens import NO_SIGNS, WordSigns, token_spans

_LOST = re.compile(r"\[(\.+|…)\]")
_MOST_FORMS = 1  # a broken word is taken for another only where no second one fits


def given_tokens(
    witnesses: Sequence[Witness], by_lemma: bool, signs: Mapping[Siglum, WordSigns] | None = None
) -> Mapping[Siglum, Sequence[GivenToken]]:
    """By siglum, the tokens of each witness with marked words. `by_lemma`: words of one lemma compare as equal;
    `signs`: by siglum, those of its language.

    A word with lost letters compares as the one word of the other witnesses that fits it, if there is only one.
    """
    marked = [witness for witness in witnesses if witness.words]
    broken = any(word.is_broken for witness in marked for word in witness.words)
    signs = {w.siglum: (signs or {}).get(w.siglum, NO_SIGNS) for w in witnesses}
    forms = {w.siglum: _forms(w, signs[w.siglum]) if broken else frozenset[str]() for w in witnesses}
    made = {}
    for witness in marked:
        known = frozenset[str]().union(*(forms[s] for s in forms if s != witness.siglum))
        made[witness.siglum] = tuple(_tokens(witness, by_lemma, known, signs[witness.siglum]))
    return made


def _forms(witness: Witness, signs: WordSigns) -> frozenset[str]:
    """The norms of all words of a witness."""
    found: set[str] = set()
    for block in reading_blocks(witness):
        found.update(block.text[a:b] for a, b in token_spans(block.text, signs=signs))
    return frozenset(map(normalize, found))


def _tokens(witness: Witness, by_lemma: bool, known: frozenset[str], signs: WordSigns) -> Iterator[GivenToken]:
    words = witness.words
    starts = [word.start for word in words]
    for block in reading_blocks(witness):
        if not block.offsets:
            continue
        first, last = bisect_left(starts, block.offsets[0]), bisect_left(starts, block.offsets[-1] + 1)
        inside = [word for word in words[first:last] if _holds_letters(witness.text[word.start : word.end])]
        spans = token_spans(block.text, signs=signs)
        plain = [(block.offsets[a], block.offsets[b - 1] + 1) for a, b in spans]
        yield from _with_plain_tokens(plain, inside, by_lemma, known, witness.text)


def _holds_letters(text: str) -> bool:
    return bool(text.strip()) and not re.search(r"\s\S*\s", text.strip())


def _with_plain_tokens(
    plain: list[tuple[int, int]], marked: Sequence[MarkedWord], by_lemma: bool, known: frozenset[str], text: str
) -> Iterator[GivenToken]:
    """The marked words of a block, and between them its `plain` tokens."""
    at = 0
    for word in marked:
        while at < len(plain) and plain[at][1] <= word.start:
            yield (*plain[at], "")
            at += 1
        if at < len(plain) and plain[at][0] < word.start:  # the word is marked in the middle of a token
            yield plain[at][0], word.start, ""
        yield word.start, word.end, _norm(word, text[word.start : word.end], by_lemma, known)
        while at < len(plain) and plain[at][1] <= word.end:
            at += 1
        if at < len(plain) and plain[at][0] < word.end:
            plain[at] = word.end, plain[at][1]
    yield from ((*span, "") for span in plain[at:])


def _norm(word: MarkedWord, form: str, by_lemma: bool, known: frozenset[str]) -> str:
    """The norm of a marked word; "" for that of its form."""
    if word.is_broken:
        return _fitting(form, known)
    if by_lemma and word.lemma:
        return normalize(word.lemma)
    return normalize(word.norm) if word.norm else ""


def _fitting(form: str, known: frozenset[str]) -> str:
    """The one word of the other witnesses that a broken word may be; else the word with its brackets.

    >>> _fitting("her[..]n", frozenset({"hern", "heron", "herein"})), _fitting("[…]ow", frozenset({"row", "low"}))
    ('herein', '[…]ow')
    """
    pattern, at = "", 0
    for lost in _LOST.finditer(form):
        pattern += re.escape(normalize(form[at : lost.start()]) if form[at : lost.start()] else "")
        pattern += r"\w*" if lost[1] == "…" else rf"\w{{{len(lost[1])}}}"
        at = lost.end()
    pattern += re.escape(normalize(form[at:]) if form[at:] else "")
    found = [one for one in known if re.fullmatch(pattern, one)]
    return found[0] if len(found) == _MOST_FORMS else form
