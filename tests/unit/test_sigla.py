"""Sigla: what `edition check` says when edition.toml, tei/ and the registers name other witnesses."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.model import Finding, Position, Severity
from edition.project.retired_ids import HEADER, find_dead_ends
from edition.tasks.check import Checked, check


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "e"
    write_starter(folder)
    assert not build(folder, ["tei"]).failed
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def broken(checked: Checked) -> list[str]:
    return [c.name for c in checked.checks if c.holds is False]


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(f.code, str(f.position)) for f in checked.findings]


def test_an_edition_whose_sigla_agree(edition: Path) -> None:
    checked = check(edition)
    assert checked.holds
    assert {c.name: c.holds for c in checked.checks}["sigla"] is True
    assert [(c.holds, c.result) for c in checked.checks if c.name == "links"] == [(None, "not built; nothing to check")]


def test_json_says_what_is_not_built(edition: Path) -> None:
    command = [sys.executable, "-m", "edition", "--json", "check", str(edition)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (0, "")
    checks = json.loads(ran.stdout)["checks"]
    assert [(c["holds"], c["result"]) for c in checks if c["name"] == "links"] == [
        (None, "not built; nothing to check")
    ]
    assert all(c["result"] == "holds" for c in checks if c["name"] != "links")
    (edition / "decisions.toml").write_text('[[mention]]\nexact = "no such words"\nreject = true\n', encoding="utf-8")
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 1, "a broken row fails with --json as it does without"


def test_a_witness_that_was_taken_out_is_stale_everywhere(edition: Path) -> None:
    text = (edition / "edition.toml").read_text(encoding="utf-8")
    (edition / "edition.toml").write_text(text[: text.rindex("[[witness]]")], encoding="utf-8")
    checked = check(edition)
    assert broken(checked) == ["I5", "sigla"]
    assert [(code, place.partition(":")[0]) for code, place in told(checked)] == [
        ("E434", "tei/edition.xml"),
        ("E434", "tei/witnesses/B.xml"),
        ("E434", "tei/registers/persons.xml"),
        ("E434", "tei/registers/places.xml"),
    ]
    assert all(f.message.startswith("siglum B is not in edition.toml; there is A") for f in checked.findings)
    assert "this file is stale; run `edition build`, which takes it away" in checked.findings[1].message


def test_a_witness_that_was_not_built_yet_is_told_once(edition: Path) -> None:
    shutil.copy(edition / "seeds/B.txt", edition / "seeds/C.txt")
    with (edition / "edition.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[witness]]\nsiglum = "Γ"\nseed = "seeds/C.txt"\n')
    lines = (edition / "edition.toml").read_text(encoding="utf-8").splitlines()
    checked = check(edition)
    assert broken(checked) == ["I0", "I1", "I2", "I5", "sigla"]
    assert told(checked) == [("E435", f"edition.toml:{len(lines) - 1}:1")]


def test_a_witness_file_that_is_gone(edition: Path) -> None:
    (edition / "tei/witnesses/B.xml").unlink()
    checked = check(edition)
    assert broken(checked) == ["I0", "I1", "I2", "I5", "sigla"]
    assert [code for code, _ in told(checked)] == ["E435"]


def test_a_second_file_of_a_witness_is_stale(edition: Path) -> None:
    shutil.copy(edition / "tei/witnesses/B.xml", edition / "tei/witnesses/B-old.xml")
    checked = check(edition)
    assert broken(checked) == ["I5", "sigla"]
    assert [(code, place.partition(":")[0]) for code, place in told(checked)] == [("E435", "tei/witnesses/B-old.xml")]
    assert "the file of witness B is tei/witnesses/B.xml: this one is stale" in checked.findings[0].message


def test_a_misspelt_siglum_is_told_with_the_nearest(edition: Path) -> None:
    change(edition / "edition.toml", 'siglum = "B"', 'siglum = "Brit"')
    for path in ("tei/registers/persons.xml", "tei/registers/places.xml"):
        change(edition / path, 'xml:id="B"', 'xml:id="Brit"')
    assert not build(edition, ["tei"]).failed
    assert check(edition).holds
    change(edition / "tei/registers/persons.xml", 'xml:id="Brit"', 'xml:id="Brti"')
    checked = check(edition)
    assert [str(f) for f in checked.findings] == [
        "tei/registers/persons.xml:14:11: error E434 siglum Brti is not in edition.toml; did you mean 'Brit'?"
    ]
    assert broken(checked) == ["sigla"]


def test_registers_name_a_witness_by_its_id(edition: Path) -> None:
    """α has the id `a`: a register that says `alpha` would be heard by nobody."""
    change(edition / "edition.toml", 'siglum = "B"', 'siglum = "β"')
    for path in ("tei/registers/persons.xml", "tei/registers/places.xml"):
        change(edition / path, '<witness xml:id="B"', '<witness xml:id="b" n="β"')
    build(edition, ["tei"])
    assert check(edition).holds
    change(edition / "tei/registers/persons.xml", 'xml:id="b"', 'xml:id="beta"')
    assert [f.message for f in check(edition).findings if f.code == "E434"] == ["the id of witness β is b, not beta"]


def test_a_source_is_a_witness_or_is_declared(edition: Path) -> None:
    persons = edition / "tei/registers/persons.xml"
    change(persons, "</listWit>", '</listWit>\n<listBibl><bibl xml:id="checked">a book</bibl></listBibl>')
    change(persons, '<persName type="main"', '<persName type="main" source="#A #checked"')
    assert check(edition).holds
    change(persons, 'source="#A #checked"', 'source="#A #pers-keller"')
    checked = check(edition)
    assert broken(checked) == ["sigla"]
    assert [f.message for f in checked.findings] == [
        "the source #pers-keller is a person: it must be a witness, a bibl or something in the header"
    ]
    change(persons, "#pers-keller", "#nothing")
    checked = check(edition)
    assert broken(checked) == ["I3, I4, I6, I7"], "rule R104 says so, nobody else"
    assert [f.code for f in checked.findings] == ["R104"]


# -- retired ids

IDS = {"edition.xml": {"p-1", "p-2"}, "witnesses/A.xml": {"m-1"}}


def faults(*rows: str, header: str = HEADER) -> list[tuple[str, int]]:
    found = list(find_dead_ends(header + "".join(f"{row}\n" for row in rows), IDS, "tei/ids.tsv"))
    assert all(f.position.path == "tei/ids.tsv" and f.severity is Severity.ERROR for f in found)
    return [(f.code, f.position.line) for f in found]


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ("edition.xml\tp-0\tp-1",),
        ("edition.xml\tp-0\t",),
        ("edition.xml\tp-a\tp-b", "edition.xml\tp-b\tp-2"),
        ("edition.xml\tp-a\tp-b", "edition.xml\tp-b\t"),
        ("edition.xml\tp-1\tp-nothing",),  # is there again
        ("witnesses/Z.xml\tm-1\t",),
    ],
)
def test_a_retired_id_leads_on_or_is_gone(rows: tuple[str, ...]) -> None:
    assert faults(*rows) == []


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        (("edition.xml\tp-0\tp-9",), "E422", 2),
        (("edition.xml\tp-0\tm-1",), "E422", 2),
        (("edition.xml\tp-a\tp-b", "edition.xml\tp-b\tp-c"), "E422", 3),
        (("edition.xml\tp-x\tp-a", "edition.xml\tp-a\tp-b", "edition.xml\tp-b\tp-a"), "E422", 3),
        (("edition.xml\tp-a\tp-a",), "E422", 2),
        (("witnesses/Z.xml\tm-1\tm-2", "witnesses/Z.xml\tm-3\tm-2"), "E421", 2),
        (("edition.xml\tp-0",), "E423", 2),
        (("edition.xml\tp-0\tp-1\tp-2",), "E423", 2),
        (("\tp-0\tp-1",), "E423", 2),
        (("edition.xml\tp-0\tp-1", ""), "E423", 3),
    ],
)
def test_a_retired_id_that_leads_nowhere(rows: tuple[str, ...], code: str, line: int) -> None:
    assert faults(*rows) == [(code, line)]


def test_a_table_without_its_first_line() -> None:
    assert faults("edition.xml\tp-0\tp-1", header="") == [("E423", 1)]
    assert faults(header="") == [("E423", 1)]


def test_the_check_reads_the_table(edition: Path) -> None:
    (edition / "tei/ids.tsv").write_text(f"{HEADER}edition.xml\tp-0\tp-9\n", encoding="utf-8")
    checked = check(edition)
    assert broken(checked) == ["I3, I4, I6, I7"]
    said = "p-0 leads to p-9, which edition.xml does not have"
    assert checked.findings == (Finding("E422", Severity.ERROR, said, Position("tei/ids.tsv", 2, 1)),)
