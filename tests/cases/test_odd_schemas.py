"""Schemas and values that are odd in themselves: each is judged or refused, and none ends the run."""

from pathlib import Path

import pytest

from edition.tasks.validate_files import validate_files

GRAMMAR = (
    '<element name="r" xmlns="http://relaxng.org/ns/structure/1.0" '
    'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">{}</element>'
)
ISO, OLDER = "http://purl.oclc.org/dsdl/schematron", "http://www.ascc.net/xml/schematron"
FIGURES = "9" * 6000
TOO_LONG = "x" * 300 + ".rng"
RULE = '<rule context="r"><assert test="@n">no n</assert></rule>'


def told(folder: Path, grammar: str, document: str) -> list[str]:
    """Code and sentence of each finding."""
    (folder / "s.rng").write_text(GRAMMAR.format(grammar), "utf-8")
    (folder / "x.xml").write_text(document, "utf-8")
    found = validate_files([folder / "x.xml"], schema=folder / "s.rng").findings
    return [f"{f.code} {f.message}" for f in found]


def told_by_rules(folder: Path, rules: str, namespace: str = ISO, attributes: str = "") -> list[str]:
    (folder / "s.sch").write_text(f'<schema xmlns="{namespace}" {attributes}>{rules}</schema>', "utf-8")
    (folder / "x.xml").write_text('<?xml-model href="s.sch"?><r/>', "utf-8")
    return [f"{f.code} {f.message}" for f in validate_files([folder / "x.xml"]).findings]


@pytest.mark.parametrize(
    ("datatype", "value", "is_valid"),
    [
        ("integer", FIGURES, True),
        ("decimal", FIGURES, True),
        ("int", FIGURES, False),
        ("gYear", FIGURES, False),
        ("date", f"{FIGURES}-01-01", False),
        ("dateTime", f"{FIGURES}-01-01T00:00:00", False),
        ("duration", f"P{FIGURES}Y", False),
    ],
)
def test_a_number_of_thousands_of_figures_is_judged(tmp_path: Path, datatype: str, value: str, is_valid: bool) -> None:
    found = told(tmp_path, f'<data type="{datatype}"/>', f"<r>{value}</r>")
    assert [f[:4] for f in found] == ([] if is_valid else ["E417"])


@pytest.mark.parametrize(
    "grammar",
    [
        f'<data type="gYear"><param name="minInclusive">{FIGURES}</param></data>',
        f'<data type="string"><param name="length">{FIGURES}</param></data>',
        '<externalRef href="http://[x"/>',
        f'<externalRef href="{TOO_LONG}"/>',
        '<externalRef href="a.rng#b"/>',
    ],
)
def test_a_schema_with_such_a_limit_or_address_is_refused(tmp_path: Path, grammar: str) -> None:
    assert [f[:4] for f in told(tmp_path, grammar, "<r/>")] == ["E441"]


@pytest.mark.parametrize("href", ["a%20b.rng", "a b.rng"])
def test_a_part_of_a_schema_is_found_with_its_blanks(tmp_path: Path, href: str) -> None:
    (tmp_path / "a b.rng").write_text(GRAMMAR.format("<empty/>"), "utf-8")
    assert told(tmp_path, f'<externalRef href="{href}"/>', "<r><r/></r>") == []


@pytest.mark.parametrize(("href", "why"), [("http://[bad.rng", "no address"), (TOO_LONG, "no such file")])
def test_an_xml_model_that_names_no_file_is_told(tmp_path: Path, href: str, why: str) -> None:
    (tmp_path / "x.xml").write_text(f'<?xml-model href="{href}"?><r/>', "utf-8")
    (found,) = validate_files([tmp_path / "x.xml"]).findings
    assert found.code == "E400"
    assert why in found.message


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ('uri="u"', "a prefix that is a name"),
        ('prefix="a b" uri="u"', "a prefix that is a name"),
        ('prefix="a"', "a uri, not «»"),
        ('prefix="xml" uri="u"', "XML's own"),
        ('prefix="xmlns" uri="u"', "XML's own"),
        ('prefix="x" uri="http://www.w3.org/XML/1998/namespace"', "XML's own"),
        ('prefix="tei" uri="u"/><ns prefix="tei" uri="v"', "stands for u and for v"),
    ],
)
def test_a_namespace_that_is_none_is_refused(tmp_path: Path, declared: str, said: str) -> None:
    first, *_ = told_by_rules(tmp_path, f"<ns {declared}/><pattern>{RULE}</pattern>")
    assert first.startswith("E442")
    assert said in first


@pytest.mark.parametrize("namespace", [ISO, OLDER])
def test_abstract_rules_and_phases_are_those_of_either_schematron(tmp_path: Path, namespace: str) -> None:
    abstract = '<rule abstract="true" id="q"><assert test="@n">no n</assert></rule>'
    extending = f'<pattern>{abstract}<rule context="r"><extends rule="q"/></rule></pattern>'
    assert told_by_rules(tmp_path, extending, namespace) == ["E444 no n"]
    two = f'<pattern id="one">{RULE}</pattern><pattern id="two">{RULE.replace("@n", "@m")}</pattern>'
    phase = f'<phase id="p"><active pattern="one"/></phase>{two}'
    assert told_by_rules(tmp_path, phase, namespace, 'defaultPhase="p"') == ["one no n"]


def test_an_id_is_called_as_its_attribute_is(tmp_path: Path) -> None:
    grammar = '<oneOrMore><element name="b"><attribute name="id"><data type="ID"/></attribute></element></oneOrMore>'
    (found,) = told(tmp_path, grammar, '<r><b id="x"/><b id="x"/></r>')
    assert found.startswith("E418 the id «x» is taken")
