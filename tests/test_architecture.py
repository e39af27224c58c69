"""The layout of docs/developing.md: which package may import which, and one meaning for each name of a module."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "edition"
#: Of each package what it may import besides itself, `edition.model`, `edition.errors` and `edition.late_patterns`.
PACKAGES = {
    "model": set(),
    "xml": {"lxml", "regex", "saxonche"},
    "project": {"bibtexparser", "lxml", "pylatexenc", "edition.xml"},
    "readers": {"lxml", "markdown_it", "mwparserfromhell"},
    "annotate": set(),
    "collation": {"numpy", "rapidfuzz"},
    "decide": {"rapidfuzz"},
    "relate": {"numpy"},
    "tei": {"lxml"},
    "validate": {"lxml", "regex"},
    "publish": {"lxml", "typst"},
    "export": {"lxml", "numpy"},
}
#: What every package but `model`, `xml` and `project` may import.
SHARED = {"edition.xml", "edition.project"}
#: Modules that order the work and may import every package; commands may import these as well.
ORDER = {"build", "results", "stages", "invariants", "kept_files"}
LAYERS = {"tasks", "commands"}
#: Walls inside packages: modules below the first never import modules below the second.
WALLS = [
    ("tei.encode", "tei.decode"),
    ("tei.decode", "tei.encode"),
    ("collation.tokens", "collation.align"),
    ("collation.tokens", "collation.blocks"),
    ("collation.tokens", "collation.apparatus"),
    ("collation.align", "collation.blocks"),
    ("collation.align", "collation.apparatus"),
    ("collation.blocks", "collation.apparatus"),
    ("publish.site", "publish.print"),
    ("publish.print", "publish.site"),
    ("tasks", "commands"),
    ("stages", "tasks"),
    ("build", "tasks"),
    ("stages", "build"),
    ("results", "build"),
    ("invariants", "build"),
]
#: Names that two packages share because they do the same for two things.
PARALLEL = {
    "collatex": "the format, read and written",
    "docx": "the format, read and written",
    "epub": "the format, read and written",
    "markdown": "the format, read and written",
    "edition": "a TEI document, encoded and decoded; and the Python face",
    "external": "the apparatus outside the text, encoded and decoded",
    "registers": "register files, encoded and decoded; the task and the commands on them",
    "registry": "the plug-ins of readers and of exports",
    "options": "of the readers, and of a run of edition validate",
    "tei": "the format, read",
    "witness": "the noun, and its TEI encoded and decoded",
    "apparatus": "the noun, and its TEI",
}
PYTHON = set(__import__("sys").stdlib_module_names)


def imported(path: Path) -> Iterator[str]:
    """The modules a file imports, with `from edition.x import y` as `edition.x.y` where y is a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            module = node.module or ""
            for alias in node.names:
                inner = SOURCE.joinpath(*module.split(".")[1:], f"{alias.name}.py")
                is_module = module.split(".")[0] == "edition" and inner.exists()
                yield f"{module}.{alias.name}" if is_module else module


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


def below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_imports_the_model_and_what_it_needs_and_no_other_package(package: str) -> None:
    allowed = {f"edition.{package}", "edition.model", "edition.errors", "edition.late_patterns"} | PACKAGES[package]
    if package not in ("model", "xml", "project"):
        allowed |= SHARED
    for path in sorted((SOURCE / package).rglob("*.py")):
        for name in imported(path):
            if name.split(".")[0] not in PYTHON:
                assert any(below(name, a) for a in allowed), f"{name_of(path)} imports {name}"


def test_every_folder_is_a_package_or_a_layer_that_is_named_here() -> None:
    assert {p.parent.name for p in SOURCE.glob("*/__init__.py")} == set(PACKAGES) | LAYERS


@pytest.mark.parametrize(("inside", "forbidden"), WALLS)
def test_a_wall_inside_the_program_holds(inside: str, forbidden: str) -> None:
    paths = [p for p in SOURCE.rglob("*.py") if below(name_of(p), inside)]
    assert paths
    for path in paths:
        for name in imported(path):
            assert not below(name.removeprefix("edition."), forbidden), f"{name_of(path)} imports {name}"


def test_the_alignment_knows_no_witness() -> None:
    for path in (SOURCE / "collation" / "align").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names}
        assert known.isdisjoint({"Witness", "Block", "ReadingBlock", "Mention", "Apparatus"}), path.name


def test_one_module_alone_imports_saxon() -> None:
    users = {p.name for p in SOURCE.rglob("*.py") if any(n.split(".")[0] == "saxonche" for n in imported(p))}
    assert users == {"saxon.py"}


def test_no_two_modules_have_one_name() -> None:
    counts = Counter(p.stem for p in SOURCE.rglob("*.py") if p.stem not in ("__init__", "__main__"))
    assert sorted(n for n, count in counts.items() if count > 1 and n not in PARALLEL) == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=name_of)
def test_a_module_stays_under_four_hundred_lines(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
