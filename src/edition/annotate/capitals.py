"""Words of dates in capitals («TUESDAY, MARCH 7, 1848»), as newspapers have them, written as the data has them."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from edition.annotate.date_language import DateLanguage
from edition.annotate.word_patterns import normal_word
from edition.late_patterns import late_pattern

_IN_CAPITALS = late_pattern(r"[^\W\d_a-zß-öø-ÿа-яёα-ωά-ώ]{2,}")
_WORD = late_pattern(r"[^\W\d_]+")
_ROMAN = late_pattern(r"[IVXLCDM]+")
_SHORTEST_WEEKDAY = 5  # letters: SUN and SAT are other words


def lower_capitals(text: str, language: DateLanguage) -> str:
    """The text with the words of dates in capitals changed to small letters; every character keeps its place.

    >>> from edition.annotate.date_language import compile_words
    >>> from edition.project.languages import Languages
    >>> lower_capitals("LE 14 JUILLET MDCC.", compile_words(Languages().of("fr").dates))
    'le 14 juillet MDCC.'
    """
    words = _words_in_capitals(language)
    return _IN_CAPITALS.sub(lambda found: words.get(found[0], found[0]), text)


@lru_cache(maxsize=32)
def _words_in_capitals(language: DateLanguage) -> dict[str, str]:
    words = language.words
    eras = (*words.before_year, *words.year_link, *words.old_style, *words.other_eras, *language.eras.values)
    kept = {word for form in eras for word in _WORD.findall(form) if word.isupper()}
    made: dict[str, str] = {}
    for form in _forms(language):
        for word in _WORD.findall(form):
            for capitals in {word.upper(), _without_accents(word.upper())} - kept:
                if len(capitals) == len(word) > 1 and capitals != word and not _ROMAN.fullmatch(capitals):
                    made.setdefault(capitals, word)
    return made


def _forms(language: DateLanguage) -> Iterator[str]:
    """The words that may stand in capitals; not the short forms of months and weekdays, which may be other words."""
    words = language.words
    months = language.months.values
    yield from (m for m, n in months.items() if len(m) > len("May") or not _is_short(m, n, months))
    yield from (day for day in language.weekdays.values if len(day) >= _SHORTEST_WEEKDAY)
    parts = (language.seasons, language.thirds, language.turns, language.halves, language.quarters)
    days = (language.ordinals, language.feasts, language.moved, language.marks, language.republican)
    for table in (*parts, *days, language.year_words):
        yield from table.values
    for lists in (words.link, words.year_link, words.the, words.of, words.to, words.both, words.between, words.century,
                  words.century_before, words.feast_before, words.day_words, words.time):  # fmt: skip
        yield from (form for word in lists for form in (normal_word(word).lower(), word))


def _is_short(month: str, number: int, months: Mapping[str, int]) -> bool:
    return any(n == number and len(m) > len(month) and m.startswith(month) for m, n in months.items())


def _without_accents(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(kept))
