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


def in_a_text(date: str) -> list[str]:
    data = (EXAMPLES / "R133" / "valid.xml").read_text(encoding="utf-8")
    start, end = data.index("<date "), data.index("</date>") + len("</date>")
    return [f.code for f in validate((data[:start] + date + data[end:]).encode(), "a.xml")]


@pytest.mark.parametrize(
    "date",
    [
        '<date when="1940">21 August 1940</date>',
        '<date when="1940-08">in the August of that year</date>',
        '<date when="1940-08-21">the 21st of ’40</date>',
        '<date when="-0044-03">March 1944 years ago</date>',
        '<date when="1937">1936 or 1937</date>',
        '<date when="1923">the year 1341</date>',
        '<date when="0070">1970</date>',
        '<date from="1936" to="1938">1936–38</date>',
        '<date when="1940-08-21">12000 men on 21 August</date>',
    ],
)
def test_a_date_that_does_not_contradict_its_words(date: str) -> None:
    assert in_a_text(date) == []


@pytest.mark.parametrize(
    "date",
    [
        '<date when="1941">21 August 1940</date>',
        '<date when="1840-08-21">21 August <hi>1940</hi></date>',
        '<date when="1941">1940年</date>',
        '<date xml:id="m-a" resp="#variorum" cert="high" when="1941">1940</date>',
    ],
)
def test_a_date_that_contradicts_its_words(date: str) -> None:
    assert in_a_text(date) == ["R133"]


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ('<rdg wit="#E" type="spelling">sóon </rdg><rdg wit="#F" type="spelling">sooon </rdg>', []),
        ('<rdg wit="#E" type="punctuation">soon</rdg><rdg wit="#F" type="om"/>', []),
        ('<rdg wit="#E" type="substitution">late </rdg><rdg wit="#F" type="substitution">late </rdg>', ["R132"]),
        ('<rdg wit="#E" type="spelling">so<hi>on</hi> </rdg><rdg wit="#F" type="om"/>', ["R132"]),
        (
            '<rdgGrp type="spelling"><rdg wit="#E" type="spelling">soon </rdg></rdgGrp><rdg wit="#F" type="om"/>',
            ["R132"],
        ),
    ],
)
def test_readings_of_one_place_differ(readings: str, said: list[str]) -> None:
    data = (EXAMPLES / "R132" / "valid.xml").read_text(encoding="utf-8")
    start, end = data.index("<rdg "), data.rindex("</rdg>") + len("</rdg>")
    found = [f.code for f in validate((data[:start] + readings + data[end:]).encode(), "a.xml")]
    assert [code for code in found if code == "R132"] == said


@pytest.mark.parametrize("kind", ["listPerson", "listRelation"])
def test_what_is_said_twice_in_a_register(kind: str) -> None:
    data = (EXAMPLES / "R134" / "valid.xml").read_text(encoding="utf-8")
    relation = '<relation name="spouseOf" active="#pers-norton" passive="#pers-brown" source="#W"/>'
    two = {"listPerson": "", "listRelation": f"<listRelation>{relation}{relation}</listRelation>"}[kind]
    found = validate(data.replace("</listPerson>", f"</listPerson>{two}").encode(), "persons.xml")
    assert [f.code for f in found] == (["R134"] if two else [])
    assert [f.severity.value for f in found] == (["warning"] if two else [])
