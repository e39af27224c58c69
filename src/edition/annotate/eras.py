"""Dates that name their era: «44 B.C.», «A.D. 420», «58–50 BC», «27 BC – AD 14»; a year before Christ n is -n.

XSD 1.0, which TEI follows, knows no year 0: 44 B.C. is `-0044`.
"""

from collections.abc import Mapping

from edition.annotate import calendar
from edition.annotate.calendar import Day
from edition.annotate.language import Language
from edition.model import DateValue

_LEAP_DAY = (2, 29)
_LAST = 2100  # a greater number before «A.D.» counts something else

Read = tuple[DateValue | None, str, str, str]  # value, rule, cert, fault


def read_era(name: str, groups: Mapping[str, str], language: Language) -> Read | None:
    """A year, or a day in a year, with its era. None for a number that is no year, and for 29 February before Christ:
    calendars and tools do not agree in which years it was."""
    year = _year(groups, 1, language, "")
    if not year:
        return None
    month, number = language.months.get(groups.get("m1", ""), 0), int(groups.get("d1", 0))
    day = Day(year, month, number)
    if year < 0 and (month, number) == _LEAP_DAY:
        return None
    cert = "medium" if "about" in groups else "high"
    return (None if day.fault else DateValue(when=day.iso)), name, cert, day.fault


def read_era_range(name: str, groups: Mapping[str, str], language: Language) -> Read | None:
    """Two years, of which one at least has its era. None when they do not rise.

    The era of the last holds for both («58–50 BC»); behind a year before Christ, one without an era is of ours.
    """
    eras = [_era(groups, n, language) for n in (1, 2)]
    first, last = _year(groups, 1, language, eras[1]), _year(groups, 2, language, "")
    if not (first and last) or first >= last:
        return None
    is_sure = "about" not in groups and (eras[1] or eras[0] == "after")
    return calendar.years(first, last), name, "high" if is_sure else "medium", ""


def century_of(number: int, is_before: bool) -> int:
    """The first year of a century: 201 of the third, -300 of the third before Christ."""
    return -100 * number if is_before else 100 * (number - 1) + 1


def _era(groups: Mapping[str, str], n: int, language: Language) -> str:
    """`before`, `after`, or "" where the number has no era of its own."""
    if groups.get(f"pre{n}"):
        return "after"
    said = groups.get(f"era{n}", "")
    return "before" if said in language.eras_before else "after" if said else ""


def _year(groups: Mapping[str, str], n: int, language: Language, other: str) -> int:
    """The year of a number by its own era, else by that of the other end; 0 when it is no year."""
    number = int(groups[f"n{n}"])
    if (_era(groups, n, language) or other) == "before":
        return -number
    return number if number <= _LAST else 0
