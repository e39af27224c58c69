"""I5: the same input gives the same bytes, whatever the machine believes about time, language and place."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from conftest import copy_sources

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
)


def digests(folder: Path) -> dict[str, str]:
    """Every file that a build writes, by path."""
    files = [p for top in ("tei", "build") for p in (folder / top).rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(files)}


def test_two_builds_in_different_surroundings_agree(tmp_path: Path) -> None:
    made = []
    for name, surroundings in zip(("here", "some where/else"), SURROUNDINGS, strict=True):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        copy_sources(folder)
        env = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "LANG")} | surroundings
        ran = subprocess.run(
            [sys.executable, "-m", "edition", "build", str(folder)],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        made.append(digests(folder))
    assert len(made[0]) > 60
    assert made[0] == made[1]
