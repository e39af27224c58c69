"""Find numbers in digits or in words and give both the same value: «15», «fifteen»."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from edition.annotate.hide_numbers import HIDDEN
from edition.annotate.language import Language

_FIGURES = r"(?<![\w.,])\d{1,3}(?:[,٬]\d{3})+(?![\w,٬]*\d)|(?<![\w.])\d+(?![\w]|[.,]\d)"


@lru_cache(maxsize=8)
def _number_pattern(numbers: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"{_FIGURES}|\b(?:{words})\b", re.IGNORECASE)


def find_numbers(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """The (start, end, value) of every number. The caller has replaced each character of a date by `HIDDEN`.

    Number words are those of the language; tens and units («twenty-two») are one number.
    """
    for found in _number_pattern(tuple(language.numbers)).finditer(text.replace(HIDDEN, "_")):
        words = found[0].lower()
        if words[0].isdigit():
            yield found.start(), found.end(), _in_ascii(words)
        else:
            yield found.start(), found.end(), str(language.numbers[words])


def _in_ascii(figures: str) -> str:
    """The digits of a number, whatever script they are in: «١٬٢٠٠» is 1200."""
    return "".join(str(unicodedata.decimal(c)) for c in figures if c.isdecimal())
