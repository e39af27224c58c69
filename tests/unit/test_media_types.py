"""Media types: of every file that the program makes one is known, and no machine's own table is asked."""

import mimetypes
from pathlib import Path

import pytest

from edition.build import build
from edition.export.media_types import TYPES, format_of


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("edition.xml", "application/tei+xml"),
        ("images/leaf.JPG", "image/jpeg"),
        ("a.b/c.csv", "text/csv"),
        ("notes", "application/octet-stream"),
        ("a.b/c", "application/octet-stream"),
    ],
)
def test_a_type_is_that_of_the_ending(path: str, wanted: str) -> None:
    assert format_of(path) == wanted


def test_the_table_of_the_machine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_, **__: ("text/x-own", None))
    assert format_of("a.html") == "text/html"
    assert format_of("a.none") == "application/octet-stream"


def test_every_file_that_a_build_makes_has_a_type(tmp_path: Path) -> None:
    text = "The ferry crossed the river to Mandria on 3 May 1936.\n"
    head = '[edition]\ntitle = "T"\nbase = "A"\nlanguage = "en"\nlicence = "CC0"\n'
    for siglum in "AB":
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
        head += f'[[witness]]\nsiglum = "{siglum}"\nseed = "{siglum}.txt"\n'
    (tmp_path / "edition.toml").write_text(head, encoding="utf-8")
    assert not build(tmp_path, ["tei", "site", "exports"]).failed
    made = (path for path in (tmp_path / "build").rglob("*") if path.is_file() and not path.name.startswith("."))
    endings = {path.suffix.removeprefix(".") for path in made}
    assert len(endings) > 20
    assert endings - TYPES.keys() == {"spacy"}  # of one library alone; no type is registered
