"""A schema that is none is refused when it is loaded, whatever a document would meet of it; section by section."""

from pathlib import Path

import pytest
from lxml import etree

from edition.validate.relaxng import load_validator
from edition.validate.schema import own_schema
from edition.validate.schema_errors import SchemaError

from .conftest import TEI_ALL

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
HEAD = f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}" xmlns:note="urn:note">'
E, T = '<element name="e"><empty/></element>', "<text/>"


def load(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "s.rng"
    path.write_text(f"{HEAD}\n{inside}\n</grammar>", encoding="utf-8")
    load_validator(path, hash(inside))


def started(content: str) -> str:
    return f'<start>\n<element name="r">{content}</element></start>'


A, B = '<attribute name="a"/>', '<attribute name="b"/>'
ANY = "<attribute><anyName/></attribute>"
WRONG_CONTENTS = [
    # syntax
    ("<emty/>", "emty is no pattern of RELAX NG; did you mean empty?"),
    ("", "element needs a pattern"),
    ("<optional/>", "optional is empty"),
    ("<group></group>", "group is empty"),
    ('<empty colour="red"/>', "empty has no attribute colour"),
    ('<text note="x"/>', "text has no attribute note"),
    ("<text><empty/></text>", "empty may not stand in text"),
    ("words <text/>", "element holds words"),
    ("<text/> words", "element holds words"),
    ('<define name="x"><text/></define>', "define may not stand in element"),
    ('<param name="x">1</param><text/>', "param may not stand in element"),
    ("<name>x</name><text/>", "name may not stand here in element"),
    ('<attribute name="a"><text/><empty/></attribute>', "attribute holds more than one pattern"),
    ("<attribute><text/></attribute>", "attribute has no name"),
    ('<attribute name="1a"/>', "«1a» is no name"),
    ('<attribute name="p:a"/>', "nothing declares its prefix"),
    ("<ref/>", "ref needs the attribute name"),
    ('<ref name="a b"/>', "«a b» is no name"),
    ("<data/>", "data needs the attribute type"),
    ('<data type="token"><except><value>a</value></except><except><value>b</value></except></data>', "than one except"),
    ('<data type="token"><except><value>a</value></except><param name="length">1</param></data>', "behind every param"),
    ("<value>a<note:b/></value>", "value holds words alone"),
    ("<externalRef/>", "externalRef needs the attribute href"),
    ("<externalRef href='s.rng#x'/>", "may not point into a file"),
    ('<data type="token" datatypeLibrary="there"/>', "must be an absolute address"),
    # names (4.16)
    ('<attribute name="xmlns"/>', "no attribute may be called xmlns"),
    ('<attribute name="x" ns="http://www.w3.org/2000/xmlns"/>', "namespace of xmlns"),
    ("<oneOrMore><attribute><anyName><except><anyName/></except></anyName></attribute></oneOrMore>", "except"),
    ("<oneOrMore><attribute><nsName><except><nsName ns='v'/></except></nsName></attribute></oneOrMore>", "except"),
    (f"<element><anyName><except><choice><name>x</name><anyName/></choice></except></anyName>{T}</element>", "except"),
    # definitions and datatypes
    ('<ref name="nowhere"/>', "there is no definition nowhere"),
    ('<optional><element name="x"><ref name="nowhere"/></element></optional>', "there is no definition nowhere"),
    ('<parentRef name="a"/>', "there is no definition a"),
    ('<data type="dat"/>', "the datatype dat of"),
    ('<data type="string"><param name="minLenght">3</param></data>', "no facet «minLenght»"),
    ('<data type="integer"><param name="length">3</param></data>', "no facet «length»"),
    ('<data type="date"><param name="minInclusive">yesterday</param></data>', "no value of the type"),
    ('<value type="integer">x</value>', "«x» is no value of the type integer"),
    # 7.1
    (f'<attribute name="a"><optional>{B}</optional></attribute>', "attribute may not stand in attribute"),
    (f'<attribute name="a">{E}</attribute>', "element may not stand in attribute"),
    (f"<oneOrMore><group>{A}{T}</group></oneOrMore>", "in a group may not stand in oneOrMore"),
    (f"<zeroOrMore><interleave>{A}{E}</interleave></zeroOrMore>", "in a group may not stand in oneOrMore"),
    ("<list><list><data type='token'/></list></list>", "list may not stand in list"),
    (f"<list>{E}</list>", "element may not stand in list"),
    (f"<list>{A}</list>", "attribute may not stand in list"),
    (f"<list>{T}</list>", "text may not stand in list"),
    ("<list><interleave><value>a</value><value>b</value></interleave></list>", "interleave may not stand in list"),
    ('<data type="token"><except><text/></except></data>', "text may not stand in except"),
    ('<data type="token"><except><oneOrMore><value>a</value></oneOrMore></except></data>', "oneOrMore may not"),
    ('<data type="token"><except><empty/></except></data>', "empty may not stand in except"),
    (f'<data type="token"><except>{A}</except></data>', "attribute may not stand in except"),
    # 7.2
    (f"<data type='token'/>{E}", "a value may not stand beside elements"),
    ("<value>a</value><value>b</value>", "a value may not stand beside"),
    ("<mixed><value>a</value></mixed>", "a value may not stand beside"),
    ("<oneOrMore><data type='token'/></oneOrMore>", "a value may not be repeated without list"),
    (f"<list><data type='token'/></list>{T}", "a value may not stand beside"),
    # 7.3
    (A + A, "the attribute a comes twice"),
    (f"{A}<optional>{A}</optional>", "the attribute a comes twice"),
    (f"<choice>{A}{B}</choice>{B}", "the attribute b comes twice"),
    (f"{A}<zeroOrMore>{ANY}</zeroOrMore>", "the attribute a comes twice"),
    (f"<zeroOrMore>{ANY}</zeroOrMore><oneOrMore>{ANY}</oneOrMore>", "of any name comes twice"),
    (ANY, "an attribute of any name must stand in oneOrMore"),
    ("<attribute><nsName ns='urn:x'/></attribute>", "must stand in oneOrMore"),
    ("<attribute><choice><name>a</name><anyName/></choice></attribute>", "must stand in oneOrMore"),
    ('<ref name="twice"/>', "the attribute a comes twice"),
    # 7.4
    (f"<interleave>{T}<optional>{T}</optional></interleave>", "words may stand in one part"),
    (f"<mixed><zeroOrMore>{T}</zeroOrMore></mixed>", "words may stand in one part"),
    (f"<interleave>{E}<zeroOrMore>{E}</zeroOrMore></interleave>", "the element e stands in two parts"),
    (f"<interleave>{E}<element><anyName/><empty/></element></interleave>", "the element e stands in two parts"),
    (f"<interleave>{E}<element><nsName ns=''/><empty/></element></interleave>", "the element e stands in two parts"),
]  # fmt: skip
DEFINED = f'<define name="twice">{A}<group>{A}</group></define>'


@pytest.mark.parametrize(("content", "said"), WRONG_CONTENTS)
def test_a_wrong_content_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(SchemaError) as raised:
        load(tmp_path, started(content) + DEFINED)
    assert said in str(raised.value)
    assert all(f.code == "E441" and f.position.line > 1 and f.position.column for f in raised.value.findings)


@pytest.mark.parametrize(("content", "said"), [case for case in WRONG_CONTENTS if "twice" not in case[1]][:38])
def test_it_is_refused_where_nothing_refers_to_it(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(SchemaError) as raised:
        load(tmp_path, started("<empty/>") + f'<define name="unused"><element name="x">{content}</element></define>')
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<start><text/></start>", "text may not stand in start"),
        (f"<start>{A}</start>", "attribute may not stand in start"),
        (f"<start><group>{E}{E}</group></start>", "group may not stand in start"),
        (f"<start><optional>{E}</optional></start>", "empty may not stand in start"),
        (f"<start><oneOrMore>{E}</oneOrMore></start>", "oneOrMore may not stand in start"),
        (f"<start>{E}{E}</start>", "start holds more than one pattern"),
        ("<start/>", "start is empty"),
        (f'{started(T)}<define name="x"/>', "define is empty"),
        (f"{started(T)}<define><text/></define>", "define needs the attribute name"),
        (f'{started(T)}<define name="x" combine="both"><text/></define>', "must be choice or interleave"),
        (f'{started(T)}<define name="x"><text/></define><define name="x"><text/></define>', "defined twice"),
        (f'{started(T)}<define name="x" combine="choice"><text/></define>'
         '<define name="x" combine="interleave"><text/></define>', "combined by choice and by interleave"),
        (f"{started(T)}<text/>", "text may not stand in grammar"),
        (f'{started(T)}<define name="x"><ref name="y"/></define><define name="y"><empty/><ref name="z"/></define>',
         "there is no definition z"),
        (f'{started(T)}<define name="x"><grammar><define name="y">{T}</define></grammar></define>', "has no start"),
        ('<start><ref name="x"/></start><define name="x"><choice><ref name="y"/><text/></choice></define>'
         '<define name="y"><optional><ref name="x"/></optional></define>', "holds itself"),
    ],
)  # fmt: skip
def test_a_wrong_grammar_is_refused(tmp_path: Path, inside: str, said: str) -> None:
    with pytest.raises(SchemaError) as raised:
        load(tmp_path, inside)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("part", "include", "said"),
    [
        ("", '<define name="other"><empty/></define>', "defines no other that could be replaced"),
        ("", '<div><define name="other"><empty/></define></div>', "defines no other"),
        ('<define name="x"><text/></define>', "<start><text/></start>", "defines no start"),
    ],
)
def test_an_include_replaces_what_is_there(tmp_path: Path, part: str, include: str, said: str) -> None:
    inside = part or f'<start><ref name="x"/></start><define name="x">{E}</define>'
    (tmp_path / "part.rng").write_text(f"{HEAD}{inside}</grammar>", encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        load(tmp_path, f'<include href="part.rng">\n{include}</include>')
    assert said in str(raised.value)
    assert raised.value.findings[0].position.line == 3


@pytest.mark.parametrize(
    "content",
    [
        "<note:any note:x='1'><note:other/></note:any><text note:y='2'/>",
        f"<choice>{A}{A}</choice>",
        f"<choice><group>{A}{T}</group><group>{A}{E}</group></choice>",
        f"{A}<zeroOrMore><attribute><anyName><except><name>a</name></except></anyName></attribute></zeroOrMore>",
        "<oneOrMore><attribute><nsName ns='u'/></attribute></oneOrMore>"
        "<oneOrMore><attribute><nsName ns='v'/></attribute></oneOrMore>",
        "<oneOrMore><choice><attribute name='a'/><attribute name='b'/></choice></oneOrMore>",
        "<list><oneOrMore><value>a</value><data type='token'/></oneOrMore></list>",
        "<list><choice><value>a</value><empty/></choice></list>",
        f"<interleave>{E}<element name='f'><empty/></element>{T}</interleave>",
        f"<interleave>{E}<element><nsName ns='urn:x'/><empty/></element></interleave>",
        "<choice><notAllowed/><attribute name='a'><notAllowed/></attribute><text/></choice>",
        f"{A}<data type='token'/>",
        "<choice><data type='token'/><element name='x'><text/></element></choice>",
        "<element><choice><name>x</name><nsName ns='u'><except><name ns='u'>y</name></except></nsName></choice>"
        "<text/></element>",
        "<grammar><start><parentRef name='twice2'/></start></grammar>",
        "<data type='date'><param name='minInclusive'>1900-01-01</param><param name='pattern'>.*</param></data>",
    ],
)
def test_what_is_allowed_is_not_refused(tmp_path: Path, content: str) -> None:
    load(tmp_path, started(content) + f'<define name="twice2">{A}{B}</define>')


def test_our_schema_and_the_whole_of_tei_are_schemas() -> None:
    load_validator(own_schema())
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    load_validator(TEI_ALL)


def test_a_namespace_is_handed_down_to_included_files(tmp_path: Path) -> None:
    (tmp_path / "part.rng").write_text(f"{HEAD}{started(T)}</grammar>", encoding="utf-8")
    (tmp_path / "whole.rng").write_text(f'{HEAD}<include href="part.rng" ns="urn:n"/></grammar>', encoding="utf-8")
    outer = (
        f'{HEAD.replace("<grammar", "<grammar ns=" + chr(39) + "urn:n" + chr(39))}<include href="part.rng"/></grammar>'
    )
    (tmp_path / "outer.rng").write_text(outer, encoding="utf-8")
    for name in ("whole.rng", "outer.rng"):
        judge = load_validator(tmp_path / name)
        assert judge.find_faults(etree.fromstring('<r xmlns="urn:n"/>')) == ()
        assert judge.find_faults(etree.fromstring("<r/>")) != ()


def test_xml_base_moves_addresses(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "part.rng").write_text(f"{HEAD}{started(T)}</grammar>", encoding="utf-8")
    load(tmp_path, '<div xml:base="deep/"><div xml:base="er/x"><include href="part.rng"/></div></div>')
    with pytest.raises(SchemaError, match="nothing is fetched"):
        load(tmp_path, '<include xml:base="http://example.org/" href="part.rng"/>')
