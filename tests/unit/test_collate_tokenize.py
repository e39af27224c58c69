import re
import unicodedata

import pytest

from edition.collation.tokens.normalize import normalize
from edition.model.tokens import token_spans


def tokens(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t stop, now.", ["Don’t", "stop", ",", "now", "."]),
        ("l'homme d'État", ["l'homme", "d'État"]),
        ("'tis the Bolsheviks' end", ["'", "tis", "the", "Bolsheviks", "'", "end"]),
        ("1936–38: U.S.", ["1936", "–", "38", ":", "U", ".", "S", "."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_and_signs_are_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_a_decomposed_letter_does_not_cut_a_word() -> None:
    text = unicodedata.normalize("NFD", "l'été où")
    assert [unicodedata.normalize("NFC", t) for t in tokens(text)] == ["l'été", "où"]


def test_scripts_without_spaces_give_a_token_a_letter() -> None:
    assert tokens("道可道，非") == ["道", "可", "道", "，", "非"]
    assert tokens("ที่นี่") == ["ที่", "นี่"]
    assert tokens("か\u3099き") == ["か\u3099", "き"]


def test_scripts_with_vowel_signs_keep_their_words() -> None:
    assert tokens("हिन्दी भाषा") == ["हिन्दी", "भाषा"]
    assert tokens("בְּרֵאשִׁית בָּרָא") == ["בְּרֵאשִׁית", "בָּרָא"]
    assert tokens("Mos\u00adcow") == ["Mos\u00adcow"]


def test_no_token_holds_white_space_and_nothing_else_is_left_out() -> None:
    text = "".join(map(chr, range(0x20, 0x3200)))
    assert not any(re.search(r"\s", t) for t in tokens(text))
    assert "".join(tokens(text)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Été", "ete"),
        ("“", '"'),
        ("don’t", "Don't"),
        ("–", "-"),
        ("ﬁn", "fin"),
        ("Straße", "STRASSE"),
        ("Mos\u00adcow", "Moscow"),
        ("ὁ", "ο"),
        ("word,", "word"),
        ("كتـاب", "كتاب"),
        ("ٱلله", "الله"),
        ("λόγοϲ", "λόγος"),
        ("δ᾿", "δ᾽"),
        ("ቃል፡", "ቃል"),
        ("བཀྲ་", "བཀྲ"),
    ],
)
def test_two_spellings_have_one_normal_form(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("ที่", "ที"), (".", ","), ("हि", "ह")])
def test_other_letters_have_other_normal_forms(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


def test_a_normal_form_is_never_empty() -> None:
    assert all(normalize(chr(c)) for c in range(0x21, 0x3200))
