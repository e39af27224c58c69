"""Tokens and sentences of many scripts: elision, geresh, written spaces, clusters, the ends of sentences."""

import re
import unicodedata

import pytest

from edition.model.tokens import WordSigns, begins_sentence, token_spans
from edition.project.languages import Languages

APOSTROPHES = WordSigns(elisions="'’")


def tokens(text: str, signs: WordSigns = APOSTROPHES) -> list[str]:
    return [text[start:end] for start, end in token_spans(text, signs=signs)]


@pytest.mark.parametrize("mark", ["\u2019", "\u1fbd", "\u1fbf", "\u02bc", "'"])
def test_in_greek_a_mark_of_elision_belongs_to_its_word(mark: str) -> None:
    assert tokens(f"ἀλλ{mark} ἐγώ, τίς δ{mark};", WordSigns()) == [f"ἀλλ{mark}", "ἐγώ", ",", "τίς", f"δ{mark}", ";"]
    assert tokens(f"ἄλγε{mark} ἔχω", WordSigns()) == [f"ἄλγε{mark}", "ἔχω"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_two_words_of_greek_with_a_mark_between_them_are_two(form: str) -> None:
    text = unicodedata.normalize(form, "ἄλγε’ἔχω δ’ἀλλά")
    assert [unicodedata.normalize("NFC", t) for t in tokens(text)] == ["ἄλγε’", "ἔχω", "δ’", "ἀλλά"]


def test_the_end_of_a_quotation_in_greek_is_no_elision() -> None:
    assert tokens("‘λόγος’ εἶπε") == ["‘", "λόγος", "’", "εἶπε"]
    assert tokens("‘ἀλλ’ ἐγώ’ ἔφη") == ["‘", "ἀλλ’", "ἐγώ", "’", "ἔφη"]
    assert tokens("'ὅσ' ἔχω' ἔφη") == ["'", "ὅσ'", "ἔχω", "'", "ἔφη"]


def test_where_the_language_says_so_an_apostrophe_at_the_end_is_of_the_word() -> None:
    assert tokens("l’ homme dit ‘oui’") == ["l’", "homme", "dit", "‘", "oui", "’"]
    assert tokens("un po' di", WordSigns()) == ["un", "po", "'", "di"]
    assert tokens("un po' di 'si'", Languages().of("it").words) == ["un", "po'", "di", "'", "si", "'"]


def test_english_words_keep_their_tokens() -> None:
    text = "The Bolsheviks’ end, ’tis ‘said’ by 'em."
    bare = re.findall(r"\w+|[^\w\s]", text)
    assert tokens(text, Languages().of("en").words) == bare


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("תרצ״ו", ["תרצ״ו"]),
        ('צה"ל', ['צה"ל']),
        ("א׳ ב' ג'ורג'", ["א׳", "ב'", "ג'ורג'"]),
        ('"שלום" אמר', ['"', "שלום", '"', "אמר"]),
        ("'שלום' אמר", ["'", "שלום", "'", "אמר"]),
        ("בית־ספר", ["בית", "־", "ספר"]),
        ("በቀዳሚሁ፡ቃል፡ውእቱ።", ["በቀዳሚሁ፡", "ቃል፡", "ውእቱ", "።"]),
        ("བཀྲ་ཤིས།", ["བཀྲ་", "ཤིས", "།"]),
        ("ภาษา", ["ภา", "ษา"]),
        ("เด็กน้ำ", ["เด็", "ก", "น้ำ"]),
        ("ພາສາ", ["ພາ", "ສາ"]),
        ("သတ္တ", ["သ", "တ္တ"]),
        ("ភាសាខ្មែរ", ["ភា", "សា", "ខ្មែ", "រ"]),
        ("रामः। सीता॥", ["रामः", "।", "सीता", "॥"]),
        ("وبالكتاب، نعم؟", ["وبالكتاب", "،", "نعم", "؟"]),
    ],
)
def test_words_and_signs_of_other_scripts(text: str, expected: list[str]) -> None:
    assert tokens(text, WordSigns()) == expected


@pytest.mark.parametrize(
    ("language", "before", "is_apart", "after", "begins"),
    [
        ("grc", "·", True, "ἦν", True),
        ("grc", ";", True, "ἦν", True),
        ("en", ";", True, "Then", False),
        ("de", "·", True, "Dann", False),
        ("cu", ";", True, "бѣ", True),
        ("sa", "॥", True, "सीता", True),
        ("zh", "。", False, "子", True),
        ("zh", "。", False, "」", False),
        ("ar", "؟", True, "قال", True),
        ("hy", "։", True, "Եւ", True),
        ("hy", "։", True, "եւ", False),
        ("gez", "።", False, "ወቃል", True),
        ("he", "׃", True, "והארץ", True),
        ("syr", "܀", True, "ܘ", True),
        ("en", ".", False, "Then", False),
    ],
)
def test_the_signs_that_end_a_sentence(language: str, before: str, is_apart: bool, after: str, begins: bool) -> None:
    stops = Languages().of(language).words.stops
    assert begins_sentence(["a", "word", before, after], 3, is_apart=is_apart, stops=stops) is begins
