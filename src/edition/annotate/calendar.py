"""Calendar values: what two written ends mean as ISO dates, and whether the calendar knows them."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from edition.model import DateValue
from edition.model.mention import iso_year


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month of a year, or a day; 0 is «not said». A day without a year waits for one."""

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
        """Why the calendar does not know it, or ""."""
        if self.day and self.month and self.day > monthrange(abs(self.year) or 2000, self.month)[1]:
            return f"the month {self.month:02d}{f' of {self.year}' if self.year else ''} has no day {self.day}"
        return ""

    def weekday(self) -> int:
        """0 is Monday."""
        return date(self.year, self.month, self.day).weekday()

    def filled_from(self, other: "Day") -> "Day":
        """With year and month of the other end where this end says neither."""
        if self.year:
            return self
        return replace(self, year=other.year, month=self.month or other.month)


def follow_one_another(start: Day, end: Day) -> bool:
    """Whether two days, or two months or years without days, follow one another."""
    if start.day and end.day:
        if not (start.month and start.year and end.year):
            return False
        return (
            date(end.year, end.month, end.day).toordinal() - date(start.year, start.month, start.day).toordinal() == 1
        )
    if start.month and end.month:
        return 12 * end.year + end.month - 12 * start.year - start.month == 1
    return end.year - start.year == 1


def span(start: Day, end: Day) -> DateValue:
    """Two ends as @from and @to; a lone one as @when."""
    if start == end:
        return DateValue(when=start.iso)
    return DateValue(start=start.iso, end=end.iso)


def within(start: Day, end: Day) -> DateValue:
    """Some time between two ends."""
    return DateValue(not_before=start.iso, not_after=end.iso)


def years(first: int, last: int) -> DateValue:
    """A decade, a century: @from and @to."""
    return DateValue(start=iso_year(first), end=iso_year(last))


def third_of_year(year: int, third: int) -> DateValue:
    """Early (01–04), mid (05–08) or late (09–12)."""
    return within(Day(year, 4 * third + 1), Day(year, 4 * third + 4))


def third_of_month(year: int, month: int, third: int) -> DateValue:
    """Days 1–10, 11–20, 21–end."""
    last = (10, 20, monthrange(year, month)[1])[third]
    return within(Day(year, month, 10 * third + 1), Day(year, month, last))


def third_of_years(first: int, length: int, third: int) -> DateValue:
    """Early, mid or late in a decade or a century."""
    edge = (0, length * 2 // 5, length * 7 // 10, length) if length == 10 else (0, length // 3, 2 * length // 3, length)
    return within(Day(first + edge[third]), Day(first + edge[third + 1] - 1))


def season(year: int, months: tuple[int, int], third: int | None = None) -> DateValue:
    """Spring 03–05, summer 06–08, autumn 09–11, winter 12–02; its first, second or third month."""
    first, last = months
    if third is not None:
        month = (first + third - 1) % 12 + 1
        at = Day(year + (month < first), month)
        return within(at, at)
    return within(Day(year, first), Day(year + (last < first), last))
