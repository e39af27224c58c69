"""The tokeniser, the sentence rule and the folding that all packages share."""

import pytest

from edition.export.segmentation import _TOKEN as EXPORTED
from edition.model.tokens import begins_sentence, fold, token_spans, word_spans


def test_a_stretch_of_a_text_has_the_offsets_of_the_text() -> None:
    assert token_spans("One two, three", start=4, end=8) == [(4, 7), (7, 8)]
    assert word_spans("One two, three", 3, 10) == [(4, 7), (9, 10)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The show-trial of 1,000", ["The", "show-trial", "of", "1,000"]),
        ("U.S.A. and e.g. 10:30.", ["U.S.A.", "and", "e.g.", "10:30", "."]),
        ("so\u00ad viet", ["so\u00ad", "viet"]),
        ("道可", ["道可"]),
    ],
)
def test_exports_keep_hyphens_numbers_and_abbreviations_whole(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in token_spans(text, EXPORTED)] == expected


@pytest.mark.parametrize(
    ("before", "word", "begins"),
    [
        (["end", "."], "The", True),
        (["end", "."], "the", False),
        (["end", "?", "»", ")"], "The", True),
        (["end", ","], "The", False),
        (["J", "."], "Smith", False),
        (["I", "?"], "He", True),
        (["etc", "."], "The", False),
        (["."], "The", True),
    ],
)
def test_where_a_sentence_begins(before: list[str], word: str, begins: bool) -> None:
    assert begins_sentence([*before, word], len(before), abbreviations={"etc"}) is begins


def test_every_difference_that_folding_removes_can_be_kept() -> None:
    form = "“Ｂroué’s\u00ad–ﬁ”"
    nothing = {"signs": False, "compatibility": False, "case": False, "accents": False}
    assert fold(form) == '"broue\'s-fi"'
    assert fold(form, **nothing) == "“Ｂroué’s–ﬁ”"
    assert fold(form, **(nothing | {"signs": True})) == '"Ｂroué\'s-ﬁ"'
    assert fold(form, **(nothing | {"case": True})) == "“ｂroué’s–fi”"
    assert fold(form, **(nothing | {"accents": True})) == "“Ｂroue’s–ﬁ”"
