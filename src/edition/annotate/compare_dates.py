"""Decide whether the dates of two witnesses can both be right; limits («after 1850») are open on one side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from edition.annotate.language import Language
from edition.model import DateValue
from edition.model.disagreement import Claim
from edition.model.mention import EARLIEST, LATEST

_Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """A date in a reading; `limit` is `after`, `before`, `since` or `until` where the reading states a limit."""

    claim: Claim
    limit: str = ""

    @property
    def bounds(self) -> tuple[_Day, _Day] | None:
        """The first and the last possible day as (year, month, day); None without a value."""
        value = self.claim.value
        if value is None:
            return None
        first, last = value.limits
        match self.limit:
            case "after":
                return _day_after(last), LATEST
            case "before":
                return EARLIEST, _day_before(first)
            case "since":
                return first, LATEST
            case "until":
                return EARLIEST, last
        return first, last

    def allows(self, value: DateValue) -> bool:
        """Whether the date is consistent with a date that is known from another source."""
        return _are_consistent(self, DatedClaim(Claim(None, "", value=value)))


def date_claim(claim: Claim, words: str, language: Language) -> DatedClaim:
    """The claim with the limit that the words of its reading state before it.

    Words before the variation unit are not considered, because all readings share them.
    """
    value = claim.value
    if value is None or value.start or value.end:
        return DatedClaim(claim)
    found = _limit_pattern(language).search(" ".join(words[: max(0, words.find(claim.words))].split()))
    return DatedClaim(claim, language.limits[found[1].lower()] if found else "")


@lru_cache(maxsize=8)
def _limit_pattern(language: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(language.limits, key=len, reverse=True))) or "(?!)"
    small = "|".join(map(re.escape, filter(None, (language.the, language.year)))) or "(?!)"
    return re.compile(rf"(?<!\w)({words})(?:\s(?:{small}))*$", re.IGNORECASE)


def are_contradictory(one: Sequence[DatedClaim], other: Sequence[DatedClaim]) -> bool:
    """Whether each side has a date that is compatible with no date of the other side."""
    return all(
        any(not any(_are_compatible(a, b) for b in others) for a in ours)
        for ours, others in ((one, other), (other, one))
    )


def are_different_spans(one: DatedClaim, other: DatedClaim) -> bool:
    """Whether both say how long one thing lasted, and say it differently: 1936 to 1938, 1937 to 1938.

    An end that one gives more exactly is the same end.
    """
    a, b = one.claim.value, other.claim.value
    if a is None or b is None or not (a.start and a.end and b.start and b.end):
        return False
    ends = ((a.start, b.start), (a.end, b.end))
    return any(not (x.startswith(y) or y.startswith(x)) for x, y in ends)


def _are_compatible(one: DatedClaim, other: DatedClaim) -> bool:
    """Whether both can be right; where a year was inferred from the context, only month and day are compared."""
    a, b = one.claim.value, other.claim.value
    if a is None or b is None or (_has_year(one.claim) and _has_year(other.claim)):
        return _are_consistent(one, other)
    if one.limit or other.limit:
        return True
    (first, last), (start, end) = (tuple(day[1:] for day in v.limits) for v in (a, b))
    return first > last or start > end or (first <= start and end <= last) or (start <= first and last <= end)


def _are_consistent(one: DatedClaim, other: DatedClaim) -> bool:
    """Whether one date contains the other; with a limit, whether they have a day in common."""
    if one.bounds is None or other.bounds is None:
        return True
    (a, b), (c, d) = one.bounds, other.bounds
    if one.limit or other.limit:
        return max(a, c) <= min(b, d)
    return (a <= c and d <= b) or (c <= a and b <= d)


def _has_year(claim: Claim) -> bool:
    """Whether the words of the claim state the year."""
    value = claim.value
    first = (value.when or value.start or value.not_before or value.end or value.not_after) if value else ""
    return "-" not in first[1:] or re.search(r"\d{3}|[’'‘]\d\d", claim.words) is not None


def _day_after(day: _Day) -> _Day:
    """A tuple that is greater than the day and less than or equal to any later day."""
    return day[0], day[1], day[2] + 1


def _day_before(day: _Day) -> _Day:
    return day[0], day[1], day[2] - 1
