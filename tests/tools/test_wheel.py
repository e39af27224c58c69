"""What is installed: the wheel has the fonts with their licence, and stays small."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from edition.project.font_bundle import FOLDER

pytestmark = pytest.mark.tools

ROOT = Path(__file__).parent.parent.parent
MOST = 5_000_000  # bytes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_has_every_font_byte_for_byte(wheel: Path) -> None:
    fonts = sorted(path for path in FOLDER.iterdir() if path.is_file())
    assert len(fonts) > 10
    with ZipFile(wheel) as archive:
        assert all(archive.read(f"edition/fonts/{path.name}") == path.read_bytes() for path in fonts)


def test_the_wheel_has_the_licences(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
        assert {Path(name).name for name in names} == {"LICENSE", "NOTICE", "OFL.txt"}
        (notice,) = [archive.read(name).decode() for name in names if name.endswith("NOTICE")]
    assert "OFL" in notice or "Open Font License" in notice


def test_the_wheel_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST
