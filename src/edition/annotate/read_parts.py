"""Read parts of years and months, seasons, decades and centuries."""

from collections.abc import Mapping

from edition.annotate import calendar
from edition.annotate.calendar import PartialDate
from edition.annotate.complete import complete_year, partial_date
from edition.annotate.date_context import DateContext
from edition.annotate.date_language import DateLanguage
from edition.annotate.date_reading import Reading
from edition.annotate.eras import century_of
from edition.annotate.read_numbers import ordinal_of, read_greek, read_roman, year_of
from edition.model import DateValue

_LAST_CENTURY = 21


def _third(groups: Mapping[str, str], language: DateLanguage) -> int | None:
    if third := groups.get("third") or groups.get("third2"):
        return language.thirds[third]
    return language.turns[groups["turn"]] if "turn" in groups else None


def read_season(name: str, groups: Mapping[str, str], language: DateLanguage, context: DateContext) -> Reading | None:
    """A season of a year, or one of its months: «the beginning of the summer»."""
    first = language.season_months(groups["s1"])
    stated = year_of(groups, 1, language)
    day, how, cert = complete_year(PartialDate(stated, 0 if stated else first[0]), context)
    if not day.year:
        return Reading(None, name + how, cert) if groups.keys() & {"third", "turn"} else None
    value = calendar.season(day.year, first, _third(groups, language))
    if "s2" in groups:
        last = calendar.season(day.year, language.season_months(groups["s2"]))
        value = DateValue(not_before=value.not_before, not_after=last.not_after)
    return Reading(value, name + how, cert)


def read_to_season(name: str, groups: Mapping[str, str], language: DateLanguage, _: DateContext) -> Reading | None:
    """«from July 1st, 1832 until the spring of 1833»."""
    start = partial_date(groups, 1, language)
    last = calendar.season(year_of(groups, 2, language), language.season_months(groups["s1"]))
    if start.fault or start.iso > last.not_after:
        return None
    return Reading(DateValue(start=start.iso, end=last.not_after), name)


def read_third(name: str, groups: Mapping[str, str], language: DateLanguage, context: DateContext) -> Reading | None:
    """Early, mid or late in a month or a year; or a half or a quarter of it."""
    day, how, cert = complete_year(partial_date(groups, 1, language), context)
    if not day.year:
        return Reading(None, name + how, cert)
    if "quarter" in groups:
        number = language.quarters[groups["quarter"]]
        return None if day.month else Reading(calendar.quarter_of_year(day.year, number), name + how, cert)
    if "half" in groups:
        half = language.halves[groups["half"]]
        value = (
            calendar.half_of_month(day.year, day.month, half) if day.month else calendar.half_of_year(day.year, half)
        )
        return Reading(value, name + how, cert)
    third = _third(groups, language) or 0
    if day.month:
        return Reading(calendar.third_of_month(day.year, day.month, third), name + how, cert)
    return Reading(calendar.third_of_year(day.year, third), name + how, cert)


def read_decade(name: str, groups: Mapping[str, str], language: DateLanguage, _: DateContext) -> Reading:
    """A decade; «the 1800s» are a century."""
    first = int(groups["y1"])
    length = 100 if first % 100 == 0 and first < 2000 and "s" in language.words.decade_endings else 10
    return Reading(_part_of_years(first, length, groups, language), name)


def _part_of_years(first: int, length: int, groups: Mapping[str, str], language: DateLanguage) -> DateValue:
    if "half" in groups:
        half = language.halves[groups["half"]] * length // 2
        return calendar.make_bounds(PartialDate(first + half), PartialDate(first + half + length // 2 - 1))
    if "quarter" in groups:
        start = first + language.quarters[groups["quarter"]] * length // 4
        return calendar.make_bounds(PartialDate(start), PartialDate(start + length // 4 - 1))
    third = _third(groups, language)
    if third is not None:
        return calendar.third_of_years(first, length, third)
    return calendar.make_year_range(first, first + length - 1)


def read_century(name: str, groups: Mapping[str, str], language: DateLanguage, _: DateContext) -> Reading | None:
    """A century by its number: «XVIIe siècle», «the 3rd century BC»."""
    number = _century(groups, 1, language)
    if not 1 <= number <= _LAST_CENTURY:
        return None
    is_before = "era" in groups and language.eras[groups["era"]] < 0
    if decade := _decade(groups, language):
        first = century_of(number, False) - 1 + decade
        return None if is_before else Reading(calendar.make_year_range(first, first + 9), "decade of a century")
    return Reading(_part_of_years(century_of(number, is_before), 100, groups, language), name)


def _decade(groups: Mapping[str, str], language: DateLanguage) -> int:
    spoken = groups.get("decw1") or groups.get("decw2")
    return 10 * language.decades[spoken] if spoken else int(groups.get("dec1") or groups.get("dec2") or 0)


def read_century_range(name: str, groups: Mapping[str, str], language: DateLanguage, _: DateContext) -> Reading | None:
    """«the 14th to the 16th century»."""
    first, last = _century(groups, 1, language), _century(groups, 2, language)
    if not 1 <= first < last <= _LAST_CENTURY:
        return None
    return Reading(calendar.make_year_range(century_of(first, False), century_of(last, False) + 99), name)


def read_named_century(name: str, groups: Mapping[str, str], language: DateLanguage, _: DateContext) -> Reading:
    """«il Trecento»: the years 1301–1400."""
    first = century_of(language.named_centuries[groups["cn"]], False)
    return Reading(_part_of_years(first, 100, groups, language), name)


def _century(groups: Mapping[str, str], n: int, language: DateLanguage) -> int:
    if word := groups.get(f"cw{n}"):
        return ordinal_of(word, language)
    if letters := groups.get(f"cg{n}"):
        return read_greek(letters)
    return read_roman(groups[f"cr{n}"]) if f"cr{n}" in groups else int(groups[f"cd{n}"])
