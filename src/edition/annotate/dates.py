"""Find calendar expressions in the text of a block and read their values, with a grammar of our own (guidelines)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from edition.annotate import calendar
from edition.annotate.calendar import PartialDate
from edition.annotate.date_context import MAX_DISTANCE, DateContext
from edition.annotate.date_guards import is_whole_date, spans_two_years
from edition.annotate.eras import century_of, read_era, read_era_range
from edition.annotate.grammar import DatePattern, select_patterns, trigger_pattern
from edition.annotate.language import Language
from edition.model import DateValue

_Groups = Mapping[str, str]  # the named groups of a match
_MAY_BE_NUMBERED = re.compile(r"\d|://")
_REACH = 48  # characters: no expression extends farther on either side of its year or month


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A calendar expression [start, end); `fault` says why it contradicts the calendar, `cert` is the certainty."""

    start: int
    end: int
    value: DateValue | None
    rule: str
    cert: str = "high"
    fault: str = ""


def find_dates(text: str, language: Language, context: DateContext) -> Iterator[FoundDate]:
    """The calendar expressions of a text in order; `context` is updated by each.

    The caller has replaced each character of a name by `HIDDEN`. Offsets are code points of `text`.
    """
    shown = hide_numbering(text, language) if _MAY_BE_NUMBERED.search(text) else text
    context.near = PartialDate()
    at = named = 0  # `named`: end of the expression with the last month
    for start, end, pattern, match in sorted(_find_matches(shown, language), key=lambda f: (f[0], -f[1])):
        if start < at:
            continue
        at = end  # the parts of a refused expression are not read
        if not is_whole_date(pattern, match, shown, language):
            continue
        if pattern.kind == "lone day" and _has_another_month(shown[end:], language):
            continue
        near = context.near
        context.in_sentence = _SENTENCE.search(shown, named, start) is None
        context.begins_entry = _begins_entry(shown[:start], pattern, language)
        found = _read_value(pattern, match, language, context)
        if context.near is not near:
            named = end
        if found is not None:
            yield FoundDate(start, end, *found)


HIDDEN = "\ufffc"
_SENTENCE = re.compile(r"[.!?][”’\"')]*\s+[^\W\d_a-z]")


def _find_matches(text: str, language: Language) -> Iterator[tuple[int, int, DatePattern, re.Match[str]]]:
    """Every match of every pattern, in the spans that may contain one."""
    for start, end, triggers in _find_candidates(text, language):
        for pattern in select_patterns(language, triggers):
            for match in pattern.regex.finditer(text, start, end):
                if match.end() < end or end == len(text):
                    yield match.start(), match.end(), pattern, match


def _find_candidates(text: str, language: Language) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The spans around triggers (a year, the name of a month …), merged where they overlap, with the triggers."""
    start = end = 0
    triggers: set[str] = set()
    for found in trigger_pattern(language).finditer(text):
        if found.start() - _REACH > end:
            if triggers:
                yield max(0, start), end, frozenset(triggers)
            start, triggers = found.start() - _REACH, set()
        triggers.add(found.lastgroup or "")
        end = min(len(text), found.end() + _REACH)
    if triggers:
        yield max(0, start), end, frozenset(triggers)


@lru_cache(maxsize=8)
def _numbering_pattern(numbered: tuple[str, ...], telephones: tuple[str, ...], both: str) -> re.Pattern[str]:
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
    """The text with each character of page and telephone numbers, ISBNs and web addresses replaced by `HIDDEN`."""
    return _numbering_pattern(language.counting.numbered, language.counting.telephones, language.both).sub(
        lambda m: HIDDEN * len(m[0]), text
    )


_MAX_HEADING = 60  # characters before the date of an entry: the place where it was written
_ENTRY_DATES = frozenset({"day", "weekday", "lone day"})
_MONTHS_AHEAD = 4  # months after the last entry in which the next entry is expected


def _has_another_month(after: str, language: Language) -> bool:
    """Whether «of» and another month or thing follow «the 12th» («of that month», «of the line»)."""
    of, the = re.escape(language.of), re.escape(language.the)
    if re.match(rf"\s{of}\s", after) is None:
        return False
    own = "|".join(map(re.escape, language.this_month)) or "(?!)"
    return re.match(rf"\s{of}\s(?:{the}\s)?(?:{own})(?!\w)", after) is None


def _begins_entry(before: str, pattern: DatePattern, language: Language) -> bool:
    """Whether a day is the date of the entry that begins with it: only names precede it."""
    if len(before) > _MAX_HEADING or pattern.kind not in _ENTRY_DATES:
        return False
    words = re.findall(r"\w+", before)
    return not any(word[:1].islower() or word.lower() in language.function_words for word in words)


_Reading = tuple[DateValue | None, str, str, str]  # value, rule, cert, fault


def _read_value(
    pattern: DatePattern, match: re.Match[str], language: Language, context: DateContext
) -> _Reading | None:
    groups = {k: v for k, v in match.groupdict().items() if v}
    found = _READERS[pattern.kind](pattern.name, groups, language, context)
    value = found[0].when if found and found[0] else ""
    if context.begins_entry and len(value) == _WHOLE_DAY:
        context.begin_entry(PartialDate(*map(int, value.split("-"))))
    return found


_WHOLE_DAY = len("1936-08-19")


def _read_partial_date(groups: _Groups, n: int, language: Language) -> PartialDate:
    month = language.months.get(groups.get(f"m{n}", ""), 0) or (int(groups["iso"]) if n == 1 and "iso" in groups else 0)
    if n == 1 and (word := groups.get("o1", "").lower()):
        return PartialDate(int(groups.get("y1", 0)), month, _read_day_in_words(word, language))
    return PartialDate(int(groups.get(f"y{n}", 0)), month, int(groups.get(f"d{n}", 0)))


def _read_day_in_words(word: str, language: Language) -> int:
    """The number of an ordinal: 2 for «second»."""
    return language.ordinals.get(word) or len(language.ordinals) + 1 + language.later_ordinals.index(word)


def _complete_year(day: PartialDate, context: DateContext) -> tuple[PartialDate, str, str]:
    """The day with a year, from the context where the text has none; an addition to the rule; the certainty."""
    if day.year:
        context.add(day)
        return day, "", "high"
    if not context.year:
        return day, ", no year in the context", "low"
    filled = PartialDate(context.infer_year(day), day.month, day.day)
    cert = "medium" if context.precise else "low"
    return filled, f", year {filled.year} from the context", cert


def _read_day(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading:
    day, how, cert = _complete_year(_read_partial_date(groups, 1, language), context)
    fault = day.fault
    if "wd" in groups and day.year and day.day and not fault:
        fault = _weekday_fault(day, groups["wd"], language)
    if "about" in groups:
        how, cert = how + ", about", "medium"
    value = DateValue(when=day.iso) if day.year and not day.fault else None
    return value, name + how, cert, fault


def _weekday_fault(day: PartialDate, weekday: str, language: Language) -> str:
    names = {number: name for name, number in reversed(list(language.weekdays.items()))}
    stated, is_ = language.weekdays[weekday], day.weekday()
    return "" if stated == is_ else f"{day.iso} is a {names[is_]}, the text says {weekday}"


def _read_weekday(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    """«Monday 5th»: that day of the current or the next month, if it is a Monday; in an entry the first one after the
    last entry."""
    if not (context.year and context.month):
        return None
    stated = language.weekdays[groups["wd"]]
    for ahead, day in enumerate(_candidate_days(int(groups["d1"]), context)):
        if not day.fault and day.weekday() == stated and not _is_past(day, context):
            context.add(day)
            cert = "medium" if ahead < _USUAL_MONTHS_AHEAD else "low"
            return DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert, ""
    day = PartialDate(context.year, context.month, int(groups["d1"]))
    return None, name, "low", day.fault or _weekday_fault(day, groups["wd"], language)


_USUAL_MONTHS_AHEAD = 2


def _candidate_days(number: int, context: DateContext) -> Iterator[PartialDate]:
    """The days of that number in the current and the next month; at the beginning of an entry, in _MONTHS_AHEAD."""
    for ahead in range(_MONTHS_AHEAD if context.begins_entry and context.entry.year else _USUAL_MONTHS_AHEAD):
        months = context.month - 1 + ahead
        yield PartialDate(context.year + months // 12, months % 12 + 1, number)


def _is_past(day: PartialDate, context: DateContext) -> bool:
    """Whether the day would put an entry before the last entry."""
    entry = context.entry
    return context.begins_entry and (day.year, day.month, day.day) < (entry.year, entry.month, entry.day)


def _read_lone_day(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    """«the 14th»: of the current month; at the beginning of an entry («13th.»), the next such day.

    None where the sentence names another month, because either may be meant.
    """
    if not (context.year and context.month) or (context.names_other_month and not context.begins_entry):
        return None
    coming = list(_candidate_days(int(groups["d1"]), context))[: _MONTHS_AHEAD if context.begins_entry else 1]
    day = next((d for d in coming if not d.fault and not _is_past(d, context)), None)
    if day is None:
        return None
    cert = "medium" if context.precise else "low"
    return DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert, ""


def _read_relative(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    """«the 7th inst.», «the 27th ult.»: counted from the month named in this sentence, else from the current one."""
    year, month = (
        (context.near.year, context.near.month) if context.names_other_month else (context.year, context.month)
    )
    if not (year and month):
        return None
    months = 12 * year + month - 1 + language.relative_months[groups["rel"]]
    day = PartialDate(months // 12, months % 12 + 1, int(groups["d1"]))
    return None if day.fault else (DateValue(when=day.iso), f"{name}, counted from the context", "medium", "")


def _read_year_of_century(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    """«in ’48»: the last such year before the current year.

    None where the next such year is as near, or where other years are named.
    """
    if not context.year:
        return None, name, "low", ""
    year = context.year - (context.year - int(groups["end"])) % 100
    near = context.near.year or context.year
    if context.year - year > MAX_DISTANCE or year != near - (near - int(groups["end"])) % 100:
        return None
    return DateValue(when=str(year)), f"{name}, century from the context", "medium", ""


def _read_range(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    start, end = _read_partial_date(groups, 1, language), _read_partial_date(groups, 2, language)
    end = PartialDate(end.year, end.month or start.month, end.day)
    start = start.fill_from(end)
    dated, how, cert = _complete_year(end, context)
    start = start if start.year else PartialDate(dated.year, start.month, start.day)
    fault = start.fault or dated.fault
    if fault or not dated.year:
        return None, name + how, cert, fault
    if " or " in name and not _are_consecutive(start, dated):
        return None  # one day in two calendars («11/22 June 1709»), or one of two days
    if (start.year, start.month, start.day) > (dated.year, dated.month, dated.day):
        if not start.month:
            return None  # descending numbers are not years
        start = PartialDate(start.year - 1, start.month, start.day) if "y1" not in groups else start
    cert = "medium" if "about" in groups and cert == "high" else cert
    return calendar.make_range(start, dated), name + how, cert, ""


def _are_consecutive(start: PartialDate, end: PartialDate) -> bool:
    """Whether a slash joins two consecutive days (a night), months or years."""
    return calendar.follow_one_another(start, end) and (bool(start.month) or spans_two_years(start.year))


def _read_short_range(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    first, power = int(groups["y1"]), 10 ** len(groups["end"])
    last = first // power * power + int(groups["end"])
    if last <= first or (groups["dash"] == "/" and not spans_two_years(first)):
        return None
    context.add(PartialDate(first))
    return calendar.make_year_range(first, last), name, "medium" if "about" in groups else "high", ""


def _read_third_name(groups: _Groups, language: Language) -> int | None:
    if third := groups.get("third") or groups.get("third2"):
        return language.thirds[third.lower()]
    return language.turns[groups["turn"].lower()] if "turn" in groups else None


def _read_season(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    first = language.seasons[groups["s1"].lower()]
    day, how, cert = _complete_year(PartialDate(int(groups.get("y1", 0)), 0 if "y1" in groups else first[0]), context)
    if not day.year:
        return (None, name + how, cert, "") if groups.keys() & {"third", "turn"} else None
    value = calendar.season(day.year, first, _read_third_name(groups, language))
    if "s2" in groups:
        value = DateValue(
            not_before=value.not_before,
            not_after=calendar.season(day.year, language.seasons[groups["s2"].lower()]).not_after,
        )
    return value, name + how, cert, ""


def _read_third(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading:
    day, how, cert = _complete_year(_read_partial_date(groups, 1, language), context)
    third = _read_third_name(groups, language) or 0
    if not day.year:
        return None, name + how, cert, ""
    if day.month:
        return calendar.third_of_month(day.year, day.month, third), name + how, cert, ""
    return calendar.third_of_year(day.year, third), name + how, cert, ""


def _read_decade(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading:
    first, third = int(groups["y1"]), _read_third_name(groups, language)
    length = 100 if first % 100 == 0 and first < 2000 else 10
    if third is not None:
        return calendar.third_of_years(first, length, third), name, "high", ""
    return calendar.make_year_range(first, first + length - 1), name, "high", ""


def _read_century(name: str, groups: _Groups, language: Language, context: DateContext) -> _Reading | None:
    number = int(groups["nth"]) if "nth" in groups else language.ordinals[groups["word"].lower()]
    if not 1 <= number <= 21:
        return None
    first, third = century_of(number, groups.get("era", "") in language.eras_before), _read_third_name(groups, language)
    if third is not None:
        return calendar.third_of_years(first, 100, third), name, "high", ""
    return calendar.make_year_range(first, first + 99), name, "high", ""


_READERS: Mapping[str, Callable[[str, Mapping[str, str], Language, DateContext], _Reading | None]] = {
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
