"""A mention: a stretch of a witness that names an entry of a register, or states a date."""

from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum


class MentionKind(StrEnum):
    """What is named; the value is the TEI element that marks it."""

    PERSON = "persName"
    PLACE = "placeName"
    ORGANISATION = "orgName"
    EVENT = "eventName"
    WORK = "title"
    DATE = "date"
    LAW = "name"


@dataclass(frozen=True, slots=True)
class DateValue:
    """A calendar value in the forms of TEI's att.datable.w3c; each part is an ISO date (`1936-08-19`, `1936-08`,
    `1936`) or empty. Either `when`, or any of the others."""

    when: str = ""
    start: str = ""  # @from
    end: str = ""  # @to
    not_before: str = ""
    not_after: str = ""

    def __post_init__(self) -> None:
        if self.when and (self.start or self.end or self.not_before or self.not_after):
            raise ValueError("a date has a value (when) or a span, not both")

    @property
    def iso(self) -> str:
        """As one word: `1936`, `1936-08-19`, `1936-08-19/1936-08-24`."""
        return self.when or "/".join((self.start or self.not_before, self.end or self.not_after)).strip("/")

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day it can mean, as ISO dates; an open end is far away."""
        first = self.when or self.start or self.not_before or "0000"
        last = self.when or self.end or self.not_after or "9999"
        return first + "-01-01"[len(first) - 4 :], _last_day(last)


def _last_day(value: str) -> str:
    """The last day of a year or month: `1936` ends on 1936-12-31."""
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(max(1, int(year)), int(month))[1]}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch [start, end) of a witness's text, in code points, what it names, and why we think so.

    `ref` is the id of the register entry (empty for dates). `rule` names the rule that decided, in words for
    `edition why`; `cert` is high, medium or low.
    """

    kind: MentionKind
    start: int
    end: int
    ref: str = ""
    value: DateValue | None = None
    rule: str = ""
    cert: str = "high"
    level: str = ""  # of a title: m, a, j (TEI title/@level)
    by_editor: bool = False  # a decision of the editor, not a rule

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"an empty mention at {self.start}")
