"""The cache by content: what is kept comes back, what was damaged does not, and every part of a key counts."""

from pathlib import Path

import pytest

from edition.project.cache import Cache, key_of
from edition.project.program_digest import program_digest


def test_what_is_kept_comes_back_in_another_process_of_the_same_folder(tmp_path: Path) -> None:
    Cache(tmp_path / "c").put(key_of("pages", ["a", b"b"]), b"made")
    assert Cache(tmp_path / "c").get(key_of("pages", ["a", b"b"])) == b"made"
    assert Cache(tmp_path / "c").get(key_of("pages", ["ab"])) is None


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:5], lambda data: data + b"x"])
def test_an_entry_that_was_cut_off_or_changed_is_absent(tmp_path: Path, damage: object) -> None:
    key = key_of("pages", ["a"])
    Cache(tmp_path).put(key, b"made of a")
    (place,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    place.write_bytes(damage(place.read_bytes()))  # type: ignore[operator]
    assert Cache(tmp_path).get(key) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put(key_of("pages", []), b"made")
    assert cache.get(key_of("pages", [])) is None


def test_parts_are_told_apart_and_the_program_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({key_of("a", ["bc"]), key_of("ab", ["c"]), key_of("a", ["b", "c"]), key_of("a", ["b", b"c", ""])}) == 4
    before = key_of("a", [])
    monkeypatch.setattr("edition.project.cache.program_digest", lambda: "another version")
    assert key_of("a", []) != before
    assert len(program_digest()) == 64
