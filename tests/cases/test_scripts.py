"""Small editions in ten scripts: what is foreign, what an entry cites, and which font sets it."""

from pathlib import Path
from shutil import copytree

import pypdf
import pytest
from lxml import etree

from edition.build import build
from edition.project.messages import load_messages
from edition.project.pdf_options import PdfOptions
from edition.publish.print.pdf import print_xml
from edition.publish.print.print_source import Copy
from edition.xml.namespaces import NS

CASES = Path(__file__).parent / "scripts"
#: Each edition with the font of its letters, the first lemma that it cites and what the other witness has there.
EDITIONS = {
    "arabic": ("EditionArabic", "ٱلْمَدِينَةِ", "ٱلْقَرْيَةِ"),
    "chinese": ("", "老人", "少年"),
    "church-slavonic": ("EditionSerif", "во гра́дѣ", "въ ве́си"),
    "coptic": ("EditionCoptic", "ϩⲛ ⲧⲡⲟⲗⲓⲥ", "ϩⲙ ⲡϯⲙⲉ"),
    "ethiopic": ("EditionEthiopic", "በሀገር", "በገዳም"),
    "greek": ("LibertinusSerif", "πόλει", "κώμῃ"),
    "hebrew": ("EditionHebrew", "הַמֶּלֶךְ", "הַנָּבִיא"),
    "medieval-latin": ("EditionMedieval", "uiam", "urbem"),
    "sanskrit": ("EditionDevanagari", "नगरे", "ग्रामे"),
    "syriac": ("EditionSyriac", "ܒܡܕܝܢܬܐ", "ܒܩܪܝܬܐ"),
}


@pytest.fixture(scope="module")
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copytree(CASES / request.param, tmp_path_factory.mktemp("scripts") / request.param)


@pytest.mark.parametrize("root", EDITIONS, indirect=True, ids=str)
def test_an_edition_in_its_script(root: Path) -> None:
    font, lemma, reading = EDITIONS[root.name]
    found = [f for f in build(root, ("tei", "pdf") if font else ("tei", "site", "pdf")).findings if f.code == "E502"]
    tei = (root / "tei" / "edition.xml").read_bytes()
    assert not etree.fromstring(tei).findall(".//tei:foreign", NS)
    assert cited(tei)[0] == (lemma, reading)
    if font:
        assert not found
        assert any(font in name for name in fonts(root / "build" / "edition.pdf"))
    else:
        assert [(f.severity.name, f.position.path) for f in found] == [("WARNING", "tei/edition.xml")]
        for said in ("城", "script Han", "fonts-noto-cjk", 'fonts = "fonts" in [pdf]'):
            assert said in found[0].message
        assert (root / "build" / "site" / "read.html").exists()
        assert not (root / "build" / "edition.pdf").exists()


def cited(tei: bytes) -> list[tuple[str, str]]:
    """Lemma and reading of each entry of the foot, without what stands around them."""
    copy = Copy(tei, b"<registers/>", load_messages("en"), "A")
    book = etree.fromstring(print_xml(copy, PdfOptions()).encode())
    entries = book.iter("{*}entry")
    return [tuple("".join(e.find(f"{{*}}{part}").itertext()) for part in ("lemma", "reading")) for e in entries]


def fonts(pdf: Path) -> set[str]:
    pages = pypdf.PdfReader(pdf).pages
    return {str(font["/BaseFont"]) for page in pages for font in page["/Resources"]["/Font"].values()}
