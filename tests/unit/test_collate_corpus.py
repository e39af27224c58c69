import pytest

from edition.collation.tokens.corpus import Corpus


def test_offsets_give_the_words_back() -> None:
    corpus = Corpus()
    corpus.add_text("A", " The end,\n the End. ")
    spans = zip(corpus.starts[0].tolist(), corpus.ends[0].tolist(), strict=True)
    assert [corpus.texts[0][s:e] for s, e in spans] == ["The", "end", ",", "the", "End", "."]
    assert corpus.keys[0].tolist()[:2] == corpus.keys[0].tolist()[3:5]
    assert corpus.forms[0][0] != corpus.forms[0][3]


def test_an_editor_says_which_words_are_the_same_in_one_witness() -> None:
    corpus = Corpus()
    corpus.add_text("A", "Jury sat", ["yuri", "sat"])
    corpus.add_text("B", "Yuri sat; the jury")
    assert corpus.keys[0].tolist() == corpus.keys[1].tolist()[:2]
    assert corpus.keys[1][4] != corpus.keys[0][0]


def test_tokens_made_elsewhere_get_a_text() -> None:
    corpus = Corpus()
    corpus.add_tokens("A", ["arma", "uirum,", "que"], ["arma", "virum", ""])
    assert corpus.texts == ["arma uirum, que"]
    assert [corpus.key_names[k] for k in corpus.keys[0].tolist()] == ["arma", "virum", "que"]
    assert (corpus.starts[0].tolist(), corpus.ends[0].tolist()) == ([0, 5, 12], [4, 11, 15])


def test_a_siglum_stands_for_one_witness() -> None:
    corpus = Corpus()
    corpus.add_text("A", "x")
    with pytest.raises(ValueError, match="two witnesses have the siglum A"):
        corpus.add_text("A", "y")
    with pytest.raises(ValueError, match="2 tokens have 1 norms"):
        corpus.add_tokens("B", ["x", "y"], ["x"])
