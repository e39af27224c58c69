"""What a word of the search is, and when two are the same.

xslt/site/js/40-hits.js says the same for the browser; a test compares them.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

#: Signs inside a word that nobody sees or types: soft hyphen, joiners.
_UNSEEN: Final = "\u00ad\u200c\u200d\u2060"
#: Letters by their class in Unicode that stand for an apostrophe: they part words, as an apostrophe does.
_APOSTROPHES: Final = "\u02bb\u02bc"
#: Scripts without spaces between words (Thai, Lao, Burmese, Khmer, Japanese, Chinese): each letter is a word.
_UNSPACED: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
#: Accents, Hebrew points, Arabic vowel signs; vowel signs of other scripts are letters to their readers, and stay.
_ACCENTS: Final = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
)  # fmt: skip
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ"}
    | dict.fromkeys("\u02b9\u02ba" + _UNSEEN, "")  # primes that transliterate the soft and hard sign
)
OUTSIDE, LETTER, ALONE, MARK = range(4)


def fold(word: str) -> str:
    """A word as it is searched: letter case, accents and compatibility forms make no difference."""
    plain = unicodedata.normalize("NFKD", word).lower().translate(_LETTERS)
    bare = "".join(c for c in plain if sign_of(c) and not _within(c, _ACCENTS))
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
    if category == "M" or c in _UNSEEN:
        return MARK
    if category not in "LN" or c in _APOSTROPHES:
        return OUTSIDE
    return ALONE if _within(c, _UNSPACED) else LETTER


def _within(c: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(c) <= last for first, last in ranges)
