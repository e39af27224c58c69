"""Patterns of Roman days, feasts, reigns, days in two calendars, and days of the calendars that are not Roman."""

from collections.abc import Iterable

from edition.annotate.date_language import exactly, one_of
from edition.annotate.grammar import DAY, YEAR, DatePattern, PatternMaker, PatternParts
from edition.annotate.grammar_parts import era_parts
from edition.annotate.word_patterns import small_words

_ROMAN = r"(?:[xX]{0,2}(?:[iI][xX]|[iI]?[vV][iIjJ]{0,4}|[iIjJ]{1,4})|[xX]{1,2})"
_GEMATRIA = r"(?:ה['׳]\s?)?[א-ת]{1,4}[\"״][א-ת]"
_HEBREW_DAY = r"[א-ל]['׳]|[א-ל][\"״][א-ת]|\d\d?"
_SIGNS = r"[/|=⁄∕¦]|[\[(]"


def build_calendar_patterns(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    """The patterns of every calendar for which the language has words."""
    language = p.language
    tables = (
        (language.marks, _build_roman),
        (language.feasts, _build_feasts),
        (language.reigns, _build_reigns),
        (p.words.old_style, _build_old_style),
        (language.republican, _build_republican),
        (language.hebrew, _build_hebrew),
        (language.islamic, _build_islamic),
    )
    for words, build in tables:
        if words:
            yield from build(p, make)
    yield from _build_two_days(p, make)


def _build_old_style(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    style = rf",?\s?\(?(?P<old>{exactly(p.words.old_style)})\)?"
    for day in (p.dmy(1), *((p.mdy(1),) if p.words.month_first else ())):
        yield make("old style", "day of the Julian calendar", day + style, after=r"(?!\w)")


def _build_republican(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    an = rf"(?:{small_words((*p.words.link, *p.words.republican_year))}){{0,3}}"
    day = rf"(?:(?P<rd>{DAY}){p.endings}?\s+{p.language.link})?"
    year = rf"(?P<ra>[IVXivx]{{1,5}}|1[0-4]|[1-9])(?:{p.endings})?"
    month = rf"(?P<rm>{p.language.republican.pattern})"
    yield make("republican", "day of the republican calendar", rf"{day}{month},?\s+{an}{year}")


def _build_islamic(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    before = rf"(?:{small_words((*p.words.link, *p.words.islamic_year))}){{0,3}}"
    era = rf"(?:\s?(?:{exactly(p.words.islamic_era)}))?"
    month = rf"(?P<im>{p.language.islamic.pattern})(?!\w)"
    first = f"|(?P<first>{exactly(p.words.islamic_first)})" if p.words.islamic_first else ""
    day = rf"(?:(?:(?P<id>\d{{1,2}}){p.endings}?{first})\s+{p.language.link})?"
    year = rf"{before}(?P<iy>\d{{1,4}})(?!\d){era}"
    yield make("islamic", "day of the Islamic calendar", rf"{day}{month},?\s+{year}", after=r"(?!\w)")
    if p.words.islamic_era:
        alone = rf"(?P<iy>[1-9]\d{{0,3}})\s?(?:{exactly(p.words.islamic_era)})"
        yield make("islamic year", "year of the Islamic calendar", alone, after=r"(?!\w)")


def year_or_era(p: PatternParts) -> str:
    """A year, or a number with its era."""
    if not p.language.eras:
        return p.year(1)
    number, _, era = era_parts(p)
    return f"(?:{number[0]}{era[0]}|{p.year(1)})"


def _build_roman(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    words = p.words
    ordinal = rf"|(?i:(?P<rw>{p.language.ordinals.pattern}))\s+" if p.language.ordinals else ""
    before = rf"(?:(?:{one_of((*words.ante, *words.day_words))})\s*)?"
    count = (
        rf"(?:{before}(?:(?P<rn>{_ROMAN}|\d\d?)(?:\.|{p.endings})?\s*{ordinal})|(?P<prid>{one_of(words.pridie)})\s*)?"
    )
    mark = rf"(?P<mark>{p.language.marks.pattern})(?!\w)"
    day = rf"{count}{mark}\s*{p.language.link}(?:{p.month(1)})"
    year = rf"\.?,?\s+{p.language.year_link}{year_or_era(p)}"
    yield make("roman", "Roman day", day + year, after=r"(?!\w)(?![.,:/]\d)", may_lack="year")
    yield make("roman", "year and Roman day", rf"{p.year(1)},?\s+{day}", after=r"(?!\w)")


def _build_feasts(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    words, language = p.words, p.language
    small = rf"(?:{small_words((*words.link, *words.year_link, *words.the, *words.of))}){{0,4}}"
    moved = rf"(?:(?P<moved>{language.moved.pattern})(?!\w)\s*{small})?" if language.moved else ""
    of = rf"(?:(?:{one_of(words.feast_before, words.endings)})\s+{small})?"
    joined = [word for word in words.feast_after if word.startswith("'")]
    apart = exactly(word for word in words.feast_after if word not in joined)
    after = rf"(?:(?:\s+(?:{apart})|(?:{exactly(joined)}))(?!\w))?" if words.feast_after else ""
    eve = rf"(?:(?:\s+|-)(?P<moved2>{language.moved.pattern})(?!\w))?" if language.moved else ""
    feast = rf"(?P<feast>{language.feasts.pattern})(?!\w){after}{eve}"
    year = rf",?\s+{language.year_link}{year_or_era(p)}"
    weekday = rf"(?:(?:{language.weekdays.pattern}),?\s+)?" if language.weekdays else ""
    yield make("feast", "feast", weekday + moved + of + feast + year, may_lack="year")
    if words.weekday_after or words.weekday_before:
        either = "|".join(
            rf"(?P<{name}>{one_of(found)})"
            for name, found in (("post", words.weekday_after), ("ahead", words.weekday_before))
            if found
        )
        start = rf"(?P<wd>{language.weekdays.pattern}),?\s+(?:{either})\s+{small}"
        yield make("weekday of a feast", "weekday beside a feast", start + moved + of + feast + year)


def _build_reigns(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    king = rf"(?P<king>{p.language.reigns.pattern})(?!\w)"
    word = rf"(?i:(?P<kw>{p.language.ordinals.pattern}))|" if p.language.ordinals else ""
    number = rf"(?:{word}(?P<kn>\d\d?){p.endings}?|(?P<kr>[IVX]{{1,6}}))"
    yield make("reign", "year of a reign", rf"(?P<kn>\d\d?)\s{king}")
    if p.words.regnal:
        yield make("reign", "year of a reign", rf"{number}\s+(?:{one_of(p.words.regnal)})\s+{p.small}{king}")
        yield make("reign", "year of a reign", rf"(?:{one_of(p.words.regnal)})\s+{p.small}{king}\s+{p.small}{number}")


def _build_two_days(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    """A day in the Julian and the Gregorian calendar: «7 (19) мая 1869», «25 October (7 November) 1917»."""
    year = rf",?{p.blank}{p.language.year_link}{p.year(1)}"
    own_year = rf"(?:,?\s(?P<y2>{YEAR}))?"
    first = rf"(?P<d1>{DAY}){p.endings}?(?:{p.blank}{p.language.link}{p.month(1)}{own_year})?"
    second = rf"(?P<d2>{DAY}){p.endings}?(?:{p.blank}{p.language.link}{p.month(2)})?"
    close = r"\s?[\])]?"
    yield make("two days", "day in two calendars", rf"{first}\s?(?:{_SIGNS})\s?{second}{close}{year}")
    both = rf"(?P<d1>{DAY}){p.endings}?\s?(?:{_SIGNS})\s?(?P<d2>{DAY}){p.endings}?\s?[\])]"
    alone = rf"{both}{p.blank}{p.language.link}{p.month(1)}"
    yield make("two days", "day in two calendars", alone + year)
    if p.words.month_first:
        later = rf"\s?(?:{_SIGNS})\s?(?:{p.month(2)}\s)?(?P<d2>{DAY}){p.endings}?{close}"
        yield make("two days", "day in two calendars", rf"{p.month(1)}\s(?P<d1>{DAY}){p.endings}?{later}{year}")


def _build_hebrew(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    before = rf"(?:{small_words(p.words.hebrew_year)})?"
    year = rf"{before}(?P<hy>{_GEMATRIA})(?!\w)"
    month = rf"(?P<hm>{p.language.hebrew.pattern})(?!\w)"
    day = rf"(?P<hd>{_HEBREW_DAY})\s+{p.language.link}"
    yield make("hebrew", "day of the Hebrew calendar", rf"(?:{day})?{month},?\s+{year}", after="")
    in_figures = rf"(?:{day})?{month},?\s+{before}(?P<hf>5\d{{3}})(?!\d)"
    yield make("hebrew", "day of the Hebrew calendar", in_figures, after="")
    yield make(
        "hebrew year",
        "year of the Hebrew calendar",
        rf"(?:{one_of(p.words.hebrew_year)})\s+(?P<hy>{_GEMATRIA})(?!\w)",
        after="",
    )
