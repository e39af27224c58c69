"""Dates in words, as the pages have them (xslt/modules/dates.xsl): a limit is never said as a date."""

import re

from edition.model import DateValue
from edition.model.mention import date_parts
from edition.project.elisions import KEY as ELISIONS
from edition.project.elisions import put_elisions
from edition.project.messages import has_label, label, label_or

_ISO = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def date_words(value: DateValue, language: str) -> str:
    """«19–24 August 1936», «after August 1936», «between 1923 and 1925»."""
    said: list[str] = []
    if value.when or (value.start and value.start == value.end):
        said.append(_date(value.when or value.start, language))
    elif value.start and value.end:
        first = _shortened(value.start, value.end, language)
        is_wide = " " in first or len(value.start) != len(value.end)
        said.append(f"{first}{' – ' if is_wide else '–'}{_date(value.end, language)}")
    else:
        said += [_limit(key, end, language) for key, end in _open(value.start, value.end)]
    words = label(language, "list", "", "").join([*said, *_limits(value, language)])
    return put_elisions(label(language, ELISIONS), words) if has_label(language, ELISIONS) else words


def stated_date(date: str, language: str) -> str:
    """A date of edition.toml: in words if it is one of the calendar, else as it stands."""
    return _date(date, language) if _ISO.fullmatch(date) else date


def _open(start: str, end: str) -> list[tuple[str, str]]:
    return [(key, date) for key, date in (("from", start), ("until", end)) if date]


def _limits(value: DateValue, language: str) -> list[str]:
    earliest, latest = value.not_before, value.not_after
    if earliest and earliest == latest:
        return [_date(earliest, language)]
    if earliest and latest:
        own = f".{_unit(latest)}" if _unit(earliest) == _unit(latest) else ""
        ends = _shortened(earliest, latest, language), _date(latest, language)
        return [label_or(language, f"date.between{own}", "date.between", *ends)]
    limits = (("after", earliest), ("before", latest))
    return [_limit(key, limit, language) for key, limit in limits if limit]


def _limit(key: str, iso: str, language: str) -> str:
    """«after August 1936»: the message may differ by what is known, a day, a month or a year."""
    return label_or(language, f"date.{key}.{_unit(iso)}", f"date.{key}", _date(iso, language))


def _unit(iso: str) -> str:
    return ("year", "month", "day")[len(date_parts(iso)) - 1]


def _date(iso: str, language: str) -> str:
    parts = date_parts(iso)
    year = label(language, "date.bc", str(-parts[0])) if parts[0] < 0 else str(parts[0])
    if len(parts) == 1:
        return year
    month = _month(parts[1], language, is_alone=len(parts) == 2)
    words = (month,) if len(parts) == 2 else (_day(parts[2], language), month)
    key = f"date.{_unit(iso)}"
    if parts[0] < 0 and has_label(language, f"{key}.bc"):
        return label(language, f"{key}.bc", *words, str(-parts[0]))
    return label(language, key, *words, year)


def _day(day: int, language: str) -> str:
    return label(language, "date.first") if day == 1 else str(day)


def _month(month: int, language: str, *, is_alone: bool) -> str:
    key = f"date.month.{month}"
    return label_or(language, f"{key}.alone" if is_alone else key, key)


def _shortened(first: str, second: str, language: str) -> str:
    """The first of two dates without what both have."""
    a, b = date_parts(first), date_parts(second)
    if len(a) != len(b) or a[0] != b[0] or len(a) == 1:
        return _date(first, language)
    if len(a) == 2:
        return _month(a[1], language, is_alone=True)
    if a[1] == b[1]:
        return label(language, "date.day.alone", _day(a[2], language))
    return label(language, "date.day.month", _day(a[2], language), _month(a[1], language, is_alone=False))
