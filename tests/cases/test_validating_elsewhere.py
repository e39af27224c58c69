"""What runs `edition validate` for other projects: the hook of pre-commit, and the action of GitHub."""

import os
import re
import subprocess
import textwrap
from pathlib import Path

import pytest

from edition.commands.app import app

ROOT = Path(__file__).parents[2]


def scripts_of_action() -> list[str]:
    """The shell scripts of action.yml, in their order."""
    text = (ROOT / "action.yml").read_text("utf-8")
    found = re.findall(r"^( +)run: \|\n((?:\1  .*\n)+)", text, re.MULTILINE)
    return [textwrap.dedent(script) for _, script in found]


def test_the_hook_calls_a_command_that_there_is() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    keys = dict(re.findall(r"^(?:- |  )(\w+): (.+)$", text, re.MULTILINE))
    assert (keys["id"], keys["language"], keys["types"]) == ("edition-validate", "python", "[xml]")
    name, command = keys["entry"].split()
    assert f'{name} = "edition.commands.app:main"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert command in {str(known.callback.__name__) for known in app.registered_commands if known.callback}


def test_every_input_of_the_action_is_used_and_none_reaches_the_script_as_text() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    inputs = set(re.findall(r"^  (\w+):$", text.partition("inputs:")[2].partition("runs:")[0], re.MULTILINE))
    assert inputs == {"files", "schema", "args", "package"}
    assert inputs == set(re.findall(r"\$\{\{ inputs\.(\w+)", text))
    assert [script for script in scripts_of_action() if "${{" in script] == []  # what an input holds is no code


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"FILES": "."}, "validate --format github -- ."),
        ({"FILES": "a/*.xml b", "SCHEMA": "my schema.rng", "ARGS": "--limit 5"},
         "validate --format github --schema|my schema.rng --limit 5 -- a/*.xml b"),
        ({"FILES": "$(touch made) `touch made`;touch made"},
         "validate --format github -- $(touch made) `touch made`;touch made"),
    ],
)  # fmt: skip
def test_the_action_hands_its_inputs_to_the_command(tmp_path: Path, inputs: dict[str, str], words: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.xml").write_text("<a/>", "utf-8")
    stub = tmp_path / "bin" / "edition"
    stub.parent.mkdir()
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n', "utf-8")
    stub.chmod(0o755)
    environment = {"PATH": f"{stub.parent}{os.pathsep}{os.environ['PATH']}", "SCHEMA": "", "ARGS": "", **inputs}
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scripts_of_action()[1]],
        cwd=tmp_path, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.split() == words.replace("|", " ").split()
    assert ("my schema.rng" in ran.stdout.splitlines()) is ("SCHEMA" in inputs)
    assert not (tmp_path / "made").exists()
