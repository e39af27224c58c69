"""Output: replaced together and whole; what is there stays until the next is complete; what is not ours stays."""

import errno
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edition.errors import InputError, OutputError
from edition.project import transaction
from edition.project.ownership import stamp
from edition.project.staging import LOCK, RECORD, STAGING, PublishedInterrupt, is_interrupted, open_staging

TEI = b'<TEI><appInfo><application ident="variorum"/></appInfo><p>%s</p></TEI>\n'


def tei(path: str, words: str) -> bytes:
    """A small file as a build writes it at that path."""
    return stamp(path, TEI % words.encode())


def publish(root: Path, words: str, discard_edits: bool = False) -> None:
    """A build of everything, whose files all say the same words."""
    with open_staging(root) as out:
        for path in ("tei/witnesses/A.xml", "tei/edition.xml"):
            out.write(path, tei(path, words))
        for path in ("build/site/index.html", "build/exports/a.csv", "build/edition.pdf"):
            out.write(path, words.encode())
        out.publish(discard_edits)


def words_in(root: Path) -> set[str]:
    """What the published files say; one word if they are of one build."""
    files = [p for top in ("tei", "build") for p in (root / top).rglob("*") if p.is_file() and p.name != RECORD]
    assert len(files) in (0, 5), sorted(map(str, files))
    return {word for p in files for word in ("old", "new", "newer") if f">{word}<" in f">{p.read_text()}<"}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    for name in ("old", "new"):
        with open_staging(tmp_path) as out:
            out.write(f"build/site/{name}.html", name.encode())
            assert out.publish() == ("build/site",)
    assert sorted(p.name for p in (tmp_path / "build" / "site").iterdir()) == [RECORD, "new.html"]
    assert not (tmp_path / STAGING).exists()
    assert not (tmp_path / LOCK).exists()


def test_a_build_that_fails_leaves_the_last_good_output(tmp_path: Path) -> None:
    with open_staging(tmp_path) as out:
        out.write("tei/edition.xml", b"good")
        out.publish()
    with pytest.raises(RuntimeError):
        fail_after_writing(tmp_path)
    assert (tmp_path / "tei" / "edition.xml").read_bytes() == b"good"
    assert not (tmp_path / STAGING).exists()


def fail_after_writing(folder: Path) -> None:
    with open_staging(folder) as out:
        out.write("tei/edition.xml", b"bad")
        raise RuntimeError


def test_a_folder_that_no_build_wrote_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "build" / "site").mkdir(parents=True)
    (tmp_path / "build" / "site" / "mine.txt").write_text("mine")
    with open_staging(tmp_path) as out:
        out.write("build/site/index.html", b"x")
        with pytest.raises(OutputError, match="not written by a build"):
            out.publish()
    assert (tmp_path / "build" / "site" / "mine.txt").read_text() == "mine"


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    with open_staging(tmp_path) as out, pytest.raises(OutputError, match="leads out"):
        out.write("../../x", b"x")


def test_a_second_build_stops_and_names_the_first(tmp_path: Path) -> None:
    wait = f"""import sys
from pathlib import Path
from edition.project.staging import open_staging
with open_staging(Path({str(tmp_path)!r})):
    print("in", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", wait], stdin=-1, stdout=-1, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "in\n"
        with pytest.raises(OutputError, match=rf"process {first.pid}") as refused, open_staging(tmp_path):
            pass
        assert refused.value.status == 4
        first.communicate("")


def test_a_folder_moved_away_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    lost = tmp_path / STAGING / "old" / "build" / "site"
    lost.mkdir(parents=True)
    (lost / "index.html").write_text("good")
    (tmp_path / "build").mkdir()
    with open_staging(tmp_path):
        assert (tmp_path / "build" / "site" / "index.html").read_text() == "good"


def run(code: str, folder: Path) -> int:
    """The exit status of a program that has `out`, a staging in the folder."""
    imports = "import os\nfrom pathlib import Path\nfrom edition.project import staging as output, transaction\n"
    head = f"{imports}root = Path({str(folder)!r})\n"
    return subprocess.run([sys.executable, "-c", head + code], check=False).returncode


KILLED = """
transaction.exchange = lambda a, b: False  # a system without it: two renames
def rename(self, target):
    if (root / "build" / "site").exists():
        os.rename(self, target)
    else:
        os._exit(9)
Path.rename = rename
with output.open_staging(root) as out:
    out.write("build/site/index.html", b"new")
    out.publish()
"""


def test_a_build_killed_between_the_two_renames_loses_nothing(tmp_path: Path) -> None:
    with open_staging(tmp_path) as out:
        out.write("build/site/index.html", b"good")
        out.publish()
    assert run(KILLED, tmp_path) == 9
    assert not (tmp_path / "build" / "site").exists(), "it was not killed in between"
    with open_staging(tmp_path) as out:
        assert (tmp_path / "build" / "site" / "index.html").read_bytes() == b"good"
        out.write("build/site/index.html", b"newer")
        out.publish()
    assert (tmp_path / "build" / "site" / "index.html").read_bytes() == b"newer"
    assert not (tmp_path / STAGING).exists()


def test_two_renames_replace_as_one_exchange_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.project.transaction.exchange", lambda a, b: False)
    test_a_folder_is_replaced_as_a_whole(tmp_path)


def test_the_lock_of_a_killed_build_keeps_nobody_out(tmp_path: Path) -> None:
    assert run("with output.open_staging(root):\n    os._exit(9)\n", tmp_path) == 9
    assert (tmp_path / LOCK).exists()
    with open_staging(tmp_path) as out:
        out.write("tei/edition.xml", b"x")
        assert out.publish() == ("tei/edition.xml",)


def test_one_foreign_folder_keeps_everything_as_it_was(tmp_path: Path) -> None:
    with open_staging(tmp_path) as out:
        out.write("build/exports/a.csv", b"good")
        out.publish()
    (tmp_path / "build" / "site").mkdir()
    (tmp_path / "build" / "site" / "mine.txt").write_text("mine")
    with open_staging(tmp_path) as out:
        out.write("build/exports/a.csv", b"new")
        out.write("build/site/index.html", b"new")
        with pytest.raises(OutputError, match=r"build/site/mine\.txt: was not written by a build"):
            out.publish()
    assert (tmp_path / "build" / "exports" / "a.csv").read_bytes() == b"good"


def test_what_a_failed_build_keeps_stands_beside_the_last_good_output(tmp_path: Path) -> None:
    for text in (b"first", b"second"):
        with open_staging(tmp_path) as out:
            out.write("tei/edition.xml", text)
            assert out.keep("edition-failed") == tmp_path / "edition-failed"
    assert (tmp_path / "edition-failed" / "tei" / "edition.xml").read_bytes() == b"second"
    assert not (tmp_path / "tei").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["edition-failed"]


def test_a_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with open_staging(tmp_path) as out:
        out.write("build/site/index.html", b"x")
        with pytest.raises(OutputError, match="build/site: cannot be replaced"):
            out.publish()
    assert (tmp_path / "build").read_text() == "a file"


# -- what is not ours


@pytest.mark.parametrize(
    "path",
    ["tei/witnesses/own.xml", "tei/witnesses/mine/notes.txt", "build/site/notes.txt", "build/exports/a.csv~"],
)
def test_a_file_that_no_build_wrote_is_refused_by_name_and_stays(tmp_path: Path, path: str) -> None:
    publish(tmp_path, "old")
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_bytes(b"my own work")
    with pytest.raises(OutputError, match=f"^{path}: was not written by a build; move it") as refused:
        publish(tmp_path, "new", discard_edits=True)
    assert refused.value.status == 4
    assert (tmp_path / path).read_bytes() == b"my own work"
    assert b"old" in (tmp_path / "tei" / "edition.xml").read_bytes()


@pytest.mark.parametrize(
    "path", ["tei/edition.xml", "tei/witnesses/A.xml", "build/edition.pdf", "build/site/index.html"]
)
def test_a_file_made_by_hand_where_nothing_was_built_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"<TEI>my own</TEI>")
    with pytest.raises(OutputError, match=f"^{path}: was not written by a build"):
        publish(tmp_path, "new")
    assert (tmp_path / path).read_bytes() == b"<TEI>my own</TEI>"
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [tmp_path / path]


def test_a_copy_of_our_own_file_under_another_name_is_the_editors(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    copy = tmp_path / "tei" / "witnesses" / "A-before.xml"
    copy.write_bytes((tmp_path / "tei" / "witnesses" / "A.xml").read_bytes())
    with pytest.raises(OutputError, match="A-before"):
        publish(tmp_path, "new")
    assert copy.exists()


@pytest.mark.parametrize(
    "path", ["tei/edition.xml", "tei/witnesses/A.xml", "build/edition.pdf", "build/site/index.html"]
)
def test_an_edit_of_our_own_file_is_refused_until_it_is_given_up(tmp_path: Path, path: str) -> None:
    publish(tmp_path, "old")
    edited = (tmp_path / path).read_bytes().replace(b"old", b"old, mended by hand")
    (tmp_path / path).write_bytes(edited)
    with pytest.raises(InputError, match=f"^{path}: was edited by hand since the build wrote it; .*--discard-edits"):
        publish(tmp_path, "new")
    assert (tmp_path / path).read_bytes() == edited
    publish(tmp_path, "new", discard_edits=True)
    assert words_in(tmp_path) == {"new"}


def test_other_line_ends_are_no_edit(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    place = tmp_path / "tei" / "edition.xml"
    place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes().replace(b"\n", b"\r\n"))
    publish(tmp_path, "new")
    assert words_in(tmp_path) == {"new"}


def test_tei_is_known_in_a_fresh_clone_that_has_no_build(tmp_path: Path) -> None:
    for root in (tmp_path / "one", tmp_path / "clone"):
        root.mkdir()
    publish(tmp_path / "one", "old")
    (tmp_path / "one" / "tei").rename(tmp_path / "clone" / "tei")
    publish(tmp_path / "clone", "new")
    assert words_in(tmp_path / "clone") == {"new"}


def test_tei_of_an_earlier_version_is_replaced_and_a_copy_is_kept(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    for words, copies in (("new", 0), ("other", 1)):
        (tmp_path / "tei" / "edition.xml").write_bytes(TEI % words.encode())
        with open_staging(tmp_path) as out:
            out.write("tei/edition.xml", tei("tei/edition.xml", "new"))
            out.publish()
        assert [f.code for f in out.findings] == ["E511"] * copies
    assert (tmp_path / "edition-replaced" / "tei" / "edition.xml").read_bytes() == TEI % b"other"
    assert (tmp_path / "tei" / "edition.xml").read_bytes() == tei("tei/edition.xml", "new")


def test_a_folder_of_an_earlier_version_loses_nothing(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    (tmp_path / "build" / "site" / RECORD).write_text(
        "Written by `edition build`; replaced as a whole by the next one.\n"
    )
    (tmp_path / "build" / "site" / "mine.txt").write_text("mine")
    publish(tmp_path, "new")
    assert (tmp_path / "edition-replaced" / "build" / "site" / "mine.txt").read_text() == "mine"


def test_links_and_pipes_in_an_output_folder_are_not_followed_and_stay(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "kept.txt").write_text("kept")
    link = tmp_path / "build" / "site" / "far"
    link.symlink_to(tmp_path / "far")
    with pytest.raises(OutputError, match=r"^build/site/far: was not written"):
        publish(tmp_path, "new")
    link.unlink()
    (tmp_path / "build" / "site").rename(tmp_path / "elsewhere")
    (tmp_path / "build" / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match=r"^build/site: is a symbolic link"):
        publish(tmp_path, "new")
    assert (tmp_path / "elsewhere" / "index.html").read_text() == "old"


def test_what_a_file_manager_leaves_is_no_obstacle(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    (tmp_path / "build" / "site" / ".DS_Store").write_bytes(b"")
    publish(tmp_path, "new")
    assert words_in(tmp_path) == {"new"}


@pytest.mark.parametrize(("path", "what"), [("tei/edition.xml", "folder"), ("tei/witnesses", "file")])
def test_a_folder_for_a_file_and_a_file_for_a_folder_are_refused(tmp_path: Path, path: str, what: str) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / path).mkdir() if what == "folder" else (tmp_path / path).write_text("mine")
    with pytest.raises(OutputError, match=f"^{path}: is a {what}, and the build writes a"):
        publish(tmp_path, "new")
    assert (tmp_path / path).exists()


def test_what_a_failed_build_finds_in_its_way_stays(tmp_path: Path) -> None:
    (tmp_path / "edition-failed").mkdir()
    (tmp_path / "edition-failed" / "notes.txt").write_text("my notes")
    for _ in range(2):
        with open_staging(tmp_path) as out:
            out.write("tei/edition.xml", b"x")
            assert out.keep("edition-failed") == tmp_path / "edition-failed-2"
    assert (tmp_path / "edition-failed" / "notes.txt").read_text() == "my notes"


# -- all together, or not at all


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("exchanges", [True, False])
@pytest.mark.parametrize("fault", [errno.EIO, errno.EXDEV])
def test_an_error_at_any_output_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, exchanges: bool, fault: int
) -> None:
    publish(tmp_path, "old")
    left = [number]
    real = transaction.exchange, Path.rename

    def exchange(a: Path, b: Path) -> bool:
        left[0] -= 1
        return exchanges and left[0] != -1 and real[0](a, b)

    def rename(self: Path, target: Path) -> Path:
        if left[0] == -1 and target.is_relative_to(tmp_path / STAGING / "old"):
            left[0] = -100
            raise OSError(fault, "injected")
        return real[1](self, target)

    monkeypatch.setattr(transaction, "exchange", exchange)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError, match=r"cannot be replaced: ") as refused:
        publish(tmp_path, "new")
    assert "nothing was replaced, and what was there before is unchanged" in str(refused.value)
    assert words_in(tmp_path) == {"old"}
    assert not (tmp_path / STAGING).exists()
    monkeypatch.undo()
    publish(tmp_path, "newer")
    assert words_in(tmp_path) == {"newer"}


def test_an_error_at_a_first_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if target == tmp_path / "tei" / "witnesses":
            raise OSError(errno.EIO, "injected")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError, match="nothing was replaced"):
        publish(tmp_path, "new")
    assert words_in(tmp_path) == set()


#: A process that is killed before its n-th change of what a folder holds, for every n, with and without exchange.
KILLED_ANYWHERE = """
import json, os, sys
from pathlib import Path
from edition.project import ownership, staging as output, transaction

root, exchanges = Path(sys.argv[1]), sys.argv[2] == "True"
TEI = b'<TEI><appInfo><application ident="variorum"/></appInfo><p>%s</p></TEI>\\n'
real = transaction.exchange, Path.rename, Path.replace, Path.unlink
left = [10**6]

def counted(act):
    def step(*arguments, **more):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        return act(*arguments, **more)
    return step

transaction.exchange = counted(real[0] if exchanges else lambda a, b: False)
Path.rename, Path.replace, Path.unlink = map(counted, real[1:])

def publish(words):
    with output.open_staging(root) as out:
        for path in ("tei/witnesses/A.xml", "tei/edition.xml"):
            out.write(path, ownership.stamp(path, TEI % words.encode()))
        for path in ("build/site/index.html", "build/exports/a.csv", "build/edition.pdf"):
            out.write(path, words.encode())
        out.publish()

def seen():
    files = [p for top in ("tei", "build") for p in (root / top).rglob("*") if p.is_file()]
    texts = [p.read_text() for p in files if p.name != ".edition-output"]
    said = [word for text in texts for word in ("old", "new") if f">{word}<" in f">{text}<"]
    return f"{len(said)} {' '.join(sorted(set(said)))}"

told = []
for number in range(100):
    left[0] = 10**6
    publish("old")
    pid = os.fork()
    if pid == 0:
        left[0] = number
        publish("new")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    journal = (root / output.STAGING / transaction.JOURNAL).exists()
    before = seen()
    with output.open_staging(root):
        pass
    told.append((status, journal, before, seen(), sorted(p.name for p in root.iterdir())))
    if status == 0:
        break
print(json.dumps(told))
"""


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_build_killed_at_any_step_is_taken_back_or_complete(tmp_path: Path, exchanges: bool) -> None:
    command = [sys.executable, "-c", KILLED_ANYWHERE, str(tmp_path), str(exchanges)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert len(told) > 10
    assert told[-1][0] == 0
    mixed = [before for _, _, before, _, _ in told if before not in ("5 old", "5 new")]
    assert mixed, "no kill hit the time between two replacements"
    for status, journal, before, after, names in told:
        assert status in (0, 9)
        assert journal or before in ("5 old", "5 new"), "a mixed state that nobody would notice"
        assert after in ("5 old", "5 new")
        assert names == ["build", "tei"]


def test_an_unfinished_replacement_is_seen(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    assert not is_interrupted(tmp_path)
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / "journal.json").write_text("[]")
    assert is_interrupted(tmp_path)
    publish(tmp_path, "new")
    assert not is_interrupted(tmp_path)


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_staging_folder_that_is_none_is_refused(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    root = tmp_path / "e"
    root.mkdir()
    (root / STAGING).symlink_to(target) if kind == "link" else (root / STAGING).write_text("mine")
    with pytest.raises(OutputError, match="is not a folder that a build made"), open_staging(root):
        pass
    assert list(target.iterdir()) == []
    assert (root / STAGING).exists()


@pytest.mark.parametrize("kind", ["link", "file", "folder"])
def test_a_lock_that_is_none_is_refused_and_stays(tmp_path: Path, kind: str) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    lock = tmp_path / "e" / LOCK
    lock.parent.mkdir()
    {"link": lambda: lock.symlink_to(mine), "file": lambda: lock.write_text("my notes"), "folder": lock.mkdir}[kind]()
    with pytest.raises(OutputError, match=re.escape(LOCK)) as refused, open_staging(lock.parent):
        pass
    assert refused.value.status == 4
    assert mine.read_text() == "mine"
    assert lock.exists()


def test_a_full_disk_at_the_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("edition.project.staging.os.pwrite", full)
    with pytest.raises(OutputError, match=r"\.edition-lock: cannot be written: No space left"), open_staging(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("published", [True, False])
def test_an_interrupt_says_whether_the_new_output_was_published(tmp_path: Path, published: bool) -> None:
    publish(tmp_path, "old")
    with pytest.raises(KeyboardInterrupt) as ended:
        interrupted(tmp_path, published)
    assert isinstance(ended.value, PublishedInterrupt) is published
    assert b"new" in (tmp_path / "build" / "site" / "index.html").read_bytes() or not published


def interrupted(root: Path, published: bool) -> None:
    with open_staging(root) as out:
        out.write("build/site/index.html", b"new")
        if published:
            out.publish()
        raise KeyboardInterrupt


def test_an_interrupt_while_outputs_are_replaced_takes_them_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "old")
    real: list[Path] = []

    def sync(folder: Path) -> None:
        if folder == tmp_path / "tei" and not real:
            real.append(folder)
            raise KeyboardInterrupt

    monkeypatch.setattr("edition.project.transaction.sync_folder", sync)
    with pytest.raises(KeyboardInterrupt) as ended:
        publish(tmp_path, "new")
    assert not isinstance(ended.value, PublishedInterrupt)
    assert words_in(tmp_path) == {"old"}


def test_an_interrupt_before_the_end_of_replacing_takes_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "old")
    real = transaction.Transaction.commit
    calls: list[int] = []

    def end(self: transaction.Transaction) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise KeyboardInterrupt
        real(self)

    monkeypatch.setattr("edition.project.transaction.Transaction.commit", end)
    with pytest.raises(KeyboardInterrupt) as ended:
        publish(tmp_path, "new")
    assert not isinstance(ended.value, PublishedInterrupt)
    assert words_in(tmp_path) == {"old"}
