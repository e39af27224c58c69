"""What an edition says of its versions: citations with its DOI, a feed of releases, what programs may follow."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree, html

from edition.build import build
from edition.errors import ConfigError
from edition.project.config import parse_config

HEAD = """[edition]
title = "The Ferry"
subtitle = "Two Reports"
base = "A"
language = "en"
editors = ["Ada Rowe"]
publisher = "Lindau Town Library"
version = "1.1"
date = "2026-05-01"
doi = "10.5281/zenodo.7"
url = "https://example.org/ferry/"
[[witness]]
siglum = "A"
seed = "a.txt"
author = "A ferryman"
"""
RELEASES = """[[release]]
version = "1.0"
date = "2025-11-30"
changes = "The first."
[[release]]
version = "1.1"
date = "2026-05-01"
changes = "Two readings were decided anew."
doi = "10.5281/zenodo.8"
"""
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released")
    (root / "edition.toml").write_text(HEAD + RELEASES, encoding="utf-8")
    (root / "a.txt").write_text("The ferry crossed.\n", encoding="utf-8")
    assert not build(root, ("tei", "site", "exports")).failed
    return root / "build"


def test_the_feed_has_the_newest_release_first(built: Path) -> None:
    feed = etree.parse(built / "site" / "releases.xml").getroot()
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-05-01T00:00:00Z"
    entries = feed.findall("a:entry", ATOM)
    assert [e.findtext("a:title", namespaces=ATOM) for e in entries] == ["The Ferry 1.1", "The Ferry 1.0"]
    links = [e.find("a:link", ATOM).get("href") for e in entries]
    assert links == ["https://doi.org/10.5281/zenodo.8", "https://example.org/ferry/index.html"]
    assert len({e.findtext("a:id", namespaces=ATOM) for e in (feed, *entries)}) == 3
    page = html.fromstring((built / "site" / "read.html").read_bytes())
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["https://example.org/ferry/releases.xml"]


def test_the_page_about_the_edition_tells_releases_and_what_is_not_known(built: Path) -> None:
    page = html.fromstring((built / "site" / "about.html").read_bytes())
    told = [" ".join(one.text_content().split()) for one in page.xpath("//dl[@class='releases']/div")]
    assert told == [
        "1.1, 1 May 2026Two readings were decided anew. 10.5281/zenodo.8",
        "1.0, 30 November 2025The first.",
    ]
    (row,) = page.xpath("//table[@class='known']/tbody/tr")
    assert [cell.text_content() for cell in row] == ["A", "A ferryman", "not known", "not known", "not known"]
    assert page.xpath("//p[@class='citation']")[0].text_content() == (
        "The Ferry: Two Reports, ed. by Ada Rowe, version 1.1, Lindau Town Library 1 May 2026, "
        "https://doi.org/10.5281/zenodo.7."
    )


def test_programs_may_follow_all_links(built: Path) -> None:
    said = (built / "site" / "robots.txt").read_text(encoding="utf-8")
    assert said == "User-agent: *\nAllow: /\nSitemap: https://example.org/ferry/sitemap.xml\n"


def test_the_doi_is_in_pages_and_references(built: Path) -> None:
    head = html.fromstring((built / "site" / "index.html").read_bytes())
    assert head.xpath("//meta[@name='citation_doi']/@content") == ["10.5281/zenodo.7"]
    (linked,) = head.xpath("//script[@type='application/ld+json']")
    assert json.loads(linked.text)["identifier"] == "https://doi.org/10.5281/zenodo.7"
    references = built / "exports" / "references"
    item: Mapping[str, object] = json.loads((references / "references.json").read_bytes())[0]
    assert (item["title"], item["DOI"]) == ("The Ferry: Two Reports", "10.5281/zenodo.7")
    assert "doi = {10.5281/zenodo.7}" in (references / "references.bib").read_text(encoding="utf-8")
    assert "DO  - 10.5281/zenodo.7" in (references / "references.ris").read_text(encoding="utf-8")
    assert 'doi: "10.5281/zenodo.7"' in (references / "CITATION.cff").read_text(encoding="utf-8")
    deposit = json.loads((built / "exports" / "datacite" / "datacite.json").read_bytes())
    assert deposit["doi"] == "10.5281/zenodo.7"
    assert deposit["titles"][1] == {"title": "Two Reports", "lang": "en", "titleType": "Subtitle"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('version = "1"\ndate = "May 2026"', "date = 'May 2026' is no day, such as 2026-05-01"),
        ('version = "1"\ndate = "2026-02-30"', "is no day"),
        ('version = "1"\ndate = "20260501"', "is no day"),
        ('version = "1.0"\ndate = "2026-05-01"', "version = '1.0' stands twice"),
        ('version = "1"', "date"),
    ],
)
def test_what_is_wrong_with_a_release_is_told(table: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_config(f"{HEAD}{RELEASES}[[release]]\n{table}\n", Path())
    assert said in str(refused.value)


def test_an_edition_without_an_address_has_no_feed(tmp_path: Path) -> None:
    text = HEAD.replace('url = "https://example.org/ferry/"\n', "")
    (tmp_path / "edition.toml").write_text(text + RELEASES, encoding="utf-8")
    (tmp_path / "a.txt").write_text("The ferry crossed.\n", encoding="utf-8")
    assert not build(tmp_path, ("site",)).failed
    assert not (tmp_path / "build" / "site" / "releases.xml").exists()
    assert (tmp_path / "build" / "site" / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
