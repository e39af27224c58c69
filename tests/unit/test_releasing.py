"""Releases: a bag with a manifest, and what `edition verify` notices."""

import hashlib
from pathlib import Path

import pytest

from edition.config import EditionOptions
from edition.errors import InputError, OutputError
from edition.output import write_folder
from edition.releasing import bag, release, verify

PAYLOAD = {"index.html": b"<p>home</p>", "tei/a 1%.xml": b"<TEI/>", "exports/ä.txt": "ä\n".encode()}
ABOUT = EditionOptions("The  Bridge\nat Lindau", "A", url="https://example.org/")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    write_folder(tmp_path / "r", dict(bag(PAYLOAD, ABOUT)))
    return tmp_path / "r"


def test_a_release_is_a_bag(made: Path) -> None:
    assert (made / "bagit.txt").read_text("utf-8") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    lines = dict(
        reversed(line.split("  ", 1)) for line in (made / "manifest-sha256.txt").read_text("utf-8").splitlines()
    )
    assert lines["data/index.html"] == hashlib.sha256(PAYLOAD["index.html"]).hexdigest()
    assert "data/tei/a 1%25.xml" in lines
    facts = (made / "bag-info.txt").read_text("utf-8")
    assert "External-Description: The Bridge at Lindau\n" in facts
    assert f"Payload-Oxum: {sum(map(len, PAYLOAD.values()))}.3\n" in facts
    assert "Date" not in facts


def test_a_whole_release_is_verified(made: Path) -> None:
    found = verify(made)
    assert (found.files, found.size, found.findings) == (3, sum(map(len, PAYLOAD.values())), ())


def test_every_damage_is_named(made: Path) -> None:
    (made / "data" / "index.html").write_bytes(b"<p>Home</p>")
    (made / "data" / "exports" / "ä.txt").unlink()
    (made / "data" / "late.txt").write_bytes(b"")
    (made / "bag-info.txt").write_bytes(b"")
    said = [(f.code, f.position.path) for f in verify(made).findings]
    assert sorted(said) == [
        ("E601", "data/exports/ä.txt"),
        ("E602", "bag-info.txt"),
        ("E602", "data/index.html"),
        ("E603", "data/late.txt"),
    ]


@pytest.mark.parametrize(
    "line", [b"abc  data/x", b"0" * 64, b"0" * 64 + b"  ../x", b"0" * 64 + b"  /etc/passwd", b"\xff"]
)
def test_a_manifest_that_is_none_is_refused(made: Path, line: bytes) -> None:
    (made / "manifest-sha256.txt").write_bytes(line + b"\n")
    with pytest.raises(InputError, match=r"^manifest-sha256\.txt"):
        verify(made)


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name the folder of a release"):
        verify(tmp_path)


def test_a_release_takes_no_folder_that_has_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(OutputError, match="not empty"):
        release(tmp_path, tmp_path)
    assert (tmp_path / "x").exists()


def test_the_same_edition_gives_the_same_release(tmp_path: Path) -> None:
    one, two = (dict(bag(dict(files), ABOUT)) for files in (PAYLOAD.items(), reversed(PAYLOAD.items())))
    assert list(one.items()) == list(two.items())
