"""ODDs are compiled by stylesheets that the user names, which read what is handed to them and nothing else."""

import shutil
from pathlib import Path

import pytest

from edition.errors import InputError
from edition.tasks.validate_files import validate_files
from edition.validate.options import Options
from edition.xml.foreign_sheets import run_foreign_sheet
from edition.xml.namespaces import TEI

CASE = Path(__file__).parent / "stylesheets"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the case, in which the user works; the schemas of one test are not those of another."""
    shutil.copytree(CASE, tmp_path / "s")
    monkeypatch.chdir(tmp_path / "s")
    return tmp_path / "s"


def judged(folder: Path, document: str, stylesheets: str = ".", tei: str = "p5subset.xml") -> list[str]:
    (folder / "a.xml").write_text(f'<{document[1:].replace(">", f""" xmlns="{TEI}">""", 1)}', encoding="utf-8")
    options = Options(stylesheets=folder / stylesheets, tei=folder / tei if tei else None)
    found = validate_files([folder / "a.xml"], folder / "songs" / "songs.odd", options).findings
    return [f"{finding.code} {finding.message}" for finding in found]


def test_what_an_odd_takes_from_tei_from_another_odd_and_from_a_group(folder: Path) -> None:
    for element in ("verse", "p", "lb", "burden"):
        assert judged(folder, f"<{element}>x</{element}>") == []
    assert [said[:4] for said in judged(folder, "<head>x</head>")] == ["E412"]
    assert judged(folder, "<verse> </verse>") == ["S1 a verse has words"]
    assert judged(folder, "<p>x</p>", stylesheets="odds") == []


def test_stylesheets_without_rules_still_make_a_schema(folder: Path) -> None:
    (folder / "odds" / "extract-isosch.xsl").unlink()
    assert judged(folder, "<verse> </verse>") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("songs/songs.odd", "../base.odd", "../bases.odd", "there is no file ../bases.odd in "),
        ("songs/songs.odd", "../base.odd", "https://x.example/base.odd", "nothing is fetched"),
        ("songs/songs.odd", "../base.odd", "songs.odd", "takes from itself"),
        ("base.odd", 'ident="base"', 'ident="base" source="songs/songs.odd"', "takes from itself"),
        ("songs/songs.odd", 'include="verse p"', 'include="stanza"', "nobody defines stanza"),
        ("odds/odd2relax.xsl", "../common/words.xsl", "../../words.xsl", "leads out of"),
        ("odds/odd2relax.xsl", "<grammar", "<grammar <", "not well-formed"),
        ("odds/odd2relax.xsl", "$words/words/of", "count(", "cannot be compiled"),
    ],
)
def test_why_there_is_no_schema(folder: Path, file: str, old: str, new: str, said: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    (folder.parent / "words.xsl").write_text("<x/>", encoding="utf-8")
    told = "\n".join(judged(folder, "<p>x</p>"))
    assert said in told
    assert "Traceback" not in told


def test_the_folder_and_the_specifications_are_named(folder: Path) -> None:
    assert "holds no odds/odd2odd.xsl" in judged(folder, "<p>x</p>", stylesheets="songs")[0]
    assert "--tei p5subset.xml" in judged(folder, "<p>x</p>", tei="")[0]
    assert "there is no such file" in judged(folder, "<p>x</p>", tei="p6.xml")[0]


def test_a_source_outside_is_not_read(folder: Path) -> None:
    (folder.parent / "secret.odd").write_text((folder / "base.odd").read_text(encoding="utf-8"), encoding="utf-8")
    text = (folder / "songs" / "songs.odd").read_text(encoding="utf-8").replace("../base.odd", "../../secret.odd")
    (folder / "songs" / "songs.odd").write_text(text, encoding="utf-8")
    assert "outside the folder" in judged(folder, "<p>x</p>")[0]


SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:f="http://www.w3.org/2005/xpath-functions"><xsl:template match="/">{}</xsl:template></xsl:stylesheet>"""


@pytest.mark.parametrize(
    "content",
    [
        "<xsl:copy-of select=\"doc('SECRET')\"/>",
        "<xsl:copy-of select=\"document('SECRET')\"/>",
        "<xsl:copy-of select=\"document  ( 'SECRET', / )\"/>",
        "<xsl:copy-of select=\"Q{http://www.w3.org/2005/xpath-functions}doc('SECRET')\"/>",
        "<xsl:copy-of select=\"f:doc('SECRET')\"/>",
        "<xsl:copy-of select=\"('SECRET') ! (doc#1)(.)\"/>",
        "<xsl:value-of select=\"unparsed-text('SECRET')\"/>",
        "<xsl:copy-of select=\"collection('SECRET')\"/>",
        "<xsl:source-document href=\"SECRET\"><xsl:copy-of select=\".\"/></xsl:source-document>",
        "<xsl:result-document href=\"WRITTEN\"><a>b</a></xsl:result-document>",
        "<xsl:result-document href='WRITTEN' method='text'/>",
        "<xsl:evaluate xpath=\"&quot;doc('SECRET')&quot;\"/>",
        "<xsl:copy-of select=\"transform(map{'stylesheet-location': 'SECRET'})\"/>",
    ],
)  # fmt: skip
def test_a_stylesheet_reads_and_writes_nothing_else(tmp_path: Path, content: str) -> None:
    secret, written = tmp_path / "secret.xml", tmp_path / "written.xml"
    secret.write_text("<secret>word</secret>", encoding="utf-8")
    (tmp_path / "sheets").mkdir()
    sheet = tmp_path / "sheets" / "s.xsl"
    text = SHEET.replace("{}", content).replace("SECRET", secret.as_uri()).replace("WRITTEN", written.as_uri())
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        run_foreign_sheet(sheet, sheet.parent, b"<a/>", {})
    assert str(raised.value).startswith(str(sheet))
    assert not written.exists()
