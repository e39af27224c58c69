"""edition.rng and edition.sch are what the ODD compiles to, and the ODD keeps to the subset that we compile."""

from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InternalError
from edition.names import NS, RNG, TEI
from edition.validate.judge import Judge
from edition.validate.relaxng import judge_of
from edition.validate.rng import Schema
from edition.validate.schema import compile_rules, compile_schema

from .conftest import TEI_ALL

EXAMPLES = "http://www.tei-c.org/ns/Examples"
SCHEMA = Path(__file__).parents[2] / "schema"
ODD = etree.parse(SCHEMA / "edition.odd")
REL = etree.parse(SCHEMA / "edition.rng")


def test_the_compiled_files_are_current() -> None:
    rng, sch = compile_schema((SCHEMA / "edition.odd").read_bytes())
    assert rng == (SCHEMA / "edition.rng").read_bytes()
    assert sch == (SCHEMA / "edition.sch").read_bytes()


@pytest.mark.parametrize("name", ["interleave", "mixed", "notAllowed", "anyName", "externalRef"])
def test_nothing_that_libxml2_judges_wrongly(name: str) -> None:
    assert REL.find(f".//{{{RNG}}}{name}") is None


def test_no_data_as_content() -> None:
    for data in REL.iter(f"{{{RNG}}}data", f"{{{RNG}}}value"):
        assert next(data.iterancestors(f"{{{RNG}}}attribute", f"{{{RNG}}}element")).tag == f"{{{RNG}}}attribute"


def test_what_is_referred_to_is_defined_and_what_is_defined_is_used() -> None:
    defined = {d.get("name") for d in REL.iter(f"{{{RNG}}}define")}
    used = {r.get("name") for r in REL.iter(f"{{{RNG}}}ref")}
    assert defined == used


def test_every_element_and_attribute_is_described() -> None:
    for spec in ODD.iterfind(".//tei:elementSpec", NS):
        assert (spec.findtext("tei:desc", "", NS)).strip(), spec.get("ident")
        assert spec.find("tei:classes[@mode='replace']", NS) is not None, spec.get("ident")
        assert spec.find("tei:content", NS) is not None, spec.get("ident")
    for definition in ODD.iterfind(".//tei:attDef", NS):
        assert (definition.findtext("tei:desc", "", NS)).strip(), definition.get("ident")


def example(spec: etree._Element) -> etree._Element:
    """The example of an element, as TEI."""
    (shown,) = spec.iterfind("tei:exemplum/{*}egXML", NS)
    assert shown.tag == f"{{{EXAMPLES}}}egXML"
    (inner,) = shown
    return etree.fromstring(etree.tostring(inner, encoding="unicode", with_tail=False).replace(EXAMPLES, TEI))


def faults_of_examples(whole: Judge) -> list[str]:
    told = []
    for spec in ODD.iterfind(".//tei:elementSpec", NS):
        root = example(spec)
        assert root.tag == f"{{{TEI}}}{spec.get('ident')}"
        (definition,) = whole.definitions((TEI, str(spec.get("ident"))))
        alone = Judge(Schema(whole.schema.patterns, definition))
        told += [f"{spec.get('ident')}: {fault.words}" for fault in alone.faults(root)]
    return told


def test_every_element_has_a_remark_and_an_example_that_is_valid() -> None:
    for spec in ODD.iterfind(".//tei:elementSpec", NS):
        assert "".join(map(str, spec.xpath("tei:remarks//text()", namespaces=NS))).strip(), spec.get("ident")
    assert faults_of_examples(judge_of(SCHEMA / "edition.rng")) == []


def test_the_examples_are_tei() -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    assert faults_of_examples(judge_of(TEI_ALL)) == []


def test_the_modules_include_exactly_the_elements() -> None:
    included = [n for m in ODD.iterfind(".//tei:moduleRef", NS) for n in (m.get("include") or "").split()]
    assert sorted(included) == sorted(str(e.get("ident")) for e in ODD.iterfind(".//tei:elementSpec", NS))


def test_what_the_compiler_does_not_know_stops_it() -> None:
    odd = (SCHEMA / "edition.odd").read_bytes()
    with pytest.raises(InternalError):
        compile_schema(odd.replace(b"<content><empty/></content>", b"<content><anyElement/></content>", 1))
    sch = (SCHEMA / "edition.sch").read_bytes()
    with pytest.raises(InternalError):
        compile_rules(sch.replace(b"<p>", b"<phase id='x'/><p>", 1))
