"""Hard texts of a hundred thousand words end well, with two gigabytes of memory; the time limit only stops a hang."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hard import HARD, LEFT

ROOT = Path(__file__).parents[2]
MEMORY = 2 * 1024**3


def two_gigabytes() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.soak
@pytest.mark.parametrize("name", HARD)
def test_hard_texts_of_full_size_end_well(name: str) -> None:
    command = [sys.executable, "-m", "tests.hard", name, "100000"]
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "OPENBLAS_NUM_THREADS": "1"}  # its threads reserve memory, unused
    end = subprocess.run(command, env=path, preexec_fn=two_gigabytes, timeout=120, capture_output=True, text=True)
    assert end.returncode == 0, end.stderr
    assert end.stdout.strip() == ("told" if name in LEFT else "aligned")
