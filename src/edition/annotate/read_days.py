"""Read days, months, years and ranges of them; what they leave out comes from the context."""

from collections.abc import Iterator, Mapping

from edition.annotate import calendar
from edition.annotate.calendar import PartialDate
from edition.annotate.calendars import gregorian_number, julian_number, weekday
from edition.annotate.complete import complete_year, partial_date
from edition.annotate.date_context import MAX_DISTANCE, DateContext
from edition.annotate.date_guards import spans_two_years
from edition.annotate.date_language import DateLanguage
from edition.annotate.date_reading import Reading
from edition.annotate.diary import near_day, next_entry
from edition.annotate.read_numbers import may_be_split
from edition.late_patterns import late_pattern
from edition.model import DateValue

_Groups = Mapping[str, str]
_YEAR_IN_NAME = late_pattern(r"(?:,| and| without)? year$")
_MONTHS_LOOKED_AT = 2  # the current month and the next one
_YEARS_LOOKED_AT = (0, 1, -1, 2)
_FIRST_GREGORIAN = (1582, 10, 15)


def read_day(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """A day, a month or a year."""
    stated = partial_date(groups, 1, language)
    weekday_name = groups.get("wd") or groups.get("wd2", "")
    if not stated.year and name != "year":
        name = f"{_YEAR_IN_NAME.sub('', name)} without year"
    if not stated.year and groups.get("dr1", "").lower() == "i":
        return None  # «May I ask», «i giugno»
    if "split1" in groups and not may_be_split(stated.year, stated.month, stated.day):
        return None
    if not stated.year and weekday_name and context.begins_entry:
        stated = _year_by_weekday(stated, language.weekdays[weekday_name], context)
    day, how, cert = complete_year(stated, context)
    fault = day.fault
    if weekday_name and day.year and day.day and not fault:
        fault = weekday_fault(day, weekday_name, language)
    if "about" in groups:
        how, cert = how + ", about", "medium"
    value = DateValue(when=day.iso) if day.year and not day.fault else None
    return Reading(value, name + how, cert, fault)


def _year_by_weekday(day: PartialDate, stated: int, context: DateContext) -> PartialDate:
    """A day without year at the beginning of an entry, in the year in which it is on its weekday, if there is one."""
    if not context.entry.year:
        return day
    first = context.infer_year(day)
    for ahead in _YEARS_LOOKED_AT:
        found = PartialDate(first + ahead, day.month, day.day)
        later = (found.year, found.month, found.day) >= (context.entry.year, context.entry.month, context.entry.day)
        if not found.fault and found.weekday() == stated and (later or not ahead):
            return found
    return day


def read_figures_date(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """«3.5.1848»; with strokes the order of day and month is less certain."""
    day = partial_date(groups, 1, language)
    if day.fault:
        return None
    context.add(day)
    return Reading(DateValue(when=day.iso), name, "medium" if "/" in name and day.day < 13 else "high")


def weekday_fault(day: PartialDate, name: str, language: DateLanguage) -> str:
    """Why a day is not on the weekday that the text states, in any calendar that was then in use; or ""."""
    stated = language.weekdays[name]
    when = (day.year, day.month, day.day)
    days = {weekday(gregorian_number(*when))} if when >= _FIRST_GREGORIAN else set()
    if when < language.gregorian_from:
        days.add(weekday(julian_number(*when)))
    if stated in days:
        return ""
    names = {number: word for word, number in reversed(list(language.weekdays.values.items()))}
    return f"{day.iso} is a {names[min(days)]}, the text says {name}"


def read_weekday(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """«Monday 5th»: in an entry the first such day after the last one; else that day of this month or the next."""
    if not (context.year and context.month):
        return None
    stated, number = language.weekdays[groups["wd"]], int(groups["d1"])
    if context.entry.year and context.begins_entry:
        if found := next_entry(context, number, stated):
            return _from_context(name, found[0], found[1], context)
    elif context.entry.year and (near := near_day(context, number, stated)):
        return _from_context(name, near, "medium", context)
    else:
        for day in _candidate_days(number, context):
            if not day.fault and day.weekday() == stated:
                return _from_context(name, day, "medium", context)
    day = PartialDate(context.year, context.month, number)
    return Reading(None, name, "low", day.fault or weekday_fault(day, groups["wd"], language))


def _from_context(name: str, day: PartialDate, cert: str, context: DateContext) -> Reading:
    context.add(day)
    return Reading(DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert)


def _candidate_days(number: int, context: DateContext) -> Iterator[PartialDate]:
    """The days of that number in the current and the next month."""
    for ahead in range(_MONTHS_LOOKED_AT):
        months = context.month - 1 + ahead
        yield PartialDate(context.year + months // 12, months % 12 + 1, number)


def read_lone_day(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """«the 14th»: of the current month; at the beginning of an entry («13th.»), the next such day.

    None where the sentence names another month, because either may be meant.
    """
    number = int(groups["d1"])
    if "open" in groups and not (context.entry.year and context.begins_entry):
        return None
    if not (context.year and context.month) or (context.names_other_month and not context.begins_entry):
        return None
    if context.begins_entry and context.entry.year:
        found = next_entry(context, number, None)
        return _from_context(name, *found, context) if found else None
    day = PartialDate(context.year, context.month, number)
    cert = "medium" if context.precise else "low"
    return (
        None if day.fault else Reading(DateValue(when=day.iso), f"{name}, month {day.iso[:7]} from the context", cert)
    )


def read_relative(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """«the 7th inst.», «the 27th ult.»: counted from the month named in this sentence, else from the current one."""
    year, month = (
        (context.near.year, context.near.month) if context.names_other_month else (context.year, context.month)
    )
    if not (year and month):
        return None
    months = 12 * year + month - 1 + language.relative[groups["rel"]]
    day = PartialDate(months // 12, months % 12 + 1, int(groups["d1"]))
    return None if day.fault else Reading(DateValue(when=day.iso), f"{name}, counted from the context", "medium")


def read_year_of_century(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """«in ’48»: the last such year before the current year.

    None where the next such year is as near, or where other years are named.
    """
    if not context.year:
        return Reading(None, name, "low")
    year = context.year - (context.year - int(groups["end"])) % 100
    near = context.near.year or context.year
    if context.year - year > MAX_DISTANCE or year != near - (near - int(groups["end"])) % 100:
        return None
    return Reading(DateValue(when=str(year)), f"{name}, century from the context", "medium")


def read_range(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """Two days, months or years; the first takes from the second what it lacks."""
    start, end = _first_of_range(groups, language), partial_date(groups, 2, language)
    if (start.month and not (start.day or end.day or end.year)) or (start.day and not (start.month or end.day)):
        return None
    end = PartialDate(end.year, end.month or start.month, end.day)
    has_year = bool(start.year)
    if "open" in groups:
        name = f"between {name.replace(' to ', ' and ')}"
    start = start.fill_from(end)
    dated, how, cert = complete_year(end, context)
    start = start if start.year else PartialDate(dated.year, start.month, start.day)
    fault = start.fault or dated.fault
    if fault or not dated.year:
        return Reading(None, name + how, cert, fault)
    if "slash" in groups and not _are_consecutive(start, dated):
        return None  # one day in two calendars («11/22 June 1709»), or one of two days
    if (start.year, start.month, start.day) > (dated.year, dated.month, dated.day):
        if not start.month:
            return None  # descending numbers are not years
        start = PartialDate(start.year - 1, start.month, start.day) if not has_year else start
    cert = "medium" if "about" in groups and cert == "high" else cert
    return Reading(calendar.make_range(start, dated), name + how, cert)


def _first_of_range(groups: _Groups, language: DateLanguage) -> PartialDate:
    """The first date, which may be a day alone («19 to 24 August»)."""
    alone = {key.removesuffix("x"): value for key, value in groups.items() if key in ("d1x", "dr1x")}
    return partial_date({**groups, **alone}, 1, language)


def _are_consecutive(start: PartialDate, end: PartialDate) -> bool:
    """Whether a slash joins two consecutive days (a night), months or years."""
    return calendar.follow_one_another(start, end) and (bool(start.month) or spans_two_years(start.year))


def read_short_range(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
    """«1936–38»."""
    first, power = int(groups["y1"]), 10 ** len(groups["end"])
    last = first // power * power + int(groups["end"])
    if last <= first or (groups["dash"] == "/" and not spans_two_years(first)):
        return None
    context.add(PartialDate(first))
    return Reading(calendar.make_year_range(first, last), name, "medium" if "about" in groups else "high")
