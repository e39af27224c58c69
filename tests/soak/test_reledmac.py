"""The LaTeX export compiles with Debian's TeX, and its pages say what the edition says.

apt install texlive-luatex texlive-latex-extra texlive-humanities texlive-lang-cyrillic texlive-lang-german \
    fonts-linuxlibertine poppler-utils
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from edition.edition import Edition
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
