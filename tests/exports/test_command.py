"""The command: what there is, some of it by name, and the nearest names of one that is not there."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT

COMMAND = shutil.which("edition") or str(ROOT / ".venv" / "bin" / "edition")
DOCS = ROOT / "docs" / "exports"
WANTED = frozenset(
    (
        *(
            "bibtex",
            "brat",
            "cas",
            "cff",
            "cmif",
            "collatex",
            "conll",
            "csljson",
            "csv",
            "datacite",
            "distances",
            "docbin",
        ),
        *("docx", "dts", "edges", "epub", "geojson", "gexf", "graphml", "jsonl", "kml", "linkedplaces", "lptsv"),
        *("markdown", "nexus", "parquet", "phylip", "ris", "rocrate", "tei", "tei-texts", "text", "textfabric"),
        *("timeline", "turtle", "webanno", "webannotation"),
    )
)
PARTS = ("What it is for", "What is in it", "What is lost", "How to open it")


def said(*args: str | Path) -> tuple[int, str, str]:
    ran = subprocess.run([COMMAND, *map(str, args)], capture_output=True, text=True)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.fixture(scope="module")
def names() -> list[str]:
    status, out, _ = said("export")
    assert status == 0
    return [line.split()[0] for line in out.splitlines()[1:]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("small") / "e"
    assert said("new", place)[0] == 0
    return place


def test_the_list_names_every_format_of_the_plan(names: list[str]) -> None:
    assert sorted(WANTED - set(names)) == []
    assert len(names) == len(set(names))


def test_every_export_has_a_page_of_four_parts(names: list[str]) -> None:
    pages = {p.stem: p.read_text("utf-8") for p in DOCS.glob("*.md")}
    missing = [n for n in names if n not in pages]
    assert missing == []
    for name, page in pages.items():
        assert [part for part in PARTS if f"\n## {part}\n" not in page] == [], name
        assert len(page.splitlines()) <= 60, f"{name}: a page is one page"
        assert "\n1. " in page.partition("## How to open it")[2], f"{name}: step by step"
    overview = (DOCS.parent / "exports.md").read_text("utf-8")
    assert [n for n in names if f"(exports/{n}.md)" not in overview] == []


def test_exports_by_name_write_those_alone(small: Path, tmp_path: Path) -> None:
    status, out, _ = said("export", "gexf", "csv", "--in", small, "--out", tmp_path / "out")
    assert status == 0
    written = sorted(p.relative_to(tmp_path).as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert {p.split("/")[1] for p in written} == {"network", "csv"}
    assert sorted(line.strip().removeprefix(f"{tmp_path}/") for line in out.splitlines()) == written
    assert json.loads((tmp_path / "out" / "csv" / "datapackage.json").read_text("utf-8"))["resources"]


@pytest.mark.parametrize(("wrong", "near"), [("gefx", "'gexf'"), ("Nexus", "'nexus'"), ("tei-text", "'tei-texts'")])
def test_an_unknown_name_is_told_the_nearest(small: Path, tmp_path: Path, wrong: str, near: str) -> None:
    status, out, err = said("export", wrong, "--in", small, "--out", tmp_path / "out")
    assert (status, out) == (2, "")
    assert err.startswith(f"Error: there is no export '{wrong}'; did you mean ")
    assert near in err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_message(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    status, _, err = said("export", "text", "--in", small, "--out", tmp_path / "file" / "below")
    assert status == 4
    assert err.startswith("Error: ")
    assert "Traceback" not in err
