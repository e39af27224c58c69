"""Every rule has a valid example, which breaks nothing, and an invalid one, which breaks that rule alone."""

from pathlib import Path

import pytest

from edition.validate.document import validate
from edition.validate.schema import own_rules
from edition.xml.namespaces import SCH
from edition.xml.parse import parse

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


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("R114", "../registers/persons.xml#pers-stalin", "../registers/places.xml#pers-stalin"),
        ("R114", "../registers/persons.xml#pers-stalin", "apersons.xml#pers-stalin"),
        ("R114", "../registers/persons.xml#pers-stalin", "http://example.org/#pers-stalin"),
        ("R127", "0014-08", "-0045"),
        ("R127", "0014-08", "-0044-03-14"),
        ("R128", "-47.5460 179.5", "90.5 10"),
        ("R128", "-47.5460 179.5", "north 10"),
        ("R128", "-47.5460 179.5", "47.5"),
        ("R128", "-47.5460 179.5", "1 2 3"),
    ],
)
def test_other_ways_to_break_a_rule(code: str, right: str, wrong: str) -> None:
    text = (EXAMPLES / code / "valid.xml").read_text("utf-8").replace('"-0030"', f'"{right}"')
    assert right in text
    assert {f.code for f in validate(text.replace(right, wrong).encode(), "x.xml")} == {code}


@pytest.mark.parametrize("right", ["persons.xml#pers-a", "#pers-a", "a/b/persons.xml#pers-a"])
def test_other_ways_to_keep_a_rule(right: str) -> None:
    text = (EXAMPLES / "R114" / "valid.xml").read_text("utf-8").replace("../registers/persons.xml#pers-stalin", right)
    assert {f.code for f in validate(text.encode(), "x.xml")} <= {"R104"}


@pytest.mark.parametrize(
    ("span", "is_wrong"),
    [
        ('notBefore="-0044" notAfter="-0030"', False),
        ('notBefore="-0030" notAfter="-0044"', True),
        ('notBefore="-0044-05-01" notAfter="-0044-03-15"', True),
        ('notBefore="-0044-03-15" notAfter="-0044-05"', False),
        ('notBefore="-0001" notAfter="0014"', False),
        ('notBefore="0014" notAfter="-0001"', True),
        ('notBefore="1936-08" notAfter="1936"', False),
    ],
)
def test_spans_before_christ_count_backwards(span: str, is_wrong: bool) -> None:
    text = (EXAMPLES / "R127" / "valid.xml").read_text("utf-8").replace('notBefore="-0030" notAfter="0014-08"', span)
    assert ("R111" in {f.code for f in validate(text.encode(), "x.xml")}) == is_wrong


def test_a_local_pointer_of_a_relation_meets_something() -> None:
    text = (EXAMPLES / "R122" / "valid.xml").read_text("utf-8")
    relation = '<listRelation><relation name="part" active="#pers-norton" passive="#pers-nobody"/></listRelation>'
    told = validate(text.replace("</standOff>", f"{relation}</standOff>").encode(), "x.xml")
    assert ["R104" in f.code and "#pers-nobody" in f.message for f in told if f.code == "R104"] == [True]
