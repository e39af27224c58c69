"""A new edition of the editor's own files."""

from pathlib import Path

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.errors import InputError
from edition.project.config import read_config


def test_files_become_witnesses_named_by_their_names(tmp_path: Path) -> None:
    for name, text in (("Codex α.txt", "The ferry crossed."), ("B.md", "# Of ferries\n\nThe *old* ferry crossed.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_starter(tmp_path / "new", [tmp_path / "Codex α.txt", tmp_path / "B.md"])
    config = read_config(tmp_path / "new")
    assert (config.edition.base, config.sigla, config.reading.headings) == ("Codex α", ("Codex α", "B"), "")
    assert (tmp_path / "new" / config.witnesses[1].seed).read_text("utf-8").startswith("# Of")
    assert not build(tmp_path / "new", ("tei",)).failed
    assert not (tmp_path / "new" / "tei" / "registers").exists()


def test_two_files_of_one_name_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_text("x")
    (tmp_path / "A.md").write_text("x")
    with pytest.raises(InputError, match="a second file with the name A"):
        write_starter(tmp_path / "new", [tmp_path / "A.txt", tmp_path / "A.md"])
    with pytest.raises(InputError, match=r"nope\.txt: cannot be read"):
        write_starter(tmp_path / "new", [tmp_path / "nope.txt"])
    assert not (tmp_path / "new").exists()
