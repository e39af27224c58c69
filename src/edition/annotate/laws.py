"""Find citations of an article of a code: «Article 58 of the RSFSR Penal Code»."""

import re
from collections.abc import Iterator
from functools import lru_cache

from edition.annotate.language import Language
from edition.late_patterns import late_pattern

_DIGIT = late_pattern(r"\d")


@lru_cache(maxsize=8)
def _law_pattern(parts: tuple[str, ...], heads: tuple[str, ...], of: str, the: str) -> re.Pattern[str]:
    number = r"\d+[A-Za-z]?(?:\s?[-–(]\s?\d+[a-z]?\)?)?"
    words = r"(?:[A-Z][\w.]*\s){0,5}"
    part = "|".join(map(re.escape, parts))
    return re.compile(rf"(?<!\w)(?:{part})\s?{number}\s{of}\s(?:{the}\s)?{words}(?:{'|'.join(heads)})(?!\w)")


def find_laws(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """The (start, end) of each citation of an article in a text."""
    if language.law_parts and _DIGIT.search(text):
        pattern = _law_pattern(language.law_parts, language.law_heads, language.of, language.the)
        yield from ((m.start(), m.end()) for m in pattern.finditer(text))
