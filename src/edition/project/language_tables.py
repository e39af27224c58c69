"""The tables of the data file of a language; docs/languages.md describes every key for those who write one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.model.tokens import WordSigns


@dataclass(frozen=True, slots=True)
class StructureWords:
    """`[structure]`: the words by which plain texts of a language show how they are divided.

    `divisions`: words that stand with a number, the largest division first. `headings`: headings without a number.
    `numbers`: numbers in words. `articles`: what may stand before either. `months`: in datelines. `salutations` and
    `closings`: how letters begin and end. `cast`: headings of the list of persons of a play.
    """

    divisions: tuple[tuple[str, ...], ...] = ()
    headings: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    salutations: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """`[dates]`: the words of dates; docs/languages.md describes each key. Lists of lists are in the order of the year.

    `~` at the end of a word stands for any of `endings`; `+` at the end of a small word for «written together».
    """

    # From CLDR, by tools/languages.py; the words that a person adds stand in the keys with `other_`.
    months: tuple[tuple[str, ...], ...] = ()
    weekdays: tuple[tuple[str, ...], ...] = ()  # Monday first
    eras: tuple[tuple[str, ...], ...] = ()  # before Christ, after Christ
    other_months: tuple[tuple[str, ...], ...] = ()
    other_weekdays: tuple[tuple[str, ...], ...] = ()
    foreign_months: tuple[str, ...] = ()  # of other languages: a year after one is part of a date
    # How words are written.
    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()  # letters written before a word: ב of במאי
    exact: bool = False  # months and weekdays only with the capitals that they have here
    # The forms of a day.
    month_first: bool = False  # May 3, 1848
    numeric: tuple[str, ...] = ()  # signs of 3.5.1848: day, month, year
    roman_days: bool = False  # xij May
    roman_years: bool = False  # anno MDCXII
    ordinal_endings: tuple[str, ...] = ()  # of a number in figures: 1st, 3., 1º
    short_endings: tuple[tuple[str, ...], ...] = ()  # an ending, and the figures after which it stands: 2d, 23d
    ordinals: tuple[tuple[str, ...], ...] = ()  # first, second …: of days and of centuries
    ordinal_links: bool = False  # an ordinal in words is a day only with a small word behind: the first of May
    day_words: tuple[str, ...] = ()  # before a day in words: die
    last_day: tuple[str, ...] = ()  # before a month, its last day: last day of
    link: tuple[str, ...] = ()  # small words between day and month, month and year
    year_link: tuple[str, ...] = ()  # more of them before a year
    year_after: tuple[str, ...] = ()  # a word after a year that belongs to it: года, r.
    year_then_day: tuple[str, ...] = ()  # between a year and its day: 1634, den 6. September
    year_words: tuple[tuple[str, ...], ...] = ()  # a number and its words, of years in words
    about: tuple[str, ...] = ()
    # Ranges.
    to: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    either: tuple[str, ...] = ()  # March or April 1848
    # Parts of a year, a century.
    seasons: tuple[tuple[str, ...], ...] = ()  # spring first
    thirds: tuple[tuple[str, ...], ...] = ()  # early, mid, late
    turns: tuple[tuple[str, ...], ...] = ()  # beginning of, middle of, end of
    halves: tuple[tuple[str, ...], ...] = ()
    quarters: tuple[tuple[str, ...], ...] = ()
    century: tuple[str, ...] = ()  # after its number
    century_before: tuple[str, ...] = ()  # before its number
    named_centuries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decade_endings: tuple[str, ...] = ()
    decade_before: tuple[str, ...] = ()
    decades: tuple[tuple[str, ...], ...] = ()  # twenties to nineties, of a century
    # Eras.
    before_christ: tuple[str, ...] = ()
    after_christ: tuple[str, ...] = ()
    before_year: tuple[str, ...] = ()  # A.D. 420
    other_eras: tuple[str, ...] = ()  # after a year that is then not read
    old_style: tuple[str, ...] = ()  # after a day of the Julian calendar
    gregorian_from: str = "1582-10-15"  # since when the language counts by the Gregorian calendar
    # Feasts, Roman days, reigns, other calendars.
    feasts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by `06-24`, or by days after Easter: `49`
    saints: tuple[tuple[str, ...], ...] = ()  # what may stand for the first at the beginning of a feast: St, St., Saint
    to_saints: tuple[str, ...] = ()  # words before the name of a saint that is then a feast; else it may be a place
    feast_before: tuple[str, ...] = ()
    feast_after: tuple[str, ...] = ()
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # eve, morrow, octave, by days: `-1`
    weekday_after: tuple[str, ...] = ()  # Monday after Easter
    weekday_before: tuple[str, ...] = ()
    other_feasts: tuple[str, ...] = ()  # days by name that are not read
    days_of: tuple[str, ...] = ()  # before «of» and such a day
    marks: tuple[tuple[str, ...], ...] = ()  # Kalends, Nones, Ides
    ante: tuple[str, ...] = ()  # a. d.
    pridie: tuple[str, ...] = ()
    reigns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the first day of the reign
    regnal: tuple[str, ...] = ()  # year of the reign of
    republican: tuple[tuple[str, ...], ...] = ()
    republican_year: tuple[str, ...] = ()
    hebrew: tuple[tuple[str, ...], ...] = ()  # from Nisan
    hebrew_year: tuple[str, ...] = ()
    islamic: tuple[tuple[str, ...], ...] = ()
    islamic_year: tuple[str, ...] = ()
    islamic_era: tuple[str, ...] = ()
    islamic_first: tuple[str, ...] = ()  # the first day of a month: غرة
    # Chinese: signs behind the numbers, and names of years.
    year_sign: str = ""
    month_sign: str = ""
    day_sign: str = ""
    era_years: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the first year of the era
    # Words around a date, and around numbers that are none.
    of: tuple[str, ...] = ()
    the: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()  # early «in» 1862
    year: tuple[str, ...] = ()
    time: tuple[str, ...] = ()  # before a number that is then a year
    month_time: tuple[str, ...] = ()  # before a month without year
    not_after: tuple[str, ...] = ()  # after the name of a month that is another word: may be
    before_years: tuple[str, ...] = ()  # before a year, though no words of time
    joined: tuple[str, ...] = ()  # before a hyphen and a year: post-1917
    relative: tuple[tuple[str, ...], ...] = ()  # after a day: of the last month, of this one, of the next
    this_month: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    small: tuple[str, ...] = ()  # words that are no nouns
    capital_nouns: bool = False  # nouns begin with a capital letter: 1200 Mann
    counted: tuple[str, ...] = ()  # after a number that is no year
    numbered: tuple[str, ...] = ()  # before one
    telephones: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    singular_endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameWords:
    """`[names]`: how names bend, and the words that stand beside them.

    How they bend. `bend`: false in a language whose names keep their form. `cases`: what the columns of `ends` are
    called. `ends`: the end of a name in the register -> its other ends, a column a case; several of one case are parted
    by `/`, `-` is the name unchanged, `0` the stem without an end. `ends_of_persons`: those of persons alone, which go
    before. `stems`: names whose stem changes, with the stem, which takes the ends of its own class. `women_ends`: ends
    of forenames of women, where the register does not tell; `women_bend`: the ends of the surnames of women that bend,
    where others stay as they are (Russian Анна Шмидт, Анны Шмидт).
    `fold`: letters that count as one in names («v=u»); `fold_accents`: whether accents do not count; `silent`: letters
    at the end of a word that do not count. `last_only`: only the last word of a name bends. `prefixes`: what may be
    written in front of a name without a blank, a list for each place in their order. `contracted`: how a name may begin
    behind a prefix. `governs`: words that ask for a case behind them, with the cases. `subjects`: ends of a verb whose
    subject stands before it, with its gender (m or f); `plural_verbs`: ends of a verb of several; `plurals`: ends that
    words for several have, too: such a word before such a verb is no name.

    Words beside names. `nouns`: all nouns have capitals; `noun_ends`: ends of words that are nouns and no names.
    `small`: words that are no names wherever they stand; `openers`, `opener_ends`: words, and ends of words, that are
    none at the beginning of a sentence or behind a preposition. `articles`; `determiners`: other words before a noun.
    `particles`: small words inside surnames (von, de). `elisions`: what an apostrophe joins to a name that is not part
    of it (l'). `titles`, `men`, `women`: words before a name, of anybody, of men, of women; `trades`:
    such words that are surnames, too. `men_named`, `women_named`:
    forenames. `at`: words before the name of a place; `toward`: those before a place or a person (to, from); `moves`:
    verbs that make it a place, `tells`: verbs and nouns that make it a person (wrote to). `together`: words before a
    person (with, named). `of`: «of» in all forms. `says`: verbs whose subject is a person; `verb_ends`: ends of such
    verbs behind a name. `peoples`: ends of words for peoples and languages. `places`, `organisations`, `events`,
    `works`: nouns that make a name one of these;
    `known_places`: states and cities that everybody knows; `place_ends`: ends of names of places. `surnames`: nouns of
    places that are surnames, too. `firms`: words of firms behind `&`. `numbered`: nouns before a number.
    `joined_small`: what a hyphen joins to a name that is not part of it (led).
    """

    bend: bool | None = None
    cases: tuple[str, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    ends_of_persons: Mapping[str, str] = field(default_factory=dict)
    women_ends: tuple[str, ...] = ()
    women_bend: tuple[str, ...] = ()
    stems: Mapping[str, str] = field(default_factory=dict)
    fold: tuple[str, ...] = ()
    fold_accents: bool = False
    silent: tuple[str, ...] = ()
    last_only: bool = False
    prefixes: tuple[tuple[str, ...], ...] = ()
    contracted: Mapping[str, str] = field(default_factory=dict)
    governs: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    plural_verbs: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    nouns: bool = False
    noun_ends: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    opener_ends: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    elisions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    men_named: tuple[str, ...] = ()
    women_named: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    verb_ends: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    known_places: tuple[str, ...] = ()
    place_ends: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    joined_small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class FactWords:
    """`[facts]`: the words by which accounts contradict each other; docs/languages.md describes each key.

    `~` at the end of a word stands for any ending.
    """

    small: tuple[str, ...] = ()  # words that say nothing of their own; without them `[dates] small`
    numbers: tuple[tuple[str, ...], ...] = ()  # a number and its words
    about: tuple[str, ...] = ()  # before a number that is not exact
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # `after`, `before`, `since`, `until` a date
    open_lists: tuple[str, ...] = ()  # in a sentence whose list of names is not complete
    again: tuple[str, ...] = ()  # beside a date: of a later printing
    negations: tuple[str, ...] = ()
    no_negations: tuple[str, ...] = ()  # phrases that have such a word and deny nothing
    hedges: tuple[str, ...] = ()  # what makes a statement less certain
    reports: tuple[str, ...] = ()  # before the words of somebody else
    shares: tuple[tuple[str, ...], ...] = ()  # how many of all: a list a degree, from none to all
    exceptions: tuple[str, ...] = ()  # before those of whom a statement on all is not true
    ordinals: tuple[tuple[str, ...], ...] = ()  # words that tell one thing from another of its kind, a list each
    others: tuple[str, ...] = ()  # beside a number: others than those that were counted before
    measures: tuple[str, ...] = ()  # units: numbers before them measure, and count nothing
    pointing: tuple[str, ...] = ()  # at the beginning of a sentence: it is on what the one before tells of
    once: tuple[str, ...] = ()  # what happens once to one thing: born, founded, burned
    speakers: tuple[str, ...] = ()  # words of somebody who speaks: I, you
    happens: tuple[str, ...] = ()  # between an event and its date
    fates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what became of a person, a list of words each
    helpers: tuple[str, ...] = ()  # before a fate that begins with «…»: was, were
    unlike: tuple[str, ...] = ()  # fates that are not those of one person: «executed/survived»
    style: tuple[str, ...] = ()  # words that say the same: «learned/knew»


@dataclass(frozen=True, slots=True)
class SpellingRules:
    """`[spelling]`: which differences of letters are spellings of one word.

    Two words are spellings of one another when the rules bring both to the same letters. `rules`: «written = counted
    as», applied in this order to the word in small letters; what is written is a regular expression. `unsure`: rules
    that may join other words; what only they join is said with low certainty. `words`: «quum=cum», whole words.
    `apart`: «primis/primus», words that are never spellings of one another; «callid~/calid~», with any end. `letters`:
    the letters with marks that are letters of their own («ñ»), and marks that are kept on every letter; `*` is all,
    other marks make no difference.
    `loose`: whether the language is spelt freely: doubled letters, and one silent or exchanged letter within the stem.
    `free_names`: whether names, which are spelt by ear, may differ in their last letters too; where words have endings,
    they may not. `noun_capitals`: whether nouns begin with a capital, so that a capital marks no name. `numbers`: a
    number, and the words for it; with a stop the words for its ordinal («2.», «second»), with `~` any ending.
    `uncounted`: words behind a number in words that it does not count («at nine the lamp»).
    """

    rules: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    letters: str = "*"
    loose: bool = False
    free_names: bool = False
    noun_capitals: bool = False
    numbers: tuple[tuple[str, ...], ...] = ()
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintHabits:
    """`[print]`: how the language is set."""


@dataclass(frozen=True, slots=True)
class Language:
    """The data of a language. `tag`: the first part of its tag; a table that no file has is empty."""

    tag: str = ""
    structure: StructureWords = field(default_factory=StructureWords)
    dates: DateWords = field(default_factory=DateWords)
    names: NameWords = field(default_factory=NameWords)
    facts: FactWords = field(default_factory=FactWords)
    spelling: SpellingRules = field(default_factory=SpellingRules)
    words: WordSigns = field(default_factory=WordSigns)
    print: PrintHabits = field(default_factory=PrintHabits)
