"""Marks in an editor's own TEI file: where they stand, that they can be taken out, that they change no word."""

import codecs
import difflib
import re
from dataclasses import replace

import pytest
from tests.marked import PATH, Marked, file_of, mark, read

from edition.errors import InputError
from edition.kept_files import has_marks, parse_written
from edition.model import Mention, MentionKind
from edition.project.ownership import Origin, origin_by_stamp, read_kept_note
from edition.tei.decode.cut import cut_file
from edition.tei.encode.holders import load_holders
from edition.xml.parse import parse
from edition.xml.transcription import parse_transcription

DTD = ("chars.dtd", b"<!ENTITY longs '&#x17F;'>")


def body_of(marked: Marked) -> str:
    """The body with marks, their attributes but for the links of parts taken away."""
    text = marked.marker.file.encoding.to_utf8(marked.after).decode()
    inner = re.search(r"<(?:\w+:)?body>(.*)</(?:\w+:)?body>", text, re.DOTALL)
    assert inner
    return re.sub(r' (?:xml:id="vm[^"]*"|ref="[^"]*"|resp="#vm[^"]*"|cert="high")', "", inner[1])


def proved(marked: Marked, **options: object) -> Marked:
    """The marked file, once it is proved: what was cut is what was, and what is read is what was read."""
    assert cut_file(marked.after, PATH) == marked.before
    assert read(marked.after, **options).text == marked.witness.text  # type: ignore[arg-type]
    before, after = (marked.marker.file.encoding.to_utf8(data) for data in (marked.before, marked.after))
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if len(after) < 4000 else []
    assert {kind for kind, *_ in changes} <= {"equal", "insert"}
    return marked


PLACES = {
    "<p>Anna Wold came.</p>": "<p>[Anna Wold] came.</p>",
    "<p>Anna Wold</p>": "<p>[Anna Wold]</p>",
    "<p><hi>Anna</hi> Wold</p>": "<p>[<hi>Anna</hi> Wold]</p>",
    "<p>Anna <hi>Wold</hi></p>": "<p>[Anna <hi>Wold</hi>]</p>",
    "<p><hi><hi>Anna</hi> Wold</hi></p>": "<p><hi>[<hi>Anna</hi> Wold]</hi></p>",
    "<p><hi>x Anna</hi> Wold</p>": "<p><hi>x [Anna]</hi> [Wold]</p>",
    "<p>Anna <hi>Wold x</hi></p>": "<p>[Anna ]<hi>[Wold] x</hi></p>",
    "<p>Anna <lb/>Wold</p>": "<p>[Anna <lb/>Wold]</p>",
    "<p>An<lb break='no'/>na Wold</p>": "<p>[An<lb break='no'/>na Wold]</p>",
    "<p>An<!-- c -->na <?p i?>Wold</p>": "<p>[An<!-- c -->na <?p i?>Wold]</p>",
    "<p>Anna<note>x</note> Wold</p>": "<p>[Anna<note>x</note> Wold]</p>",
    "<p><w>Anna</w> <w>Wold</w></p>": "<p>[<w>Anna</w> <w>Wold</w>]</p>",
    "<p><w>x</w> <w>Anna</w> <w>Wold</w></p>": "<p><w>x</w> [<w>Anna</w> <w>Wold</w>]</p>",
    "<lg><l>x Anna</l>\n<l>Wold x</l></lg>": "<lg><l>x [Anna]</l>\n<l>[Wold] x</l></lg>",
    "<p>x Anna</p><p>Wold</p>": "<p>x [Anna]</p><p>[Wold]</p>",
    "<p><choice><expan>Anna</expan></choice> Wold</p>": "<p>[<choice><expan>Anna</expan></choice> Wold]</p>",
    "<p><choice><sic>Anna Wold</sic><corr>x</corr></choice></p>":
        "<p>[<choice><sic>Anna Wold</sic><corr>x</corr></choice>]</p>",
    "<p><subst><del>x</del><add>Anna</add></subst> Wold</p>":
        "<p>[<subst><del>x</del><add>Anna</add></subst> Wold]</p>",
    "<p><subst><add>x </add><add>Anna</add></subst> Wold</p>":
        "<p><subst><add>x </add><add>[Anna]</add></subst> [Wold]</p>",
    "<p><del>x</del> Anna Wold</p>": "<p><del>x</del> [Anna Wold]</p>",
    "<p><add><del>x</del>Anna</add> Wold</p>": "<p><add><del>x</del>[Anna]</add> [Wold]</p>",
    "<p>Anna\r\nWold\r\n</p>\r\n": "<p>[Anna\r\nWold]\r\n</p>\r\n",
    "<p><![CDATA[Anna Wold]]></p>": "<p>[<![CDATA[Anna Wold]]>]</p>",
    "<p><![CDATA[Anna]]> Wold</p>": "<p>[<![CDATA[Anna]]> Wold]</p>",
    "<p>An&#110;a Wo&#x6C;d</p>": "<p>[An&#110;a Wo&#x6C;d]</p>",
    "<p>x&#65;nna Wol&#100;</p>": "<p>x[&#65;nna Wol&#100;]</p>",
    "<p>x <gap reason='lost'/>Anna Wold</p>": "<p>x <gap reason='lost'/>[Anna Wold]</p>",
    "<p>x (Anna Wold)</p>": "<p>x ([Anna Wold])</p>",
    "<sp><speaker>Anna Wold</speaker><l>x</l></sp>": "<sp><speaker>[Anna Wold]</speaker><l>x</l></sp>",
    "<p>Anna <seg>Wold <hi>x</hi></seg></p>": "<p>[Anna ]<seg>[Wold] <hi>x</hi></seg></p>",
    "<p><app><lem>Anna</lem><rdg>x</rdg></app> Wold</p>":
        "<p>[<app><lem>Anna</lem><rdg>x</rdg></app> Wold]</p>",
    "<p><app><lem>Anna Wold</lem><rdg>x</rdg></app></p>": "<p><app><lem>[Anna Wold]</lem><rdg>x</rdg></app></p>",
}  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), PLACES.items())
def test_where_a_mark_stands(given: str, expected: str) -> None:
    witness = read(file_of(given).encode())
    found = re.search(r"Anna\s*Wold", witness.text)
    assert found
    marked = proved(mark(file_of(given).encode(), [found.span()]))
    shown = re.sub(r"</persName>", "]", re.sub(r"<persName(?: \w+=\"#[^\"]*\")*>", "[", body_of(marked)))
    assert shown == expected


def test_parts_point_to_each_other_and_the_first_has_the_id_of_the_mark() -> None:
    marked = proved(mark(file_of("<l>x Anna</l><l>Wold</l><l>Moor x</l>").encode(), ["Anna\nWold\nMoor"]))
    tags = re.findall(r"<persName ([^>]*)>", marked.after.decode())
    links = [(one.split('xml:id="')[1].split('"')[0], *re.findall(r'(?:next|prev)="([^"]*)"', one)) for one in tags]
    assert links == [("vm-m-0", "#vm-m-0.2"), ("vm-m-0.2", "#vm-m-0", "#vm-m-0.3"), ("vm-m-0.3", "#vm-m-0.2")]


def test_where_no_name_may_stand_anchors_and_a_span_do() -> None:
    marked = proved(mark(file_of("<p><w>Anna-Wold</w></p>").encode(), ["Wold"]))
    assert body_of(marked) == "<p><w>Anna-<anchor/>Wold<anchor/></w></p>"
    text = marked.after.decode()
    assert '<standOff xml:id="vm-marks"><spanGrp><span xml:id="vm-m-0" resp="#vm-variorum"' in text
    assert 'from="#vm-m-0.a" to="#vm-m-0.z" corresp="../registers/persons.xml#pers-x"/>' in text


@pytest.mark.parametrize(
    "given",
    [
        "<p><persName>Anna Wold</persName></p>",
        "<p>Anna <name>Wold</name></p>",
        "<p><date>Anna</date> Wold</p>",
        "<p>Anna <rs>Wold x</rs></p>",
        "<p><rs>x <hi>Anna Wold</hi></rs></p>",
        "<p>Anna<hi><title>x</title></hi> Wold</p>",
        "<p><title>x Anna</title> Wold</p>",
        "<p>Anna <placeName/>Wold</p>",
    ],
)
def test_nothing_of_ours_stands_in_around_or_across_a_name_of_hers(given: str) -> None:
    data = file_of(given).encode()
    found = re.search(r"Anna(?: ?x)? Wold", read(data).text)
    assert found
    marked = proved(mark(data, [found.span()]))
    assert len(marked.marker.unmarked) == 1
    assert body_of(marked) == given


def test_a_mention_that_is_hers_is_not_marked() -> None:
    data = file_of("<p>Anna Wold</p>").encode()
    marked = mark(data, ["Anna"])

    class Hers:
        hers, start, end = True, 0, 4

    marker = marked.marker
    marker.mark(marked.witness, [Hers()])  # type: ignore[list-item]
    assert marker.unmarked == []


@pytest.mark.parametrize(
    ("ids", "prefix"),
    [("", "vm-"), ('<seg xml:id="vm-1"/>', "vm2-"), ('<seg xml:id="vm-1"/><seg xml:id="vm2-"/>', "vm3-")]
)  # fmt: skip
def test_where_she_uses_our_prefix_we_take_the_next(ids: str, prefix: str) -> None:
    marked = proved(mark(file_of(f"<p>{ids}Anna Wold</p>").encode(), ["Anna"]))
    assert marked.marker.prefix == prefix
    assert f'<persName xml:id="{prefix}m-0"' in marked.after.decode()


def test_a_file_that_we_marked_can_be_a_source() -> None:
    first = proved(mark(file_of("<p>Anna Wold</p>").encode(), ["Anna"]))
    second = proved(mark(first.after, ["Wold"]))
    assert second.marker.prefix == "vm2-"
    assert cut_file(cut_file(second.after, PATH), PATH) == first.before


def test_the_prefix_of_her_namespace_is_that_of_the_marks() -> None:
    text = re.sub(r"<(/?)(?=\w)", r"<\1t:", file_of("<p>x <w>Anna</w> <w>Wo-ld</w></p>")).replace("xmlns=", "xmlns:t=")
    marked = proved(mark(text.encode(), ["Anna Wo", "ld"], by_editor=True))
    assert "<t:persName " in body_of(marked) or "<t:anchor" in body_of(marked)
    assert not re.search(r"</?(?!t:)\w", marked.after.decode().split("<?variorum")[0])
    parse(marked.after, "A.xml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1", "utf-8-sig", "windows-1252"])
def test_marks_are_written_in_the_encoding_of_the_file(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding.removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{declared}"?>\r\n{file_of("<p>é Anna «Wold»</p>")}\r\n'
    mark_of = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
    marked = proved(mark(mark_of + text.encode(encoding), ["Anna", "Wold"], by_editor=True))
    assert b"\xc3\x86" not in marked.after or declared == "utf-8"  # the editor's name in the header
    root = parse(marked.after, "A.xml")
    assert "Ægidius Ø" in [e.text for e in root.iter("{*}persName")]
    kept = read_kept_note(marked.after)
    assert kept is not None
    assert kept[0].sigla == ("A",)


def test_marks_stand_around_whole_references_of_entities() -> None:
    doctype = '<!DOCTYPE TEI [<!ENTITY n "n"><!ENTITY w "<choice><abbr>W</abbr><expan>Wo</expan></choice>l">]>\n'
    marked = proved(mark(f"{doctype}{file_of('<p>x An&n;a &w;d</p>')}".encode(), ["Anna Wl", "d"]))
    assert body_of(marked) == "<p>x <persName>An&n;a &w;</persName><persName>d</persName></p>"


def test_entities_of_a_local_file_stand_as_they_stood() -> None:
    data = file_of("<p>An&longs;a Wold</p>").encode()
    marked = proved(mark(data, ["Anſa"], declarations=DTD), declarations=DTD)
    assert body_of(marked) == "<p><persName>An&longs;a</persName> Wold</p>"


def test_marks_stand_in_each_other_and_beside_each_other() -> None:
    data = file_of("<p>Anna Wold, Marsh</p>").encode()
    witness = read(data)
    assert witness.text.startswith("Anna Wold, Marsh")
    marked = proved(mark(data, [(0, 4), (0, 9), (9, 10), (5, 9), (11, 16)]))
    assert body_of(marked).count("<persName>") == 5
    assert body_of(marked).startswith("<p><persName><persName>Anna</persName> <persName>Wold</persName></persName>")
    assert not marked.marker.unmarked


def test_two_witnesses_of_one_file_share_a_mark() -> None:
    marked = mark(file_of("<p>Anna Wold</p>").encode(), ["Anna"])
    other = replace(marked.witness, siglum="B")
    rows = ((0, 4, "pers-x", "m-9"), (2, 9, "pers-y", "m-8"), (5, 9, "pers-y", "m-0"))
    mentions = [Mention(MentionKind.PERSON, start, end, ref, id=name) for start, end, ref, name in rows]
    marked.marker.mark(other, mentions)
    assert marked.marker.names == {("A", "m-0"): "vm-m-0", ("B", "m-9"): "vm-m-0", ("B", "m-0"): "vm-m-0-2"}
    assert [m.id for _, m in marked.marker.unmarked] == ["m-8"]  # it would cross the first
    after = marked.marker.finish().decode()
    assert after.count("<persName") == 2


def test_a_file_without_header_has_marks_that_name_nobody() -> None:
    data = b'<text xmlns="http://www.tei-c.org/ns/1.0"><body><p>Anna <w>Wold</w></p></body></text>'
    marked = proved(mark(data, ["Anna", "Wol"]))
    assert b"resp=" not in marked.after
    assert b"Header" not in marked.after
    assert [m.id for _, m in marked.marker.unmarked] == ["m-1"]  # a span would need standOff


def test_what_the_header_says() -> None:
    text = mark(file_of("<p>Anna</p>").encode(), ["Anna"], by_editor=True).after.decode()
    assert '</fileDesc><encodingDesc xml:id="vm-header"><appInfo><application xml:id="vm-variorum"' in text
    assert '<title>test</title><respStmt xml:id="vm-editor">' in text
    assert 'resp="#vm-editor" cert="high">Anna' in text
    assert "respStmt" not in mark(file_of("<p>Anna</p>").encode(), ["Anna"]).after.decode()


def test_an_anchor_lets_a_place_be_pointed_to() -> None:
    marked = mark(file_of("<p>x</p><p><persName>Anna</persName></p>").encode(), [])
    start = marked.witness.text.index("Anna")
    assert marked.marker.anchor("A", "vm-p-1", start)
    assert marked.marker.has_id("vm-p-1")
    assert b'<persName><anchor xml:id="vm-p-1"/>Anna' in marked.marker.finish()


def test_a_file_that_was_edited_is_told() -> None:
    marked = mark(file_of("<p>Anna Wold</p>").encode(), ["Anna"])
    assert origin_by_stamp(PATH, marked.after) is Origin.OURS
    assert origin_by_stamp(PATH, marked.after.replace(b"Wold", b"Wald")) is Origin.EDITED
    assert origin_by_stamp(PATH, marked.after + b"\n") is Origin.OURS
    assert origin_by_stamp("tei/witnesses/B.xml", marked.after) is Origin.FOREIGN
    assert origin_by_stamp(PATH, marked.before) is Origin.FOREIGN


def test_a_note_in_a_comment_of_hers_is_no_note() -> None:
    note = mark(file_of("<p>Anna</p>").encode(), []).after.decode().split("</TEI>")[1]
    marked = proved(mark(f"{file_of('<p>Anna</p>')}<!-- {note} -->{note}".encode(), ["Anna"]))
    assert read_kept_note(marked.before + b"<!---->") is None


def test_a_file_without_marks_cannot_be_cut() -> None:
    with pytest.raises(InputError, match="no TEI file with marks"):
        cut_file(file_of("<p/>").encode(), "A.xml")


def test_the_table_of_holders_has_what_is_known() -> None:
    known = load_holders()
    for name in MentionKind:
        assert known.may_hold("p", name)
        assert known.may_hold("l", name)
        assert not known.may_hold("w", name)
        assert not known.may_hold("lg", name)
        assert known.may_wrap(name, "lb")
        assert not known.may_wrap(name, "p")
    assert "w" in known.anchor
    assert parse_transcription(b"<a/>", "f").root.tag == "a"


def test_a_file_is_read_again_where_a_mark_stands_in_its_text() -> None:
    data = file_of("<p>Anna Wold</p>").encode()
    assert has_marks(parse_written(mark(data, ["Anna"], by_editor=True).after, PATH))
    assert not has_marks(parse_written(mark(data, []).after, PATH))
