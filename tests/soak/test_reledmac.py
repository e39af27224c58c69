"""The LaTeX export compiles with Debian's TeX, and its pages say what the edition says.

apt install texlive-luatex texlive-latex-extra texlive-humanities texlive-lang-cyrillic texlive-lang-german \
    fonts-linuxlibertine poppler-utils
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from books import verse_book
from edition.edition import Edition
from edition.project.assets import asset
from edition.project.pdf_options import PdfOptions
from edition.publish.print.pdf import print_xml
from edition.xml.saxon import Sheet
from printed import compact

pytestmark = pytest.mark.soak
RUNS = 4


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, str]:
    """The source, the log of the last run, and the text of the PDF."""
    for program in ("lualatex", "makeindex", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    folder = tmp_path_factory.mktemp("latex")
    (source,) = Edition(root).export("reledmac").values()
    (folder / "edition.tex").write_bytes(source)
    for _ in range(RUNS):
        command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "edition.tex"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-3000:]
    subprocess.run(["pdftotext", "-raw", "edition.pdf"], cwd=folder, check=True)
    log = (folder / "edition.log").read_text(encoding="utf-8", errors="replace")
    return source.decode("utf-8"), log, (folder / "edition.txt").read_text(encoding="utf-8")


def test_every_reference_is_defined(made: tuple[str, str, str]) -> None:
    _, log, _ = made
    assert "undefined" not in log
    assert "multiply defined" not in log
    assert "Missing character" not in log


def test_every_lemma_is_printed_in_the_foot(made: tuple[str, str, str]) -> None:
    source, _, text = made
    whole = compact(text)
    lemmata = re.findall(r"\\lemma\{((?:[^{}]|\{\\char34\})*)\}\\[A-D]footnote", source)
    assert len(lemmata) > 300
    missing = [lemma for lemma in lemmata if compact(lemma.replace(r"{\char34}", "")) not in whole]
    assert len(missing) < len(lemmata) / 50  # a page may end amid one


def test_the_indexes_have_pages_and_lines(made: tuple[str, str, str]) -> None:
    text = made[2]
    assert re.search(r"Stalin, Joseph \(1878–1953\), \d+-\d+", text.replace("\n", " "))
    assert "Index of places" in text


def test_a_book_of_verse_compiles_and_reledmac_counts_its_verses(tmp_path: Path) -> None:
    for program in ("lualatex", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    book = re.sub(r' loc="\d\.(\d+)"', r' loc="\1"', print_xml(verse_book(), PdfOptions()))  # numbers that it can count
    source = Sheet(asset("xslt", "latex.xsl")).text(book.encode())
    (tmp_path / "verse.tex").write_text(source, encoding="utf-8")
    for _ in range(RUNS):
        command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "verse.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-3000:]
    subprocess.run(["pdftotext", "-raw", "verse.pdf"], cwd=tmp_path, check=True)
    text = " ".join((tmp_path / "verse.txt").read_text(encoding="utf-8").split())
    found = re.findall(r"(\d+) p\dv(\d+)w\d+ ?\]", text)
    assert len(found) > 20
    assert [number for number, _ in found] == [verse for _, verse in found]
