"""Advice about dates and times that a schema refuses: why a value is impossible, and what to write instead."""

import unicodedata
from collections.abc import Iterator
from functools import cache

import regex

from edition.late_patterns import late_regex
from edition.validate.values import days_in_month

#: The datatypes of XML Schema that are dates, times, or parts of them.
DATE_TYPES = frozenset(("date", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "time", "dateTime"))
_LANGUAGES = ("en", "de", "fr", "it", "es", "la", "nl", "pt", "pl", "cs")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DASHES = late_regex(r"[\p{Pd}−]")
_ISO = late_regex(r"(-?\d{4,})-(\d\d?)(?:-(\d\d?))?(?=$|T)")
_TIME = late_regex(r"(?:^|T)(\d\d?)[:.h](\d\d)(?:[:.](\d\d))?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$")
_NUMBERS = late_regex(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})")
_YEAR_FIRST = late_regex(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?|(\d{4})(\d\d)(\d\d)")
_WORDS = late_regex(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:of|de|di)?\s*)?(?P<month>\p{L}+)\.?\s*"
    r"(?:(?P<later>\d{1,2})(?:st|nd|rd|th)?,\s*|\s+(?P<late>\d{1,2})(?:st|nd|rd|th)?\s+)?(?:of|de|del|di)?,?\s*(?P<year>\d{3,4})"
)
_SPAN = late_regex(r"(-?\d{4}(?:-\d\d){0,2})\s*(?:-|/|\.\.|to|bis|until)\s*(-?\d{4}(?:-\d\d){0,2})")
_ABOUT = late_regex(r"(?i)(?:ca?\.?|circa|about|um|vers|before|after|vor|nach|\[)\s*(\d{4})\]?\??|(\d{4})\s?\?")
_BEFORE_CHRIST = late_regex(r"(?i)(\d{1,4})\s*(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.?\s?chr\.?)")


def explain_impossible(words: str) -> str:
    """Why a value of the form of a date or time can be none, such as «February has no 30th», or ""."""
    written = _DASHES.sub("-", words.strip())
    if found := _ISO.match(written):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        if problem := _explain_day(year, month, day, found[3] is not None):
            return problem
    found = _TIME.search(written)
    return _explain_time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else ""


def _explain_day(year: int, month: int, day: int, has_day: bool) -> str:
    if year == 0:
        return "there is no year 0 (the year before 0001 is -0001)"
    if not 1 <= month <= 12:
        return f"there is no month {month:02}"
    if has_day and day == 0:
        return "there is no day 00"
    if day > 31:
        return f"no month has {day} days"
    if day > days_in_month(year, month):
        is_leap_day = (month, day) == (2, 29)
        return f"{year} is no leap year, so February has no 29th" if is_leap_day else _explain_end(month, day)
    return ""


def _explain_end(month: int, day: int) -> str:
    return f"{_MONTHS[month - 1]} has no {day}{'st' if day == 31 else 'th'}"


def _explain_time(hour: int, minute: int, second: int) -> str:
    if hour > 24:
        return f"there is no hour {hour}"
    if minute > 59:
        return f"there is no minute {minute}"
    if second > 59:
        return f"there is no second {second}"
    return "the last moment of a day is 24:00:00" if hour == 24 and (minute or second) else ""


def propose_dates(words: str) -> Iterator[tuple[str, str]]:
    """What may be meant by a wrong date, as (value, words that tell it from other readings of the same value)."""
    written = _DASHES.sub("-", unicodedata.normalize("NFKC", " ".join(words.split())))
    yield from _propose_iso(written)
    yield from _propose_times(written)
    if found := _NUMBERS.fullmatch(written):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        yield from _propose_day(year, second, first)
        if first != second:
            yield from _propose_day(year, first, second)
    elif found := _YEAR_FIRST.fullmatch(written):
        year, month, day = (
            int(part or 0) for part in (found[1] or found[4], found[2] or found[5], found[3] or found[6])
        )
        yield from _propose_day(year, month, day) if day else _propose_month(year, month)
    elif found := _WORDS.fullmatch(written):
        month = _month_numbers().get(found["month"].casefold(), 0)
        day = int(found["day"] or found["later"] or found["late"] or 0)
        yield from _propose_day(int(found["year"]), month, day) if day else _propose_month(int(found["year"]), month)
    elif found := _BEFORE_CHRIST.fullmatch(written):
        yield f"-{int(found[1]):04}", ""


def _propose_iso(written: str) -> Iterator[tuple[str, str]]:
    """Values of the right order with wrong signs: too few figures, other hyphens, month and day exchanged."""
    yield written, ""
    yield regex.sub(r"^[^\d\-]+|[^\dZ]+$", "", written) if regex.fullmatch(r"\P{L}*", written) else written, ""
    found = regex.fullmatch(r"(-?)(\d{1,})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", written)
    if found and len(found[2]) >= 2 and (len(found[2]) > 2 or found[1]):
        parts = [f"{int(part):02}" for part in (found[3], found[4]) if part]
        yield "-".join((f"{found[1]}{int(found[2]):04}", *parts)), ""
        if len(parts) == 2 and int(parts[0]) > 12:
            yield from _propose_day(int(found[1] + found[2]), int(parts[1]), int(parts[0]))


def _propose_times(written: str) -> Iterator[tuple[str, str]]:
    found = regex.fullmatch(
        r"(?:(\d{4}-\d\d-\d\d)[ T,]+)?(\d{1,2})[:.h](\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:\d\d)?", written
    )
    if found:
        clock = f"{int(found[2]):02}:{found[3]}:{found[4] or '00'}{found[5] or ''}"
        yield (f"{found[1]}T{clock}" if found[1] else clock), ""


def _propose_day(year: int, month: int, day: int) -> Iterator[tuple[str, str]]:
    if 1 <= month <= 12 and 1 <= day <= days_in_month(year or 1, month):
        yield f"{year:04}-{month:02}-{day:02}", f"{day} {_MONTHS[month - 1]}"


def _propose_month(year: int, month: int) -> Iterator[tuple[str, str]]:
    if 1 <= month <= 12:
        yield f"{year:04}-{month:02}", ""


def find_span(words: str) -> tuple[str, str] | None:
    """The two ends, if a value is a span of dates such as «1803-1805»."""
    found = _SPAN.fullmatch(_DASHES.sub("-", words.strip()))
    return (found[1], found[2]) if found else None


def find_uncertain_year(words: str) -> str:
    """The year, if a value is one with a mark of doubt such as «ca. 1803», or ""."""
    found = _ABOUT.fullmatch(words.strip())
    return (found[1] or found[2]) if found else ""


@cache
def _month_numbers() -> dict[str, int]:
    """The names of months in the languages that the program knows, in small letters; ambiguous names are left out."""
    from edition.project.languages import Languages  # imported when the first wrong date is explained: it takes 0.2 s

    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        words = Languages().of(language).dates
        for table in (words.months, words.other_months):
            for number, names in enumerate(table, 1):
                for name in names:
                    found.setdefault(name.casefold().strip(".~"), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}
