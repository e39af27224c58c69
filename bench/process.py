"""What a command costs: CPU seconds with all its children, and the most memory that any one of its processes had."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import ONE_THREAD, ROOT

PAUSE = 0.02  # seconds between two looks at the memory
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds; seconds by the clock; megabytes of the largest process, 0 where the system does not tell; output."""

    seconds: float
    clock: float
    memory: float
    output: str


def spend(
    command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None, may_fail: bool = False
) -> Spent:
    """Run a command to its end. RuntimeError with what it said where it fails, unless it `may_fail`.

    The memory is the high-water mark that Linux keeps of every process (`VmHWM`), asked for again and again: the figure
    that is given for ended children (`ru_maxrss`) has the memory of the parent in it.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
        env=os.environ | ONE_THREAD | dict(environment or {}),
    )  # fmt: skip
    peaks: dict[int, float] = {}
    said: list[str] = ["", ""]
    readers = [
        threading.Thread(target=_read, args=(said, n, pipe)) for n, pipe in enumerate((process.stdout, process.stderr))
    ]
    for reader in readers:
        reader.start()
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        for number in _family(process.pid):
            peaks[number] = max(peaks.get(number, 0.0), _peak(number))
        time.sleep(PAUSE)
    process.returncode = os.waitstatus_to_exitcode(status)
    for reader in readers:
        reader.join()
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(map(str, command))}: {said[1] or said[0]}")
    return Spent(used.ru_utime + used.ru_stime, time.perf_counter() - start, max(peaks.values(), default=0.0), said[0])


def edition_command(*arguments: str | Path) -> list[str]:
    """The command `edition` of this program."""
    return [sys.executable, "-m", "edition", *map(str, arguments)]


def _read(said: list[str], number: int, pipe: object) -> None:
    said[number] = pipe.read()  # type: ignore[attr-defined]


def _family(number: int) -> Iterator[int]:
    """A process and all that it started, and those started."""
    yield number
    try:
        tasks = list((_PROC / str(number) / "task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _family(child)


def _peak(number: int) -> float:
    try:
        lines = (_PROC / str(number) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
