"""Work in another process: the same results and errors as here, and no process is left over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.apart import apart, usable_cores
from edition.commands.new import write_starter
from edition.errors import InputError
from edition.project.reads import end_record, record_reads

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have one process (decision 0104)")


def pid_after(work: Callable[[], object]) -> Callable[[], int]:
    def run() -> int:
        work()
        return os.getpid()

    return run


def is_running(process: int) -> bool:
    """Whether a process is there and has not ended (a zombie whose parent is gone may stay for a moment)."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False


def has_ended(process: int) -> bool:
    for _ in range(500):
        if not is_running(process):
            return True
        time.sleep(0.02)
    return False


def test_work_is_done_elsewhere_or_here_and_gives_the_same() -> None:
    large = b"x" * 2**20  # more than a pipe holds
    for is_wanted in (True, False):
        with apart(lambda: (large, os.getpid()), is_wanted) as one:
            data, process = one.result()
        assert data == large
        assert (process == os.getpid()) is not is_wanted
        assert not is_wanted or not is_running(process)


def test_an_error_is_the_same_as_here() -> None:
    def fail() -> int:
        raise InputError("seeds/a.txt: cannot be read")

    with pytest.raises(InputError, match=r"^seeds/a.txt: cannot be read$"), apart(fail, True) as one:
        one.result()


def test_a_process_that_is_killed_is_told_in_one_sentence() -> None:
    work = pid_after(lambda: os.kill(os.getpid(), signal.SIGKILL))
    told = "was ended, perhaps for lack of memory; build with --jobs 1"
    with pytest.raises(InputError, match=told), apart(work, True) as one:
        one.result()


def test_what_a_process_reads_is_read_by_the_build(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    reads = record_reads(tmp_path)
    try:
        with apart((tmp_path / "a.txt").read_bytes, True) as one:
            assert one.result() == b"a"
    finally:
        end_record(reads)
    assert list(reads.digests() or {}) == ["a.txt"]


def test_an_end_before_the_result_takes_the_process_and_its_children_along(tmp_path: Path) -> None:
    def work() -> None:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        (tmp_path / "part").write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
        (tmp_path / "part").rename(tmp_path / "ids")
        child.wait()

    with apart(work, True):
        wait_for(tmp_path / "ids")
    for process in (tmp_path / "ids").read_text(encoding="ascii").split():
        assert has_ended(int(process))


def test_a_process_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from edition.apart import apart\n"
        "def work():\n"
        "    Path(sys.argv[1], 'part').write_text(str(os.getpid()))\n"
        "    Path(sys.argv[1], 'part').rename(Path(sys.argv[1], 'ids'))\n"
        "    time.sleep(600)\n"
        "with apart(work, True) as one: one.result()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as parent:
        wait_for(tmp_path / "ids")
        parent.kill()
    assert has_ended(int((tmp_path / "ids").read_text(encoding="ascii")))


def wait_for(place: Path) -> None:
    for _ in range(1500):
        if place.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{place.name} was never written")


def test_there_is_a_core() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("jobs", ["2", "8"])
def test_outputs_have_the_same_bytes_with_any_number_of_processes(built_by_one: Path, jobs: str) -> None:
    others = built_in(built_by_one.parents[2] / jobs / "e", jobs)
    files = [p.relative_to(built_by_one) for p in sorted(built_by_one.rglob("*")) if p.is_file()]
    assert len(files) > 50
    assert files == [p.relative_to(others) for p in sorted(others.rglob("*")) if p.is_file()]
    assert [p for p in files if (built_by_one / p).read_bytes() != (others / p).read_bytes()] == []


@pytest.fixture(scope="module")
def built_by_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a small edition that one process made."""
    return built_in(tmp_path_factory.mktemp("jobs") / "1" / "e", "1")


def built_in(root: Path, jobs: str) -> Path:
    root.parent.mkdir()
    write_starter(root)
    command = [sys.executable, "-m", "edition", "build", str(root), "--no-cache", "--jobs", jobs]
    subprocess.run(command, check=True, capture_output=True)
    return root / "build"
