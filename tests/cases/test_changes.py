"""`edition changes`: what differs between two states of an edition, and why."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.decided import FERRY, write

from edition.build import build
from edition.commands.provenance import changes_in_words
from edition.errors import InputError
from edition.tasks.changes import find_changes
from edition.tasks.compare_editions import Changes

HEADED = {s: f"== The ferry ==\n\n{text}" for s, text in FERRY.items()}


def built(folder: Path, texts: Mapping[str, str], decisions: str = "", head: str = 'editors = ["Ann Rae"]') -> Path:
    write(folder, texts, decisions, head)
    assert not build(folder, ["tei"]).failed
    return folder


def changed(folder: Path, texts: Mapping[str, str], decisions: str) -> Changes:
    """The changes when decisions are added to an edition that has none."""
    old = built(folder / "old", texts)
    return find_changes(built(folder / "new", texts, decisions), str(old))


def states(found: Changes) -> list[tuple[str, str]]:
    return [(one.state, one.entry) for one in found.entries]


def test_nothing_changed(tmp_path: Path) -> None:
    found = changed(tmp_path, FERRY, "")
    assert not found
    assert list(changes_in_words(found, "HEAD")) == ["Nothing changed since HEAD."]


def test_a_lemma_changes_the_text_and_one_entry(tmp_path: Path) -> None:
    lemma = '[[lemma]]\nexact = "passed"\nfrom = "B"\nby = "AR"\nwhy = "older"\n'
    found = changed(tmp_path, HEADED, lemma)
    (text,) = found.text
    assert (text.old, text.new, text.section) == ("passed", "crossed", "The ferry")
    assert str(text) == "The ferry [passed → crossed] the northern harbour after"
    (entry,) = found.entries
    assert entry.state == "changed"
    assert entry.what[0] == "lemma: passed A → crossed B C"
    assert entry.why == "decided: decisions.toml:1 (AR): older"


def test_a_class_changes_one_entry_and_no_text(tmp_path: Path) -> None:
    found = changed(tmp_path, FERRY, '[[class]]\nexact = "grey"\nof = "B"\nas = "substantive"\n')
    assert found.text == ()
    (entry,) = found.entries
    assert entry.what == ("class of B: spelling → substitution", "class of C: spelling → substitution",
                          "accidental → substantive")  # fmt: skip


def test_a_note_changes_one_entry(tmp_path: Path) -> None:
    (entry,) = changed(tmp_path, FERRY, '[[note]]\nexact = "grey"\ntext = "two dyes"\n').entries
    assert entry.what == ("note: two dyes",)
    assert entry.why == "decided: decisions.toml:1"


def test_a_join_makes_one_entry_of_two_that_are_gone(tmp_path: Path) -> None:
    found = changed(tmp_path, FERRY, '[[join]]\nexact = "passed the northern harbour after nine"\n')
    assert [state for state, _ in states(found)] == ["gone", "gone", "new"]
    *gone, new = found.entries
    assert set(new.others) == {one.id for one in gone}
    assert all(one.others == (new.id,) for one in gone)
    assert {one.why for one in found.entries} == {"decided: decisions.toml:1"}


def test_a_split_makes_two_entries_of_one(tmp_path: Path) -> None:
    texts = {"A": "At nine, slow men came.", "B": "At ten, quick hands came."}
    found = changed(tmp_path, texts, '[[split]]\nexact = "slow men"\nafter = "slow"\n')
    gone = [one for one in found.entries if one.state == "gone"]
    assert len(gone) == 1
    assert len(gone[0].others) == 2


def test_a_decision_that_was_taken_out_is_told(tmp_path: Path) -> None:
    old = built(tmp_path / "old", FERRY, '[[class]]\nexact = "grey"\nas = "substantive"\nby = "AR"\n')
    (entry,) = find_changes(built(tmp_path / "new", FERRY), str(old)).entries
    assert entry.why == "a decision by AR was taken out or changed"


def test_a_witness_that_changed_is_named(tmp_path: Path) -> None:
    old = built(tmp_path / "old", FERRY)
    texts = FERRY | {"B": FERRY["B"].replace("crossed", "reached")}
    found = find_changes(built(tmp_path / "new", texts), str(old))
    assert found.text == ()
    (entry,) = found.entries
    assert entry.what == ("B: crossed → reached",)
    assert entry.why == "the text of B changed"


def test_an_entry_in_another_section_has_moved(tmp_path: Path) -> None:
    old = built(tmp_path / "old", HEADED)
    texts = {s: text.replace("The ferry ==", "The boat ==") for s, text in HEADED.items()}
    found = find_changes(built(tmp_path / "new", texts), str(old))
    assert [str(one) for one in found.text] == ["The [ferry → boat]"]
    assert all("moved: The ferry → The boat" in one.what for one in found.entries if one.state == "changed")


def git(folder: Path, *arguments: str) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, env=env)


def said(folder: Path, *arguments: str) -> tuple[int, str, str]:
    ran = subprocess.run([sys.executable, "-m", "edition", *arguments], cwd=folder, capture_output=True, text=True)
    return ran.returncode, ran.stdout, ran.stderr


def test_the_command_compares_with_a_revision(tmp_path: Path) -> None:
    folder = built(tmp_path / "e", HEADED)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    built(folder, HEADED, '[[lemma]]\nexact = "passed"\nfrom = "B"\n')
    status, told, _ = said(folder, "changes")
    assert status == 0
    assert told.splitlines()[:4] == [
        "The text of the edition changed at 1 place:",
        "  The ferry",
        "    The ferry [passed → crossed] the northern harbour after",
        "Entries of the apparatus: 1 changed.",
    ]
    assert said(folder, "changes", "--quiet") == (1, "", "")
    assert len(json.loads(said(folder, "changes", "HEAD", "--json")[1])["entries"]) == 1
    with pytest.raises(InputError, match="knows no such revision"):
        find_changes(folder, "no-such-thing")
    git(folder, "commit", "-qam", "second")
    assert not find_changes(folder)
    assert find_changes(folder, "HEAD~1")


@pytest.mark.parametrize("form", ["folder", "release", "zip", "file"])
def test_an_older_state_is_a_folder_a_release_or_a_file(tmp_path: Path, form: str) -> None:
    old = built(tmp_path / "old", FERRY)
    new = built(tmp_path / "new", FERRY, '[[note]]\nexact = "grey"\ntext = "two dyes"\n')
    if form == "release":
        (tmp_path / "release" / "data").mkdir(parents=True)
        shutil.copytree(old / "tei", tmp_path / "release" / "data" / "tei")
        old = tmp_path / "release"
    elif form == "zip":
        with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
            archive.write(old / "tei" / "edition.xml", "mytext-1.0/data/tei/edition.xml")
        old = tmp_path / "old.zip"
    elif form == "file":
        old = old / "tei" / "edition.xml"
    assert [one.state for one in find_changes(new, str(old)).entries] == ["changed"]


def test_what_is_no_older_state_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path / "e", FERRY)
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 broken")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "x")
    for old, why in (("--upload-pack=x", "no git revision"), ("\n", "no git revision"),
                     (str(tmp_path / "empty"), "holds no tei/edition.xml"),
                     (str(tmp_path / "other.zip"), "holds no tei/edition.xml")):  # fmt: skip
        with pytest.raises(InputError, match=why):
            find_changes(folder, old)
    with pytest.raises(InputError):
        find_changes(folder, str(tmp_path / "bad.zip"))
    with pytest.raises(InputError, match="is not under git; name the folder"):
        find_changes(folder)
    shutil.rmtree(folder / "tei")
    with pytest.raises(InputError, match="nothing was built yet"):
        find_changes(folder, str(tmp_path / "empty"))
