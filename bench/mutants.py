"""Mutation testing of chosen modules with Cosmic Ray: which changes of the code does no test notice?

`make mutants` (all pairs below) or `python -m bench.mutants project.retired_ids`. The code is changed in a copy of the
repository. A mutant that survives shows a rule without a test, or a change that makes no difference.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Module -> the tests that name its rules.
PAIRS = {
    "project.retired_ids": "tests/unit/test_retired.py tests/unit/test_ids.py",
    "collation.blocks.shift_gaps": "tests/unit/test_collate_shift_gaps.py tests/unit/test_collate_hard.py",
    "model.ids": "tests/unit/test_ids.py",
    "model.woven": "tests/unit/test_identify.py",
    "model.layout": "tests/unit/test_identify.py tests/properties/test_edition.py",
    "model.variation": "tests/unit/test_identify.py tests/unit/test_face.py",
}
COPIED = ("src", "tests", "xslt", "schema", "seeds", "tei", "docs", "pyproject.toml", "edition.toml", "decisions.toml")
MOST_SECONDS = 120.0


def main(names: list[str]) -> int:
    """Test the mutants of the named modules, of all without a name; the number that survived."""
    survived = 0
    for name in names or [module for module in PAIRS if _path(module).exists()]:
        if name not in PAIRS:
            raise SystemExit(f"{name}: there is no such pair; there is {', '.join(PAIRS)}")
        killed, left = _tested(name)
        print(f"{name}: {killed} of {killed + len(left)} mutants killed")
        for line in left:
            print(f"  survived: {line}")
        survived += len(left)
    return survived


def _path(module: str) -> Path:
    return ROOT / "src" / "edition" / Path(*module.split(".")).with_suffix(".py")


def _tested(module: str) -> tuple[int, list[str]]:
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        tests = " ".join(t for t in PAIRS[module].split() if (copy / t).exists())
        (copy / "mutants.toml").write_text(_config(module, tests), encoding="utf-8")
        for command in ("init mutants.toml s.sqlite", "baseline mutants.toml", "exec mutants.toml s.sqlite"):
            _run(copy, *command.split())
        results = [json.loads(line) for line in _run(copy, "dump", "s.sqlite").splitlines()]
        lines = _path(module).read_text("utf-8").splitlines()
        left = [job for job, result in results if result and result["test_outcome"] == "survived"]
        return len(results) - len(left), [line for job in left for line in _told(job, lines)]


def _run(folder: Path, *command: str) -> str:
    program, environment = Path(sys.executable).parent / "cosmic-ray", {**os.environ, "PYTHONPATH": "src"}
    made = subprocess.run([program, *command], cwd=folder, check=True, env=environment, stdout=-1, text=True)
    return made.stdout


def _config(module: str, tests: str) -> str:
    path = Path("src", "edition", *module.split(".")).with_suffix(".py").as_posix()
    command = f"{sys.executable} -m pytest -q -x -p no:cacheprovider {tests}"
    return (
        f'[cosmic-ray]\nmodule-path = "{path}"\ntimeout = {MOST_SECONDS}\nexcluded-modules = []\n'
        f'test-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n'
    )


def _told(job: dict, lines: list[str]) -> Iterator[str]:
    for mutation in job["mutations"]:
        line = mutation["start_pos"][0]
        yield f"line {line}, {mutation['operator_name'].partition('/')[2]}: {lines[line - 1].strip()}"


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
