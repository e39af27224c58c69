"""The writer of single files: the old file stays whole, and files of somebody else are never overwritten."""

import errno
import os
from pathlib import Path

import pytest

from edition.errors import OutputError
from edition.project.file_writer import write_file, write_files, write_folder, write_generated, write_recorded_files


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes names, but no bytes."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("edition.project.file_writer.os.fsync", full)


def test_a_file_is_written_and_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    place = tmp_path / "new" / "a.xml"
    write_file(place, b"one")
    place.chmod(0o640)
    write_file(place, b"two")
    assert place.read_bytes() == b"two"
    assert place.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in place.parent.iterdir()] == ["a.xml"]


def test_a_full_disk_leaves_the_old_files_whole(tmp_path: Path, full_disk: None) -> None:
    places = [tmp_path / name for name in ("a.xml", "b.xml")]
    for place in places:
        place.write_bytes(b"kept by hand")
    with pytest.raises(OutputError, match=r"a\.xml: cannot be written: No space left on device") as refused:
        write_files(dict.fromkeys(places, b"new"))
    assert refused.value.status == 4
    assert [place.read_bytes() for place in places] == [b"kept by hand"] * 2
    assert len(list(tmp_path.iterdir())) == 2


def test_none_takes_its_place_before_all_are_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match="b: is a folder; name a file"):
        write_files({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "far.xml").write_bytes(b"old")
    (tmp_path / "near.xml").symlink_to("far.xml")
    write_file(tmp_path / "near.xml", b"new")
    assert (tmp_path / "near.xml").is_symlink()
    assert (tmp_path / "far.xml").read_bytes() == b"new"
    write_file(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["a\x00b", "n" * 300])
def test_a_name_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError):
        write_file(tmp_path / name, b"x")


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    with pytest.raises(OutputError):
        write_file(tmp_path / "a", b"x")


def test_a_set_replaces_what_it_wrote_and_nothing_else(tmp_path: Path) -> None:
    write_recorded_files(tmp_path, tmp_path, {"csv/a.csv": b"1", "b.txt": b"1"})
    write_recorded_files(tmp_path, tmp_path, {"csv/a.csv": b"2", "b.txt": b"1"})
    assert (tmp_path / "csv" / "a.csv").read_bytes() == b"2"
    (tmp_path / "b.txt").write_bytes(b"edited by hand")
    (tmp_path / "c.txt").write_bytes(b"mine")
    for name in ("b.txt", "c.txt"):
        with pytest.raises(OutputError, match=f"{name}: is there already") as refused:
            write_recorded_files(tmp_path, tmp_path, {"csv/a.csv": b"3", name: b"3"})
        assert refused.value.status == 4
    assert (tmp_path / "csv" / "a.csv").read_bytes() == b"2"
    assert (tmp_path / "b.txt").read_bytes() == b"edited by hand"
    assert (tmp_path / "c.txt").read_bytes() == b"mine"


def test_a_set_knows_the_files_of_earlier_sets(tmp_path: Path) -> None:
    write_recorded_files(tmp_path, tmp_path, {"a": b"1"})
    write_recorded_files(tmp_path, tmp_path, {"b": b"1"})
    write_recorded_files(tmp_path, tmp_path, {"a": b"2"})
    assert (tmp_path / "a").read_bytes() == b"2"


def test_generated_files_are_known_by_their_mark(tmp_path: Path) -> None:
    write_generated(tmp_path, {"a.rng": b"<!-- ours --> 1"}, b"ours")
    write_generated(tmp_path, {"a.rng": b"<!-- ours --> 2"}, b"ours")
    (tmp_path / "a.rng").write_bytes(b"by hand")
    with pytest.raises(OutputError, match=r"a\.rng: is there already"):
        write_generated(tmp_path, {"a.rng": b"<!-- ours --> 3"}, b"ours")
    assert (tmp_path / "a.rng").read_bytes() == b"by hand"


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "x", {"a/b.txt": b"1", "c.txt": b"2"}.items())
    assert (tmp_path / "x" / "a" / "b.txt").read_bytes() == b"1"
    monkeypatch.setattr(
        "edition.project.file_writer.os.fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full"))
    )
    with pytest.raises(OutputError, match="y: cannot be written: full"):
        write_folder(tmp_path / "y", {"a.txt": b"1"}.items())
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_an_empty_folder_stays_the_same_one(tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    number = place.stat().st_ino
    write_folder(place, {"a.txt": b"1"}.items())
    assert place.stat().st_ino == number
    assert (place / "a.txt").read_bytes() == b"1"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".x.part").mkdir()
    (tmp_path / ".x.part" / "mine.txt").write_bytes(b"mine")
    write_folder(tmp_path / "x", {"a.txt": b"1"}.items())
    assert (tmp_path / ".x.part" / "mine.txt").exists()
    with pytest.raises(OutputError, match="not empty"):
        write_folder(tmp_path / "x", {"a.txt": b"2"}.items())
