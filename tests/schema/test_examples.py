"""Each rule has one valid and one invalid example; what is compiled is current; places are exact."""

from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError
from edition.validate.document import validate
from edition.validate.schema import compile_schema

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "schema" / "examples"


def test_the_valid_example_is_valid(rule: str) -> None:
    path = EXAMPLES / rule / "valid.xml"
    assert validate(path.read_bytes(), str(path)) == ()


def test_the_invalid_example_breaks_this_rule_and_no_other(rule: str) -> None:
    path = EXAMPLES / rule / "invalid.xml"
    assert {finding.code for finding in validate(path.read_bytes(), str(path))} == {rule}


def test_every_rule_of_the_schema_has_examples() -> None:
    rules = etree.parse(ROOT / "schema" / "edition.sch").xpath("//*[local-name() = 'pattern']/@id")
    assert set(rules) == {p.name for p in EXAMPLES.iterdir()}


def test_what_is_committed_is_what_the_odd_compiles_to() -> None:
    rng, sch = compile_schema((ROOT / "schema" / "edition.odd").read_bytes())
    assert rng == (ROOT / "schema" / "edition.rng").read_bytes(), "run `edition schema schema` and commit"
    assert sch == (ROOT / "schema" / "edition.sch").read_bytes(), "run `edition schema schema` and commit"


def test_a_wrong_element_is_named_with_its_place_and_the_nearest_right_one() -> None:
    data = (
        (EXAMPLES / "R101" / "valid.xml")
        .read_bytes()
        .replace(b"<lem ", b"<lemma ", 1)
        .replace(b"</lem>", b"</lemma>", 1)
    )
    at = data.index(b"<lemma ")
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    found = next(f for f in validate(data, "x.xml") if f.code == "E411")
    assert (found.position.line, found.position.column) == (line, column)
    assert found.message == "the schema has no element lemma; did you mean lem?"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&x;</TEI>',
        b'<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd"><TEI/>',
        b'<TEI xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></TEI>',
        b"<TEI>",
        b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><l>&b;</l>',
    ],
)
def test_what_asks_for_more_than_itself_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        validate(data, "x.xml")
    assert "x.xml" in str(refused.value)
    assert "root:" not in str(refused.value)


def test_a_file_that_is_not_ours_needs_a_schema() -> None:
    with pytest.raises(InputError, match="--schema"):
        validate(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "x.xml")
