"""Anchors of decisions, of every script: what is proposed for a place finds this place alone."""

import unicodedata

from hypothesis import assume, example, given
from hypothesis import strategies as st

from edition.model.anchor import Anchor, SearchedText, fold, shortest_anchor

LETTERS = "ab Ab  .,'\n\t-–“”\"ſée\u0301ßﬁ語ひらกำกַבתاللهक्षत가강𐌰Жж½\u00a0"
texts = st.text(alphabet=LETTERS, max_size=60) | st.text(max_size=40)


def wide(text: str) -> str:
    """The text with all white space made wider."""
    return "".join("\n \t" if c.isspace() else c for c in text)


@given(texts, st.data())
@example("ab ab ab ab ab ab", None)
def test_the_anchor_of_a_place_finds_that_place_alone(text: str, data: st.DataObject | None) -> None:
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1)) if data else 6
    end = data.draw(st.integers(start + 1, len(text))) if data else 8
    words = text[start:end].strip()
    assume(words)
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    searched = SearchedText(text)
    anchor = shortest_anchor(searched, start, end)
    found = searched.exact(anchor)
    assert [(p.start, p.end) for p in found] == [(first, first + len(words))]


@given(texts, texts)
def test_words_are_found_whatever_white_space_is_between_them(words: str, around: str) -> None:
    assume(words.strip())
    text = f"{around}. {wide(words)} .{around}"
    assert SearchedText(text).exact(Anchor(words, ". ", " ."))


@given(texts)
def test_a_text_in_another_case_and_with_other_marks_is_found_when_folded(words: str) -> None:
    assume(fold(words).strip())
    changed = unicodedata.normalize("NFC", words.upper().replace('"', "«").replace("-", "—"))
    assume(fold(changed) == fold(words))
    text = f"… {changed} …"
    found = SearchedText(text).folded(Anchor(words, "… ", " …"))
    assert [fold(text[p.start : p.end]).split() for p in found] == [fold(words).split()]


@given(texts, texts)
def test_a_place_lies_in_the_text_and_has_the_words(text: str, words: str) -> None:
    searched = SearchedText(text)
    for place in (*searched.exact(Anchor(words), 9), *searched.folded(Anchor(words), 9)):
        assert 0 <= place.start < place.end <= len(text)
        assert "".join(fold(text[place.start : place.end]).split()) == "".join(fold(words).split())
