"""What the words of a reading in a printed apparatus say: other words, or «om.», «add. X», «praem. X», «inv.»."""

import re
from dataclasses import dataclass
from enum import Enum

from edition.late_patterns import late_pattern

#: Abbreviations of an apparatus, which no text has in this form.
_OMITS = late_pattern(r"(?:om|omm|omis|omitt)\.", re.IGNORECASE)
_ADDS = late_pattern(r"(?:(?:post hoc )?add\.|\+)\s*(?=\S)", re.IGNORECASE)
_ADDS_BEHIND = late_pattern(r"\s+add\.", re.IGNORECASE)
_PREFIXES = late_pattern(r"(?:praem|prem|pr|ante hoc add)\.\s*(?=\S)", re.IGNORECASE)
_PREFIXES_BEHIND = late_pattern(r"\s+(?:praem|prem)\.", re.IGNORECASE)
_INVERTS = late_pattern(r"(?:inv|invert|transp)\.|[~∾]", re.IGNORECASE)
#: Words in full, which count where they are written in another way than the readings (italic).
_SAID_OMITS = late_pattern(
    r"om|omittit|omittunt|omisit|omiserunt|omitted|omits?|deest|desunt|fehlt|fehlen|manque|manca|lacks?|absent",
    re.IGNORECASE,
)
_SAID_ADDS = late_pattern(r"(?:add|addit|addidit|addunt|adds?|added)\s+(?=\S)", re.IGNORECASE)
_PLACE = late_pattern(
    r"(?:post|ante)\s+\S.*\s(?:transp|pos|coll|tr|add)\.|(?:transp|tr|pos|coll|add)\.\s+(?:post|ante|in)\s.*",
    re.IGNORECASE,
)
_BROKEN = late_pattern(r"\s(?:\.\.\.|\[?…\]?)\s|\(.*\badd\.|[…]$|^[…]")


class Change(Enum):
    """What a reading does with the words of its lemma."""

    REPLACE = "replace"
    OMIT = "omit"
    ADD = "add"  # after the lemma
    PREFIX = "prefix"  # before it
    INVERT = "invert"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """What a reading says, and where its own words stand in its text."""

    change: Change
    start: int = 0
    end: int = 0


def read_words(text: str, is_said: bool = False) -> ReadingWords:
    """What the text of a reading says. `is_said`: it is written as the editor's own words are, in another way than the
    readings: then verbs in full count, too.

    >>> [read_words(said).change.value for said in (" om. ", "heron", "post stood transp.")]
    ['omit', 'replace', 'unknown']
    >>> one = read_words("praem. grey")
    >>> one.change.value, "praem. grey"[one.start : one.end]
    ('prefix', 'grey')
    """
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    said = text[start:end]
    if not said or _OMITS.fullmatch(said) or (is_said and _SAID_OMITS.fullmatch(said)):
        return ReadingWords(Change.OMIT, start, start)
    if _INVERTS.fullmatch(said):
        return ReadingWords(Change.INVERT, start, start)
    if _PLACE.fullmatch(said) or _BROKEN.search(said):
        return ReadingWords(Change.UNKNOWN, start, end)
    if found := _PREFIXES.match(said):
        return ReadingWords(Change.PREFIX, start + found.end(), end)
    if found := _ADDS.match(said) or (_SAID_ADDS.match(said) if is_said else None):
        return ReadingWords(Change.ADD, start + found.end(), end)
    for change, behind in ((Change.PREFIX, _PREFIXES_BEHIND), (Change.ADD, _ADDS_BEHIND)):
        if (last := next((m for m in behind.finditer(said) if m.end() == len(said)), None)) is not None:
            return ReadingWords(change, start, start + last.start())
    return ReadingWords(Change.REPLACE, start, end)
