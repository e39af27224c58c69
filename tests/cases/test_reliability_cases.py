"""Cases of the reliability review that a shell script states: a folder that cannot be moved, a disk that fills up."""

import errno
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.commands.app import app
from edition.commands.new import write_starter
from edition.edition import Edition
from edition.errors import OutputError

NEW_PERSON = "id,name,surname\npers-new,Nora New,New\n"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_reliability_half_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tei` is the place of another file system and cannot be moved: status 4, and everything stays as it was."""
    folder = tmp_path / "x"
    write_starter(folder)
    Edition(folder).write("tei", "site")
    seed = folder / "seeds" / "A.txt"
    seed.write_bytes(seed.read_bytes().replace(b"rope", b"cord"))
    before = contents(folder)
    rename = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if "tei" in (self.name, Path(target).name) or "edition.xml" in (self.name, Path(target).name):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr("edition.project.transaction.exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(OutputError) as refused:
        Edition(folder).write("tei", "site")
    assert refused.value.status == 4
    assert contents(folder) == before


def test_reliability_register_import_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full while a register is written: the old register is whole."""
    folder, table = tmp_path / "e", tmp_path / "new-person.csv"
    write_starter(folder)
    table.write_text(NEW_PERSON, "utf-8")
    before = contents(folder)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    arguments = ["register", "import", str(table), "--in", str(folder)]
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        result = CliRunner().invoke(app, arguments)
    assert isinstance(result.exception, OutputError)
    assert result.exception.status == 4
    assert contents(folder) == before
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert b"Nora <surname>New" in contents(folder)["tei/registers/persons.xml"]
