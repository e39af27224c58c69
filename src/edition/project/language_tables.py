"""The tables of the data file of a language; docs/languages.md describes every key for those who write one."""

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
    """`[names]`: how names bend, and the words that stand beside them."""


@dataclass(frozen=True, slots=True)
class SpellingRules:
    """`[spelling]`: which differences of letters are spellings of one word.

    Two words are spellings of one another when the rules bring both to the same letters. `rules`: «written = counted
    as», applied in this order to the word in small letters; what is written is a regular expression. `unsure`: rules
    that may join other words; what only they join is said with low certainty. `words`: «quum=cum», whole words.
    `apart`: «primis/primus», words that are never spellings of one another. `letters`: the letters with marks that are
    letters of their own («ñ»), and marks that are kept on every letter; `*` is all, other marks make no difference.
    `loose`: whether the language is spelt freely: doubled letters, and one silent or exchanged letter within the stem.
    `free_names`: whether names, which are spelt by ear, may differ in their last letters too; where words have endings,
    they may not. `noun_capitals`: whether nouns begin with a capital, so that a capital marks no name.
    """

    rules: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    letters: str = "*"
    loose: bool = False
    free_names: bool = False
    noun_capitals: bool = False


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
