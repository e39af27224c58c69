"""The words by which accounts contradict each other, as patterns: negations, hedges, shares, exceptions, fates."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from edition.annotate.language import Language, language_of
from edition.annotate.words import split_words
from edition.late_patterns import late_pattern
from edition.project.language_tables import DateWords, FactWords

_STEM = 5  # letters by which forms of one word are known: «confessed», «confession»
_FIRST = 30  # characters that have the first word of a sentence
_QUOTED = late_pattern(r"[\"“„«‘'][^\"”“»’']*\s[^\"”“»’']*\s[^\"”“»’']*[\"”“»’']")  # three words at least
_HELPED = "… "
_HIDDEN = "\ue000"  # a word that is not looked for: it is part of a phrase that says something else


@dataclass(frozen=True, slots=True, eq=False)
class FactLanguage:
    """The words of `[facts]`, ready to search for; a language without them finds nothing."""

    words: FactWords
    small: frozenset[str]
    negation: re.Pattern[str]
    no_negation: re.Pattern[str]
    hedge: re.Pattern[str]
    report: re.Pattern[str]
    share: re.Pattern[str]
    exception: re.Pattern[str]
    open_list: re.Pattern[str]
    about: re.Pattern[str]  # at the end of what stands before a number
    fate: re.Pattern[str]
    degrees: Mapping[str, int]  # phrase of `shares` -> its degree
    ordinals: Mapping[str, int]
    fates: Mapping[str, str]  # phrase without its helper -> the fate
    helped: frozenset[str]  # phrases that need a helper
    measures: frozenset[str]
    once: re.Pattern[str]
    speaker: re.Pattern[str]
    pointing: frozenset[str]  # words that begin a sentence on what was told before: that, such
    unlike: frozenset[frozenset[str]]
    style: Mapping[str, frozenset[int]]  # word -> the groups of words that say the same

    def stems(self, text: str) -> frozenset[str]:
        """The words of a text that say something, by their first letters; without numbers in figures."""
        return _stems(text, self.small)

    def denials(self, text: str) -> list[re.Match[str]]:
        """The words that deny something; «not only» and the like deny nothing."""
        return list(self.negation.finditer(self.no_negation.sub(_hide, text)))

    def hedges(self, text: str) -> list[re.Match[str]]:
        """The phrases that make a statement less certain."""
        return list(self.hedge.finditer(text))

    def shares(self, text: str) -> Iterator[tuple[re.Match[str], int]]:
        """The phrases that say how many of all («most of»), with the degree."""
        for found in self.share.finditer(self.no_negation.sub(_hide, text)):
            yield found, self.degrees[_key(found[0])]

    def is_statement(self, text: str) -> bool:
        """Whether a text has a small word, as sentences have and the lines of a bibliography have not."""
        return not self.small or any(w.casefold() in self.small for w in split_words(text).texts)

    def speaks(self, text: str) -> bool:
        """Whether a sentence is what somebody says: it begins with «I» or «you», or quotes several words."""
        return bool(self.speaker.search(text.partition(",")[0]) or _QUOTED.search(text))

    def points_back(self, text: str) -> bool:
        """Whether a sentence begins with a word that points to another thing told before: «That flood»."""
        return any(w.casefold() in self.pointing for w in split_words(text[:_FIRST]).texts[:1])

    def ordinals_in(self, text: str) -> frozenset[int]:
        """The words that tell one thing from another of its kind, by number."""
        return frozenset(self.ordinals[w] for t in split_words(text).texts if (w := t.casefold()) in self.ordinals)

    def are_style(self, one: str, other: str) -> bool:
        """Whether two words say the same."""
        return not self.style.get(one.casefold(), frozenset()).isdisjoint(self.style.get(other.casefold(), frozenset()))


@lru_cache(maxsize=8192)
def _stems(text: str, small: frozenset[str]) -> frozenset[str]:
    """The words of a text without small ones, by their first letters; sentences are compared with many others."""
    words = (w.casefold() for w in split_words(text).texts)
    return frozenset(stem(w) for w in words if len(w) > 1 and w not in small and not w.isdecimal())


def stem(word: str) -> str:
    """The first letters of a word, in which its forms agree; of a short one, without a final s.

    >>> stem("confessed") == stem("confessions"), stem("walls"), stem("glass")
    (True, 'wall', 'glass')
    """
    short = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return short[:_STEM]


def compared_language(tag: str, facts: FactWords, dates: DateWords) -> Language:
    """The words of a language for comparing what witnesses say; those of `[facts]` where the program has none."""
    found = replace(language_of(tag, dates=dates), facts=facts)
    if found.numbers:
        return found
    numbers = {word: int(number) for number, *words in facts.numbers for word in words}
    limits = {word: limit for limit, words in facts.limits.items() for word in words}
    return replace(
        found,
        numbers=numbers,
        limits=limits,
        open_lists=facts.open_lists,
        again=facts.again,
        function_words=frozenset(facts.small),
        both=dates.both[0] if dates.both else "",
        the=dates.the[0] if dates.the else "",
        articles=dates.articles,
    )


@lru_cache(maxsize=8)
def fact_language(language: Language) -> FactLanguage:
    """The patterns of a language."""
    words = language.facts
    plain = {_key(p.removeprefix(_HELPED)): fate for fate, phrases in words.fates.items() for p in phrases}
    phrases = [p for all_of in words.fates.values() for p in all_of]
    helped = {_key(p.removeprefix(_HELPED)) for p in phrases if p.startswith(_HELPED)}
    helped -= {_key(p) for p in phrases if not p.startswith(_HELPED)}
    style: dict[str, set[int]] = {}
    for number, group in enumerate(words.style):
        for word in group.split("/"):
            style.setdefault(word.casefold(), set()).add(number)
    return FactLanguage(
        words=words,
        small=frozenset(words.small) or language.function_words,
        negation=_pattern(words.negations),
        no_negation=_pattern(words.no_negations),
        hedge=_pattern(words.hedges),
        report=_pattern(words.reports),
        share=_pattern(phrase for degree in words.shares for phrase in degree),
        exception=_pattern(words.exceptions),
        open_list=_pattern(words.open_lists or language.open_lists),
        about=re.compile(rf"(?<!\w)(?:{_alternatives(words.about)})(?:\s\w+)?\s*[£$€]?\s*$", re.IGNORECASE),
        fate=_pattern(plain),
        degrees={_key(p): degree for degree, phrases in enumerate(words.shares) for p in phrases},
        ordinals={word.casefold(): n for n, group in enumerate(words.ordinals) for word in group},
        fates=plain,
        helped=frozenset(helped),
        measures=frozenset(w.casefold() for w in words.measures),
        once=_pattern(words.once),
        speaker=_pattern(words.speakers),
        pointing=frozenset(w.casefold() for w in words.pointing),
        unlike=frozenset(frozenset(pair.split("/")) for pair in words.unlike),
        style={word: frozenset(groups) for word, groups in style.items()},
    )


def _key(phrase: str) -> str:
    return " ".join(phrase.split()).casefold().replace("’", "'")


def _hide(found: re.Match[str]) -> str:
    return _HIDDEN * len(found[0])


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(_phrase(p) for p in sorted(set(phrases), key=lambda p: (-len(p), p))) or "(?!)"


def _phrase(phrase: str) -> str:
    """A pattern for a phrase: any white space, any ending for `~`, either apostrophe."""
    bare = r"\s+".join(re.escape(w) for w in phrase.replace("~", "\0").split())
    return re.sub("['’]", "['’]", bare.replace("\\\0", r"\w*").replace("\0", r"\w*"))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words; «n't» ends a word."""
    found = list(phrases)
    ends = [p for p in found if p[:2] in ("n'", "n’")]
    whole = rf"(?<!\w)(?:{_alternatives(p for p in found if p not in ends)})(?!\w)"
    return re.compile(f"{whole}|(?:{_alternatives(ends)})(?!\\w)" if ends else whole, re.IGNORECASE)
