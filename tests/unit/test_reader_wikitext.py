"""The source of pages of a wiki: what becomes text, and that every character of the file is accounted for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extractions import of_kind, words

from edition.model import Kind, Rule
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.wikitext import read_wikitext

CASE = Path(__file__).parents[1] / "cases" / "readers" / "wikitext" / "A.wiki"


def read(text: str, lines: str = "", templates: dict[str, int] | None = None) -> Extraction:
    options = ReaderOptions(lines=lines, templates=templates or {})
    made = read_wikitext(SourceFile("A", "seeds/A.wiki", text.encode()), options)
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(text: str) -> str:
    made = read_wikitext(SourceFile("A", "seeds/A.wiki", text.encode()), ReaderOptions())
    assert isinstance(made, Refusal)
    return made.why


def left_out(made: Extraction, rule: Rule) -> list[str]:
    return [one.source for one in made.left_out if one.rule is rule]


def covered(made: Extraction) -> str:
    found = ""
    for at, source in sorted((at, source) for at, source in made.covered if source):
        assert at.offset == len(found)
        found += source
    return found


def codes(made: Extraction) -> list[str]:
    return [one.code for one in made.findings]


def test_the_case() -> None:
    made = read(CASE.read_text())
    assert words(made, Kind.PARAGRAPH) == ["Ann rowed to the mill."]
    assert words(made, Kind.NOTE) == ["Book, p. 3."]
    assert [(made.text[n.start : n.end], n.get("level")) for n in of_kind(made, Kind.HEADING)] == [
        ("Life", "2"),
        ("Again", "1"),
    ]
    assert words(made, Kind.ITEM) == ["first", "second"]
    assert words(made, Kind.CELL) == ["oar", "wet", "mill", "dry"]
    assert [n.get("role") for n in of_kind(made, Kind.ROW)] == ["label", ""]
    assert [len(one) for one in left_out(made, Rule.TEMPLATE_DATA)] == [28]
    assert left_out(made, Rule.LINK_TARGET) == ["Mill (village)|"]
    assert left_out(made, Rule.CATEGORY) == ["[[Category:Rowers]]"]


def test_apostrophes_hold_to_the_end_of_the_line_and_across_links() -> None:
    made = read("l'''amour'' et '''''x''''' a ''b [[c|d'' e]]\nplain ''open\nnot italic")
    assert made.text == "l'amour et x a b d e plain open not italic\n"
    assert [(made.text[n.start : n.end], n.get("rend")) for n in of_kind(made, Kind.EMPHASIS)] == [
        ("amour", "italic"),
        ("x", "italic bold"),
        ("b d", "italic"),
        ("open", "italic"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a ''''b''' c", "a 'b c"),
        ("[[boat]]s and [[Foo (bar)|]]", "boats and Foo"),
        ("[http://x.org a label] b [http://x.org]", "a label b"),
        ("http://x.org, b", "http://x.org, b"),
        ("&eacute;&nbsp;&#x2014; &bogus;", "é — &bogus;"),
        ("<nowiki>''[[x]]&amp;</nowiki>", "''[[x]]&"),
        ("a<!-- c -->b", "ab"),
        ("a\n<!-- c -->\nb", "a b"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("__NOTOC__a", "a"),
        ("[[fr:Ann]]a [[:fr:Ann]] [[:Category:X|Y]]", "a fr:Ann Y"),
        ("=Not= a heading", "=Not= a heading"),
        (" one\n two", "one\ntwo"),
        ("<pre>a\n b</pre>", "a\n b"),
        ("one\n\n\ntwo", "one\n\ntwo"),
    ],
)
def test_words(source: str, text: str) -> None:
    made = read(source)
    assert made.text == f"{text}\n"
    assert covered(made) == source


def test_headings_of_all_levels() -> None:
    made = read("= One =\n== Two ==\n=== [[Three]]<ref>n</ref> === <!-- c -->\n====== Six ======\n<h2>Tag</h2>")
    assert [n.get("level") for n in of_kind(made, Kind.HEADING)] == ["1", "2", "3", "6", "2"]
    assert words(made, Kind.HEADING) == ["One", "Two", "Three", "Six", "Tag"]


def test_lists() -> None:
    made = read("* a\n** b\n*# c\n# d\n# e\n\n; term : what\n: more\n<ol><li>x</li></ol>")
    items = of_kind(made, Kind.ITEM)
    assert [made.text[n.start : n.end] for n in items] == ["a", "b", "c", "d", "e", "term", "what", "more", "x"]
    assert [n.get("level") for n in items] == ["", "2", "2", "", "", "", "", "", ""]
    assert [n.get("n") for n in items] == ["", "", "1.", "1.", "2.", "", "", "", "1."]
    assert [n.get("type") for n in of_kind(made, Kind.LIST)] == ["bulleted", "ordered", "bulleted", "ordered"]


def test_poems_and_quotations() -> None:
    made = read("<poem>\nRow ''the''\n  boat\n\n:Gently<br>down\n</poem>\n<blockquote>One.\n\nTwo.</blockquote>\nAfter")
    assert words(made, Kind.STANZA) == ["Row the\nboat", "Gently\ndown"]
    assert words(made, Kind.VERSE) == ["Row the", "boat", "Gently", "down"]
    assert words(made, Kind.QUOTATION) == ["One.\n\nTwo."]
    assert words(made, Kind.PARAGRAPH) == ["One.", "Two.", "After"]


def test_lines_may_be_verses() -> None:
    made = read("a<br>b\nc\n\nd", lines="verse")
    assert words(made, Kind.STANZA) == ["a\nb\nc", "d"]
    assert words(made, Kind.VERSE) == ["a", "b", "c", "d"]


def test_notes_marked_twice_and_defined_elsewhere() -> None:
    made = read(
        "A<ref name=a>One</ref> b<ref name=a/> c<ref name=a>One</ref> d<ref name='q'/>.<ref group=N>G</ref>"
        "<ref name=lost/>\n<references>\n<ref name=q>Queue</ref><ref name=z>Nobody</ref>\n</references>"
    )
    assert words(made, Kind.NOTE) == ["One", "Queue", "G", "Nobody"]
    assert [n.get("n") for n in of_kind(made, Kind.NOTE_MARK)][:5] == ["1", "1", "1", "2", "N 1"]
    assert left_out(made, Rule.TWIN) == ["<ref name=a>One</ref>"]
    assert codes(made) == ["E362"]


def test_two_notes_of_one_name_are_both_kept() -> None:
    assert words(read("a<ref name=x>One</ref> b<ref name=x>Two</ref>"), Kind.NOTE) == ["One", "Two"]


def test_a_note_in_a_note_and_a_poem_in_a_note() -> None:
    made = read("a<ref><poem>x\ny</poem> [http://z w]<ref>inner</ref></ref>")
    assert words(made, Kind.NOTE) == ["x\ny\nw", "inner"]


def test_tables() -> None:
    made = read(
        '{| class="t"\n|+ style=x | Cap\n|a\n* b\n|\n{|\n|inner\n|}\n|- id=r\n! scope=row | h\n| style=y | c\n|\n|}\nz'
    )
    assert words(made, Kind.CAPTION) == ["Cap"]
    assert words(made, Kind.ROW) == ["a\nb\ninner", "h\nc"]
    assert words(made, Kind.CELL) == ["a\nb", "inner", "h", "c", ""]
    assert words(made, Kind.PARAGRAPH) == ["z"]


def test_an_indented_table_and_a_table_in_tags() -> None:
    assert words(read(":{|\n|x\n|}"), Kind.CELL) == ["x"]
    assert words(read("<table><tr><td>x</td><th>y</th></tr></table>"), Kind.CELL) == ["x", "y"]


def test_pictures_keep_their_captions_behind_the_paragraph() -> None:
    made = read("on [[File:a.jpg|thumb|200px|The [[x|red]] boat|right]] and on.\n\n[[Datei:b.png|no frame]]End.")
    assert words(made, Kind.PARAGRAPH) == ["on and on.", "End."]
    assert words(made, Kind.CAPTION) == ["The red boat"]
    assert "".join(left_out(made, Rule.PICTURE)) == "[[File:a.jpg|thumb|200px||right]][[Datei:b.png|no frame]]"


def test_galleries() -> None:
    made = read("<gallery>\nFile:a.jpg|One ''two''\nFile:b.jpg\n</gallery>")
    assert words(made, Kind.CAPTION) == ["One two"]


def test_templates_are_told_with_their_names() -> None:
    made = read("a {{sc|Ann {{b}}}} {{sc|x}} {{other\n|y}} {{DEFAULTSORT:z}}")
    assert made.text == "a\n"
    (finding,) = made.findings
    assert finding.code == "E360"
    assert finding.message.startswith("3 templates left out with all words in it: «sc» 2 ×, «other» 1 ×;")
    assert left_out(made, Rule.TEMPLATE)[0] == "{{sc|Ann {{b}}}}"


def test_a_template_whose_argument_is_text() -> None:
    made = read("a {{Lang_la|la|''rosa'' est}} b {{x|text=c}}", templates={"lang la": 2, "x": 1})
    assert made.text == "a rosa est b\n"
    assert {one.is_named for one in made.left_out if one.rule is Rule.TEMPLATE} == {True}
    assert not made.findings


def test_notes_that_are_listed_in_a_template() -> None:
    made = read("a<ref name=x/>\n{{reflist|refs=\n<ref name=x>Words</ref>\n}}")
    assert words(made, Kind.NOTE) == ["Words"]


def test_what_is_left_out_has_its_rule() -> None:
    source = "a<math>x</math><score>s</score><noinclude>n</noinclude><section begin=p/><hi>w</hi><del>d</del>"
    made = read(source)
    assert left_out(made, Rule.FIELD_CODE) == ["<math>x</math>"]
    assert left_out(made, Rule.PICTURE) == ["<score>s</score>"]
    assert left_out(made, Rule.RUNNING_HEAD) == ["<noinclude>n</noinclude>"]
    assert words(made, Kind.DELETED) == ["d"]
    assert made.text == "awd\n"
    assert codes(made) == ["E364"]


def test_pages_of_a_book_and_open_signs_are_told() -> None:
    assert codes(read("<pages index='x.djvu' from=1 to=2 />\na")) == ["E363"]
    assert codes(read("a {{b [[c")) == ["E361"]


def test_redirects_are_refused() -> None:
    assert "«Ann (rower)»" in refusal("#REDIRECT [[Ann (rower)]]")
    assert "redirect" in refusal("#WEITERLEITUNG [[Anna]]")


@pytest.mark.parametrize("sign", ["{{", "[[", "<ref>", "{|\n", "<b>", "<ref name=", "[http://a ", "{{a|", "[[a|{{b|"])
def test_many_open_signs_are_refused_before_they_are_parsed(sign: str) -> None:
    assert "open at one place" in refusal(sign * 2001)


def test_deep_nesting_is_read_or_refused() -> None:
    for text in ("{{" * 2000 + "}}" * 2000, "[[a|" * 300 + "]]" * 300):
        assert "open at one place" in refusal(text)
    deep = "<b>" * 1000 + "a" + "</b>" * 1000
    assert covered(read(deep)) == deep
    lists = "*" * 3000 + " a"
    assert covered(read(lists)) == lists


PIECES = st.lists(
    st.sampled_from(
        [
            "Ann", " ", "\n", "\n\n", "''", "'''", "'''''", "[[a|b]]", "[[a", "]]", "{{t|x}}", "{{", "}}", "|", "*",
            "#", ":", ";", "=", "==", "== H ==", "<ref>n</ref>", "<ref name=a>n</ref>", "<ref name=a/>",
            "<ref>", "</ref>",
            "{|\n", "|}\n", "|-\n", "\n|", "!", "||", "<br>", "<poem>", "</poem>", "<blockquote>", "</blockquote>",
            "&amp;",
            "<!--", "-->", "<small>", "</small>", "[http://x y]", "[[File:a|thumb|c]]", "<gallery>", "</gallery>",
            "<ul><li>", "</li></ul>", "<pre>", "</pre>", "{{lang|x\n\ny}}", "<references>", "</references>", "|+ c\n",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_every_character_is_accounted_for_once(text: str) -> None:
    made = read(text, templates={"lang": 1})
    assert covered(made) == text


@settings(max_examples=60, deadline=None)
@given(PIECES, st.data())
def test_no_letter_can_change_unnoticed(text: str, data: st.DataObject) -> None:
    places = [i for i, c in enumerate(text) if c.isalpha()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    changed = text[:at] + ("ø" if text[at] != "ø" else "q") + text[at + 1 :]
    before, after = read(text), read(changed)
    assert (before.text, [one.source for one in before.left_out]) != (
        after.text,
        [one.source for one in after.left_out],
    )


def test_templates_without_text_are_named_by_a_star() -> None:
    text = "{{quote|some words}} Ann {{lang|la|rosa}} rowed.{{cite book|title=Oars}}"
    told = extract_with(text, {})
    assert [(out.rule, out.is_named) for out in told.left_out if "quote" in out.source] == [(Rule.TEMPLATE, False)]
    assert "E360" in codes(told)
    named = extract_with(text, {"lang": 2, "*": 0})
    assert "rosa rowed" in named.text
    assert all(out.is_named for out in named.left_out if "{{" in out.source)
    assert "E360" not in codes(named)


def extract_with(text: str, templates: dict[str, int]) -> Extraction:
    events = read_wikitext(SourceFile("A", "A.wiki", text.encode()), ReaderOptions(templates=templates))
    assert not isinstance(events, Refusal)
    return extract(events)
