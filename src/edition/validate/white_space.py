"""White space as XML defines it: blank, tab and line ends; a no-break space is a character like any other."""

import unicodedata

from edition.late_patterns import late_pattern

_WHITE = late_pattern("[ \t\n\r]+")


def split_words(value: str) -> list[str]:
    """The words of a value, between white space."""
    return value.split() if value.isascii() else [word for word in _WHITE.split(value) if word]


def collapse(value: str) -> str:
    """A value without white space at its ends, and with one blank where there is more inside."""
    return " ".join(split_words(value))


def is_blank(text: str) -> bool:
    """Whether a text is empty, or white space alone."""
    return not text or (text.isspace() and text.isascii())


def quote_words(text: str, longest: int) -> str:
    """The beginning of a text for a message; characters that cannot be seen are named."""
    words = collapse(text)
    if words.isspace():
        return ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip() for char in dict.fromkeys(words))
    return words if len(words) <= longest else f"{words[:longest]}…"
