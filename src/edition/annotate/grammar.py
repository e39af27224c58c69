"""The patterns of calendar expressions, made from a language's words. Of two equally long ones the first counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from edition.annotate.language import Language

_YEAR = r"[12]\d{3}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DASH = r"\s?[-‐‑‒–—−]\s?"
_BEFORE = r"(?<!\w)(?<!\d[.,:/–-])(?<![$£€#])"
_BEHIND = r"(?!\w)(?![.,:]\d)(?!-\w)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of expression, its name in words, and what it looks like; groups d1 m1 y1 d2 m2 y2 and others by kind."""

    kind: str
    name: str
    look: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first; an empty one matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or r"(?!)"


def _after(words: Iterable[str]) -> str:
    """A place behind one of the words."""
    return "(?:" + ("|".join(rf"(?<=\b{re.escape(w)}\s)" for w in words) or "(?!)") + ")"


@lru_cache(maxsize=8)
def patterns(language: Language) -> tuple[Pattern, ...]:
    """The patterns for a language, compiled once."""
    return tuple(_patterns(language))


@lru_cache(maxsize=8)
def trigger(language: Language) -> re.Pattern[str]:
    """What every calendar expression holds at least: a year, or a name of a month, a day, a season, a century."""
    named = _any((*language.months, *language.weekdays, language.century or "\0"))
    seasons = _any((*language.seasons, *(w.capitalize() for w in language.seasons)))
    return re.compile(rf"(?<!\d){_YEAR}|\b(?:{named}|{seasons})")


class _Make(Protocol):
    """What makes a pattern of a kind, a name and a look, with what must stand before and behind."""

    def __call__(self, kind: str, name: str, look: str, before: str = ..., behind: str = ...) -> Pattern: ...


class _Parts:
    """The pieces that patterns are made of, with numbered groups."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.months = _any(language.months)
        self.seasons = _any(language.seasons)
        self.of = rf"(?:{language.of}\s)" if language.of else ""
        self.the = rf"(?:{language.the}\s)" if language.the else ""
        self.join = rf"(?:{_DASH}|\s(?:{_any(language.to)})\s)"
        self.between = _after(language.between)
        self.both = rf"\s{language.both}\s"
        self.decade = rf"(?P<y1>[12]\d\d0)(?:{_any(language.decade_endings)})"
        names = _any((*language.ordinals, *(o.capitalize() for o in language.ordinals)))
        self.century = (
            rf"(?:(?P<word>{names})|(?P<nth>\d\d?)(?:{_any(language.ordinal_endings)}))[\s-]{language.century}"
        )

    def day(self, n: int) -> str:
        return rf"(?P<d{n}>{_DAY})(?:{_any(self.language.ordinal_endings)})?(?!\d)"

    def month(self, n: int) -> str:
        return rf"(?P<m{n}>{self.months})"

    def year(self, n: int) -> str:
        return rf"(?P<y{n}>{_YEAR})"

    def dmy(self, n: int) -> str:
        return rf"{self.day(n)}\s{self.of}?{self.month(n)},?\s{self.year(n)}"

    def mdy(self, n: int) -> str:
        return rf"{self.month(n)}\s{self.day(n)},?\s{self.year(n)}"

    def dm(self, n: int) -> str:
        return rf"{self.day(n)}\s{self.of}?{self.month(n)}"

    def md(self, n: int) -> str:
        return rf"{self.month(n)}\s{self.day(n)}"

    def my(self, n: int) -> str:
        return rf"{self.month(n)},?\s{self.of}?{self.year(n)}"


def _patterns(language: Language) -> Iterable[Pattern]:
    p = _Parts(language)

    def make(kind: str, name: str, look: str, before: str = _BEFORE, behind: str = _BEHIND) -> Pattern:
        return Pattern(kind, name, re.compile(before + look + behind))

    ranges = [
        ("day month year to day month year", p.dmy(1), p.dmy(2)),
        ("month day, year to month day, year", p.mdy(1), p.mdy(2)),
        ("day month to day month year", p.dm(1), p.dmy(2)),
        ("month day to month day, year", p.md(1), p.mdy(2)),
        ("day to day month year", p.day(1), p.dmy(2)),
        ("month day to day, year", p.md(1), rf"{p.day(2)},?\s{p.year(2)}"),
        ("month year to month year", p.my(1), p.my(2)),
        ("month to month year", p.month(1), p.my(2)),
        ("day month to day month", p.dm(1), p.dm(2)),
        ("month day to month day", p.md(1), p.md(2)),
        ("day to day month", p.day(1), p.dm(2)),
        ("month day to day", p.md(1), p.day(2)),
    ]
    for name, first, last in ranges:
        yield make("range", name, first + p.join + last)
        yield make("range", f"between {name.replace(' to ', ' and ')}", first + p.both + last, p.between)
        yield make("range", name.replace(" to ", " or "), first + r"\s?/\s?" + last)
    yield make("range", "year to year", p.year(1) + p.join + p.year(2))
    yield make("range", "between year and year", p.year(1) + p.both + p.year(2), p.between)
    yield make("short range", "year to last two figures", rf"{p.year(1)}(?:{_DASH}|/)(?P<end>\d\d)")
    yield from _days(p, make)
    yield from _parts_of_years(p, make)


def _days(p: _Parts, make: _Make) -> Iterable[Pattern]:
    weekday = rf"(?:(?P<wd>{_any(p.language.weekdays)}),?\s{p.the}?)"
    about = rf"(?:(?P<about>{_any(p.language.about)})\s?)?"
    yield make("day", "day month year", rf"{weekday}?{p.dmy(1)}")
    yield make("day", "month day, year", rf"{weekday}?{p.mdy(1)}")
    yield make("day", "day month without year", rf"{weekday}?{p.dm(1)}")
    yield make("day", "month day without year", rf"{weekday}?{p.md(1)}")
    yield make("weekday", "weekday and day", rf"{weekday}{p.day(1)}")
    yield make("day", "ISO date", rf"{p.year(1)}-(?P<iso>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])")
    yield make("day", "month and year", about + p.my(1))
    yield make("month", "month without year", p.month(1), _after(p.language.prepositions), r"(?!\w|\.?\s?\d|\s[A-Z])")
    yield make("day", "year", about + p.year(1))


def _parts_of_years(p: _Parts, make: _Make) -> Iterable[Pattern]:
    language = p.language
    thirds = _any((*language.thirds, *(w.capitalize() for w in language.thirds)))
    third = rf"(?P<third>{thirds})[\s-]{p.the}?"
    turns = _any((*language.turns, *(w.capitalize() for w in language.turns)))
    turn = rf"(?P<turn>{turns})\s{p.of}{p.the}?"
    either = rf"(?:{third}|{turn})"
    seasons = _any((*language.seasons, *(w.capitalize() for w in language.seasons)))
    season = rf"(?P<s1>{seasons})"
    yield make("season", "season and season of a year", rf"{season}{p.both}(?P<s2>{seasons})\s{p.of}?{p.year(1)}")
    yield make(
        "season", "season of a year", rf"{either}?{season}\s{p.of}?{p.year(1)}(?:(?:{_DASH}|/)(?:\d\d|\d{{4}}))?"
    )
    yield make("season", "part of a season without year", rf"{turn}{season}")
    yield make("third", "part of a year", rf"{either}{p.year(1)}")
    yield make("third", "part of a month", rf"{either}{p.my(1)}")
    yield make("third", "part of a month without year", rf"{either}{p.month(1)}")
    yield make("decade", "decade", rf"(?:{either})?{p.decade}")
    yield make("century", "century", rf"(?:{either})?{p.century}", behind=r"(?!\w)")
