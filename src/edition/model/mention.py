"""A mention: a stretch of a witness that names an entry of a register, or states a date."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition.model.kinds import MentionKind

if TYPE_CHECKING:
    from edition.model.transcribed import TranscribedMark


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
    def w3c(self) -> Mapping[str, str]:
        """Its parts by the names of TEI's attributes; a part that is not there is ""."""
        return {
            "when": self.when,
            "from": self.start,
            "to": self.end,
            "notBefore": self.not_before,
            "notAfter": self.not_after,
        }

    @property
    def iso(self) -> str:
        """As one word: `1936`, `1936-08-19/1936-08-24`; of an open span `1936-08/..`, `../1936-08` (EDTF)."""
        ends = (self.start or self.not_before, self.end or self.not_after)
        return self.when or ("/".join(end or ".." for end in ends) if any(ends) else "")

    @property
    def is_open(self) -> bool:
        """Whether one end alone is known: before or after something."""
        return not self.when and bool(self.start or self.not_before) is not bool(self.end or self.not_after)

    @property
    def limits(self) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """The first and the last day it can mean, as (year, month, day) that compare; an open end is far away."""
        first, last = self.when or self.start or self.not_before, self.when or self.end or self.not_after
        return _day_of(first, (1, 1)) if first else EARLIEST, _day_of(last, (12, 31)) if last else LATEST

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day it can mean, as ISO dates; an open end is far away."""
        first, last = (f"{iso_year(y)}-{m:02d}-{d:02d}" for y, m, d in self.limits)
        return first, last


def iso_year(year: int) -> str:
    """A year in four figures at least; one before Christ with a minus sign."""
    return f"{'-' * (year < 0)}{abs(year):04d}"


def date_parts(iso: str) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as it has: `-0044-03` is -44 and 3. ValueError for other words."""
    year, *rest = map(int, iso.removeprefix("-").split("-"))
    return (-year if iso.startswith("-") else year, *rest)


#: The first and the last day where one end is open.
EARLIEST, LATEST = (-9999, 1, 1), (9999, 12, 31)


def _day_of(value: str, missing: tuple[int, int]) -> tuple[int, int, int]:
    """An ISO date as numbers, with month and day where it says none: `1936` ends on 1936-12-31."""
    year, *rest = date_parts(value)
    month = rest[0] if rest else missing[0]
    day = rest[1] if len(rest) > 1 else min(missing[1], monthrange(max(1, year), month)[1])
    return year, month, day


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch [start, end) of a witness's text, in code points, what it names, and why we think so.

    `ref` is the id of the register entry (empty for dates). `rule` names the rule that decided, in words for
    `edition why`; `cert` is high, medium or low. `id` is that of the mark in the witness's TEI. Marks of a
    transcription (`hers`) may stand in each other; ours never stand in, around or across one.
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
    hers: bool = False  # marked in the transcription, not by us
    mark: "TranscribedMark | None" = None  # what the transcription says of it
    linked: bool = False  # hers, but a rule of ours found its entry or value
    id: str = ""
    calendars: tuple[str, ...] = ()  # of a date: those in which its words count, where they say so

    @property
    def is_paraphrase(self) -> bool:
        """Whether a transcription marks it as words for somebody, not as a name: «her sister»."""
        return self.mark is not None and self.mark.element == "rs"

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"an empty mention at {self.start}")
