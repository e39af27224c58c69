"""ODDs that take from a source of specifications, by every means of the language; the source is a small one of ours."""

import shutil
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError
from edition.model.finding import Finding
from edition.validate.document import check_schema, validate_document
from edition.validate.odd_outputs import MARK, compile_outputs
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.relaxng import find_faults
from edition.xml.namespaces import TEI, tei
from edition.xml.parse import parse_document

CASES = Path(__file__).parents[1] / "cases" / "odds"
SOURCE = CASES / "small-tei.xml"
MODULES = '<moduleRef key="base"/><moduleRef key="prose"/><moduleRef key="names"/>'
NAMES = '<book><para>at <place kind="town">Ulm</place> with <person>Jo</person></para></book>'


def odd(specs: str, attributes: str = 'source="small-tei.xml"', around: str = "") -> str:
    schema = f'<schemaSpec ident="mine" start="book" {attributes}>{specs}</schemaSpec>'
    return f'<TEI xmlns="{TEI}"><teiHeader/><text><body>{around}{schema}</body></text></TEI>'


def told(schema: Path, document: str | bytes, options: Options = NO_OPTIONS) -> Sequence[Finding]:
    """The findings of a document; written as words, its elements are in the namespace of TEI."""
    data = document if isinstance(document, bytes) else document.replace(">", f' xmlns="{TEI}">', 1).encode()
    return validate_document(parse_document(data, "x.xml"), check_schema(schema, options), options=options)


def is_valid(schema: Path, document: bytes, has_rules: bool) -> bool:
    """Whether a document is valid; rules are run only where a case is about rules, because they take time."""
    if has_rules:
        return not told(schema, document)
    return not find_faults(parse_document(document, "x.xml"), schema)


def judged(folder: Path, schema: str, document: str | bytes, options: Options = NO_OPTIONS) -> Sequence[Finding]:
    shutil.copy(SOURCE, folder)
    (folder / "mine.odd").write_text(schema, "utf-8")
    return told(folder / "mine.odd", document, options)


def refused(folder: Path, schema: str, options: Options = NO_OPTIONS) -> str:
    with pytest.raises(InputError) as raised:
        judged(folder, schema, NAMES, options)
    return str(raised.value).removeprefix(f"{folder}/")


def customisation(case: etree._Element) -> bytes:
    """The ODD of a case."""
    root = etree.fromstring(odd("" if case.find("{*}specs/{*}moduleRef") is not None else MODULES))
    specs, schema = case.find("{*}specs"), root.find(f".//{tei('schemaSpec')}")
    assert specs is not None
    assert schema is not None
    schema.attrib.update(specs.attrib)
    schema.extend(deepcopy(spec) for spec in specs)
    return etree.tostring(root)


WRITTEN = etree.parse(CASES / "customisations.xml", etree.XMLParser(collect_ids=False)).getroot().findall("{*}case")


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case.get("name"))
def test_documents_are_judged_by_what_an_odd_makes_of_its_source(tmp_path: Path, case: etree._Element) -> None:
    shutil.copy(SOURCE, tmp_path)
    (tmp_path / "mine.odd").write_bytes(customisation(case))
    documents = case.findall("{*}valid") + case.findall("{*}invalid")
    assert documents
    for document in documents:
        data = etree.tostring(document[0], with_tail=False)
        assert is_valid(tmp_path / "mine.odd", data, case.get("rules") == "yes") is (document.tag == tei("valid")), data


def test_a_customisation_is_written_as_schema_rules_and_page(tmp_path: Path) -> None:
    shutil.copy(SOURCE, tmp_path)
    place = tmp_path / "mine.odd"
    rule = (
        '<constraintSpec ident="named" scheme="schematron"><desc>A book has a name.</desc><constraint>'
        '<sch:rule xmlns:sch="http://purl.oclc.org/dsdl/schematron" context="tei:book"><sch:assert test="@n">no name'
        "</sch:assert></sch:rule></constraint></constraintSpec>"
    )
    place.write_text(odd(f'{MODULES}<elementSpec ident="para" mode="change"/>{rule}'), "utf-8")
    made = compile_outputs(place)
    assert list(made) == ["mine.rng", "mine.sch", "mine.html"]
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert MARK.encode() in data
        assert b"urn:variorum:place" not in data
    grammar = etree.parse(tmp_path / "mine.rng")
    assert etree.RelaxNG(grammar).validate(etree.fromstring(NAMES.replace("<book>", f'<book xmlns="{TEI}">')))
    assert [f.message for f in told(tmp_path / "mine.sch", NAMES)] == ["no name"]
    page = etree.HTML(made["mine.html"])
    assert {"el-book", "el-para", "el-person"} <= set(page.xpath("//section/@id"))
    held = page.xpath("//section[@id='el-para']//dt[.='May hold']/following-sibling::dd//li//text()")
    assert {"text", "place", "person"} <= set(held)


WITHOUT_PLACE = "<book><para>with <person>Jo</person></para></book>"


def test_an_odd_takes_from_another_one_that_takes_from_the_source(tmp_path: Path) -> None:
    (tmp_path / "other.odd").write_text(odd(f'{MODULES}<elementSpec ident="place" mode="delete"/>'), "utf-8")
    chained = odd(MODULES, 'source="other.odd"')
    assert judged(tmp_path, chained, NAMES)
    assert not judged(tmp_path, chained, WITHOUT_PLACE)


def test_a_chain_that_ends_in_itself_is_refused(tmp_path: Path) -> None:
    assert "takes from itself" in refused(tmp_path, odd(MODULES, 'source="mine.odd"'))


def test_groups_of_specifications_stand_in_the_odd_or_in_another_file(tmp_path: Path) -> None:
    group = '<specGrp xml:id="fewer"><elementSpec ident="place" mode="delete"/></specGrp>'
    (tmp_path / "groups.xml").write_text(f'<TEI xmlns="{TEI}"><text><body>{group}</body></text></TEI>', "utf-8")
    for target, around in (("#fewer", group), ("groups.xml#fewer", "")):
        schema = odd(f'{MODULES}<specGrpRef target="{target}"/>', around=around)
        assert judged(tmp_path, schema, NAMES)
        assert not judged(tmp_path, schema, WITHOUT_PLACE)
    assert "there is no such file" in refused(tmp_path, odd(f'{MODULES}<specGrpRef target="none.xml#fewer"/>'))


def test_specifications_of_tei_are_named_or_lie_beside_the_odd_and_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    schema = odd(MODULES, "")
    assert "get p5subset.xml" in refused(tmp_path, schema)
    assert not judged(tmp_path, schema, NAMES, Options(tei=SOURCE))
    beside = tmp_path / "beside"
    beside.mkdir()
    shutil.copy(SOURCE, beside / "p5subset.xml")
    assert not judged(beside, schema, NAMES)


def test_an_element_that_is_specified_twice_is_refused_at_its_place(tmp_path: Path) -> None:
    twice = '<elementSpec ident="para" mode="add"><content><textNode/></content></elementSpec>'
    said = refused(tmp_path, odd(f"{MODULES}{twice}"))
    assert said.startswith("mine.odd:1:")
    assert 'write mode="change" or mode="replace"' in said


def test_a_choice_of_groups_of_attributes_is_kept(tmp_path: Path) -> None:
    group = (
        '<attList org="group"><!-- {0} --><attDef ident="{0}" usage="req"/><attDef ident="{1}" usage="opt"/></attList>'
    )
    groups = group.format("sort", "rank") + group.format("year", "rank")
    replaced = (
        '<elementSpec ident="person" mode="replace"><classes><memberOf key="model.nameLike"/></classes>'
        f'<content><textNode/></content><attList org="choice">{groups}</attList></elementSpec>'
    )
    schema = odd(MODULES + replaced)
    for attributes, is_good in (
        ('sort="a" rank="1"', True),
        ('year="1"', True),
        ('sort="a" year="1"', False),
        ("", False),
    ):
        document = NAMES.replace("<person>", f"<person {attributes}>")
        assert (not judged(tmp_path, schema, document)) is is_good, attributes
