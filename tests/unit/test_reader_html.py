"""HTML pages: what becomes text, and that every character of the page is accounted for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extractions import of_kind, words

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.extract import Extraction, extract
from edition.readers.html import decode_page, read_html
from edition.readers.html_nesting import MAX_DEPTH
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASE = Path(__file__).parent.parent / "cases" / "readers" / "html-saved-page" / "A.html"


def source_of(page: str | bytes, encoding: str = "") -> SourceFile:
    return SourceFile("A", "A.html", page if isinstance(page, bytes) else page.encode(), encoding)


def read(page: str | bytes, encoding: str = "", **options: str) -> Extraction:
    made = read_html(source_of(page, encoding), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(page: str, **options: str) -> str:
    made = read_html(source_of(page), ReaderOptions(**options))
    assert isinstance(made, Refusal)
    return made.why


def left_out(made: Extraction, rule: Rule) -> list[str]:
    return [one.source for one in made.left_out if one.rule is rule]


def joined(made: Extraction) -> str:
    at = 0
    for place, text in sorted(made.covered):
        assert place.offset == at
        at += len(text)
    return "".join(text for _, text in sorted(made.covered))


def test_the_case_of_a_saved_page() -> None:
    made = read(CASE.read_bytes())
    assert made.text == "Oars\n\nAnn said: Row — now\nand rowed.\n"
    assert words(made, Kind.HEADING) == ["Oars"]
    assert words(made, Kind.QUOTED) == ["Row — now"]
    assert [n.get("unit") for n in of_kind(made, Kind.BREAK)] == ["line"]
    assert left_out(made, Rule.METADATA) == ["Oars | My Site", "p{color:red}", 'var x="Row";']
    assert left_out(made, Rule.NAVIGATION) == ["Home", "All texts", "Made in spring"]
    assert left_out(made, Rule.LINK_TARGET) == ["/", "/x"]
    assert [f.code for f in made.findings] == ["E340"]
    assert joined(made) == CASE.read_text("utf-8")


def test_ends_that_nobody_wrote() -> None:
    made = read("<p>One<p>Two<ul><li>a<li>b<ul><li>c</ul><li>d</ul><dl><dt>T<dd>D<dt>U</dl><h1>H<p>Three")
    assert words(made, Kind.PARAGRAPH) == ["One", "Two", "Three"]
    assert words(made, Kind.ITEM) == ["a", "b", "c", "d", "T", "D", "U"]
    assert [n.get("level") for n in of_kind(made, Kind.ITEM)] == ["", "", "2", "", "", "", ""]


def test_tables_without_ends_and_with_headings() -> None:
    made = read("<table><caption>C<tr><th>a<th>b<tr><td>1<td><table><tr><td>x</table><td>2</table>")
    assert words(made, Kind.CAPTION) == ["C"]
    assert words(made, Kind.CELL) == ["a", "b", "1", "x", "2"]
    assert [n.get("role") for n in of_kind(made, Kind.ROW)] == ["label", ""]
    assert words(read("<table><td>a<td>b</table>"), Kind.ROW) == ["a\nb"]


def test_numbers_of_ordered_lists() -> None:
    made = read("<ol start=3><li>x<li value=9>y<li>z</ol><ol type=a><li>p<li>q</ol><ul><li>u</ul>")
    assert [n.get("n") for n in of_kind(made, Kind.ITEM)] == ["3", "9", "10", "a", "b", ""]


def test_formatting_that_crosses_and_is_never_closed() -> None:
    made = read("<p>a<b>b<i>c</b>d</i>e<p><b>f<p>g</b>h")
    assert [(made.text[n.start : n.end], n.get("rend")) for n in of_kind(made, Kind.EMPHASIS)] == [
        ("b", "bold"), ("c", "italic bold"), ("d", "italic"), ("f", "bold"), ("g", "bold"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "rend"),
    [
        ("<em>x</em>", "italic"), ("<cite>x</cite>", "italic"), ("<strong>x</strong>", "bold"),
        ("<sup>x</sup>", "superscript"), ("<sub>x</sub>", "subscript"), ("<u>x</u>", "underline"),
        ("<s>x</s>", "strike"), ("<span style='font-variant:small-caps'>x</span>", "smallCaps"),
        ("<span class=smcap>x</span>", "smallCaps"), ("<span style='font-style: italic'>x</span>", "italic"),
    ],
)  # fmt: skip
def test_renditions(written: str, rend: str) -> None:
    assert [n.get("rend") for n in of_kind(read(f"<p>a {written}"), Kind.EMPHASIS)] == [rend]


def test_languages_links_deletions_and_additions() -> None:
    made = read(
        "<html lang=en><p>a <span lang=la>b <i lang=en-GB>c</i></span> <a href='http://x.org/a b'>d</a> <a href=e>f</a>"
        " <del>g</del><ins>h</ins>",
        language="en",
    )
    assert words(made, Kind.FOREIGN) == ["b"]
    assert [n.get("target") for n in of_kind(made, Kind.LINK)] == ["http://x.org/a%20b"]
    assert (words(made, Kind.DELETED), words(made, Kind.ADDED)) == (["g"], ["h"])


def test_breaks_and_lines() -> None:
    made = read("<p>a<br>b <br/> c<br><br>d<br></p><pre>\ne\n  f\n\ng</pre>x<hr>y")
    assert made.text == "a\nb\nc\n\nd\n\ne\nf\n\ng\n\nx\n\n* * *\n\ny\n"
    assert [n.get("rend") for n in of_kind(made, Kind.PARAGRAPH)][-2] == "separator"
    verse = read("<p>a<br>b<br><br>c</p>", lines="verse")
    assert words(verse, Kind.VERSE) == ["a", "b", "c"]
    assert words(verse, Kind.STANZA) == ["a\nb", "c"]


def test_references_of_characters() -> None:
    made = read("<p>&eacute;t&eacute &amp; &lt;b&gt; &#x2014;&#8212; AT&T &notit; &nosuch; a&nbsp;b")
    assert made.text == "été & <b> —— AT&T ¬it; &nosuch; a b\n"


def test_what_is_no_text_has_its_rule() -> None:
    page = (
        "<p>a<!-- c --><img alt='p' src=q><span hidden>h</span><i style='display: none'>i</i><noscript>n</noscript>"
        "<select><option>o</select><textarea>t</textarea><svg><text>s</text></svg><object>b</object><template>e</template>"
        "<style>y</style><math><mi>m</mi></math>z"
    )
    made = read(page)
    assert made.text == "az\n"
    assert {rule: left_out(made, rule) for rule in Rule if rule is not Rule.MARKUP and left_out(made, rule)} == {
        Rule.COMMENT: ["<!-- c -->"],
        Rule.PICTURE: ["p", "s"],
        Rule.LINK_TARGET: ["q"],
        Rule.HIDDEN: ["h", "i", "n", "e"],
        Rule.NAVIGATION: ["o", "t"],
        Rule.ALTERNATIVE: ["b"],
        Rule.METADATA: ["y"],
        Rule.UNKNOWN: ["m"],
    }


def test_words_that_a_browser_would_drop_stay() -> None:
    assert read("<p>3 < 4 <x").text == "3 < 4 <x\n"
    assert read('<p>a <a href="x>b</a> c').text == "a b c\n"
    assert read("<title>open<p>b").text == "b\n"
    assert read("<p>a</body></html>b").text == "ab\n"
    assert read("<head><meta charset=utf-8>words<body>b").text == "words\n\nb\n"
    assert left_out(read("<p>a<p b='>'c"), Rule.UNKNOWN) == ["<p b='>'c"]


ROWS = [
    '<p>A<sup><a href="#n" id="r">1</a></sup> b.</p><ol><li id="n"><p>The note. <a href="#r">↩</a></p></li></ol>',
    '<p>A<a name="r" href="#n">[1]</a> b.</p><p><a name="n" href="#r">[1]</a> The note.</p>',
    '<p>A<a href="#n" role="doc-noteref">1</a> b.</p><aside id="n" role="doc-footnote">1. The note.</aside>',
    '<p>A<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup> b.</p>'
    '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span>'
    " <span>The note.</span></li></ol>",
    '<p>A<sup>[<a href="#n" id="r">1</a>]</sup> b.</p><div id="n">[<a href="#r">1</a>] The note.</div>',
]


@pytest.mark.parametrize("page", ROWS)
def test_footnotes_stand_at_their_marks(page: str) -> None:
    made = read(page)
    assert made.text == "A b.\n\nThe note.\n"
    (mark,), (note,) = of_kind(made, Kind.NOTE_MARK), of_kind(made, Kind.NOTE)
    assert (mark.start, mark.get("n"), mark.get("target")) == (1, "1", note.get("id"))
    assert joined(made) == page


def test_a_note_with_two_marks_and_one_in_a_part_that_is_left_out() -> None:
    made = read(
        '<main><p>A<a id="r" href="#n">1</a> b<a id="q" href="#n">1</a></p></main>'
        '<footer><p id="n"><a href="#r">a</a> Note.</p><p id="m">Other.</p></footer>'
    )
    assert len(of_kind(made, Kind.NOTE_MARK)) == 2
    assert words(made, Kind.NOTE) == ["Note."]
    assert left_out(made, Rule.NAVIGATION) == ["Other."]


def test_links_that_only_look_like_marks_are_text_and_told() -> None:
    made = read('<p>A<sup><a href="#n">1</a></sup> b.</p><p id="n">1 No way back.</p><a href="#top">2</a><p id=top>x')
    assert made.text == "A1 b.\n\n1 No way back.\n\n2\n\nx\n"
    assert [f.code for f in made.findings] == ["E343"]


def test_page_breaks() -> None:
    made = read(
        '<p>a<span class="pagenum">[Pg 12]</span>b <span role="doc-pagebreak" title="xiv"></span>c</p>'
        '<div epub:type="pagebreak" id="p3">15</div><p>d'
    )
    found = [(n.get("n"), n.get("break")) for n in of_kind(made, Kind.BREAK)]
    assert found == [("12", "no"), ("xiv", ""), ("15", "")]
    assert left_out(made, Rule.NUMBER) == ["[Pg 12]", "15"]


def test_the_part_that_the_editor_names() -> None:
    page = "<nav>n</nav><div id=a>A</div><div class='x y'>B</div><div class=x>C</div>"
    assert read(page, part="#a").text == "A\n"
    made = read(page, part="div.y")
    assert made.text == "B\n"
    assert all(one.is_named for one in made.left_out if one.rule is Rule.NAVIGATION)
    assert left_out(made, Rule.NAVIGATION) == ["n", "A", "C"]
    assert 'part = "#a" (1 words, «A …»)' in refusal(page, part="#b")
    assert "2 parts" in refusal(page, part=".x")
    assert read("<p>a<nav>b</nav>", part="body").text == "a\n"


def test_pages_with_several_texts_or_none_that_is_sure_are_refused() -> None:
    assert "2 parts that may be its text" in refusal("<article id=a>One</article><article id=b>Two</article>")
    why = refusal("<nav>n</nav><div id=t>The text of it</div>")
    assert 'part = "#t" (4 words, «The text of it …»)' in why
    assert read("<body><div role=main>a</div><nav>n</nav>").text == "a\n"
    assert read("<article>a<article>b</article></article>").text == "a\n\nb\n"


def test_the_encoding_is_what_the_page_says() -> None:
    assert read(b"<meta charset=iso-8859-1><p>caf\xe9 \x80").text == "café €\n"
    assert read("<meta http-equiv=x content='text/html; charset=koi8-r'><p>да".encode("koi8-r")).text == "да\n"
    assert [f.code for f in read("<meta charset=windows-1252><p>é").findings] == ["E341"]
    assert read(b"<p>caf\xe9", encoding="latin-1").text == "café\n"
    with pytest.raises(SeedError, match=r'names no encoding; write encoding = "windows-1252"'):
        read(b"<p>caf\xe9")


def test_tags_that_close_themselves_in_xhtml_only() -> None:
    page = "<p>a <i/>b <b/>c</p>"
    assert not of_kind(read(f'<html xmlns="http://www.w3.org/1999/xhtml">{page}'), Kind.EMPHASIS)
    assert len(of_kind(read(page), Kind.EMPHASIS)) == 2
    made = read('<html xmlns="http://www.w3.org/1999/xhtml"><script src="x"/><title/><p>a<![CDATA[ <b> ]]>')
    assert made.text == "a <b>\n"


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "span lang=la", "a href=//x", "p"]
)
def test_pages_without_end_are_read(tag: str) -> None:
    page = f"<{tag}>x " * 2 * MAX_DEPTH
    made = read(page)
    assert made.text.split() == ["x"] * 2 * MAX_DEPTH
    assert joined(made) == page


PIECES = [
    *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<th>", "</table>"),
    *("<ul>", "<li>", "</ul>", "<br>", "</br>", "<hr>", "<!--", "-->", "<pre>", "</pre>", "<title>", "</title>"),
    *(
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "&amp;",
        "&lt",
        "&#0;",
        "&#x1;",
        "<",
        ">",
        '"',
        "\n",
        " ",
        "<li id=n>",
    ),
    *("<a href='#n' id=r>1</a>", "<a href='#r'>^</a>", "<q>", "</q>", "<h2>", "</h2>", "<span hidden>", "</span>"),
    *("<img alt='w' src=s>", "<body>", "<![CDATA[", "]]>", "<?x", "</", "</ >", "<head>", "</head>", "<p title='"),
    *("<select>", "<option>", "<del>", "</del>", "Ab", "c d", "é"),
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_every_character_is_accounted_for(pieces: list[str]) -> None:
    page = "".join(pieces)
    made = read(f"<p>{page}", part="body")
    assert joined(made) == f"<p>{page}"


LETTERS = "<!DOCTYPE html><title>abc</title><nav>de</nav><p>fg <b>hi</b>&amp;<!-- jk --><img alt='lm'><p hidden>no"


@pytest.mark.parametrize("at", [i for i, c in enumerate(LETTERS) if c.isalpha()])
def test_no_letter_changes_unnoticed(at: int) -> None:
    def seen(page: str) -> tuple[str, list[tuple[Rule, str]]]:
        made = read(page, part="body")
        return made.text, [(one.rule, one.source) for one in made.left_out]

    changed = LETTERS[:at] + ("x" if LETTERS[at] != "x" else "y") + LETTERS[at + 1 :]
    assert seen(changed) != seen(LETTERS)


def test_words_directly_in_a_table_or_list_belong_to_it() -> None:
    made = read("<table><p>a</p>b</table>c<ul><p>d</p>e</ul>")
    assert words(made, Kind.CELL) == ["a", "b"]
    assert words(made, Kind.LIST) == ["d\ne"]


def test_white_space_alone_between_blocks_opens_no_part() -> None:
    assert read("<p>a</p><del> </del><p>b</p><ins> </ins>").text == "a\n\nb\n"


def test_decoding_names_the_text_that_is_covered() -> None:
    page = b"<meta charset=latin1>\r\n<p>\xe9\r\nb"
    assert joined(read(page)) == decode_page(source_of(page))[0].text == "<meta charset=latin1>\n<p>é\nb"
