"""The downloads page: every export with its size, its licence and its checksum, and the file that is meant."""

import hashlib
import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

TABLE = "//table[contains(@class, 'downloads')]"
ROWS = f"{TABLE}/tbody/tr"
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"


@pytest.fixture(scope="module")
def page(built: Path) -> html.HtmlElement:
    return html.fromstring((built / "build" / "site" / "downloads.html").read_bytes())


def entries(page: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of the tables and the files that are folded in them."""
    return [*page.xpath(ROWS), *page.xpath(f"{TABLE}//li")]


def own_text(entry: html.HtmlElement) -> str:
    """The text of an entry without what is folded in it."""
    return " ".join(t for t in entry.xpath(".//text()[not(ancestor::details)] | self::li//text()"))


def test_every_export_is_offered_with_its_checksum(page: html.HtmlElement, built: Path, exports: Path) -> None:
    site = built / "build" / "site"
    offered = {}
    for entry in entries(page):
        path = entry.xpath(".//a")[0].get("href")
        digest = re.findall(r"\b[0-9a-f]{64}\b", own_text(entry))
        data = (site / path).read_bytes()
        assert digest == [hashlib.sha256(data).hexdigest()], path
        assert f"{len(data):,} bytes" in own_text(entry), path
        offered[path] = data
    wanted = {f"exports/{p.relative_to(exports).as_posix()}": p for p in exports.rglob("*") if p.is_file()}
    wanted.pop("exports/.edition-output")
    assert {path: offered[path] for path in wanted} == {path: p.read_bytes() for path, p in wanted.items()}
    assert len(wanted) > 130


def test_an_archive_holds_the_files_that_are_folded_in_it(page: html.HtmlElement, built: Path) -> None:
    site = built / "build" / "site"
    folded = [row for row in page.xpath(ROWS) if row.xpath(".//details")]
    assert len(folded) > 15
    for row in folded:
        path = row.xpath(".//a")[0].get("href")
        listed = {a.get("href").removeprefix("exports/") for a in row.xpath(".//li/a[1]")}
        with zipfile.ZipFile(site / path) as archive:
            assert set(archive.namelist()) == listed
            for name in listed:
                assert archive.read(name) == (site / "exports" / name).read_bytes()


def test_the_licence_is_that_of_the_words_in_a_file(page: html.HtmlElement) -> None:
    licences = {}
    for entry in entries(page):
        links = [a.get("href") for a in entry.xpath(".//a[not(ancestor::details)] | self::li/a")]
        licences[links[0]] = (LICENCE in links, "but for the words of F" in own_text(entry), own_text(entry))
    for path in ("exports/text/F.txt", "exports/ner/F.conll", "tei/witnesses/F.xml", "exports/annotations/F.json"):
        granted, _, said = licences[path]
        assert not granted
        assert "no licence granted" in said
    assert licences["exports/text/W.txt"][:2] == (True, False)
    assert licences["exports/text.zip"][:2] == (True, True)
    assert licences["exports/nexus/characters.nex"][:2] == (True, True)


def test_groups_have_names_and_exports_say_what_they_are(page: html.HtmlElement) -> None:
    names = [h.text for h in page.xpath("//main//h2")]
    assert {"Texts", "Tables", "References", "Maps and times", "Names, persons and things"} <= set(names)
    rows = page.xpath(ROWS)
    assert [r for r in rows if "exports/" in r.xpath(".//a")[0].get("href") and len(own_text(r).split()) < 8] == []
