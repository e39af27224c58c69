"""What pages say to those who hear them, and where a link to an entry leads."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree, html
from pypdf import PdfReader
from tests.cases.conftest import Write

from edition.build import build
from edition.edition import Edition
from edition.xml.namespaces import XML_ID

GOLDEN = Path(__file__).parents[1] / "golden"
SCRIPTS = "ancestor::script"


def site_of(case: Path, folder: Path, language: str) -> Path:
    """The site of a golden edition in a language."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected"))
    config = folder / "edition.toml"
    config.write_text(f'{config.read_text("utf-8")}\n[site]\nlanguage = "{language}"\n', "utf-8")
    assert not build(folder, ("site",)).failed
    return folder / "build" / "site"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("case", sorted(p.parent for p in GOLDEN.glob("*/edition.toml")), ids=lambda p: p.name)
def test_no_page_has_a_place_without_words(case: Path, language: str, tmp_path: Path) -> None:
    pages = sorted(site_of(case, tmp_path / "e", language).glob("*.html"))
    assert len(pages) > 10
    for page in pages:
        tree = html.parse(page)
        # a script finds its sentences, whose places it fills, in attributes of data
        said = [*tree.xpath(f"//text()[not({SCRIPTS})]"), *tree.xpath("//@*[not(starts-with(name(), 'data-'))]")]
        assert [words for words in said if re.search(r"\{\d\}", words)] == [], page.name


@pytest.mark.parametrize(("language", "said"), [("en", "paragraph 1, in the text"), ("de", "Absatz 1, im Text")])
def test_a_row_of_the_comparison_says_which_paragraph_it_is(language: str, said: str, tmp_path: Path) -> None:
    compare = html.parse(site_of(GOLDEN / "two-witnesses", tmp_path / "e", language) / "compare.html")
    rows = compare.xpath("//th[@scope='row']/a[1][span[@aria-hidden]]")
    assert ("1", said) in [(row.findtext("span[1]"), row.findtext("span[@class='vh']")) for row in rows]
    assert [row.xpath("string()") for row in rows if not row.findtext("span[@class='vh']")] == []


def test_nothing_of_the_apparatus_is_said_to_who_wants_none(write: Write) -> None:
    """The style sheet takes the marks and what is said of an entry away; the script, the links."""
    folder = write({"A": "One old goose flew.", "B": "One grey goose flew."})
    assert not build(folder, ("site",)).failed
    style = (folder / "build" / "site" / "style.css").read_text("utf-8")
    hidden = " ".join(re.findall(r':root\[data-apparatus="none"\] ([^{}]*)\{ display: none; \}', style))
    assert {"a.app.gap", ".text a.mark", "article a.app > .vh", "article details.apparatus"} <= set(
        re.split(r"[(),] ?", hidden)
    )
    script = (folder / "build" / "site" / "edition.js").read_text("utf-8")
    assert 'getAttribute("data-apparatus") === "none"' in script


LOSS = {
    "A": "The council fell short of its task: Anna Berg said in public:\n\nHaving found nothing, it went home.",
    "B": "The council fell short of its task: Anna Berg said in public: «We are lost.»\n\nSo it went.",
    "C": "The council fell short of its task.\n\nHaving found nothing, it went home.",
}


def test_what_a_witness_lost_is_marked_at_its_place(write: Write) -> None:
    folder = write(LOSS)
    built = build(folder)
    assert not built.failed, built.findings
    assert [(f.code, f.position.line) for f in built.findings if f.code == "E301"] == [("E301", 1)]
    witness = etree.parse(folder / "tei" / "witnesses" / "A.xml")
    (gap,) = witness.iter("{*}gap")
    assert (gap.get("reason"), gap.get("resp"), gap.get("cert")) == ("lost", "#variorum", "medium")
    assert "".join(witness.find("{*}text").itertext()) == LOSS["A"]
    assert gap.getparent().tag.endswith("}p")
    assert gap.tail is None
    edition = etree.parse(folder / "tei" / "edition.xml")
    assert [g.get("source") for g in edition.iter("{*}gap")] == ["#A"]
    for other in "BC":
        assert list(etree.parse(folder / "tei" / "witnesses" / f"{other}.xml").iter("{*}gap")) == []
    for name in (gap.get(XML_ID, ""), *(g.get(XML_ID, "") for g in edition.iter("{*}gap"))):
        assert "ends in a colon" in "\n".join(Edition(folder).why(name))
    site = folder / "build" / "site"
    for page, wanted in (("read.html", 1), ("wit-A.html", 1), ("wit-B.html", 0)):
        marks = html.parse(site / page).xpath("//span[@class='lost']")
        assert [m.get("data-said") for m in marks] == ["[quotation lost in A (or a list)]"] * wanted, page
        assert all(m.xpath("string()").strip() == m.get("data-said") for m in marks)
    assert [text for text in _texts(folder / "build" / "edition.pdf") if "quotation lost in A" in text]


def _texts(pdf: Path) -> list[str]:
    """The words of each page of a PDF."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
