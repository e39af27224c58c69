"""Dates in words, as the pages have them (xslt/modules/dates.xsl): a limit is never said as a date."""

from edition.model import DateValue
from edition.model.mention import date_parts
from edition.project.messages import label


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
        said += [label(language, f"date.{key}", _date(end, language)) for key, end in _open(value.start, value.end)]
    return ", ".join([*said, *_limits(value, language)])


def _open(start: str, end: str) -> list[tuple[str, str]]:
    return [(key, date) for key, date in (("from", start), ("until", end)) if date]


def _limits(value: DateValue, language: str) -> list[str]:
    earliest, latest = value.not_before, value.not_after
    if earliest and earliest == latest:
        return [_date(earliest, language)]
    if earliest and latest:
        return [label(language, "date.between", _shortened(earliest, latest, language), _date(latest, language))]
    limits = (("after", earliest), ("before", latest))
    return [label(language, f"date.{key}", _date(limit, language)) for key, limit in limits if limit]


def _date(iso: str, language: str) -> str:
    parts = date_parts(iso)
    year = label(language, "date.bc", str(-parts[0])) if parts[0] < 0 else str(parts[0])
    if len(parts) == 1:
        return year
    month = label(language, f"date.month.{parts[1]}")
    return (
        label(language, "date.month", month, year)
        if len(parts) == 2
        else label(language, "date.day", str(parts[2]), month, year)
    )


def _shortened(first: str, second: str, language: str) -> str:
    """The first of two dates without what both have."""
    a, b = date_parts(first), date_parts(second)
    if len(a) != len(b) or a[0] != b[0] or len(a) == 1:
        return _date(first, language)
    month = label(language, f"date.month.{a[1]}")
    if len(a) == 2:
        return month
    if a[1] == b[1]:
        return label(language, "date.day.alone", str(a[2]))
    return label(language, "date.day.month", str(a[2]), month)
