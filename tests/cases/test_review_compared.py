"""Two editors decide blind, their agreement is measured, and a third one reconciles."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.decided import FERRY, entries, of_decisions, write

from edition.build import build
from edition.errors import InputError
from edition.tasks.review.compare_editors import cohens_kappa, compare_editors, report_comparison
from edition.tasks.review.make_decision import Action
from edition.tasks.review.reconcile import Reconciliation
from edition.tasks.review.session import ReviewSession


def decide(folder: Path, by: str, *pressed: tuple[str, str, str]) -> None:
    """What an editor decides blind: key, beginning of the entry, value."""
    session = ReviewSession(folder, by, is_blind=True)
    for key, words, value in pressed:
        name = next(p.id for p in session.view.places.places if p.statement.startswith(words))
        more = {"cuts": (1,)} if key == "x" else {"value": value}
        session.decide(Action(key, name, **more))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, FERRY, "")
    decide(tmp_path, "AR", ("s", "grey]", ""), ("l", "passed]", "B"), ("a", "nine]", ""), ("x", "with men]", ""))
    decide(tmp_path, "BB", ("a", "grey]", ""), ("l", "passed]", "B"), ("a", "nine]", ""), ("n", "nine]", "so the log"))
    return tmp_path


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        ([[10, 0], [0, 10]], 1.0),
        ([[0, 10], [10, 0]], -1.0),
        ([[5, 5], [5, 5]], 0.0),
        ([[7, 0], [0, 0]], None),
        ([[0, 0], [0, 0]], None),
    ],
)
def test_kappa_is_that_of_tables_worked_by_hand(table: list[list[int]], kappa: float | None) -> None:
    names = ("yes", "no")
    pairs = [(names[r], names[c]) for r, row in enumerate(table) for c, count in enumerate(row) for _ in range(count)]
    found = cohens_kappa(pairs)
    assert found == kappa if kappa is None else round(found or 0, 4) == kappa


def test_agreements_and_disagreements_and_what_one_alone_decided(folder: Path) -> None:
    compared = compare_editors(ReviewSession(folder, "EF"), ("AR", "BB"))
    assert compared.files == ("decisions/blind/ar.toml", "decisions/blind/bb.toml")
    told = [(p.statement.partition("]")[0], p.one and p.one.says, p.other and p.other.says) for p in compared.places]
    assert told == [
        ("passed", "lemma from B", "lemma from B"),
        ("nine", "reviewed", "reviewed"),
        ("nine", None, "note text so the log"),
        ("with men", "split after with", None),
        ("grey", "class as substantive", "reviewed"),
    ]
    assert [p.agrees for p in compared.places] == [True, True, False, False, False]
    # by hand: 2 of 3 alike; «lemma from B» 1/3 by both, «reviewed» 1/3 and 2/3: expected 1/9 + 2/9
    assert compared.kappa == pytest.approx((2 / 3 - 3 / 9) / (1 - 3 / 9))
    lines = list(report_comparison(compared))
    assert lines[:2] == [
        "decisions/blind/ar.toml and decisions/blind/bb.toml: 3 places decided by both, 2 alike", "Cohen's kappa: 0.50"
    ]  # fmt: skip
    assert "  grey] gray B C: class as substantive / reviewed" in lines


def test_a_third_editor_takes_agreements_and_chooses_the_rest(folder: Path) -> None:
    third = Reconciliation(ReviewSession(folder, "EF"), ("AR", "BB"))
    third.choose_agreed()
    grey = next(n for n, p in enumerate(third.summary()["places"]) if p["statement"].startswith("grey"))
    third.choose(grey, "other")
    third.undo()
    third.choose(grey, "one")
    data = tomllib.loads((folder / "decisions" / "ef.toml").read_text("utf-8"))
    assert data["defaults"] == {"by": "EF"}
    assert data["lemma"][0]["why"] == "AR and BB agree"
    assert data["class"][0]["why"] == "so AR; BB: reviewed"
    assert "by" not in data["class"][0]
    built = build(folder, ["tei"])
    assert (built.failed, of_decisions(built)) == (False, [])
    assert entries(folder)[0] == "crossed ] passed A [substitution]"
    assert entries(folder)[-1] == "grey ] gray B C [substitution]"
    with pytest.raises(InputError, match="taken already"):
        third.choose(grey, "other")
    with pytest.raises(InputError, match="no agreement"):
        third.choose_agreed()
    again = Reconciliation(ReviewSession(folder, "EF"), ("AR", "BB"))
    assert [p["chosen"] for p in again.summary()["places"]] == ["one", "one", "", "", "one"]


@pytest.mark.parametrize("names", [("AR", "XX"), ("AR", "ar"), ("AR", "decisions/none.toml"), ("AR", "../x.toml")])
def test_two_editors_who_decided_are_named(folder: Path, names: tuple[str, str]) -> None:
    with pytest.raises(InputError):
        compare_editors(ReviewSession(folder, "EF"), names)


def test_stale_decisions_are_told_and_not_compared(folder: Path) -> None:
    with (folder / "decisions" / "blind" / "bb.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[class]]\nexact = "no such words"\nas = "accidental"\n')
    compared = compare_editors(ReviewSession(folder, "EF"), ("AR", "BB"))
    assert compared.stale == ("decisions/blind/bb.toml: [[class]] «no such words» stands at no one place",)


def test_the_command_prints_the_comparison_without_a_browser(folder: Path) -> None:
    command = [sys.executable, "-m", "edition", "review", str(folder), "--compare", "AR", "BB", "--no-browser"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Cohen's kappa: 0.50\n" in ran.stdout
    assert "Decided in decisions/blind/ar.toml alone: 1\n" in ran.stdout
    told = subprocess.run([*command[:3], "--json", *command[3:]], capture_output=True, text=True)
    assert json.loads(told.stdout)["comparison"]["kappa"] == 0.5
    refused = subprocess.run(command[:-1], capture_output=True, text=True)
    assert refused.returncode == 2
    assert "--as EF" in refused.stderr
    assert not (folder / "decisions" / "third.toml").exists()
