"""Check the values of `[dates]` of a language: as many lists as a year has months, keys that are days."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from edition.late_patterns import late_pattern

_LENGTHS = {
    "months": 12, "other_months": 12, "weekdays": 7, "other_weekdays": 7, "eras": 2, "seasons": 4, "thirds": 3,
    "turns": 3, "halves": 2, "quarters": 4, "decades": 8, "marks": 3, "republican": 13, "hebrew": 13, "islamic": 12,
    "relative": 3,
}  # fmt: skip
_LAST_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_OFFSET = late_pattern(r"[+-]?\d{1,3}")
_DAY = late_pattern(r"(\d\d)-(\d\d)")
_WHOLE_DAY = late_pattern(r"\d{4}-(\d\d)-(\d\d)")


def _is_day(found: "re.Match[str] | None") -> bool:
    return found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= _LAST_OF_MONTH[int(found[1]) - 1]


#: Of each table whether a key is right, and what it must be.
_KEYS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "feasts": (
        lambda key: bool(_OFFSET.fullmatch(key)) or _is_day(_DAY.fullmatch(key)),
        "a day (06-24), or days after Easter (49, -46)",
    ),
    "moved": (lambda key: bool(_OFFSET.fullmatch(key)), "a number of days (-1)"),
    "named_centuries": (str.isdigit, "a number"),
    "era_years": (str.isdigit, "a number"),
    "reigns": (lambda key: _is_day(_WHOLE_DAY.fullmatch(key)), "the first day of a reign (1327-01-25)"),
}


def check_date_words(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key whose value is wrong, with what is wrong.

    >>> list(check_date_words({"seasons": [["spring"]], "feasts": {"13-01": ["x"]}}))[0]
    ('seasons', 'seasons must be 4 lists of words, not 1')
    """
    for key, length in _LENGTHS.items():
        if table.get(key) and len(table[key]) != length:
            yield key, f"{key} must be {length} lists of words, not {len(table[key])}"
    for name, (is_right, wanted) in _KEYS.items():
        for key in table.get(name, ()):
            if not is_right(key):
                yield key, f"{name} has the key {key!r}; it must be {wanted}"
    yield from _check_single(table)


def _check_single(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    since = table.get("gregorian_from", "1582-10-15")
    if not _is_day(_WHOLE_DAY.fullmatch(since)):
        yield "gregorian_from", f"gregorian_from must be a day (1582-10-15), not {since!r}"
    for words in table.get("year_words", ()):
        if not words or not words[0].isdigit():
            yield "year_words", 'each list of year_words must begin with a number in quotes (["1000", "millesim~"])'
    if any(len(letter) != 1 for letter in table.get("prefixes", ())):
        yield "prefixes", "prefixes must be single letters"
