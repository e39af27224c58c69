"""Output: swapped in whole; what is there stays until the next is complete."""

import subprocess
import sys
from pathlib import Path

import pytest

from edition.errors import OutputError
from edition.output import LOCK, MARKER, STAGING, staging


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    for name in ("old", "new"):
        with staging(tmp_path) as out:
            out.write(f"build/site/{name}.html", name.encode())
            assert out.publish() == ("build/site",)
    assert sorted(p.name for p in (tmp_path / "build" / "site").iterdir()) == [MARKER, "new.html"]
    assert not (tmp_path / STAGING).exists()
    assert not (tmp_path / LOCK).exists()


def test_a_build_that_fails_leaves_the_last_good_output(tmp_path: Path) -> None:
    with staging(tmp_path) as out:
        out.write("tei/edition.xml", b"good")
        out.publish()
    with pytest.raises(RuntimeError):
        fail_after_writing(tmp_path)
    assert (tmp_path / "tei" / "edition.xml").read_bytes() == b"good"
    assert not (tmp_path / STAGING).exists()


def fail_after_writing(folder: Path) -> None:
    with staging(folder) as out:
        out.write("tei/edition.xml", b"bad")
        raise RuntimeError


def test_a_folder_that_no_build_wrote_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "build" / "site").mkdir(parents=True)
    (tmp_path / "build" / "site" / "mine.txt").write_text("mine")
    with staging(tmp_path) as out:
        out.write("build/site/index.html", b"x")
        with pytest.raises(OutputError, match="not written by a build"):
            out.publish()
    assert (tmp_path / "build" / "site" / "mine.txt").read_text() == "mine"


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    with staging(tmp_path) as out, pytest.raises(OutputError, match="leads out"):
        out.write("../../x", b"x")


def test_a_second_build_stops_and_names_the_first(tmp_path: Path) -> None:
    wait = f"""import sys
from pathlib import Path
from edition.output import staging
with staging(Path({str(tmp_path)!r})):
    print("in", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", wait], stdin=-1, stdout=-1, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "in\n"
        with pytest.raises(OutputError, match=rf"process {first.pid}") as refused, staging(tmp_path):
            pass
        assert refused.value.status == 4
        first.communicate("")


def test_a_folder_moved_away_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    lost = tmp_path / STAGING / "old" / "build" / "site"
    lost.mkdir(parents=True)
    (lost / "index.html").write_text("good")
    (tmp_path / "build").mkdir()
    with staging(tmp_path):
        assert (tmp_path / "build" / "site" / "index.html").read_text() == "good"


def run(code: str, folder: Path) -> int:
    """The exit status of a program that has `out`, a staging in the folder."""
    head = f"import os\nfrom pathlib import Path\nfrom edition import output\nroot = Path({str(folder)!r})\n"
    return subprocess.run([sys.executable, "-c", head + code], check=False).returncode


KILLED = """
output._exchange = lambda a, b: False  # a system without it: two renames
def rename(self, target):
    if (root / "build" / "site").exists():
        os.rename(self, target)
    else:
        os._exit(9)
Path.rename = rename
with output.staging(root) as out:
    out.write("build/site/index.html", b"new")
    out.publish()
"""


def test_a_build_killed_between_the_two_renames_loses_nothing(tmp_path: Path) -> None:
    with staging(tmp_path) as out:
        out.write("build/site/index.html", b"good")
        out.publish()
    assert run(KILLED, tmp_path) == 9
    assert not (tmp_path / "build" / "site").exists(), "it was not killed in between"
    with staging(tmp_path) as out:
        assert (tmp_path / "build" / "site" / "index.html").read_bytes() == b"good"
        out.write("build/site/index.html", b"newer")
        out.publish()
    assert (tmp_path / "build" / "site" / "index.html").read_bytes() == b"newer"
    assert not (tmp_path / STAGING).exists()


def test_two_renames_replace_as_one_exchange_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.output._exchange", lambda a, b: False)
    test_a_folder_is_replaced_as_a_whole(tmp_path)


def test_the_lock_of_a_killed_build_keeps_nobody_out(tmp_path: Path) -> None:
    assert run("with output.staging(root):\n    os._exit(9)\n", tmp_path) == 9
    assert (tmp_path / LOCK).exists()
    with staging(tmp_path) as out:
        out.write("tei/edition.xml", b"x")
        assert out.publish() == ("tei/edition.xml",)


def test_one_foreign_folder_keeps_everything_as_it_was(tmp_path: Path) -> None:
    with staging(tmp_path) as out:
        out.write("build/exports/a.csv", b"good")
        out.publish()
    (tmp_path / "build" / "site").mkdir()
    (tmp_path / "build" / "site" / "mine.txt").write_text("mine")
    with staging(tmp_path) as out:
        out.write("build/exports/a.csv", b"new")
        out.write("build/site/index.html", b"new")
        with pytest.raises(OutputError, match="build/site: this folder was not written by a build"):
            out.publish()
    assert (tmp_path / "build" / "exports" / "a.csv").read_bytes() == b"good"


def test_what_a_failed_build_keeps_stands_beside_the_last_good_output(tmp_path: Path) -> None:
    for text in (b"first", b"second"):
        with staging(tmp_path) as out:
            out.write("tei/edition.xml", text)
            assert out.keep("edition-failed") == tmp_path / "edition-failed"
    assert (tmp_path / "edition-failed" / "tei" / "edition.xml").read_bytes() == b"second"
    assert not (tmp_path / "tei").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["edition-failed"]


def test_a_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with staging(tmp_path) as out:
        out.write("build/site/index.html", b"x")
        with pytest.raises(OutputError, match="build/site: cannot be replaced"):
            out.publish()
    assert (tmp_path / "build").read_text() == "a file"
