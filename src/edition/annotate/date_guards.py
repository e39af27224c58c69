"""Guards: what looks like a date but is a count, a page, or a part of a longer date.

A part of a date is never marked as the whole: «3. Mai 1936» in an English text is no year, nor is «the Ides of March
1508» a month. What a guard refuses stays unmarked.
"""

import re
from functools import lru_cache

from edition.annotate.counts import is_count
from edition.annotate.grammar import Pattern
from edition.annotate.language import Language
from edition.annotate.split_days import is_beside_latin_day, is_one_of_two_days

_PLAUSIBLE = range(1400, 2051)  # a bare number outside is a year only after a preposition
_NEW_YEAR = 1753  # until then a year with a slash may be two ways to count one: 1708/9
_LATIN = 0x24F  # the last letter of Latin Extended-B; Latin Extended Additional is farther on
_AROUND = 70  # characters before and behind that a guard looks at
_WORD = r"[^\W\d_]+"
_MARK = r"(?:\.?[ºª°]|\.|[^\W\d_]{1,3})?[\])}>]?"  # behind a day: 3. · 1er · 2. º · 23-
_DAY = rf"(?<![\w.,:/–-])[\[({{<]?(?P<day>[0-3]?\d){_MARK}"
#: A day and up to three words without a mark: «3. Mai», «2 de mayo de», «5 mensis Octobris».
_DAY_AND_WORDS = re.compile(rf"{_DAY}\s+(?P<words>{_WORD}\.?(?:\s+{_WORD}\.?){{0,2}}),?\s+$")
_WORD_AND_DAY = re.compile(rf"(?P<words>{_WORD})\.?\s+(?P<day>[0-3]?\d){_MARK},?\s+$")  # «März 3, 1848»
_DAY_ALONE = re.compile(rf"{_DAY}\s*[\])}}>]?\s*$")
_IN_FIGURES = re.compile(
    r"\d\s?[./-]\s?(?:[0-3]?\d|[IVXivx]{1,4})\s?[./-]\s?$|\d\s[IVXivx]{1,4}\s$"
)  # 3. 5. · 3.V. · 3/V/
_YEAR_FIRST = re.compile(rf"年|\.?,?\s{_WORD}\.?\s[0-3]?\d\.(?!\d)|\sm\.\s{_WORD}\s\d")  # «1936. május 3.»
_OF = ("de", "del", "di", "d")  # between a month of another language and its year
_JOINED = re.compile(rf"(?P<word>{_WORD})[-/]$")
_YEARS_ALONE = frozenset({"year", "year to year", "between year and year", "year or year", "year to last figures"})


def is_whole_date(pattern: Pattern, match: re.Match[str], text: str, language: Language) -> bool:
    """Whether a match is a date, and all of it."""
    before = text[max(0, match.start() - _AROUND) : match.start()]
    behind = text[match.end() : match.end() + _AROUND]
    groups = {name for name, value in match.groupdict().items() if value}
    if _goes_on(groups, behind, language) or _named_day(language).search(before):
        return False
    if is_beside_latin_day(groups, before, behind, language) or is_one_of_two_days(groups, before, behind):
        return False
    if "d1" not in groups and "m1" in groups and _is_day(_DAY_ALONE.search(before)):
        return False
    if "d1" not in groups and "m1" in groups and _ordinal_before(language).search(before):
        return False
    return pattern.name not in _YEARS_ALONE or _is_year(match, before, behind, language)


def _goes_on(groups: set[str], behind: str, language: Language) -> bool:
    """Whether an era, or the year of a day without year, stands behind and is not part of the match."""
    if "era1" in groups or "pre1" in groups or "era" in groups:
        return False
    if _era_behind(language).match(behind):
        return True
    if groups & {"y1", "y2"}:
        return False
    if groups & {"d1", "o1"} and "m1" not in groups and _century_behind(language).match(behind):
        return True
    return bool(groups & {"d1", "o1", "m1", "s1"}) and _year_behind(language).match(behind) is not None


@lru_cache(maxsize=8)
def _year_behind(language: Language) -> re.Pattern[str]:
    """The year of a day that is said apart: «14 July, in the year 1789», «25 October (7 November) 1917»."""
    words = "|".join(map(re.escape, (language.inside, language.of, language.the, language.year))) or "(?!)"
    return re.compile(
        rf"(?:[\])}}>]|\s?[\[({{<][^\[\](){{}}<>]{{1,24}}[\])}}>])?,?\s(?:(?:{words})\s){{0,3}}\d{{3,4}}(?!\w)"
    )


@lru_cache(maxsize=8)
def _century_behind(language: Language) -> re.Pattern[str]:
    """«2nd» before «or 3rd century» is no day."""
    joined = "|".join(map(re.escape, ("or", language.both, *language.to))) or "(?!)"
    return re.compile(rf"(?:\s(?:{joined})|\s?[-–])\s(?:{language.the}\s)?[\w-]+[\s-]{language.century[:-1] or '(?!)'}")


@lru_cache(maxsize=8)
def _era_behind(language: Language) -> re.Pattern[str]:
    eras = "|".join(map(re.escape, sorted((*language.eras_before, *language.other_eras), key=len, reverse=True)))
    return re.compile(rf",?\s?(?:\d{{1,4}}\s?)?\(?(?:{eras or '(?!)'})(?!\w)")


@lru_cache(maxsize=8)
def _named_day(language: Language) -> re.Pattern[str]:
    """«Michaelmas», «the eve of …», «the Ides of …» before a month or a year: a day that the grammar does not count."""
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


def _is_year(match: re.Match[str], before: str, behind: str, language: Language) -> bool:
    """Whether a number, or a range of them, is a year and not a count, a page, or the end of a longer date."""
    if _is_part(before, behind, language) or is_count(match["y1"], before, behind, language):
        return False
    if len(match[0]) > len("1936") and before.endswith("\ufffc "):
        return False  # pages behind a journal's name
    preceding = re.search(r"(\w+\.?)\s\W?$", before)
    return int(match["y1"]) in _PLAUSIBLE or bool(preceding and preceding[1] in language.prepositions)


def _is_part(before: str, behind: str, language: Language) -> bool:
    """Whether a day, or a month that cannot be read, stands beside the year."""
    if _IN_FIGURES.search(before) or _YEAR_FIRST.match(behind) or _foreign_beside(before, behind, language):
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
    """Whether a month, also one of another language, or the name of a weekday stands right before a year."""
    small = {language.inside, language.of, language.the, language.year, *_OF}
    words = re.findall(rf"{_WORD}\.?|\S", before)
    while words and (words[-1] in small or words[-1] in ",)]}>"):
        words.pop()
    if not words or not before[-1:].isspace():
        return False
    return words[-1] in language.months or words[-1] in language.weekdays or words[-1].lower() in language.other_months


def _are_readable(words: list[str], language: Language) -> bool:
    """Whether a word between day and year is one of the language's own: no name of a month then."""
    own = {w.lower() for w in words} - {language.of, language.the}
    return any(
        w in language.function_words or w in language.counting.counted or w in language.prepositions for w in own
    )


def _foreign_beside(before: str, behind: str, language: Language) -> bool:
    """Whether the word before or behind is in letters that the language's months are not written in."""
    words = (re.search(rf"({_WORD})\W?\s$", before), re.match(rf"\s({_WORD})", behind))
    return all(m.isascii() for m in language.months) and any(
        ord(word[1][0]) > _LATIN and not 0x1E00 <= ord(word[1][0]) <= 0x1EFF for word in words if word is not None
    )


def is_two_years(first: int) -> bool:
    """Whether a year with a slash («1936/37») is two years: before the reform of 1752 it may be one, counted twice."""
    return first >= _NEW_YEAR
