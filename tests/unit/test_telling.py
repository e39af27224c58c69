"""How a command ends when the system fails under it: a closed pipe, a full disk, a stream that is not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from edition.commands.new import write_starter

FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("told") / "e"
    write_starter(root)
    assert ended("build", "e", "--only", "tei", folder=root.parent).returncode == 0
    return root.parent


def ended(*command: str, folder: Path, **streams: object) -> subprocess.CompletedProcess[str]:
    given = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **streams}
    arguments = [sys.executable, "-m", "edition", *command]
    return subprocess.run(arguments, cwd=folder, check=False, text=True, **given)  # type: ignore[call-overload]


COMMANDS = [
    ("build", "e", "--only", "tei"),
    ("check", "e"),
    ("--json", "check", "e"),
    ("restore", "A", "--in", "e"),
    ("export",),
    ("--version",),
    ("collate", "e/seeds/A.txt", "e/seeds/B.txt"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_who_goes_does_not_change_the_status(built: Path, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = ended(*command, folder=built, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk_at_standard_output_is_no_fault_of_ours(built: Path, command: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        done = ended(*command, folder=built, stdout=full)
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
def test_nor_where_standard_error_is_full_as_well(built: Path) -> None:
    with FULL.open("w") as full:
        assert ended("check", "none", folder=built, stdout=full, stderr=full).returncode == 2


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_streams_are_no_fault(built: Path, command: tuple[str, ...]) -> None:
    shell = f'exec "{sys.executable}" -m edition {" ".join(command)} >&- 2>&- <&-'
    assert subprocess.run(["sh", "-c", shell], cwd=built, check=False).returncode == 0


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (("restore", "A", "--in", "e", "--to", "folder"), "folder"),
        (("export", "csv", "--in", "e", "--out", "file"), "file"),
        (("schema", "file"), "file"),
        (("suggest", "e", "--out", "file"), "file"),
        (("register", "export", "--in", "e", "--out", "file"), "file"),
        (("new", "file"), "file"),
    ],
)
def test_a_folder_for_a_file_and_a_file_for_a_folder_cannot_be_written(
    built: Path, command: tuple[str, ...], place: str
) -> None:
    (built / "folder").mkdir(exist_ok=True)
    (built / "file").write_text("mine")
    done = ended(*command, folder=built)
    assert done.returncode == 4, done.stderr
    assert place in done.stderr
    assert done.stderr.count("\n") == 1
    assert (built / "file").read_text() == "mine"


def test_drafts_and_exports_that_were_edited_stay(built: Path) -> None:
    for command, path in (
        (("suggest", "e", "--out", "drafts"), "drafts/suggestions.tsv"),
        (("export", "text", "--in", "e", "--out", "out"), "out/text/A.txt"),
        (("register", "export", "--in", "e", "--out", "regs"), "regs/persons.csv"),
    ):
        assert ended(*command, folder=built).returncode == 0
        assert ended(*command, folder=built).returncode == 0
        (built / path).write_text("edited by hand")
        done = ended(*command, folder=built)
        assert done.returncode == 4
        assert f"{path}: is there already" in done.stderr
        assert (built / path).read_text() == "edited by hand"


def test_an_import_waits_for_no_other_command(built: Path) -> None:
    (built / "new.csv").write_text("id,name\npers-x,Karl Huber\n", encoding="utf-8")
    register = built / "e" / "tei" / "registers" / "persons.xml"
    before = register.read_bytes()
    hold = f"""import sys
from pathlib import Path
from edition.project.staging import lock_edition
with lock_edition(Path({str(built / "e")!r})):
    print("in", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", hold], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        done = ended("register", "import", "new.csv", "--in", "e", "--kind", "persons", folder=built)
        other.communicate("")
    assert done.returncode == 4
    assert f"process {other.pid}" in done.stderr
    assert register.read_bytes() == before
    assert ended("register", "import", "new.csv", "--in", "e", "--kind", "persons", folder=built).returncode == 0
    assert b"Huber" in register.read_bytes()


def test_new_drafts_stand_beside_those_that_were_edited(built: Path) -> None:
    for _ in range(2):
        assert ended("suggest", "e", folder=built).returncode == 0
    draft = built / "e" / "suggestions" / "suggestions.tsv"
    draft.write_text("edited by hand")
    assert ended("suggest", "e", folder=built).returncode == 0
    assert draft.read_text() == "edited by hand"
    assert (built / "e" / "suggestions-2" / "suggestions.tsv").exists()


@pytest.mark.parametrize("place", ["seeds/B.txt", "edition.toml", "tei/witnesses/A.xml"])
def test_a_restored_seed_replaces_no_other_file(built: Path, place: str) -> None:
    before = (built / "e" / place).read_bytes()
    done = ended("restore", "A", "--in", "e", "--to", f"e/{place}", folder=built)
    assert (done.returncode, (built / "e" / place).read_bytes()) == (4, before)
    assert f"e/{place}: is there already and holds something else; choose another name" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_restored_seed_may_be_written_where_it_stands_and_to_a_device(built: Path) -> None:
    for place in ("e/seeds/A.txt", "new/A.txt", "new/A.txt", os.devnull):
        assert ended("restore", "A", "--in", "e", "--to", place, folder=built).returncode == 0
    assert (built / "new" / "A.txt").read_bytes() == (built / "e" / "seeds" / "A.txt").read_bytes()
