"""The words of dates of a language, compiled once: tables of words with their values, and patterns of small words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from edition.annotate.calendars import Day
from edition.annotate.word_patterns import NEVER, WordTable, small_words, word_pattern, word_table
from edition.project.language_tables import DateWords

#: Added to the days after Easter, so that they differ from month and day (624 is 24 June).
MOVABLE = 10_000
_SEASONS = ((3, 5), (6, 8), (9, 11), (12, 2))


@dataclass(frozen=True, slots=True, eq=False)
class DateLanguage:
    """The tables of a language. Values of `feasts`: month and day as one number, or `MOVABLE` and days after Easter."""

    words: DateWords
    months: WordTable
    weekdays: WordTable  # 0 is Monday
    ordinals: WordTable
    seasons: WordTable  # 0 is spring
    thirds: WordTable
    turns: WordTable
    halves: WordTable
    quarters: WordTable
    decades: WordTable  # 2 for the twenties
    named_centuries: WordTable
    eras: WordTable  # -1 before Christ, 1 after
    feasts: WordTable
    moved: WordTable  # by days, with MOVABLE added
    marks: WordTable
    reigns: WordTable  # the first day as a number: 13270125
    republican: WordTable
    hebrew: WordTable
    islamic: WordTable
    era_years: WordTable
    relative: WordTable  # -1 the last month, 0 this one, 1 the next
    year_words: WordTable
    link: str  # small words between day and month; then those before a year
    year_link: str
    after_join: str  # small words behind «to» and «and»

    @property
    def reads_dates(self) -> bool:
        """Whether the language has words for dates; without them only ISO dates are read."""
        return bool(self.months) or bool(self.words.year_sign)

    @property
    def gregorian_from(self) -> Day:
        """The first day of the Gregorian calendar."""
        year, month, day = map(int, self.words.gregorian_from.split("-"))
        return year, month, day

    def season_months(self, word: str) -> tuple[int, int]:
        """The first and the last month of a season; a last before the first lies in the next year."""
        return _SEASONS[self.seasons[word]]


@lru_cache(maxsize=64)
def compile_words(words: DateWords) -> DateLanguage:
    """The tables of a language from its data; a language without data has empty ones."""
    links = (*words.link, *words.the)

    def by_place(lists: Iterable[Iterable[str]], first: int = 0, exact: bool = False) -> WordTable:
        return word_table(enumerate(lists, first), words.endings, exact)

    def by_key(table: Mapping[str, tuple[str, ...]], added: int = 0) -> WordTable:
        return word_table(((int(key) + added, found) for key, found in table.items()), words.endings)

    days = tuple((number, one) for lists in (words.months, words.other_months) for number, one in enumerate(lists, 1))
    names = tuple((n, one) for lists in (words.weekdays, words.other_weekdays) for n, one in enumerate(lists))
    before, after = words.eras or ((), ())
    return DateLanguage(
        words=words,
        months=word_table(days, words.endings, words.exact),
        weekdays=word_table(names, words.endings, words.exact),
        ordinals=by_place(words.ordinals, 1),
        seasons=by_place(words.seasons),
        thirds=by_place(words.thirds),
        turns=by_place(words.turns),
        halves=by_place(words.halves),
        quarters=by_place(words.quarters),
        decades=by_place(words.decades, 2),
        named_centuries=by_key(words.named_centuries),
        eras=word_table(((-1, (*before, *words.before_christ)), (1, (*after, *words.after_christ))), exact=True),
        feasts=word_table(
            ((_feast(k), _with_saints(found, words)) for k, found in words.feasts.items()), words.endings
        ),
        moved=by_key(words.moved, MOVABLE),
        marks=by_place(words.marks),
        reigns=word_table(((int(key.replace("-", "")), found) for key, found in words.reigns.items()), exact=True),
        republican=by_place(words.republican, 1),
        hebrew=by_place(words.hebrew, 1),
        islamic=by_place(words.islamic, 1),
        era_years=by_key(words.era_years),
        relative=by_place(words.relative, -1),
        year_words=word_table(((int(number), found) for number, *found in words.year_words), words.endings),
        link=_up_to(3, words.link),
        year_link=_up_to(5, (*links, *words.year_link)),
        after_join=_up_to(3, links),
    )


def _with_saints(feasts: Iterable[str], words: DateWords) -> Iterator[str]:
    """The names of feasts, with every word for a saint that the language has before them."""
    for feast in feasts:
        yield feast
        for first, *others in words.saints:
            if feast.startswith(first):
                yield from (other + feast.removeprefix(first) for other in others)


def _feast(key: str) -> int:
    month, stop, day = key.partition("-") if key[:1] not in "+-" else (key, "", "")
    return 100 * int(month) + int(day) if stop else MOVABLE + int(key)


def _up_to(number: int, words: tuple[str, ...]) -> str:
    pattern = small_words(words)
    return "" if pattern == NEVER else f"(?:{pattern}){{0,{number}}}"


def one_of(words: Iterable[str], endings: tuple[str, ...] = (), exact: bool = False) -> str:
    """A pattern for any of the words, which may begin with a capital letter unless `exact`."""
    return word_table([(0, words)], endings, exact).pattern


def exactly(words: Iterable[str]) -> str:
    """A pattern for any of the words as they are written."""
    return word_pattern(words)
