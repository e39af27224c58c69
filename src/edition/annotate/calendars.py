"""Calendars in whole numbers: every day has a number, and each calendar counts it in its own way.

The number of a day is its Julian day number (at noon). Years before Christ are counted as astronomers do (0 is 1 B.C.);
`historical_year` gives the year without a year 0. Rules after Reingold and Dershowitz, *Calendrical Calculations*, and
the tables of Grotefend; written here from the rules, in integer arithmetic.
"""

from enum import StrEnum

Day = tuple[int, int, int]  # year, month, day


class Calendar(StrEnum):
    """The calendars in which texts count; the values are the ids of `calendar` elements in TEI."""

    GREGORIAN = "gregorian"
    JULIAN = "julian"
    HEBREW = "hebrew"
    ISLAMIC = "islamic"
    REPUBLICAN = "republican"


def gregorian_number(year: int, month: int, day: int) -> int:
    """The number of a day of the Gregorian calendar."""
    y, m = _from_march(year, month)
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def julian_number(year: int, month: int, day: int) -> int:
    """The number of a day of the Julian calendar.

    >>> julian_number(1582, 10, 5) == gregorian_number(1582, 10, 15)
    True
    """
    y, m = _from_march(year, month)
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083


def _from_march(year: int, month: int) -> tuple[int, int]:
    """Year and month counted from March of the year 4800 before the common era."""
    is_winter = month < 3
    return year + 4800 - is_winter, month + 12 * is_winter - 3


def gregorian_day(number: int) -> Day:
    """The day of the Gregorian calendar with a number."""
    a = number + 32044
    b = (4 * a + 3) // 146097
    return _day_from_march(a - 146097 * b // 4, 100 * b)


def julian_day(number: int) -> Day:
    """The day of the Julian calendar with a number."""
    return _day_from_march(number + 32082, 0)


def _day_from_march(days: int, years: int) -> Day:
    d = (4 * days + 3) // 1461
    rest = days - 1461 * d // 4
    m = (5 * rest + 2) // 153
    return years + d - 4800 + m // 10, m + 3 - 12 * (m // 10), rest - (153 * m + 2) // 5 + 1


def weekday(number: int) -> int:
    """The day of the week; 0 is Monday."""
    return number % 7


_HEBREW_BEGIN = 347998  # from which the days of the Hebrew calendar are counted


def _hebrew_new_year(year: int) -> int:
    """The number of 1 Tishri: the mean new moon, put off by the four rules."""
    return _HEBREW_BEGIN + _delayed(year) + _put_off(year)


def _delayed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _put_off(year: int) -> int:
    last, this, following = (_delayed(y) for y in (year - 1, year, year + 1))
    if following - this == 356:
        return 2
    return 1 if this - last == 382 else 0


def is_hebrew_leap_year(year: int) -> bool:
    """Whether a Hebrew year has a second Adar."""
    return (7 * year + 1) % 19 < 7


def hebrew_number(year: int, month: int, day: int) -> int:
    """The number of a day of the Hebrew calendar; months from Nisan (1), Tishri is 7, second Adar 13.

    ValueError for a day that no such month has.

    >>> gregorian_day(hebrew_number(5708, 1, 1))
    (1948, 4, 10)
    """
    months = 13 if is_hebrew_leap_year(year) else 12
    if not (1 <= month <= months and 1 <= day <= _hebrew_length(year, month)):
        raise ValueError(f"no such day in the Hebrew calendar: {year}-{month}-{day}")
    before = range(7, month) if month >= 7 else (*range(7, months + 1), *range(1, month))
    return _hebrew_new_year(year) + sum(_hebrew_length(year, m) for m in before) + day - 1


def _hebrew_length(year: int, month: int) -> int:
    """The days of a month; Marheshvan and Kislev differ with the length of the year."""
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    if month == 8:
        return 30 if length % 10 == 5 else 29
    if month == 9:
        return 29 if length % 10 == 3 else 30
    if month == 12:
        return 30 if is_hebrew_leap_year(year) else 29
    return 29 if month in (2, 4, 6, 10, 13) else 30


def hebrew_year(year: int) -> tuple[int, int]:
    """The numbers of the first and the last day of a Hebrew year."""
    return _hebrew_new_year(year), _hebrew_new_year(year + 1) - 1


_ISLAMIC_BEGIN = 1948440  # 16 July 622 of the Julian calendar, the civil reckoning


def islamic_number(year: int, month: int, day: int) -> int:
    """The number of a day of the tabular Islamic calendar; ValueError for a day that no month has.

    >>> gregorian_day(islamic_number(1300, 3, 12))
    (1883, 1, 21)
    """
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no such day in the Islamic calendar: {year}-{month}-{day}")
    return day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_BEGIN - 1


def republican_number(year: int, month: int, day: int) -> int:
    """The number of a day of the French republican calendar; month 13 has the days at the end of the year.

    The years of the time of its use (I–XIV): leap years are III, VII and XI. ValueError beyond them.

    >>> gregorian_day(republican_number(8, 2, 18))
    (1799, 11, 9)
    """
    if not (1 <= year <= 14 and 1 <= month <= 13 and 1 <= day <= (30 if month < 13 else 5 + (year % 4 == 3))):
        raise ValueError(f"no such day in the republican calendar: {year}-{month}-{day}")
    return gregorian_number(1792, 9, 22) + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1


def easter(year: int, is_julian: bool) -> int:
    """The number of Easter Sunday of a year, by the computus of its calendar.

    >>> gregorian_day(easter(1916, False)), julian_day(easter(1348, True))
    ((1916, 4, 23), (1348, 4, 20))
    """
    golden = year % 19
    if is_julian:
        moon = (19 * golden + 15) % 30
        full = julian_number(year, 3, 21) + moon
    else:
        century = year // 100
        moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
        moon -= moon == 29 or (moon == 28 and golden > 10)
        full = gregorian_number(year, 3, 21) + moon
    return full + 7 - (weekday(full) + 1) % 7


def day_number(day: Day, is_julian: bool) -> int:
    """The number of a day of the Julian or the Gregorian calendar."""
    return julian_number(*day) if is_julian else gregorian_number(*day)


def day_of(number: int, is_julian: bool) -> Day:
    """The day of the Julian or the Gregorian calendar with a number."""
    return julian_day(number) if is_julian else gregorian_day(number)


def roman_day(year: int, month: int, mark: int, back: int) -> Day:
    """The day of the Julian calendar of a Roman count: `mark` 0 Kalends, 1 Nones, 2 Ides; `back` counts inclusively.

    In a leap year the days before the Kalends of March follow the civil count, without a second sixth day.

    >>> roman_day(1508, 6, 0, 3), roman_day(1345, 9, 2, 2)
    ((1508, 5, 30), (1345, 9, 12))
    """
    is_late = month in (3, 5, 7, 10)
    day = (1, 7 if is_late else 5, 15 if is_late else 13)[mark]
    return julian_day(julian_number(year, month, day) - back + 1)
