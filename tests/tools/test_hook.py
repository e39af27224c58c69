"""The hook for pre-commit, installed as another project installs it: `make test-tools` has pre-commit."""

import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.tools

ROOT = Path(__file__).parents[2]
PRE_COMMIT = ROOT / ".venv-validators" / "bin" / "pre-commit"
GRAMMAR = """<element name="log" xmlns="http://relaxng.org/ns/structure/1.0">
<zeroOrMore><element name="day"><text/></element></zeroOrMore></element>"""


def test_the_hook_judges_the_xml_files_of_a_project(tmp_path: Path) -> None:
    if not PRE_COMMIT.exists():
        pytest.skip("make test-tools installs pre-commit")
    project = tmp_path / "project"
    project.mkdir()
    (project / "day.rng").write_text(GRAMMAR, "utf-8")
    for name, element in (("bad", "dya"), ("good", "day")):
        (project / f"{name}.xml").write_text(f'<?xml-model href="day.rng"?><log><{element}/></log>', "utf-8")
    subprocess.run(["git", "init", "--quiet", "."], cwd=project, check=True)
    subprocess.run(["git", "add", "--all"], cwd=project, check=True)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    ran = subprocess.run(
        [PRE_COMMIT, "try-repo", ROOT, "edition-validate", "--all-files"],
        cwd=project, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert [line for line in ran.stdout.splitlines() if ": error " in line] == [
        "bad.xml:1:34: error E411 the schema has no element dya; did you mean day?"
    ]
