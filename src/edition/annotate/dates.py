"""Find calendar expressions in the text of a block and read their values, with a grammar of our own (guidelines)."""

import re
from collections.abc import Callable, Iterator, Mapping

from edition.annotate.calendar import PartialDate
from edition.annotate.capitals import lower_capitals
from edition.annotate.date_context import DateContext
from edition.annotate.date_guards import COUNT, PART, has_another_month, refuse
from edition.annotate.date_language import DateLanguage, compile_words
from edition.annotate.date_reading import FoundDate, Reading
from edition.annotate.eras import read_era, read_era_range
from edition.annotate.grammar import DatePattern, select_patterns
from edition.annotate.hide_numbers import HIDDEN, hide_numbering
from edition.annotate.join_dates import join_dates, year_of_next
from edition.annotate.read_calendars import (
    read_feast,
    read_hebrew_day,
    read_islamic_day,
    read_old_style,
    read_reign,
    read_republican,
    read_roman_day,
    read_two_days,
)
from edition.annotate.read_days import (
    read_day,
    read_figures_date,
    read_lone_day,
    read_range,
    read_relative,
    read_short_range,
    read_weekday,
    read_year_of_century,
)
from edition.annotate.read_han import (
    read_han_century,
    read_han_date,
    read_han_era,
    read_han_range,
    read_han_season,
    read_han_third,
    read_han_year,
)
from edition.annotate.read_parts import (
    read_century,
    read_century_range,
    read_decade,
    read_named_century,
    read_season,
    read_third,
    read_to_season,
)
from edition.annotate.spoken_years import write_in_figures
from edition.annotate.triggers import find_candidates
from edition.late_patterns import late_pattern
from edition.project.language_tables import DateWords

__all__ = ["HIDDEN", "FoundDate", "find_dates"]

_Groups = Mapping[str, str]  # the named groups of a match
_MAY_BE_NUMBERED = late_pattern(r"\d|://")

#: The figures of other scripts as those of ours.
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９", "0123456789" * 4)


def find_dates(
    text: str, words: DateWords, context: DateContext, parts: list[tuple[int, int]] | None = None
) -> Iterator[FoundDate]:
    """The calendar expressions of a text in order; `context` is updated by each.

    The caller has replaced each character of a name by `HIDDEN`. Offsets are code points of `text`. `parts` receives
    the spans of years that are parts of dates which the grammar does not read.
    """
    language = compile_words(words)
    yield from join_dates(text, _find_single(text, language, context, parts), language)


def _find_single(
    text: str, language: DateLanguage, context: DateContext, parts: list[tuple[int, int]] | None
) -> Iterator[FoundDate]:
    """The expressions that one pattern reads."""
    words = language.words
    shown = hide_numbering(text, words) if _MAY_BE_NUMBERED.search(text) else text
    shown = shown if shown.isascii() else shown.translate(_FIGURES)
    shown = write_in_figures(lower_capitals(shown, language), language)
    context.near = PartialDate()
    at = named = 0  # `named`: end of the expression with the last month
    for start, end, pattern, match in sorted(_find_matches(shown, language), key=lambda f: (f[0], -f[1])):
        if start < at:
            continue
        reason = refuse(pattern, match, start, shown, language)
        context.in_sentence = start - named <= _MAX_SENTENCE and _SENTENCE.search(shown, named, start) is None
        found = None if reason else _read_match(shown, start, pattern, match, language, context)
        if found is None and reason != PART and pattern.kind in _MAY_BE_OTHER:
            continue
        at = end  # the parts of a refused expression are not read
        if found is not None:
            named = end if context.near.month else named
            yield FoundDate(start, end, found.value, found.rule, found.cert, found.fault, found.calendar)
        elif parts is not None and reason != COUNT and _has_year(match):
            parts.append((start, end))


def _has_year(match: re.Match[str]) -> bool:
    return any(value and key[:-1] in ("y", "ry") for key, value in match.groupdict().items())


_MAX_SENTENCE = 1000  # characters
_SENTENCE = late_pattern(r"[.!?][”’\"')]*\s+[^\W\d_a-z]")


def _read_match(
    text: str, start: int, pattern: DatePattern, match: re.Match[str], language: DateLanguage, context: DateContext
) -> Reading | None:
    """What a match means, if it has a meaning."""
    if pattern.kind == "lone day" and has_another_month(text[match.end() : match.end() + _MAX_HEADING], language):
        return None
    context.begins_entry = start <= _MAX_HEADING and _begins_entry(text[:start], pattern, language)
    context.following = year_of_next(text, match, language)
    groups = {k: v for k, v in match.groupdict().items() if v}
    try:
        found = _READERS[pattern.kind](pattern.name, groups, language, context)
    except (ValueError, KeyError):
        return None
    if found is not None:
        _begin_entry(found, text, match, context)
    return found


#: Kinds whose words may still be read by another pattern when they have no value.
_MAY_BE_OTHER = frozenset({"two days", "reign"})


def _begin_entry(found: Reading, text: str, match: re.Match[str], context: DateContext) -> None:
    """Tell the context of the day of an entry, or of a heading between the entries that is a month or a year alone."""
    value = found.value.when if found.value else ""
    if not value or value.startswith("-"):
        return
    day = PartialDate(*map(int, value.split("-")))
    if context.begins_entry and day.day:
        context.begin_entry(day)
    elif context.entry.year and not day.day and _is_alone(text, match):
        context.begin_period(day)


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether there is no other word in a text, as in a heading."""
    others = len(text) - len(match[0])
    return others <= _MAX_HEADING and not re.search(r"\w", text[: match.start()] + text[match.end() :])


def _find_matches(text: str, language: DateLanguage) -> Iterator[tuple[int, int, DatePattern, re.Match[str]]]:
    """Every match of every pattern, in the spans that may contain one."""
    for start, end, triggers in find_candidates(text, language):
        for pattern in select_patterns(language, triggers):
            for match in pattern.regex.finditer(text, start, end):
                if match.end() < end or end == len(text):
                    first = match.end("open") if match.groupdict().get("open") else match.start()
                    yield first, match.end(), pattern, match


_MAX_HEADING = 60  # characters before the date of an entry: the place where it was written
_ENTRY_DATES = frozenset({"day", "weekday", "lone day", "figures"})


def _begins_entry(before: str, pattern: DatePattern, language: DateLanguage) -> bool:
    """Whether a day is the date of the entry that begins with it: only names precede it."""
    if pattern.kind not in _ENTRY_DATES:
        return False
    words = re.findall(r"\w+", before)
    small = {*language.words.small, *language.words.the, *language.words.link, *language.words.day_words}
    allowed = (*language.words.the, *language.words.day_words, *language.words.year_then_day)
    before_day = {word.rstrip(".") for word in allowed}
    own = [word for word in words if word.lower() not in before_day]
    return not any(word[:1].islower() or word.lower() in small for word in own)


def _with_context(
    read: Callable[[str, _Groups, DateLanguage], Reading | None],
) -> Callable[[str, _Groups, DateLanguage, DateContext], Reading | None]:
    """A reader that needs no context, called as those that do; a day of its own may become the current one."""

    def reader(name: str, groups: _Groups, language: DateLanguage, context: DateContext) -> Reading | None:
        found = read(name, groups, language)
        value = found.value.when if found and found.value else ""
        if value and not value.startswith("-"):
            context.add(PartialDate(*map(int, value.split("-"))))
        return found

    return reader


_READERS: Mapping[str, Callable[[str, _Groups, DateLanguage, DateContext], Reading | None]] = {
    "day": read_day,
    "month": read_day,
    "figures": read_figures_date,
    "weekday": read_weekday,
    "lone day": read_lone_day,
    "relative": read_relative,
    "year of a century": read_year_of_century,
    "range": read_range,
    "short range": read_short_range,
    "season": read_season,
    "to season": read_to_season,
    "third": read_third,
    "decade": read_decade,
    "century": read_century,
    "century range": read_century_range,
    "named century": read_named_century,
    "era": _with_context(read_era),
    "era range": _with_context(read_era_range),
    "roman": _with_context(read_roman_day),
    "feast": _with_context(read_feast),
    "weekday of a feast": _with_context(read_feast),
    "reign": _with_context(read_reign),
    "two days": _with_context(read_two_days),
    "old style": _with_context(read_old_style),
    "republican": _with_context(read_republican),
    "hebrew": _with_context(read_hebrew_day),
    "hebrew year": _with_context(read_hebrew_day),
    "islamic": _with_context(read_islamic_day),
    "islamic year": _with_context(read_islamic_day),
    "han": _with_context(read_han_date),
    "han range": _with_context(read_han_range),
    "han third": _with_context(read_han_third),
    "han season": _with_context(read_han_season),
    "han era": _with_context(read_han_era),
    "han year": _with_context(read_han_year),
    "han century": _with_context(read_han_century),
    "han decade": _with_context(read_han_century),
}
