"""The tables of the data file of a language; docs/languages.md describes every key for those who write one."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class DateWords:
    """`[dates]`: the words of dates."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """`[names]`: how names bend, and the words that stand beside them.

    How they bend. `bend`: false in a language whose names keep their form. `cases`: what the columns of `ends` are
    called. `ends`: the end of a name in the register -> its other ends, a column a case; several of one case are parted
    by `/`, `-` is the name unchanged, `0` the stem without an end. `ends_of_persons`: those of persons alone, which go
    before. `stems`: names whose stem changes, with the stem, which takes the ends of its own class.
    `fold`: letters that count as one in names («v=u»); `fold_accents`: whether accents do not count; `silent`: letters
    at the end of a word that do not count. `last_only`: only the last word of a name bends. `prefixes`: what may be
    written in front of a name without a blank, a list for each place in their order. `contracted`: how a name may begin
    behind a prefix. `governs`: words that ask for a case behind them, with the cases. `subjects`: ends of a verb whose
    subject stands before it, with its gender (m, f or both).

    Words beside names. `nouns`: all nouns have capitals; `noun_ends`: ends of words that are nouns and no names.
    `small`: words that are no names wherever they stand; `openers`, `opener_ends`: words, and ends of words, that are
    none at the beginning of a sentence or behind a preposition. `articles`. `particles`: small words inside surnames
    (von, de). `elisions`: what an apostrophe joins to a name that is not part of it (l'). `titles`, `men`, `women`:
    words before a name, of anybody, of men, of women. `men_named`, `women_named`: forenames. `at`: words before the
    name of a place; `toward`: those before a place or a person (to, from); `moves`: verbs that make it a place;
    `together`: those before a person (with). `of`: «of» in all forms. `says`: verbs whose subject is a person.
    `peoples`: ends of words for peoples and languages. `places`, `organisations`, `events`, `works`: nouns that make a
    name one of these; `surnames`: nouns of places that are surnames, too. `firms`: words of firms behind `&`.
    `numbered`: nouns before a number. `joined_small`: what a hyphen joins to a name that is not part of it (led).
    """

    bend: bool | None = None
    cases: tuple[str, ...] = ()
    ends: Mapping[str, str] = field(default_factory=dict)
    ends_of_persons: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    fold: tuple[str, ...] = ()
    fold_accents: bool = False
    silent: tuple[str, ...] = ()
    last_only: bool = False
    prefixes: tuple[tuple[str, ...], ...] = ()
    contracted: Mapping[str, str] = field(default_factory=dict)
    governs: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    nouns: bool = False
    noun_ends: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    opener_ends: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    elisions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    men_named: tuple[str, ...] = ()
    women_named: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    joined_small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpellingRules:
    """`[spelling]`: which differences of letters are spellings of one word."""


@dataclass(frozen=True, slots=True)
class WordSigns:
    """`[words]`: the signs inside words, and those that end sentences."""


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
    spelling: SpellingRules = field(default_factory=SpellingRules)
    words: WordSigns = field(default_factory=WordSigns)
    print: PrintHabits = field(default_factory=PrintHabits)
