"""What a word of the search is, and when two words are the same.

This is not the tokeniser of edition.model.tokens: xslt/site/js/40-hits.js does the same in the browser, where the
character classes of Python are not available, and a test compares the two. Apostrophes separate words here.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from edition.model.letters import JOINERS
from edition.model.tokens import UNSPACED_RANGES

#: Letters by their class in Unicode that stand for an apostrophe: they part words, as an apostrophe does.
_APOSTROPHES: Final = "\u02bb\u02bc"
#: Accents, Hebrew points, Arabic vowel signs; vowel signs of other scripts are letters to their readers, and stay.
_ACCENTS: Final = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
)  # fmt: skip
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ"}
    | dict.fromkeys("\u02b9\u02ba\u0640" + JOINERS, "")  # primes for the soft and hard sign; the tatweel
    | {"ٱ": "ا"}
)
OUTSIDE, LETTER, ALONE, MARK = range(4)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word as it is searched: letter case, accents and compatibility forms make no difference."""
    plain = unicodedata.normalize("NFKD", word).lower().translate(_LETTERS)
    bare = "".join(c for c in plain if sign_of(c) and not _is_accent(c))
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with its start and end.

    A word is a run of letters, digits and the marks on them. Apostrophes and hyphens part words: «Trotsky's» is found
    by `trotsky` and by `trotsky's`, which is a phrase of two words.
    """
    found, start, alone = [], -1, False
    for at, sign in enumerate(map(sign_of, text + " ")):
        if start >= 0 and (sign == OUTSIDE or (sign != MARK and (alone or sign == ALONE))):
            if folded := fold(text[start:at]):
                found.append((folded, start, at))
            start = -1
        if start < 0 and sign != OUTSIDE:
            start, alone = at, sign == ALONE
    return found


@cache
def sign_of(c: str) -> int:
    """What a character is to a word: outside, a letter, a letter that is a word, a mark upon a letter."""
    category = unicodedata.category(c)[0]
    if category == "M" or c in JOINERS:
        return MARK
    if category not in "LN" or c in _APOSTROPHES:
        return OUTSIDE
    return ALONE if _within(c, UNSPACED_RANGES) else LETTER


@cache
def _is_accent(c: str) -> bool:
    return _within(c, _ACCENTS)


def _within(c: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(c) <= last for first, last in ranges)
