"""Calendar expressions in a block's text and their values (decision: own grammar; see the guidelines for dates)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from edition.annotate import calendar
from edition.annotate.calendar import Day
from edition.annotate.date_guards import is_two_years, is_whole_date
from edition.annotate.eras import century_of, read_era, read_era_range
from edition.annotate.grammar import Pattern, patterns_with, trigger
from edition.annotate.language import Language
from edition.model import DateValue

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
    opens: bool = False  # what is read stands at the beginning of an entry
    near: Day = field(default_factory=Day)  # the last month with its year in this block
    in_sentence: bool = False  # that month stands in the sentence that is read

    def open_entry(self, day: Day) -> None:
        """An entry begins that is dated so."""
        self.entry = day
        self.year, self.month, self.precise = day.year, day.month, True

    def take(self, day: Day) -> None:
        """A date was read."""
        if day.month and day.year:
            self.near = day
        if self.entry.year:
            return
        far = abs(day.year - self.year) if self.year else 0
        if day.month and day.year and far <= _FAR:
            self.year, self.month, self.precise = day.year, day.month, True
        elif day.year and (not self.year or (far <= _NEAR_BARE and not self.precise)):
            self.year, self.month = day.year, 0

    @property
    def is_divided(self) -> bool:
        """Whether the sentence has named another month than the one that the text is speaking of."""
        return self.in_sentence and self.near.year != 0 and (self.near.year, self.near.month) != (self.year, self.month)

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
    running.near = Day()
    at = named = 0  # `named`: where the expression ends that gave the last month
    for start, end, pattern, match in sorted(_all(shown, language), key=lambda f: (f[0], -f[1])):
        if start < at:
            continue
        at = end  # what a guard or the calendar refuses is not read again in parts
        if not is_whole_date(pattern, match, shown, language):
            continue
        if pattern.kind == "lone day" and _is_of_another(shown[end:], language):
            continue
        near = running.near
        running.in_sentence = _SENTENCE.search(shown, named, start) is None
        running.opens = _opens_entry(shown[:start], pattern, language)
        found = _value(pattern, match, language, running)
        if running.near is not near:
            named = end
        if found is not None:
            yield Found(start, end, *found)


HIDDEN = "\ufffc"
_SENTENCE = re.compile(r"[.!?][”’\"')]*\s+[^\W\d_a-z]")


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
def _numbers(numbered: tuple[str, ...], telephones: tuple[str, ...], both: str) -> re.Pattern[str]:
    one = r"\d[\dXx.:]*(?:\s?[-–—/]\s?[\dXx]+)*"
    words = _alternation(word for w in numbered for word in (w, w.capitalize()))
    phones = _alternation(word for w in telephones for word in (w, w.capitalize()))
    more = rf"(?:,\s{one}(?!\w)|(?:,?\s(?:{both}|&)\s)\d{{1,3}}(?:\s?[-–—/]\s?\d{{1,3}})?(?!\w))*" if both else ""
    return re.compile(
        rf"(?<!\w)(?:{phones})(?:\s(?:{words}))?[.:]?\s?[+(]?\d[\d\s()/.-]*\d|(?<!\w)(?:{words})[:\s]?\s?{one}{more}"
        rf"|https?://\S+|\d{{5,}}[\dXx-]*|\d+-page\b"
    )


def _alternation(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w)))) or "(?!)"


def hide_numbering(text: str, language: Language) -> str:
    """The text with page and telephone numbers, ISBNs and addresses out of sight."""
    return _numbers(language.counting.numbered, language.counting.telephones, language.both).sub(
        lambda m: HIDDEN * len(m[0]), text
    )


_HEADING = 60  # characters that may stand before the date of an entry: where it was written
_DATING = frozenset({"day", "weekday", "lone day"})
_GAP = 4  # months from the last entry on in which the next one is looked for


def _is_of_another(behind: str, language: Language) -> bool:
    """Whether «the 12th» is of something («of that month», «of the line»), and not of this month."""
    of, the = re.escape(language.of), re.escape(language.the)
    if re.match(rf"\s{of}\s", behind) is None:
        return False
    own = "|".join(map(re.escape, language.this_month)) or "(?!)"
    return re.match(rf"\s{of}\s(?:{the}\s)?(?:{own})(?!\w)", behind) is None


def _opens_entry(before: str, pattern: Pattern, language: Language) -> bool:
    """Whether a day is the date of the entry that begins with it: nothing but names stands before."""
    if len(before) > _HEADING or pattern.kind not in _DATING:
        return False
    words = re.findall(r"\w+", before)
    return not any(word[:1].islower() or word.lower() in language.function_words for word in words)


_Value = tuple[DateValue | None, str, str, str]  # value, rule, cert, fault


def _value(pattern: Pattern, match: re.Match[str], language: Language, running: Running) -> _Value | None:
    groups = {k: v for k, v in match.groupdict().items() if v}
    found = _KINDS[pattern.kind](pattern.name, groups, language, running)
    value = found[0].when if found and found[0] else ""
    if running.opens and len(value) == _WHOLE_DAY:
        running.open_entry(Day(*map(int, value.split("-"))))
    return found


_WHOLE_DAY = len("1936-08-19")


def _day(groups: Mapping[str, str], n: int, language: Language) -> Day:
    month = language.months.get(groups.get(f"m{n}", ""), 0) or (int(groups["iso"]) if n == 1 and "iso" in groups else 0)
    if n == 1 and (word := groups.get("o1", "").lower()):
        return Day(int(groups.get("y1", 0)), month, _day_in_words(word, language))
    return Day(int(groups.get(f"y{n}", 0)), month, int(groups.get(f"d{n}", 0)))


def _day_in_words(word: str, language: Language) -> int:
    """The number of «second»."""
    return language.ordinals.get(word) or len(language.ordinals) + 1 + language.later_ordinals.index(word)


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
    """«Monday 5th»: the day of the running month, or of the next one, that is a Monday. At the beginning of an entry,
    the first such day from the last entry on."""
    if not (running.year and running.month):
        return None
    said = language.weekdays[groups["wd"]]
    for ahead, day in enumerate(_coming(int(groups["d1"]), running)):
        if not day.fault and day.weekday() == said and not _is_past(day, running):
            running.take(day)
            cert = "medium" if ahead < _NEXT else "low"
            return DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert, ""
    day = Day(running.year, running.month, int(groups["d1"]))
    return None, name, "low", day.fault or _weekday_fault(day, groups["wd"], language)


_NEXT = 2


def _coming(number: int, running: Running) -> Iterator[Day]:
    """The days of that number: in the running month and the next; at the beginning of an entry, in some more."""
    for ahead in range(_GAP if running.opens and running.entry.year else _NEXT):
        months = running.month - 1 + ahead
        yield Day(running.year + months // 12, months % 12 + 1, number)


def _is_past(day: Day, running: Running) -> bool:
    """Whether an entry would stand before the last one."""
    entry = running.entry
    return running.opens and (day.year, day.month, day.day) < (entry.year, entry.month, entry.day)


def _read_lone_day(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«the 14th»: of the month that is spoken of; at the beginning of an entry («13th.»), the next such day. None where
    the sentence names another month: either may be meant."""
    if not (running.year and running.month) or (running.is_divided and not running.opens):
        return None
    coming = list(_coming(int(groups["d1"]), running))[: _GAP if running.opens else 1]
    day = next((d for d in coming if not d.fault and not _is_past(d, running)), None)
    if day is None:
        return None
    cert = "medium" if running.precise else "low"
    return DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert, ""


def _read_relative(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«the 7th inst.», «the 27th ult.»: from the month and year in this sentence, else from the running ones."""
    year, month = (running.near.year, running.near.month) if running.is_divided else (running.year, running.month)
    if not (year and month):
        return None
    months = 12 * year + month - 1 + language.relative_months[groups["rel"]]
    day = Day(months // 12, months % 12 + 1, int(groups["d1"]))
    return None if day.fault else (DateValue(when=day.iso), f"{name}, counted from the context", "medium", "")


def _read_year_of_century(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    """«in ’48»: the last such year before the one that is spoken of; None where the next one is as near, or where
    other years are named."""
    if not running.year:
        return None, name, "low", ""
    year = running.year - (running.year - int(groups["end"])) % 100
    near = running.near.year or running.year
    if running.year - year > _FAR or year != near - (near - int(groups["end"])) % 100:
        return None
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
    if " or " in name and not _are_two(start, dated):
        return None  # one day in two calendars («11/22 June 1709»), or one of two days: no span
    if (start.year, start.month, start.day) > (dated.year, dated.month, dated.day):
        if not start.month:
            return None  # numbers that do not rise are no years
        start = Day(start.year - 1, start.month, start.day) if "y1" not in groups else start
    cert = "medium" if "about" in groups and cert == "high" else cert
    return calendar.span(start, dated), name + how, cert, ""


def _are_two(start: Day, end: Day) -> bool:
    """Whether what a slash joins is a span: a night, two months or two years that follow one another."""
    return calendar.follow_one_another(start, end) and (bool(start.month) or is_two_years(start.year))


def _read_short_range(name: str, groups: Mapping[str, str], language: Language, running: Running) -> _Value | None:
    first, figures = int(groups["y1"]), 10 ** len(groups["end"])
    last = first // figures * figures + int(groups["end"])
    if last <= first or (groups["dash"] == "/" and not is_two_years(first)):
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
    first, third = century_of(number, groups.get("era", "") in language.eras_before), _third(groups, language)
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
    "era": lambda name, groups, language, _: read_era(name, groups, language),
    "era range": lambda name, groups, language, _: read_era_range(name, groups, language),
}
