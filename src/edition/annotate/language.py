"""The words of a language for the marking of names and dates: months, seasons, head nouns, titles. Data, no rules.

Another language is another `Language` in `LANGUAGES`; the rules contain no words themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from edition.annotate.counting_words import ENGLISH_COUNTING, Counting, split_list
from edition.model.vocabulary import Vocabulary

_NO_WORDS = Vocabulary()


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The words that the rules for names and dates search for."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # 0 is Monday
    seasons: Mapping[str, tuple[int, int]]  # first and last month; a last before the first lies in the next year
    thirds: Mapping[str, int]  # early, mid, late: which third of a year, month, decade
    relative_months: Mapping[str, int]  # after a day: of this month (0), of the last one (-1)
    turns: Mapping[str, int]  # beginning, middle, end (of the summer): which third
    of: str
    the: str
    articles: tuple[str, ...]
    to: tuple[str, ...]  # between the two ends of a range
    between: tuple[str, ...]  # before the two ends
    both: str  # the «and» between them
    inside: str  # early «in» 1862
    about: tuple[str, ...]  # circa
    ordinals: Mapping[str, int]  # of centuries, in words
    numbers: Mapping[str, int]  # in words, without those that may be an article or a pronoun
    century: str
    ordinal_endings: tuple[str, ...]  # 1st, 2nd
    short_endings: tuple[tuple[str, str], ...]  # an ending, and the digits after which it occurs: 2d, 23d
    later_ordinals: tuple[str, ...]  # of days, in words, after the last of `ordinals`
    eras_before: tuple[str, ...]  # after a year before Christ
    eras_after: tuple[str, ...]
    eras_ahead: tuple[str, ...]  # before a year: A.D. 79
    other_eras: tuple[str, ...]  # after a year of another era: not read
    feasts: tuple[str, ...]  # days by name: not read
    days_of: tuple[str, ...]  # before «of» and a day by name: the eve of, the Ides of
    other_months: frozenset[str]  # of other languages, in lower case: a year after one is part of a date
    year: str
    joined: tuple[str, ...]  # before a hyphen and a year: post-1917
    decade_endings: tuple[str, ...]
    prepositions: tuple[str, ...]  # before a month, or before a number that is then a year
    plural_endings: tuple[str, ...]
    singular_endings: tuple[str, ...]  # of words that only look like plurals
    before_years: tuple[str, ...]  # small words before a year that are no prepositions
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
    counting: Counting = field(default_factory=Counting)
    this_month: tuple[str, ...] = ()  # after a day and «of»: the current month
    limits: Mapping[str, str] = field(
        default_factory=dict
    )  # words before a date -> `after`, `before`, `since` or `until`
    again: tuple[str, ...] = ()  # beside a date: it belongs to a later printing
    saints: tuple[str, ...] = ()  # before a name: of a saint, or of a place
    made_of_places: tuple[str, ...] = ()  # after a hyphen: the name before is a place

    @property
    def reads_dates(self) -> bool:
        """Whether the language has words for dates; without them only ISO dates are read."""
        return bool(self.months)


def _ordinals() -> dict[str, int]:
    names = split_list(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
    )
    return {name: number for number, name in enumerate(names, 1)}


def _number_words() -> dict[str, int]:
    units = split_list("two three four five six seven eight nine")
    teens = split_list("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
    tens = split_list("twenty thirty forty fifty sixty seventy eighty ninety")
    made = {word: number for number, word in enumerate(units, 2)} | {word: n for n, word in enumerate(teens, 10)}
    for number, ten in enumerate(tens, 2):
        made[ten] = 10 * number
        made |= {f"{ten}-{unit}": 10 * number + n for n, unit in enumerate(("one", *units), 1)}
    return made | {"hundred": 100, "thousand": 1000, "million": 1_000_000}


_MONTHS = split_list("January February March April May June July August September October November December")
_SHORT = {m[:3]: n for n, m in enumerate(_MONTHS, 1) if len(m) > 4} | {
    m[:3] + ".": n for n, m in enumerate(_MONTHS, 1) if len(m) > 3
}
_OLD = {
    f"{short}{stop}": number
    for number, short in ((1, "Jany"), (2, "Feby"), (8, "Augt"), (9, "Septr"), (9, "Sept"), (10, "Octr"), (11, "Novr"),
                          (12, "Decr"))
    for stop in ("", ".")
}  # fmt: skip
_WEEKDAYS = split_list("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_SHORT_DAYS = {
    f"{short}{stop}": number
    for number, shorts in enumerate(("Mon", "Tue Tues", "Wed Weds", "Thu Thur Thurs", "Fri", "Sat", "Sun"))
    for short in shorts.split()
    for stop in ("", ".")
}

ENGLISH = Language(
    months={m: n for n, m in enumerate(_MONTHS, 1)} | _SHORT | _OLD,
    weekdays={day: n for n, day in enumerate(_WEEKDAYS)} | _SHORT_DAYS,
    seasons={"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)},
    thirds={"early": 0, "mid": 1, "late": 2},
    relative_months={"inst.": 0, "inst": 0, "ult.": -1, "ult": -1, "prox.": 1, "prox": 1},
    turns={"beginning": 0, "start": 0, "middle": 1, "end": 2},
    of="of",
    the="the",
    articles=("the", "a", "an"),
    to=("to", "until", "till", "through"),
    between=("between", "Between"),
    both="and",
    inside="in",
    about=("circa", "ca.", "c.", "about", "About"),
    ordinals=_ordinals(),
    numbers=_number_words(),
    century="century",
    ordinal_endings=("st", "nd", "rd", "th"),
    short_endings=(("d", "23"),),
    later_ordinals=split_list(
        "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth "
        "thirtieth thirty-first"
    ),
    eras_before=("BC", "B.C.", "B.C", "B. C.", "BCE", "B.C.E.", "B.C.E", "B. C. E.", "before Christ"),
    eras_after=("AD", "A.D.", "A.D", "A. D.", "CE", "C.E.", "C.E", "C. E.", "anno Domini", "Anno Domini"),
    eras_ahead=("AD", "A.D.", "A. D.", "anno Domini", "Anno Domini"),
    other_eras=(
        "AH",
        "A.H.",
        "A. H.",
        "AUC",
        "A.U.C.",
        "BP",
        "B.P.",
        "Anno Hegirae",
        "Anno Mundi",
        "O.S.",
        "O. S.",
        "OS",
        "Old Style",
        "old style",
        "v. Chr.",
        "v.Chr.",
        "a. C.",
        "a.C.",
        "av. J.-C.",
        "до н",
    ),
    feasts=split_list(
        "Christmas Easter Eastertide Michaelmas Martinmas Candlemas Lammas Whitsun Whitsuntide Pentecost Epiphany "
        "Advent Lent Shrovetide Hallowmas Midsummer Hogmanay Passover Ramadan Thanksgiving Hallowe'en Halloween "
        "Childermas"
    ),
    days_of=split_list("Ides Nones Kalends Calends eve Eve vigil Vigil feast Feast morrow octave Octave last"),
    other_months=frozenset(
        split_list(
            "januar jänner februar feber märz mai juni juli oktober dezember janvier février mars avril juin "
            "juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto "
            "septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre "
            "ottobre dicembre ianuarii februarii martii aprilis maii iunii iulii augusti septembris octobris "
            "novembris decembris"
        )
    )
    | {
        stem + ending
        for stem in split_list("ianuar januar februar mart april mai maj iun jun iuni juni iul jul iuli juli august")
        for ending in split_list("ii ij i iis ijs ias is io o ium iarum a")
        if stem + ending not in ("mais", "maio", "aprila", "julia", "juliaii")
    }
    | {
        stem + ending
        for stem in split_list("septembr octobr novembr decembr")
        for ending in split_list("is e es em ibus ium i")
    },
    year="year",
    joined=split_list("pre post mid early late ante circa since"),
    decade_endings=("s", "'s", "’s"),
    prepositions=split_list(
        "in In of since Since by By from From until Until till after After before Before during During around "
        "about throughout Throughout year late early"
    ),
    plural_endings=("s",),
    singular_endings=("ss", "us", "is", "as"),
    before_years=split_list("and or to until through year late early mid circa than its his her their our this that"),
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
    function_words=frozenset(
        split_list(
            "a an the and or but nor for so yet if when while as because since although though before after until "
            "till where that this these those there here then however of in on at by to from with without against "
            "under over between among during through into about like unlike despite except did does do has have "
            "had is was were are be been being can could may might must shall should will would not no only even "
            "also both either neither each every all any some many most few several such his her its their our "
            "your my i he she it we you they who whom whose which what why how whether again later earlier finally "
            "meanwhile consequently first second third once twice wherein whereby whereas hence thus nevertheless "
            "nonetheless moreover furthermore otherwise therefore cf see ed eds trans nobody everybody perhaps "
            "today now still never always"
        )
    ),
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
    counting=ENGLISH_COUNTING,
    this_month=("this month", "present month", "current month", "month"),
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
)

#: Primary language subtag -> words; a language without an entry has no words (NONE).
LANGUAGES: Mapping[str, Language] = {"en": ENGLISH}

NONE = Language(
    months={},
    weekdays={},
    relative_months={},
    seasons={},
    thirds={},
    turns={},
    of="",
    the="",
    articles=(),
    to=(),
    between=(),
    both="",
    inside="",
    about=(),
    ordinals={},
    numbers={},
    century="",
    ordinal_endings=(),
    short_endings=(),
    later_ordinals=(),
    eras_before=(),
    eras_after=(),
    eras_ahead=(),
    other_eras=(),
    feasts=(),
    days_of=(),
    other_months=frozenset(),
    year="",
    joined=(),
    decade_endings=(),
    prepositions=(),
    plural_endings=(),
    singular_endings=(),
    before_years=(),
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


@lru_cache(maxsize=32)
def language_of(tag: str, words: Vocabulary = _NO_WORDS) -> Language:
    """The words of a language by its tag (`en`, `en-GB`), with the words of the edition added."""
    found = LANGUAGES.get(tag.split("-")[0].lower(), NONE)
    if not (words.titles or words.head_nouns):
        return found
    return replace(found, titles=found.titles.union(words.titles), head_nouns=found.head_nouns.union(words.head_nouns))
