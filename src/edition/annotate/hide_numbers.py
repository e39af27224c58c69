"""Hide the numbers that count pages, chapters, telephones: they are no dates, and no counts."""

import re
from functools import lru_cache

from edition.annotate.word_patterns import word_pattern
from edition.project.language_tables import DateWords

HIDDEN = "\ufffc"


def hide_numbering(text: str, words: DateWords) -> str:
    """The text with each character of page and telephone numbers, ISBNs and web addresses replaced by `HIDDEN`."""
    return _numbering_pattern(words).sub(lambda m: HIDDEN * len(m[0]), text)


@lru_cache(maxsize=32)
def _numbering_pattern(words: DateWords) -> re.Pattern[str]:
    one = r"\d[\dXx.:]*(?:\s?[-–—/]\s?[\dXx]+)*"
    numbered, phones = (word_pattern(w for word in found for w in (word, word.capitalize())) for found in (
        words.numbered, words.telephones
    ))  # fmt: skip
    both = "|".join(map(re.escape, words.both))
    more = rf"(?:,\s{one}(?!\w)|(?:,?\s(?:{both}|&)\s)\d{{1,3}}(?:\s?[-–—/]\s?\d{{1,3}})?(?!\w))*" if both else ""
    before = f"[{''.join(words.prefixes)}]{{0,2}}" if words.prefixes else ""
    return re.compile(
        rf"(?<!\w)(?:{phones})(?:\s(?:{numbered}))?[.:]?\s?[+(]?\d[\d\s()/.-]*\d"
        rf"|(?<!\w){before}(?:{numbered})[:\s]?\s?{one}{more}|https?://\S+|\d{{5,}}[\dXx-]*|\d+-page\b"
    )
