"""I5: the same input gives the same bytes, whatever the machine believes about time, language and place."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from conftest import copy_sources

#: Unlike what the tests themselves run in, whose hash seed is another one every time.
SURROUNDINGS = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONUTF8": "0"}


def digests(folder: Path) -> dict[str, str]:
    """Every file that a build writes, by path."""
    files = [p for top in ("tei", "build") for p in (folder / top).rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(files)}


def test_two_builds_in_different_surroundings_agree(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "some where" / "else"
    folder.mkdir(parents=True)
    copy_sources(folder)
    env = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "LANG")} | SURROUNDINGS
    ran = subprocess.run(
        [sys.executable, "-m", "edition", "build", str(folder)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    here, there = digests(built), digests(folder)
    assert len(here) > 60
    assert here == there
