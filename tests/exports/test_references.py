"""References and deposits: every work of the register, as the programs read it that people cite and deposit with."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import NS, XML_ID

from .conftest import ROOT, Read, needed, program, ran


def title_of(work: etree._Element) -> str:
    return " ".join("".join(work.find("tei:title", NS).itertext()).split())


def year_of(work: etree._Element) -> str:
    date = next(iter(work.findall("tei:date", NS)), None)
    return (
        ""
        if date is None
        else next((date.get(n)[:4] for n in ("when", "from", "notBefore", "to", "notAfter") if date.get(n)), "")
    )


def authors_of(work: etree._Element) -> int:
    return len(work.findall("tei:author", NS))


@pytest.fixture(scope="module")
def works(registers: Mapping[str, list[etree._Element]]) -> dict[str, etree._Element]:
    return {w.get(XML_ID): w for w in registers["works"]}


def test_csl_json_has_edition_witnesses_and_works(exports: Path, works: Mapping[str, etree._Element]) -> None:
    items = json.loads((exports / "references" / "references.json").read_text("utf-8"))
    assert [i["id"] for i in items] == ["edition", *(f"witness-{s}" for s in "WEGF"), *works]
    for item in items[5:]:
        work = works[item["id"]]
        assert item["title"] == title_of(work)
        assert len(item.get("author", [])) == authors_of(work)
        issued = item.get("issued", {}).get("date-parts", [[""]])[0][0]
        assert str(issued) == year_of(work)


@pytest.mark.tools
def test_pybtex_and_rispy_read_every_work(exports: Path, works: Mapping[str, etree._Element], read: Read) -> None:
    folder = exports / "references"
    for found in read("references", folder / "references.bib", folder / "references.ris"):
        assert len(found) == 5 + len(works)
        for name, work in works.items():
            _, title, year, authors = found[name]
            assert title.replace("\\", "") == title_of(work)
            assert (year, len(authors)) == (year_of(work), authors_of(work))


@pytest.mark.tools
@pytest.mark.parametrize("name", ["references.bib", "references.ris", "references.json"])
def test_citation_js_reads_every_work(
    exports: Path, works: Mapping[str, etree._Element], read_in_node: Read, name: str
) -> None:
    found = {one[0]: one[1:] for one in read_in_node("citation.cjs", exports / "references" / name)}
    assert found.keys() == {"edition", *(f"witness-{s}" for s in "WEGF"), *works}
    assert {n: [found[n][0], found[n][1], len(found[n][2])] for n in works} == {
        n: [title_of(w), year_of(w), authors_of(w)] for n, w in works.items()
    }
    assert found["work-red-book"][2] == ["Sedov"]


@pytest.mark.tools
@pytest.mark.parametrize(("name", "form"), [("references.bib", "bibtex"), ("references.json", "csljson")])
def test_pandoc_reads_every_work(exports: Path, works: Mapping[str, etree._Element], name: str, form: str) -> None:
    told = json.loads(ran(program("pandoc"), "-f", form, "-t", "csljson", exports / "references" / name))
    found = {item["id"]: item for item in told}
    assert found.keys() >= works.keys()
    red = found["work-red-book"]
    assert red["author"][0] == {"family": "Sedov", "given": "Lev"}
    assert (red["publisher"], red["publisher-place"]) == ("New Park Publications", "New York")


@pytest.mark.tools
def test_cffconvert_finds_nothing(exports: Path, tmp_path: Path) -> None:
    tool = needed(ROOT / ".venv-exports-pinned" / "bin" / "cffconvert", "cffconvert")
    path = exports / "references" / "CITATION.cff"
    assert "valid according to schema version 1.2.0" in ran(tool, "--validate", "-i", path, cwd=tmp_path)
    bibtex = ran(tool, "-f", "bibtex", "-i", path, cwd=tmp_path)
    assert "The Moscow Trials in Four Accounts" in bibtex
    said = json.loads(ran(tool, "-f", "schema.org", "-i", path, cwd=tmp_path))
    assert said["license"] == "https://spdx.org/licenses/CC-BY-SA-4.0"


@pytest.mark.tools
def test_rocrate_and_datacite_read_the_deposit(exports: Path, tmp_path: Path, read: Read) -> None:
    with zipfile.ZipFile(exports / "rocrate" / "edition.crate.zip") as crate:
        crate.extractall(tmp_path)
        held = {n: hashlib.sha256(crate.read(n)).hexdigest() for n in crate.namelist() if n != "ro-crate-metadata.json"}
    name, licence, files, errors = read("deposit", tmp_path, exports / "datacite" / "datacite.json")
    assert name == "The Moscow Trials in Four Accounts: How the show trials of 1936–38 are told"
    assert licence == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert {path: digest for path, (digest, _) in files.items()} == held
    assert files["tei/edition.xml"][1] == "application/tei+xml"
    assert errors == []


@pytest.mark.tools
def test_datacite_takes_an_edition_whose_editor_has_said_all(tmp_path: Path, read: Read) -> None:
    source = tmp_path / "bridge"
    source.mkdir()
    (source / "edition.toml").write_text(
        '[edition]\ntitle = "T"\nbase = "A"\neditors = ["Weil, Anna"]\n'
        'publisher = "P"\ndate = "2024-05-01"\nversion = "1"\n'
        'licence = "https://creativecommons.org/licenses/by/4.0/"\nurl = "https://example.org/t"\n'
        '[[witness]]\nsiglum = "A"\nseed = "a.txt"\n[[witness]]\nsiglum = "B"\nseed = "b.txt"\n',
        "utf-8",
    )
    (source / "a.txt").write_text("The ferry crossed the river twice.\n", "utf-8")
    (source / "b.txt").write_text("The ferry crossed the river once.\n", "utf-8")
    command = ROOT / ".venv" / "bin" / "edition"
    ran(command, "export", "rocrate", "datacite", "cff", "--in", source, "--out", tmp_path / "out")
    zipfile.ZipFile(tmp_path / "out" / "rocrate" / "edition.crate.zip").extractall(tmp_path / "crate")
    name, _, _, errors = read("deposit", tmp_path / "crate", tmp_path / "out" / "datacite" / "datacite.json")
    assert (name, errors) == ("T", [])
    tool = needed(ROOT / ".venv-exports-pinned" / "bin" / "cffconvert", "cffconvert")
    said = json.loads(
        ran(tool, "-f", "schema.org", "-i", tmp_path / "out" / "references" / "CITATION.cff", cwd=tmp_path)
    )
    assert (said["author"][0]["familyName"], said["datePublished"]) == ("Weil", "2024-05-01")
