"""Validating several files at once, and findings as SARIF."""

import re
from pathlib import Path

import pytest

from edition.commands.sarif import sarif
from edition.model import Finding, Position, Severity
from edition.tasks.validate_files import validate_files
from edition.validate.schema import rule_sentences

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "schema" / "examples"


def test_each_file_is_judged_whatever_is_wrong_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<TEI>\n<a></TEI>", encoding="utf-8")
    (tmp_path / "stranger.xml").write_text("<TEI/>", encoding="utf-8")
    (tmp_path / "bomb.xml").write_text('<!DOCTYPE a [<!ENTITY b "&b;">]>\n<a>&b;</a>', encoding="utf-8")
    names = ["broken.xml", "none.xml", "stranger.xml", "bomb.xml"]
    validated = validate_files([*(tmp_path / name for name in names), EXAMPLES / "R101" / "invalid.xml"])
    assert validated.refused == 4
    assert [(f.code, Path(f.position.path).name, f.position.line) for f in validated.findings] == [
        ("E400", "broken.xml", 2),
        ("E400", "none.xml", 0),
        ("E400", "stranger.xml", 0),
        ("E400", "bomb.xml", 2),
        ("R101", "invalid.xml", 21),
    ]
    assert all(not f.message.startswith(str(tmp_path)) for f in validated.findings)


def test_a_schema_that_is_none_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "s.rng").write_text("<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>", encoding="utf-8")
    validated = validate_files([EXAMPLES / "R101" / "valid.xml"] * 2, tmp_path / "s.rng")
    (found,) = validated.findings
    assert (found.code, found.position) == ("E441", Position(str(tmp_path / "s.rng"), 1, 1))
    assert found.message == "is not a RELAX NG schema: the grammar has no start"
    assert validated.refused == 2


@pytest.mark.parametrize("path", sorted((ROOT / "tei" / "witnesses").glob("*.xml")), ids=lambda p: p.stem)
def test_a_changed_word_of_a_witness_is_found_in_its_file_alone(tmp_path: Path, path: Path) -> None:
    assert validate_files([path]).findings == ()
    text = path.read_text(encoding="utf-8")
    word = re.compile(">[^<]*?(trial)").search(text, text.index("<text"))
    assert word is not None
    at = word.start(1)
    changed = tmp_path / path.name
    changed.write_text(f"{text[:at]}Trial{text[at + 5 :]}", encoding="utf-8")
    (found,) = (f for f in validate_files([changed]).findings if f.severity is Severity.ERROR)
    assert (found.code, found.position.line) == ("I1", text.count("\n", 0, text.index("<text")) + 1)


def test_sarif_says_what_was_found_and_where() -> None:
    findings = (
        Finding("R101", Severity.ERROR, "one", Position("a folder/ä.xml", 3, 5)),
        Finding("E400", Severity.WARNING, "two", Position("/x/b.xml")),
        Finding("R101", Severity.ADVICE, "three", Position("c.xml", 7)),
    )
    log = sarif(findings, rule_sentences())
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]  # type: ignore[misc, call-overload]
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == ["E400", "R101"]
    assert run["tool"]["driver"]["rules"][1]["shortDescription"]["text"].startswith("Every witness of the list")
    results = run["results"]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in results] == [
        ("R101", 1, "error"), ("E400", 0, "warning"), ("R101", 1, "note"),
    ]  # fmt: skip
    places = [r["locations"][0]["physicalLocation"] for r in results]
    assert places[0] == {
        "artifactLocation": {"uri": "a%20folder/%C3%A4.xml"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert places[1] == {"artifactLocation": {"uri": "file:///x/b.xml"}}
    assert places[2]["region"] == {"startLine": 7}
