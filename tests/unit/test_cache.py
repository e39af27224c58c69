"""The cache by content: what is kept comes back, what was damaged does not, and every part of a key counts."""

import os
import subprocess
import sys
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
    (place,) = tmp_path.glob("??/*")
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


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    keys = [key_of("pages", [str(number)]) for number in range(4)]
    for number, key in enumerate(keys):
        cache.put(key, b"x" * 1000)
        os.utime(tmp_path / "c" / key[:2] / key[2:], ns=(number * 10**9,) * 2)
    assert cache.get(keys[0])  # used now
    cache.bound(2500)
    assert [cache.get(key) is not None for key in keys] == [True, False, False, True]
    cache.bound(0)
    assert not any(cache.get(key) for key in keys)


def test_git_and_backups_are_told_to_leave_a_cache_out(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    cache.bound()
    assert not (tmp_path / "c").exists()
    cache.put(key_of("pages", []), b"made")
    assert (tmp_path / "c" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (tmp_path / "c" / "CACHEDIR.TAG").read_text(encoding="utf-8").startswith("Signature: 8a477f59")


def test_two_builds_that_keep_the_same_leave_it_whole(tmp_path: Path) -> None:
    key = key_of("pages", [])
    code = (
        "import sys; from pathlib import Path; from edition.project.cache import Cache\n"
        "for _ in range(200): Cache(Path(sys.argv[1])).put(sys.argv[2], b'made' * 10_000)"
    )
    command = [sys.executable, "-c", code, str(tmp_path), key]
    with subprocess.Popen(command) as first, subprocess.Popen(command) as second:
        seen = set()
        while first.poll() is None or second.poll() is None:
            seen.add(Cache(tmp_path).get(key))
    assert (first.returncode, second.returncode) == (0, 0)
    assert seen <= {None, b"made" * 10_000}
    assert Cache(tmp_path).get(key) == b"made" * 10_000
    assert not list(tmp_path.glob("??/*.part"))
