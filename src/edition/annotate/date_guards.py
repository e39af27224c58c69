"""Guards that refuse what looks like a date but is a count, a page, or a part of a longer date.

A part of a date is never marked as a whole date: the year of «3. Mai 1936» in an English text, or «March 1508» in «the
Ides of March 1508». An expression that a guard refuses stays unmarked.
"""

import re
from functools import lru_cache

from edition.annotate.count_guards import is_count
from edition.annotate.date_language import DateLanguage, one_of
from edition.annotate.grammar import DatePattern
from edition.annotate.spoken_years import SPOKEN
from edition.annotate.unread_days import is_beside_latin_day, is_one_of_two_days
from edition.annotate.unread_feasts import follows_unread_feast, may_be_place
from edition.late_patterns import late_pattern

_PLAUSIBLE = range(1400, 2051)  # any other bare number is a year only after a word of time, or alone
_ALONE_BEFORE = late_pattern(r"(?:^|[,;:.!?()\[\]–—-])\s*[\"“„«(\[]?$")
_ALONE_AFTER = late_pattern(r"\s*(?:[,;:.!?)\]–—-](?!\d)|$)")
_LAST_SPLIT_YEAR = 1753  # before, a slash may join two ways to count one year: 1708/9
_LAST_LATIN_LETTER = 0x24F  # the last letter of Latin Extended-B; 1E00–1EFF are Latin too
_CONTEXT = 70  # characters before and after an expression that a guard considers
_WORD = r"[^\W\d_]+"
_AFTER_DAY = r"(?:\.?[ºª°]|\.|[^\W\d_]{1,3})?[\])}>]?"  # after a day: 3. · 1er · 2. º · 23-
_DAY = rf"(?<![\w.,:/–-])[\[({{<]?(?P<day>[0-3]?\d){_AFTER_DAY}"
#: A day and up to three words without punctuation: «3. Mai», «2 de mayo de», «5 mensis Octobris».
_DAY_AND_WORDS = late_pattern(rf"{_DAY}\s+(?P<words>{_WORD}\.?(?:\s+{_WORD}\.?){{0,2}}),?\s+$")
_WORD_AND_DAY = late_pattern(rf"(?P<words>{_WORD})\.?\s+(?P<day>[0-3]?\d){_AFTER_DAY},?\s+$")  # «März 3, 1848»
_DAY_ALONE = late_pattern(rf"{_DAY}\s*[\])}}>]?\s*$")
_IN_FIGURES = late_pattern(
    r"\d\s?[./-]\s?(?:[0-3]?\d|[IVXivx]{1,4})\s?[./-]\s?$|\d\s[IVXivx]{1,4}\s$"
)  # 3. 5. · 3.V. · 3/V/
_YEAR_FIRST = late_pattern(rf"年|\.?,?\s{_WORD}\.?\s[0-3]?\d\.(?!\d)|\sm\.\s{_WORD}\s\d")  # «1936. május 3.»
_OF = ("de", "del", "di", "d")  # between a month of another language and its year
_COMPLETE = ("roman", "feast", "weekday of a feast", "reign", "two days", "old style", "republican", "hebrew",
             "hebrew year", "islamic", "islamic year", "named century")  # fmt: skip
_JOINED = late_pattern(rf"(?P<word>{_WORD})[-/]$")
_YEARS_ALONE = frozenset({"year", "year to year", "year to last figures"})


PART, COUNT = "part", "count"  # why a match is refused


def refuse(pattern: DatePattern, match: re.Match[str], start: int, text: str, language: DateLanguage) -> str:
    """Why a match, which begins at `start`, is no date: it is a `PART` of one, or a `COUNT`; "" for a date."""
    before = text[max(0, start - _CONTEXT) : start]
    after = text[match.end() : match.end() + _CONTEXT]
    groups = {name.removesuffix("x") for name, value in match.groupdict().items() if value}
    if pattern.kind.startswith("han"):
        return ""
    if pattern.kind == "feast" and may_be_place(match, before, language):
        return PART
    if pattern.kind in _COMPLETE:
        return PART if _era_after(language).match(after) and not groups & {"era", "era1", "old"} else ""
    if _is_part(groups, before, after, language):
        return PART
    if pattern.kind in ("third", "season") and "m1" not in groups and "y1" in groups:
        return COUNT if is_count(match["y1"], "", after, language) else ""  # «la mitad de los 1800 libros»
    return _refuse_year(match, before, after, language) if pattern.name in _YEARS_ALONE else ""


def _is_part(groups: set[str], before: str, after: str, language: DateLanguage) -> bool:
    """Whether more of a date, which the match lacks, is before or after it."""
    has_day = bool(groups & {"d1", "o1", "dr1", "last"})
    if _has_continuation(groups, after, language) or (not has_day and _named_day_before(language).search(before)):
        return True
    if groups & {"m1", "m2"} and not groups & _YEAR_GROUPS and _is_another_word(after, language):
        return True
    if is_beside_latin_day(groups, before, after, language) or is_one_of_two_days(groups, before, after):
        return True
    if has_day or "m1" not in groups:
        return False
    return _is_day(_DAY_ALONE.search(before)) or _ordinal_before(language).search(before) is not None


_YEAR_GROUPS = frozenset({"y1", "y2", "ry1", "ry2"})


def _is_another_word(after: str, language: DateLanguage) -> bool:
    """Whether the word behind shows that the name of a month is another word: «may be»."""
    following = re.match(rf"\s({_WORD})", after)
    return following is not None and following[1] in language.words.not_after


def has_another_month(after: str, language: DateLanguage) -> bool:
    """Whether «of» and another month or thing follow «the 12th» («of that month», «of the line»)."""
    of, the = one_of(language.words.of, exact=True), one_of(language.words.the, exact=True)
    if re.match(rf"\s(?:{of})\s", after) is None:
        return False
    own = one_of(language.words.this_month, exact=True)
    return re.match(rf"\s(?:{of})\s(?:(?:{the})\s)?(?:{own})(?!\w)", after) is None


def _has_continuation(groups: set[str], after: str, language: DateLanguage) -> bool:
    """Whether an era, or the year of a day without year, follows and is not part of the match."""
    if groups & {"era1", "pre1", "era"}:
        return False
    if _era_after(language).match(after):
        return True
    if groups & _YEAR_GROUPS:
        return False
    if groups & {"d1", "o1"} and "m1" not in groups and _century_after(language).match(after):
        return True
    return bool(groups & {"d1", "o1", "dr1", "m1", "s1"}) and _year_after(language).match(after) is not None


@lru_cache(maxsize=32)
def _year_after(language: DateLanguage) -> re.Pattern[str]:
    """A year after a day, with words between: «14 July, in the year 1789», «25 October (7 November) 1917»."""
    own = language.words
    words = one_of((*own.inside, *own.of, *own.the, *own.year, *own.year_link, *own.link))
    return re.compile(
        rf"(?:[\])}}>]|\s?[\[({{<][^\[\](){{}}<>]{{1,24}}[\])}}>])?,?\s(?:(?:{words})\s){{0,3}}\d{{3,4}}(?!\w)"
    )


@lru_cache(maxsize=32)
def _century_after(language: DateLanguage) -> re.Pattern[str]:
    """« or 3rd century» after «2nd», which is no day then."""
    own = language.words
    joined = one_of(("or", *own.both, *own.to), exact=True)
    the, century = one_of(own.the, exact=True), one_of(word[:-1] for word in own.century)
    return re.compile(rf"(?:\s(?:{joined})|\s?[-–])\s(?:(?:{the})\s)?[\w-]+[\s-](?:{century})")


@lru_cache(maxsize=32)
def _era_after(language: DateLanguage) -> re.Pattern[str]:
    before = [word for word, sign in language.eras.values.items() if sign < 0]
    eras = one_of((*before, *language.words.other_eras), exact=True)
    return re.compile(rf",?\s?(?:\d{{1,4}}\s?)?\(?(?:{eras})(?!\w)")


@lru_cache(maxsize=32)
def _named_day_before(language: DateLanguage) -> re.Pattern[str]:
    """A day by its name before a month or a year, which the grammar does not read: «Michaelmas», «the Ides of …»."""
    own = language.words
    feasts, parts = (
        one_of((*own.other_feasts, *(w for f in own.feasts.values() for w in f)), own.endings),
        one_of(own.days_of),
    )
    of, the = one_of((*own.of, *own.link)), one_of(own.the)
    feast = rf"(?:{feasts})(?:\s(?:Day|Eve|week|{language.weekdays.pattern}))?,?\s(?:(?:{of})\s)?"
    name = r"[^\W\d_a-z][\w.’']*,?\s"
    part = rf"(?:{parts})\s(?:{of})\s(?:(?:(?:{the})\s)?(?:{name}){{1,4}})?"
    return re.compile(rf"(?<!\w)(?:{feast}|{part})$")


@lru_cache(maxsize=32)
def _ordinal_before(language: DateLanguage) -> re.Pattern[str]:
    link = f"(?:{one_of((*language.words.of, *language.words.link))})"
    the = one_of(language.words.the)
    return re.compile(rf"(?<!\w)(?i:{language.ordinals.pattern})\s(?:day\s)?{link}\s(?:(?:{the})\s)?$")


def _is_day(found: re.Match[str] | None) -> bool:
    return found is not None and 1 <= int(found["day"]) <= 31


def _refuse_year(match: re.Match[str], before: str, after: str, language: DateLanguage) -> str:
    """Why a number, or a range of numbers, is no year: a count, a page, or the end of a longer date."""
    if _is_part_of_date(before, after, language):
        return PART
    groups = match.groupdict()
    about = groups.get("about") or ""
    timed = bool(groups.get("open") or about.endswith((".", "irca"))) or _follows_time(
        f"{before}{about} " if about else before, language
    )
    timed = timed or (bool(language.words.year_after) and match[0].endswith(language.words.year_after))
    if not match["y1"] or SPOKEN in match[0]:
        return "" if timed else COUNT  # in Roman numerals or in words
    if is_count(match["y1"], before, after, language):
        return COUNT
    if len(match[0]) > len("1936") and before.endswith("\ufffc "):
        return COUNT  # pages after the name of a journal
    year = int(match["y1"])
    if year in _PLAUSIBLE or timed:
        return ""
    is_old = year < _PLAUSIBLE.start and bool(_ALONE_BEFORE.search(before)) and _is_alone(before, after, language)
    return "" if is_old else COUNT


def _is_alone(before: str, after: str, language: DateLanguage) -> bool:
    """Whether a mark or a small word follows a number, as behind a year: «Plague, 1348, came»."""
    following = re.match(rf"\s({_WORD})", after)
    return bool(_ALONE_AFTER.match(after)) or (following is not None and following[1] in language.words.small)


def _follows_time(before: str, language: DateLanguage) -> bool:
    """Whether a word of time is before a number, or a letter that the language writes before it (ב־1348)."""
    preceding = re.search(r"(\w+\.?)\s\W?$", before)
    if preceding and (preceding[1] in language.words.time or _small(preceding[1]) in language.words.time):
        return True
    if not language.words.prefixes:
        return False
    return re.search(rf"(?<!\w)[{''.join(language.words.prefixes)}]{{1,2}}[-־]?$", before) is not None


def _small(word: str) -> str:
    return word[:1].lower() + word[1:]


def _is_part_of_date(before: str, after: str, language: DateLanguage) -> bool:
    """Whether a day, or a month that the grammar does not read, is beside the year."""
    if _IN_FIGURES.search(before) or _YEAR_FIRST.match(after) or _is_beside_foreign_word(before, after, language):
        return True
    joined = _JOINED.search(before)
    if joined and joined["word"].lower() not in language.words.joined and not _is_prefix(joined["word"], language):
        return True
    if _follows_part(before, language) or _follows_joined_day(before, language):
        return True
    if follows_unread_feast(before, language):
        return True
    if (lone := _DAY_ALONE.search(before)) and _is_day(lone) and re.search(r"\d[^\W\d_]", lone[0]):
        return True  # «the 2nd 1891»
    return any(
        _is_day(found) and not _are_readable(found["words"].split(), language)
        for found in (_DAY_AND_WORDS.search(before), _WORD_AND_DAY.search(before))
        if found is not None
    )


def _is_prefix(word: str, language: DateLanguage) -> bool:
    return all(letter in language.words.prefixes for letter in word)


def _follows_part(before: str, language: DateLanguage) -> bool:
    """Whether a month (of any known language) or the name of a weekday is directly before a year."""
    own = language.words
    small = {*own.inside, *own.of, *own.the, *own.year, *own.link, *own.year_link, *_OF}
    words = re.findall(rf"{_WORD}\.?|\S", before)
    while words and (words[-1] in small or words[-1] in ",)]}>"):
        words.pop()
    if not words or not before[-1:].isspace():
        return False
    last = words[-1]
    return last in language.months or last in language.weekdays or last.lower() in own.foreign_months


def _follows_joined_day(before: str, language: DateLanguage) -> bool:
    """Whether a day that «and» joins to another is before a year: «June 7 and 8, 1964»."""
    own = language.words
    return own.month_first and _joined_day(language).search(before) is not None


@lru_cache(maxsize=32)
def _joined_day(language: DateLanguage) -> re.Pattern[str]:
    own = language.words
    return re.compile(rf"\d(?:{one_of(own.ordinal_endings)})?,?\s(?:{one_of((*own.both, *own.either))})\s[0-3]?\d,\s$")


def _are_readable(words: list[str], language: DateLanguage) -> bool:
    """Whether a word between day and year is a common word of the language, and so not the name of a month."""
    own = {w.lower() for w in words} - {*language.words.of, *language.words.the, *language.words.link}
    known = language.words
    return any(w in known.small or w in known.counted or w in known.time for w in own)


def _is_beside_foreign_word(before: str, after: str, language: DateLanguage) -> bool:
    """Whether the word before or after is in another script than the months of the language."""
    if not language.words.exact or not all(m[0].isascii() for m in language.months.values):
        return False
    words = (re.search(rf"({_WORD})\W?\s$", before), re.match(rf"\s({_WORD})", after))
    return any(
        ord(word[1][0]) > _LAST_LATIN_LETTER and not 0x1E00 <= ord(word[1][0]) <= 0x1EFF
        for word in words
        if word is not None
    )


def spans_two_years(first: int) -> bool:
    """Whether a year with a slash («1936/37») is two years.

    Before the reform of 1752 it may be one year that is counted from January and from March.
    """
    return first >= _LAST_SPLIT_YEAR
