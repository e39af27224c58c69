"""OpenDocument texts: what becomes text, and that every character of the file is accounted for."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.extractions import of_kind, words

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.extract import Extraction, extract
from edition.readers.odt import read_odt
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{prefix}="{OASIS}:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "manifest": "manifest",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
STYLES = (
    '<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="L" style:family="text"><style:text-properties fo:language="la"/></style:style>'
    '<style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Z" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="S" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
    'text:start-value="2"/></text:list-style>'
)
DOCTYPE = '<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">'


def content(*blocks: str, root: str = "document-content", doctype: str = "") -> str:
    inner = f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>"
    return f"{doctype}<office:{root} {NAMES}>{inner}{''.join(blocks)}</office:text></office:body></office:{root}>"


def pack(mimetype: str = "application/vnd.oasis.opendocument.text", **files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        for name, text in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return data.getvalue()


def make(*blocks: str, doctype: str = "") -> bytes:
    heads = "<style:header><text:p>Running</text:p></style:header>"
    heads = f"<office:document-styles {NAMES}>{heads}</office:document-styles>"
    return pack(content=content(*blocks, doctype=doctype), styles=heads)


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def read(data: bytes, **options: str) -> Extraction:
    made = read_odt(SourceFile("A", "seeds/A.odt", data), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(data: bytes) -> str:
    made = read_odt(SourceFile("A", "seeds/A.odt", data), ReaderOptions())
    assert isinstance(made, Refusal)
    return made.why


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


NOTE = (
    '<text:note text:note-class="{kind}"><text:note-citation>{n}</text:note-citation>'
    "<text:note-body>{body}</text:note-body></text:note>"
)


def test_headings_paragraphs_quotations_and_running_heads() -> None:
    made = read(make('<text:h text:outline-level="2">Two</text:h>', p("Text"), p("Said", "Z"), p("Also", "Quotations")))
    assert [n.get("level") for n in of_kind(made, Kind.HEADING)] == ["2"]
    (quotation,) = of_kind(made, Kind.QUOTATION)
    assert len(quotation.children) == 2
    assert left_out(made, Rule.RUNNING_HEAD) == ["Running"]


def test_spaces_breaks_and_emphasis() -> None:
    span = '<text:span text:style-name="{}">{}</text:span>'
    italic, high, hidden = span.format("I", "c"), span.format("S", "d"), span.format("H", "e")
    inner = f'a<text:s text:c="3"/>b<text:tab/>{italic}{high}<text:line-break/>{hidden}f'
    made = read(make(p(inner)))
    assert made.text == "a b cd\nf\n"
    assert [(n.get("rend"), made.text[n.start : n.end]) for n in of_kind(made, Kind.EMPHASIS)] == [
        ("italic", "c"), ("superscript", "d"),
    ]  # fmt: skip
    assert left_out(made, Rule.HIDDEN) == ["e"]


def test_a_foreign_language_is_marked() -> None:
    made = read(make(p('He said <text:span text:style-name="L">veni</text:span>.')), language="en")
    assert [(n.get("lang"), made.text[n.start : n.end]) for n in of_kind(made, Kind.FOREIGN)] == [("la", "veni")]
    assert not of_kind(read(make(p('<text:span text:style-name="L">veni</text:span>')), language="la"), Kind.FOREIGN)


def test_notes_keep_their_marks() -> None:
    foot, end = (
        NOTE.format(kind=k, n=n, body=p(b)) for k, n, b in (("footnote", "*", "foot"), ("endnote", "i", "end"))
    )
    made = read(make(p(f"a{foot}b{end}")))
    assert [(n.get("n"), made.text[n.start : n.end]) for n in of_kind(made, Kind.NOTE)] == [("*", "foot"), ("i", "end")]
    assert made.text.startswith("ab\n")
    assert left_out(made, Rule.NOTE_MARK) == ["*", "i"]


def test_comments() -> None:
    data = make(p("a<office:annotation><dc:creator>Ada</dc:creator><text:p>check</text:p></office:annotation>b"))
    assert left_out(read(data), Rule.COMMENT) == ["Ada", "check"]
    assert [one.code for one in read(data).findings] == ["E326"]
    (note,) = of_kind(read(data, comments="notes"), Kind.NOTE)
    assert (note.get("type"), note.get("author")) == ("comment", "Ada")


def test_lists_are_numbered() -> None:
    inner = "<text:list><text:list-item><text:p>in</text:p></text:list-item></text:list>"
    items = (
        f"<text:list-item><text:p>a</text:p>{inner}</text:list-item><text:list-item><text:p>b</text:p></text:list-item>"
    )
    made = read(make(f'<text:list text:style-name="N">{items}</text:list>', p("c")))
    assert [(n.get("n"), n.get("level")) for n in of_kind(made, Kind.ITEM)] == [("2", ""), ("", "2"), ("3", "")]
    assert words(made, Kind.PARAGRAPH) == ["c"]


def test_tables_and_links() -> None:
    row = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"
    heads = f"<table:table-header-rows>{row.format(p('head'))}</table:table-header-rows>"
    link = '<text:a xlink:href="https://example.org/">b</text:a>'
    made = read(make(f"<table:table>{heads}{row.format(p('a') + p(link))}</table:table>"))
    assert words(made, Kind.CELL) == ["head", "a\nb"]
    assert [n.get("role") for n in of_kind(made, Kind.ROW)] == ["label", ""]
    assert [n.get("target") for n in of_kind(made, Kind.LINK)] == ["https://example.org/"]


def test_a_text_box_stands_behind_its_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box><svg:desc>a picture</svg:desc></draw:frame>"
    made = read(make(p(f"bef{box}ore")))
    assert words(made, Kind.PARAGRAPH) == ["before", "boxed"]


def test_a_table_of_contents_is_left_out() -> None:
    made = read(
        make(
            f"<text:table-of-content><text:index-body>{p('One 1')}</text:index-body></text:table-of-content>", p("One")
        )
    )
    assert (made.text, left_out(made, Rule.GENERATED)) == ("One\n", ["One 1"])


def test_verses_and_bold_headings() -> None:
    made = read(make(p("a<text:line-break/>b"), p("c")), lines="verse")
    assert [len(one.children) for one in of_kind(made, Kind.STANZA)] == [2, 1]
    assert [one.code for one in read(make(p("One", "B"), p("text"))).findings] == ["E320"]
    assert words(read(make(p("One", "B"), p("text")), headings="bold"), Kind.HEADING) == ["One"]


def test_numbers_of_headings_are_words() -> None:
    level = '<text:outline-level-style text:level="{0}" style:num-format="{1}" style:num-suffix="."'
    level += ' text:display-levels="{0}"/>'
    styles = f"<office:x {NAMES}>{level.format(1, 'I')}{level.format(2, '1')}</office:x>"
    heads = [f'<text:h text:outline-level="{n}">{words}</text:h>' for n, words in ((1, "a"), (1, "b"), (2, "c"))]
    made = read(pack(content=content(*heads), styles=styles))
    assert words(made, Kind.HEADING) == ["I. a", "II. b", "II.1. c"]
    assert [one.code for one in made.findings] == ["E321"]


REGION = (
    '<text:changed-region text:id="{}"><text:{}><office:change-info><dc:creator>Ada</dc:creator></office:change-info>'
    "{}</text:{}></text:changed-region>"
)
TRACKED = "<text:tracked-changes>{}{}</text:tracked-changes>".format(
    REGION.format("c1", "deletion", p("red "), "deletion"), REGION.format("c2", "insertion", "", "insertion")
)
CHANGED = (
    TRACKED,
    p('The <text:change text:change-id="c1"/>boat<text:change-start text:change-id="c2"/> is'),
    p('blue<text:change-end text:change-id="c2"/>.'),
)


def test_tracked_changes() -> None:
    data = make(*CHANGED)
    assert "1 deletion and 1 insertion nobody accepted (paragraph 2 «The boat is»)" in refusal(data)
    assert read(data, changes="accept").text == "The boat is\n\nblue.\n"
    assert read(data, changes="reject").text == "The red boat.\n"
    assert left_out(read(data, changes="accept"), Rule.DELETED) == ["red "]
    kept = read(data, changes="keep")
    assert (words(kept, Kind.DELETED), words(kept, Kind.ADDED)) == (["red"], ["is", "blue"])


def test_a_paragraph_of_which_all_words_are_deleted() -> None:
    data = make(TRACKED, p("The ferry"), p('<text:change text:change-id="c1"/>'), p("left."))
    assert read(data, changes="accept").text == "The ferry\n\nleft.\n"
    assert read(data, changes="reject").text == "The ferry\n\nred\n\nleft.\n"
    assert words(read(data, changes="keep"), Kind.DELETED) == ["red"]


def test_the_doctype_of_old_files_is_not_loaded() -> None:
    assert read(make(p("a"), doctype=DOCTYPE)).text == "a\n"
    with pytest.raises(SeedError, match="DOCTYPE"):
        read(make(p("a"), doctype=DOCTYPE.replace("OpenOffice", "Another")))


def test_a_flat_file() -> None:
    made = read(content(p("flat"), root="document").encode())
    assert made.text == "flat\n"


def test_refusals() -> None:
    assert "spreadsheet" in refusal(pack("application/vnd.oasis.opendocument.spreadsheet"))
    assert "content.xml" in refusal(pack())
    assert "no zip archive" in refusal(b"plain")
    assert "office:text" in refusal(b"<TEI/>")
    secret = f"<manifest:manifest {NAMES}><manifest:encryption-data/></manifest:manifest>"
    data = pack(**{"content": "x", "META-INF__manifest": secret})
    assert "password" in refusal(data)
    with pytest.raises(SeedError, match=r"content\.xml"):
        read(pack(content="<broken>"))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="<&>"), max_size=8)


@st.composite
def inlines(draw: st.DrawFn) -> str:
    words = draw(TEXTS)
    box = f"<draw:frame><draw:text-box>{p(words)}</draw:text-box></draw:frame>"
    forms = [
        words,
        f'<text:span text:style-name="I">{words}</text:span>',
        f'<text:span text:style-name="H">{words}</text:span>',
        f"<text:line-break/>{words}",
        NOTE.format(kind="footnote", n="1", body=p(words)),
        f'<text:change text:change-id="c1"/>{words}',
        f'<text:change-start text:change-id="c2"/>{words}',
        f'<text:change-end text:change-id="c2"/>{words}',
        f"<office:annotation><text:p>{words}</text:p></office:annotation>",
        box,
    ]
    return draw(st.sampled_from(forms))


@st.composite
def blocks(draw: st.DrawFn) -> str:
    inner = "".join(draw(st.lists(inlines(), max_size=4)))
    forms = [
        p(inner, draw(st.sampled_from(["", "B", "Z"]))), f"<text:h>{inner}</text:h>",
        f"<text:list><text:list-item>{p(inner)}</text:list-item></text:list>",
        f"<table:table><table:table-row><table:table-cell>{p(inner)}</table:table-cell></table:table-row></table:table>",
    ]  # fmt: skip
    return draw(st.sampled_from(forms))


@settings(deadline=None, max_examples=60)
@given(st.lists(blocks(), max_size=4), st.sampled_from(["accept", "reject", "keep"]), st.sampled_from(["", "notes"]))
def test_every_character_is_accounted_for_once(body: list[str], changes: str, comments: str) -> None:
    data = make(TRACKED, *body)
    assert covered(read(data, changes=changes, comments=comments, lines="verse")) == carriers(data)
