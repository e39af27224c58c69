"""The patterns of calendar expressions, built from the words of a language.

Of two patterns that match the same length the first one is used.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from edition.annotate.language import Language

_YEAR = r"[12]\d{3}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DASH = r"\s?[-‐‑‒–—−]\s?"
_ISO = rf"(?P<y1>{_YEAR})-(?P<iso>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])"
_BEFORE = r"(?<!\w)(?<!\d[.,:/–-])(?<![$£€#])"
_AFTER = r"(?!\w)(?![.,:/]\d)(?!-\w)"


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A kind of expression, its name in words, and its pattern with the groups d1 m1 y1 d2 m2 y2 and others by kind."""

    kind: str
    name: str
    regex: re.Pattern[str]

    @property
    def needs(self) -> frozenset[str]:
        """The triggers without which it cannot match."""
        groups = self.regex.groupindex
        needed = {
            "year": "y1" in groups or "y2" in groups,
            "month": "m1" in groups or "m2" in groups,
            "season": "s1" in groups,
            "century": self.kind == "century",
            "weekday": self.kind == "weekday",
            "ordinal": self.kind in ("lone day", "relative"),
            "short": self.kind == "year of a century",
            "era": self.kind.startswith("era"),
        }
        return frozenset(name for name, is_needed in needed.items() if is_needed)


def _alternatives(words: Iterable[str]) -> str:
    """A regular expression for one of the words, longest first; without words it matches nothing."""
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or r"(?!)"


def _lookbehind(words: Iterable[str]) -> str:
    """A lookbehind for one of the words and a blank."""
    return "(?:" + ("|".join(rf"(?<=\b{re.escape(w)}\s)" for w in words) or "(?!)") + ")"


@lru_cache(maxsize=8)
def compile_patterns(language: Language) -> tuple[DatePattern, ...]:
    """The patterns for a language, compiled once."""
    return tuple(_build_patterns(language))


@lru_cache(maxsize=8)
def trigger_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of triggers, one group a trigger; every calendar expression contains at least one of them."""
    seasons = _alternatives((*language.seasons, *(w.capitalize() for w in language.seasons)))
    short = "".join(rf"|(?<=[{figures}]){re.escape(ending)}" for ending, figures in language.short_endings)
    eras = _alternatives((*language.eras_before, *language.eras_after))
    return re.compile(
        rf"(?P<year>(?<!\d){_YEAR})|\b(?P<month>{_alternatives(language.months)})(?!\w)|\b(?P<season>{seasons})(?!\w)"
        rf"|\b(?P<century>{re.escape(language.century or chr(0))})|\b(?P<weekday>{_alternatives(language.weekdays)})"
        rf"|(?P<ordinal>\d(?:{_alternatives(language.ordinal_endings)}{short})(?!\w))|(?P<short>(?<!\w)[’'‘]\d\d(?!\w))"
        rf"|(?P<era>(?:(?<=\d\s)|(?<=\d))(?:{eras})(?!\w)|(?<!\w)(?:{_alternatives(language.eras_ahead)})\s?\d)"
    )


@lru_cache(maxsize=1024)
def select_patterns(language: Language, triggers: frozenset[str]) -> tuple[DatePattern, ...]:
    """The patterns that can match where exactly these triggers occur."""
    return tuple(p for p in compile_patterns(language) if p.needs <= triggers)


class _PatternMaker(Protocol):
    """Makes a pattern from kind, name and expression; `before` and `after` are the conditions around it."""

    def __call__(self, kind: str, name: str, regex: str, before: str = ..., after: str = ...) -> DatePattern: ...


class _PatternParts:
    """The components of patterns, with numbered groups."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.months = _alternatives(language.months)
        self.seasons = _alternatives(language.seasons)
        self.of = rf"(?:{language.of}\s)" if language.of else ""
        self.the = rf"(?:{language.the}\s)" if language.the else ""
        self.join = rf"(?:{_DASH}|\s(?:{_alternatives(language.to)})\s{self.the}?)"
        self.between = _lookbehind(language.between)
        self.both = rf"\s{language.both}\s"
        self.decade = rf"(?P<y1>[12]\d\d0)(?:{_alternatives(language.decade_endings)})"
        names = _alternatives((*language.ordinals, *(o.capitalize() for o in language.ordinals)))
        self.century = (
            rf"(?:(?P<word>{names})|(?P<nth>\d\d?)(?:{_alternatives(language.ordinal_endings)}))[\s-]{language.century}"
            rf"(?:\s(?P<era>{_alternatives((*language.eras_before, *language.eras_after))}))?"
        )
        short = "".join(rf"|(?<=(?<!1)[{figures}]){re.escape(end)}" for end, figures in language.short_endings)
        words = _alternatives((*language.ordinals, *language.later_ordinals))
        self.ordinal = rf"(?i:(?P<o1>{words}))\s(?:day\s)?{language.of}\s"
        self.endings = rf"(?:{_alternatives(language.ordinal_endings)}{short})"

    def day(self, n: int) -> str:
        return rf"(?P<d{n}>{_DAY}){self.endings}?(?!\d)"

    def month(self, n: int) -> str:
        return rf"(?P<m{n}>{self.months})"

    def year(self, n: int) -> str:
        return rf"(?P<b{n}>\[)?(?P<y{n}>{_YEAR})(?(b{n})\])"

    def dmy(self, n: int) -> str:
        return rf"{self.day(n)}\s{self.of}?{self.month(n)},?\s{self.year(n)}"

    def mdy(self, n: int) -> str:
        return rf"{self.md(n)},?\s{self.year(n)}"

    def dm(self, n: int) -> str:
        return rf"{self.day(n)}\s{self.of}?{self.month(n)}"

    def md(self, n: int) -> str:
        return rf"{self.month(n)}\s{self.the}?{self.day(n)}"

    def my(self, n: int) -> str:
        return rf"{self.month(n)},?\s{self.of}?{self.year(n)}"


def _build_patterns(language: Language) -> Iterable[DatePattern]:
    p = _PatternParts(language)

    def make(kind: str, name: str, regex: str, before: str = _BEFORE, after: str = _AFTER) -> DatePattern:
        return DatePattern(kind, name, re.compile(before + regex + after))

    if not language.reads_dates:
        yield make("day", "ISO date", _ISO)
        return
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
    about = rf"(?:(?P<about>{_alternatives(p.language.about)})\s?)?"
    yield make("range", "year to year", about + p.year(1) + p.join + p.year(2))
    yield make("range", "between year and year", p.year(1) + p.both + p.year(2), p.between)
    yield make("range", "year or year", rf"{p.year(1)}/{p.year(2)}")
    yield make("short range", "year to last figures", rf"{about}{p.year(1)}(?P<dash>{_DASH}|/)(?P<end>\d\d?)")
    yield from _build_day_patterns(p, make)
    yield from _build_part_patterns(p, make)
    yield from _build_era_patterns(p, make)


def _build_day_patterns(p: _PatternParts, make: _PatternMaker) -> Iterable[DatePattern]:
    named = _alternatives(p.language.weekdays)
    weekday = rf"(?:(?P<wd>{named}),?\s{p.the}?)"
    after = rf"(?:,\s(?P<wd>{named}))"
    ordinal = rf"(?P<d1>{_DAY}){p.endings}"
    about = rf"(?:(?P<about>{_alternatives(p.language.about)})\s?)?"
    for words, regex in (("day month year", p.dmy(1)), ("month day, year", p.mdy(1)),
                        ("day month without year", p.dm(1)), ("month day without year", p.md(1))):  # fmt: skip
        yield make("day", f"{words}, weekday", regex + after)
    yield make("day", "day month year", rf"{weekday}?{p.dmy(1)}")
    yield make("day", "month day, year", rf"{weekday}?{p.mdy(1)}")
    yield make("day", "day month without year", rf"{weekday}?{p.dm(1)}")
    yield make("day", "month day without year", rf"{weekday}?{p.md(1)}")
    yield make("weekday", "weekday and day", rf"{weekday}{p.day(1)}")
    yield make(
        "relative", "day of this month or the last", rf"{ordinal}\s(?P<rel>{_alternatives(p.language.relative_months)})"
    )
    yield make("lone day", "day without month", ordinal, _before_lone_day(p.language), _after_lone_day(p.language))
    yield make(
        "year of a century", "last two figures of a year", r"[’'‘](?P<end>\d\d)", _lookbehind(p.language.prepositions)
    )
    yield make("day", "ISO date", _ISO)
    yield make("day", "year, month and day", rf"{p.year(1)},?\s{p.md(1)}")
    yield make("day", "day in words, month and year", rf"{p.ordinal}{p.month(1)},?\s{p.of}?{p.year(1)}")
    words = _alternatives((*p.language.ordinals, *p.language.later_ordinals))
    yield make("day", "month, day in words, year", rf"{p.month(1)}\s{p.the}?(?i:(?P<o1>{words})),?\s{p.year(1)}")
    yield make("day", "day in words and month", rf"{p.ordinal}{p.month(1)}")
    yield make("day", "month and year", about + p.my(1))
    yield make(
        "month", "month without year", p.month(1), _lookbehind(p.language.prepositions), r"(?!\w|\.?\s?\d|\s[A-Z])"
    )
    yield make("day", "year", about + p.year(1))


def _before_lone_day(language: Language) -> str:
    """The condition before a day without month: the article, «and» after another day, or the beginning of the text."""
    return rf"(?:^|(?<=\b{language.the}\s)|(?<=\d[a-z]{{2}}\s{language.both}\s))" if language.the else "(?!)"


def _after_lone_day(language: Language) -> str:
    """The condition after a day without month: punctuation, the end, or a word that is no noun."""
    words = _alternatives(language.function_words)
    return rf"(?=[.,;:!?)\]]|\s?$|\s[–—-]|\s(?:I|{words})(?!\w))"


def _build_part_patterns(p: _PatternParts, make: _PatternMaker) -> Iterable[DatePattern]:
    language = p.language
    thirds = _alternatives((*language.thirds, *(w.capitalize() for w in language.thirds)))
    third = rf"(?P<third>{thirds})[\s-]{p.the}?"
    turns = _alternatives((*language.turns, *(w.capitalize() for w in language.turns)))
    turn = rf"(?P<turn>{turns})\s{p.of}{p.the}?"
    either = rf"(?:{third}|{turn})"
    seasons = _alternatives((*language.seasons, *(w.capitalize() for w in language.seasons)))
    season = rf"(?P<s1>{seasons})"
    yield make("season", "season and season of a year", rf"{season}{p.both}(?P<s2>{seasons})\s{p.of}?{p.year(1)}")
    yield make(
        "season", "season of a year", rf"{either}?{season}\s{p.of}?{p.year(1)}(?:(?:{_DASH}|/)(?:\d\d|\d{{4}}))?"
    )
    yield make("season", "part of a season without year", rf"{turn}{season}")
    yield make(
        "season", "season without year", season, _lookbehind(f"{w} {language.the}" for w in language.prepositions),
        rf"(?!\w)(?!\s{language.of or '(?!)'}\s)",
    )  # fmt: skip
    yield make(
        "third", "part of a year", rf"(?:{either}|(?P<third2>{thirds})\s{language.inside or '(?!)'}\s){p.year(1)}"
    )
    yield make("third", "part of a month", rf"{either}{p.my(1)}")
    yield make("third", "part of a month without year", rf"{either}{p.month(1)}")
    yield make("decade", "decade", rf"(?:{either})?{p.decade}")
    yield make("century", "century", rf"(?:{either})?{p.century}", after=r"(?!\w)")


def _build_era_patterns(p: _PatternParts, make: _PatternMaker) -> Iterable[DatePattern]:
    """Years with an era: alone, as the end of a range, or after a day."""
    language = p.language
    about = rf"(?:(?P<about>{_alternatives(language.about)})\s?)?"
    number, ahead, era = (
        tuple(regex.replace("#", n) for n in "12")
        for regex in (
            r"(?P<n#>[1-9]\d{0,3})",
            rf"(?P<pre#>{_alternatives(language.eras_ahead)})\s?",
            rf"\s?(?P<era#>{_alternatives((*language.eras_before, *language.eras_after))})",
        )
    )
    after = r"(?!\w)"
    for join, before in ((p.join, _BEFORE), (p.both, p.between)):
        for regex in (
            rf"{number[0]}(?:{era[0]})?{join}{number[1]}{era[1]}",
            rf"{number[0]}{era[0]}{join}(?:{ahead[1]})?{number[1]}",
            rf"{ahead[0]}{number[0]}{join}(?:{ahead[1]})?{number[1]}(?:{era[1]})?",
        ):
            yield make("era range", "years with their era", about + regex, before, after)
    for name, day in (("day month year", p.dm(1)), ("month day, year", p.md(1)), ("month year", p.month(1))):
        yield make("era", f"{name} with era", rf"{day},?\s{number[0]}{era[0]}", after=after)
    yield make("era", "year with era", rf"{about}{number[0]}{era[0]}", after=after)
    yield make("era", "era and year", rf"{about}{ahead[0]}{number[0]}", after=_AFTER)
