"""In which direction words run: as two thirds of their letters, or else as what they stand in."""

import unicodedata

_RTL = frozenset({"R", "AL"})
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def direction_of(text: str, around: str = "ltr") -> str:
    """`rtl` or `ltr`.

    >>> direction_of("שלום"), direction_of("the word שלום"), direction_of("1936", around="rtl")
    ('rtl', 'ltr', 'rtl')
    """
    letters = [letter for letter in text if letter.isalpha()]
    right = sum(unicodedata.bidirectional(letter) in _RTL for letter in letters)
    if 3 * right > 2 * len(letters):
        return "rtl"
    return "ltr" if 3 * right < len(letters) else around


def has_right_to_left(text: str) -> bool:
    """Whether any letter runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RTL for letter in text)


def isolated(text: str) -> str:
    """Words between the signs that keep them apart from what stands beside them; for texts without markup."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
