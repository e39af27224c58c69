"""Words that run together with what follows them in a date: «il 8» is «l’8», «de agost» is «d’agost».

A message file states them as the message `date.elisions`: pairs with a semicolon between them, what is found, an equals
sign, what stands in its place. A star behind a number stands for more figures: `il 8* = l’8*` is true of 8, 80 and 804.
xslt/modules/elisions.xsl and xslt/site/js/30-cite.js read the same pairs; a test compares the three.
"""

import re
from collections.abc import Iterator
from functools import cache

from edition.late_patterns import late_pattern

KEY = "date.elisions"
_PAIR = late_pattern(r"\s*([\w’' ]*[\w’'])(\*?)\s*=\s*([\w’' ]*[\w’'])(\*?)\s*")


def put_elisions(pairs: str, words: str) -> str:
    """The words with each pair put in.

    >>> put_elisions("il 8* = l’8*; il 11 = l’11", "tra il 8 e il 11 marzo")
    'tra l’8 e l’11 marzo'
    """
    for found, put in _rules(pairs):
        words = found.sub(put, words)
    return words


def check_elisions(pairs: str) -> str:
    """What is wrong with the pairs, or ""."""
    for pair in filter(str.strip, pairs.split(";")):
        made = _PAIR.fullmatch(pair)
        if made is None or made[2] != made[4]:
            return f"«{pair.strip()}» is no pair of words; write: il 8* = l’8*; il 11 = l’11"
    return ""


@cache
def _rules(pairs: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_read(pairs))


def _read(pairs: str) -> Iterator[tuple[re.Pattern[str], str]]:
    for pair in filter(str.strip, pairs.split(";")):
        if made := _PAIR.fullmatch(pair):
            figures = r"(\d*)" if made[2] else r"(\d{0})"
            yield re.compile(rf"(^|[^\w]){re.escape(made[1])}{figures}($|[^\w])"), rf"\g<1>{made[3]}\g<2>\g<3>"
