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
