"""The pages of the site without a browser: the text they show, the languages they name, how much they weigh."""

import gzip
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from edition.tei.decode.edition import recover, witness_ids
from edition.xml.namespaces import NS, XML_ID

BUDGETS = {".html": 80, ".css": 14, "edition.js": 20, "search.js": 20, "search-data.js": 150}  # KiB, compressed
ADDED = (
    "self::span[@class='vh'] or self::a[@class='cite' or @class='compare-here'] or self::span[@class='pn']"
    " or self::script"
)
ELSEWHERE = "self::details or self::span[@class='sigla'] or self::li[@class='added']"
BACK = "self::a[@class='back'] or contains(@class, 'app-mark')"


def site(built: Path) -> Path:
    return built / "build" / "site"


def page(built: Path, name: str) -> html.HtmlElement:
    return html.parse(site(built) / name).getroot()


def shown(element: html.HtmlElement, without: str) -> str:
    """What an element shows, but for what the page adds."""
    return "".join(element.xpath(f".//text()[not(ancestor::*[{without}])]"))


def letters(text: str) -> str:
    return "".join(text.split())


def test_the_text_is_that_of_the_base_letter_for_letter(built: Path) -> None:
    (article,) = page(built, "read.html").xpath("//article[contains(@class, 'text')]")
    root = etree.parse(built / "tei" / "edition.xml").getroot()
    base = witness_ids(root)["W"]
    gaps = "contains(@class, 'mark')"
    words = shown(article, f"{ADDED} or {ELSEWHERE} or {gaps}")
    assert letters(words) == letters("".join(block.text for block in recover(root, base)))


@pytest.mark.parametrize("siglum", ["W", "E", "G", "F"])
def test_a_witness_page_shows_its_witness_letter_for_letter(built: Path, siglum: str) -> None:
    tei = etree.parse(built / "tei" / "witnesses" / f"{siglum}.xml")
    body = "".join(tei.find("tei:text/tei:body", NS).itertext())
    (article,) = page(built, f"wit-{siglum}.html").xpath("//article")
    assert letters(shown(article, f"{ADDED} or {BACK} or self::details")) == letters(body)


@pytest.mark.parametrize("siglum", ["E", "G", "F"])
def test_a_witness_page_marks_every_departure_of_its_reading_text(built: Path, siglum: str) -> None:
    """Each entry in which the witness has other words, or lacks words of a block that it has."""
    root = etree.parse(built / "tei" / "edition.xml").getroot()
    marked = set(page(built, f"wit-{siglum}.html").xpath("//article//a/@href[starts-with(., 'apparatus.html#n-')]"))
    departs = etree.XPath(
        "(tei:rdg | tei:rdgGrp/tei:rdg)[contains(concat(@wit, ' '), $wit)][not(@type = 'lac')][not(.//tei:app)]",
        namespaces=NS,
    )
    holds = etree.XPath("boolean(.//tei:p | .//tei:head | .//tei:item | .//tei:bibl | .//tei:label)", namespaces=NS)
    is_whole = etree.XPath("not(../text()[normalize-space()] or ../tei:app[2])", namespaces=NS)
    missing = []
    for app in root.iterfind(".//tei:app", NS):
        (reading,) = departs(app, wit=f"#{witness_ids(root)[siglum]} ") or (None,)
        entry = f"apparatus.html#n-{app.get(XML_ID)}"
        if reading is None or holds(app) or entry in marked or (reading.get("type") == "om" and is_whole(app)):
            continue
        missing.append(entry)
    assert len(marked) > 8
    assert missing == []


def words_of_another_script(built: Path) -> Iterator[tuple[str, str, str | None]]:
    for path in sorted(site(built).glob("*.html")):
        root = html.parse(path).getroot()
        for element in root.find("body").iter():
            if not isinstance(element.tag, str) or element.tag == "script":
                continue
            for text, holder in ((element.text, element), (element.tail, element.getparent())):
                if text and any("CYRILLIC" in unicodedata.name(c, "") for c in text):
                    near = (a.get("lang") for a in (holder, *holder.iterancestors()) if a.get("lang"))
                    yield path.name, text.strip(), next(near, None)


def test_every_russian_word_says_that_it_is_russian(built: Path) -> None:
    found = list(words_of_another_script(built))
    assert len({name for name, _, _ in found}) >= 5
    assert [one for one in found if one[2] != "ru"] == []


@pytest.mark.parametrize("kind", BUDGETS)
def test_files_keep_within_their_budget(built: Path, kind: str) -> None:
    files = [p for p in site(built).iterdir() if p.name == kind or (kind[0] == "." and p.suffix == kind)]
    assert files
    sizes = {p.name: len(gzip.compress(p.read_bytes(), 9)) / 1024 for p in files}
    assert {name: size for name, size in sizes.items() if size > BUDGETS[kind]} == {}


def test_nothing_of_a_page_is_asked_of_another_place(built: Path) -> None:
    for path in sorted(site(built).glob("*.html")):
        root = html.parse(path).getroot()
        wanted = root.xpath("//script/@src | //link[@rel = 'stylesheet']/@href | //img/@src | //use/@href")
        assert wanted
        assert [w for w in wanted if re.match(r"[a-z]+:|//", w)] == [], path.name
        assert root.xpath("//*[@style] | //style | //@onclick") == [], path.name
