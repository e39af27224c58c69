"""Tiny whole editions, compared byte for byte with what is expected (docs/design.md §5).

The comparison is itself tested: every expected file, damaged by one byte or taken away, must be noticed.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.build import build
from edition.project.ownership import RECORD

HERE = Path(__file__).parent
CASES = sorted(p.name for p in HERE.iterdir() if (p / "edition.toml").exists())
TEI = ("tei/edition.xml", "tei/witnesses/*.xml")
#: One edition with all exports; of the others the TEI, from which exports are made.
COMPARED = dict.fromkeys(CASES, TEI) | {"fragment": (*TEI, "build/exports/**/*.*")}
#: Answers of DTS for every paragraph and witness: one witness and its first paragraph stand for all.
REPEATING = re.compile(r"^dts/\w+/(?!edition|a\b)|^dts/\w+/a/(?!p-seyht3qh|parents|children)")
ARCHIVES = (".zip", ".docx", ".epub")
#: Their contents are those of `csv`, `conll` and `jsonl`, and other programs read them in tests/exports.
UNREADABLE = (".parquet", ".spacy")


def made(case: str, folder: Path) -> dict[str, bytes]:
    """The files of an edition as they are compared: archives unpacked, binary files that repeat others left out."""
    shutil.copytree(HERE / case, folder, ignore=shutil.ignore_patterns("expected"))
    result = build(folder, ["tei", "exports"])
    assert not result.failed, [str(f) for f in result.findings]
    written = (p for pattern in COMPARED[case] for p in sorted(folder.glob(pattern)))
    found = {str(p.relative_to(folder)): p.read_bytes() for p in written if p.name != RECORD}
    plain = {path: data for path, data in found.items() if not path.endswith((*ARCHIVES, *UNREADABLE))}
    archives = ((path, data) for path, data in found.items() if path.endswith(ARCHIVES))
    return plain | dict(member for path, data in archives for member in _unpacked(path, data, found))


def _unpacked(path: str, data: bytes, others: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The list of an archive's members, and those that are not also files of their own."""
    known = {content: name for name, content in others.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    lines = [f"{name}{' = ' + known[content] if content in known else ''}\n" for name, content in members.items()]
    yield f"{path}/members.txt", "".join(lines).encode()
    own = {name: content for name, content in members.items() if content not in known and not REPEATING.search(name)}
    yield from ((f"{path}/{name}", content) for name, content in own.items() if not name.endswith(UNREADABLE))


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
    assert len(expected(name)) >= (60 if "build/exports/**/*.*" in COMPARED[name] else 3), "too little is expected"
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
