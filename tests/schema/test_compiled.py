"""edition.rng and edition.sch are what the ODD compiles to, and the ODD keeps to the subset that we compile."""

from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError, InternalError
from edition.validate.document import validate
from edition.validate.relaxng import load_validator
from edition.validate.schema import compile_rules, compile_schema
from edition.validate.schema_reader import Schema
from edition.validate.validator import Validator
from edition.xml.namespaces import NS, RNG, TEI

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
        assert definition.get("mode") == "delete" or (definition.findtext("tei:desc", "", NS)).strip(), definition.get(
            "ident"
        )


def example(spec: etree._Element) -> etree._Element:
    """The example of an element, as TEI."""
    (shown,) = spec.iterfind("tei:exemplum/{*}egXML", NS)
    assert shown.tag == f"{{{EXAMPLES}}}egXML"
    (inner,) = shown
    return etree.fromstring(etree.tostring(inner, encoding="unicode", with_tail=False).replace(EXAMPLES, TEI))


def faults_of_examples(whole: Validator) -> list[str]:
    told = []
    for spec in ODD.iterfind(".//tei:elementSpec", NS):
        root = example(spec)
        assert root.tag == f"{{{TEI}}}{spec.get('ident')}"
        (definition,) = whole.definitions((TEI, str(spec.get("ident"))))
        alone = Validator(Schema(whole.schema.patterns, definition))
        told += [f"{spec.get('ident')}: {fault.message}" for fault in alone.find_faults(root)]
    return told


def test_every_element_has_a_remark_and_an_example_that_is_valid() -> None:
    for spec in ODD.iterfind(".//tei:elementSpec", NS):
        assert "".join(map(str, spec.xpath("tei:remarks//text()", namespaces=NS))).strip(), spec.get("ident")
    assert faults_of_examples(load_validator(SCHEMA / "edition.rng")) == []


def test_the_examples_are_tei() -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    assert faults_of_examples(load_validator(TEI_ALL)) == []


def test_the_modules_include_exactly_the_elements() -> None:
    included = [n for m in ODD.iterfind(".//tei:moduleRef", NS) for n in (m.get("include") or "").split()]
    assert sorted(included) == sorted(str(e.get("ident")) for e in ODD.iterfind(".//tei:elementSpec", NS))


def test_what_the_compiler_does_not_know_stops_it() -> None:
    odd = (SCHEMA / "edition.odd").read_bytes()
    with pytest.raises(InputError, match="anyElement is taken from elsewhere"):
        compile_schema(odd.replace(b"<content><empty/></content>", b"<content><anyElement/></content>", 1))
    sch = (SCHEMA / "edition.sch").read_bytes()
    with pytest.raises(InternalError):
        compile_rules(sch.replace(b"<p>", b"<phase id='x'/><p>", 1))


ODD_HEAD = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p>
</publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text><body>"""
SMALL = """<schemaSpec ident="small" start="note app">
<classSpec ident="att.n" type="atts"><attList><attDef ident="n" usage="req"><desc>its number</desc>
<datatype><dataRef name="integer"/></datatype></attDef></attList></classSpec>
<elementSpec ident="note"><desc>A note.</desc><classes><memberOf key="att.n"/></classes>
<content><textNode/></content><constraintSpec ident="X1" scheme="schematron"><desc>Notes have words.</desc>
<constraint xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<sch:assert test="normalize-space(.)">a note has words</sch:assert></constraint></constraintSpec></elementSpec>
<elementSpec ident="app"><desc>A place.</desc>
<content><elementRef key="note" maxOccurs="unbounded"/></content></elementSpec>
</schemaSpec>"""


def small_odd(tmp_path: Path, spec: str) -> Path:
    path = tmp_path / "small.odd"
    path.write_text(f"{ODD_HEAD}{spec}</body></text></TEI>", encoding="utf-8")
    return path


def test_any_complete_odd_is_a_schema_with_its_rules(tmp_path: Path) -> None:
    small = small_odd(tmp_path, SMALL)
    assert validate(f'<note xmlns="{TEI}" n="1">x</note>'.encode(), "x.xml", small) == ()
    assert validate(f'<app xmlns="{TEI}"><note n="1">x</note></app>'.encode(), "x.xml", small) == ()
    (bad,) = validate(f'<app xmlns="{TEI}"><note n="x">x</note></app>'.encode(), "x.xml", small)
    assert (bad.code, "its number" in bad.message) == ("E417", True)
    (empty,) = validate(f'<app xmlns="{TEI}">\n<note n="1"/></app>'.encode(), "x.xml", small)
    assert (empty.code, empty.message, empty.position.line) == ("X1", "a note has words", 2)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<elementRef key="note"', '<classRef key="model.pLike"', "there is no classSpec model.pLike"),
        ('<elementRef key="note"', '<elementRef key="p"', "there is no elementSpec p"),
        ('<memberOf key="att.n"/>', '<memberOf key="att.global"/>', "there is no classSpec att.global"),
        ('<dataRef name="integer"/>', '<dataRef key="teidata.count"/>', "there is no dataSpec teidata.count"),
        ("<content><textNode/></content>", "", "the element note has no content"),
        ('start="note app"', 'start="TEI"', "a document begins with TEI, and there is no such element"),
        ("<classSpec", '<moduleRef key="core"/><classSpec', "the whole module core is taken from TEI"),
        ("<classSpec", '<specGrpRef target="x.xml#x"/><classSpec', "there is no such file: keep x.xml beside the ODD"),
        (SMALL, "<p/>", "one schemaSpec, this file has none"),
    ],
)
def test_an_odd_that_needs_what_is_not_there_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in SMALL
    path = small_odd(tmp_path, SMALL.replace(old, new))
    with pytest.raises(InputError) as raised:
        validate(b"<x/>", "x.xml", path)
    assert str(raised.value).startswith(f"{path}:")
    assert said in str(raised.value)


def test_an_attribute_that_tei_gives_to_an_element_itself_is_replaced_not_added() -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    whole = etree.parse(TEI_ALL)
    wrong, seen = [], 0
    for spec in ODD.iterfind(".//tei:elementSpec[@mode='change']", NS):
        element = whole.find(f".//{{{RNG}}}define[@name='{spec.get('ident')}']/{{{RNG}}}element")
        assert element is not None, spec.get("ident")
        own = {a.get("name") for a in element.iter(f"{{{RNG}}}attribute")}
        for definition in spec.iterfind(".//tei:attDef", NS):
            if definition.get("ident") in own and definition.get("ns") is None:
                seen += 1
                if definition.get("mode") not in ("change", "replace", "delete"):
                    wrong.append(f"{spec.get('ident')}/@{definition.get('ident')}")
    assert seen > 15
    assert wrong == []
