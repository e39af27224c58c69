"""Read dates with an era: «44 B.C.», «A.D. 420», «58–50 BC», «27 BC – AD 14»; the year n before Christ is -n.

XSD 1.0, which TEI follows, has no year 0: 44 B.C. is `-0044`.
"""

from collections.abc import Mapping

from edition.annotate import calendar
from edition.annotate.calendar import PartialDate
from edition.annotate.date_language import DateLanguage
from edition.annotate.date_reading import Reading
from edition.annotate.read_numbers import day_of_groups, month_of
from edition.model import DateValue

_LEAP_DAY = (2, 29)
_LAST_YEAR = 2100  # a greater number before «A.D.» is not a year


def read_era(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A year, or a day in a year, with its era.

    None for a number that is not a year, and for 29 February before Christ, because calendars and tools disagree about
    the leap years.
    """
    year = _year_with_era(groups, 1, language, "")
    if not year:
        return None
    month, number = month_of(groups, 1, language), day_of_groups(groups, 1, language)
    day = PartialDate(year, month, number)
    if year < 0 and (month, number) == _LEAP_DAY:
        return None
    cert = "medium" if "about" in groups else "high"
    return Reading(None if day.fault else DateValue(when=day.iso), name, cert, day.fault)


def read_era_range(name: str, groups: Mapping[str, str], language: DateLanguage) -> Reading | None:
    """A range of two years, of which at least one has an era; None when the years do not ascend.

    The era of the second year applies to both («58–50 BC»). After a year before Christ, a year without era is A.D.
    """
    eras = [_era(groups, n, language) for n in (1, 2)]
    first, last = _year_with_era(groups, 1, language, eras[1]), _year_with_era(groups, 2, language, "")
    if not (first and last) or first >= last:
        return None
    is_sure = "about" not in groups and (eras[1] or eras[0] == "after")
    return Reading(calendar.make_year_range(first, last), name, "high" if is_sure else "medium")


def century_of(number: int, is_before: bool) -> int:
    """The first year of a century: 201 for the third century, -300 for the third century before Christ."""
    return -100 * number if is_before else 100 * (number - 1) + 1


def _era(groups: Mapping[str, str], n: int, language: DateLanguage) -> str:
    """`before`, `after`, or "" where the number has no era."""
    if groups.get(f"pre{n}"):
        return "after"
    stated = groups.get(f"era{n}", "")
    return ("before" if language.eras[stated] < 0 else "after") if stated else ""


def _year_with_era(groups: Mapping[str, str], n: int, language: DateLanguage, other: str) -> int:
    """The year of a number by its own era, else by the era of the other end; 0 when it is not a year."""
    number = int(groups[f"n{n}"])
    if (_era(groups, n, language) or other) == "before":
        return -number
    return number if number <= _LAST_YEAR else 0
