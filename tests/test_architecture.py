"""The rooms of docs/design.md §5: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "edition"
ROOMS = {
    "model": set(),
    "readers": {"lxml"},
    "annotate": set(),
    "collate": {"numpy", "rapidfuzz"},
    "tei": {"lxml"},
    "validate": {"lxml", "regex", "edition.saxon"},
    "publish": {"lxml", "edition.saxon", "typst"},
    "export": {"lxml", "numpy", "edition.saxon"},
}
SHARED = {
    "edition.errors",
    "edition.names",
    "edition.assets",
    "edition.config",
    "edition.config_checks",
    "edition.parsing",
    "edition.tables",
    "edition.uris",
    "edition.utf8",
}
PYTHON = set(__import__("sys").stdlib_module_names)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_the_model_and_what_it_needs_and_no_other_room(room: str) -> None:
    allowed = {f"edition.{room}", "edition.model"} | ROOMS[room] | (SHARED if room != "model" else set())
    for path in sorted((SOURCE / room).rglob("*.py")):
        for name in imported(path):
            if name.split(".")[0] in PYTHON:
                continue
            assert any(name == a or name.startswith(f"{a}.") for a in allowed), f"{path.name} imports {name}"


def test_every_package_is_a_room() -> None:
    assert {p.parent.name for p in SOURCE.glob("*/__init__.py")} == set(ROOMS)


def test_one_module_alone_imports_saxon() -> None:
    users = {p.name for p in SOURCE.rglob("*.py") if any(n.split(".")[0] == "saxonche" for n in imported(p))}
    assert users == {"saxon.py"}


def test_no_module_but_the_root_ones_knows_two_rooms() -> None:
    for path in SOURCE.glob("*/**/*.py"):
        rooms = {n.split(".")[1] for n in imported(path) if n.startswith("edition.") and n.split(".")[1] in ROOMS}
        assert rooms <= {path.relative_to(SOURCE).parts[0], "model"}, path


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.name)
def test_a_module_stays_under_four_hundred_lines(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
