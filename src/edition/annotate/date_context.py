"""The date that a text is speaking about; an expression without a year («on 14 July») takes its year from it."""

from dataclasses import dataclass, field

from edition.annotate.calendar import PartialDate

MAX_DISTANCE = 50  # years: a date farther away does not change the current year
_MAX_DISTANCE_OF_YEAR = 5  # the same for a year without a month


_STEP_BACK = 62  # an entry may be this many days before the last one: it was written later, or bound out of order


@dataclass(slots=True)
class DateContext:
    """The current year and month while the dates of a witness are read in order.

    A diary or a letter states its own date: a day at the beginning of a block is the date of what follows, and dates
    inside the text do not change it.

    `year`, `month`: the current date, 0 where it is unknown. `precise`: whether it comes from a date with a month in
    this section. `entry`: the day at the beginning of this or an earlier entry. `begins_entry`: whether the expression
    that is read is at the beginning of an entry. `near`: the last month with its year in this block. `in_sentence`:
    whether that month is in the sentence that is read. `before_gap`: the entry before one that is far from it.
    `following`: the year of a date that «and» or «or» joins to the one that is read («March and April 1848»).
    """

    year: int = 0
    month: int = 0
    precise: bool = False
    entry: PartialDate = field(default_factory=PartialDate)
    begins_entry: bool = False
    near: PartialDate = field(default_factory=PartialDate)
    in_sentence: bool = False
    before_gap: PartialDate = field(default_factory=PartialDate)
    following: int = 0

    def begin_entry(self, day: PartialDate) -> None:
        """Record that an entry with this date begins."""
        self.entry = day
        self.year, self.month, self.precise = day.year, day.month, True

    def add(self, day: PartialDate) -> None:
        """Record a date that was read; it becomes the current one unless it is too far away or inside an entry."""
        if day.month and day.year:
            self.near = day
        if self.entry.year:
            return
        distance = abs(day.year - self.year) if self.year else 0
        if day.month and day.year and distance <= MAX_DISTANCE:
            self.year, self.month, self.precise = day.year, day.month, True
        elif day.year and (not self.year or (distance <= _MAX_DISTANCE_OF_YEAR and not self.precise)):
            self.year, self.month = day.year, 0

    @property
    def names_other_month(self) -> bool:
        """Whether the sentence has named a month other than the current one."""
        return self.in_sentence and self.near.year != 0 and (self.near.year, self.near.month) != (self.year, self.month)

    def new_section(self) -> None:
        """Record that a section begins: the current year stays, but is less certain."""
        self.precise = False

    def infer_year(self, day: PartialDate) -> int:
        """The year of a day or month without one: in an entry the year with the nearest such day, else the current."""
        if not (self.entry.year and day.month):
            return self.year
        of_entry = 372 * self.entry.year + 31 * self.entry.month + self.entry.day
        if self.begins_entry:  # entries go on: one long before the last entry is of the next year
            earliest = of_entry - _STEP_BACK
            return min(y for y in range(self.entry.year - 1, self.entry.year + 3) if _order(y, day) >= earliest)
        return min(
            (self.entry.year + ahead for ahead in (0, -1, 1)),
            key=lambda year: abs(_order(year, day) - of_entry),
        )

    def begin_period(self, day: PartialDate) -> None:
        """Record that a heading names the year or the month of the entries that follow it."""
        self.begin_entry(PartialDate(day.year, day.month or 1, 1))


def _order(year: int, day: PartialDate) -> int:
    return 372 * year + 31 * day.month + (day.day or 15)
