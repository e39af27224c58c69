"""Where quoted words stand: exactly, or but for case, accents and marks; never inside other words."""

import tomllib

import pytest

from edition.model.anchor import Anchor, SearchedText, shortest_anchor, toml_of

TEXT = "The ferry was old. The  Ferry was “new”, and the ferry-man rested.\nThe Cafe\u0301 of the ﬁnal; the ferries."


def words(anchor: Anchor, text: str = TEXT) -> tuple[list[str], list[str]]:
    searched = SearchedText(text)
    return tuple(
        [text[p.start : p.end] for p in found] for found in (searched.exact(anchor, 9), searched.folded(anchor, 9))
    )


@pytest.mark.parametrize(
    ("anchor", "exact", "folded"),
    [
        (Anchor("ferry", "The ", " was old"), ["ferry"], ["ferry"]),
        (Anchor("the ferry", suffix=' was "new"'), [], ["The  Ferry"]),
        (Anchor("ferry"), ["ferry", "ferry"], ["ferry", "Ferry", "ferry"]),
        (Anchor("erry"), [], []),  # a part of a word
        (Anchor("erry", "f", "-"), ["erry"], ["erry"]),  # but where the quotation has the rest of it
        (Anchor("rested. The"), ["rested.\nThe"], ["rested.\nThe"]),
        (Anchor("Cafe"), [], ["Cafe\u0301"]),
        (Anchor(" was old"), ["was old"], ["was old"]),
        (Anchor("f", " ", "nal"), [], []),  # half of a ligature is none of its letters
        (Anchor(" \n"), [], []),
        (Anchor("ferry", nth=2), ["ferry"], ["Ferry"]),
        (Anchor("ferry", nth=7), [], []),
    ],
)
def test_words_are_found_between_their_neighbours(anchor: Anchor, exact: list[str], folded: list[str]) -> None:
    assert words(anchor) == (exact, folded)


def test_marks_that_make_another_letter_are_not_folded_away() -> None:
    assert words(Anchor("か", "", "く"), "がく かく") == (["か"], ["か"])
    assert words(Anchor("कत"), "क्त कत") == (["कत"], ["कत"])
    assert words(Anchor("하"), "한글 하늘") == ([], [])
    assert words(Anchor("भात", "x"), "भात") == ([], [])


def test_words_without_spaces_between_them_are_found() -> None:
    assert words(Anchor("語る"), "物語を語る人") == (["語る"], ["語る"])


def test_an_anchor_has_no_more_context_than_it_needs() -> None:
    searched = SearchedText(TEXT)
    assert shortest_anchor(searched, 14, 17) == Anchor("old")
    assert shortest_anchor(searched, 4, 9) == Anchor("ferry", "The ")
    assert shortest_anchor(SearchedText("a b " * 400), 400, 401) == Anchor("a", "b ", " b", nth=100)


@pytest.mark.parametrize("text", ['the "old" gate', "a\nb \\ 'c' \"d\"", "tab\t and \u200b and \U000e0001", "it's"])
def test_a_block_for_the_file_gives_the_words_back(text: str) -> None:
    read = tomllib.loads(toml_of(Anchor(text, text, "", 3)))
    assert read == {"exact": text, "prefix": text, "nth": 3}
