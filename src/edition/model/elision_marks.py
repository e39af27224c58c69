"""Marks of elision: an apostrophe at the end of a word that belongs to the word, and is no closing quotation mark."""

from collections.abc import Sequence
from functools import lru_cache

from edition.late_patterns import late_pattern
from edition.model.letters import MARKS

#: Parts of character classes: the letters of Greek, without its signs; those of Hebrew with their points.
GREEK = (
    "\u0370-\u0373\u0376-\u037d\u037f-\u0386\u0388-\u03ff\u1f00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec"
    "\u1ff2-\u1ffc"
)
HEBREW = "\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u05d0-\u05f2"
_ELISIONS = "’'ʼ\u1fbd\u1fbf"  # the last two are signs of Greek that are never quotation marks
_KORONIS = "\u1fbd\u1fbf"
#: By the sign that opens a quotation the signs that may close it.
_CLOSERS = {"‘": "’", "‚": "‘’", "‛": "’", "'": "'"}
_IN_GREEK = late_pattern(f"[{GREEK}][{MARKS}]*$")
_IN_HEBREW = late_pattern(f"[{HEBREW}]$")
_HAS_ELISIONS = late_pattern(f"[{GREEK}{HEBREW}][{MARKS}]*[{_ELISIONS}]")
#: The letters with which a whole word of Greek ends; a word that ends in another one has lost its vowel.
_WHOLE = late_pattern(f"[αειουηωάέίόύήώϊϋΐΰἀ-ᾼῂ-ῼνρςξψϲ][{MARKS}]*$")
_REACH = 6  # a letter with its marks


def join_elisions(text: str, spans: Sequence[tuple[int, int]], elisions: str = "") -> list[tuple[int, int]]:
    """The tokens of a text, in which a mark of elision and its word become one.

    In Greek a mark belongs to the word before it, and so does the geresh of Hebrew that is written as an apostrophe; in
    other scripts those of `elisions` do, where no letter follows. An apostrophe that closes a quotation is told by the
    sign that opens it; behind a word of Greek that has lost its vowel it is a mark of elision all the same.
    """
    if not elisions and not _has_elisions(text):
        return list(spans)
    made: list[tuple[int, int]] = []
    opened: list[str] = []  # for each quotation that is open, the signs that may close it
    for start, end in spans:
        sign = text[start:end]
        if sign in _CLOSERS and _opens(text, start, end):
            opened.append(_CLOSERS[sign])
        elif sign[0] in _ELISIONS:
            before = text[max(0, start - _REACH) : start]
            if opened and sign in opened[-1] and not _has_lost_vowel(before):
                opened.pop()
            elif made and made[-1][1] == start and _is_elision(sign, before, text[end : end + 1], elisions):
                made[-1] = made[-1][0], end
                continue
        made.append((start, end))
    return made


@lru_cache(maxsize=4)
def _has_elisions(text: str) -> bool:
    """Whether a text has elisions of Greek or Hebrew. Kept, as a long text is asked again for each of its blocks."""
    return _HAS_ELISIONS.search(text) is not None


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a sign stands before a word and not behind one."""
    before = text[start - 1 : start]
    return not before.isalnum() and before not in (*_ELISIONS, ".", "!", "?") and text[end : end + 1].isalnum()


def _has_lost_vowel(before: str) -> bool:
    """Whether a text ends in a word of Greek that is not whole."""
    return bool(_IN_GREEK.search(before)) and not _WHOLE.search(before.lower())


def _is_elision(sign: str, before: str, after: str, elisions: str) -> bool:
    """Whether a sign behind a word is a part of it."""
    if _IN_GREEK.search(before) or sign[0] in _KORONIS:
        return True
    is_last = not after.isalnum()
    return is_last and (sign in elisions or (sign in "’'" and bool(_IN_HEBREW.search(before))))
