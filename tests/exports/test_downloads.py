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


def offered(page: html.HtmlElement, site: Path) -> dict[str, bytes]:
    """The bytes of every file that the page lists, by path; those in archives are read there. Its size and checksum
    are as the page says."""
    found = {}
    for row in page.xpath(ROWS):
        own = [a.get("href") for a in row.xpath("./td[1]/a")]
        for entry in [*([row] if own else []), *row.xpath(".//li")]:
            member = [code.text for code in entry.xpath("./code")]
            path = f"exports/{member[0]}" if member else entry.xpath(".//a")[0].get("href")
            if member:
                with zipfile.ZipFile(site / own[0]) as archive:
                    data = archive.read(member[0])
            else:
                data = (site / path).read_bytes()
            assert re.findall(r"\b[0-9a-f]{64}\b", own_text(entry)) == [hashlib.sha256(data).hexdigest()], path
            assert f"{len(data):,} bytes" in own_text(entry), path
            assert path not in found, path
            found[path] = data
    return found


def test_every_export_is_offered_with_its_checksum(page: html.HtmlElement, built: Path, exports: Path) -> None:
    found = offered(page, built / "build" / "site")
    wanted = {f"exports/{p.relative_to(exports).as_posix()}": p for p in exports.rglob("*") if p.is_file()}
    wanted.pop("exports/.edition-output")
    assert {path: found[path] for path in wanted} == {path: p.read_bytes() for path, p in wanted.items()}
    assert len(wanted) > 130


def test_each_file_stands_once_in_the_site(page: html.HtmlElement, built: Path) -> None:
    site = built / "build" / "site"
    archives = list((site / "exports").glob("*.zip"))
    assert len(archives) > 12
    held = {f"exports/{name}" for one in archives for name in zipfile.ZipFile(one).namelist()}
    files = {p.relative_to(site).as_posix() for p in (site / "exports").rglob("*") if p.is_file()}
    assert held & files == set()
    listed = {path for path in offered(page, site) if path.startswith("exports/")}
    assert listed == held | files


def test_files_that_others_reach_by_address_are_files(built: Path, exports: Path) -> None:
    for name in ("csv", "text", "annotations"):
        for file in (exports / name).rglob("*.*"):
            assert (built / "build" / "site" / "exports" / file.relative_to(exports)).read_bytes() == file.read_bytes()


def test_archives_are_deflated_and_bear_no_clock(built: Path) -> None:
    epubs = list((built / "build" / "site" / "exports").rglob("*.epub"))
    archives = [*epubs, *(built / "build" / "site" / "exports").rglob("*.zip")]
    assert epubs
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
        stored = [m.filename for m in members if m.compress_type != zipfile.ZIP_DEFLATED]
        assert stored == (["mimetype"] if path in epubs else []), path
        assert {m.date_time for m in members} == {(1980, 1, 1, 0, 0, 0)}


def test_the_licence_is_that_of_the_words_in_a_file(page: html.HtmlElement) -> None:
    licences = {}
    for entry in entries(page):
        links = [a.get("href") for a in entry.xpath(".//a[not(ancestor::details)] | self::li/a")]
        name = [f"exports/{code.text}" for code in entry.xpath("./code")] or links or entry.xpath("./td[1]/text()")
        licences[name[0]] = (LICENCE in links, "but for the words of F" in own_text(entry), own_text(entry))
    for path in ("exports/text/F.txt", "exports/ner/F.conll", "tei/witnesses/F.xml", "exports/annotations/F.json"):
        granted, _, said = licences[path]
        assert not granted
        assert "no licence granted" in said
    assert licences["exports/text/W.txt"][:2] == (True, False)
    assert licences["exports/csv/tokens.csv"][:2] == (True, True)
    assert licences["exports/conll.zip"][:2] == (True, True)
    assert licences["exports/nexus/characters.nex"][:2] == (True, True)


def test_groups_have_names_and_exports_say_what_they_are(page: html.HtmlElement) -> None:
    names = [h.text for h in page.xpath("//main//h2")]
    assert {"Texts", "Tables", "References", "Maps and times", "Names, persons and things"} <= set(names)
    rows = page.xpath(ROWS)
    exported = [r for r in rows if any("exports/" in a.get("href") for a in r.xpath(".//a"))]
    assert len(exported) > 35
    assert [own_text(r) for r in exported if len(own_text(r).split()) < 8] == []
