"""Patterns of seasons, parts of years and months, decades, centuries, and of years with their era."""

from collections.abc import Iterable

from edition.annotate.date_language import exactly, one_of
from edition.annotate.grammar import AFTER, DASH, DatePattern, PatternMaker, PatternParts, lookbehind
from edition.annotate.word_patterns import NEVER, small_words

_CENTURY_IN_ROMAN = r"[XVI]{1,5}|[xvi]{1,5}"
_CENTURY_IN_GREEK = r"[Α-ΩϚα-ωϛ]{1,3}[΄'ʹ´’]"
_AFTER_WORD = r"(?!\w)"


def build_part_patterns(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    """Seasons, thirds and halves of what they are part of, decades, centuries."""
    language, words = p.language, p.words
    small = rf"(?:{small_words((*words.link, *words.year_link, *words.the))}){{0,4}}"
    third = rf"(?P<third>{language.thirds.pattern})(?:\s+|-){small}"
    turn = rf"(?P<turn>{language.turns.pattern})\s+{small}"
    half = rf"(?P<half>{language.halves.pattern})\s+{small}"
    quarter = rf"(?P<quarter>{language.quarters.pattern})\s+{small}"
    either = "|".join(one for one, table in ((third, language.thirds), (turn, language.turns)) if table)
    either = f"(?:{either or NEVER})"
    fractions = [one for one, table in ((half, language.halves), (quarter, language.quarters)) if table]
    any_part = f"(?:{'|'.join((either, *fractions))})"
    if language.seasons:
        yield from _build_seasons(p, make, either, turn)
    if language.thirds or language.turns:
        inside = rf"|(?P<third2>{language.thirds.pattern})\s(?:{exactly(words.inside)})\s" if words.inside else ""
        alone = rf"{AFTER}(?!\s?[–—/]\s?\d)"
        yield make("third", "part of a year", rf"(?:{any_part}{inside}){p.year(1)}", after=alone)
        yield make("third", "part of a month", rf"{any_part}{p.month(1)}(?:{p.then_year(1)})?", may_lack="year")
    yield from _build_decades(p, make, any_part)
    yield from _build_centuries(p, make, any_part)


def _build_seasons(p: PatternParts, make: PatternMaker, either: str, turn: str) -> Iterable[DatePattern]:
    words, seasons = p.words, p.language.seasons.pattern
    year = rf",?\s+{p.language.year_link}{p.year(1)}"
    season = rf"(?P<s1>{seasons})"
    last = rf"(?P<s2>{seasons})"
    yield make("season", "season and season of a year", rf"{season}{p.both}{last}{year}")
    yield make("season", "season of a year", rf"{either}?{season}{year}(?:(?:{DASH}|/)(?:\d\d|\d{{4}}){p.after_year})?")
    days = [("day or month", p.opt_day(1) + p.my(1))] + [("day", p.mdy(1))] * words.month_first
    for name, day in days:
        to = rf"{p.join}(?P<s1>{seasons}),?\s+{p.language.year_link}{p.year(2)}"
        yield make("to season", f"{name} to season", day + to)
    if p.language.turns:
        yield make("season", "part of a season without year", rf"{turn}{season}")
    of = exactly(words.of)
    yield make(
        "season", "season without year", season,
        lookbehind(f"{w} {the}" for w in words.month_time for the in words.the), rf"(?!\w)(?!\s(?:{of})\s)",
    )  # fmt: skip


def _build_decades(p: PatternParts, make: PatternMaker, part: str) -> Iterable[DatePattern]:
    words, year = p.words, r"(?P<y1>[12]\d\d0)"
    if words.decade_endings:
        yield make("decade", "decade", rf"(?:{part})?{year}(?:{exactly(words.decade_endings)}){p.after_year}")
    if words.decade_before:
        more = rf"(?!\s?[-–/]\s?\d|(?:,|{p.both.rstrip()})\s*\d{{4}}|\s(?:{one_of((*words.both, 'or'))})\s\d)"
        yield make(
            "decade", "decade",
            rf"(?:{part})?(?:{one_of(words.decade_before, words.endings)})\s+{p.small}{year}{more}",
        )  # fmt: skip


def _build_centuries(p: PatternParts, make: PatternMaker, part: str) -> Iterable[DatePattern]:
    words, language = p.words, p.language
    era = rf"(?:,?\s?(?P<era>{language.eras.pattern}))?" if language.eras else ""
    part = f"{part}|{_decade_of(p)}"
    if words.century:
        word = one_of(words.century, words.endings)
        yield make("century", "century", rf"(?:{part})?{_century(p, 1, '')}[\s-]+{word}{era}", after=_AFTER_WORD)
        two = rf"{_century(p, 1, '')}(?:[\s-]+{word})?{p.join}{_century(p, 2, '')}[\s-]+{word}"
        yield make("century range", "century to century", two, after=_AFTER_WORD)
    if words.century_before:
        word = rf"(?:{one_of(words.century_before, words.endings)})\s+{p.small}"
        third = rf"(?:\s+(?P<third2>{language.thirds.pattern}))?" if language.thirds else ""
        one = rf"(?:{part})?{word}{_century(p, 1, '?')}{third}{era}"
        yield make("century", "century", one, after=r"(?!\w)(?!\.\d)")
        two = rf"{word}{_century(p, 1, '?')}(?:{p.join}|{p.both})(?:{word})?{_century(p, 2, '?')}"
        yield make("century range", "century to century", two, after=_AFTER_WORD)
    if language.named_centuries:
        yield make("named century", "century by its name", rf"(?:{part})?(?P<cn>{language.named_centuries.pattern})")


def _decade_of(p: PatternParts) -> str:
    """A decade of a century: «w latach 20. XX wieku», «in den 30er Jahren des 19. Jahrhunderts»."""
    words = p.words
    name = rf"(?:{one_of((*words.decade_before, *words.year, *words.year_after), words.endings)})"
    endings = rf"(?:{exactly((*words.decade_endings, *words.ordinal_endings))})?"
    small = rf"(?:{small_words((*words.link, *words.the, *words.of))}){{0,2}}"
    spoken = f"|(?P<decw#>{p.language.decades.pattern})" if p.language.decades else ""
    number = rf"(?:[’']?(?P<dec#>[1-9]0){endings}{spoken})"
    forms = (rf"{name}\s+{p.small}{number}\s+{small}", rf"{number}\s+{name}\s+{small}")
    return "|".join(form.replace("#", n) for n, form in zip("12", forms, strict=True))


def _century(p: PatternParts, n: int, may_end: str) -> str:
    """The number of a century; figures need their ending (19th) unless the word for century is before them."""
    table = p.language.ordinals
    ordinal = rf"(?P<cw{n}>{table.pattern})(?!\w)|" if table else ""
    ending = rf"\^?{p.endings}"
    return (
        rf"(?:{ordinal}(?P<cg{n}>{_CENTURY_IN_GREEK})|(?P<cr{n}>{_CENTURY_IN_ROMAN})(?:{ending})?|"
        rf"(?P<cd{n}>\d\d?)(?:{ending}){may_end}(?!\d))"
    )


def build_era_patterns(p: PatternParts, make: PatternMaker) -> Iterable[DatePattern]:
    """Years with an era: alone, as the end of a range, or after a day."""
    if not p.language.eras:
        return
    number, ahead, era = era_parts(p)
    joins = [(p.join, "")] + [(p.both, p.open)] * bool(p.words.between)
    for join, start in joins:
        for regex in (
            rf"{number[0]}(?:{era[0]})?{join}{number[1]}{era[1]}",
            rf"{number[0]}{era[0]}{join}(?:{ahead[1]})?{number[1]}",
            rf"{ahead[0]}{number[0]}{join}(?:{ahead[1]})?{number[1]}(?:{era[1]})?",
        ):
            yield make("era range", "years with their era", start + p.about + regex, after=_AFTER_WORD)
    forms = [("day month year", p.opt_day(1) + p.month(1))]
    forms += [("month day, year", p.md(1))] * p.words.month_first
    for name, day in forms:
        link = rf",?{p.blank}{p.language.year_link}"
        yield make("era", f"{name} with era", rf"{day}{link}{number[0]}{era[0]}", after=_AFTER_WORD)
    yield make("era", "year with era", rf"{p.about}{number[0]}{era[0]}", after=_AFTER_WORD)
    if p.words.before_year:
        yield make("era", "era and year", rf"{p.about}{ahead[0]}{number[0]}", after=AFTER)


def era_parts(p: PatternParts) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The patterns of a number, of an era before it, and of one behind it, for the two ends of a range."""
    number, ahead, era = (
        tuple(regex.replace("#", n) for n in "12")
        for regex in (
            r"(?P<n#>[1-9]\d{0,3})",
            rf"(?P<pre#>{exactly(p.words.before_year)})\s?",
            rf"(?:\s?|\s(?:{exactly(p.words.year_after)})\s)(?P<era#>{p.language.eras.pattern})",
        )
    )
    return number, ahead, era
