"""`edition validate --jobs`: the same output as of one process, and no process that outlives the first one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.tools

COMMAND = [sys.executable, "-m", "edition", "validate", "--schema", "day.rng", "many"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    grammar = '<element name="log" xmlns="http://relaxng.org/ns/structure/1.0"><zeroOrMore><element name="day"><text/>'
    (tmp_path / "day.rng").write_text(f"{grammar}</element></zeroOrMore></element>", "utf-8")
    (tmp_path / "many").mkdir()
    for number in range(200):
        fault = "<dya/>" if number % 7 == 0 else ""
        (tmp_path / "many" / f"{number:03}.xml").write_text(f"<log>{'<day/>' * 4000}{fault}</log>", "utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_output_is_that_of_one_process(folder: Path, form: str) -> None:
    one, two = (
        subprocess.run([*COMMAND, "--format", form, "--jobs", jobs], cwd=folder, capture_output=True)
        for jobs in ("1", "2")
    )
    assert one.returncode == two.returncode == 1
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert (one.stdout + one.stderr).count(b"no element dya") >= 29


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left(folder: Path, number: signal.Signals) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("reads /proc")
    with subprocess.Popen(
        [*COMMAND, "--jobs", "2"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        while not workers(running.pid):
            assert running.poll() is None
        if number is signal.SIGINT:
            os.killpg(running.pid, number)  # as a terminal does
        else:
            running.send_signal(number)
        _, said = running.communicate(timeout=60)
        while workers(running.pid):  # the test would end by its time limit otherwise
            pass
    if number is signal.SIGINT:
        assert (running.returncode, said) == (130, b"Interrupted; what was there before is unchanged.\n")
    elif number is signal.SIGTERM:
        assert (running.returncode, said) == (143, b"")
    else:
        assert running.returncode == -signal.SIGKILL


def workers(session: int) -> list[int]:
    """The processes of a session that judge."""
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words, status = (place / "cmdline").read_bytes(), (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if b"spawn_main" in words and status[3] == str(session) and status[0] != "Z":
            found.append(int(place.name))
    return found
