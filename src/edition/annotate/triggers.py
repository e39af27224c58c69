"""The words and numbers without which there is no calendar expression: only around them patterns are tried."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from edition.annotate.date_language import DateLanguage, exactly, one_of
from edition.annotate.grammar import ROMAN_YEAR, YEAR, behind_year
from edition.annotate.word_patterns import NEVER, normal_word, word_pattern, word_table

_REACH = 64  # characters: no expression extends farther on either side of its year or month


def find_candidates(text: str, language: DateLanguage) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The spans around triggers (a year, the name of a month …), merged where they overlap, with the triggers."""
    start = end = 0
    triggers: set[str] = set()
    words = _words(language)
    for found in _pattern(language).finditer(text):
        if found.start() - _REACH > end:
            if triggers:
                yield max(0, start), end, frozenset(triggers)
            start, triggers = found.start() - _REACH, set()
        name = found.lastgroup or ""
        triggers |= words[normal_word(found[0])] if name == "word" else {name}
        end = min(len(text), found.end() + _REACH)
    if triggers:
        yield max(0, start), end, frozenset(triggers)


@lru_cache(maxsize=32)
def _words(language: DateLanguage) -> dict[str, frozenset[str]]:
    """Of each word what it may be, and what the words in it may be: «lundi de Pâques» is a feast and has a weekday."""
    alone: dict[str, set[str]] = {}
    for name, forms in _tables(language):
        for form in forms:
            alone.setdefault(form, set()).add(name)
    return {form: frozenset().union(*(alone.get(part, ()) for part in _parts(form))) for form in alone}


def _parts(form: str) -> set[str]:
    words = re.split(r"(?<=[\s-])|(?=[\s-])", form)
    return {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}


def _tables(language: DateLanguage) -> Iterator[tuple[str, Iterable[str]]]:
    words = language.words
    century = word_table([(0, (*words.century, *words.century_before))], words.endings)
    tables = {
        "mark": (language.marks,),
        "feast": (language.feasts,),
        "king": (language.reigns,),
        "other": (language.republican, language.hebrew, language.islamic),
        "month": (language.months,),
        "season": (language.seasons,),
        "century": (century,),
        "weekday": (language.weekdays,),
        "named": (language.named_centuries,),
    }
    return ((name, table.values) for name, found in tables.items() for table in found)


@lru_cache(maxsize=32)
def _pattern(language: DateLanguage) -> re.Pattern[str]:
    """The pattern of triggers, one group a kind; every calendar expression contains at least one of them."""
    words = language.words
    short = "".join(rf"|(?<=[{figures}]){re.escape(ending)}" for ending, figures in words.short_endings)
    roman = rf"|\b{ROMAN_YEAR}\b" if words.roman_years else ""
    early = "".join(rf"|{behind}[1-9]\d\d(?!\w)" for behind in behind_year(language))
    after_era = "".join(rf"|(?<={re.escape(word)}\s)" for word in words.year_after)
    apart = r"(?<!\w)" if not (words.prefixes or words.year_sign) else ""
    ends = r"(?!\w)" if not words.year_sign else ""
    named = {
        "word": f"{apart}(?:{word_pattern(_words(language))}){ends}",
        "year": rf"(?<!\d){YEAR}{roman}{early}" if not words.year_sign else rf"(?<!\d){YEAR}|{words.year_sign}",
        "other": "|".join(_signs_of_calendars(language)) or NEVER,
        "ordinal": rf"(?<=\d)(?:{exactly(words.ordinal_endings)}{short})(?!\w)",
        "opening": rf"\A\s?(?:{one_of(words.year_then_day)})\s+\d\d?(?!\w)",
        "short": r"(?<!\w)[’'‘]\d\d(?!\w)",
        "era": rf"(?:(?<=\d\s)|(?<=\d){after_era})(?:{language.eras.pattern})(?!\w)"
        rf"|(?<!\w)(?:{exactly(words.before_year)})\s?\d",
    }
    return re.compile("|".join(f"(?P<{name}>{regex})" for name, regex in named.items()))


def _signs_of_calendars(language: DateLanguage) -> Iterator[str]:
    """What shows a year of the Hebrew or the Islamic calendar without a month."""
    if language.hebrew:
        yield r"[א-ת][\"״'׳][א-ת]"
    if language.words.islamic_era:
        yield rf"(?:(?<=\d\s)|(?<=\d))(?:{exactly(language.words.islamic_era)})(?!\w)"
