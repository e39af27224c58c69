"""Patterns of dates whose parts have a sign behind them: 1911年10月10日, 光緒二十四年, 十九世纪末."""

from collections.abc import Callable, Iterable

from edition.annotate.date_language import DateLanguage, exactly
from edition.annotate.grammar import DASH, DatePattern
from edition.annotate.word_patterns import word_pattern

_NUMERAL = "[一二三四五六七八九十廿卅]"
_LARGE_NUMERAL = "[一二三四五六七八九十百千零〇○]"
_YEAR = r"[12]\d{3}|[一二][〇○零一二三四五六七八九]{3}"
_FIGURE_SMALL = rf"\d\d?|{_NUMERAL}{{1,4}}"


def build_han_patterns(language: DateLanguage) -> Iterable[DatePattern]:
    """The patterns of a language that writes dates so."""
    words = language.words
    year, month, day = words.year_sign, words.month_sign, words.day_sign
    days = f"[{day}]"
    third = rf"(?P<third>{language.thirds.pattern})"

    def make(kind: str, name: str, regex: str) -> DatePattern:
        return DatePattern(kind, name, rf"(?<!\d){regex}")

    def parts(n: int) -> tuple[str, str, str]:
        return (
            rf"(?P<hy{n}>{_YEAR})\s?{year}",
            rf"(?P<hm{n}>{_FIGURE_SMALL})\s?{month}",
            rf"(?P<hd{n}>{_FIGURE_SMALL})\s?{days}",
        )

    def a(n: int, *which: int) -> str:
        return r"\s?".join(parts(n)[i] for i in which)

    to = rf"(?:{DASH}|\s?(?:{exactly(words.to)})\s?)"
    for first, last in (((0, 1, 2), (0, 1, 2)), ((0, 1, 2), (1, 2)), ((0, 1), (0, 1)), ((0, 1), (1,)), ((0,), (0,))):
        yield make("han range", "range", a(1, *first) + to + a(2, *last))
    yield make(
        "han range", "days of a month", a(1, 0, 1) + r"\s?" + rf"(?P<hd1>{_FIGURE_SMALL})\s?{days}?{to}" + parts(2)[2]
    )
    yield make("han range", "year to year", rf"(?P<hy1>{_YEAR}){to}(?P<hy2>{_YEAR})\s?{year}")
    yield make("han", "year, month and day", a(1, 0, 1, 2))
    if language.thirds:
        yield make("han third", "part of a month", a(1, 0, 1) + third)
        yield make("han third", "part of a year", a(1, 0) + third)
    if language.seasons:
        yield make("han season", "season of a year", a(1, 0) + rf"\s?的?(?P<season>{language.seasons.pattern})")
    yield make("han", "year and month", a(1, 0, 1))
    yield make("han", "year", a(1, 0) + rf"(?!\s?(?:{_FIGURE_SMALL})\s?{month})")
    era = rf"(?P<he>{language.era_years.pattern})\s?(?P<hn>元|{_FIGURE_SMALL})\s?{year}"
    yield make("han era", "day in a year of an era", era + r"\s?" + parts(1)[1] + r"\s?" + parts(1)[2])
    yield make("han era", "month in a year of an era", era + r"\s?" + parts(1)[1])
    yield make("han era", "year of an era", era + rf"(?!\s?(?:正|冬|腊|臘|闰|閏|{_FIGURE_SMALL})\s?{month})")
    yield from _build_years_of_eras(language, to, make)
    century = f"(?:{word_pattern(words.century)})"
    before = rf"(?P<era1>{language.eras.pattern})?" if language.eras else ""
    number = rf"{before}(?P<hc>\d\d?|{_NUMERAL}{{1,3}})\s?{century}"
    yield make("han century", "century", number + (rf"(?:{third})?" if language.thirds else ""))
    if words.decade_endings:
        decade = rf"(?P<hx>\d0|{_NUMERAL}十)\s?(?:{exactly(words.decade_endings)})"
        yield make("han decade", "decade", number + r"\s?" + decade)
        yield make("han decade", "decade", rf"(?P<hy1>[12]\d\d0)\s?(?:{exactly(words.decade_endings)})")


def _build_years_of_eras(
    language: DateLanguage, to: str, make: Callable[[str, str, str], DatePattern]
) -> Iterable[DatePattern]:
    """Years with the sign of an era before them: 公元前221年, 公元618年至907年."""
    if not language.eras:
        return
    first, last = (
        rf"(?P<era{n}>{language.eras.pattern}){may}\s?(?P<ny{n}>\d{{1,4}}|{_LARGE_NUMERAL}{{1,7}})\s?{language.words.year_sign}"
        for n, may in ((1, ""), (2, "?"))
    )
    yield make("han year", "years with their era", first + to + last)
    yield make("han year", "year with era", first)
