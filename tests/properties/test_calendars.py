"""The calendars: days there and back, and against convertdate, which counts in its own way (MIT, for tests only)."""

from datetime import date, timedelta
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.calendars import (
    Day,
    day_number,
    day_of,
    easter,
    gregorian_day,
    gregorian_number,
    hebrew_number,
    hebrew_year,
    is_hebrew_leap_year,
    islamic_number,
    julian_day,
    julian_number,
    republican_number,
    roman_day,
    weekday,
)

NUMBERS = st.integers(1_721_426, 2_488_069)  # from the year 1 to 2099
YEARS = st.integers(1, 2099)


def other(name: str) -> ModuleType:
    """A calendar of convertdate."""
    return pytest.importorskip(f"convertdate.{name}", reason="convertdate is not installed (pip install '.[dev]')")


@given(NUMBERS)
def test_a_day_is_found_again(number: int) -> None:
    assert gregorian_number(*gregorian_day(number)) == number
    assert julian_number(*julian_day(number)) == number
    assert [day_number(day_of(number, is_julian), is_julian) for is_julian in (False, True)] == [number, number]


@given(NUMBERS)
def test_the_gregorian_calendar_and_the_week_are_those_of_python(number: int) -> None:
    day = date(1, 1, 1) + timedelta(number - 1_721_426)
    assert gregorian_day(number) == (day.year, day.month, day.day)
    assert weekday(number) == day.weekday()


@given(NUMBERS)
def test_the_julian_calendar_is_that_of_convertdate(number: int) -> None:
    year, month, day = gregorian_day(number)
    assert julian_day(number) == other("julian").from_gregorian(year, month, day)


@pytest.mark.filterwarnings("ignore:month_days is deprecated:DeprecationWarning")  # convertdate calls itself so
@given(st.integers(4500, 6000), st.integers(1, 13), st.integers(1, 29))
def test_the_hebrew_calendar_is_that_of_convertdate(year: int, month: int, day: int) -> None:
    if month > 12 and not is_hebrew_leap_year(year):
        with pytest.raises(ValueError, match="no such day"):
            hebrew_number(year, month, day)
        return
    assert gregorian_day(hebrew_number(year, month, day)) == other("hebrew").to_gregorian(year, month, day)


@given(st.integers(4500, 6000))
def test_a_hebrew_year_has_one_of_six_lengths_and_ends_before_the_next(year: int) -> None:
    first, last = hebrew_year(year)
    assert last - first + 1 in ({383, 384, 385} if is_hebrew_leap_year(year) else {353, 354, 355})
    assert hebrew_year(year + 1)[0] == last + 1
    assert weekday(first) not in (6, 2, 4)  # New Year is never on Sunday, Wednesday or Friday


@given(st.integers(1, 1500), st.integers(1, 12), st.integers(1, 29))
def test_the_islamic_calendar_is_that_of_convertdate(year: int, month: int, day: int) -> None:
    assert gregorian_day(islamic_number(year, month, day)) == other("islamic").to_gregorian(year, month, day)


@given(st.integers(1, 14), st.integers(1, 12), st.integers(1, 30))
def test_the_republican_calendar_is_that_of_convertdate(year: int, month: int, day: int) -> None:
    assert gregorian_day(republican_number(year, month, day)) == other("french_republican").to_gregorian(
        year, month, day
    )


@given(YEARS)
def test_easter_is_a_sunday_between_its_limits(year: int) -> None:
    for is_julian in (True, False):
        day = day_of(easter(year, is_julian), is_julian)
        assert weekday(easter(year, is_julian)) == 6
        assert (3, 22) <= day[1:] <= (4, 25)


@given(st.integers(1583, 2099))
def test_easter_is_that_of_the_rule_of_gauss(year: int) -> None:
    """The rule of Gauss with its two exceptions, in numbers of its own."""
    a, b, c, k = year % 19, year % 4, year % 7, year // 100
    p = (13 + 8 * k) // 25
    m, n = (15 - p + k - k // 4) % 30, (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    day = 22 + d + e
    if d == 29 and e == 6:
        day = 50
    elif d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        day = 49
    assert gregorian_day(easter(year, False)) == ((year, 3, day) if day < 32 else (year, 4, day - 31))


@given(YEARS, st.integers(1, 12))
def test_every_day_has_one_roman_name_and_they_follow_one_another(year: int, month: int) -> None:
    long = month in (3, 5, 7, 10)
    names = [(2, back) for back in range(8, 0, -1)] + [(1, back) for back in range(6 if long else 4, 1, -1)]
    ides = [roman_day(year, month, mark, back) for mark, back in names if mark == 2]
    nones = [roman_day(year, month, 1, back) for back in range(6 if long else 4, 0, -1)]
    kalends = [roman_day(year, month, 0, 1)]
    days: list[Day] = [*kalends, *nones, *ides]
    numbers = [julian_number(*day) for day in days]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert days[0] == (year, month, 1)
    assert days[-1] == (year, month, 15 if long else 13)
