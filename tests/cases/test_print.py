"""What a book that cannot be set leaves standing, and what an editor is told of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from edition.build import build
from edition.errors import EditionError, InternalError
from edition.model import Finding, Severity
from edition.project.font_bundle import FOLDER
from edition.publish.print import books as printing
from edition.tasks.release import release

CASES = Path(__file__).parent
Case = Callable[..., Path]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case as a folder to build in, with more lines in its `edition.toml`."""

    def copied(name: str, more: str = "") -> Path:
        root = copytree(CASES / name, tmp_path / name)
        toml = root / "edition.toml"
        toml.write_text(toml.read_text(encoding="utf-8") + more, encoding="utf-8")
        return root

    return copied


def warnings(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f.code, f.position.path) for f in findings if f.severity is Severity.WARNING]


def test_a_letter_without_a_font_leaves_tei_site_and_exports(case: Case) -> None:
    root = case("no-font")
    built = build(root)
    assert {"tei/edition.xml", "build/site", "build/exports"} <= set(built.published)
    assert warnings(built.findings) == [("E502", "tei/edition.xml")]
    told = next(f for f in built.findings if f.code == "E502")
    lines = (root / "tei" / "edition.xml").read_text(encoding="utf-8").split("\n")
    assert lines[told.position.line - 1][told.position.column - 1] == "\u6e90"
    for said in ("U+6E90 CJK UNIFIED IDEOGRAPH-6E90", "U+F1A2", "Noto Serif CJK", 'fonts = "fonts"'):
        assert said in told.message
    assert not (root / "build" / "edition.pdf").exists()


def test_no_page_of_the_site_speaks_of_a_pdf_that_is_not_there(case: Case) -> None:
    root = case("no-font")
    build(root)
    pages = list((root / "build" / "site").rglob("*.html"))
    assert len(pages) > 5
    assert [p.name for p in pages if "edition.pdf" in p.read_text(encoding="utf-8")] == []


def test_a_site_with_a_pdf_names_it(case: Case) -> None:
    root = case("no-font")
    for seed in (root / "seeds").iterdir():
        seed.write_text("Plain letters alone.\n", encoding="utf-8")
    build(root)
    assert "https://example.org/letters/edition.pdf" in (root / "build/site/index.html").read_text(encoding="utf-8")
    assert 'href="edition.pdf"' in (root / "build/site/downloads.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "only"), [("", ("pdf",)), ("[pdf]\nrequired = true\n", ("tei", "site", "pdf"))])
def test_who_insists_on_the_pdf_is_refused_and_nothing_is_written(case: Case, more: str, only: tuple[str, ...]) -> None:
    root = case("no-font", more)
    with pytest.raises(EditionError, match=r"^tei/edition\.xml:\d+:\d+: the PDF cannot be set: no font has") as caught:
        build(root, only)
    assert caught.value.status == 2
    assert not (root / "tei").exists()
    assert not (root / "build").exists()


def test_a_required_pdf_does_not_stop_what_was_asked_for_without_it(case: Case) -> None:
    assert "build/site" in build(case("no-font", "[pdf]\nrequired = true\n"), ("site",)).published


def test_the_pdf_of_an_earlier_build_goes_and_that_is_told(case: Case) -> None:
    root = case("no-font", '[pdf]\nparallel = ["A", "B"]\n')
    seed = root / "seeds" / "A.txt"
    strange = {path: path.read_text(encoding="utf-8") for path in (root / "seeds").iterdir()}
    for path in strange:
        path.write_text(f"Plain letters in {path.stem} alone.\n", encoding="utf-8")
    assert {"build/edition.pdf", "build/parallel.pdf"} <= set(build(root).published)
    seed.write_text(strange[seed], encoding="utf-8")
    told = [f for f in build(root).findings if f.code == "E503"]
    assert [f.position.path for f in told] == ["build/edition.pdf", "build/parallel.pdf"]
    assert list((root / "build").glob("*.pdf")) == []


def test_the_second_book_goes_with_its_setting(case: Case) -> None:
    root = case("no-font", '[pdf]\nparallel = ["A", "B"]\n')
    for path in (root / "seeds").iterdir():
        path.write_text(f"Plain letters in {path.stem} alone.\n", encoding="utf-8")
    build(root)
    toml = root / "edition.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("parallel", "# parallel"), encoding="utf-8")
    assert ("E503", "build/parallel.pdf") in warnings(build(root).findings)
    assert [p.name for p in (root / "build").glob("*.pdf")] == ["edition.pdf"]


def test_two_books_that_lack_letters_are_one_warning(case: Case) -> None:
    root = case("no-font", '[pdf]\nparallel = ["A", "B"]\n')
    (told,) = [f for f in build(root).findings if f.code == "E502"]
    assert told.message.startswith("edition.pdf and parallel.pdf cannot be set and are left out: no font has")
    assert told.message.count("U+6E90") == 1


def test_private_letters_alone_take_nothing_down(case: Case) -> None:
    root = case("no-font")
    for path in (root / "seeds").iterdir():
        path.write_text(f"A word \uf1a2 in {path.stem}.\n", encoding="utf-8")
    (told,) = [f for f in build(root).findings if f.code == "E502"]
    assert "1 private-use letter" in told.message
    assert "Debian" not in told.message


GOOD = (FOLDER / "hebrew.ttf").read_bytes()
BAD_FONTS = {
    "a.woff": (b"wOFF" + GOOD[4:], "fonts/a.woff is a web font (WOFF), which cannot be printed"),
    "b.ttf": (b"wOF2" + GOOD[4:], "fonts/b.ttf is a web font (WOFF2)"),
    "c.otf": (GOOD[: len(GOOD) // 2], "fonts/c.otf is no font, or damaged"),
    "d.TTF": (b"", "fonts/d.TTF is no font, or damaged"),
    "e.ttc": (b"<html>not found</html>", "fonts/e.ttc is no font, or damaged"),
    "notes.txt": (b"a font is to come", "the folder fonts has no font"),
}


@pytest.mark.parametrize("name", BAD_FONTS)
def test_a_font_that_cannot_be_read_is_named_once(case: Case, name: str) -> None:
    root = case("no-font", '[pdf]\nfonts = "fonts"\n')
    data, said = BAD_FONTS[name]
    (root / "fonts").mkdir()
    (root / "fonts" / name).write_bytes(data)
    (told,) = [f for f in build(root, ("pdf", "tei")).findings if f.severity is Severity.WARNING]
    assert told.code == "E502"
    assert said in told.message
    for path in (root / "seeds").iterdir():
        path.write_text(f"Plain letters in {path.stem} alone.\n", encoding="utf-8")
    (told,) = [f for f in build(root, ("pdf", "tei")).findings if f.severity is Severity.WARNING]
    assert (told.code, told.position.path) == ("E520", "fonts" if name == "notes.txt" else f"fonts/{name}")
    assert said in told.message
    assert (root / "build" / "edition.pdf").exists()


def test_a_good_font_is_not_named(case: Case) -> None:
    root = case("no-font", '[pdf]\nfonts = "fonts"\n')
    (root / "fonts" / "deep").mkdir(parents=True)
    (root / "fonts" / "deep" / "good.ttf").write_bytes(GOOD)
    (root / "fonts" / "OFL.txt").write_text("A licence.", encoding="utf-8")
    for path in (root / "seeds").iterdir():
        path.write_text(f"Plain letters in {path.stem} alone.\n", encoding="utf-8")
    assert warnings(build(root, ("pdf", "tei")).findings) == []


def test_a_file_of_somebody_else_stays(case: Case) -> None:
    root = case("no-font")
    (root / "build").mkdir()
    (root / "build" / "parallel.pdf").write_bytes(b"%PDF-1.7 from a scanner")
    assert "E503" not in {f.code for f in build(root).findings}
    assert (root / "build" / "parallel.pdf").read_bytes() == b"%PDF-1.7 from a scanner"


def test_one_book_does_not_take_the_other_down(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    root = case("no-font", '[pdf]\nparallel = ["A", "B"]\n')
    for path in (root / "seeds").iterdir():
        path.write_text(f"Plain letters in {path.stem} alone.\n", encoding="utf-8")

    def unsettled(*_: object) -> bytes:
        raise InternalError("the pages do not settle")

    monkeypatch.setattr(printing, "publish_parallel", unsettled)
    built = build(root, ("pdf",))
    assert "build/edition.pdf" in built.published
    (told,) = [f for f in built.findings if f.code == "E502"]
    assert told.message.startswith("parallel.pdf cannot be set and is left out: the pages do not settle")
    assert "report it" in told.message


def test_a_release_without_a_pdf_tells_why(case: Case, tmp_path: Path) -> None:
    findings = release(case("no-font"), tmp_path / "bag")
    assert "E502" in {f.code for f in findings}
    assert (tmp_path / "bag" / "data" / "read.html").exists()
    assert not (tmp_path / "bag" / "data" / "edition.pdf").exists()


def test_one_letter_outside_all_scripts_takes_nothing_down(case: Case) -> None:
    root = case("no-font")
    for path in (root / "seeds").iterdir():
        path.write_text(f"The {path.stem} smiles \U0001f600 and goes.\n", encoding="utf-8")
    built = build(root)
    assert "build/site" in built.published
    (told,) = [f for f in built.findings if f.code == "E502"]
    assert "U+1F600 GRINNING FACE" in told.message
    assert "Noto Emoji" in told.message


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_the_locale_changes_no_letter(case: Case, locale: str) -> None:
    root = case("no-font")
    command = [sys.executable, "-m", "edition", "build", str(root)]
    surroundings = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run(command, capture_output=True, env=surroundings, check=False)
    assert done.returncode == 0
    assert b"U+6E90 CJK UNIFIED IDEOGRAPH-6E90" in done.stderr
    assert b"U+F1A2 a private-use letter" in done.stderr
