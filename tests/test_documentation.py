"""The documentation and the code agree: decisions are listed, paths exist, words that the glossary forbids are gone."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "edition"
#: Identifiers that are not the field's words (docs/developing.md), as whole parts of a name.
FORBIDDEN = frozenset(
    {"hear", "hears", "heard", "hearing", "cling", "clings", "clung", "lonely", "stranger", "strangers", "island"}
    | {"islands", "kinship", "loosen", "loosened", "settle", "settled", "slide", "slid", "attested", "pure"}
    | {"unfounded", "pour", "pours", "restate"}
)
PAGES = ("docs/developing.md", "docs/extending.md", "CONTRIBUTING.md", "README.md", "docs/design.md")
#: Made by a build, or only where an edition has a version.
NOT_HERE = {"tei/ids.tsv"}


def test_no_page_holds_the_marks_of_a_merge() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.tsv")]
    assert len(pages) > 100
    assert [page.name for page in pages if re.search(r"(?m)^(<{7}|>{7}) ", page.read_text(encoding="utf-8"))] == []


def test_every_decision_is_in_the_index_and_short() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    for path in sorted(folder.glob("0*.md")):
        title = re.sub(r"^# (\d+ · |\d{4} )", "", path.read_text("utf-8").splitlines()[0])
        assert f"| [{path.name[:4]}]({path.name}) | {title} |" in index, path.name
        assert len(path.read_text("utf-8").splitlines()) <= 40, path.name


@pytest.mark.parametrize("name", PAGES)
def test_paths_that_a_page_names_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"`((?:[\w-]+/)+[\w.-]*\.\w+)`", text)) - NOT_HERE
    missing = [path for path in sorted(named) if not ((ROOT / path).exists() or (SOURCE / path).exists())]
    assert [path for path in missing if not path.startswith(("build/", "mytext/"))] == []
    links = {(ROOT / name).parent / target for target in re.findall(r"\]\((?!http)([\w./-]+)", text)}
    assert [str(path) for path in sorted(links) if not path.exists()] == []


def identifiers(path: Path) -> set[str]:
    """Names of functions, classes, parameters, variables and attributes that a file defines."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                found.add(name)
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_identifier_is_a_word_that_the_glossary_forbids(path: Path) -> None:
    names = {name: set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower())) for name in identifiers(path)}
    names[path.stem] = set(path.stem.split("_"))
    assert {name: parts & FORBIDDEN for name, parts in names.items() if parts & FORBIDDEN} == {}
