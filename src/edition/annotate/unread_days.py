"""Recognise days that the grammar does not read: Roman days («XII Kal. May 1600»), and pairs («3 [14] May 1709»).

A month or a year beside such a day is a part of a date, and stays unmarked.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from edition.annotate.date_language import DateLanguage
from edition.late_patterns import late_pattern

_WORD = r"[^\W\d_]+"
_TENS_AND_ONES = r"(?:(?:xxx?|x)?(?:ix|iv|v?[ij]{1,4}|v)|x{1,3})"
_UPPER = _TENS_AND_ONES.upper()
_ROMAN = rf"(?:{_TENS_AND_ONES}|(?!I\b){_UPPER})"  # «I» alone is a pronoun
_ENDING = r"(?:th|st|nd|rd|d|mo|to|o|a|[º°ª])?\.?"
_KALENDS = (
    r"(?:[KC]al(?:end(?:as|is|arum|ae|s)?)?|[kc]alend(?:as|is|arum|ae|s)|[kc]al(?=\.)|Kl|Non(?:as|is|arum|ae|es)?|"
    r"non(?:as|is|arum|ae|es)|Id(?:us|ibus|uum|es)?|id(?:us|ibus|uum|es)|[Pp]rid(?:ie)?)\.?"
)
_DIE = (
    rf"(?:(?:\d{{1,2}}|{_ROMAN})\.?\s[Dd]ie|[Dd]ie\s(?:\d{{1,2}}|{_ROMAN}|{_WORD}[mtn]o)(?!\w)\.?(?:\s{_WORD}[mt]o)?)"
)
_YEAR_OF = r"(?:(?:anno|Anno|A\.|of|in)\s(?:domini\s|Domini\s|D\.\s)?)?"
#: «Kal. », «Id. Martii », «xx die Junii anno » before the match.
_LATIN_BEFORE = late_pattern(rf"(?<!\w)(?:{_KALENDS}|{_DIE})\s?(?:of\s|mensis\s)?(?:{_WORD}\.?,?\s)?{_YEAR_OF}$")
#: «1600, XII Kal. Maii», «1400 die xx Junii»
_LATIN_AFTER = late_pattern(
    rf",?\s(?:a\.\s?d\.\s|die\s)?(?:(?:\d{{1,2}}|{_UPPER}|{_TENS_AND_ONES})\.?\s)?{_KALENDS}(?!\w)"
    rf"|,?\s{_DIE}(?!\w)"
)
_ROMAN_BEFORE = late_pattern(
    rf"(?<![\w’'])(?:{_TENS_AND_ONES}|{_UPPER}){_ENDING}\s(?:die\s|day\s|mensis\s)?(?:of\s)?(?:the\s)?$"
)
_ROMAN_AFTER = late_pattern(rf",?\s(?:the\s)?{_ROMAN}{_ENDING}(?!\w)")
_FIGURES = r"[0-3]?\d(?:[^\W\d_]{1,2})?\.?"
_OPENS, _CLOSES = r"\[({<", r"\])}>"
_SIGN = r"|/\\=~*⁄∕¦"
#: «3|», «3 [» before a day: it is the second of two.
_ANOTHER_DAY_BEFORE = late_pattern(rf"(?<![\w.]){_FIGURES}\s?[{_SIGN}{_OPENS}]\s?$")
#: «3 [14] » before a month or a year, «May 3 [14], » before a year.
_TWO_DAYS_BEFORE = late_pattern(rf"(?<![\w.]){_FIGURES}\s?[{_SIGN}{_OPENS}]\s?{_FIGURES}\s?[{_CLOSES}]?,?\s(?:of\s)?$")
#: « [14]», «|14» after a day.
_ANOTHER_DAY_AFTER = late_pattern(rf"\s?[{_SIGN}{_OPENS}]\s?{_FIGURES}(?!\d)(?:\s{_WORD}\.?)?\s?(?:[{_CLOSES}]|(?!\w))")


def is_beside_latin_day(groups: Collection[str], before: str, after: str, language: DateLanguage) -> bool:
    """Whether a Roman day, or a day in Roman numerals, is beside a month or a year."""
    if "d1" in groups or "o1" in groups:
        return False
    if _LATIN_BEFORE.search(before) or ("y1" in groups and _LATIN_AFTER.match(after)):
        return True
    if "m1" in groups:
        numeral = _ROMAN_BEFORE.search(before)
        is_day = numeral is not None and numeral[0].split()[0].lower() not in language.words.small
        return is_day or bool("y1" not in groups and _ROMAN_AFTER.match(after))
    return _month_and_roman(language).search(before) is not None or (
        _roman_and_month(language).match(after) is not None
    )


def is_one_of_two_days(groups: Collection[str], before: str, after: str) -> bool:
    """Whether another day is beside the day, in brackets or after a sign: of another calendar, or a correction."""
    if _TWO_DAYS_BEFORE.search(before):
        return True
    if "d1" not in groups:
        return False
    ends_in_day = not {"y1", "y2", "n1", "n2"} & set(groups)
    if ends_in_day and _ANOTHER_DAY_AFTER.match(after):
        return True
    is_aside = not ends_in_day and before.endswith("(") and after.startswith(")")  # «page 3 (14 May 1709)»
    return not is_aside and _ANOTHER_DAY_BEFORE.search(before) is not None


@lru_cache(maxsize=8)
def _month_and_roman(language: DateLanguage) -> re.Pattern[str]:
    """«May xx, » before a year."""
    months = language.months.pattern
    return re.compile(rf"(?<!\w)(?:{months})\s(?:the\s)?{_ROMAN}{_ENDING},?\s$")


@lru_cache(maxsize=8)
def _roman_and_month(language: DateLanguage) -> re.Pattern[str]:
    """« xx May» after a year."""
    months = language.months.pattern
    return re.compile(rf",?\s{_ROMAN}{_ENDING}\s(?:of\s)?(?:{months})(?!\w)")
