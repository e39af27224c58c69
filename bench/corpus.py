"""A corpus of many editions: built in one process, in two, and by two workers of a Dask cluster; all outputs."""

import importlib.util
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bench.collation import Section
from bench.made_editions import write_edition
from bench.measure import Target
from bench.process import Spent, edition_command, spend

EDITIONS, MANY, WORDS, WITNESSES = 12, 200, 2_000, 2  # many: with `full`
_OUTPUTS = (".edition-cache", "build", "tei")
_PATIENCE = 60  # seconds in which a process of Dask is ready
_TOML = '[corpus]\ntitle = "Made up"\neditions = "e*"\n'


def corpus_builds(*, full: bool) -> Section:
    """The same corpus in three ways; without `distributed` in two."""
    count = MANY if full else EDITIONS
    with tempfile.TemporaryDirectory() as name:
        root = write_corpus(Path(name) / "corpus", count)
        ways = {"one process": _build(root, "--jobs", "1"), "two processes": _build(root, "--jobs", "2")}
        if importlib.util.find_spec("distributed"):
            ways["two workers of Dask"] = _build_on_cluster(root, Path(name))
    one = ways["one process"]
    ratios = {way: one.clock / spent.clock for way, spent in ways.items()}
    rows = [
        f"| {way} | {spent.clock:.1f} | {spent.seconds:.1f} | {spent.seconds / count:.2f} | {ratios[way]:.2f} |"
        for way, spent in ways.items()
    ]
    if len(ways) < 3:
        rows.append("| two workers of Dask | not measured: `distributed` is not installed | | | |")
    text = f"""## A corpus of {count} editions, {WITNESSES} witnesses of {WORDS:,} words each

All outputs of all editions. CPU seconds with all processes, those of the cluster included. What two processes gain by
the clock shows on a machine with two free cores alone, and less of it with few editions, for each process has to start.

| | by the clock, s | CPU s | CPU s an edition | times as fast as one |
|---|---|---|---|---|
{chr(10).join(rows)}"""
    many = ratios if full else {}
    return Section(
        text,
        tuple(
            Target(f"corpus of {MANY} editions, {way}, times as fast as one process", many.get(way), 1.7, "", True)
            for way in ("two processes", "two workers of Dask")
        ),
    )


def write_corpus(root: Path, count: int) -> Path:
    """A corpus of so many editions, each of another text. Gives its folder."""
    for number in range(count):
        write_edition(root / f"e{number:03}", WITNESSES, WORDS, number)
    (root / "corpus.toml").write_text(_TOML, encoding="utf-8")
    return root


def _build(root: Path, *how: str) -> Spent:
    """Build it from nothing; RuntimeError unless all editions are built."""
    for place in _OUTPUTS:
        shutil.rmtree(root / place, ignore_errors=True)
    spent = spend(edition_command("--json", "build", root, *how))
    made = json.loads(spent.output)
    if made["failed"] or made["kept"]:
        raise RuntimeError(f"failed: {made['failed']}, not built: {made['kept']}")
    return spent


def _build_on_cluster(root: Path, folder: Path) -> Spent:
    """The build by two workers; the start of the cluster is not in its seconds by the clock, but in its CPU seconds."""
    before = _cpu_of_children()
    with ExitStack() as running:
        file = folder / "scheduler.json"
        running.enter_context(_dask("scheduler", "--port", "0", "--scheduler-file", str(file)))
        _wait_for(file)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        for _ in range(2):
            running.enter_context(_dask("worker", address, "--nthreads", "1", "--no-nanny"))
        _wait_for_workers(address)
        spent = _build(root, "--scheduler", address)
    return replace(spent, seconds=_cpu_of_children() - before)


@contextmanager
def _dask(what: str, *words: str) -> Iterator[None]:
    """A process of Dask, ended with the block."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *words, "--no-dashboard", "--host", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(file: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not file.exists():
        if time.monotonic() > end:
            raise RuntimeError("the scheduler of Dask did not start")
        time.sleep(0.1)


def _wait_for_workers(address: str) -> None:
    from distributed import Client

    with Client(address, timeout=_PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=_PATIENCE)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
