"""The tokeniser on every text: nothing is lost, nothing is white space, a part has the tokens of the whole."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.collation.tokens.normalize import normalize
from edition.model.tokens import WordSigns, token_spans
from edition.project.languages import Languages

#: Letters and signs that tokenisers trip over, of many scripts.
HARD = (
    "ab'’‘‚\"”„.!?- \n\u00ad\u0301\u02bc\u1fbd\u1fbfἀλσςρὶά\u0345δ"
    "אבץ׳״\u05b8־በ፡ቃ።་བ།༌เกาำะ่ເກາကျွန်္တខ្មែ។字「」。क्त्ि।॥ـبٱ؟𐤀𒀀"
)
SIGNS = st.sampled_from([WordSigns(), WordSigns(elisions="'’"), WordSigns(stops=";·")])
TEXTS = st.text(st.sampled_from(HARD)) | st.text()


@given(TEXTS, SIGNS)
def test_tokens_and_white_space_are_the_text(text: str, signs: WordSigns) -> None:
    spans = token_spans(text, signs=signs)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(not text[a:b].strip() for a, b in zip(ends, starts, strict=True))
    assert all(start < end and not re.search(r"\s", text[start:end]) for start, end in spans)


@given(TEXTS, TEXTS, SIGNS)
def test_a_part_has_the_tokens_of_the_whole(one: str, other: str, signs: WordSigns) -> None:
    quotes = str.maketrans("", "", "‘‚‛'")  # a quotation that is open at the end of a part is closed in another one
    one, other = one.translate(quotes), other.translate(quotes)
    shift = len(one) + 1
    parts = [*token_spans(one, signs=signs), *((a + shift, b + shift) for a, b in token_spans(other, signs=signs))]
    assert token_spans(f"{one} {other}", signs=signs) == parts


def test_every_character_of_unicode_stands_in_one_token() -> None:
    text = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) != "Cs")
    found = "".join(text[a:b] for a, b in token_spans(text))
    assert found == re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", sorted(one.tag for one in Languages().all))
def test_a_token_has_a_norm_without_white_space(language: str) -> None:
    signs = Languages().of(language).words
    text = " ".join(HARD) + HARD
    assert all(
        norm and norm == norm.strip() for a, b in token_spans(text, signs=signs) for norm in [normalize(text[a:b])]
    )
