"""A corpus on a real cluster of Dask: a scheduler and workers as processes, which fail in the ways that they can."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.cases.test_corpus import files_in, made_corpus

from edition.errors import InputError
from edition.model import Severity
from edition.tasks.corpus.build_corpus import BuiltCorpus, Where, build_corpus

pytestmark = pytest.mark.tools
OUTPUTS = ("tei", "site")


@contextmanager
def process(log: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's command line, ended with the block."""
    with log.open("wb") as told:
        running = subprocess.Popen([sys.executable, "-m", *words], stdout=told, stderr=told)
    try:
        yield running
    finally:
        running.send_signal(signal.SIGCONT)
        running.kill()
        running.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler at a free port of this machine: its address, its process."""
    file, quiet = folder / "scheduler.json", ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    words = ("distributed.cli.dask_scheduler", *quiet, "--scheduler-file", str(file))
    with process(folder / "scheduler.log", *words) as running:
        wait_until(file.exists)
        yield json.loads(file.read_text())["address"], running


@contextmanager
def worker(folder: Path, address: str, name: str) -> Iterator[subprocess.Popen[bytes]]:
    quiet = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", str(folder / name))
    with process(folder / f"{name}.log", "distributed.cli.dask_worker", address, "--name", name, *quiet) as running:
        yield running


def wait_until(holds: Callable[[], Any]) -> None:
    """Wait for something, as long as the test may last."""
    pause = threading.Event()
    for _ in range(600):
        if holds():
            return
        pause.wait(0.1)
    raise AssertionError("waited in vain")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the build of eight letters on this machine writes."""
    root = made_corpus(tmp_path_factory.mktemp("local") / "falk", 8)
    assert len(build_corpus(root, OUTPUTS).built) == 8
    return written(root)


def written(root: Path) -> dict[str, bytes]:
    return {f"{name}/{path}": data for name in ("tei", "build") for path, data in files_in(root / name).items()}


def begin(root: Path, address: str) -> tuple[threading.Thread, list[BuiltCorpus | Exception]]:
    """A build in a thread, and what comes of it."""
    came: list[BuiltCorpus | Exception] = []

    def run() -> None:
        try:
            came.append(build_corpus(root, OUTPUTS, Where(scheduler=address)))
        except Exception as error:
            came.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, came


def workers_of(client: Any) -> dict[str, str]:
    """The addresses of the workers by their names."""
    return {w["name"]: address for address, w in client.scheduler_info(n_workers=-1)["workers"].items()}


def test_a_worker_that_is_killed_at_work_loses_nothing(tmp_path: Path, local: dict[str, bytes]) -> None:
    distributed = pytest.importorskip("distributed", reason="of the extra `tools`")
    root = made_corpus(tmp_path / "falk", 8)
    with scheduler(tmp_path) as (address, _), worker(tmp_path, address, "stays"):
        with worker(tmp_path, address, "dies") as victim, distributed.Client(address, set_as_default=False) as client:
            wait_until(lambda: len(workers_of(client)) == 2)
            place = workers_of(client)["dies"]
            thread, came = begin(root, address)
            wait_until(lambda: client.processing().get(place))
            victim.send_signal(signal.SIGSTOP)  # so that it cannot finish before it dies
            assert client.processing()[place]
            victim.kill()
            thread.join()
        (made,) = came
        assert isinstance(made, BuiltCorpus)
        assert (len(made.built), made.failed) == (8, [])
        assert written(root) == local


def test_an_edition_that_fails_on_a_worker_is_told_and_the_others_are_published(tmp_path: Path) -> None:
    root = made_corpus(tmp_path / "falk", 4)
    (root / "letters/l02/edition.toml").write_text('[edition]\ntitle = "Two"\n[[witness]]\nsiglum = "A"\nsed = "x"\n')
    (root / "letters/l03/seeds/b.txt").write_bytes(b"\xff\xfe\x00")
    with scheduler(tmp_path) as (address, _), worker(tmp_path, address, "one"):
        wait_until(lambda: "Registered to" in (tmp_path / "one.log").read_text())
        made = build_corpus(root, OUTPUTS, Where(scheduler=address))
    assert (made.built, made.failed) == (["l01", "l04"], ["l02", "l03"])
    told = [f for f in made.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.position.path) for f in told] == [("E481", "letters/l02"), ("E481", "letters/l03")]
    assert "edition.toml:5" in told[0].message
    assert "seeds/b.txt" in told[1].message
    assert sorted(p.name for p in (root / "build/site").iterdir() if p.name[0] == "l") == ["l01", "l04"]


def test_what_is_wrong_with_a_scheduler_is_one_sentence(tmp_path: Path) -> None:
    root = made_corpus(tmp_path / "falk", 1)
    command = [sys.executable, "-m", "edition", "build", str(root), "--scheduler"]
    done = subprocess.run([*command, "tcp://127.0.0.1:1"], capture_output=True, text=True)
    said = (
        f"no scheduler of Dask answers there ({os.strerror(errno.ECONNREFUSED)})"  # refused, so nothing was waited for
    )
    assert (done.returncode, done.stderr) == (2, f"Error: --scheduler tcp://127.0.0.1:1: {said}\n")
    for address, reason in (("nonsense://x:1", "unknown address scheme"), ("127.0.0.1", "missing port number")):
        with pytest.raises(InputError, match=reason):
            build_corpus(root, OUTPUTS, Where(scheduler=address))
    with scheduler(tmp_path) as (address, _):
        with pytest.raises(InputError, match=f"no worker has joined this scheduler; .*`dask worker {address}`"):
            build_corpus(root, OUTPUTS, Where(scheduler=address))
        with worker(tmp_path, address, "one"):
            log = tmp_path / "one.log"
            wait_until(lambda: "Registered to" in log.read_text())
            (listens,) = (line.split()[-1] for line in log.read_text().splitlines() if "Start worker at" in line)
            with pytest.raises(InputError, match=r"no scheduler of Dask answers there \(but a worker"):
                build_corpus(root, OUTPUTS, Where(scheduler=listens))
    assert not (root / "build").exists()


def test_a_scheduler_that_ends_meanwhile_is_told_and_the_build_goes_on_later(
    tmp_path: Path, local: dict[str, bytes]
) -> None:
    root = made_corpus(tmp_path / "falk", 8)
    with scheduler(tmp_path) as (address, running), worker(tmp_path, address, "one"):
        wait_until(lambda: "Registered to" in (tmp_path / "one.log").read_text())
        thread, came = begin(root, address)
        wait_until(lambda: (root / "build/site").is_dir())  # the first edition was published
        running.kill()
        thread.join()
    (error,) = came
    assert isinstance(error, InputError)
    assert "the scheduler ended while editions were built" in str(error)
    made = build_corpus(root, OUTPUTS)
    assert made.kept
    assert made.failed == []
    assert written(root) == local
