"""Join two dates with «to» between them that no pattern of a range reads: «Michaelmas 1389 to Easter 1390»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from edition.annotate.date_language import DateLanguage
from edition.annotate.date_reading import FoundDate
from edition.annotate.word_patterns import small_words
from edition.model import DateValue


def join_dates(text: str, dates: Iterable[FoundDate], language: DateLanguage) -> Iterator[FoundDate]:
    """The dates; of two that «to» joins, one from the first day of the one to the last day of the other."""
    last: FoundDate | None = None
    for date in dates:
        joined = _join(text, last, date, language) if last is not None else None
        if last is not None and joined is None:
            yield last
        last = joined or date
    if last is not None:
        yield last


def _join(text: str, one: FoundDate, other: FoundDate, language: DateLanguage) -> FoundDate | None:
    if one.value is None or other.value is None or one.value.start or other.value.start:
        return None
    if _between(language).fullmatch(text, one.end, other.start) is None:
        return None
    start, end = one.value.when or one.value.not_before, other.value.when or other.value.not_after
    if not start or not end or start.startswith("-") or start >= end:
        return None
    cert = min(one.cert, other.cert, key=("low", "medium", "high").index)
    calendars = tuple(dict.fromkeys((*one.calendar, *other.calendar)))
    rule = f"{one.rule} to {other.rule}"
    return replace(one, end=other.end, value=DateValue(start=start, end=end), rule=rule, cert=cert, calendar=calendars)


@lru_cache(maxsize=32)
def _between(language: DateLanguage) -> re.Pattern[str]:
    small = (*language.words.of, *language.words.link, *language.words.feast_before, *language.words.the)
    return re.compile(rf"\s+{small_words(language.words.to)}(?:{small_words(small)}){{0,4}}")
