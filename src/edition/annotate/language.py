"""The words of a language for the marking of names and dates: months, seasons, head nouns, titles. Data, no rules.

Another language is another `Language` in `LANGUAGES`; the rules contain no words themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from edition.annotate.date_language import compile_words
from edition.model.vocabulary import Vocabulary
from edition.project.language_tables import DateWords, FactWords
from edition.project.languages import date_words, fact_words

_NO_WORDS = Vocabulary()


def split_list(text: str) -> tuple[str, ...]:
    """The words of a list that is written as one text, separated by white space."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words that the rules for names and dates search for."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # 0 is Monday
    of: str
    the: str
    articles: tuple[str, ...]
    both: str  # the «and» between them
    numbers: Mapping[str, int]  # in words, without those that may be an article or a pronoun
    year: str
    prepositions: tuple[str, ...]  # before a month, or before a number that is then a year
    head_nouns: frozenset[str]  # after a name: the name is part of a longer one
    heads_before: frozenset[str]  # before «of» and a name: likewise
    titles: frozenset[str]  # before a bare surname: not a forename
    addresses: frozenset[str]  # before a surname: a person, though a place may have the name
    genders: Mapping[str, str]  # titles of men (m) or of women (f)
    prefixes: frozenset[str]  # before a hyphen and a name: not a name
    locatives: tuple[str, ...]  # before a name: a place, though a person may have the name
    firms: tuple[str, ...]  # after a surname: the name of a firm
    function_words: frozenset[str]
    open_lists: tuple[str, ...]  # with an incomplete list
    law_parts: tuple[str, ...]
    law_heads: tuple[str, ...]
    limits: Mapping[str, str] = field(
        default_factory=dict
    )  # words before a date -> `after`, `before`, `since` or `until`
    again: tuple[str, ...] = ()  # beside a date: it belongs to a later printing
    saints: tuple[str, ...] = ()  # before a name: of a saint, or of a place
    made_of_places: tuple[str, ...] = ()  # after a hyphen: the name before is a place
    dates: DateWords = field(default_factory=DateWords)
    facts: FactWords = field(default_factory=FactWords)


def _number_words() -> dict[str, int]:
    units = split_list("two three four five six seven eight nine")
    teens = split_list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
    tens = split_list("twenty thirty forty fifty sixty seventy eighty ninety")
    made = {word: number for number, word in enumerate(units, 2)} | {word: n for n, word in enumerate(teens, 10)}
    for number, ten in enumerate(tens, 2):
        made[ten] = 10 * number
        made |= {f"{ten}-{unit}": 10 * number + n for n, unit in enumerate(("one", *units), 1)}
    return made | {"hundred": 100, "thousand": 1000, "million": 1_000_000}


_DATES = date_words("en")

ENGLISH = Language(
    months=compile_words(_DATES).months.values,
    weekdays=compile_words(_DATES).weekdays.values,
    of="of",
    the="the",
    articles=("the", "a", "an"),
    both="and",
    numbers=_number_words(),
    year="year",
    prepositions=_DATES.month_time,
    head_nouns=frozenset(
        split_list(
            "Trial Trials trial trials Affair affair Commission Committee Prize prize Prizes Award Medal Order "
            "University Press Times Post Review Gazette Institute Academy School College Library Museum Archive "
            "Foundation Street Square Avenue Center Centre Hall Conference Congress Treaty Pact Plan Doctrine "
            "Purge Society Theatre Report Lane Road Row"
        )
    ),
    heads_before=frozenset(
        split_list(
            "Order Medal University Institute Academy College Museum Bank Battle Siege Treaty Duke Duchess Earl "
            "Count King Queen Prince Princess Bishop Archbishop Lord Hero Friends"
        )
    ),
    titles=frozenset(
        split_list(
            "Mr Mrs Ms Miss Dr Sir Lady Lord President Premier Chairman Secretary Minister Ambassador Marshal "
            "General Colonel Major Captain Admiral Professor Judge Prosecutor Historian Novelist Philosopher "
            "Writer Viscount Count Saint St Pope King Queen Emperor Tsar Prince Princess Communist Socialist "
            "Soviet Russian British American German French Party Leader Old State Security Investigator Chief "
            "Director Officer Agent Uncle Aunt"
        )
    ),
    addresses=frozenset(
        split_list(
            "Mr Mrs Ms Miss Dr Sir Lady Lord Madame Herr Frau Captain Capt Colonel Professor Dear Messrs Rev Sirs "
            "Madam Esquire"
        )
    ),
    genders=dict.fromkeys(
        split_list(
            "Mr Sir Lord Herr Messrs Master Mister King Prince Duke Count Earl Baron Emperor Tsar Uncle Brother Father"
        ),
        "m",
    )
    | dict.fromkeys(
        split_list(
            "Mrs Ms Miss Misses Lady Dame Madam Madame Mme Mlle Mademoiselle Frau Queen Princess Duchess Countess "
            "Baroness Empress Aunt Sister Mother Widow"
        ),
        "f",
    ),
    prefixes=frozenset(split_list("Anti Pro Non Ex Post Pre Neo Mid Pseudo Half Semi Ultra Trans Inter Arch Vice")),
    locatives=split_list("in at near from via through of to towards outside beyond"),
    firms=("& Son", "& Sons", "& Co", "& Cie", "& Sohn", "& Brothers", "Brothers", "and Sons", "and Co"),
    function_words=frozenset(_DATES.small),
    open_lists=(
        "including",
        "include",
        "includes",
        "included",
        "such as",
        "among them",
        "among others",
        "amongst others",
        "for example",
        "for instance",
        "e.g",
        "notably",
        "especially",
        "in particular",
        "and others",
        "and so on",
        "etc",
        "like",
        "some of",
        "mainly",
        "mostly",
        "chiefly",
    ),
    law_parts=("Article", "Articles", "Art.", "Section", "Sections", "Paragraph", "§", "§§"),
    law_heads=("Code", "Constitution", "Act", "Law", "Statute", "Convention", "Treaty"),
    limits={
        "after": "after",
        "later than": "after",
        "before": "before",
        "prior to": "before",
        "earlier than": "before",
        "since": "since",
        "from": "since",
        "not before": "since",
        "no earlier than": "since",
        "not earlier than": "since",
        "until": "until",
        "till": "until",
        "by": "until",
        "up to": "until",
        "not after": "until",
        "no later than": "until",
        "not later than": "until",
    },
    again=split_list("reprinted reprint reissued reissue republished revised enlarged translated reedited re-edited"),
    saints=split_list("St Saint Sts Saints Ste Sainte San Santa Santo Sankt"),
    made_of_places=split_list("born bred based educated trained"),
    dates=_DATES,
    facts=fact_words("en"),
)

#: Primary language subtag -> words; a language without an entry has no words (NONE).
LANGUAGES: Mapping[str, Language] = {"en": ENGLISH}

NONE = Language(
    months={},
    weekdays={},
    of="",
    the="",
    articles=(),
    both="",
    numbers={},
    year="",
    prepositions=(),
    head_nouns=frozenset(),
    heads_before=frozenset(),
    titles=frozenset(),
    addresses=frozenset(),
    genders={},
    prefixes=frozenset(),
    locatives=(),
    firms=(),
    function_words=frozenset(),
    open_lists=(),
    law_parts=(),
    law_heads=(),
)


@lru_cache(maxsize=64)
def language_of(tag: str, words: Vocabulary = _NO_WORDS, dates: DateWords | None = None) -> Language:
    """The words of a language by its tag (`en`, `en-GB`), with the words of the edition added.

    `dates`: the words of its dates, where the edition has files of languages; else those of the program.
    """
    found = LANGUAGES.get(tag.split("-")[0].lower(), NONE)
    own = dates or date_words(tag)
    if own is not found.dates:
        found = replace(found, dates=own)
    if not (words.titles or words.head_nouns):
        return found
    return replace(found, titles=found.titles.union(words.titles), head_nouns=found.head_nouns.union(words.head_nouns))
