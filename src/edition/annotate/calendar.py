"""Calendar values: a written date or the two ends of a range as ISO dates, checked against the calendar."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from edition.model import DateValue
from edition.model.mention import iso_year


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day; 0 stands for a part that is not stated. A day may lack its year."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """`1936`, `1936-08`, `1936-08-19`; empty without a year."""
        parts = [iso_year(self.year)] if self.year else []
        parts += [f"{self.month:02d}"] if parts and self.month else []
        parts += [f"{self.day:02d}"] if len(parts) == 2 and self.day else []
        return "-".join(parts)

    @property
    def fault(self) -> str:
        """Why there is no such date in the calendar, or ""."""
        if self.day and self.month and self.day > monthrange(abs(self.year) or 2000, self.month)[1]:
            return f"the month {self.month:02d}{f' of {self.year}' if self.year else ''} has no day {self.day}"
        return ""

    def weekday(self) -> int:
        """The day of the week; 0 is Monday."""
        return date(self.year, self.month, self.day).weekday()

    def fill_from(self, other: "PartialDate") -> "PartialDate":
        """The date with year and month of the other end of a range, if it has no year."""
        if self.year:
            return self
        return replace(self, year=other.year, month=self.month or other.month)


def follow_one_another(start: PartialDate, end: PartialDate) -> bool:
    """Whether two days, or two months or years without days, are consecutive."""
    if start.day and end.day:
        if not (start.month and start.year and end.year):
            return False
        return (
            date(end.year, end.month, end.day).toordinal() - date(start.year, start.month, start.day).toordinal() == 1
        )
    if start.month and end.month:
        return 12 * end.year + end.month - 12 * start.year - start.month == 1
    return end.year - start.year == 1


def make_range(start: PartialDate, end: PartialDate) -> DateValue:
    """A range as @from and @to; @when if both ends are equal (TEI P5, att.datable)."""
    if start == end:
        return DateValue(when=start.iso)
    return DateValue(start=start.iso, end=end.iso)


def make_bounds(start: PartialDate, end: PartialDate) -> DateValue:
    """Some time between two dates: @notBefore and @notAfter."""
    return DateValue(not_before=start.iso, not_after=end.iso)


def make_year_range(first: int, last: int) -> DateValue:
    """A range of years, such as a decade or a century: @from and @to."""
    return DateValue(start=iso_year(first), end=iso_year(last))


def third_of_year(year: int, third: int) -> DateValue:
    """Early (months 01–04), mid (05–08) or late (09–12) in a year; `third` is 0, 1 or 2."""
    return make_bounds(PartialDate(year, 4 * third + 1), PartialDate(year, 4 * third + 4))


def third_of_month(year: int, month: int, third: int) -> DateValue:
    """Early (days 1–10), mid (11–20) or late (21–end) in a month; `third` is 0, 1 or 2."""
    last = (10, 20, monthrange(year, month)[1])[third]
    return make_bounds(PartialDate(year, month, 10 * third + 1), PartialDate(year, month, last))


def third_of_years(first: int, length: int, third: int) -> DateValue:
    """Early, mid or late in a decade or a century of `length` years; `third` is 0, 1 or 2."""
    edge = (0, length * 2 // 5, length * 7 // 10, length) if length == 10 else (0, length // 3, 2 * length // 3, length)
    return make_bounds(PartialDate(first + edge[third]), PartialDate(first + edge[third + 1] - 1))


def season(year: int, months: tuple[int, int], third: int | None = None) -> DateValue:
    """A season by its first and last month (winter 12–02 ends in the next year); with `third` one of its months."""
    first, last = months
    if third is not None:
        month = (first + third - 1) % 12 + 1
        month_of_season = PartialDate(year + (month < first), month)
        return make_bounds(month_of_season, month_of_season)
    return make_bounds(PartialDate(year, first), PartialDate(year + (last < first), last))


def half_of_year(year: int, half: int) -> DateValue:
    """The first or the second half of a year; `half` is 0 or 1."""
    return make_bounds(PartialDate(year, 1 + 6 * half), PartialDate(year, 6 + 6 * half))


def quarter_of_year(year: int, quarter: int) -> DateValue:
    """Three months of a year; `quarter` is 0 to 3."""
    return make_bounds(PartialDate(year, 1 + 3 * quarter), PartialDate(year, 3 + 3 * quarter))


def half_of_month(year: int, month: int, half: int) -> DateValue:
    """The days 1–15 of a month, or those after them."""
    first, last = ((1, 15), (16, monthrange(year, month)[1]))[half]
    return make_bounds(PartialDate(year, month, first), PartialDate(year, month, last))
