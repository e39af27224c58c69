"""A build is not made again while nothing has changed; a change of each kind of thing that a build reads is noticed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.cases.test_around_text import picture

from edition.built import OUTPUTS, HowToBuild
from edition.errors import EditionError
from edition.project.build_record import find_record, request_key
from edition.project.cache import Cache
from edition.project.font_bundle import FOLDER as FONTS
from edition.project.generated_paths import CACHE, LOCK, STAGING
from edition.rebuild import rebuild

TOML = """[edition]
title = "Weir"
base = "A"
language = "en"
version = "1"
introduction = "introduction.md"
commentary = "commentary"
bibliography = "works.bib"
stemma = "stemma.nwk"
languages = "languages"
[annotation]
words = "words.toml"
[tei]
personography = "persons.xml"
images = "img/{facs}"
[site]
style = "site/own.css"
module = "site/own.xsl"
messages = "labels"
quality = "quality.tsv"
[pdf]
fonts = "fonts"
[[translation]]
language = "de"
file = "de.txt"
[[witness]]
siglum = "A"
seed = "seeds/A.txt"
[[witness]]
siglum = "B"
seed = "seeds/B/*.hocr"
[[witness]]
siglum = "C"
seed = "seeds/C.xml"
"""
ANY = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start><define name="any">
<element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore>
</element></define></grammar>"""
TEI = """<?xml-model href="own.rng"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>C</title></titleStmt><publicationStmt>
<p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<p><pb n="1" facs="c1.png"/>Old <persName ref="persons.xml#p7">Anna</persName> passed the weir.</p></body></text></TEI>
"""
PERSONS = """<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="p7"><persName>Anna Wold</persName></person>
</listPerson>"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>R</title></titleStmt>
<publicationStmt><p>–</p></publicationStmt><sourceDesc><listBibl><bibl>–</bibl></listBibl></sourceDesc></fileDesc>
</teiHeader><standOff>{}</standOff></TEI>
"""
PLACES = REGISTER.format('<listPlace><place xml:id="plac-weir"><placeName>Weir Hill</placeName></place></listPlace>')
PEOPLE = REGISTER.format('<listPerson><person xml:id="pers-a"><persName>Ann Rae</persName></person></listPerson>')
HOCR = """<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta name="ocr-system" content="tesseract"/></head>
<body><div class="ocr_page" title="bbox 0 0 9 9"><p class="ocr_par">
<span class="ocr_line" title="bbox 0 0 9 9">{}</span></p>
</div></body></html>
"""
MODULE = """<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="3.0">{}</xsl:stylesheet>\n"""
FILES = {
    "edition.toml": TOML,
    "seeds/A.txt": "Old Anna passed the weir on the hill.\n\nA lamp stood on it.\n",
    "seeds/B/1.hocr": HOCR.format("Old Anna crossed the weir on the hill."),
    "seeds/B/2.hocr": HOCR.format("A lamp hung on it."),
    "seeds/C.xml": TEI,
    "seeds/own.rng": ANY,
    "persons.xml": PERSONS,
    "tei/registers/places.xml": PLACES,
    "decisions/one.toml": '[[note]]\nexact = "passed"\nof = "A"\ntext = "So in all copies."\n',
    "words.toml": '[names]\ntitles = ["Ferryman"]\n',
    "languages/en.toml": '[spelling]\nrules = ["ph=f"]\n',
    "introduction.md": "# The weir\n\nTwo reports.\n\n![A weir](weir.png)\n",
    "commentary/a.md": "# On the weir\n\n## «lamp»\n\nOf oil.\n",
    "works.bib": "@book{a, title={On Weirs}, author={Ann Rae}, year={1802}}\n",
    "stemma.nwk": "(A,B)α;\n",
    "site/own.css": "p { color: black }\n",
    "site/own.xsl": MODULE.format('<xsl:import href="more.xsl"/>'),
    "site/more.xsl": MODULE.format(""),
    "labels/en.xml": '<messages lang="en" name="English"><m key="skip">Go to the text</m></messages>\n',
    "quality.tsv": "kind\tfound\nall\t3\n",
    "de.txt": "Die alte Anna fuhr am Wehr vorbei.\n\nEine Lampe stand darauf.\n",
}


@dataclass(frozen=True)
class Change:
    """A change of one file, of which `name` is the path in the edition."""

    name: str
    make: Callable[[Path], object]

    def __call__(self, folder: Path) -> None:
        place = folder / self.name
        place.parent.mkdir(parents=True, exist_ok=True)
        self.make(place)

    @contextmanager
    def for_a_while(self, folder: Path) -> Iterator[None]:
        """Make the change, and undo it: the file is as it was, and folders that were made for it are gone."""
        place = folder / self.name
        before = place.read_bytes() if place.exists() else None
        made = [parent for parent in place.relative_to(folder).parents if not (folder / parent).exists()]
        self(folder)
        try:
            yield
        finally:
            if before is None:
                place.unlink()
            else:
                place.write_bytes(before)
            for parent in made:
                (folder / parent).rmdir()


def write(folder: Path) -> Path:
    """An edition with one of each kind of file that an editor can have."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("weir.png", "img/c1.png"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(picture())
    (folder / "fonts").mkdir()
    shutil.copy(next(FONTS.glob("*.ttf")), folder / "fonts" / "own.ttf")
    return folder


def run(folder: Path, *more: str) -> tuple[int, str, str]:
    """The command in a process of its own: status, output, what it told."""
    command = [sys.executable, "-m", "edition", "build", str(folder), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition, built once with all outputs."""
    folder = write(tmp_path_factory.mktemp("rebuild") / "weir")
    made = rebuild(folder)
    assert not made.failed
    assert not made.is_unchanged
    assert (folder / "build" / "edition.pdf").exists(), made.findings
    assert is_known(folder)
    return folder


def is_known(folder: Path, only: tuple[str, ...] = OUTPUTS) -> bool:
    """Whether the last build is known to be of what is there now."""
    key = request_key(folder, only)
    return bool(key and find_record(Cache(folder / CACHE), key, folder, only))


def append(name: str, data: bytes = b" ") -> Change:
    return Change(name, lambda place: place.write_bytes(place.read_bytes() + data))


def make(name: str, data: bytes = b"") -> Change:
    return Change(name, lambda place: place.write_bytes(data))


def remove(name: str) -> Change:
    return Change(name, Path.unlink)


CHANGES = {
    **{f"changed {name}": append(name) for name in (*FILES, "weir.png", "img/c1.png", "fonts/own.ttf")},
    **{f"deleted {name}": remove(name) for name in FILES if name != "edition.toml"},
    "a page file": make("seeds/B/3.hocr", HOCR.format("The end.").encode()),
    "a register that appears": make("tei/registers/persons.xml", PEOPLE.encode()),
    "decisions.toml that appears": make("decisions.toml"),
    "a second file of decisions": make("decisions/two.toml"),
    "a language that appears": make("languages/de.toml"),
    "labels that appear": make("labels/de.xml"),
    "a chapter of the commentary": make("commentary/b.md"),
    "a font": make("fonts/two.otf", b"OTTO"),
    "an image that goes before": make("img/c1.jpg"),
    "an output edited": append("build/site/index.html"),
    "a book edited": append("build/edition.pdf"),
    "an export edited": append("build/exports/text/A.txt"),
    "TEI edited": append("tei/edition.xml"),
    "TEI of a witness edited": append("tei/witnesses/C.xml"),
    "an output deleted": remove("build/site/index.html"),
    "a book deleted": remove("build/edition.pdf"),
    "the record of an output deleted": remove("build/site/.edition-output"),
    "the record of books deleted": remove("build/.edition-output"),
    "a file of somebody in the site": make("build/site/mine.html"),
    "a book of somebody": make("build/parallel.pdf"),
    "retired ids": make("tei/ids.tsv", b"id\tsuccessor\n"),
    "another build at work": make(LOCK),
    "an interrupted build": make(f"{STAGING}/journal.json"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_each_kind_is_noticed_and_its_undoing_too(built: Path, change: Change) -> None:
    with change.for_a_while(built):
        assert not is_known(built)
    assert is_known(built)


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "XML_CATALOG_FILES"])
def test_what_the_environment_says_counts(built: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_known(built)
    monkeypatch.setenv(name, "1000000000")
    assert not is_known(built)


def test_another_program_and_other_outputs_are_another_build(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_known(built, ("tei",))
    monkeypatch.setattr("edition.project.cache.program_digest", lambda: "of another version")
    assert not is_known(built)


def test_plugins_count_by_version_and_one_that_is_being_written_never(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.project.build_record.plugin_versions", lambda: ["mine 1.1"])
    assert not is_known(built)
    monkeypatch.setattr("edition.project.build_record.plugin_versions", lambda: None)
    assert request_key(built, OUTPUTS) is None


def test_an_unchanged_build_tells_the_same_and_writes_nothing(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*") if CACHE not in path.parts}
    first, again = run(built), run(built)
    assert first == again
    assert "Unchanged." in first[1]
    assert "E3" in first[2]  # the findings of the build
    assert before == {path: path.stat().st_mtime_ns for path in built.rglob("*") if CACHE not in path.parts}


def test_an_unchanged_build_loads_no_library_of_the_work(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from edition.rebuild import rebuild; "
        "built = rebuild(Path(sys.argv[1])); assert built.is_unchanged; "
        "print([name for name in ('numpy', 'lxml', 'saxonche', 'typst', 'rapidfuzz') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(built)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_file_that_changes_while_it_is_built_leaves_no_record(tmp_path: Path) -> None:
    folder = write(tmp_path / "weir")

    def tell(stage: str) -> None:
        if stage == "collating":
            append("seeds/A.txt")(folder)

    rebuild(folder, ("tei",), tell)
    assert not is_known(folder, ("tei",))
    assert not rebuild(folder, ("tei",)).is_unchanged
    assert rebuild(folder, ("tei",)).is_unchanged


def test_edits_are_refused_as_by_any_build_and_a_removed_cache_costs_time_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "weir")
    rebuild(folder, ("tei",))
    append("tei/edition.xml", b"<!-- mine -->")(folder)
    with pytest.raises(EditionError, match=r"tei/edition.xml"):
        rebuild(folder, ("tei",))
    assert not rebuild(folder, ("tei",), how=HowToBuild(discard_edits=True)).is_unchanged
    assert rebuild(folder, ("tei",)).is_unchanged
    shutil.rmtree(folder / CACHE)
    assert not rebuild(folder, ("tei",)).is_unchanged


def test_a_damaged_record_is_none(tmp_path: Path) -> None:
    folder = write(tmp_path / "weir")
    rebuild(folder, ("tei",))
    key = request_key(folder, ("tei",))
    assert key
    for content in (b"", b"[]", b"{}", b'{"findings": [[1]], "published": 3}'):
        Cache(folder / CACHE).put(key, content)
        assert not is_known(folder, ("tei",))


def test_fonts_of_the_system_leave_no_record(tmp_path: Path) -> None:
    folder = write(tmp_path / "weir")
    config = folder / "edition.toml"
    config.write_text(TOML.replace("[pdf]", "[pdf]\nsystem_fonts = true"), encoding="utf-8")
    assert rebuild(folder, ("pdf",)).is_repeatable
    assert not is_known(folder, ("pdf",))
    os.utime(config)
    assert not rebuild(folder, ("tei",)).is_unchanged
    assert rebuild(folder, ("tei",)).is_unchanged
