"""RTF files: what becomes text, and that every byte of the file is accounted for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extractions import of_kind, words

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.rtf import read_rtf
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASE = Path(__file__).parents[1] / "cases" / "readers" / "rtf-codepage-footnote" / "A.rtf"
HEAD = (
    r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Times;}{\f2\fcharset128 Mincho;}"
    r"{\f3\fcharset2 Symbol;}{\f4\cpg1253 Greek;}}"
    r"{\stylesheet{\snext0 Normal;}{\s1\outlinelevel0\b heading 1;}{\s2\b \'dcberschrift 2;}{\s3 Quote;}{\s4 Title;}"
    r"{\s5 Verse;}{\*\cs9 \b Strong;}{\s6 {\*\keycode x}caption;}}"
)


def rtf(body: str, head: str = HEAD) -> bytes:
    return rf"{{\rtf1{head}{body}}}".encode("latin-1")


def read(data: bytes, **options: str) -> Extraction:
    made = read_rtf(SourceFile("A", "seeds/A.rtf", data), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(data: bytes) -> str:
    made = read_rtf(SourceFile("A", "seeds/A.rtf", data), ReaderOptions())
    assert isinstance(made, Refusal)
    return made.why


def left_out(made: Extraction, rule: Rule) -> str:
    return "".join(one.source for one in made.left_out if one.rule is rule)


def all_left_out(made: Extraction) -> list[str]:
    return [one.source for one in made.left_out]


def codes(made: Extraction) -> list[str]:
    return [one.code for one in made.findings]


def covered(made: Extraction) -> bytes:
    """The bytes that the reader accounted for, where each stretch begins at the end of the one before."""
    found = ""
    for at, source in sorted((at, source) for at, source in made.covered if source):
        assert at.offset == len(found)
        found += source
    return found.encode("latin-1")


def test_the_case() -> None:
    made = read(CASE.read_bytes())
    assert words(made, Kind.PARAGRAPH) == ["Café да and €5 now."]
    (mark,) = of_kind(made, Kind.NOTE_MARK)
    assert made.text[: mark.start].endswith("€5")
    assert words(made, Kind.NOTE) == ["Dear."]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Caf\'e9 caf\'E9", "Café café"),
        (r"{\f1\'e4\'e0}\'e4", "даä"),
        (r"{\f2\'82\'a0\'83A}", "あア"),
        (r"{\loch\f0\hich\af0\dbch\f2 \'82\'a0}", "あ"),
        (r"{\f4\'e1}", "α"),
        (r"\u233?\u8211\'96x", "é–x"),
        (r"\uc2\u12354\'82\'a0{\uc0\u233}e\u233 ?!x", "あéeéx"),
        (r"\u-10179?\u-8704?.", "😀."),
        (r"\u233\emdash x", "éx"),
        (r"\u233{x}", "éx"),
        (r"a\emdash b\endash\lquote c\rquote\ldblquote d\rdblquote\bullet", "a—b–‘c’“d”•"),
        (r"a\~b\_c\-d\tab e", "a b\u2011cd e"),
        (r"\{\\\}", "{\\}"),
        ("a\r\nb", "ab"),
        (r"a\line b", "a\nb"),
        (r"a\par b\par\par c", "a\n\nb\n\nc"),
        ("a\\\nb", "a\n\nb"),
        (r"{\upr{ansi}{\*\ud{Un\u239?code}}}", "Unïcode"),
        (r"a{\v hidden}b{\v0 c}", "abc"),
        (r"a{\*\foo b {c}}d", "ad"),
        (r"a{\foo b}c", "abc"),
        (r"a{\pict\bin6 }{\\x\par}b", "ab"),
        (r"{\header Head}{\footerr Foot}a", "a"),
        (r"a{\xe{\*\rxe x}y}{\tc z}b{\*\bkmkstart m}", "ab"),
        (r"{\field{\*\fldinst TOC}{\fldrslt One\par Two}}a", "a"),
    ],
)
def test_words(body: str, text: str) -> None:
    data = rtf(rf"\pard {body}")
    made = read(data)
    assert made.text == f"{text}\n"
    assert covered(made) == data


def test_the_code_page_of_a_file_whose_writer_knew_no_character_sets() -> None:
    head = r"\ansi\ansicpg1250{\fonttbl{\f0\fcharset0 Arial;}%s}"
    assert read(rtf(r"\f0\'f1", head % "")).text == "ń\n"
    assert read(rtf(r"\f0\'f1", head % r"{\f1\fcharset238 Arial CE;}")).text == "ñ\n"
    assert read(rtf(r"\'8e", r"\mac")).text == "é\n"


def test_what_cannot_be_decoded_is_told() -> None:
    assert codes(read(rtf(r"a\'81b"))) == ["E366"]
    assert codes(read(rtf("a", r"\ansi\ansicpg9999"))) == ["E366"]
    symbols = read(rtf(r"a{\f3\'b7}"))
    assert (symbols.text, codes(symbols)) == ("a\uf0b7\n", ["E322"])


def test_headings_titles_quotations_and_captions() -> None:
    made = read(
        rtf(
            r"\pard\s4 Name\par\pard\s1\b One\par\pard\plain\s2 Two\par\pard\outlinelevel4 Five\par"
            r"\pard\s3 Said\par\s3 Also\par\pard\s6 Cap\par\pard Text\par"
        )
    )
    assert words(made, Kind.TITLE) == ["Name"]
    headings = [(made.text[n.start : n.end], n.get("level")) for n in of_kind(made, Kind.HEADING)]
    assert headings == [("One", "1"), ("Two", "2"), ("Five", "5")]
    assert not of_kind(made, Kind.EMPHASIS)
    assert words(made, Kind.QUOTATION) == ["Said\n\nAlso"]
    assert words(made, Kind.CAPTION) == ["Cap"]


def test_a_heading_at_the_end_without_par() -> None:
    assert words(read(rtf(r"\pard\s1 One\par\pard{\s2 Two}")), Kind.HEADING) == ["One", "Two"]


def test_bold_paragraphs_and_the_option_headings() -> None:
    data = rtf(r"\pard{\b Bold}\par x\par\pard\s1 One\par")
    assert codes(read(data)) == ["E320"]
    assert words(read(data, headings="bold"), Kind.HEADING) == ["Bold", "One"]
    assert words(read(data, headings="none"), Kind.HEADING) == []


def test_emphasis_holds_in_its_group() -> None:
    made = read(rtf(r"a{\i b{\b c}\i0 d}e{\scaps f}{\super 2}{\ul u\ulnone v}{\strike s}{\i x\plain y}{\up6 z}"))
    assert [(made.text[n.start : n.end], n.get("rend")) for n in of_kind(made, Kind.EMPHASIS)] == [
        ("b", "italic"),
        ("c", "italic bold"),
        ("f", "smallCaps"),
        ("2", "superscript"),
        ("u", "underline"),
        ("s", "strike"),
        ("x", "italic"),
        ("z", "superscript"),
    ]
    assert made.text == "abcdef2uvsxyz\n"


def test_links() -> None:
    made = read(rtf(r'{\field{\*\fldinst{HYPERLINK "http://x.org"}}{\fldrslt{\ul here}}} a'))
    assert [(made.text[n.start : n.end], n.get("target")) for n in of_kind(made, Kind.LINK)] == [
        ("here", "http://x.org")
    ]
    assert not of_kind(made, Kind.EMPHASIS)


def test_words_in_other_languages_are_foreign() -> None:
    data = rtf(
        r"\lang2057 They say {\lang1036 oui, \i mon ami} and {\lang1142 ita}{\lang1024 x} here, as they always do"
    )
    made = read(data, language="en-GB")
    found = [(made.text[n.start : n.end], n.get("lang")) for n in of_kind(made, Kind.FOREIGN)]
    assert found == [("oui, mon ami", "fr"), ("ita", "la")]
    assert [n.get("lang") for n in of_kind(read(data, language="fr"), Kind.FOREIGN)] == ["la"]


def test_notes() -> None:
    made = read(
        rtf(
            r"a{\super\chftn}{\*\footnote\pard\plain{\super\chftn} One\par Two}b{\footnote\ftnalt End {\i i}}"
            r"{\footnote }c"
        )
    )
    assert made.text.splitlines()[0] == "abc"
    assert words(made, Kind.NOTE) == ["One\nTwo", "End i"]
    assert [n.get("place") for n in of_kind(made, Kind.NOTE)] == ["foot", "end"]


def test_a_note_in_a_note_and_in_a_heading_and_in_a_cell() -> None:
    made = read(
        rtf(
            r"\pard\s1 H{\footnote in heading}\par\pard x{\footnote outer{\footnote inner} goes on}\par"
            r"\trowd\pard\intbl c{\footnote in cell}\cell\row\pard y\par"
        )
    )
    assert sorted(words(made, Kind.NOTE)) == ["in cell", "in heading", "inner", "outer goes on"]
    assert words(made, Kind.HEADING) == ["H"]
    assert words(made, Kind.CELL) == ["c"]


def test_comments() -> None:
    data = rtf(r"a{\*\atnid A}{\*\atnauthor Ann}\chatn{\*\annotation{\*\atndate 1}\pard Why?}b")
    made = read(data)
    assert (made.text, codes(made)) == ("ab\n", ["E326"])
    assert "Why?" in left_out(made, Rule.COMMENT)
    (note,) = of_kind(read(data, comments="notes"), Kind.NOTE)
    assert (note.get("type"), note.get("author")) == ("comment", "Ann")


CHANGED = rtf(r"The {\deleted red}{\revised blue} boat{\revised\par}here{\deleted\par}now\par")


def test_tracked_changes_are_refused_without_the_option() -> None:
    assert refusal(CHANGED).startswith("an RTF file with 1 deletion and 1 insertion nobody accepted; write changes =")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ("accept", "The blue boat\n\nherenow\n"),
        ("reject", "The red boathere\n\nnow\n"),
        ("keep", "The redblue boat\n\nhere\n\nnow\n"),
    ],
)
def test_tracked_changes(changes: str, text: str) -> None:
    made = read(CHANGED, changes=changes)
    assert made.text == text
    assert covered(made) == CHANGED
    if changes == "keep":
        assert (words(made, Kind.DELETED), words(made, Kind.ADDED)) == (["red"], ["blue"])


def test_a_deleted_note_is_left_out() -> None:
    data = rtf(r"a{\deleted x{\footnote Gone}}b")
    assert read(data, changes="accept").text == "ab\n"


def test_lists() -> None:
    item = r"\pard\ls1\ilvl{%d}{{\listtext\pard {%s}\tab}}{%s}\par".replace("{%d}", "%d").replace("{%s}", "%s")
    item = item.replace("{{", "{").replace("}}", "}")
    body = item % (0, "1.", "a") + item % (1, r"\'b7", "b") + item % (0, "2.", "c") + r"\pard d\par"
    body += r"\pard{\pntext\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}e\par"
    made = read(rtf(body))
    items = [(made.text[n.start : n.end], n.get("n"), n.get("level")) for n in of_kind(made, Kind.ITEM)]
    assert items == [("a", "1.", ""), ("b", "", "2"), ("c", "2.", ""), ("e", "", "")]
    assert words(made, Kind.PARAGRAPH) == ["d"]


def test_the_number_of_a_heading_is_text() -> None:
    assert words(read(rtf(r"\pard\s1{\listtext 1.\tab}One\par")), Kind.HEADING) == ["1. One"]


def test_tables() -> None:
    made = read(
        rtf(
            r"\trowd\trhdr\cellx1\cellx2\pard\intbl h\cell i\cell\row"
            r"\trowd\cellx1\cellx2\pard\intbl a\par b\cell\cell\row\pard Text\par"
        )
    )
    assert words(made, Kind.CELL) == ["h", "i", "a\nb", ""]
    assert [n.get("role") for n in of_kind(made, Kind.ROW)] == ["label", ""]
    assert words(made, Kind.PARAGRAPH) == ["Text"]


def test_nested_tables() -> None:
    made = read(
        rtf(
            r"\pard\intbl\itap1 before\par\pard\intbl\itap2 x\nestcell{\nonesttables\par}y\nestcell{\nonesttables\par}"
            r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl\itap1 after\cell\row\pard end\par"
        )
    )
    assert made.text == "before\nx\ny\nafter\n\nend\n"
    assert words(made, Kind.CELL) == ["before\nx\ny\nafter"]


def test_text_boxes_stand_behind_their_paragraph() -> None:
    made = read(rtf(r"\pard a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard In\par}}{\shprslt no}}b\par c\par"))
    assert words(made, Kind.PARAGRAPH) == ["ab", "In", "c"]
    assert codes(made) == ["E323"]


def test_verses() -> None:
    lines = read(rtf(r"\pard a\line b\par c\par"), lines="verse")
    assert words(lines, Kind.STANZA) == ["a\nb", "c"]
    assert words(lines, Kind.VERSE) == ["a", "b", "c"]
    paragraphs = read(rtf(r"\pard a\par b\par\par c\par"), lines="verse")
    assert words(paragraphs, Kind.STANZA) == ["a\nb", "c"]
    assert words(read(rtf(r"\pard\s5 a\par b\par\pard c\par")), Kind.VERSE) == ["a", "b"]


def test_pages() -> None:
    made = read(rtf(r"a\page b"))
    assert [n.get("unit") for n in of_kind(made, Kind.BREAK)] == ["page"]


def test_unknown_destinations_are_told_by_name() -> None:
    made = read(rtf(r"a{\*\wonder words}b"))
    assert left_out(made, Rule.UNKNOWN) == "words"
    (finding,) = made.findings
    assert (finding.code, "wonder 1 ×" in finding.message) == ("E365", True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (rtf("a")[:-1], "ends at byte"),
        (rtf(r"{a"), "1 groups that are not closed"),
        (rtf("a")[:-1] + b"\\", "in the middle of a control word"),
        (rtf(r"{\pict\bin999 x}"), "binary data at byte"),
        (rtf("a") + rtf("b"), "two RTF files in one"),
    ],
)
def test_damaged_files_are_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(SeedError, match=message):
        read(data)


def test_what_is_no_rtf_is_refused() -> None:
    assert "does not begin" in refusal(rb"{\pard a}")
    assert "does not begin" in refusal(b"")


def test_a_file_that_goes_on_behind_its_end() -> None:
    data = rtf("a") + b"} more{\\*\\themedata 0f}\n\0"
    made = read(data)
    assert covered(made) == data
    assert (made.text, codes(made)) == ("a\n", ["E365"])
    quiet = rtf("a") + b"\r\n\0"
    assert codes(read(quiet)) == []


def test_deep_groups_need_no_recursion() -> None:
    data = rtf("{" * 10_000 + "a" + "}" * 10_000 + r"{\footnote " * 2000 + "b" + "}" * 2000)
    made = read(data)
    assert made.text.startswith("a\n")
    assert covered(made) == data


PIECES = st.lists(
    st.sampled_from(
        [
            "Ann", " ", "{", "}", "{", "}", r"\par ", r"\pard", r"\s1 ", r"\b ", r"\i0 ", r"\'e9", r"\u233?", r"\uc0 ",
            r"\f1 ", r"\f2 ", "\r\n", r"{\footnote n}", r"{\footnote ", r"\intbl ", r"\cell ", r"\row ", r"\itap2 ",
            r"\nestcell ", r"\nestrow ", r"{\*\foo x}", "{\\*", r"\v ", r"\deleted ", r"\revised ", r"\line ",
            r"\page ", r"{\listtext 1.\tab}", r"\ls1 ", r"{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}", r"\~", r"\{",
            r"{\shptxt ",
            r"\bin3 abc", r"{\upr{a}{\*\ud b}}", r"{\*\annotation c}", "\\\n", r"\'", r"\u-10179?", r"\outlinelevel1 ",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip
OPTIONS = st.fixed_dictionaries(
    {"changes": st.sampled_from(["accept", "reject", "keep"]), "comments": st.sampled_from(["", "notes"])},
    optional={"lines": st.just("verse"), "headings": st.sampled_from(["bold", "none"])},
)


def balanced(body: str) -> bytes:
    depth = 0
    kept = []
    escaped = False
    for sign in body:
        if not escaped and sign == "}" and not depth:
            continue
        if not escaped and sign in "{}":
            depth += 1 if sign == "{" else -1
        escaped = sign == "\\" and not escaped
        kept.append(sign)
    return rtf("".join(kept) + (" " if escaped else "") + "}" * depth)


@settings(max_examples=200, deadline=None)
@given(PIECES, OPTIONS)
def test_every_byte_is_accounted_for_once(body: str, options: dict[str, str]) -> None:
    data = balanced(body)
    assert covered(read(data, **options)) == data


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["Ann", r"\footnote Ann", r"\*\foo Ann", r"\v Ann", r"\listtext Ann", r"\info{\title Ann}"]))
def test_no_letter_can_change_unnoticed(group: str) -> None:
    before, after = read(rtf(f"x{{{group}}}y")), read(rtf(f"x{{{group.replace('Ann', 'Anm')}}}y"))
    assert (before.text, all_left_out(before)) != (after.text, all_left_out(after))
