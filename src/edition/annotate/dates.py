"""Calendar expressions in a block's text and their values (decision: own grammar; see the guidelines for dates)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from edition.annotate import calendar
from edition.annotate.calendar import Day
from edition.annotate.grammar import Pattern, patterns_with, trigger
from edition.annotate.language import Language
from edition.model import DateValue

_PLAUSIBLE = range(1400, 2051)  # a bare number outside is a year only after a preposition
_FAR = 50  # years: a date as far from the running one does not become the running one
_NEAR_BARE = 5  # the same for a year without month
_REACH = 48  # characters: no expression is longer on either side of its year or month


@dataclass(frozen=True, slots=True)
class Found:
    """A calendar expression: a stretch of a block, its value, its rule, how sure, what the calendar objects."""

    start: int
    end: int
    value: DateValue | None
    rule: str
    cert: str = "high"
    fault: str = ""


@dataclass(slots=True)
class Running:
    """The date that the text is speaking of: what an expression without a year takes its year from.

    A diary or a letter dates itself: a day at the beginning of a block is the date of what follows it, and what is
    told there of other years changes nothing.
    """

    year: int = 0
    month: int = 0
    precise: bool = False  # from a date with a month, in this section
    entry: Day = field(default_factory=Day)  # the day at the beginning of this entry or an earlier one

    def open_entry(self, day: Day) -> None:
        """An entry begins that is dated so."""
        self.entry = day
        self.year, self.month, self.precise = day.year, day.month, True

    def take(self, day: Day) -> None:
        """A date was read."""
        if self.entry.year:
            return
        far = abs(day.year - self.year) if self.year else 0
        if day.month and day.year and far <= _FAR:
            self.year, self.month, self.precise = day.year, day.month, True
        elif day.year and (not self.year or (far <= _NEAR_BARE and not self.precise)):
            self.year, self.month = day.year, 0

    def new_section(self) -> None:
        """A section begins: the year goes on, less surely."""
        self.precise = False

    def year_of(self, day: Day) -> int:
        """The year of a day or month without one: of the entry, the nearest; else the one that is spoken of."""
        if not (self.entry.year and day.month):
            return self.year
        there = 372 * self.entry.year + 31 * self.entry.month + self.entry.day
        return min(
            (self.entry.year + ahead for ahead in (0, -1, 1)),
            key=lambda year: abs(372 * year + 31 * day.month + (day.day or 15) - there),
        )


def dates_in(text: str, language: Language, running: Running) -> Iterator[Found]:
    """The calendar expressions of a text in order. The caller has put names out of sight (`HIDDEN` characters)."""
    shown = hide_numbering(text, language)
    at = 0
    for start, end, pattern, match in sorted(_all(shown, language), key=lambda f: (f[0], -f[1])):
        if start < at:
            continue
        at = end  # what a guard or the calendar refuses is not read again in parts
        if not _is_date(match, shown, language):
            continue
        opens = _opens_entry(shown[:start], pattern, language)
        found = _value(pattern, match, language, running, opens)
        if found is not None:
            yield Found(start, end, *found)


HIDDEN = "\ufffc"


def _all(text: str, language: Language) -> Iterator[tuple[int, int, Pattern, re.Match[str]]]:
    """Every match of every pattern, in the stretches where there may be one."""
    for start, end, triggers in _stretches(text, language):
        for pattern in patterns_with(language, triggers):
            for match in pattern.look.finditer(text, start, end):
                if match.end() < end or end == len(text):
                    yield match.start(), match.end(), pattern, match


def _stretches(text: str, language: Language) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The surroundings of what may be a date, those that touch as one; and what it is that may be one."""
    start = end = 0
    triggers: set[str] = set()
    for found in trigger(language).finditer(text):
        if found.start() - _REACH > end:
            if triggers:
                yield max(0, start), end, frozenset(triggers)
            start, triggers = found.start() - _REACH, set()
        triggers.add(found.lastgroup or "")
        end = min(len(text), found.end() + _REACH)
    if triggers:
        yield max(0, start), end, frozenset(triggers)


@lru_cache(maxsize=8)
def _numbers(numbered: tuple[str, ...]) -> re.Pattern[str]:
    one = r"\d[\dXx.:]*(?:\s?[-–—]\s?[\dXx]+)*"
    words = "|".join(map(re.escape, sorted(numbered, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{words})[:\s]?\s?{one}(?:,\s{one}(?!\w))*|https?://\S+|\d{{5,}}[\dXx-]*|\d+-page\b")


def hide_numbering(text: str, language: Language) -> str:
    """The text with page numbers, ISBNs and addresses out of sight."""
    return _numbers(language.numbered).sub(lambda m: HIDDEN * len(m[0]), text)


def _is_date(match: re.Match[str], text: str, language: Language) -> bool:
    """Guards for bare years and ranges of years: counts, pages after a journal's name, numbers too small or large."""
    if not re.fullmatch(r"\d{4}(?:\D{1,3}\d{2,4})?", match[0]):
        return True
    before, behind = text[: match.start()], text[match.end() :]
    following = re.match(r"\s(\w+)", behind)
    if following and following[1] in language.counted:
        return False
    is_range = len(match[0]) > 4
    if is_range and before.endswith(HIDDEN + " "):
        return False
    preceding = re.search(r"(\w+\.?)\s\W?$", before)
    return int(match["y1"]) in _PLAUSIBLE or bool(preceding and preceding[1] in language.prepositions)


_HEADING = 60  # characters that may stand before the date of an entry: where it was written
_DATING = frozenset({"day", "weekday", "lone day"})


def _opens_entry(before: str, pattern: Pattern, language: Language) -> bool:
    """Whether a day is the date of the entry that begins with it: nothing but names stands before."""
    if len(before) > _HEADING or pattern.kind not in _DATING:
        return False
    words = re.findall(r"\w+", before)
    return not any(word[:1].islower() or word.lower() in language.function_words for word in words)


_Value = tuple[DateValue | None, str, str, str]  # value, rule, cert, fault


def _value(pattern: Pattern, match: re.Match[str], language: Language, running: Running, opens: bool) -> _Value | None:
    groups = {k: v for k, v in match.groupdict().items() if v}
    found = _KINDS[pattern.kind](pattern.name, groups, language, running)
    value = found[0].when if found and found[0] else ""
    if opens and len(value) == _WHOLE_DAY:
        running.open_entry(Day(*map(int, value.split("-"))))
    return found


_WHOLE_DAY = len("1936-08-19")


def _day(groups: Mapping[str, str], n: int, language: Language) -> Day:
    month = language.months.get(groups.get(f"m{n}", ""), 0) or (int(groups["iso"]) if n == 1 and "iso" in groups else 0)
    return Day(int(groups.get(f"y{n}", 0)), month, int(groups.get(f"d{n}", 0)))


def _dated(day: Day, running: Running) -> tuple[Day, str, str]:
    """A day with a year, taken from the context where the text says none; a rule for it; how sure."""
    if day.year:
        running.take(day)
        return day, "", "high"
    if not running.year:
        return day, ", no year in the context", "low"
    filled = Day(running.year_of(day), day.month, day.day)
    cert = "medium" if running.precise else "low"
    return filled, f", year {filled.year} from the context", cert


def _read_day(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value:
    day, how, cert = _dated(_day(groups, 1, language), running)
    fault = day.fault
    if "wd" in groups and day.year and day.day and not fault:
        fault = _weekday_fault(day, groups["wd"], language)
    if "about" in groups:
        how, cert = how + ", about", "medium"
    value = DateValue(when=day.iso) if day.year and not day.fault else None
    return value, name + how, cert, fault


def _weekday_fault(day: Day, weekday: str, language: Language) -> str:
    names = {number: name for name, number in reversed(list(language.weekdays.items()))}
    said, is_ = language.weekdays[weekday], day.weekday()
    return "" if said == is_ else f"{day.iso} is a {names[is_]}, the text says {weekday}"


def _read_weekday(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«Monday 5th»: the day of the running month, or of the next one, that is a Monday."""
    if not (running.year and running.month):
        return None
    said = language.weekdays[groups["wd"]]
    for ahead in (0, 1):
        months = running.month - 1 + ahead
        day = Day(running.year + months // 12, months % 12 + 1, int(groups["d1"]))
        if not day.fault and day.weekday() == said:
            running.take(day)
            return DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", "medium", ""
    day = Day(running.year, running.month, int(groups["d1"]))
    return None, name, "low", day.fault or _weekday_fault(day, groups["wd"], language)


def _read_lone_day(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«the 14th»: of the month that is spoken of; at the beginning of an entry («13th.»), the next such day."""
    if not (running.year and running.month):
        return None
    day = Day(running.year, running.month, int(groups["d1"]))
    if day.fault:
        return None
    cert = "medium" if running.precise else "low"
    return DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert, ""


def _read_relative(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«the 7th inst.», «the 27th ult.»."""
    if not (running.year and running.month):
        return None
    months = 12 * running.year + running.month - 1 + language.relative_months[groups["rel"]]
    day = Day(months // 12, months % 12 + 1, int(groups["d1"]))
    return None if day.fault else (DateValue(when=day.iso), f"{name}, counted from the context", "medium", "")


def _read_year_of_century(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«in ’48»: the last such year before the one that is spoken of."""
    if not running.year:
        return None, name, "low", ""
    year = running.year - (running.year - int(groups["end"])) % 100
    return DateValue(when=str(year)), f"{name}, century from the context", "medium", ""


def _read_range(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    start, end = _day(groups, 1, language), _day(groups, 2, language)
    end = Day(end.year, end.month or start.month, end.day)
    start = start.filled_from(end)
    dated, how, cert = _dated(end, running)
    start = start if start.year else Day(dated.year, start.month, start.day)
    fault = start.fault or dated.fault
    if fault or not dated.year:
        return None, name + how, cert, fault
    if (start.year, start.month, start.day) > (dated.year, dated.month, dated.day):
        if not start.month:
            return None  # numbers that do not rise are no years
        start = Day(start.year - 1, start.month, start.day) if "y1" not in groups else start
    cert = "medium" if "about" in groups and cert == "high" else cert
    return calendar.span(start, dated), name + how, cert, ""


def _read_short_range(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    first = int(groups["y1"])
    last = first // 100 * 100 + int(groups["end"])
    if last <= first:
        return None
    running.take(Day(first))
    return calendar.years(first, last), name, "medium" if "about" in groups else "high", ""


def _third(groups: Mapping[str, str], language: Language) -> int | None:
    if third := groups.get("third") or groups.get("third2"):
        return language.thirds[third.lower()]
    return language.turns[groups["turn"].lower()] if "turn" in groups else None


def _read_season(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    first = language.seasons[groups["s1"].lower()]
    day, how, cert = _dated(Day(int(groups.get("y1", 0)), 0 if "y1" in groups else first[0]), running)
    if not day.year:
        return (None, name + how, cert, "") if groups.keys() & {"third", "turn"} else None
    value = calendar.season(day.year, first, _third(groups, language))
    if "s2" in groups:
        value = DateValue(
            not_before=value.not_before,
            not_after=calendar.season(day.year, language.seasons[groups["s2"].lower()]).not_after,
        )
    return value, name + how, cert, ""


def _read_third(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value:
    day, how, cert = _dated(_day(groups, 1, language), running)
    third = _third(groups, language) or 0
    if not day.year:
        return None, name + how, cert, ""
    if day.month:
        return calendar.third_of_month(day.year, day.month, third), name + how, cert, ""
    return calendar.third_of_year(day.year, third), name + how, cert, ""


def _read_decade(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value:
    first, third = int(groups["y1"]), _third(groups, language)
    length = 100 if first % 100 == 0 and first < 2000 else 10
    if third is not None:
        return calendar.third_of_years(first, length, third), name, "high", ""
    return calendar.years(first, first + length - 1), name, "high", ""


def _read_century(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    number = int(groups["nth"]) if "nth" in groups else language.ordinals[groups["word"].lower()]
    if not 1 <= number <= 21:
        return None
    first, third = 100 * (number - 1) + 1, _third(groups, language)
    if third is not None:
        return calendar.third_of_years(first, 100, third), name, "high", ""
    return calendar.years(first, first + 99), name, "high", ""


_KINDS: Mapping[str, Callable[[str, Mapping[str, str], Language, Running], _Value | None]] = {
    "day": _read_day,
    "month": _read_day,
    "weekday": _read_weekday,
    "lone day": _read_lone_day,
    "relative": _read_relative,
    "year of a century": _read_year_of_century,
    "range": _read_range,
    "short range": _read_short_range,
    "season": _read_season,
    "third": _read_third,
    "decade": _read_decade,
    "century": _read_century,
}
