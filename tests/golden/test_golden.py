"""Tiny whole editions, compared byte for byte with what is expected (docs/design.md §5).

The comparison is itself tested: every expected file, damaged by one byte or taken away, must be noticed.
"""

import hashlib
import shutil
from pathlib import Path

import pytest

from edition.build import build
from edition.project.ownership import RECORD

HERE = Path(__file__).parent
CASES = sorted(p.name for p in HERE.iterdir() if (p / "edition.toml").exists())
COMPARED = ("tei/edition.xml", "tei/witnesses/*.xml", "build/exports/**/*.*")
BINARY = (".zip", ".docx", ".epub", ".parquet", ".spacy")


def made(case: str, folder: Path) -> dict[str, bytes]:
    shutil.copytree(HERE / case, folder, ignore=shutil.ignore_patterns("expected"))
    result = build(folder, ["tei", "exports"])
    assert not result.failed, [str(f) for f in result.findings]
    written = (p for pattern in COMPARED for p in sorted(folder.glob(pattern)))
    found = (p for p in written if p.name != RECORD)  # it has the digests of the others
    return dict(_told(str(p.relative_to(folder)), p.read_bytes()) for p in found)


def _told(path: str, data: bytes) -> tuple[str, bytes]:
    """A file as it is expected: what nobody can read in a difference stands by its digest."""
    if not path.endswith(BINARY):
        return path, data
    return f"{path}.sha256", f"{hashlib.sha256(data).hexdigest()}\n".encode()


def expected(case: str) -> dict[str, bytes]:
    folder = HERE / case / "expected"
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def differences(wanted: dict[str, bytes], found: dict[str, bytes]) -> list[str]:
    """The files that are not the same, or stand on one side only."""
    return sorted(path for path in wanted.keys() | found.keys() if wanted.get(path) != found.get(path))


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    found = made(request.param, tmp_path_factory.mktemp("golden") / request.param)
    if request.config.getoption("--accept", default=False):
        shutil.rmtree(HERE / request.param / "expected", ignore_errors=True)
        for path, data in found.items():
            place = HERE / request.param / "expected" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        pytest.fail(f"{request.param}: rewritten; read the difference, then run again without --accept")
    return request.param, found


def test_the_edition_is_what_is_expected(case: tuple[str, dict[str, bytes]]) -> None:
    name, found = case
    assert len(expected(name)) >= 10, "nothing is expected"
    assert differences(expected(name), found) == []


def test_a_second_build_agrees(case: tuple[str, dict[str, bytes]], tmp_path: Path) -> None:
    name, found = case
    assert made(name, tmp_path / "again") == found


def test_any_damage_to_what_is_expected_is_noticed(case: tuple[str, dict[str, bytes]]) -> None:
    name, found = case
    wanted = expected(name)
    for path, data in wanted.items():
        middle = len(data) // 2
        damaged = data[:middle] + bytes([data[middle] ^ 1 if data else 0]) + data[middle + 1 :]
        assert differences(wanted | {path: damaged}, found) == [path]
        assert differences({p: d for p, d in wanted.items() if p != path}, found) == [path]
    assert differences(wanted, found | {"new": b""}) == ["new"]
