"""I5: the same input gives the same bytes, whatever the machine believes about time, language and place."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import copy_sources
from edition.build import build
from edition.commands.new import write_starter

#: Unlike what the tests themselves run in, whose hash seed is another one every time.
SURROUNDINGS = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONUTF8": "0"}


def digests(folder: Path) -> dict[str, str]:
    """Every file that a build writes, by path."""
    files = [p for top in ("tei", "build") for p in (folder / top).rglob("*") if p.is_file()]
    files = [p for p in files if ".tf" not in p.parts]  # what Text-Fabric keeps beside the files that it reads
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(files)}


def build_elsewhere(folder: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "LANG")} | SURROUNDINGS
    ran = subprocess.run(
        [sys.executable, "-m", "edition", "build", str(folder)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_a_small_edition_is_the_same_in_different_surroundings(tmp_path: Path) -> None:
    here, there = tmp_path / "ferry", tmp_path / "some where" / "ferry"  # a new edition is named after its folder
    for folder in (here, there):
        write_starter(folder)
    assert not build(here).failed
    build_elsewhere(there)
    assert len(digests(here)) > 30
    assert digests(here) == digests(there)


@pytest.mark.tools  # a second build of the seeds takes as long as a tenth of the short set
def test_the_edition_of_the_seeds_is_the_same_in_different_surroundings(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "some where" / "else"
    folder.mkdir(parents=True)
    build_elsewhere(copy_sources(folder))
    here, there = digests(built), digests(folder)
    assert len(here) > 60
    assert here == there
