"""Every rule has a valid example, which breaks nothing, and an invalid one, which breaks that rule alone."""

from pathlib import Path

from edition.names import SCH
from edition.parsing import parse
from edition.validate.document import validate
from edition.validate.schema import own_rules

EXAMPLES = Path(__file__).parents[2] / "schema" / "examples"


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    rules = {p.get("id", "") for p in parse(own_rules().read_bytes(), "edition.sch").iter(f"{{{SCH}}}pattern")}
    assert rules == {p.name for p in EXAMPLES.iterdir()}
    assert len(rules) >= 24


def test_the_valid_example_is_valid(rule: str) -> None:
    assert validate((EXAMPLES / rule / "valid.xml").read_bytes(), "valid.xml") == ()


def test_the_invalid_example_breaks_that_rule_alone(rule: str) -> None:
    findings = validate((EXAMPLES / rule / "invalid.xml").read_bytes(), "invalid.xml")
    assert {f.code for f in findings} == {rule}
    assert all(f.position.line > 1 and f.position.column > 0 for f in findings)


def test_the_place_of_a_broken_rule_is_its_element() -> None:
    data = (EXAMPLES / "R111" / "invalid.xml").read_bytes()
    [finding] = validate(data, "invalid.xml")
    line = data.decode().splitlines()[finding.position.line - 1]
    assert line[finding.position.column - 1 :].startswith("<date")


def test_a_rule_finds_every_fault_below_one_that_broke_it() -> None:
    data = (EXAMPLES / "R110" / "invalid.xml").read_bytes()
    twice = data.replace(b"</date>", b" (<foreign><date when='1937-02-30'>x</date></foreign>)</date>")
    assert [f.code for f in validate(twice, "x.xml")] == ["R110", "R110"]


def test_rules_are_linear_enough() -> None:
    data = (EXAMPLES / "R101" / "valid.xml").read_bytes()
    start, end = data.index(b"<app "), data.index(b"</app>") + len(b"</app>")
    apps = b"".join(data[start:end].replace(b"app-aaaaaaaa", f"app-{i}".encode()) for i in range(4000))
    assert validate(data[:start] + apps + data[end:], "long.xml") == ()


def test_a_folder_of_examples_holds_two_files() -> None:
    for folder in EXAMPLES.iterdir():
        assert sorted(p.name for p in folder.iterdir()) == ["invalid.xml", "valid.xml"]
