"""Read Roman days, feasts, years of reigns, and days of other calendars, by the arithmetic of `calendars`."""

from collections.abc import Mapping

from edition.annotate import calendar
from edition.annotate.calendar import PartialDate
from edition.annotate.calendars import (
    Calendar,
    Day,
    day_number,
    day_of,
    easter,
    gregorian_day,
    gregorian_number,
    hebrew_number,
    hebrew_year,
    islamic_number,
    julian_day,
    julian_number,
    republican_number,
    roman_day,
    weekday,
)
from edition.annotate.date_language import MOVABLE, DateLanguage
from edition.annotate.date_reading import Reading
from edition.annotate.read_numbers import (
    day_of_groups,
    month_of,
    ordinal_of,
    read_figures,
    read_hebrew,
    read_hebrew_year,
    read_roman,
    year_of,
)
from edition.model import DateValue

_LONGEST_REIGN = 75  # years


def _when(day: Day) -> DateValue:
    return DateValue(when=PartialDate(*day).iso)


def _stated_year(groups: Mapping[str, str], language: DateLanguage) -> int:
    if "n1" in groups and "era1" in groups:
        return int(groups["n1"]) * language.eras[groups["era1"]]
    return year_of(groups, 1, language)


def read_roman_day(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """«a. d. III Kal. Iun. 1508»: counted back from the mark of the month, the mark included.

    The year is that of the day: «VIII Kal. Ian. 800» is Christmas of 800, unless the year began on that day.
    """
    back = 2 if "prid" in groups else 1
    if "rn" in groups:
        back = int(groups["rn"]) if groups["rn"].isdigit() else read_roman(groups["rn"])
    elif "rw" in groups:
        back = ordinal_of(groups["rw"], language)
    mark, month, year = language.marks[groups["mark"]], month_of(groups, 1, language), _stated_year(groups, language)
    if not 1 <= back <= (19, 6, 8)[mark]:
        return None
    is_december = (month, mark) == (1, 0) and back > 1
    if year < 0:
        _, month, day = roman_day(5, month, mark, back)
        return Reading(DateValue(when=PartialDate(year, month, day).iso), name)
    day_of_year = roman_day(year + is_december, month, mark, back)
    return Reading(_when(day_of_year), name, "medium" if is_december else "high")


def read_feast(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A feast of a year, its eve or octave; or the weekday before or after it."""
    year = _stated_year(groups, language)
    if year <= 0:
        return None
    feast = language.feasts[groups["feast"]]
    is_julian = _is_julian(year, feast, language)
    if feast >= MOVABLE // 2:
        number = easter(year, is_julian) + feast - MOVABLE
    else:
        number = day_number((year, feast // 100, feast % 100), is_julian)
    for key in ("moved", "moved2"):
        number += language.moved[groups[key]] - MOVABLE if key in groups else 0
    if "wd" in groups:
        number = _nearest_weekday(number, language.weekdays[groups["wd"]], "post" in groups)
    cert = "high" if feast < MOVABLE // 2 or not _is_doubtful(year, language) else "medium"
    return Reading(_when(day_of(number, is_julian)), name, cert)


def _is_julian(year: int, feast: int, language: DateLanguage) -> bool:
    month, day = (feast // 100, feast % 100) if feast < MOVABLE // 2 else (4, 1)
    return (year, month, day) < language.gregorian_from


def _is_doubtful(year: int, language: DateLanguage) -> bool:
    """Whether some countries of the time had one calendar, some the other."""
    return 1582 < year < 1753


def _nearest_weekday(number: int, day: int, is_after: bool) -> int:
    """The first such weekday after a day, or the last one before it."""
    if is_after:
        return number + 1 + (day - weekday(number + 1)) % 7
    return number - 1 - (weekday(number - 1) - day) % 7


def read_reign(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """«3 Edward III»: from the day of the accession to the day before it in the next year."""
    number = int(groups["kn"]) if "kn" in groups else 0
    number = number or (ordinal_of(groups["kw"], language) if "kw" in groups else read_roman(groups["kr"]))
    first = language.reigns[groups["king"]]
    year, month, day = first // 10_000, first // 100 % 100, first % 100
    if not 1 <= number <= _LONGEST_REIGN:
        return None
    is_julian = (year, month, day) < language.gregorian_from
    last = day_of(day_number((year + number, month, day), is_julian) - 1, is_julian)
    value = calendar.make_bounds(PartialDate(year + number - 1, month, day), PartialDate(*last))
    return Reading(value, name)


def read_two_days(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A day of the Julian calendar and the same day of the Gregorian one, in either order: the Gregorian day.

    None where the two are not the same day. The year is that of the second day.
    """
    year = year_of(groups, 1, language)
    months = [month_of(groups, n, language) for n in (1, 2)]
    months = [months[0] or months[1], months[1] or months[0]]
    days = [day_of_groups(groups, n, language) for n in (1, 2)]
    years = (year_of(groups, 2, language) or year - (months[0] > months[1]), year)
    one, two = ((y, m, d) for y, m, d in zip(years, months, days, strict=True))
    if not all(_exists(day) for day in (one, two)):
        return None
    for old, new in ((one, two), (two, one)):
        for month in range(-1, 2):
            if _same_day(_in_month(old, month), new) and (month == 0 or "m2" not in groups):
                return Reading(_when(new), name, calendar=(Calendar.JULIAN, Calendar.GREGORIAN))
    return None


def _in_month(day: Day, ahead: int) -> Day:
    months = 12 * day[0] + day[1] - 1 + ahead
    return months // 12, months % 12 + 1, day[2]


def _same_day(old: Day, new: Day) -> bool:
    return new >= (1582, 10, 15) and julian_day(gregorian_number(*new)) == old


def _exists(day: Day) -> bool:
    return julian_day(julian_number(*day)) == day


def read_old_style(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """«1 March 1709 O.S.»: the day keeps the figures that the text has; its calendar is the Julian one."""
    day = PartialDate(year_of(groups, 1, language), month_of(groups, 1, language), day_of_groups(groups, 1, language))
    return None if day.fault else Reading(DateValue(when=day.iso), name, calendar=(Calendar.JULIAN,))


def read_republican(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """«18 brumaire an VIII»; without a day the whole month."""
    year = int(groups["ra"]) if groups["ra"].isdigit() else read_roman(groups["ra"])
    month = language.republican[groups["rm"]]
    if "rd" in groups:
        return _converted(name, republican_number(year, month, int(groups["rd"])), Calendar.REPUBLICAN)
    last = 30 if month < 13 else 5
    return _spanned(name, republican_number(year, month, 1), republican_number(year, month, last), Calendar.REPUBLICAN)


def read_hebrew_day(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A day, a month or a year of the Hebrew calendar."""
    year = int(groups["hf"]) if "hf" in groups else read_hebrew_year(groups["hy"])
    if not 4500 < year < 6000:
        return None
    if "hm" not in groups:
        return _spanned(name, *hebrew_year(year), Calendar.HEBREW) if year > 5200 else None
    month = language.hebrew[groups["hm"]]
    if "hd" in groups:
        day = int(groups["hd"]) if groups["hd"].isdigit() else read_hebrew(groups["hd"])
        return _converted(name, hebrew_number(year, month, day), Calendar.HEBREW)
    return _spanned(name, hebrew_number(year, month, 1), hebrew_number(year, month, 29), Calendar.HEBREW)


def read_islamic_day(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A day, a month or a year of the Islamic calendar, by the tables; the moon may have been seen a day off."""
    year = read_figures(groups["iy"])
    if not 1 <= year <= 1500:
        return None
    if "im" not in groups:
        return _spanned(name, islamic_number(year, 1, 1), islamic_number(year + 1, 1, 1) - 1, Calendar.ISLAMIC)
    month = language.islamic[groups["im"]]
    if "id" in groups or "first" in groups:
        number = read_figures(groups["id"]) if "id" in groups else 1
        found = _converted(name, islamic_number(year, month, number), Calendar.ISLAMIC)
        return Reading(found.value, found.rule, "medium", calendar=found.calendar)
    return _spanned(name, islamic_number(year, month, 1), islamic_number(year, month, 29), Calendar.ISLAMIC)


def _converted(name: str, number: int, counted: Calendar) -> Reading:
    return Reading(_when(_civil(number)), name, calendar=(counted,))


def _spanned(name: str, first: int, last: int, counted: Calendar) -> Reading:
    value = calendar.make_bounds(PartialDate(*_civil(first)), PartialDate(*_civil(last)))
    return Reading(value, name, calendar=(counted,))


def _civil(number: int) -> Day:
    """The day in the Gregorian calendar, which the values of TEI count by."""
    return gregorian_day(number)
