"""Pictures of pages, compared with those that somebody has looked at (`--accept` takes new ones and fails).

What is compared is how dark a page is, field by field, so that another version of poppler makes no difference; a line
that is shifted, an apparatus that is gone or a number in the wrong margin does.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from books import small_book, twofold_book, verse_book
from edition.project.pdf_options import PdfOptions
from edition.publish.print.parallel import publish_parallel
from edition.publish.print.pdf import publish_pdf

pytestmark = pytest.mark.tools
Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed (pip install -e '.[tools]')")
HERE = Path(__file__).parent / "pages"
FIELD, MOST = 6, 24.0  # pixels; of 255
PAGES = {"guide": 4, "text": 5, "appendix": 7, "back": 8, "left": 2, "right": 3, "verse": 6, "drama": 9, "press": 6}
#: All that a house may ask for.
PRESS = PdfOptions(
    paper="170 x 240",
    bleed=3,
    crop_marks=True,
    numbering="continuous",
    number_margin="outer",
    bracket=":",
    separator="",
    readings=",",
    sigla="bold",
)


@cache
def pdf(name: str) -> bytes:
    if name in ("left", "right"):
        return publish_parallel(twofold_book(), PdfOptions(parallel=("W", "E")))
    if name == "press":
        return publish_pdf(small_book(), PRESS)
    return publish_pdf(verse_book() if name in ("verse", "drama") else small_book(), PdfOptions())


def picture(name: str, folder: Path) -> Path:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    (folder / "book.pdf").write_bytes(pdf(name))
    page = str(PAGES[name])
    command = ["pdftoppm", "-gray", "-png", "-r", "55", "-f", page, "-l", page, "-singlefile", "book.pdf", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / f"{name}.png"


def fields(path: Path) -> np.ndarray:
    """How dark each field of a picture is."""
    with Image.open(path) as opened:
        pixels = 255.0 - np.asarray(opened.convert("L"), dtype=float)
    high, wide = (size // FIELD * FIELD for size in pixels.shape)
    return pixels[:high, :wide].reshape(high // FIELD, FIELD, wide // FIELD, FIELD).mean(axis=(1, 3))


def differ(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two pages do not look the same."""
    return one.shape != other.shape or bool((abs(one - other) > MOST).any())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    made, expected = picture(name, tmp_path), HERE / f"{name}.png"
    if request.config.getoption("--accept", default=False):
        HERE.mkdir(exist_ok=True)
        shutil.copy(made, expected)
        pytest.fail(f"{name}: rewritten; look at it, then run again without --accept")
    assert not differ(fields(made), fields(expected))


def test_another_page_is_noticed() -> None:
    seen = {name: fields(HERE / f"{name}.png") for name in PAGES}
    assert all(differ(seen[a], seen[b]) for a in PAGES for b in PAGES if a != b)


def test_a_line_that_is_shifted_or_gone_is_noticed() -> None:
    text = fields(HERE / "text.png")
    assert differ(text, np.roll(text, 1, axis=0))
    without = text.copy()
    without[-14:-8] = 0
    assert differ(text, without)
