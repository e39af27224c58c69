"""Join two dates that «to», or «between» and «and», make one range: «Michaelmas 1389 to Easter 1390»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from edition.annotate.date_language import DateLanguage, exactly, one_of
from edition.annotate.date_reading import FoundDate
from edition.annotate.grammar import DAY, YEAR
from edition.annotate.word_patterns import small_words
from edition.model import DateValue

_REACH = 40  # characters before the first date in which «between» is looked for


def join_dates(text: str, dates: Iterable[FoundDate], language: DateLanguage) -> Iterator[FoundDate]:
    """The dates; of two that are joined, one from the first day of the one to the last day of the other."""
    last: FoundDate | None = None
    for date in dates:
        joined = _join(text, last, date, language) if last is not None else None
        if last is not None and joined is None:
            yield last
        last = joined or date
    if last is not None:
        yield last


def _join(text: str, one: FoundDate, other: FoundDate, language: DateLanguage) -> FoundDate | None:
    if one.value is None or other.value is None or not _are_joined(text, one, other, language):
        return None
    start = one.value.when or one.value.not_before or one.value.start
    end = other.value.when or other.value.not_after or other.value.end
    if not start or not end or start.startswith("-") or start >= end:
        return None
    cert = min(one.cert, other.cert, key=("low", "medium", "high").index)
    calendars = tuple(dict.fromkeys((*one.calendar, *other.calendar)))
    rule = f"{one.rule} to {other.rule}"
    return replace(one, end=other.end, value=DateValue(start=start, end=end), rule=rule, cert=cert, calendar=calendars)


def _are_joined(text: str, one: FoundDate, other: FoundDate, language: DateLanguage) -> bool:
    to, between, both = _joints(language)
    if to.fullmatch(text, one.end, other.start):
        return True
    before = text[max(0, one.start - _REACH) : one.start]
    return both.fullmatch(text, one.end, other.start) is not None and between.search(before) is not None


@lru_cache(maxsize=32)
def _joints(language: DateLanguage) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What joins two dates: «to», «between» before them, and «and» between them, with small words."""
    words = language.words
    small = rf"(?:{small_words((*words.of, *words.link, *words.feast_before, *words.the))}){{0,4}}"
    return (
        re.compile(rf"\s+{small_words(words.to)}{small}"),
        re.compile(rf"(?<!\w)(?:{one_of(words.between)})\s+{small}$"),
        re.compile(rf"\s+{small_words(words.both)}{small}"),
    )


def year_of_next(text: str, match: re.Match[str], language: DateLanguage) -> int:
    """The year of the date that «and» or «or» joins to a month without year: «March and April 1848»; 0 for none."""
    groups = match.groupdict()
    if not groups.get("m1") or groups.get("m2") or groups.get("y1"):
        return 0
    found = _next(language).match(text, match.end())
    return int(found["year"]) if found else 0


@lru_cache(maxsize=32)
def _next(language: DateLanguage) -> re.Pattern[str]:
    words = language.words
    joint = rf"(?:,?\s+{small_words((*words.both, *words.either, '&'))}|\s?,\s)"
    day = rf"{DAY}(?:{exactly(words.ordinal_endings)})?\.?"
    small = rf"(?:{small_words((*words.link, *words.the))}){{0,3}}"
    month = rf"(?:{language.months.pattern})(?!\w)"
    forms = [rf"(?:{small}{day}\s+)?{small}{month}"] + [rf"(?:{month}\s+)?{small}{day}"] * words.month_first
    year = rf",?\s+{language.year_link}(?P<year>{YEAR})(?!\w)"
    return re.compile(rf"{joint}(?:{'|'.join(forms)}){year}")
