"""A site in several languages: the first at its root, each other in a folder, with all that pages lead to."""

import re
from pathlib import Path

import pytest
from lxml import html

from edition.build import build
from edition.commands.new import write_starter
from edition.publish.site.link_check import dead_links

URL = "https://example.org/e/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("languages") / "e"
    write_starter(root)
    config = root / "edition.toml"
    text = config.read_text(encoding="utf-8").replace("[edition]", f'[edition]\nurl = "{URL}"', 1)
    config.write_text(f'{text}\n[site]\nlanguages = ["en", "de", "he"]\n', encoding="utf-8")
    built = build(root, ("site",))
    assert not built.failed
    return root / "build" / "site"


def parsed(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def test_each_page_stands_in_each_language(site: Path) -> None:
    names = {path.name for path in site.glob("*.html")}
    assert {"index.html", "read.html", "wit-A.html"} <= names
    assert {path.name for path in (site / "de").iterdir()} == names == {path.name for path in (site / "he").iterdir()}
    for folder, tag, title in (("", "en", "Text"), ("de", "de", "Text"), ("he", "he", "טקסט")):
        page = parsed(site / folder / "read.html")
        assert page.get("lang") == tag
        assert page.findtext(".//h1") == title
        assert (page.get("dir") == "rtl") == (tag == "he")


def test_what_is_no_page_stands_once(site: Path) -> None:
    shared = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".html"]
    assert not [path for path in shared if path.relative_to(site).parts[0] in ("de", "he")]
    assert (site / "search-data.js").exists()


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*.html") if "schema" not in p.parts}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert dead_links(pages, files) == ()
    for path, data in pages.items():  # read without the checker: what a browser would ask the disk for
        for address in re.findall(rb'(?:href|src)="([^"#?:]+)[^":]*"', data):
            assert (site / path).parent.joinpath(address.decode()).resolve().is_file(), (path, address)


def test_the_switch_leads_to_the_same_page(site: Path) -> None:
    for folder in ("", "de", "he"):
        page = parsed(site / folder / "wit-A.html")
        links = page.xpath("//header//nav[@class='languages']//a")
        assert [(a.text, a.get("lang"), a.get("hreflang")) for a in links] == [
            ("English", "en", "en"), ("Deutsch", "de", "de"), ("עברית", "he", "he"),
        ]  # fmt: skip
        assert [a.get("hreflang") for a in links if a.get("aria-current")] == [folder or "en"]
        reached = [(site / folder / a.get("href")).resolve() for a in links]
        assert reached == [(site / f / "wit-A.html").resolve() for f in ("", "de", "he")]


def test_search_engines_know_the_languages(site: Path) -> None:
    page = parsed(site / "de" / "read.html")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{URL}de/read.html"]
    assert page.xpath("//meta[@property='og:url']/@content") == [f"{URL}de/read.html"]
    alternates = [f"{URL}read.html", f"{URL}de/read.html", f"{URL}he/read.html"]
    assert page.xpath("//link[@rel='alternate'][@hreflang]/@href") == alternates
    assert parsed(site / "read.html").xpath("//link[@rel='alternate'][@hreflang]/@href") == alternates
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert all(f"<loc>{address}</loc>" in sitemap for address in alternates)
    assert "404" not in sitemap
    assert f'"url":"{URL}de/"'.replace("/", r"\/") in (site / "de" / "read.html").read_text(encoding="utf-8")


def test_files_of_the_edition_keep_their_addresses(site: Path) -> None:
    page = (site / "de" / "index.html").read_text(encoding="utf-8")
    assert f'"contentUrl":"{URL}tei/edition.xml"'.replace("/", r"\/") in page


def test_a_site_in_one_language_has_no_switch(tmp_path: Path) -> None:
    root = tmp_path / "e"
    write_starter(root)
    assert not build(root, ("site",)).failed
    page = parsed(root / "build" / "site" / "read.html")
    assert not page.xpath("//*[@class='languages' or @hreflang]")
