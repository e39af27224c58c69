"""Console transcripts: what an editor types and what she is told, in Markdown, nothing else.

A block ```console holds lines `$ edition …`, the exact output after each (standard output, then standard error), and a
last line `[exit N]` where the status is not 0. `…` stands for anything within a line. Pages of docs/ are tested, too.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TRANSCRIPTS = [
    *sorted(HERE.glob("*.md")),
    *(HERE.parents[1] / "docs" / name for name in ("collate.md", "registers.md", "validation.md")),
]


def steps(page: str) -> list[tuple[str, list[str]]]:
    made: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                made.append((line[2:], []))
            else:
                made[-1][1].append(line)
    return made


def said(command: str, folder: Path) -> list[str]:
    name, *rest = shlex.split(command)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FORCE_", "CLICOLOR"))}
    env |= {"NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb", "PYTHONUTF8": "1"}
    if name == "edition":
        ran = subprocess.run(
            [sys.executable, "-m", "edition", *rest], cwd=folder, env=env, capture_output=True, text=True
        )
    else:
        ran = subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True, text=True)
    lines = [*ran.stdout.splitlines(), *ran.stderr.splitlines()]
    return [line.rstrip() for line in lines] + ([f"[exit {ran.returncode}]"] if ran.returncode else [])


def matches(expected: str, found: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), found) is not None


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_transcript_is_what_happens(path: Path, tmp_path: Path) -> None:
    todo = steps(path.read_text(encoding="utf-8"))
    assert todo
    for command, expected in todo:
        found = said(command, tmp_path)
        assert len(found) == len(expected), f"$ {command}\n" + "\n".join(found)
        for wanted, line in zip(expected, found, strict=True):
            assert matches(wanted, line), f"$ {command}\n" + "\n".join(found)


def test_a_wrong_transcript_is_noticed(tmp_path: Path) -> None:
    assert not matches("edition (variorum) 9.9.9", said("edition --version", tmp_path)[0])


def test_a_reader_who_has_seen_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    for name in "AB":
        (tmp_path / f"{name}.txt").write_text("The ferry crossed at dawn. " * 4_000)
    command = [sys.executable, "-m", "edition", "collate", "A.txt", "B.txt"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.read(12) == b'{"witnesses"'
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
