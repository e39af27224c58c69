"""Years in words («mil quatre cent douze», «millesimo trecentesimo»), shown to the grammar in figures."""

import re
from collections.abc import Iterable
from functools import lru_cache

from edition.annotate.date_language import DateLanguage, exactly, one_of

SPOKEN = "\ue000"  # fills the place of the words behind the figures
_FIRST, _LAST = 1001, 2100
_HUNDRED, _THOUSAND = 100, 1000
_BLANK = r"(?:\s+|-)?"


def write_in_figures(text: str, language: DateLanguage) -> str:
    """The text with figures in the place of each year in words, filled up with `SPOKEN` to its length.

    >>> from edition.annotate.date_language import compile_words
    >>> from edition.project.languages import Languages
    >>> write_in_figures("l'an mil quatre cent.", compile_words(Languages().of("fr").dates)).rstrip("." + SPOKEN)
    "l'an 1400"
    """
    if not language.year_words or _large(language).search(text) is None:
        return text

    def written(found: re.Match[str]) -> str:
        year = sum_of(_values(found[0], language))
        return f"{year}".ljust(len(found[0]), SPOKEN) if _FIRST <= year <= _LAST else found[0]

    return _spoken(language).sub(written, text)


def sum_of(values: Iterable[int]) -> int:
    """The number that words say one after the other: a hundred and a thousand multiply what is before them.

    >>> sum_of([1000, 4, 100, 12]), sum_of([16, 100, 5]), sum_of([1000, 300, 40, 8])
    (1412, 1605, 1348)
    """
    total = current = 0
    for value in values:
        if value == _THOUSAND:
            total, current = total + max(current, 1) * value, 0
        elif value == _HUNDRED and current < _HUNDRED:
            current = max(current, 1) * value
        else:
            current += value
    return total + current


def _values(text: str, language: DateLanguage) -> list[int]:
    words = (found[0] for found in _one_word(language).finditer(text))
    return [_value(word, language) for word in words]


def _value(word: str, language: DateLanguage) -> int:
    small = word[:1].lower() + word[1:]
    return next((t[w] for t in (language.year_words, language.ordinals) for w in (word, small) if w in t), 0)


@lru_cache(maxsize=32)
def _one_word(language: DateLanguage) -> re.Pattern[str]:
    return re.compile(_any_word(language))


def _any_word(language: DateLanguage) -> str:
    return one_of((*language.year_words.values, *language.ordinals.values))


@lru_cache(maxsize=32)
def _large(language: DateLanguage) -> re.Pattern[str]:
    return re.compile(one_of(word for word, value in language.year_words.values.items() if value >= _HUNDRED))


@lru_cache(maxsize=32)
def _spoken(language: DateLanguage) -> re.Pattern[str]:
    word = _any_word(language)
    both = exactly(w for w in language.words.both if w.isalpha())
    return re.compile(rf"(?<!\w){word}(?:{_BLANK}(?:(?:{both}){_BLANK})?{word}){{1,9}}(?!\w)")
