"""Markdown: what becomes text, and that every character of the file is accounted for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extractions import of_kind, words

from edition.model import Kind, Rule
from edition.readers.extract import Extraction, extract
from edition.readers.markdown import read_markdown
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASE = Path(__file__).parent.parent / "cases" / "readers" / "markdown" / "A.md"


def read(text: str, **options: str) -> Extraction:
    made = read_markdown(SourceFile("A", "A.md", text.encode()), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    extraction = extract(made)
    assert joined(extraction) == text
    return extraction


def joined(made: Extraction) -> str:
    at = 0
    for place, text in sorted(made.covered):
        assert place.offset == at
        at += len(text)
    return "".join(text for _, text in sorted(made.covered))


def left_out(made: Extraction, rule: Rule) -> list[str]:
    return [one.source for one in made.left_out if one.rule is rule]


def test_the_case_of_a_ferry() -> None:
    made = read(CASE.read_text("utf-8"))
    assert words(made, Kind.HEADING) == ["The Ferry"]
    assert words(made, Kind.PARAGRAPH) == ["She rowed hard.\nThen she slept.", "A quotation."]
    assert [n.get("rend") for n in of_kind(made, Kind.EMPHASIS)] == ["italic", "bold"]
    assert words(made, Kind.CELL) == ["oar", "wet", "mill", "dry"]
    assert [n.get("role") for n in of_kind(made, Kind.ROW)] == ["label", ""]
    assert words(made, Kind.NOTE) == ["As they say."]
    assert left_out(made, Rule.COMMENT) == ["<!-- ask Tom -->"]
    assert not any(c.isalnum() for one in left_out(made, Rule.MARKUP) for c in one.replace("1", ""))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a *b* __c__ ~~d~~", "a b c d"), ("a `b *c*` ``d ` e``", "a b *c* d ` e"), ("\\*a\\* 1\\. \\x", "*a* 1. \\x"),
        ("&eacute; &#8212; &nosuch;", "é — &nosuch;"), ('[a *b*](http://x.org/a_(b) "t")', "a b"),
        ("![alt *x*](y.png) z", "z"), ("<http://x.org>", "http://x.org"), ("a <b>c</b> <br> d", "a c\nd"),
        ("[a] [b][c] [c][]\n\n[c]: http://x.org", "[a] b c"), ("a  \nb\\\nc\nd", "a\nb\nc d"), ("a*b *c", "a*b *c"),
        ("# A #\n", "A"), ("A\n===", "A"), ("## A {#id .x}", "A"), ("a\n* * *\nb", "a\n\n* * *\n\nb"),
        ("5 * 3_a_b", "5 * 3_a_b"),
        ("- [x] a\n- [ ] b", "a\nb"), ("> a\nb", "a b"), ("```x\na *b*\n```", "a *b*"), ("    a\n\tb", "a\nb"),
        ("[^x] a", "[^x] a"), ("a^[b", "a^[b"), ("<div>\n*a*\n</div>", "*a*"), ("a | b", "a | b"), ("a\n\n\n", "a"),
        ("```\na", "a"), ("> ```\n> a\n> b", "a\nb"), ("> <b>x\n> y</b>", "x y"), ("[a](<b c> 'd')", "a"),
    ],
)  # fmt: skip
def test_words_without_their_signs(written: str, kept: str) -> None:
    assert read(written).text == f"{kept}\n"


def test_what_is_left_out_has_its_rule() -> None:
    made = read(
        '---\ntitle: t\n---\n\n[a](http://x.org "u") ![v](w.png) <!-- c -->\n\n[r]: http://y.org\n<script>s</script>\n'
    )
    assert left_out(made, Rule.METADATA) == ["---\ntitle: t\n---\n", "s"]
    assert left_out(made, Rule.LINK_TARGET) == ["http://x.org", "w.png", "http://y.org"]
    assert left_out(made, Rule.PICTURE) == ["v"]
    assert left_out(made, Rule.COMMENT) == ["<!-- c -->"]
    assert [n.get("target") for n in of_kind(made, Kind.LINK)] == ["http://x.org"]


def test_notes_with_several_lines_in_the_line_and_without_mark() -> None:
    made = read("A[^x] b^[in *it*] c[^x].\n\n[^x]: One\n    two\n\n    three\n[^y]: None.\n\nEnd.\n")
    assert made.text.startswith("A b c.\n\nNone.\n\nEnd.\n")
    assert words(made, Kind.NOTE) == ["One two\nthree", "in it"]
    assert [n.get("n") for n in of_kind(made, Kind.NOTE_MARK)] == ["x", "2", "x"]


def test_lists_and_their_numbers() -> None:
    made = read("3. a\n4. b\n   - c\n\n     d\n\n- e")
    assert [n.get("n") for n in of_kind(made, Kind.ITEM)] == ["3", "4", "", ""]
    assert words(made, Kind.ITEM) == ["a", "b", "c\nd", "e"]


def test_tables_with_escaped_bars_and_missing_cells() -> None:
    made = read("| a\\|b | *c* |\n|---|:-:|\n| d |\n\n> | e |\n> |---|\n> | f |\n")
    assert words(made, Kind.CELL) == ["a|b", "c", "d", "", "e", "f"]


def test_verses() -> None:
    made = read("| One\n|   two\n|\n| three *x*\n")
    assert words(made, Kind.VERSE) == ["One", "two", "three x"]
    assert words(made, Kind.STANZA) == ["One\ntwo", "three x"]
    assert words(read("a  \nb\n\nc", lines="verse"), Kind.VERSE) == ["a", "b", "c"]


def test_nothing_is_lost_however_deep_it_stands() -> None:
    for sign in ("> ", "- ", "*a ", "[", "1. "):
        assert "deep" in read(sign * 150 + "deep\n").text


PIECES = [
    *("a", "b c", "\n", "\n\n", " ", "    ", "# ", "> ", "- ", "1. ", "*", "**", "_", "`", "```\n", "[", "]", "(", ")"),
    *("[^x]", "[^x]: ", "^[", "| ", "|---|\n", "<b>", "</b>", "<!--", "-->", "<div>\n", "&amp;", "\\", "~~", "---\n"),
    *("[r]: /u\n", "===\n", "\t", "é", "<x", "{#i}", "<http://y>", '"', "!", "  \n", "1\n", "<p>", "\\|", "| a |\n"),
]  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_every_character_is_accounted_for(pieces: list[str]) -> None:
    made = read("x\n\n" + "".join(pieces))
    lost = [
        one for one in left_out(made, Rule.MARKUP) if "a" in one and not one.strip().startswith(("<", "```", "~~~"))
    ]
    assert not lost
