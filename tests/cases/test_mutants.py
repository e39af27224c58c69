"""64 changes of meaning are found by `edition validate`, when it is given all files, and by `edition check`."""

import re
import shutil
from pathlib import Path

import pytest

from edition.build import build
from edition.errors import InputError
from edition.model import Finding
from edition.tasks.check import check
from edition.tasks.validate_files import validate_files

from .semantic_mutants import MUTANTS, Mutant

CASE = Path(__file__).parent / "mutants"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutants") / "e"
    shutil.copytree(CASE, folder)
    build(folder, only=("tei",))
    return folder


@pytest.fixture
def changed(built: Path, tmp_path: Path, mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The edition with one change."""
    folder = tmp_path / "e"
    shutil.copytree(built, folder)
    path = folder / "tei" / mutant.file
    before = path.read_text(encoding="utf-8")
    after = re.sub(mutant.old, mutant.new, before, count=1, flags=re.DOTALL)
    assert after != before
    path.write_text(after, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def judged(folder: Path) -> tuple[Finding, ...]:
    return validate_files(sorted((folder / "tei").rglob("*.xml"))).findings


def test_there_are_64_and_the_edition_is_faultless_without_them(built: Path) -> None:
    assert len({mutant.what for mutant in MUTANTS}) == len(MUTANTS) == 64
    assert judged(built) == ()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.what)
def test_all_files_together_tell(changed: Path, mutant: Mutant) -> None:
    found = judged(changed)
    assert mutant.code in {f.code for f in found}, [str(f) for f in found]
    assert all(len(f.message) < 400 for f in found)


@pytest.mark.tools
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.what)
def test_the_check_of_an_edition_tells(changed: Path, mutant: Mutant) -> None:
    if mutant.what in ("an entry is deleted", "a relation to nobody"):
        with pytest.raises(InputError, match="which is no entry"):
            check(changed)
    else:
        found = check(changed).findings
        assert {f.code for f in found} - {"I5", "E330"}, (mutant, found)
