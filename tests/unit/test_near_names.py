"""The nearest of many names is the one that difflib finds, though most names are passed over without a comparison."""

import random
from difflib import get_close_matches

import pytest

from edition.validate.message_text import find_nearest

NAMES = (
    "abbr",
    "address",
    "app",
    "bibl",
    "body",
    "cell",
    "choice",
    "corr",
    "date",
    "div",
    "fileDesc",
    "graphic",
    "head",
    "hi",
    "item",
    "lem",
    "lg",
    "list",
    "listBibl",
    "listPerson",
    "measure",
    "msDesc",
    "note",
    "orgName",
    "persName",
    "placeName",
    "publicationStmt",
    "publisher",
    "quote",
    "rdg",
    "rdgGrp",
    "ref",
    "reg",
    "row",
    "sic",
    "sourceDesc",
    "speaker",
    "table",
    "teiHeader",
    "title",
    "titleStmt",
    "witness",
)


def test_misspelt_names_find_what_difflib_finds() -> None:
    chance = random.Random("near names")
    compared = 0
    for _ in range(600):
        letters = list(chance.choice(NAMES))
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(letters) + 1)
            letters[at : at + chance.randint(0, 1)] = chance.choice(["", "a", "e", "N", "é", "ss"])
        word = "".join(letters)
        if len(word) > 1 and word.casefold() not in {name.casefold() for name in NAMES}:
            compared += 1
            assert find_nearest(word, NAMES) == next(iter(get_close_matches(word, NAMES, 1, 0.65)), ""), word
    assert compared > 400


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("teiheader", "teiHeader"),
        ("PERSNAME", "persName"),
        ("persNames", "persName"),
        ("x", ""),
        ("", ""),
        ("qqqq", ""),
    ],
)
def test_capitals_count_least_and_what_is_unlike_is_not_proposed(word: str, name: str) -> None:
    assert find_nearest(word, NAMES) == name
