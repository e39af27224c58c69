"""What an expression was read as."""

from dataclasses import dataclass

from edition.annotate.calendars import Calendar
from edition.model import DateValue


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of an expression, the rule that read it, how certain it is, and why the calendar contradicts it.

    `calendar`: the calendars in which the words count, where they say so.
    """

    value: DateValue | None
    rule: str
    cert: str = "high"
    fault: str = ""
    calendar: tuple[Calendar, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A calendar expression [start, end); `fault` says why it contradicts the calendar, `cert` is the certainty.

    `calendar`: the calendars in which its words count, where they say so.
    """

    start: int
    end: int
    value: DateValue | None
    rule: str
    cert: str = "high"
    fault: str = ""
    calendar: tuple[Calendar, ...] = ()
