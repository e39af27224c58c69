"""Guards that recognise numbers that are not years: counts, prices, measures."""

import re
from functools import lru_cache

from edition.annotate.date_language import DateLanguage
from edition.late_patterns import late_pattern

_WORD = r"[^\W\d_]+"
_NOUN = rf"{_WORD}(?:['’]s)?"  # pagina's
_PHRASE_END = late_pattern(r"\s*(?:[.;:!?)\]]|$)")


def is_count(number: str, before: str, after: str, language: DateLanguage) -> bool:
    """Whether a number is a count or a measure: «1900 sheep», «some 1800 of them», «a herd of 1776», «1650 l.».

    `before` and `after` are the text on each side of the number.
    """
    if _amount_before(language).search(before) or _amount_after(language).match(after):
        return True
    if _share_after(language).match(after) and not _follows_preposition(before, language):
        return True
    return _counts_noun(number, before, after, language) or _joins_count(before, after, language)


def _joins_count(before: str, after: str, language: DateLanguage) -> bool:
    """Whether «and» joins a number and its noun to another count: «1300 lances et 1600 archers»."""
    another, following = _count_before(language).search(before), re.match(rf"\s({_WORD})", after)
    if another is None or following is None or following[1] in language.words.small:
        return False
    if following[1][:1].isupper() and not language.words.capital_nouns:
        return False
    noun = another["noun"]
    if noun in language.months or noun in language.words.small or noun in language.words.link:
        return False
    is_year = re.fullmatch(r"1[4-9]\d\d|20\d\d", another["number"]) is not None
    return not is_year or noun in language.words.counted or _is_plural(noun, language)


@lru_cache(maxsize=32)
def _count_before(language: DateLanguage) -> re.Pattern[str]:
    """«1300 lances et » before a number, with its noun and up to two more words; the first number may be hidden."""
    both = [word for word in language.words.both if " " not in word]
    apart = "|".join(re.escape(word) for word in both if not word.endswith("+")) or "(?!)"
    glued = "|".join(re.escape(word[:-1]) for word in both if word.endswith("+")) or "(?!)"
    joint = rf"(?:,\s|,?\s(?:{apart})\s|,?\s(?:{glued})[-־]?)"
    return re.compile(
        rf"(?<![\w.,-])(?P<number>[\d\ufffc][\d\ufffc.,]*)\s(?P<noun>{_WORD})(?:\s{_WORD}){{0,2}}?{joint}$"
    )


def _follows_preposition(before: str, language: DateLanguage) -> bool:
    preceding = re.search(rf"({_WORD})\s$", before)
    return preceding is not None and preceding[1] in language.words.time


@lru_cache(maxsize=8)
def _amount_before(language: DateLanguage) -> re.Pattern[str]:
    """«some », «more than », «a herd of », «price », «£ »."""
    of = "|".join(map(re.escape, language.words.of)) or "(?!)"
    words, groups = (
        "|".join(map(re.escape, w)) or "(?!)" for w in (language.words.amounts, language.words.collectives)
    )
    return re.compile(rf"(?:(?<!\w)(?:(?i:{words}):?|(?i:{groups})\s(?:{of}))|[$£€#])\s$")


@lru_cache(maxsize=8)
def _amount_after(language: DateLanguage) -> re.Pattern[str]:
    """« of them», « or so», « l.»."""
    units, shares = ("|".join(map(re.escape, w)) or "(?!)" for w in (language.words.units, language.words.shares))
    return re.compile(rf"\s?(?:{units})(?![\w’'])|[\s-](?:{shares})(?!\w)")


@lru_cache(maxsize=8)
def _share_after(language: DateLanguage) -> re.Pattern[str]:
    """« of the sheep», « of his men»."""
    owners = "|".join(map(re.escape, (*language.words.the, *language.words.owners))) or "(?!)"
    of = "|".join(map(re.escape, language.words.of)) or "(?!)"
    return re.compile(rf"\s(?:{of})\s(?:{owners})\s")


def _counts_noun(number: str, before: str, after: str, language: DateLanguage) -> bool:
    """Whether a noun that can be counted follows the number.

    The noun is in the list of the language. Any other plural counts after a word that is no preposition and no article;
    after a preposition it counts if the number ends with 00 or the phrase ends with the noun. Where nouns begin with a
    capital letter, one after a round number counts unless a word of time is before the number.
    """
    following = re.match(rf"\s({_NOUN}(?:\s{_NOUN})*)", after)
    if following is None:
        return False
    words = following[1].split()[:3]
    if words[0] in language.words.counted:
        return True
    preceding = re.search(rf"({_WORD})\s$", before)
    if language.words.capital_nouns and number.endswith("0") and words[0][:1].isupper():
        return preceding is None or preceding[1] not in language.words.time
    if preceding is None or (preceding[1][:1].isupper() and not _begins_sentence(before, preceding)):
        return False
    first, own = words[0], language.words
    if preceding[1] in own.time and not first[:1].isupper() and first not in own.small:
        ends = _PHRASE_END.match(after, 1 + len(first)) is not None
        return _is_plural(first, language) and not first.endswith("ys") and (ends or number.endswith("00"))
    word = preceding[1][:1].lower() + preceding[1][1:]
    if word in (*own.of, *own.the, *own.articles, *own.time, *own.before_years) or preceding[1] in language.months:
        return False
    return _has_plural(words, language)


def _begins_sentence(before: str, word: re.Match[str]) -> bool:
    return re.search(r"(?:^|[.!?:;]\s+)$", before[: word.start()]) is not None


def _has_plural(words: list[str], language: DateLanguage) -> bool:
    """Whether a plural is among the words before the first function word."""
    for word in words:
        if word[:1].isupper() or word in language.words.small:
            return False
        if word in language.words.counted or _is_plural(word, language):
            return True
    return False


def _is_plural(word: str, language: DateLanguage) -> bool:
    return (
        len(word) > 3
        and word.endswith(language.words.plural_endings)
        and not word.endswith(language.words.singular_endings)
    )
