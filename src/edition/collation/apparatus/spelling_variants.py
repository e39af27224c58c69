"""Whether two normal forms are spellings of one word, where no language says so.

A pair of letters that differ is spelling only where writers of many languages interchange them: u and v, i, j and y,
ae, æ and e, oe, œ and e, ph and f, c and k, s and z, -our and -or, -re and -er, a mute e. Any other letter makes
another word or another form of it: «will» and «well», «uidet» and «uidit», «lose» and «loose».
"""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from edition.collation.thresholds import NAME_SIMILARITY, SPELLING_LENGTH

_NUMBER = re.compile(r"\d")
_SAME_LETTERS = str.maketrans("vjyzkæœðſ", "uiisceeds")
_SAME_GROUPS = (
    ("ae", "e"),
    ("oe", "e"),
    ("ph", "f"),
    ("þ", "th"),
    ("ck", "c"),
    ("cc", "c"),
    ("ii", "i"),
    ("uu", "w"),
)
_ENDINGS = (
    (re.compile(r"our(?=$|s$|ed$|ing$|able$|ite$)"), "or"),
    (re.compile(r"(?<=[^aeiou])re$"), "er"),
    (re.compile(r"(?<=.{4})ll(?=ed$|ing$|er$)"), "l"),
)
#: Before a final e that changes the vowel: «not», «hop», «her» are other words than «note», «hope», «here».
_ONE_VOWEL = re.compile(r"(?:^|[^aeiouy])[aeiouy][^aeiouy]$")


def is_spelling(one: str, other: str) -> bool:
    """Whether two normal forms are spellings of one word; numbers never are."""
    if one == other:
        return True
    if _NUMBER.search(one + other) or min(len(one), len(other)) < SPELLING_LENGTH:
        return False
    a, b = _skeleton(one), _skeleton(other)
    short, long = sorted((a, b), key=len)
    return a == b or (long == f"{short}e" and not _ONE_VOWEL.search(short))


def is_spelling_of_name(one: str, other: str) -> bool:
    """Whether two normal forms are spellings of one name: names are spelt more freely, by ear and by alphabet."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if _NUMBER.search(one + other) or (long.startswith(short) and long != f"{short}e"):
        return False
    return one[:1] == other[:1] and Levenshtein.normalized_similarity(one, other) >= NAME_SIMILARITY


@lru_cache(maxsize=1 << 14)
def _skeleton(norm: str) -> str:
    """The form in which letters that are interchanged are one."""
    for ending, put in _ENDINGS:
        norm = ending.sub(put, norm)
    made = norm.translate(_SAME_LETTERS)
    for group, put in _SAME_GROUPS:
        made = made.replace(group, put)
    return made
