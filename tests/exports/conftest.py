"""What the tests of exports share: the exports of the repository's edition, its TEI, and the tools that read them.

`make test-tools` makes two environments of Python (one for tools that hold old versions of a library) and one of Node.
A script in `readers/` opens files with a tool and prints what it found as JSON.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.xml.namespaces import NS, XML_ID, tei

ROOT = Path(__file__).parents[2]
READERS = Path(__file__).parent / "readers"
SLUGS = ("W", "E", "G", "F")
MARKS = tuple(tei(name) for name in ("persName", "placeName", "orgName", "eventName", "title", "date", "name"))
REGISTERS = ("persons", "places", "organisations", "events", "works")
Read = Callable[..., Any]


@pytest.fixture(scope="session")
def exports(built: Path) -> Path:
    """The folder of the exports that a build of the repository's edition writes."""
    return built / "build" / "exports"


@pytest.fixture(scope="session")
def edition(built: Path) -> etree._Element:
    """The edition as TEI."""
    return etree.parse(built / "tei" / "edition.xml").getroot()


@pytest.fixture(scope="session")
def witnesses(built: Path) -> Mapping[str, etree._Element]:
    """The TEI of each witness."""
    return {slug: etree.parse(built / "tei" / "witnesses" / f"{slug}.xml").getroot() for slug in SLUGS}


@pytest.fixture(scope="session")
def registers(built: Path) -> Mapping[str, list[etree._Element]]:
    """The entries of each register."""
    folder = built / "tei" / "registers"
    kinds = dict(zip(REGISTERS, ("person", "place", "org", "event", "bibl"), strict=True))
    return {
        name: etree.parse(folder / f"{name}.xml").getroot().findall(f"tei:standOff/*/tei:{kind}", NS)
        for name, kind in kinds.items()
    }


def marks_of(tree: etree._Element, notes: bool | None = None) -> list[etree._Element]:
    """The names and dates that are marked in a witness: all, or those in notes, or those outside."""
    found = [e for e in tree.find(tei("text")).iter(*MARKS) if e.get("resp")]
    if notes is None:
        return found
    return [e for e in found if any(a.tag == tei("note") for a in e.iterancestors()) is notes]


def words_of(element: etree._Element) -> str:
    """The words of a mark as a reader sees them: single blanks, without signs of markup and marks of notes."""
    outside = ("pc", "surplus", "note", "fw")
    parts: list[str] = []

    def walk(one: etree._Element) -> None:
        if one.tag not in map(tei, outside) and one.get("type") != "noteMark":
            parts.append(one.text or "")
            for child in one:
                walk(child)
                parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())


def ids(elements: list[etree._Element]) -> list[str]:
    return [e.get(XML_ID) for e in elements]


def needed(path: Path, what: str) -> Path:
    """A tool, or a skip that says how to get it (which fails in CI)."""
    if not path.exists():
        pytest.skip(f"make test-tools installs {what}")
    return path


def program(name: str) -> str:
    """A program of the system, or a skip."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def ran(*command: str | Path, cwd: Path | None = None) -> str:
    """What a command prints; an AssertionError with what it said when it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, f"{command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def read() -> Read:
    """Runs a reader in the environment of the tools: read("graphs", path …) -> what it printed, parsed."""
    return lambda name, *args: _read(".venv-exports", name, args)


@pytest.fixture(scope="session")
def read_pinned() -> Read:
    """The same in the environment of tools that hold old versions."""
    return lambda name, *args: _read(".venv-exports-pinned", name, args)


def _read(environment: str, name: str, args: tuple[Any, ...]) -> Any:
    python = needed(ROOT / environment / "bin" / "python", f"{environment}, where {name}.py runs")
    return json.loads(ran(python, READERS / f"{name}.py", *args).splitlines()[-1])


@pytest.fixture(scope="session")
def read_in_node() -> Read:
    """Runs a script of `readers/` in Node, with the packages that `make test-tools` installs."""

    def run(name: str, *args: str | Path) -> Any:
        packages = needed(ROOT / ".venv-exports" / "npm" / "node_modules", "the packages of Node")
        return json.loads(ran(program("node"), READERS / name, packages, *args).splitlines()[-1])

    return run


@pytest.fixture(scope="session")
def texts(exports: Path) -> Mapping[str, str]:
    """The published plain texts by name: W, notes/G …"""
    folder = exports / "text"
    found = {p.relative_to(folder).with_suffix("").as_posix(): p for p in sorted(folder.rglob("*.txt"))}
    return {name: path.read_bytes().decode("utf-8") for name, path in found.items() if name != "edition"}


@pytest.fixture(scope="session")
def marked(witnesses: Mapping[str, etree._Element]) -> Mapping[str, list[etree._Element]]:
    """The marks of each published text."""
    made = {slug: marks_of(tree, notes=False) for slug, tree in witnesses.items()}
    made |= {f"notes/{slug}": marks_of(tree, notes=True) for slug, tree in witnesses.items()}
    return {name: marks for name, marks in made.items() if marks}
