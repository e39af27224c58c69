"""Guards that recognise numbers that are not years: counts, prices, measures."""

import re
from functools import lru_cache

from edition.annotate.language import Language

_WORD = r"[^\W\d_]+"
_PHRASE_END = re.compile(r"\s*(?:[.;:!?)\]]|$)")


def is_count(number: str, before: str, after: str, language: Language) -> bool:
    """Whether a number is a count or a measure: «1900 sheep», «some 1800 of them», «a herd of 1776», «1650 l.».

    `before` and `after` are the text on each side of the number.
    """
    if _amount_before(language).search(before) or _amount_after(language).match(after):
        return True
    if _share_after(language).match(after) and not _follows_preposition(before, language):
        return True
    return _counts_noun(number, before, after, language)


def _follows_preposition(before: str, language: Language) -> bool:
    preceding = re.search(rf"({_WORD})\s$", before)
    return preceding is not None and preceding[1] in language.prepositions


@lru_cache(maxsize=8)
def _amount_before(language: Language) -> re.Pattern[str]:
    """«some », «more than », «a herd of », «price », «£ »."""
    words, groups = (
        "|".join(map(re.escape, w)) or "(?!)" for w in (language.counting.amounts, language.counting.collectives)
    )
    return re.compile(rf"(?:(?<!\w)(?:(?i:{words}):?|(?i:{groups})\s{language.of or '(?!)'})|[$£€#])\s$")


@lru_cache(maxsize=8)
def _amount_after(language: Language) -> re.Pattern[str]:
    """« of them», « or so», « l.»."""
    units, shares = ("|".join(map(re.escape, w)) or "(?!)" for w in (language.counting.units, language.counting.shares))
    return re.compile(rf"\s?(?:{units})(?![\w’'])|[\s-](?:{shares})(?!\w)")


@lru_cache(maxsize=8)
def _share_after(language: Language) -> re.Pattern[str]:
    """« of the sheep», « of his men»."""
    owners = "|".join(map(re.escape, (language.the, *language.counting.owners))) or "(?!)"
    return re.compile(rf"\s{language.of}\s(?:{owners})\s" if language.of else "(?!)")


def _counts_noun(number: str, before: str, after: str, language: Language) -> bool:
    """Whether a noun that can be counted follows the number.

    The noun is in the list of the language. Any other plural counts after a word that is no preposition and no article;
    after a preposition it counts if the number ends with 00 or the phrase ends with the noun.
    """
    following = re.match(rf"\s({_WORD}(?:\s{_WORD})*)", after)
    if following is None:
        return False
    words = following[1].split()[:3]
    if words[0] in language.counting.counted:
        return True
    preceding = re.search(rf"({_WORD})\s$", before)
    if preceding is None or not preceding[1].islower():
        return False
    first = words[0]
    if preceding[1] in language.prepositions and first.islower() and first not in language.function_words:
        ends = _PHRASE_END.match(after, 1 + len(first)) is not None
        return _is_plural(first, language) and not first.endswith("ys") and (ends or number.endswith("00"))
    own = (language.of, language.the, *language.articles, *language.prepositions, *language.months)
    if preceding[1] in own or preceding[1] in language.before_years:
        return False
    return _has_plural(words, language)


def _has_plural(words: list[str], language: Language) -> bool:
    """Whether a plural is among the words before the first function word."""
    for word in words:
        if not word.islower() or word in language.function_words:
            return False
        if word in language.counting.counted or _is_plural(word, language):
            return True
    return False


def _is_plural(word: str, language: Language) -> bool:
    return len(word) > 3 and word.endswith(language.plural_endings) and not word.endswith(language.singular_endings)
