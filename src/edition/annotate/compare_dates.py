"""Whether two dates that witnesses give can both be right: limits («after 1850») have an open end."""

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
class Dated:
    """A date as a reading gives it: its claim, and `after`, `before`, `since` or `until` where it is a limit."""

    claim: Claim
    limit: str = ""

    @property
    def ends(self) -> tuple[_Day, _Day] | None:
        """The first and the last day that it can mean; None without a value."""
        value = self.claim.value
        if value is None:
            return None
        first, last = value.limits
        match self.limit:
            case "after":
                return _next(last), LATEST
            case "before":
                return EARLIEST, _previous(first)
            case "since":
                return first, LATEST
            case "until":
                return EARLIEST, last
        return first, last

    def agrees(self, value: DateValue) -> bool:
        """Whether it can be a date that is known otherwise."""
        return _fit(self, Dated(Claim(None, "", value=value)))


def dated(claim: Claim, words: str, language: Language) -> Dated:
    """A claim of a reading, with the limit that the reading sets. Words before the place are not considered: all
    readings share them."""
    value = claim.value
    if value is None or value.start or value.end:
        return Dated(claim)
    found = _limit(language).search(" ".join(words[: max(0, words.find(claim.words))].split()))
    return Dated(claim, language.limits[found[1].lower()] if found else "")


@lru_cache(maxsize=8)
def _limit(language: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(language.limits, key=len, reverse=True))) or "(?!)"
    small = "|".join(map(re.escape, filter(None, (language.the, language.year)))) or "(?!)"
    return re.compile(rf"(?<!\w)({words})(?:\s(?:{small}))*$", re.IGNORECASE)


def contradict(one: Sequence[Dated], other: Sequence[Dated]) -> bool:
    """Whether each side has a date in or around which the other has none."""
    return all(
        any(not any(_are_compatible(a, b) for b in others) for a in ours)
        for ours, others in ((one, other), (other, one))
    )


def _are_compatible(one: Dated, other: Dated) -> bool:
    """Whether both can be right; of a date whose year the context gave, only month and day are compared."""
    a, b = one.claim.value, other.claim.value
    if a is None or b is None or (_has_year(one.claim) and _has_year(other.claim)):
        return _fit(one, other)
    if one.limit or other.limit:
        return True
    (first, last), (start, end) = (tuple(day[1:] for day in v.limits) for v in (a, b))
    return first > last or start > end or (first <= start and end <= last) or (start <= first and last <= end)


def _fit(one: Dated, other: Dated) -> bool:
    """Whether one lies in the other; of a limit, whether they have a day in common."""
    if one.ends is None or other.ends is None:
        return True
    (a, b), (c, d) = one.ends, other.ends
    if one.limit or other.limit:
        return max(a, c) <= min(b, d)
    return (a <= c and d <= b) or (c <= a and b <= d)


def _has_year(claim: Claim) -> bool:
    """Whether the words themselves say the year; what is no month or day has no other."""
    value = claim.value
    first = (value.when or value.start or value.not_before or value.end or value.not_after) if value else ""
    return "-" not in first[1:] or re.search(r"\d{3}|[’'‘]\d\d", claim.words) is not None


def _next(day: _Day) -> _Day:
    """A day that compares as the next one."""
    return day[0], day[1], day[2] + 1


def _previous(day: _Day) -> _Day:
    return day[0], day[1], day[2] - 1
