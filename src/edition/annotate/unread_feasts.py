"""Feasts the tables do not have, before a year: «in vigilia sancti Kiliani anno 1280». The year alone is no date."""

import re
from functools import lru_cache

from edition.annotate.date_language import DateLanguage
from edition.late_patterns import late_pattern

_TOKEN = late_pattern(r"[^\W\d_][\w’'.·-]*|\S")
_MOST_WORDS = 9  # between the word for a feast and the year
_EPITHETS = 2  # small words behind the name of a saint: «apostoli et martyris»


def follows_unread_feast(before: str, language: DateLanguage) -> bool:
    """Whether the text before a year ends in the day of a feast, with a name that the language does not have.

    >>> from edition.project.languages import date_words
    >>> from edition.annotate.date_language import compile_words
    >>> latin = compile_words(date_words("la"))
    >>> follows_unread_feast("in vigilia sancti Kiliani martyris anno ", latin)
    True
    >>> follows_unread_feast("in die quo Paulus venit anno ", latin)
    False
    """
    leads, saints, small, years = _words_of(language)
    words = _TOKEN.findall(before)[-_MOST_WORDS - 4 :]
    while words and words[-1] not in language.words.feast_after and (words[-1].lower() in years or words[-1] == ","):
        words.pop()
    if not words:
        return False
    return _ends_in_day(words, language, saints) or any(
        word.lower() in leads and _is_feast(words[at + 1 :], saints, small)
        for at, word in enumerate(words[-_MOST_WORDS:], max(0, len(words) - _MOST_WORDS))
    )


def may_be_place(match: re.Match[str], before: str, language: DateLanguage) -> bool:
    """Whether a feast is the name of a saint alone, which is as well that of a place: «à Saint-Denis 1789».

    In languages that say which words stand before a feast; «the feast of», «eve» or a weekday in the match tell, too.
    """
    own = language.words
    feast = match["feast"]
    saints = tuple(word for found in own.saints for word in found)
    if not own.to_saints or match.start("feast") != match.start() or not feast.startswith(saints):
        return False
    behind = match.string[match.end("feast") :].split(maxsplit=1)
    if behind and behind[0] in own.feast_after:
        return False
    return not before.lower().rstrip().endswith(tuple(f" {word}" for word in own.to_saints)) and (
        before.strip().lower() not in own.to_saints
    )


def _is_feast(words: list[str], saints: frozenset[str], small: frozenset[str]) -> bool:
    """Whether the words are those of a feast and nothing else: its names, a word for a saint, what links them."""
    has_saint = any(w.lower() in saints or w.lower().startswith(tuple(f"{s}-" for s in saints)) for w in words)
    others = [w for w in words if not (w[0].isupper() or w.lower() in saints or w.lower() in small)]
    named = any(w[0].isupper() and len(w) > 1 for w in words)
    return named and (not others or (has_saint and len(others) <= _EPITHETS and others == words[-len(others) :]))


def _ends_in_day(words: list[str], language: DateLanguage, saints: frozenset[str]) -> bool:
    """Whether the last word is a day of the name before it («Urbans Tag»), or one word with it («St. Kilianstag»)."""
    if len(words) < 2 or not words[-2][0].isupper() or not words[-1][0].isalpha():
        return False
    after = language.words.feast_after
    ends = [w.lower() for w in (*after, *(w for found in language.words.moved.values() for w in found)) if w.isalpha()]
    if words[-1] in after:
        return len(words[-2]) > 1 and words[-2].lower() not in saints
    return words[-2].lower() in saints and words[-1].lower().endswith(tuple(ends))


@lru_cache(maxsize=32)
def _words_of(language: DateLanguage) -> tuple[frozenset[str], ...]:
    """Words for a feast, for a saint, those that link, and those between a day and its year, all in small letters."""
    own = language.words
    saints = frozenset(w.strip(" -").lower() for found in own.saints for w in found)
    moved = (w for found in own.moved.values() for w in found)
    leads = frozenset(w.split()[0].lower() for w in (*moved, *own.feast_before, *own.days_of))
    small = frozenset(w.lower() for w in (*own.of, *own.the, *own.articles, *own.link) if " " not in w)
    years = {w.lower() for said in (*own.year_link, *own.time, *own.year) for w in said.split()}
    return leads - saints, saints, small, frozenset(years | small)
