"""Releases: a bag with a manifest, and what `edition verify` notices."""

import hashlib
import os
from pathlib import Path

import pytest

from edition.errors import InputError, OutputError
from edition.project.edition_options import EditionOptions
from edition.project.file_writer import write_folder
from edition.tasks.release import bag, release, verify

PAYLOAD = {"index.html": b"<p>home</p>", "tei/a 1%.xml": b"<TEI/>", "exports/ä.txt": "ä\n".encode()}
ABOUT = EditionOptions("The  Bridge\nat Lindau", "A", url="https://example.org/")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    write_folder(tmp_path / "r", bag(PAYLOAD, ABOUT))
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


def strays(made: Path) -> list[tuple[str, str]]:
    return [(f.code, f.position.path) for f in verify(made).findings]


def test_what_stands_beside_the_payload_is_named(made: Path) -> None:
    (made / "late.txt").write_bytes(b"")
    (made / "data" / "empty").mkdir()
    os.mkfifo(made / "data" / "pipe")
    (made / "data" / "far").symlink_to(made.parent)
    assert strays(made) == [("E603", f"data/{n}") for n in ("empty", "far", "pipe")] + [("E603", "late.txt")]


@pytest.mark.parametrize("path", ["data", "data/tei", "data/index.html", "bag-info.txt"])
def test_a_link_in_place_of_what_was_released_is_named(made: Path, path: str) -> None:
    (made / path).rename(made.parent / "moved")
    (made / path).symlink_to(made.parent / "moved")
    found = strays(made)
    assert found
    assert all(code in ("E601", "E603") and one.startswith(path) for code, one in found)


def test_a_missing_tag_manifest_is_named(made: Path) -> None:
    (made / "tagmanifest-sha256.txt").unlink()
    assert ("E601", "tagmanifest-sha256.txt") in strays(made)


@pytest.mark.parametrize("name", ["n" * 5000, "a%00b", "a/" * 3000 + "b"])
def test_a_name_that_cannot_be_is_a_missing_file(made: Path, name: str) -> None:
    with (made / "manifest-sha256.txt").open("a", encoding="utf-8") as manifest:
        manifest.write(f"{'0' * 64}  data/{name}\n")
    assert {code for code, _ in strays(made)} == {"E601", "E602"}  # the manifest itself was changed, too


def test_a_folder_in_place_of_a_file_is_named(made: Path) -> None:
    (made / "data" / "index.html").unlink()
    (made / "data" / "index.html").mkdir()
    assert ("E601", "data/index.html") in strays(made)


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
