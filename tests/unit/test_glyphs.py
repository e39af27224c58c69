"""Letters that no font has are named so that an editor can find them, and find a font."""

import re
import unicodedata
from pathlib import Path

import pytest

from edition.publish.print.glyphs import MOST_NAMED, describe, fonts_for, letters_of, say_how_to_get_fonts, unescape
from edition.publish.print.pdf import report_private_letters
from edition.publish.print.typeset import Job, NoGlyphError, typeset


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (r"\u{e670}", "\ue670"),
        (r"\u{670}", "\u0670"),
        (r"\u{10fffd}", "\U0010fffd"),
        (r"a\u{301}b", "a\u0301b"),
        (r"\\u{670}", r"\u{670}"),
        (r"\"", '"'),
        (r"\'", "'"),
        (r"\n", "\n"),
        ("\u6e90", "\u6e90"),
    ],
)
def test_a_literal_of_the_typesetter_is_read(literal: str, text: str) -> None:
    assert unescape(literal) == text


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("\u6e90", "\u6e90 (U+6E90 CJK UNIFIED IDEOGRAPH-6E90)"),
        ("\u0670", "\u25cc\u0670 (U+0670 ARABIC LETTER SUPERSCRIPT ALEF)"),
        ("\ue670", "U+E670 a private-use letter"),
        ("\U0001f600", "\U0001f600 (U+1F600 GRINNING FACE)"),
        ("\u200d", "U+200D ZERO WIDTH JOINER"),
    ],
)
def test_a_letter_is_named_by_number_and_name(letter: str, said: str) -> None:
    assert describe(letter) == said


@pytest.mark.parametrize(
    ("letter", "family"),
    [
        ("ARABIC LETTER BEH", "Noto Naskh Arabic"),
        ("CANADIAN SYLLABICS E", "Noto Sans Canadian Aboriginal"),
        ("COMBINING OVERLINE", "Noto Serif"),
        ("DEVANAGARI LETTER KA", "Noto Serif Devanagari"),
        ("ETHIOPIC SYLLABLE HA", "Noto Serif Ethiopic"),
        ("GRINNING FACE", "Noto Emoji"),
        ("HANGUL SYLLABLE GA", "Noto Serif CJK"),
        ("HIRAGANA LETTER A", "Noto Serif CJK"),
        ("NKO LETTER A", "Noto Sans NKo"),
        ("OLD ITALIC LETTER A", "Noto Sans Old Italic"),
        ("SYRIAC LETTER ALAPH", "Noto Sans Syriac"),
        ("THAANA LETTER HAA", "Noto Sans Thaana"),
        ("WHITE CHESS KING", "Noto Sans Symbols 2"),
    ],
)
def test_a_font_is_named_by_script(letter: str, family: str) -> None:
    assert fonts_for([unicodedata.lookup(letter)]) == (family,)


def test_private_letters_have_no_font_that_everybody_has() -> None:
    assert "private-use" in fonts_for(["\ue670"])[0]


@pytest.mark.parametrize(
    ("letters", "said", "unsaid"),
    [
        ("\ue670\ue8bf", "2 private-use letters", "Debian"),
        ("\U0003fff0", "1 letter newer than this program", "Noto"),
        ("\U0001d11e", "Noto Music", "Symbols"),
        ("\U0001f3fd", "Noto Emoji", "Symbols"),
        ("\U0001d504", "Noto Sans Math", "Symbols"),
    ],
)
def test_what_to_do_is_said_of_letters_of_any_kind(letters: str, said: str, unsaid: str) -> None:
    told = say_how_to_get_fonts(letters)
    assert told.startswith("put a font that has them")
    assert said in told
    assert unsaid not in told


def test_each_letter_is_named_once_and_blanks_are_not() -> None:
    assert letters_of(["\u6e90\u6cc9", " ", "\u6cc9", "a\u0670"]) == ("\u6e90", "\u6cc9", "\u0670")
    assert letters_of([" "]) == (" ",)


def test_a_text_in_a_script_that_ours_lack_does_not_name_thousands() -> None:
    letters = [chr(0x4E00 + i) for i in range(MOST_NAMED + 3)]
    assert str(NoGlyphError(letters)).endswith(" and 3 more")
    assert str(NoGlyphError(letters)).count("U+") == MOST_NAMED


@pytest.mark.parametrize(("words", "level"), [("Li rois fu.", "A"), ("Li rois \uf1a7 fu.", "U")])
def test_a_book_with_private_letters_promises_no_more_than_it_may(words: str, level: str, tmp_path: Path) -> None:
    (tmp_path / "book.xml").write_text(f"<b>{words}</b>", encoding="utf-8")
    (tmp_path / "x.typ").write_text('#set document(title: "T")\nWords. #metadata((a: 1))<report>\n', encoding="utf-8")
    typeset(Job(str(tmp_path), "x.typ", {"data": "book.xml"}, str(tmp_path / "x.pdf")))
    said = re.search(rb"pdfaid:conformance>(\w)<", (tmp_path / "x.pdf").read_bytes())
    assert said is not None
    assert said[1].decode() == level


def test_private_letters_of_a_book_are_told() -> None:
    assert list(report_private_letters("<b>Li rois fu.</b>")) == []
    (found,) = report_private_letters("<b>Li \uf1a7 rois \ue476\uf1a7</b>")
    assert found.code == "E521"
    assert found.message.count("a private-use letter") == 2
    assert found.message.index("U+E476") < found.message.index("U+F1A7")
