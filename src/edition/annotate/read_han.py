"""Read dates with signs behind their parts: 1911年10月10日, 光緒二十四年, 十九世纪末."""

from collections.abc import Mapping

from edition.annotate import calendar
from edition.annotate.calendar import PartialDate
from edition.annotate.date_language import DateLanguage
from edition.annotate.date_reading import Reading
from edition.annotate.eras import century_of
from edition.annotate.read_numbers import read_han
from edition.model import DateValue

_FIRST_CIVIL_ERA = 1912  # from then on the months of an era are those of the Gregorian calendar


def _part(groups: Mapping[str, str], n: int) -> PartialDate:
    year, month, day = (read_han(groups[f"{key}{n}"]) if f"{key}{n}" in groups else 0 for key in ("hy", "hm", "hd"))
    if month > 12 or day > 31:
        raise ValueError("no month or day")
    return PartialDate(year, month, day)


def read_han_date(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A year, a month or a day, in figures or in numerals."""
    day = _part(groups, 1)
    return Reading(None if day.fault else DateValue(when=day.iso), name, fault=day.fault)


def read_han_range(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A range; the second date takes year and month from the first."""
    start, end = _part(groups, 1), _part(groups, 2)
    end = PartialDate(end.year or start.year, end.month or start.month, end.day)
    if start.fault or end.fault or start.iso >= end.iso:
        return None
    return Reading(calendar.make_range(start, end), name)


def read_han_third(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """Early, mid or late in a year or a month."""
    day, third = _part(groups, 1), language.thirds[groups["third"]]
    made = calendar.third_of_month(day.year, day.month, third) if day.month else calendar.third_of_year(day.year, third)
    return Reading(made, name)


def read_han_season(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A season of a year."""
    return Reading(calendar.season(_part(groups, 1).year, language.season_months(groups["season"])), name)


def read_han_era(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A year of an era; months and days only since the Gregorian calendar, because older ones follow the moon."""
    first = language.era_years[groups["he"]]
    number, stated = read_han(groups["hn"]), _part(groups, 1)
    if not 1 <= number <= 100 or (stated.month and first < _FIRST_CIVIL_ERA):
        return None
    day = PartialDate(first + number - 1, stated.month, stated.day)
    return None if day.fault else Reading(DateValue(when=day.iso), name)


def read_han_year(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A year with its era, or two; the second one has the era of the first unless it has its own."""
    eras = [language.eras[groups[f"era{n}"]] if f"era{n}" in groups else 0 for n in (1, 2)]
    first = read_han(groups["ny1"]) * eras[0]
    if "ny2" not in groups:
        return Reading(DateValue(when=PartialDate(first).iso), name)
    last = read_han(groups["ny2"]) * (eras[1] or eras[0])
    return Reading(calendar.make_year_range(first, last), name) if first < last else None


def read_han_century(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A century, one of its thirds, or one of its decades: 二十世纪三十年代."""
    if "hy1" in groups:
        return Reading(calendar.make_year_range(int(groups["hy1"]), int(groups["hy1"]) + 9), name)
    number = read_han(groups["hc"])
    if not 1 <= number <= 21:
        return None
    first = century_of(number, "era1" in groups and language.eras[groups["era1"]] < 0)
    if "hx" in groups:
        decade = first - 1 + read_han(groups["hx"])
        return Reading(calendar.make_year_range(decade, decade + 9), name)
    if "third" in groups:
        return Reading(calendar.third_of_years(first, 100, language.thirds[groups["third"]]), name)
    return Reading(calendar.make_year_range(first, first + 99), name)
