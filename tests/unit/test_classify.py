"""How a reading departs from the lemma: the first kind that applies, and further ones."""

import pytest

from edition.collate.classify import classify
from edition.collate.normalize import normal
from edition.collate.tokenize import token_spans
from edition.model import ReadingKind as K


def kinds(lemma: str, reading: str) -> tuple[K, ...]:
    """The kind, then the further ones."""
    words = [[text[a:b] for a, b in token_spans(text)] for text in (lemma, reading)]
    first, more = classify(words[0], words[1], normal)
    return (first, *more)


@pytest.mark.parametrize(
    ("lemma", "reading", "expected"),
    [
        ("the end", "the end.", (K.PUNCTUATION,)),
        ("end,", "end;", (K.PUNCTUATION,)),
        (",", "—", (K.PUNCTUATION,)),
        ("“guilty”", '"guilty"', (K.PUNCTUATION,)),
        ("12", "12.", (K.PUNCTUATION,)),
        ("the Court", "the court", (K.CAPITALISATION,)),
        ("the Court,", "the court.", (K.PUNCTUATION, K.CAPITALISATION)),
        ("colour", "color", (K.SPELLING,)),
        ("Zinoviev", "Zinovyev", (K.SPELLING,)),
        ("résumé", "resume", (K.SPELLING,)),
        ("4 May", "14 May", (K.FACTUAL,)),
        ("in 1936", "in 1938", (K.FACTUAL,)),
        ("3 men", "4 women", (K.FACTUAL,)),
        ("1936", "1936–38", (K.FACTUAL,)),
        ("at dawn", "dawn at", (K.WORD_ORDER,)),
        ("May 4, 1936", "4 May 1936", (K.WORD_ORDER,)),
        ("the rope", "the old rope", (K.ADDITION,)),
        ("", "rope", (K.ADDITION,)),
        ("", ",", (K.ADDITION,)),
        ("rope", "", (K.OMISSION,)),
        (",", "", (K.OMISSION,)),
        ("the old rope", "the rope", (K.SUBSTITUTION, K.OMISSION)),
        ("dawn", "dusk", (K.SUBSTITUTION,)),
        ("a", "b", (K.SUBSTITUTION,)),
        ("sixteen", "16 men", (K.SUBSTITUTION,)),
        ("was not guilty", "was guilty", (K.SUBSTITUTION, K.OMISSION)),
        ("possible", "impossible", (K.SUBSTITUTION,)),
    ],
)
def test_the_first_kind_that_applies(lemma: str, reading: str, expected: tuple[K, ...]) -> None:
    assert kinds(lemma, reading) == expected


@pytest.mark.parametrize(
    ("lemma", "reading", "expected"),
    [
        pytest.param("Straße", "Strasse", (K.SPELLING,), id="sharp s is a letter, no capital"),
        pytest.param("Zinoviev–Kamenev", "ZinovievKamenev", (K.PUNCTUATION,), id="a dash that was lost"),
        pytest.param("co-operate", "cooperate", (K.PUNCTUATION,), id="a hyphen"),
        pytest.param("don’t", "don't", (K.PUNCTUATION,), id="another apostrophe"),
    ],
)
def test_signs_within_words(lemma: str, reading: str, expected: tuple[K, ...]) -> None:
    assert kinds(lemma, reading) == expected


def test_a_number_is_never_a_spelling_of_another() -> None:
    for number in (1936, 12345, 100000):
        assert kinds(str(number), str(number + 1)) == (K.FACTUAL,)


@pytest.mark.parametrize("word", ["rope", "Ropes", "don't", "1936", "道", "é"])
def test_case_and_marks_never_make_a_substantive_difference(word: str) -> None:
    for other in (f"{word}.", f"“{word}”", f"{word.upper()},"):
        if other != word:
            assert kinds(word, other)[0] in (K.PUNCTUATION, K.CAPITALISATION), other
