"""Word files: what becomes text, and that every character of the file is accounted for."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.extractions import of_kind

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.docx import read_docx
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASES = Path(__file__).parents[1] / "cases" / "readers"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def t(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def r(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(words)}</w:r>"


def p(*content: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(one if one.startswith("<") else r(one) for one in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def make(
    *blocks: str, main: str = "word/document.xml", uri: str = TRANSITIONAL, type: str = "main", **parts: str
) -> bytes:
    """A Word file: the blocks of its body, and other parts by the kind of their relation."""
    roots = {
        "styles": "w:styles", "numbering": "w:numbering", "footnotes": "w:footnotes", "endnotes": "w:endnotes",
        "comments": "w:comments", "header": "w:hdr",
    }  # fmt: skip
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        f'PartName="/{main}" ContentType="application/{type}+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
        f'Target="{main}"/></Relationships>',
        main: f'<w:document xmlns:w="{uri}" xmlns:r="{RELATIONS}" {MC}><w:body>{"".join(blocks)}</w:body></w:document>',
    }
    links = (
        "".join(f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="/word/{kind}.xml"/>' for kind in parts)
        + f'<Relationship Id="web" Type="{RELATIONS}/hyperlink" Target="https://example.org/a" TargetMode="External"/>'
    )
    folder, _, name = main.rpartition("/")
    files[f"{folder}/_rels/{name}.rels"] = f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = f'<{roots[kind]} xmlns:w="{uri}">{content}</{roots[kind]}>'
    return pack(files)


def pack(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(data: bytes, **options: str) -> Extraction:
    made = read_docx(SourceFile("A", "seeds/A.docx", data), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(data: bytes, **options: str) -> str:
    made = read_docx(SourceFile("A", "seeds/A.docx", data), ReaderOptions(**options))
    assert isinstance(made, Refusal)
    return made.why


def nodes(made: Extraction, *kinds: Kind) -> list[tuple[str, str]]:
    """Kind and words of the nodes of some kinds."""
    return [(n.kind.value, made.text[n.start : n.end]) for n in made.root.walk() if n.kind in kinds]


def words(made: Extraction, kind: Kind) -> list[str]:
    return [text for _, text in nodes(made, kind)]


def emphasis(made: Extraction) -> list[tuple[str, str]]:
    return [(n.get("rend"), made.text[n.start : n.end]) for n in of_kind(made, Kind.EMPHASIS)]


def left_out(made: Extraction, rule: Rule) -> list[str]:
    return [one.source for one in made.left_out if one.rule is rule]


def carriers(data: bytes) -> dict[tuple[str, int], str]:
    """Every text node of every XML part, numbered as `At` says."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                for number, node in enumerate(etree.fromstring(archive.read(name)).iter()):
                    found[name, 2 * number] = node.text or ""
                    found[name, 2 * number + 1] = node.tail or ""
    return {place: text for place, text in found.items() if text}


def covered(made: Extraction) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for at, text in sorted(made.covered):
        so_far = found.get((at.part, at.carrier), "")
        assert not text or at.offset == len(so_far)
        found[at.part, at.carrier] = so_far + text
    return {place: text for place, text in found.items() if text}


def case(name: str) -> bytes:
    return (CASES / name / "A.docx").read_bytes()


# -- the cases


def test_case_notes() -> None:
    made = read(case("docx-notes"))
    assert nodes(made, Kind.HEADING, Kind.PARAGRAPH, Kind.NOTE) == [
        ("heading", "The ferry"), ("paragraph", "Old Anna rowed alone."), ("note", "She was ninety."),
    ]  # fmt: skip
    (mark,) = of_kind(made, Kind.NOTE_MARK)
    assert made.text[: mark.start].endswith("rowed")
    assert not made.left_out


def test_case_tracked() -> None:
    why = refusal(case("docx-tracked"))
    assert "1 deletion and 1 insertion nobody accepted (paragraph 1 «The red blue boat.»)" in why
    assert 'changes = "accept", "reject" or "keep"' in why
    accepted, rejected = (read(case("docx-tracked"), changes=choice) for choice in ("accept", "reject"))
    assert (accepted.text, left_out(accepted, Rule.DELETED)) == ("The blue boat.\n", ["red "])
    assert (rejected.text, left_out(rejected, Rule.INSERTED)) == ("The red boat.\n", ["blue "])
    assert all(one.is_named for one in (*accepted.left_out, *rejected.left_out))
    kept = read(case("docx-tracked"), changes="keep")
    assert nodes(kept, Kind.ADDED, Kind.DELETED) == [("deleted", "red"), ("added", "blue")]


def test_case_verse_breaks() -> None:
    plain, verse = read(case("docx-verse-breaks")), read(case("docx-verse-breaks"), lines="verse")
    assert len(words(plain, Kind.PARAGRAPH)) == len(of_kind(plain, Kind.BREAK)) == 2
    assert "mebelow" not in plain.text
    assert [len(one.children) for one in of_kind(verse, Kind.STANZA)] == [2, 2]
    assert words(verse, Kind.VERSE)[1] == "below the willow tree,"


def test_case_bold_heading() -> None:
    plain, bold = read(case("docx-bold-heading")), read(case("docx-bold-heading"), headings="bold")
    assert [one.code for one in plain.findings] == ["E320"]
    assert "1 short bold paragraph may be a heading" in plain.findings[0].message
    assert not of_kind(plain, Kind.HEADING)
    assert words(bold, Kind.HEADING) == ["Chapter the first"]
    assert emphasis(bold) == [("smallCaps", "all"), ("superscript", "nd")]
    assert "day, the 2nd of May" in bold.text


# -- blocks


@pytest.mark.parametrize(
    ("name", "id", "level"),
    [
        ("heading 1", "berschrift1", "1"),
        ("heading 2", "Titre2", "2"),
        ("Überschrift 3", "x", "3"),
        ("Titre 1", "y", "1"),
    ],
)
def test_headings_in_many_languages(name: str, id: str, level: str) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    own = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My own"/><w:basedOn w:val="{id}"/></w:style>'
    made = read(make(p("One", style=id), p("Two", style="Own"), p("Text"), styles=styles + own))
    assert [n.get("level") for n in of_kind(made, Kind.HEADING)] == [level, level]
    assert words(made, Kind.PARAGRAPH) == ["Text"]


def test_outline_level_and_no_headings() -> None:
    block = p("One", properties='<w:outlineLvl w:val="1"/>')
    assert [n.get("level") for n in of_kind(read(make(block)), Kind.HEADING)] == ["2"]
    assert not of_kind(read(make(block, p("Two", style="Heading1")), headings="none"), Kind.HEADING)


def test_title_quotation_caption() -> None:
    made = read(
        make(p("T", style="Title"), p("Q1", style="Quote"), p("Q2", style="Zitat"), p("C", style="Caption"), p("P"))
    )
    assert words(made, Kind.TITLE) == ["T"]
    (quotation,) = of_kind(made, Kind.QUOTATION)
    assert len(quotation.children) == 2
    assert words(made, Kind.CAPTION) == ["C"]


def test_a_main_part_of_another_name_strict_and_another_prefix() -> None:
    data = make(p("Strict"), main="doc/main2.xml", uri=STRICT)
    assert read(data).text == "Strict\n"
    assert covered(read(data)) == carriers(data)


def test_verses_as_paragraphs() -> None:
    made = read(make(p("One"), p("Two"), p(), p("Three")), lines="verse")
    assert [len(one.children) for one in of_kind(made, Kind.STANZA)] == [2, 1]


def test_tables_in_tables_and_joined_cells() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    first = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('head')}</w:tc></w:tr>"
    )
    made = read(make(f"<w:tbl>{first}<w:tr><w:tc>{p('a')}{p('b')}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"))
    assert words(made, Kind.CELL) == ["head", "a\nb", "inner"]
    assert [n.get("role") for n in of_kind(made, Kind.ROW)] == ["label", ""]


def test_empty_cells_hold_their_place() -> None:
    row = f"<w:tr><w:tc>{p()}</w:tc><w:tc>{p('a')}</w:tc><w:tc>{p()}</w:tc></w:tr>"
    made = read(make(p("before"), f"<w:tbl>{row}</w:tbl>", p("after")))
    assert words(made, Kind.CELL) == ["", "a", ""]
    assert made.text.split() == ["before", "a", "after"]


NUMBERS = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def numbered(words: str, level: int = 0, style: str = "") -> str:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return p(words, style=style, properties=numbers)


def test_lists_are_counted() -> None:
    numbers = NUMBERS.format(format="decimal", text="%1.")
    blocks = [numbered("a"), numbered("b", 1), numbered("c", 1), numbered("d"), p("between"), numbered("e", 1)]
    made = read(make(*blocks, numbering=numbers))
    assert [n.get("n") for n in of_kind(made, Kind.ITEM)] == ["3", "a", "b", "4", "a"]
    assert [n.get("type") for n in of_kind(made, Kind.LIST)] == ["ordered", "ordered"]
    assert "3" not in made.text


def test_numbers_of_headings_and_paragraphs_are_words() -> None:
    made = read(
        make(
            numbered("Of rivers"),
            numbered("Of boats", style="Heading1"),
            numbering=NUMBERS.format(format="upperRoman", text="§ %1"),
        )
    )
    assert words(made, Kind.PARAGRAPH) == ["§ III Of rivers"]
    assert words(made, Kind.HEADING) == ["§ IV Of boats"]
    assert [one.code for one in made.findings] == ["E321"]


def test_bullets() -> None:
    made = read(make(numbered("a"), numbering=NUMBERS.format(format="bullet", text="•")))
    assert [n.get("type") for n in of_kind(made, Kind.LIST)] == ["bulleted"]


# -- words


def test_signs_and_white_space() -> None:
    run = "<w:r><w:t> a </w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    made = read(make(p(run, symbol)))
    assert made.text == "a b\u2011cd\uf04a\n"
    assert [one.code for one in made.findings] == ["E322"]


def test_emphasis_toggles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="It"><w:name w:val="It"/><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Em"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    em = '<w:rStyle w:val="Em"/>'
    made = read(
        make(
            p(r("one "), r("two", em), style="It"),
            p(r("three ", em), r("four", em + '<w:i w:val="0"/>')),
            styles=styles,
        )
    )
    assert emphasis(made) == [("italic", "one"), ("italic", "three")]


def test_runs_of_one_format_are_one_and_blanks_do_not_part_them() -> None:
    italic = "<w:i/>"
    made = read(make(p(r("a", italic), r(" "), r("b", italic), r("c", '<w:strike/><w:u w:val="single"/>'))))
    assert emphasis(made) == [("italic", "a b"), ("underline strike", "c")]


def test_language_only_where_it_differs() -> None:
    latin, german = '<w:lang w:val="la-VA"/>', '<w:lang w:val="de-DE"/>'
    made = read(
        make(p(r("Er sagte laut und deutlich ", german), r("veni vidi", latin), r(" und ging", german))), language="de"
    )
    assert [(n.get("lang"), made.text[n.start : n.end]) for n in of_kind(made, Kind.FOREIGN)] == [("la", "veni vidi")]


def test_links_fields_hidden_words() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made = read(
        make(p(f'<w:hyperlink r:id="web">{r("link")}</w:hyperlink>', r(" page "), field, r("secret", "<w:vanish/>")))
    )
    assert made.text == "link page 12\n"
    assert [n.get("target") for n in of_kind(made, Kind.LINK)] == ["https://example.org/a"]
    assert left_out(made, Rule.FIELD_CODE) == ["PAGEREF x"]
    assert left_out(made, Rule.HIDDEN) == ["secret"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert read(make(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("words")))).text == "words\n"


def test_a_table_of_contents_is_left_out() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    made = read(
        make(f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('One … 1')}</w:sdtContent></w:sdt>", p("One"))
    )
    assert (made.text, left_out(made, Rule.GENERATED)) == ("One\n", ["One … 1"])


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>".format(p("boxed"))
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    made = read(make(p(r("bef"), both, r("ore"))))
    assert words(made, Kind.PARAGRAPH) == ["before", "boxed"]
    assert left_out(made, Rule.TWIN) == ["boxed"]


def test_headers_are_left_out() -> None:
    made = read(make(p("Text"), header=p("Running head")))
    assert (made.text, left_out(made, Rule.RUNNING_HEAD)) == ("Text\n", ["Running head"])


def test_page_breaks() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    made = read(make(p(r("one "), page, r("two"), page), p("three")))
    assert [n.get("unit") for n in of_kind(made, Kind.BREAK)] == ["page", "page"]
    assert made.text == "one\ntwo\n\nthree\n"


# -- notes and comments


def note(kind: str, id: int, *content: str, attributes: str = "") -> str:
    return f'<w:{kind} w:id="{id}" {attributes}>{p(*content)}</w:{kind}>'


def mark(kind: str, id: int, custom: str = "") -> str:
    follows = ' w:customMarkFollows="1"' if custom else ""
    return f'<w:r><w:{kind}Reference w:id="{id}"{follows}/>{t(custom) if custom else ""}</w:r>'


def test_notes_are_numbered_and_custom_marks_are_kept() -> None:
    made = read(
        make(
            p(
                "a",
                mark("footnote", 5),
                "b",
                mark("footnote", 6, "*"),
                "c",
                mark("footnote", 7),
                "d",
                mark("endnote", 1),
            ),
            footnotes=note("footnote", 5, "five")
            + note("footnote", 6, "* six")
            + note("footnote", 7, "seven")
            + note("footnote", 8, "lost"),
            endnotes=note("endnote", 1, r("e"), r("nd", "<w:i/>")),
        )
    )
    assert [(n.get("n"), made.text[n.start : n.end]) for n in of_kind(made, Kind.NOTE)] == [
        ("1", "five"), ("*", "six"), ("2", "seven"), ("i", "end"),
    ]  # fmt: skip
    assert made.text.startswith("abcd\n")
    assert left_out(made, Rule.HIDDEN) == ["lost"]
    assert emphasis(made) == [("italic", "nd")]


def test_a_note_of_deleted_words_is_deleted() -> None:
    deleted = f"<w:del>{mark('footnote', 1)}<w:r><w:delText>x</w:delText></w:r></w:del>"
    data = make(p("a", deleted), footnotes=note("footnote", 1, "gone"))
    assert left_out(read(data, changes="accept"), Rule.DELETED) == ["gone", "x"]
    assert words(read(data, changes="reject"), Kind.NOTE) == ["gone"]


def test_comments() -> None:
    data = make(
        p("a", mark("comment", 0), " b"),
        comments=note("comment", 0, "check", attributes='w:author="Ada" w:initials="A"'),
    )
    plain, notes = read(data), read(data, comments="notes")
    assert left_out(plain, Rule.COMMENT) == ["check"]
    assert [one.code for one in plain.findings] == ["E326"]
    (one,) = of_kind(notes, Kind.NOTE)
    assert (one.get("type"), one.get("author"), one.get("n")) == ("comment", "Ada", "A1")


# -- changes


def test_moves_and_ends_of_paragraphs() -> None:
    moved = f"<w:moveFrom>{r('here ')}</w:moveFrom>", f"<w:moveTo>{r('there')}</w:moveTo>"
    deleted_end = "<w:rPr><w:del/></w:rPr>"
    data = make(p(moved[0], r("x"), properties=deleted_end), p(r("y "), moved[1]))
    assert "1 move" in refusal(data)
    assert read(data, changes="accept").text == "xy there\n"
    assert read(data, changes="reject").text == "here x\n\ny\n"


# -- what is refused


def test_refusals() -> None:
    good = make(p("x"))
    assert "no zip archive" in refusal(b"plain")
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "old Word" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "macros" in refusal(make(p("x"), type="vnd.ms-word.document.macroEnabled.main"))
    assert "damaged" in refusal(good[: len(good) // 2])
    assert "no main document" in refusal(pack({"a.xml": "<a/>"}))
    assert "packed more than" in refusal(pack({"word/document.xml": " " * 30_000_000}))
    assert "members" in refusal(pack({f"m{i}": "" for i in range(2_001)}))


@pytest.mark.parametrize(
    "broken", ["<w:p>", '<w:p xmlns:x="y"><!ENTITY></w:p>', "&bomb;", "<w:sdt>" * 200 + "</w:sdt>" * 200]
)
def test_damaged_parts_are_named(broken: str) -> None:
    with pytest.raises(SeedError, match=r"seeds/A\.docx \(word/document\.xml\)"):
        read(make(broken))


# -- nothing is lost

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="<&>"), max_size=8)
PROPERTIES = st.sampled_from(
    ["", "<w:i/>", "<w:vanish/>", '<w:lang w:val="la"/>', '<w:vertAlign w:val="superscript"/>']
)


@st.composite
def runs(draw: st.DrawFn) -> str:
    words, kind = draw(TEXTS), draw(st.integers(0, 8))
    inner = [
        f"<w:t>{words}</w:t>", t(words), f"<w:instrText>{words}</w:instrText>",
        f"{t(words)}<w:br/>{t(words)}", f"<w:tab/>{t(words)}",
    ]  # fmt: skip
    run = f"<w:r><w:rPr>{draw(PROPERTIES)}</w:rPr>{inner[min(kind, 4)]}</w:r>"
    if kind == 5:
        return f"<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>"
    if kind == 6:
        return f"<w:ins>{run}</w:ins>"
    return mark("footnote", 1, "*") + run if kind == 7 else run


@st.composite
def bodies(draw: st.DrawFn) -> str:
    paragraphs = draw(st.lists(st.lists(runs(), max_size=4), min_size=1, max_size=5))
    styles = st.sampled_from(["", "Heading1", "Quote", "Title"])
    made = [p(*one, style=draw(styles)) for one in paragraphs]
    return "\n".join(f"<w:tbl><w:tr><w:tc>{one}</w:tc></w:tr></w:tbl>" if draw(st.booleans()) else one for one in made)


@settings(deadline=None, max_examples=60)
@given(bodies(), TEXTS, st.sampled_from(["accept", "reject", "keep"]), st.sampled_from(["", "verse"]))
def test_every_character_is_accounted_for_once(body: str, words: str, changes: str, lines: str) -> None:
    data = make(body, footnotes=note("footnote", 1, r(words)), header=p(r(words)))
    assert covered(read(data, changes=changes, lines=lines)) == carriers(data)


def test_a_changed_letter_shows() -> None:
    blocks = [
        p("q"),
        p("a", mark("footnote", 1)),
        p(r("q", "<w:vanish/>")),
        p("<w:r><w:instrText>q</w:instrText></w:r>"),
    ]
    data = [make(*blocks, footnotes=note("footnote", 1, "q"), header=p("q"))]
    for place in range(5):
        parts = "\0".join([*blocks, note("footnote", 1, "q")]).split("q")
        changed = ("q".join(parts[: place + 1]) + "z" + "q".join(parts[place + 1 :])) if place < len(parts) - 1 else ""
        if changed:
            *body, notes = changed.split("\0")
            data.append(make(*body, footnotes=notes, header=p("q")))
    data.append(make(*blocks, footnotes=note("footnote", 1, "q"), header=p("z")))
    seen = {(made.text, tuple((one.rule, one.source) for one in made.left_out)) for made in map(read, data)}
    assert len(seen) == len(data) == 6
