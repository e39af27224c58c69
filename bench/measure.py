"""What a piece of work costs in a process of its own, and whether a target is met."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORKER = Path(__file__).with_name("worker.py")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}  # waiting threads would count as work


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of the work; peak megabytes of the process, and of it before the work."""

    seconds: float
    memory: float
    before: float

    @property
    def own_memory(self) -> float:
        """What the work added to the interpreter, its imports and the texts; at least a megabyte."""
        return max(self.memory - self.before, 1.0)


@dataclass(frozen=True, slots=True)
class Target:
    """A measured figure that must not pass a limit: above it, or below it if `at_least`. None: it was not measured."""

    name: str
    measured: float | None
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure is on the right side of the limit; what was not measured misses nothing."""
        if self.measured is None:
            return True
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def row(self) -> str:
        """A row of the table of targets."""
        sign, missed = "≥" if self.at_least else "≤", "" if self.met else " **missed**"
        measured = "not measured" if self.measured is None else f"{self.measured:.4g}{self.unit}{missed}"
        return f"| {self.name} | {sign} {self.limit:.4g}{self.unit} | {measured} |"


def cost(
    work: str, paths: Sequence[Path], python: str = sys.executable, keep: Path | None = None, times: int = 1
) -> Cost:
    """The cheapest of some runs of a work of `worker.py`; `keep`: where its table is left."""
    command = [python, str(WORKER), work, str(keep or "-"), *map(str, paths)]
    runs = []
    for _ in range(times):
        end = subprocess.run(command, cwd=ROOT, env=os.environ | ONE_THREAD, capture_output=True, text=True)
        if end.returncode:
            raise RuntimeError(f"{work}: {end.stderr}")
        runs.append(Cost(**json.loads(end.stdout)))
    return min(runs, key=lambda run: run.seconds)
