"""Folios of readings in the apparatus, and of the base in the margin of the printed text."""

from pathlib import Path

import pytest
from lxml import etree, html

from edition.build import build
from edition.project.pdf_options import PdfOptions
from edition.publish.print.pdf import print_xml
from edition.results import copy_of, folio_list, frame_of
from edition.stages import make_documents, read_sources

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc/></teiHeader><text><body>{}</body></text></TEI>'
A = (
    '<p><pb n="1r"/>The ferry crossed the river twice a day in the morning and at dusk.</p>'
    '<p>Anna Keller kept the <pb n="1v"/>book of all who crossed from the other side, '
    "and on that day nobody was lost.</p>"
)
B = (
    '<p><pb n="12 v"/>The ferry crossed the stream twice a day in the morning and at <pb n="13r"/>dusk.</p>'
    "<p>Anna Keller kept the book of all who rowed from the other side, and on that day <pb/>none was lost.</p>"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    table = '[edition]\ntitle = "T"\nbase = "A"\n[tei]\nfolios = true\n'
    for siglum, body in (("A", A), ("B", B)):
        (tmp_path / "seeds" / f"{siglum}.xml").write_text(TEI.format(body))
        table += f'[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "seeds/{siglum}.xml"\n'
    (tmp_path / "edition.toml").write_text(table)
    return tmp_path


def printed(root: Path) -> etree._Element:
    sources = read_sources(root)
    copy = copy_of(sources, make_documents(sources), frame_of(sources, {}).labels)
    return etree.fromstring(print_xml(copy, PdfOptions()).encode())


def test_the_apparatus_of_the_site_names_the_page_of_a_reading(root: Path) -> None:
    assert not build(root, ("site",)).failed
    page = html.parse(root / "build" / "site" / "apparatus.html").getroot()
    entries = page.xpath("//ol[@class = 'entries full']//li")
    said = ["".join(e.itertext()).replace("\xa0", " ") for e in entries]
    assert [words.partition(" substitution")[0] for words in said] == [
        "par. 1 river] stream B (12 v)",
        "par. 2 crossed] rowed B (13r)",
        "par. 2 nobody] none B",  # on a page without a number
    ]
    links = [a.get("href") for a in page.xpath("//li//a[@class = 'folio']")]
    assert links == ["wit-B.html#page-1", "wit-B.html#page-2"]
    witness = html.parse(root / "build" / "site" / "wit-B.html").getroot()
    assert [mark.get("id") for mark in witness.xpath("//*[@class = 'pb']")] == ["page-1", "page-2", "page-3"]


def test_the_book_names_pages_at_the_foot_and_those_of_the_base_in_the_margin(root: Path) -> None:
    book = printed(root)
    assert book.xpath("//*[local-name() = 'reading']/@sigla") == ["B\xa0(12v)", "B\xa0(13r)", "B"]
    words = book.xpath("//*[local-name() = 'w'][@leaves]")
    assert [(w.get("leaves"), "".join(w.itertext())) for w in words] == [("1r", "The"), ("1v", "book")]
    assert not build(root, ("pdf",)).failed


def test_a_witness_may_go_without(root: Path) -> None:
    path = root / "edition.toml"
    path.write_text(path.read_text() + "[witness.tei]\nfolios = false\n")
    assert printed(root).xpath("//*[local-name() = 'reading']/@sigla") == ["B", "B", "B"]
    assert len(printed(root).xpath("//*[@leaves]")) == 2


def test_without_the_setting_there_are_none(root: Path) -> None:
    path = root / "edition.toml"
    path.write_text(path.read_text().replace("folios = true", ""))
    sources = read_sources(root)
    assert folio_list(sources, make_documents(sources)) == b"<folios/>"
    assert printed(root).xpath("//*[@leaves]") == []


def test_a_transposed_passage_has_the_page_of_its_own_place(root: Path) -> None:
    moved = "The bells of the drowned town rang under the water in every storm of that long winter."
    opening, ending = "The ferry crossed the river twice a day, and it rained.", "<p>Nobody was lost then.</p>"
    bodies = {
        "A": f'<p><pb n="1r"/>{opening}</p><p>{moved}</p>{ending}',
        "B": f'<p><pb n="5r"/>{opening}</p>{ending}<p><pb n="5v"/>{moved.replace("winter", "summer")}</p>',
    }
    for siglum, body in bodies.items():
        (root / "seeds" / f"{siglum}.xml").write_text(TEI.format(body))
    sources = read_sources(root)
    listed = etree.fromstring(folio_list(sources, make_documents(sources)))
    assert [(wit.get("n"), wit.text) for wit in listed.iter("wit")] == [("A", "1r"), ("B", "5v")]
