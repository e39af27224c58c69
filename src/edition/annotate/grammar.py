"""The patterns of calendar expressions, built from the words of a language.

Of two patterns that match the same length the first one is used. No pattern contains a word of a language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from edition.annotate.date_language import DateLanguage, exactly, one_of
from edition.annotate.spoken_years import SPOKEN
from edition.annotate.word_patterns import NEVER, small_words, word_pattern

YEAR = r"[12]\d{3}"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DASH = r"\s?[-‐‑‒–—−]\s?"
_NUMERALS = r"(?:[xX]{0,3}(?:[iI][xX]|[iI]?[vV][iIjJ]{0,4}|[iIjJ]{1,4})|[xX]{1,3}|XXXI|xxxj)"
ROMAN_DAY = rf"(?:(?!(?i:[ivx])[^\W\d_])[iIvVxX]|(?=(?i:[ivxj]{{2}})){_NUMERALS})"  # «In» is no first day
ROMAN_YEAR = r"(?:M[MDCLXVI]{2,11}|(?=m[dclxvij]{3})m(?:c[dm]|d?c{0,4})(?:x[lc]|l?x{0,4})(?:i[xv]|v?i{0,3}[ij]?)(?!\w))"
_EARLY_YEAR = r"[1-9]\d\d(?!\w)"  # only behind a word for «year»
_ISO = rf"(?P<y1>{YEAR})-(?P<iso>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])"
BEFORE = r"(?<!\w)(?<!\d[.,:/–-])(?<![$£€#])"
AFTER = r"(?!\w)(?![.,:/]\d)(?!-\w)"


@lru_cache(maxsize=4096)
def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A kind of expression, its name in words, and its pattern with the groups d1 m1 y1 d2 m2 y2 and others by kind.

    `may_lack`: the triggers that some of its forms do without. It is compiled when it is first needed.
    """

    kind: str
    name: str
    source: str
    may_lack: frozenset[str] = frozenset()

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return _compile(self.source)

    @property
    def needs(self) -> frozenset[str]:
        """The triggers without which it cannot match."""
        groups = set(re.findall(r"\(\?P<(\w+)>", self.source))
        needed = {
            "year": bool(groups & {"y1", "y2"}),
            "month": bool(groups & {"m1", "m2"}),
            "season": "s1" in groups,
            "century": self.kind in ("century", "century range"),
            "weekday": self.kind in ("weekday", "weekday of a feast"),
            "ordinal": self.kind in ("lone day", "relative"),
            "short": self.kind == "year of a century",
            "era": self.kind.startswith("era"),
            "named": self.kind == "named century",
            "mark": "mark" in groups,
            "feast": "feast" in groups,
            "king": "king" in groups,
            "other": bool(groups & {"rm", "hm", "iy", "hy"}),
        }
        return frozenset(name for name, is_needed in needed.items() if is_needed) - self.may_lack


class PatternMaker(Protocol):
    """Makes a pattern from kind, name and expression; `before` and `after` are the conditions around it."""

    def __call__(
        self, kind: str, name: str, regex: str, before: str = ..., after: str = ..., may_lack: str = ...
    ) -> DatePattern: ...


def lookbehind(words: Iterable[str]) -> str:
    """A lookbehind for one of the words and a blank."""
    return "(?:" + ("|".join(rf"(?<=\b{re.escape(w)}\s)" for w in sorted(words)) or NEVER) + ")"


def behind_year(language: DateLanguage) -> Iterable[str]:
    """Lookbehinds for the words behind which a number of three figures is a year: «anno 800»."""
    return (
        rf"(?<=\b{re.escape(form)}\s)" for word in sorted(language.words.year) for form in (word, word.capitalize())
    )


def boundary(language: DateLanguage) -> str:
    """The condition before an expression: no word, or letters that the language writes before words."""
    if not language.words.prefixes:
        return BEFORE
    letters = f"[{''.join(language.words.prefixes)}]"
    behind = "|".join(rf"(?<=(?<!\w){letters * number}{joint})" for number in (1, 2) for joint in ("", "[-־‐‑]"))
    return rf"(?:(?<![\w-])|{behind})(?<!\d[.,:/])(?<![$£€#])"


class PatternParts:
    """The components of patterns, with numbered groups."""

    def __init__(self, language: DateLanguage) -> None:
        words = language.words
        self.language, self.words = language, words
        self.before = boundary(language)
        self.months = language.months.pattern
        self.blank = r"(?:\s+|(?<=[.º°ª])\s?)"
        self.endings = self._endings()
        self.after_year = rf"(?:\s?(?:{exactly(words.year_after)})(?!\w))?" if words.year_after else ""
        self.early = "".join(f"|{behind}{_EARLY_YEAR}" for behind in behind_year(language))
        self.small = rf"(?:{small_words((*words.link, *words.the))}){{0,2}}" if words.link or words.the else ""
        to, both = small_words(words.to), small_words(words.both)
        self.join = rf"(?:{DASH}|\s+{to}{language.after_join})"
        self.both = rf"\s+{both}{language.after_join}"
        self.open = rf"(?P<open>(?:{one_of(words.between)})\s+{language.after_join})"
        self.weekday = rf"(?:{self._no_feast()}(?P<wd>{language.weekdays.pattern})[,:]?\s+{self.small})"
        self.about = rf"(?:(?P<about>{one_of(words.about)})\s?)?"

    def _no_feast(self) -> str:
        """The condition before a weekday that it is not the end of the name of a feast: Whit Monday."""
        names = (name.split() for name in self.language.feasts.values)
        first = {" ".join(words[:-1]) for words in names if len(words) > 1 and words[-1] in self.language.weekdays}
        return "".join(rf"(?<!\b{re.escape(words)}\s)" for words in sorted(first))

    def _endings(self) -> str:
        words = self.words
        short = "".join(rf"|(?<=(?<!1)[{figures}]){re.escape(end)}" for end, figures in words.short_endings)
        return rf"(?:{exactly(words.ordinal_endings)}{short})"

    def day(self, n: int, mark: str = "") -> str:
        """A day in figures, or in Roman numerals if the language has them; `mark` makes other groups of them."""
        made = [rf"(?P<d{n}{mark}>{DAY}){self.endings}?(?!\d)"]
        if self.words.roman_days:
            made.append(rf"(?P<dr{n}{mark}>{ROMAN_DAY})(?:{self.endings}|\.)?(?!\w)")
        return made[0] if len(made) == 1 else f"(?:{'|'.join(made)})"

    def month(self, n: int) -> str:
        return rf"(?P<m{n}>{self.months})(?!\w)"

    def year(self, n: int, split: str = "") -> str:
        """A year in figures or in Roman numerals; `split` is a pattern for its second figure: 1731/2."""
        roman = rf"|(?P<ry{n}>{ROMAN_YEAR})(?!\w)" if self.words.roman_years else ""
        spoken = f"{SPOKEN}*" if self.language.year_words else ""
        return rf"(?:(?P<b{n}>\[)?(?P<y{n}>{YEAR}{self.early}){spoken}{split}(?(b{n})\]){roman}){self.after_year}"

    def dated_year(self, n: int) -> str:
        """A year after a day or a month, which may be counted from two days: 1731/2."""
        return self.year(n, rf"(?P<split{n}>/\d{{1,2}}(?!\d)|-\d(?!\d))?")

    def then_year(self, n: int) -> str:
        return rf",?{self.blank}{self.language.year_link}{self.year(n)}"

    def dm(self, n: int) -> str:
        return rf"{self.day(n)}\.?{self.blank}{self.language.link}{self.month(n)}"

    def opt_day(self, n: int) -> str:
        """A day and the small words behind it, or nothing."""
        return rf"(?:{self.day(n)}\.?{self.blank}{self.language.link})?"

    def joined(self, first: str, last: str) -> str:
        """Two dates with a word, a dash or a stroke between them, or «and» after «between»."""
        start = f"(?:{self.open})?" if self.words.between else "(?P<open>(?!))?"
        return rf"{start}{first}(?:(?P<slash>\s?/\s?)|(?(open){self.both}|{self.join})){last}"

    def md(self, n: int) -> str:
        return rf"{self.month(n)}\s+{self.small}{self.day(n)}"

    def dmy(self, n: int) -> str:
        return self.dm(n) + self.then_year(n)

    def mdy(self, n: int) -> str:
        return self.md(n) + self.then_year(n)

    def my(self, n: int) -> str:
        return self.month(n) + self.then_year(n)


@lru_cache(maxsize=32)
def compile_patterns(language: DateLanguage) -> tuple[DatePattern, ...]:
    """The patterns for a language, compiled once."""
    from edition.annotate.grammar_calendars import build_calendar_patterns
    from edition.annotate.grammar_han import build_han_patterns
    from edition.annotate.grammar_parts import build_era_patterns, build_part_patterns

    first = boundary(language)

    def make(kind: str, name: str, regex: str, before: str = "", after: str = AFTER, may_lack: str = "") -> DatePattern:
        return DatePattern(kind, name, (before or first) + regex + after, frozenset(may_lack.split()))

    iso = make("day", "ISO date", _ISO)
    if not language.reads_dates:
        return (iso,)
    if language.words.year_sign:
        return (*build_han_patterns(language), iso)
    parts = PatternParts(language)
    made = [*build_calendar_patterns(parts, make), *_build_ranges(parts, make), *_build_days(parts, make)]
    made += [*build_part_patterns(parts, make), *build_era_patterns(parts, make)]
    return (*made, iso)


@lru_cache(maxsize=4096)
def select_patterns(language: DateLanguage, triggers: frozenset[str]) -> tuple[DatePattern, ...]:
    """The patterns that can match where exactly these triggers occur."""
    return tuple(p for p in compile_patterns(language) if p.needs <= triggers)


def _build_ranges(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    """Two dates, joined by a word, a dash or a stroke; each may lack what the other has."""
    weekday = rf"(?:(?:{p.language.weekdays.pattern}),?\s+{p.small})?" if p.language.weekdays else ""
    start = rf"{weekday}(?:{p.opt_day(1)}{p.month(1)}(?:{p.then_year(1)})?|{p.day(1, 'x')})"
    end = rf"{weekday}{p.opt_day(2)}{p.month(2)}(?:{p.then_year(2)})?"
    yield make("range", "day or month to day or month", p.joined(start, end), may_lack="year")
    if p.words.month_first:
        end = rf"(?:{p.month(2)}\s+{p.small})?{p.day(2)}(?:{p.then_year(2)})?"
        start = rf"{p.md(1)}(?:{p.then_year(1)})?"
        yield make("range", "month and day to day", p.joined(start, end), may_lack="year")
    yield make("range", "year to year", p.about + p.joined(p.year(1), p.language.year_link + p.year(2)))
    yield make(
        "short range", "year to last figures", rf"{p.about}(?P<y1>{YEAR})(?P<dash>{DASH}|/)(?P<end>\d\d?){p.after_year}"
    )


def _build_days(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    year = rf"(?:,?{p.blank}{p.language.year_link}{p.dated_year(1)})"
    after = rf"(?:,\s(?P<wd2>{p.language.weekdays.pattern}))?" if p.language.weekdays else ""
    yield make("day", "day month year", f"{p.weekday}?{p.dm(1)}{year}?{after}", may_lack="year")
    if p.words.month_first:
        yield make("day", "month day, year", f"{p.weekday}?{p.md(1)}{year}?{after}", may_lack="year")
    yield from _build_words(p, make, year)
    yield from _build_figures(p, make)
    weekday = p.language.weekdays.pattern
    yield make("weekday", "weekday and day", rf"{p.weekday}{p.day(1)}")
    yield make("weekday", "day and weekday", rf"(?P<d1>{DAY}){p.endings}?,?\s(?P<wd>{weekday})", before=r"^\s?")
    ordinal = rf"(?P<d1>{DAY}){p.endings}"
    if p.language.relative:
        yield make("relative", "day of this month or the last", rf"{ordinal}\s(?P<rel>{p.language.relative.pattern})")
    if p.words.the:
        yield make("lone day", "day without month", ordinal, _before_lone_day(p), _after_lone_day(p))
    if p.words.year_then_day:
        start = rf"(?P<open>^\s?(?:{one_of(p.words.year_then_day)})\s+)"
        day = rf"{start}(?P<d1>{DAY})(?:{p.endings}{_after_lone_day(p)}|(?=[.,;:]))"
        yield make("lone day", "day that begins an entry", day, "(?=.)", may_lack="ordinal")
    yield make("year of a century", "last two figures of a year", r"[’'‘](?P<end>\d\d)", lookbehind(p.words.time))
    yield make("day", "month and year", p.about + p.month(1) + year)
    alone = r"(?![\w-]|\.?\s?\d|\s[A-Z])"
    yield make("month", "month without year", p.month(1), lookbehind(p.words.month_time), alone)
    yield make("day", "year", p.about + p.year(1))


def _build_words(p: PatternParts, make: PatternMaker, year: str) -> Iterable[DatePattern]:
    """Days with an ordinal in words: «the second of May 1891», «die vicesima Iunii 1377»."""
    if not p.language.ordinals:
        return
    link = small_words(p.words.link) if p.words.ordinal_links else ""
    before = rf"(?:(?:{one_of(p.words.day_words)})\s+)?" if p.words.day_words else ""
    ordinal = rf"(?i:(?P<o1>{p.language.ordinals.pattern}))"
    if p.words.last_day:
        last = rf"{before}(?P<last>{one_of(p.words.last_day, p.words.endings)})\s+{p.language.link}{p.month(1)}"
        yield make("day", "last day of a month", f"{last}{year}")
    words = rf"{p.weekday}?{before}{ordinal}\s+{link}{p.language.link}{p.month(1)}"
    yield make("day", "day in words and month", f"{words}{year}?", may_lack="year")
    if p.words.month_first:
        yield make("day", "month, day in words, year", rf"{p.month(1)}\s{p.small}{ordinal}{year}")


def _build_figures(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    """Days in figures alone (3.5.1848), and days behind their year."""
    roman = r"(?P<nr1>I{1,3}|I?V|VI{0,3}|I?X|XI{1,2})"
    day = rf"{p.weekday}?(?P<d1>{DAY})"
    if p.words.numeric:
        sign = r"(?:\s?[./-]\s?|\s)"
        parts = rf"{day}{sign}{roman}{sign}(?P<y1>{YEAR}){p.after_year}"
        yield make("figures", "day, Roman month and year", parts)
    if p.words.month_first:
        month, late = r"(?P<nm1>0?[1-9]|1[0-2])", r"(?P<d1>1[3-9]|2\d|3[01])"  # no other order is possible
        for first, second in ((month, late), (late, month)):
            yield make("figures", "day, month and year in figures", rf"{first}/{second}/(?P<y1>{YEAR})")
    for sign in p.words.numeric:
        stop = rf"{re.escape(sign)}\s?"
        month = r"(?P<nm1>0?[1-9]|1[0-2])"
        yield make(
            "figures",
            f"day, month and year with {sign}",
            rf"{day}{stop}{month}{stop}(?P<y1>{YEAR}){p.after_year}",
        )
    if p.words.month_first:
        yield make("day", "year, month and day", rf"{p.year(1)},?\s{p.md(1)}")
    small = f"(?:(?:{one_of(p.words.year_then_day)})\\s+)?" if p.words.year_then_day else ""
    no_year = rf"{AFTER}(?!,?\s(?:\w+\s){{0,2}}{YEAR})"
    yield make("day", "year, day and month", rf"{p.year(1)},?\s+{small}{p.dm(1)}", after=no_year)
    if p.language.ordinals and small:
        spoken = rf"(?i:(?P<o1>{p.language.ordinals.pattern}))\s+{p.language.link}{p.month(1)}"
        yield make("day", "year, day in words and month", rf"{p.year(1)},?\s+{small}{spoken}", after=no_year)


def _before_lone_day(p: PatternParts) -> str:
    """The condition before a day without month: the article, «and» after another day, or the beginning of the text."""
    before = {*p.words.the, *p.words.year_then_day}
    the = "|".join(rf"(?<=\b{re.escape(word)}\s)" for word in sorted(before))
    both = "|".join(rf"(?<=\d[a-z]{{2}}\s{re.escape(word)}\s)" for word in sorted(p.words.both))
    return rf"(?:^|{the}|{both or NEVER})"


def _after_lone_day(p: PatternParts) -> str:
    """The condition after a day without month: punctuation, the end, or a word that is no noun."""
    words = word_pattern(p.words.small)
    return rf"(?=[.,;:!?)\]]|\s?$|\s[–—-]|\s(?:I|(?:{words}))(?!\w))"
