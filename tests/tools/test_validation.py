"""Reports of `edition validate`, read by a program that reads SARIF: `make test-tools` installs it."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.tools

ROOT = Path(__file__).parents[2]
SARIF = ROOT / ".venv-validators" / "bin" / "sarif"


def test_sarif_tools_read_the_report(tmp_path: Path) -> None:
    if not SARIF.exists():
        pytest.skip("make test-tools installs sarif-tools")
    files = [f"schema/examples/R{number}/invalid.xml" for number in (101, 113, 126)]
    command = [sys.executable, "-m", "edition", "validate", "--format", "sarif", *files]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (1, "")
    (tmp_path / "report.sarif").write_text(ran.stdout, encoding="utf-8")
    table = tmp_path / "report.csv"
    subprocess.run([SARIF, "csv", "--output", table, tmp_path / "report.sarif"], check=True, capture_output=True)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pointers = {(files[1], "E426")}  # advice: what an example points to is in no file of the example
    assert {(row["Location"], row["Code"]) for row in rows} == pointers | {
        (path, f"R{number}") for path, number in zip(files, (101, 113, 126), strict=True)
    }
    lines = subprocess.run(command[:-5] + files, cwd=ROOT, capture_output=True, text=True).stderr.splitlines()
    assert len(lines) == len(rows)
    assert {f"{row['Location']}:{row['Line']}" for row in rows} == {":".join(line.split(":")[:2]) for line in lines}
