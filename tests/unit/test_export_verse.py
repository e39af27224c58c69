"""Verse and drama in the exports: verses are lines, in text, Markdown, EPUB and DOCX."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from edition.edition import Edition
from edition.export.annotated_text import is_numbered
from edition.results import export_source
from edition.xml.namespaces import TEI as TEI_NS

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p>t</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader><text><body>
<lg><l n="4">A first verse {one}</l><pb n="{page}"/>
<l n="5" rend="indent2">a second verse</l></lg><lg><l n="6">another stanza</l></lg>
<sp><speaker>Ada</speaker><l n="7" part="I">Who is it now</l></sp><sp><speaker>Ben</speaker><l n="7" part="F">I am.</l>
<p>Some prose of Ben.</p></sp><stage>Exeunt all.</stage></body></text></TEI>"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("verse")
    toml = '[edition]\ntitle = "T"\nlanguage = "en"\nbase = "A"\n'
    for siglum, word in (("A", "indeed"), ("B", "again")):
        (folder / f"{siglum}.xml").write_text(TEI.format(one=word, page=f"{siglum}2"), encoding="utf-8")
        toml += f'\n[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "{siglum}.xml"\n'
    (folder / "edition.toml").write_text(toml, encoding="utf-8")
    return Edition(folder)


def one(edition: Edition, name: str, path: str) -> bytes:
    return next(data for own, data in edition.export(name).items() if Path(own).name == path)


def test_the_plain_text_has_a_line_for_each_verse(edition: Edition) -> None:
    assert one(edition, "text", "A.txt").decode() == (
        "A first verse indeed\na second verse\n\nanother stanza\n\nAda\n\nWho is it now\n\nBen\n\nI am.\n\n"
        "Some prose of Ben.\n\nExeunt all.\n"
    )


def test_offsets_point_into_that_text(edition: Edition) -> None:
    text = one(edition, "text", "A.txt").decode()
    published = export_source(edition.sources, edition.documents).texts[0]
    assert [text[b.start : b.end] for b in published.blocks] == [part for part in text.splitlines() if part]


def test_markdown_has_blocks_of_lines(edition: Edition) -> None:
    text = one(edition, "markdown", "edition.md").decode()
    assert "| A first verse indeed[^1]\n| \u00a0\u00a0\u00a0\u00a0a second verse\n\n| another stanza\n\n" in text
    assert "**Ben**\n\n| " + "\u00a0\u00a0" * 4 + "I am.\n\nSome prose of Ben.\n\n*Exeunt all.*\n" in text


def test_the_book_has_verses_speakers_and_stage_directions(edition: Edition) -> None:
    with zipfile.ZipFile(io.BytesIO(one(edition, "epub", "edition.epub"))) as book:
        page = html.fromstring(book.read("EPUB/text-1.xhtml"))
        witness = html.fromstring(book.read("EPUB/wit-B.xhtml"))
    groups = [[l.text_content() for l in group] for group in page.iter("div") if group.get("class") == "lg"]  # noqa: E741
    assert groups == [["A first verse indeed1", "5a second verse"], ["another stanza"], ["Who is it now"], ["I am."]]
    assert [p.text for p in page.iter("p") if p.get("class") in ("speaker", "stage")] == ["Ada", "Ben", "Exeunt all."]
    assert [p.get("style") for p in page.iter("p") if p.get("style")] == [
        "margin-inline-start: 2em",
        "margin-inline-start: 4em",
    ]
    own = [[l.text_content() for l in group] for group in witness.iter("div") if group.get("class") == "lg"]  # noqa: E741
    assert own == [["A first verse again", "a second verse"], ["another stanza"], ["Who is it now"], ["I am."]]


def test_the_document_has_styles_for_them(edition: Edition) -> None:
    with zipfile.ZipFile(io.BytesIO(one(edition, "docx", "edition.docx"))) as book:
        body = etree.fromstring(book.read("word/document.xml"))
        styles = etree.fromstring(book.read("word/styles.xml"))
    found = [[style.get(f"{W}val") for style in p.iterfind(f"{W}pPr/{W}pStyle")] for p in body[0]]
    assert ["".join(style) for style in found] == [
        "Verse",
        "Verse",
        "Verse",
        "Speaker",
        "Verse",
        "Speaker",
        "Verse",
        "",
        "Stage",
    ]
    assert {"Verse", "Speaker", "Stage"} <= {s.get(f"{W}styleId") for s in styles}
    second = body[0][1].find(f"{W}pPr/{W}ind")
    assert (second.get(f"{W}left"), second.get(f"{W}hanging")) == ("1100", "660")
    assert [bool(p.findall(f"{W}pPr/{W}spacing")) for p in body[0][:3]] == [True, False, True]


@pytest.mark.parametrize(("number", "stands"), [("5", True), ("4", False), ("3a", True), ("", False), ("10", True)])
def test_which_numbers_stand_beside_a_verse(number: str, stands: bool) -> None:
    assert is_numbered(number) is stands


def test_the_flat_file_has_the_pages_of_the_base_alone(edition: Edition) -> None:
    whole, flat = (etree.fromstring(one(edition, "tei", f"{name}.xml")) for name in ("edition", "flat"))
    assert [pb.get("n") for pb in whole.iter(f"{{{TEI_NS}}}pb")] == ["A2", "B2"]
    assert [pb.get("n") for pb in flat.iter(f"{{{TEI_NS}}}pb")] == ["A2"]


def test_no_two_answers_of_dts_have_one_address(tmp_path: Path) -> None:
    """A verse 1 is not the list one level down (`navigation/A/1.json`), and a verse of two speakers is two units."""
    text = TEI.format(one="indeed", page="A2").replace('n="4"', 'n="1"')
    (tmp_path / "A.xml").write_text(text, encoding="utf-8")
    witness = '\n[[witness]]\nsiglum = "A"\nname = "A"\nseed = "A.xml"\n'
    (tmp_path / "edition.toml").write_text(f'[edition]\ntitle = "T"\nlanguage = "en"\nbase = "A"\n{witness}')
    with zipfile.ZipFile(io.BytesIO(one(Edition(tmp_path), "dts", "dts.zip"))) as answers:
        names = answers.namelist()
        units = json.loads(answers.read("dts/navigation/A/1.json"))["member"]
    assert len(names) == len(set(names))
    cited = [unit["identifier"] for unit in units]
    assert len(cited) == len(set(cited)) == 9
    assert {"5", "6"} < set(cited)
    assert not {"1", "7"} & set(cited)
