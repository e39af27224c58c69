"""Schemas in compact syntax (.rnc): they say what their twins in XML say, and each fault has its place."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.tasks.validate_files import validate_files
from edition.validate.compact_syntax import parse_compact
from edition.validate.relaxng import load_validator
from edition.validate.schema_errors import SchemaError

RNG = "http://relaxng.org/ns/structure/1.0"
LIBRARY = "http://www.w3.org/2001/XMLSchema-datatypes"


def judge(folder: Path, schema: str, document: str, others: Mapping[str, str] | None = None) -> list[str]:
    """The codes and messages of what is found in a document."""
    for name, content in {**(others or {}), "s.rnc": schema}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    load_validator.cache_clear()
    return [f.code for f in load_validator(folder / "s.rnc").find_faults(etree.fromstring(document))]


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ("element a { empty }", "<a/>", "<b/>"),
        ("element a { element b { text }, element c { empty }? }", "<a><b>x</b><c/></a>", "<a><c/><b/></a>"),
        ("element a { element b { empty } & element c { empty } }", "<a><c/><b/></a>", "<a><b/></a>"),
        ("element a { (element b { empty } | element c { empty })+ }", "<a><c/><b/></a>", "<a/>"),
        ("element a { attribute n { 'x' | \"y\" }, attribute m { text }* }", '<a n="y" m=""/>', '<a n="z"/>'),
        ("element a { mixed { element b { empty }* } }", "<a>x<b/>y</a>", "<a><c/></a>"),
        ("element a { list { xsd:integer, (xsd:integer, xsd:integer)* } }", "<a>1 2 3</a>", "<a>1 2</a>"),
        ('element a { xsd:string { minLength = "1" pattern = "[a-c]" ~ "+" } }', "<a>ab</a>", "<a>d</a>"),
        ('element a { xsd:integer - ("1" | xsd:integer "2") }', "<a>3</a>", "<a>2</a>"),
        ("element a { string 'x y' }", "<a>x y</a>", "<a>x  y</a>"),
        ("element a { token 'x y' }", "<a>x  y</a>", "<a>xy</a>"),
        ('datatypes d = "' + LIBRARY + '" element a { d:boolean "true" }', "<a>1</a>", "<a>0</a>"),
        ('default namespace = "u" element a { attribute n { text } }', '<a xmlns="u" n=""/>', '<a n=""/>'),
        (
            'namespace p = "u" element p:a { attribute p:n { text } }',
            '<a xmlns="u" x:n="" xmlns:x="u"/>',
            '<a xmlns="u" n=""/>',
        ),
        (
            'default namespace p = "u" element a { element p:b { empty } }',
            '<a xmlns="u"><b/></a>',
            '<a xmlns="u"><b xmlns=""/></a>',
        ),
        ('namespace p = "u" element p:* - p:b { empty }', '<a xmlns="u"/>', '<b xmlns="u"/>'),
        ("element * - (a | b) { empty }", '<c xmlns="u"/>', "<b/>"),
        ("element (a | b) { attribute * { text }* }", '<b x="" y=""/>', "<c/>"),
        ("start = x x = element a { y } y = empty y |= element b { x }?", "<a><b><a/></b></a>", "<a><b/></a>"),
        (
            "start = element a { x } x &= element b { empty } div { x &= element c { empty } }",
            "<a><c/><b/></a>",
            "<a><b/></a>",
        ),
        (
            "grammar { start = element a { grammar { start = parent y } } y = element b { empty } }",
            "<a><b/></a>",
            "<a/>",
        ),
        (
            r"start = \start \start = element \element { \text } \text = element text { empty }",
            "<element><text/></element>",
            "<text/>",
        ),
        (r"\x{65}lement \x{61} { text }", "<a>x</a>", "<b/>"),
        ('element a { """x"y\nz""" }', '<a>x"y z</a>', "<a>x</a>"),
        ("# a comment\nelement a { empty } # another, {", "<a/>", "<b/>"),
        ('namespace q = "u" element a { xsd:QName "q:x" }', '<a xmlns:w="u">w:x</a>', '<a xmlns:w="v">w:x</a>'),
        ("element xml:a { attribute xml:lang { xsd:language } }", '<xml:a xml:lang="de"/>', '<xml:a xml:lang="d e"/>'),
        (
            'namespace n = "n:n" [ n:x = "1" n:y [ "z" n:w [] ] ] element a { [ n:x = "2" ] text >> n:z [ ] }',
            "<a/>",
            "<b/>",
        ),
        (
            'namespace local = "" default namespace = "u" element a { element local:b { empty } }',
            '<a xmlns="u"><b xmlns=""/></a>',
            '<a xmlns="u"><b/></a>',
        ),
    ],
)
def test_the_verdict_of_a_schema(tmp_path: Path, schema: str, good: str, bad: str) -> None:
    assert judge(tmp_path, schema, good) == []
    assert judge(tmp_path, schema, bad) != []


@pytest.mark.parametrize(
    ("schema", "place", "said"),
    [
        ("element a {\n  empty, text | text }", "2:15", "«,» and «|» may not be mixed"),
        ("element a { empty", "1:18", "«}» must stand here, before the end of the file"),
        ("element a { }", "1:13", "a pattern must stand here, before «}»"),
        ("element { empty }", "1:9", "a name must stand here, before «{»"),
        ("element p:a { empty }", "1:9", "the prefix p is not declared"),
        ("element a { d:x }", "1:13", "the prefix d is not declared"),
        ("element a { xsd:nothing }", "1:13", "the datatype nothing of"),
        ('element a {\n xsd:string { lenght = "1" } }', "2:2", "it has no facet «lenght»"),
        ('element a { "x }', "1:13", "this quotation is not closed"),
        ("element a { text } %", "1:20", "«%» has no meaning here"),
        ("element a { text }}", "1:19", "«end» must stand here"),
        (r'element a { "\x{110000}" }', "1:14", "is no character"),
        (r'element a { "\x{}" }', "1:14", "is no character"),
        ("start = x", "1:9", "there is no definition x"),
        ("start = empty\nstart = text", "2:1", "start is defined twice"),
        ("x = empty", "1:1", "the grammar has no start"),
        ("element a { text** }", "1:18", "«}» must stand here, before «*»"),
        ("element * - * { empty }", "1:13", "anyName may not stand in the except of anyName"),
        ('namespace p = "u"\nnamespace p = "v"\nelement a { empty }', "2:11", "is declared twice"),
        ('namespace xmlns = "u" element a { empty }', "1:11", "the prefix xmlns may not be declared so"),
        ("element a { attribute n { text }, attribute n { text } }", "1:1", "the attribute n comes twice"),
        ("start = element a { empty } include", "1:36", "a quotation must stand here, before the end of the file"),
        ("(" * 300, "1:66", "brackets stand more than 64 deep"),
    ],
)
def test_a_fault_of_a_schema_has_its_place(tmp_path: Path, schema: str, place: str, said: str) -> None:
    (tmp_path / "s.rnc").write_text(schema, encoding="utf-8")
    with pytest.raises(SchemaError) as told:
        load_validator(tmp_path / "s.rnc")
    assert str(told.value).startswith(f"{tmp_path}{os.sep}s.rnc:{place}: ")
    assert said in str(told.value)


def test_included_schemas(tmp_path: Path) -> None:
    main = 'default namespace = "u"\ninclude "parts/b.rnc" { item = element item { empty } }\nstart |= external "c.rnc"'
    others = {
        "parts/b.rnc": 'start = element list { item* }\nitem = element item { text }\ninclude "more.rng"',
        "parts/more.rng": f'<grammar xmlns="{RNG}"><define name="unused"><text/></define></grammar>',
        "c.rnc": "element c { empty }",
    }
    assert judge(tmp_path, main, '<list xmlns="u"><item/></list>', others) == []
    assert judge(tmp_path, main, '<list xmlns="u"><item>x</item></list>', others) == ["E414"]
    assert judge(tmp_path, main, '<c xmlns="u"/>', others) == []
    assert judge(tmp_path, main, "<c/>", others) != []
    others["parts/b.rnc"] += "\nitem = empty }"
    with pytest.raises(SchemaError) as told:
        judge(tmp_path, main, "<c/>", others)
    assert "b.rnc:4:14: is not a RELAX NG schema in compact syntax" in str(told.value)


def test_documentation_and_rules_are_found(tmp_path: Path) -> None:
    (tmp_path / "s.rnc").write_text(
        'namespace sch = "http://purl.oclc.org/dsdl/schematron"\n'
        'sch:pattern [ id = "short" sch:rule [ context = "list" sch:assert [ test = "not(item[2])" "too many" ] ] ]\n'
        "start =\n  ## what was bought\n  ## and where\n  element list { element item { xsd:integer }* }",
        encoding="utf-8",
    )
    (tmp_path / "a.xml").write_text('<list n="1"><item>1</item><item>2</item></list>', encoding="utf-8")
    (tmp_path / "b.xml").write_text("<list><item>1</item><item>2</item></list>", encoding="utf-8")
    findings = validate_files([tmp_path / "a.xml", tmp_path / "b.xml"], tmp_path / "s.rnc").findings
    assert [(f.code, f.message) for f in findings] == [
        ("E415", "list has no attribute n (what was bought and where)"),
        ("short", "too many"),
    ]


def test_a_schema_in_compact_syntax_is_found_by_xml_model(tmp_path: Path) -> None:
    (tmp_path / "s.rnc").write_text("element list { empty }", encoding="utf-8")
    model = '<?xml-model href="s.rnc" type="application/relax-ng-compact-syntax"?>'
    (tmp_path / "a.xml").write_text(f"{model}\n<list>x</list>", encoding="utf-8")
    (found,) = validate_files([tmp_path / "a.xml"]).findings
    assert str(found.position) == f"{tmp_path}{os.sep}a.xml:2:7"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_places_in_every_encoding(encoding: str) -> None:
    schema = "## Wörter\r\nelement ä { text,\n\r  é }"
    document = parse_compact(schema.encode(encoding), "s.rnc")
    reference = next(document.root.iter("{*}ref"))
    assert str(document.position(reference)) == "s.rnc:4:3"
