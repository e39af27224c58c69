"""Detection of formats by bytes: what a file is, with evidence; what is read, what is refused, and with which words."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from edition.errors import EditionError, NoReaderError
from edition.readers import registry
from edition.readers.choice import IN_EDITION_TOML, ON_COMMAND_LINE, choose_reader, report_choice, report_text
from edition.readers.detect import detect
from edition.readers.options import ReaderOptions, TableColumns
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.tasks.collation_inputs import read_path

CASES = Path(__file__).parents[1] / "cases" / "readers"
ALL = ("text", "wiki", "wikitext", "gutenberg", "typed", "html", "markdown", "docx", "odt", "epub", "rtf", "page-xml",
       "alto", "hocr", "csv", "tei", "collatex", "latex")  # fmt: skip
PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>'


def zipped(members: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def message(path: str, data: bytes, has_columns: bool = False, command: bool = False) -> str:
    means = ON_COMMAND_LINE if command else IN_EDITION_TOML
    with pytest.raises(NoReaderError) as refused:
        choose_reader(path, detect(path, data), ALL, has_columns, means)
    return str(refused.value)


OFFICE = '<Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/>'
CONTAINERS = [
    ({"[Content_Types].xml": OFFICE.format("wordprocessingml.document"), "w/other.xml": ""}, "docx", "a Word document"),
    ({"[Content_Types].xml": OFFICE.format("spreadsheetml.sheet")}, "", "a spreadsheet (xlsx)"),
    ({"[Content_Types].xml": OFFICE.format("presentationml.presentation")}, "", "a presentation (pptx)"),
    ({"mimetype": "application/vnd.oasis.opendocument.text-template"}, "odt", "an OpenDocument text"),
    ({"META-INF/manifest.xml": 'x="application/vnd.oasis.opendocument.text"'}, "odt", "an OpenDocument text"),
    ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "", "an OpenDocument spreadsheet"),
    ({"META-INF/container.xml": ""}, "epub", "an EPUB book"),
    ({"Index/Document.iwa": ""}, "", "a document of Pages, Numbers or Keynote"),
    ({"A.docx": "", "__MACOSX/._A.docx": ""}, "", "a zip archive of 1 file (A.docx)"),
]


@pytest.mark.parametrize(("members", "reader", "name"), CONTAINERS)
@pytest.mark.parametrize("path", ["A.txt", "A", "A.docx"])
def test_a_container_is_known_by_its_members_whatever_its_name(
    path: str, members: Mapping[str, str], reader: str, name: str
) -> None:
    found = detect(path, zipped(members))
    assert (found.reader, found.name, found.is_container, found.is_sure) == (reader, name, True, True)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY = [
    (OLE + "WordDocument".encode("utf-16-le"), "an old Word file"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "a Word or Office file with a password"),
    (b"\x1f\x8b\x08\x00", "a gzip archive"),
    (b"ID3\x03\x00", "a sound or video recording"),
    (b"abc\x00def", "a binary file (byte 3 is NUL), not a text"),
    (b"\x7fELF\x02", "a program"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "name"), BINARY)
def test_binary_files_have_names_and_no_encodings(data: bytes, name: str) -> None:
    assert detect("A.txt", data).name == name
    for reader in ("", "text"):
        with pytest.raises(EditionError) as refused:
            read_source(SourceFile("A", "A.txt", data), reader, ReaderOptions())
        assert name in str(refused.value)
        assert "encoding =" not in str(refused.value)


def test_the_shadow_file_of_a_mac_names_the_file_beside_it() -> None:
    found = detect("seeds/._A.docx", b"\x00\x05\x16\x07\x00\x02")
    assert "macOS writes beside A.docx" in found.name
    assert found.advice == "name seeds/A.docx"


TEXTS = {
    "page-xml": f'<?xml version="1.0"?><PcGts xmlns="{PAGE}"/>',
    "alto": '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>',
    "tei": TEI,
    "odt": '<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'o:mimetype="application/vnd.oasis.opendocument.text"/>',
    "html": "<!DOCTYPE html>\n<title>x</title>",
    "hocr": "<html><body><div class='ocr_page' id='p'></div></body></html>",
    "collatex": '{"witnesses": [{"id": "A", "content": "x"}]}',
    "rtf": "{\\rtf1\\ansi words}",
    "typed": "%% variorum text 1\n# Letter\n",
    "gutenberg": "Title\n\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n_One_ =bold= {12} [Footnote 1: x]\n",
    "wiki": "== One ==\n\nWords.\n",
    "wikitext": "{{Box|a=b}}\n'''Ann'''<ref>x</ref> to [[Mill|the mill]] and [[Sea|there]].\n\n== Life ==\nWords.\n",
    "latex": "\\documentclass{book}\n\\begin{document}x\\end{document}\n",
    "markdown": "# One\n\n## Two\n\n### Three\n\nWords.[^1] More.[^2]\n",
    "csv": "siglum,text\nA,one\nB,two\nC,three\nD,four\n".replace(",", "\t"),
}


@pytest.mark.parametrize(("reader", "text"), TEXTS.items())
@pytest.mark.parametrize("path", ["A.txt", "A"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_text_format_is_known_by_its_bytes(encoding: str, path: str, reader: str, text: str) -> None:
    found = detect(path, text.replace("\n", "\r\n").encode(encoding))
    assert (found.reader, found.is_sure) == (reader, True)


def test_the_evidence_is_told_once() -> None:
    found = detect("seeds/A.txt", TEXTS["markdown"].encode())
    told = report_choice("seeds/A.txt", found, "markdown")
    assert told is not None
    assert (told.code, str(told.position)) == ("E306", "seeds/A.txt")
    assert told.message == ("read as Markdown (3 × heading with #, 2 × [^1]), although its name ends in .txt")
    tei = report_choice("A.txt", detect("A.txt", TEI.encode()), "tei")
    assert tei is not None
    assert tei.message == "read as TEI (root element TEI), although its name ends in .txt"
    assert report_choice("A.txt", detect("A.txt", b"Words.\n"), "text") is None
    named = report_text("A.txt", found)
    assert named is not None
    assert named.message.startswith("this file is Markdown (3 × heading")


PLAIN = [
    "[[deleted]] words and {{erased}} ones\n", "Slow, soft, deep\nOld, cold, grey\nFar, near, here\n",
    "* * *\n\n=bold= and _italic_ {12}\n\n[Footnote 1: See there.]\n", "\tOne line\n\tAnother\n\tA third\n",
    "CONTENTS\n--------\n\nWords.\n\nNOTES\n-----\n\nMore.\n", "From: Anna\nTo: Tom\n\nDear Tom.\n",
    "{\"He\" is meant.}\n", "<lost> He came.\n", "fr[^e]re and [^o] and [^a]\n", "A. 1, 2, 3\n", "1) x\n2) y\n",
    "HAMLET. Words, words.\n\nPOLONIUS. What is the matter?\n", "@home he wrote\n", "# 5 Elm Street\n", "** ** **\n",
    "[p. 12]\nWords\n[p. 13]\nWords\n[p. 14]\nMore.\n", "> One\nTwo\n", "C:\\Texts\\one and \\emph he wrote\n",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("path", ["A.txt", "A"])
def test_signs_of_authors_and_editors_are_plain_text(path: str, text: str) -> None:
    assert detect(path, text.encode()).reader == "text"


def test_a_few_signs_in_a_long_text_are_its_authors() -> None:
    page = "The river was low, and nobody came that way. " * 90 + "\n\n"
    signs = "# Letter\n\nOne **loud** word.\n\n"
    assert detect("A", signs.encode()).reader == "markdown"
    assert detect("A", (page * 200 + signs).encode()).reader == "text"
    assert detect("A", (page + "# Chapter One\n\n").encode() * 40).reader == "markdown"


@pytest.mark.parametrize(
    ("path", "text", "reader"),
    [
        ("A.md", "<div>\n\nWords with *stress*.\n\n</div>\n", "markdown"),
        ("A.md", "\\emph{x} and \\section{y} and `a`\n", "markdown"),
        ("A.md", "Only words.\n", "text"),
        ("A.tex", "A \\dots word.\n", "latex"),
        ("A.wiki", "''One'' word.\n", "wikitext"),
        ("A.md", TEI, "tei"),
        ("A.html", "<p>One.\n", "html"),
        ("A.csv", "text\nwords\n", "csv"),
        ("A.csv", "a,b\none, two,three\n", "csv"),
        ("A.md", "{\\rtf1 x}", "rtf"),
    ],
)
def test_the_ending_decides_among_texts_and_never_against_the_bytes(path: str, text: str, reader: str) -> None:
    found = detect(path, text.encode())
    assert (found.reader, found.is_sure) == (reader, True)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("A.xml", "<TEI.2><text/></TEI.2>", "is TEI P4 (root element TEI.2); convert it to TEI P5"),
        ("A.xml", "<mediawiki/>\n<!-- </mediawiki> -->", "a dump of MediaWiki"),
        ("A.xml", "<a:mets xmlns:a='http://www.loc.gov/METS/'/>", "XML with the root a:mets (METS"),
        ("A.xml", '<div xmlns="http://www.tei-c.org/ns/1.0"/>', "a part of a TEI file (root element div)"),
        ("A.json", '{"witnesses": ["A"], "table": []}', "an alignment table in JSON"),
        ("A.json", '{"a": ', "is like JSON, but broken (line 1"),
        ("A.yml", "a: b\n", "is named as settings or data"),
        ("A.xml", "Words <b>.\n", "is named as XML, but does not begin like it"),
        ("A", "{\\pard Words}", "a part of an RTF file"),
        ("A", "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n" * 4, "is subtitles"),
        ("A", "<lb/>One <persName>Ann</persName><lb/>two <lb/>three\n", "a text with tags of TEI"),
    ],
)
def test_a_format_without_a_reader_is_refused_by_name(path: str, text: str, said: str) -> None:
    found = message(path, text.encode())
    assert said in found
    assert 'write reader = "text" if these signs are the text itself' in found


def test_the_typed_convention_without_its_first_line_is_refused_with_the_line() -> None:
    text = "# Letter\n\n@opener Mill, 3 May.\n\n| Slow river,\n| carry me\n\nHe _rowed_ on.{^1}\n\n{^1}: By night.\n"
    assert 'add the line "%% variorum text 1" as its first line' in message("A.txt", text.encode())


def test_case_markdown_in_txt() -> None:
    data = (CASES / "markdown-in-txt" / "A.txt").read_bytes()
    assert message("A.txt", data) == (
        "A.txt: looks like Markdown (1 × [^1]: note, 1 × heading with #, 1 × [^1]); "
        'write reader = "markdown", or write reader = "text" if these signs are the author\'s'
    )
    assert "give its name the ending .md, or give --text" in message("A.txt", data, command=True)


def test_case_pdf_and_doc() -> None:
    folder = CASES / "pdf-and-doc"
    pdf, doc = (message(name, (folder / name).read_bytes()) for name in ("A.pdf", "B.doc"))
    assert "is a PDF; it keeps no paragraphs, no notes and no reading order" in pdf
    assert "PAGE or ALTO of an OCR" in pdf
    assert "old Word" in doc
    assert "save it as .docx" in doc
    assert not any(word in pdf + doc for word in ("encoding", "UTF-8", "byte"))


def test_case_xml_unknown() -> None:
    said = message("A.xml", (CASES / "xml-unknown" / "A.xml").read_bytes())
    assert "A.xml: is XML with the root letters, which no reader takes (known: TEI, PAGE, ALTO, XHTML)" in said


def test_case_csv_tokens() -> None:
    data = (CASES / "csv-tokens" / "A.csv").read_bytes()
    assert message("A.csv", data) == (
        'A.csv: is a table of 3 columns (siglum, line, text); write reader = "csv" and csv = { text = "text", '
        'witness = "siglum", n = "line" }, with the columns as they are, or write reader = "text" if these signs are '
        "the text itself"
    )
    assert "make an edition of it" in message("A.csv", data, command=True)
    assert choose_reader("A.csv", detect("A.csv", data), ALL, has_columns=True) == "csv"


def test_a_reader_that_is_not_there_yet_is_a_refusal_and_plain_readers_fall_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = ("text", "wiki")
    assert choose_reader("A", detect("A", TEXTS["gutenberg"].encode()), few) == "text"
    with pytest.raises(NoReaderError, match=r"A: is Markdown \(.*; give the text without its signs, or write reader"):
        choose_reader("A", detect("A", TEXTS["markdown"].encode()), few)
    monkeypatch.setattr(registry, "FORMATS", {"markdown": "tests.unit.test_detect:read_toy"})
    made = read_source(SourceFile("A", "A.md", TEXTS["markdown"].encode()), "", ReaderOptions())
    assert (made.reader, [f.code for f in made.findings]) == ("markdown", ["E306"])
    columns = ReaderOptions(csv=TableColumns(text="text"))
    with pytest.raises(NoReaderError, match="is a table of 2 columns"):
        read_source(SourceFile("A", "A.csv", b"a,text\n1,x\n"), "", columns)


def read_toy(source: SourceFile, options: ReaderOptions) -> list[object]:
    from edition.model import Kind
    from edition.readers.events import At, Close, Open, Text

    return [Open(Kind.PARAGRAPH), Text("Words", At(), source.text), Close()]


def test_collating_reads_what_building_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", {"markdown": "tests.unit.test_detect:read_toy"})
    path = tmp_path / "A.md"
    path.write_text(TEXTS["markdown"], encoding="utf-8")
    (text,) = read_path(path)
    assert (text.siglum, text.kind, text.seed.text.strip()) == ("A", "markdown", "Words")
    assert [f.code for f in text.findings] == ["E306"]
    (plain,) = read_path(path, as_text=True)
    assert plain.seed.text == TEXTS["markdown"]


HOSTILE = [
    "[[",
    "{{",
    "<a ",
    " ",
    "\t",
    "\n",
    "'''",
    "```x\n",
    "\\a{",
    "**a ",
    "[a](",
    "= =",
    "{+",
    '"a",',
    "<!--",
    "|-",
]


@pytest.mark.parametrize("sign", HOSTILE)
def test_any_run_of_signs_is_looked_through_in_linear_time(sign: str) -> None:
    data = ("x\n" + sign * (400_000 // len(sign))).encode()
    assert not detect("A", data).is_container  # with a pattern that runs over a stretch twice, this does not end
