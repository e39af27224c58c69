"""Guards that refuse what looks like a date but is a count, a page, or a part of a longer date.

A part of a date is never marked as a whole date: the year of «3. Mai 1936» in an English text, or «March 1508» in «the
Ides of March 1508». An expression that a guard refuses stays unmarked.
"""

import re
from functools import lru_cache

from edition.annotate.count_guards import is_count
from edition.annotate.grammar import DatePattern
from edition.annotate.language import Language
from edition.annotate.unread_days import is_beside_latin_day, is_one_of_two_days

_PLAUSIBLE = range(1400, 2051)  # any other bare number is a year only after a preposition
_LAST_SPLIT_YEAR = 1753  # before, a slash may join two ways to count one year: 1708/9
_LAST_LATIN_LETTER = 0x24F  # the last letter of Latin Extended-B; 1E00–1EFF are Latin too
_CONTEXT = 70  # characters before and after an expression that a guard considers
_WORD = r"[^\W\d_]+"
_AFTER_DAY = r"(?:\.?[ºª°]|\.|[^\W\d_]{1,3})?[\])}>]?"  # after a day: 3. · 1er · 2. º · 23-
_DAY = rf"(?<![\w.,:/–-])[\[({{<]?(?P<day>[0-3]?\d){_AFTER_DAY}"
#: A day and up to three words without punctuation: «3. Mai», «2 de mayo de», «5 mensis Octobris».
_DAY_AND_WORDS = re.compile(rf"{_DAY}\s+(?P<words>{_WORD}\.?(?:\s+{_WORD}\.?){{0,2}}),?\s+$")
_WORD_AND_DAY = re.compile(rf"(?P<words>{_WORD})\.?\s+(?P<day>[0-3]?\d){_AFTER_DAY},?\s+$")  # «März 3, 1848»
_DAY_ALONE = re.compile(rf"{_DAY}\s*[\])}}>]?\s*$")
_IN_FIGURES = re.compile(
    r"\d\s?[./-]\s?(?:[0-3]?\d|[IVXivx]{1,4})\s?[./-]\s?$|\d\s[IVXivx]{1,4}\s$"
)  # 3. 5. · 3.V. · 3/V/
_YEAR_FIRST = re.compile(rf"年|\.?,?\s{_WORD}\.?\s[0-3]?\d\.(?!\d)|\sm\.\s{_WORD}\s\d")  # «1936. május 3.»
_OF = ("de", "del", "di", "d")  # between a month of another language and its year
_JOINED = re.compile(rf"(?P<word>{_WORD})[-/]$")
_YEARS_ALONE = frozenset({"year", "year to year", "between year and year", "year or year", "year to last figures"})


def is_whole_date(pattern: DatePattern, match: re.Match[str], text: str, language: Language) -> bool:
    """Whether a match is a date, and not only a part of one."""
    before = text[max(0, match.start() - _CONTEXT) : match.start()]
    after = text[match.end() : match.end() + _CONTEXT]
    groups = {name for name, value in match.groupdict().items() if value}
    if _has_continuation(groups, after, language) or _named_day_before(language).search(before):
        return False
    if is_beside_latin_day(groups, before, after, language) or is_one_of_two_days(groups, before, after):
        return False
    if "d1" not in groups and "m1" in groups and _is_day(_DAY_ALONE.search(before)):
        return False
    if "d1" not in groups and "m1" in groups and _ordinal_before(language).search(before):
        return False
    return pattern.name not in _YEARS_ALONE or _is_year(match, before, after, language)


def _has_continuation(groups: set[str], after: str, language: Language) -> bool:
    """Whether an era, or the year of a day without year, follows and is not part of the match."""
    if "era1" in groups or "pre1" in groups or "era" in groups:
        return False
    if _era_after(language).match(after):
        return True
    if groups & {"y1", "y2"}:
        return False
    if groups & {"d1", "o1"} and "m1" not in groups and _century_after(language).match(after):
        return True
    return bool(groups & {"d1", "o1", "m1", "s1"}) and _year_after(language).match(after) is not None


@lru_cache(maxsize=8)
def _year_after(language: Language) -> re.Pattern[str]:
    """A year after a day, with words between: «14 July, in the year 1789», «25 October (7 November) 1917»."""
    words = "|".join(map(re.escape, (language.inside, language.of, language.the, language.year))) or "(?!)"
    return re.compile(
        rf"(?:[\])}}>]|\s?[\[({{<][^\[\](){{}}<>]{{1,24}}[\])}}>])?,?\s(?:(?:{words})\s){{0,3}}\d{{3,4}}(?!\w)"
    )


@lru_cache(maxsize=8)
def _century_after(language: Language) -> re.Pattern[str]:
    """« or 3rd century» after «2nd», which is no day then."""
    joined = "|".join(map(re.escape, ("or", language.both, *language.to))) or "(?!)"
    return re.compile(rf"(?:\s(?:{joined})|\s?[-–])\s(?:{language.the}\s)?[\w-]+[\s-]{language.century[:-1] or '(?!)'}")


@lru_cache(maxsize=8)
def _era_after(language: Language) -> re.Pattern[str]:
    eras = "|".join(map(re.escape, sorted((*language.eras_before, *language.other_eras), key=len, reverse=True)))
    return re.compile(rf",?\s?(?:\d{{1,4}}\s?)?\(?(?:{eras or '(?!)'})(?!\w)")


@lru_cache(maxsize=8)
def _named_day_before(language: Language) -> re.Pattern[str]:
    """A day by its name before a month or a year, which the grammar does not read: «Michaelmas», «the Ides of …»."""
    feasts, parts = ("|".join(map(re.escape, words)) or "(?!)" for words in (language.feasts, language.days_of))
    weekdays = "|".join(map(re.escape, language.weekdays)) or "(?!)"
    feast = rf"(?:{feasts})(?:\s(?:Day|Eve|week|{weekdays}))?,?\s(?:{language.of}\s)?"
    name = r"[^\W\d_a-z][\w.’']*,?\s"
    part = rf"(?:{parts})\s{language.of}\s(?:(?:{language.the}\s)?(?:{name}){{1,4}})?"
    return re.compile(rf"(?<!\w)(?:{feast}|{part})$")


@lru_cache(maxsize=8)
def _ordinal_before(language: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, (*language.ordinals, *language.later_ordinals))) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{words})\s(?:day\s)?(?:{language.of}\s)(?:{language.the}\s)?$", re.IGNORECASE)


def _is_day(found: re.Match[str] | None) -> bool:
    return found is not None and 1 <= int(found["day"]) <= 31


def _is_year(match: re.Match[str], before: str, after: str, language: Language) -> bool:
    """Whether a number, or a range of numbers, is a year and not a count, a page, or the end of a longer date."""
    if _is_part_of_date(before, after, language) or is_count(match["y1"], before, after, language):
        return False
    if len(match[0]) > len("1936") and before.endswith("\ufffc "):
        return False  # pages after the name of a journal
    preceding = re.search(r"(\w+\.?)\s\W?$", before)
    return int(match["y1"]) in _PLAUSIBLE or bool(preceding and preceding[1] in language.prepositions)


def _is_part_of_date(before: str, after: str, language: Language) -> bool:
    """Whether a day, or a month that the grammar does not read, is beside the year."""
    if _IN_FIGURES.search(before) or _YEAR_FIRST.match(after) or _is_beside_foreign_word(before, after, language):
        return True
    joined = _JOINED.search(before)
    if joined and joined["word"].lower() not in language.joined:
        return True
    if _follows_part(before, language):
        return True
    if (lone := _DAY_ALONE.search(before)) and _is_day(lone) and re.search(r"\d[^\W\d_]", lone[0]):
        return True  # «the 2nd 1891»
    return any(
        _is_day(found) and not _are_readable(found["words"].split(), language)
        for found in (_DAY_AND_WORDS.search(before), _WORD_AND_DAY.search(before))
        if found is not None
    )


def _follows_part(before: str, language: Language) -> bool:
    """Whether a month (of any known language) or the name of a weekday is directly before a year."""
    small = {language.inside, language.of, language.the, language.year, *_OF}
    words = re.findall(rf"{_WORD}\.?|\S", before)
    while words and (words[-1] in small or words[-1] in ",)]}>"):
        words.pop()
    if not words or not before[-1:].isspace():
        return False
    return words[-1] in language.months or words[-1] in language.weekdays or words[-1].lower() in language.other_months


def _are_readable(words: list[str], language: Language) -> bool:
    """Whether a word between day and year is a common word of the language, and so not the name of a month."""
    own = {w.lower() for w in words} - {language.of, language.the}
    return any(
        w in language.function_words or w in language.counting.counted or w in language.prepositions for w in own
    )


def _is_beside_foreign_word(before: str, after: str, language: Language) -> bool:
    """Whether the word before or after is in another script than the months of the language."""
    words = (re.search(rf"({_WORD})\W?\s$", before), re.match(rf"\s({_WORD})", after))
    return all(m.isascii() for m in language.months) and any(
        ord(word[1][0]) > _LAST_LATIN_LETTER and not 0x1E00 <= ord(word[1][0]) <= 0x1EFF
        for word in words
        if word is not None
    )


def spans_two_years(first: int) -> bool:
    """Whether a year with a slash («1936/37») is two years.

    Before the reform of 1752 it may be one year that is counted from January and from March.
    """
    return first >= _LAST_SPLIT_YEAR
