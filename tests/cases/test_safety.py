"""Faults that once harmed an editor's files, blanked pages or blamed the wrong file: the smallest input of each."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from edition.build import build
from edition.built import HowToBuild
from edition.commands.new import write_starter
from edition.errors import ConfigError, EditionError, InputError, OutputError
from edition.tasks.check import check
from edition.tasks.validate_files import validate_files

HERE = Path(__file__).parent
SECRET = "secret of another folder"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    write_starter(tmp_path / "e")
    return tmp_path / "e"


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


# -- the editor's own files


def test_a_seed_in_an_output_folder_is_refused_before_anything_is_written(edition: Path) -> None:
    (edition / "tei" / "witnesses").mkdir()
    (edition / "seeds" / "A.txt").rename(edition / "tei" / "witnesses" / "A.txt")
    config = edition / "edition.toml"
    config.write_text(config.read_text("utf-8").replace("seeds/A.txt", "tei/witnesses/A.txt"), "utf-8")
    before = snapshot(edition)
    with pytest.raises(ConfigError, match=r"^edition\.toml:\d+:1: tei/witnesses/A\.txt stands in tei/witnesses"):
        build(edition, ("tei",))
    assert snapshot(edition) == before


def test_own_work_beside_the_witnesses_is_refused_before_the_long_work(edition: Path) -> None:
    build(edition, ("tei",))
    (edition / "tei" / "witnesses" / "own.xml").write_text("<TEI/>")
    before = snapshot(edition)
    stages: list[str] = []
    with pytest.raises(OutputError, match=r"^tei/witnesses/own\.xml: was not written by a build"):
        build(edition, ("tei",), stages.append)
    assert snapshot(edition) == before
    assert all(stage.startswith("reading") for stage in stages)


def test_an_edit_survives_in_a_clone_with_other_line_ends(edition: Path, tmp_path: Path) -> None:
    build(edition, ("tei",))
    (edition / ".gitattributes").unlink()
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *arguments], cwd=edition, check=True, capture_output=True)
    clone = tmp_path / "clone"
    subprocess.run([*git, "-c", "core.autocrlf=true", "clone", "-q", edition, clone], check=True, capture_output=True)
    place = clone / "tei" / "edition.xml"
    assert b"\r\n" in place.read_bytes()
    assert not build(clone, ("tei",)).failed
    edited = place.read_bytes().replace(b"ferry", b"galleon", 1)
    place.write_bytes(edited)
    with pytest.raises(InputError, match=r"^tei/edition\.xml: was edited by hand .*say the same in decisions\.toml"):
        build(clone, ("tei",))
    assert place.read_bytes() == edited
    said = [f.message for f in check(clone).findings if f.code == "I5"]
    assert len(said) == 1
    assert "edited by hand" in said[0]
    build(clone, ("tei",), how=HowToBuild(discard_edits=True, uses_cache=False))
    assert b"galleon" not in place.read_bytes()


def test_tei_that_a_build_wrote_is_valid_and_proves_itself(edition: Path) -> None:
    assert not build(edition, ("tei",)).failed
    files = [edition / "tei" / "edition.xml", *sorted((edition / "tei" / "witnesses").iterdir())]
    assert validate_files(files).findings == ()
    assert all(re.search(rb'<\?variorum file="tei/[^"]+" sha256="[0-9a-f]{64}"\?>', p.read_bytes()) for p in files)
    assert not build(edition, ("tei",)).findings


# -- the editor's module


@pytest.mark.parametrize("name", sorted(p.name for p in (HERE / "module-opens-and-writes").iterdir()))
def test_a_module_opens_and_writes_no_file(edition: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    source = (HERE / "module-opens-and-writes" / name).read_text("utf-8")
    with_module(edition, source.replace("FILE", secret.as_uri()))
    with pytest.raises(InputError, match=r"own\.xsl:\d+: ") as told:
        build(edition, ("site",))
    assert SECRET not in str(told.value)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["secret.txt"]
    assert not any(SECRET.encode() in data for data in snapshot(edition).values())


def test_a_module_sees_no_environment(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITION_SECRET", SECRET)
    call = "environment-variable('EDITION_SECRET')"
    with_module(edition, MODULE.format(f'<xsl:variable name="s" static="yes" select="{call}"/>', f"$s, {call}, 'seen'"))
    build(edition, ("site",))
    page = (edition / "build" / "site" / "index.html").read_text("utf-8")
    assert re.search(r">\s*seen<", page)
    assert SECRET not in page


MODULE = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:f="urn:edition:function">{}
  <xsl:function name="f:rights" as="node()*"><b><xsl:value-of select="{}"/></b></xsl:function>
</xsl:stylesheet>"""


def with_module(edition: Path, source: str) -> None:
    (edition / "own.xsl").write_text(source, "utf-8")
    with (edition / "edition.toml").open("a", encoding="utf-8") as config:
        config.write('\n[site]\nmodule = "own.xsl"\n')


@pytest.mark.parametrize(
    ("head", "words", "line", "said"),
    [
        ('<xsl:import href="none.xsl"/>', "1", 2, "none.xsl: there is no such file to import"),
        ('<xsl:import href="../far.xsl"/>', "1", 2, "leads out of the edition's folder"),
        ('<xsl:import href="https://example.org/x.xsl"/>', "1", 2, "imports files of the edition's folder only"),
        ('<xsl:include href="own.xsl"/>', "1", 2, "in a circle"),
        ("", "error((), 'I give up')", 3, "I give up"),
        ("", "nothing(", 3, "cannot be compiled"),
        ("<p:x/>", "1", 0, "not well-formed"),
    ],
)
def test_a_fault_in_a_module_is_told_as_the_editors_with_its_line(
    edition: Path, tmp_path: Path, head: str, words: str, line: int, said: str
) -> None:
    (tmp_path / "far.xsl").write_text(MODULE.format("", "1"), "utf-8")
    with_module(edition, MODULE.format(head, words))
    with pytest.raises(InputError, match=rf"own\.xsl{f':{line}' if line else ''}: .*{re.escape(said)}") as told:
        build(edition, ("site",))
    assert told.value.status == 2
    assert "data:" not in str(told.value)
    assert len(str(told.value)) < 600


def test_a_module_may_have_parts_in_the_editions_folder(edition: Path) -> None:
    (edition / "parts").mkdir()
    (edition / "parts" / "a & b.xsl").write_text(MODULE.format("", "'made of parts'"), "utf-8")
    link = "<xsl:include\n    href = 'parts/a &amp; b.xsl'/>"
    with_module(edition, re.sub(r"<xsl:function.*function>", link, MODULE.format("", "1")))
    build(edition, ("site",))
    assert "made of parts" in (edition / "build" / "site" / "index.html").read_text("utf-8")


# -- pages


class _Shown(HTMLParser):
    """What a browser takes for script: in it `<!--` and `<script` begin a state in which `</script>` ends nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.is_script = False
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.is_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.is_script = False

    def handle_data(self, data: str) -> None:
        if self.is_script:
            self.scripts.append(data)


def test_no_script_element_of_any_page_holds_a_less_than_sign(tmp_path: Path) -> None:
    root = shutil.copytree(HERE / "script-in-title", tmp_path / "e")
    assert not build(root, ("site",)).failed
    pages = sorted((root / "build" / "site").glob("*.html"))
    assert len(pages) > 8
    held = 0
    for page in pages:
        shown = _Shown()
        shown.feed(page.read_text("utf-8"))
        assert [script for script in shown.scripts if "<" in script] == [], page.name
        held += sum(r"\u003c!--\u003cscript>" in script for script in shown.scripts)
    assert held >= 2 * len(pages), "the words are in no script: nothing was tested"


# -- limits of parsers


@pytest.mark.parametrize("words", ["a & " * 100_001, "<" * 100_001], ids=["ampersands", "less-than signs"])
def test_more_references_than_a_parser_of_java_takes(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.txt").write_text(f"{words}\n", "utf-8")
    (tmp_path / "edition.toml").write_text(
        '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "a.txt"\n', "utf-8"
    )
    assert not build(tmp_path, ("tei",)).failed


# -- registers


def test_a_register_is_known_by_its_lists(edition: Path, tmp_path: Path) -> None:
    register = edition / "tei" / "registers" / "persons.xml"
    shutil.copy(HERE / "register-in-german" / "persons.xml", register)
    assert not build(edition, ("tei",)).failed
    assert b"pers-keller" in (edition / "tei" / "witnesses" / "A.xml").read_bytes()
    assert check(edition).holds
    elsewhere = shutil.copy(register, tmp_path / "personen.xml")
    assert validate_files([register, elsewhere]).findings == ()


def test_a_text_with_lists_of_its_own_is_no_register(tmp_path: Path) -> None:
    source = (HERE / "register-in-german" / "persons.xml").read_text("utf-8")
    place = tmp_path / "letter.xml"
    place.write_text(source.replace("</TEI>", "<text><body><p>x</p></body></text></TEI>"), "utf-8")
    assert [f.code for f in validate_files([place]).findings] == ["E400"]


# -- moments


@pytest.mark.parametrize("said", ["99999999999999", "\u00b2\u00b3", "-1", "abc"])
def test_a_build_refuses_a_moment_that_is_none(edition: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    before = snapshot(edition)
    with pytest.raises(EditionError, match="is no moment") as told:
        build(edition, ("tei",))
    assert told.value.status == 2
    assert snapshot(edition) == before


# -- names that outputs need for themselves


def test_sigla_that_are_names_of_outputs_build(edition: Path) -> None:
    config = edition / "edition.toml"
    for old, new in (("A", "edition"), ("B", "seed")):
        config.write_text(config.read_text("utf-8").replace(f'= "{old}"', f'= "{new}"'), "utf-8")
    for register in (edition / "tei" / "registers").iterdir():
        text = register.read_text("utf-8").replace('xml:id="A"', 'xml:id="wedition"')
        register.write_text(text.replace('xml:id="B"', 'xml:id="wseed"'), "utf-8")
    built = build(edition, ("tei", "site", "exports"))
    assert (built.failed, [f for f in built.findings if f.code == "E418"]) == (False, [])
    assert {p.stem for p in (edition / "build/exports/text").glob("*.txt")} == {"edition", "wedition", "wseed"}


@pytest.mark.parametrize("licence", ["CC BY, see https://example.org/by", "Rights reserved: ask https://a.org/ ours"])
def test_words_around_an_address_are_no_address(edition: Path, licence: str) -> None:
    config = edition / "edition.toml"
    text = config.read_text("utf-8").replace("[edition]", f'[edition]\nlicence = "{licence}"')
    config.write_text(text + f'licence = "{licence}"\n', "utf-8")
    assert not build(edition, ("tei", "exports")).failed
    assert f"<licence>{licence}</licence>" in " ".join((edition / "tei" / "edition.xml").read_text("utf-8").split())
    assert f"<{licence[:4]}" not in (edition / "build" / "exports" / "rdf" / "edition.ttl").read_text("utf-8")
