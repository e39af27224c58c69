"""The days of entries that state a number and perhaps a weekday, but no month: the first such day after the last entry.

Within a month such a day is certain when the weekday is stated too. A later one is the first that fits, with low
certainty, and the entries go on from it; when the next entry fits only the day before the gap, they return to that.
"""

from datetime import date, timedelta

from edition.annotate.calendar import PartialDate
from edition.annotate.date_context import DateContext

_NEAR = 31  # days
_FARTHEST = 370
_CONSECUTIVE = 3  # days: a wrong weekday so soon after the last entry is an error of the writer, no gap
_ASIDE = 45  # days before or after an entry that its text may name by number and weekday


def next_entry(context: DateContext, number: int, weekday: int | None) -> tuple[PartialDate, str] | None:
    """The day of an entry and its certainty; None where the writer must have erred, or nothing fits.

    >>> context = DateContext()
    >>> context.begin_entry(PartialDate(1819, 2, 1))
    >>> next_entry(context, 28, 6)
    (PartialDate(year=1819, month=2, day=28), 'high')
    >>> context.begin_entry(PartialDate(1819, 2, 28))
    >>> next_entry(context, 1, 0)
    (PartialDate(year=1819, month=3, day=1), 'high')
    """
    last = _as_date(context.entry)
    if last is None:
        return None
    found = _first_fitting(last, number, weekday, _FARTHEST)
    if found is not None and (found - last).days <= _NEAR:
        context.before_gap = PartialDate()
        return _as_partial(found), "high" if weekday is not None else "medium"
    if weekday is not None and _first_fitting(last, number, None, _CONSECUTIVE) is not None:
        return _return_before_gap(context, number, weekday)
    if (returned := _return_before_gap(context, number, weekday)) is not None:
        return returned
    if found is None:
        return None
    context.before_gap = context.entry
    return _as_partial(found), "low"


def _return_before_gap(context: DateContext, number: int, weekday: int | None) -> tuple[PartialDate, str] | None:
    """The day of an entry that fits the last day before a gap, and so shows that there was none."""
    before = _as_date(context.before_gap)
    found = _first_fitting(before, number, weekday, _NEAR) if before is not None else None
    if found is None:
        return None
    context.before_gap = PartialDate()
    return _as_partial(found), "medium"


def near_day(context: DateContext, number: int, weekday: int) -> PartialDate | None:
    """The nearest day to an entry, on either side, with a number and a weekday that its text names."""
    last = _as_date(context.entry)
    if last is None:
        return None
    days = (last + timedelta(sign * ahead) for ahead in range(_ASIDE + 1) for sign in (1, -1))
    found = next((day for day in days if day.day == number and day.weekday() == weekday), None)
    return _as_partial(found) if found else None


def _first_fitting(last: date, number: int, weekday: int | None, farthest: int) -> date | None:
    """The first day from `last` on with a number and a weekday; the day itself may have a second entry."""
    for ahead in range(farthest + 1):
        day = last + timedelta(ahead)
        if day.day == number and (weekday is None or day.weekday() == weekday):
            return day
    return None


def _as_date(day: PartialDate) -> date | None:
    return date(day.year, day.month, day.day) if day.year > 0 and day.month and day.day else None


def _as_partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
