"""The RELAX NG engine: what the language can say, with documents that fit and that do not; and the reference schema."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError
from edition.validate.datatypes import XSD, Datatype
from edition.validate.relaxng import load_validator
from edition.validate.schema_reader import read_schema
from edition.validate.validator import Validator

from .conftest import TEI_ALL

HEAD = f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}">'


def judge(tmp_path: Path, body: str, whole: bool = False) -> Validator:
    path = tmp_path / "s.rng"
    path.write_text(body if whole else f"{HEAD}<start>{body}</start></grammar>", encoding="utf-8")
    return Validator(read_schema(path))


def faults(made: Validator, document: str) -> list[str]:
    parser = etree.XMLParser(collect_ids=False)
    return [f"{f.code} {f.message}" for f in made.find_faults(etree.fromstring(document, parser))]


A, B, C = (f'<element name="{n}"><empty/></element>' for n in "abc")
CASES = [
    ("interleave", f'<element name="r"><interleave>{A}{B}</interleave></element>',
     ["<r><a/><b/></r>", "<r><b/><a/></r>"], ["<r><a/></r>", "<r><a/><b/><a/></r>", "<r/>"]),
    ("mixed", f'<element name="r"><mixed>{A}</mixed></element>', ["<r>x<a/>y</r>"], ["<r>x</r>", "<r><b/></r>"]),
    ("interleaved groups", f'<element name="r"><interleave><group>{A}{B}</group>{C}</interleave></element>',
     ["<r><a/><c/><b/></r>", "<r><c/><a/><b/></r>"], ["<r><b/><c/><a/></r>"]),
    ("list", '<element name="r"><list><oneOrMore><data type="integer"/></oneOrMore></list></element>',
     ["<r> 1 22  3 </r>"], ["<r>1 x</r>", "<r/>"]),
    ("value or data", '<element name="r"><choice><value>x y</value><data type="gYear"/></choice></element>',
     ["<r> x  y</r>", "<r>1936</r>"], ["<r>z</r>", "<r/>"]),
    ("data but", '<element name="r"><data type="token"><except><value>no</value></except></data></element>',
     ["<r>yes</r>"], ["<r> no </r>"]),
    ("facets", '<element name="r"><data type="decimal"><param name="minInclusive">0</param>'
     '<param name="maxInclusive">1</param></data></element>',
     ["<r>0.5</r>", "<r>1</r>"], ["<r>1.5</r>", "<r>x</r>"]),
    ("attributes of any name",
     '<element name="r"><zeroOrMore><attribute><anyName><except><name>x</name></except></anyName>'
     "</attribute></zeroOrMore></element>", ['<r a="1" b="2"/>', "<r/>"], ['<r x="1"/>']),
    ("elements of a namespace",
     '<element name="r"><oneOrMore><element><nsName ns="urn:n"/><text/></element></oneOrMore></element>',
     ['<r><q xmlns="urn:n"/></r>'], ["<r><q/></r>", '<r><q xmlns="urn:m"/></r>']),
    ("two ways", '<element name="r"><choice><element name="a"><attribute name="x"/></element>'
     f'<group><element name="a"><attribute name="y"/></element>{B}</group></choice></element>',
     ['<r><a x="1"/></r>', '<r><a y="1"/><b/></r>'], ['<r><a x="1"/><b/></r>', '<r><a y="1"/></r>']),
    ("attribute against attribute",
     '<element name="r"><choice><attribute name="x"/><attribute name="y"/></choice></element>',
     ['<r x="1"/>', '<r y="1"/>'], ["<r/>", '<r x="1" y="2"/>']),
    ("a value decides about an attribute",
     '<element name="r"><choice><group><attribute name="k"><value>a</value></attribute><attribute name="n"/></group>'
     '<attribute name="k"><value>b</value></attribute></choice></element>',
     ['<r k="a" n="1"/>', '<r n="1" k="a"/>', '<r k="b"/>', '<r k=" b "/>'],
     ['<r k="a"/>', '<r k="b" n="1"/>', '<r n="1" k="b"/>', '<r k="c"/>', '<r n="1"/>']),
    ("a value decides about the content",
     f'<element name="r"><choice><group><attribute name="k"><value>a</value></attribute>{A}</group>'
     f'<group><attribute name="k"><value>b</value></attribute>{B}</group></choice></element>',
     ['<r k="a"><a/></r>', '<r k="b"><b/></r>'], ['<r k="a"><b/></r>', '<r k="b"><a/></r>', '<r k="a"/>']),
    ("a value decides about the words",
     '<element name="r"><choice><group><attribute name="k"><value>n</value></attribute><data type="integer"/></group>'
     '<group><attribute name="k"><value>d</value></attribute><data type="date"/></group></choice></element>',
     ['<r k="n">12</r>', '<r k="d">1936-08-19</r>'], ['<r k="d">12</r>', '<r k="n">1936-08-19</r>']),
    ("a value of a type decides",
     '<element name="r"><choice><group><attribute name="k"><data type="integer"/></attribute><attribute name="n"/>'
     '</group><attribute name="k"><data type="NCName"/></attribute></choice></element>',
     ['<r k="1" n=""/>', '<r k="x"/>'], ['<r k="1"/>', '<r k="x" n=""/>', '<r k="1 2"/>']),
    ("values of two attributes decide together",
     '<element name="r"><choice>'
     '<group><attribute name="k"><value>a</value></attribute><attribute name="l"><value>a</value></attribute></group>'
     '<group><attribute name="k"><value>b</value></attribute><attribute name="l"><value>b</value></attribute></group>'
     f'<group><attribute name="k"><value>a</value></attribute><attribute name="l"><value>b</value></attribute>{A}'
     "</group></choice></element>",
     ['<r k="a" l="a"/>', '<r l="b" k="b"/>', '<r k="a" l="b"><a/></r>', '<r l="b" k="a"><a/></r>'],
     ['<r k="b" l="a"/>', '<r l="a" k="b"/>', '<r k="a" l="b"/>', '<r k="a" l="a"><a/></r>']),
    ("a value that both ways allow decides nothing",
     f'<element name="r"><choice><group><attribute name="k"><value>a</value></attribute>{A}</group>'
     f'<group><attribute name="k"><choice><value>a</value><value>b</value></choice></attribute>{B}</group></choice>'
     "</element>",
     ['<r k="a"><a/></r>', '<r k="a"><b/></r>', '<r k="b"><b/></r>'], ['<r k="b"><a/></r>', '<r k="a"/>']),
    ("a value and attributes of any name",
     '<element name="r"><choice><group><attribute name="k"><value>a</value></attribute>'
     '<zeroOrMore><attribute><anyName><except><name>k</name></except></anyName></attribute></zeroOrMore></group>'
     '<attribute name="k"><value>b</value></attribute></choice></element>',
     ['<r k="a" x="1" y="2"/>', '<r k="b"/>'], ['<r k="b" x="1"/>', '<r x="1"/>']),
    ("values of numbers",
     '<element name="r"><attribute name="n"><value type="integer">1</value></attribute>'
     '<attribute name="b"><value type="boolean">true</value></attribute></element>',
     ['<r n="01" b="1"/>', '<r n=" +1 " b="true"/>'], ['<r n="1.0" b="1"/>', '<r n="1" b="0"/>']),
    ("names with prefixes",
     '<element name="r" xmlns:p="urn:p"><value type="QName">p:x</value></element>',
     ['<r xmlns:q="urn:p">q:x</r>', '<r xmlns="" xmlns:p="urn:p">p:x</r>'],
     ['<r xmlns:p="urn:q">p:x</r>', "<r>p:x</r>", "<r>x</r>"]),
    ("names with prefixes on attributes",
     '<element name="r" xmlns:p="urn:p"><choice><group><attribute name="k"><value type="QName">p:x</value></attribute>'
     '<attribute name="n"/></group><attribute name="k"><value type="QName">p:y</value></attribute></choice></element>',
     ['<r xmlns:q="urn:p" k="q:x" n=""/>', '<r xmlns:q="urn:p" k="q:y"/>'],
     ['<r xmlns:q="urn:q" k="q:x" n=""/>', '<r xmlns:q="urn:p" k="q:x"/>', '<r xmlns:q="urn:p" k="q:y" n=""/>']),
    ("two namespaces",
     '<element name="r" ns="urn:r"><element name="a" ns="urn:a"><optional><element name="b"><empty/></element>'
     "</optional></element></element>",
     ['<r xmlns="urn:r"><a xmlns="urn:a"><b/></a></r>'],
     ['<r xmlns="urn:r"><a/></r>', '<r xmlns="urn:r"><a xmlns="urn:b"/></r>', '<r xmlns="urn:r"><a xmlns=""/></r>',
      '<r xmlns="urn:r"><a xmlns="urn:a"><b xmlns=""/></a></r>',
      '<r xmlns="urn:r"><a xmlns="urn:a"><r:b xmlns:r="urn:r"/></a></r>']),
    ("not allowed", f'<element name="r"><choice>{A}<notAllowed/></choice></element>', ["<r><a/></r>"], ["<r/>"]),
    ("nothing in it", '<element name="r"><empty/></element>',
     ["<r/>", "<r> \n</r>", "<r><!-- c --></r>"], ["<r>x</r>"]),
    ("an optional value", '<element name="r"><optional><data type="integer"/></optional></element>',
     ["<r/>", "<r>1</r>"], ["<r>x</r>"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "schema", "good", "bad"), CASES, ids=[c[0] for c in CASES])
def test_what_the_language_can_say(tmp_path: Path, name: str, schema: str, good: list[str], bad: list[str]) -> None:
    made = judge(tmp_path, schema)
    assert [d for d in good if faults(made, d)] == []
    assert [d for d in bad if not faults(made, d)] == []


def test_grammars_in_several_files(tmp_path: Path) -> None:
    (tmp_path / "part.rng").write_text(
        HEAD + '<start><ref name="r"/></start><define name="r"><element name="r"><ref name="in"/></element></define>'
        f'<define name="in">{A}</define></grammar>', encoding="utf-8"
    )  # fmt: skip
    (tmp_path / "other.rng").write_text('<element name="x" ns="urn:x" xmlns="http://relaxng.org/ns/structure/1.0">'
                                        "<empty/></element>", encoding="utf-8")  # fmt: skip
    body = (
        HEAD + f'<include href="part.rng"><define name="in">{B}<externalRef href="other.rng"/></define></include>'
        '<div><define name="in" combine="choice"><element name="z"><empty/></element></define></div></grammar>'
    )
    made = judge(tmp_path, body, whole=True)
    assert faults(made, '<r><b/><x xmlns="urn:x"/></r>') == []
    assert faults(made, "<r><z/></r>") == []
    assert faults(made, "<r><a/></r>") != []


def test_a_grammar_within_a_grammar(tmp_path: Path) -> None:
    inner = (
        '<grammar><start><element name="i"><parentRef name="d"/><ref name="d"/></element></start>'
        '<define name="d"><text/></define></grammar>'
    )
    body = HEAD + f'<start><element name="r">{inner}</element></start><define name="d">{A}</define></grammar>'
    made = judge(tmp_path, body, whole=True)
    assert faults(made, "<r><i><a/>words</i></r>") == []
    assert faults(made, "<r><i>words</i></r>") != []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "has no start"),
        ('<start><ref name="x"/></start>', "s.rng:1:"),
        ('<start><ref name="x"/></start>', "there is no definition x"),
        (
            '<start><element name="r"><data type="token"><param name="pattern">(</param></data></element></start>',
            "s.rng:1:",
        ),
        (
            '<start><element name="r"><data type="token"><param name="length">x</param></data></element></start>',
            "length=«x» is no number",
        ),
        ("<start><sequence/></start>", "sequence is no pattern of RELAX NG"),
        ('<start><element name="r"><empty/></element></start><start><empty/></start>', "defined twice"),
        ('<start><include href="no.rng"/></start>', "include may not stand in start"),
        ('<include href="no.rng"/>', "there is no file"),
        ('<include href="http://example.org/a.rng"/>', "nothing is fetched"),
        ('<include href="s.rng"/>', "includes itself"),
        (
            '<start><ref name="a"/></start><define name="a"><optional><ref name="a"/></optional></define>',
            "holds itself",
        ),
    ],
)
def test_what_is_no_schema_is_refused_with_its_place(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / "s.rng"
    path.write_text(f"{HEAD}{body}</grammar>", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_validator(path).find_faults(etree.fromstring("<r/>"))
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "date",
            ["1936-02-29", "1936-08-19Z", "-0044-03-15"],
            ["1935-02-29", "1936-13-01", "4 May 1803", "0000-01-01"],
        ),
        ("gYear", ["1936", "-0044", "12000"], ["36", "0000", "1936-08", "١٩٣٦"]),
        ("gYearMonth", ["1936-08"], ["1936-13"]),
        ("NCName", ["a-b.c", "_x", "é"], ["1a", "a b", "a:b", ""]),
        (
            "anyURI",
            [
                "#a",
                "",
                "http://a.b/c?d",
                "a b",
                "images\\1.jpg",
                "a|b",
                "<a>",
                "a%20b",
                "./12:00",
                "http://[::1]/",
                "urn:x",
            ],
            ["#A#B", "12:00:00", "a%zz", "a%2", "http://[x", "urn:", "http://", "1a:b", "a[b]", "http://[1:2]/"],
        ),
        ("language", ["en", "de-AT", "und-Cyrl"], ["english!", "e_n"]),
        ("positiveInteger", ["1", "+12"], ["0", "-1", "1.0"]),
        ("unsignedByte", ["255"], ["256"]),
        ("boolean", ["true", "0"], ["yes"]),
        ("duration", ["P1Y2M", "PT5S"], ["P", "1Y"]),
        ("dateTime", ["1936-08-19T12:00:00", "1936-08-19T24:00:00"], ["1936-08-19", "1936-08-19T25:00:00"]),
        ("double", ["1.5e3", "INF", "-INF", "NaN"], ["+INF", "x"]),
    ],
)
def test_datatypes(name: str, good: list[str], bad: list[str]) -> None:
    datatype = Datatype(XSD, name)
    assert [v for v in good if not datatype.allows(v)] == []
    assert [v for v in bad if datatype.allows(v)] == []


def test_patterns_of_xml_schema_are_not_those_of_python() -> None:
    assert Datatype(XSD, "token", (("pattern", r"a^b$"),)).allows("a^b$")
    assert Datatype(XSD, "token", (("pattern", r"(\p{L}|\p{N}|\p{P}|\p{S})+"),)).allows("é1!€")
    assert not Datatype(XSD, "token", (("pattern", r"[^\p{C}\p{Z}]+"),)).allows("a b")
    assert Datatype(XSD, "token", (("pattern", r"\i\c*"),)).allows("x-1")
    assert Datatype(XSD, "token", (("pattern", "[a-z-[aeiou]]+"),)).allows("xyz")
    assert not Datatype(XSD, "token", (("pattern", "[a-z-[aeiou]]+"),)).allows("abc")


def test_faults_do_not_cascade_and_all_are_told(tmp_path: Path) -> None:
    made = judge(tmp_path, f'<element name="r"><oneOrMore><element name="p"><attribute name="n"><data type="integer"/>'
                           f"</attribute>{A}</element></oneOrMore>{B}</element>")  # fmt: skip
    told = faults(made, '<r><p n="x"><a/></p><p><a/></p><p n="1"/><p n="2"><a/><q/></p></r>')
    assert told == [
        "E413 r is incomplete: b or p is missing at its end",
        "E417 n=«x» on p must be a value of the type integer",
        "E416 p needs the attribute n",
        "E413 p is incomplete: a is missing at its end",
        "E411 the schema has no element q",
    ]


def test_two_elements_with_one_id(tmp_path: Path) -> None:
    made = judge(tmp_path, '<element name="r"><zeroOrMore><element name="a"><attribute name="xml:id"><data type="ID"/>'
                           "</attribute></element></zeroOrMore></element>")  # fmt: skip
    assert faults(made, '<r><a xml:id="x"/><a xml:id="y"/></r>') == []
    (one,) = faults(made, '<r><a xml:id="x"/>\n<a xml:id="x"/></r>')
    assert one.startswith("E418 the xml:id «x» is taken: an earlier a (line 1)")


# -- the whole of TEI


@pytest.fixture(scope="session")
def whole_tei() -> Validator:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    return load_validator(TEI_ALL)


def test_tei_loads_at_once_and_takes_what_we_write(whole_tei: Validator, corpus: tuple[Path, ...]) -> None:
    assert [p for p in corpus if whole_tei.find_faults(etree.parse(p).getroot())] == []


def test_the_verdict_by_tei_is_that_of_libxml2(
    whole_tei: Validator, tei_all: etree.RelaxNG, mutants: Callable[[int], Iterator[bytes]]
) -> None:
    parser = etree.XMLParser(collect_ids=False)
    verdicts = []
    for data in mutants(1500):
        root = etree.fromstring(data, parser)
        ours = whole_tei.find_faults(root)
        verdicts.append(tei_all.validate(root.getroottree()))
        assert verdicts[-1] == (not ours), (data, ours)
    assert 100 < sum(verdicts) < 1400


def test_messages_by_tei_are_those_an_editor_needs(whole_tei: Validator) -> None:
    text = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
      <sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><text><body><p>On <date whn="1803">x</date>
      <date when="4 May 1803">y</date> <app><lemma>a</lemma><rdg>b</rdg></app></p></body></text></TEI>"""
    told = [f"{f.code} {f.message}" for f in whole_tei.find_faults(etree.fromstring(text))]
    assert told[0] == "E413 sourceDesc comes too early in fileDesc: publicationStmt is missing before it"
    assert told[1] == "E415 date has no attribute whn; did you mean when?"
    assert told[2].startswith("E417 when=«4 May 1803» on date must be")
    assert told[3] == "E411 the schema has no element lemma; did you mean lem?"
    assert len(told) == 4


def test_a_wrong_namespace_is_told_once_where_it_begins(tmp_path: Path) -> None:
    inner = '<element name="a"><zeroOrMore><element name="b"><empty/></element></zeroOrMore></element>'
    made = judge(tmp_path, f'<element name="r" ns="urn:r"><zeroOrMore>{inner}</zeroOrMore></element>')
    assert faults(made, '<r xmlns="urn:r"><a xmlns=""><b/><b/></a><a><b/></a></r>') == [
        'E411 a is in no namespace; put xmlns="urn:r" on it'
    ]
    assert faults(made, "<r><a/></r>") == ['E412 the document\'s root r is in no namespace; put xmlns="urn:r" on it']
    assert faults(made, '<r xmlns="urn:R"/>') == [
        "E412 the document's root r is in the namespace urn:R instead of urn:r; mend its xmlns"
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("br", "lb"), ("i", "hi"), ("b", "hi"), ("em", "hi"), ("span", "seg"), ("a", "ref")],
)
def test_elements_of_html_are_known(tmp_path: Path, written: str, meant: str) -> None:
    names = "".join(f'<element name="{n}"><empty/></element>' for n in ("lb", "hi", "seg", "ref", "abbr", "emph", "ab"))
    made = judge(tmp_path, f'<element name="r"><zeroOrMore><choice>{names}</choice></zeroOrMore></element>')
    assert faults(made, f"<r><{written}/></r>") == [f"E411 the schema has no element {written}; did you mean {meant}?"]


def test_attributes_that_exclude_each_other_are_said_to(tmp_path: Path) -> None:
    made = judge(tmp_path, '<element name="r"><choice><group><attribute name="active"/><attribute name="passive"/>'
                           '</group><attribute name="mutual"/></choice></element>')  # fmt: skip
    (told,) = faults(made, '<r active="" passive="" mutual=""/>')
    assert told == "E415 mutual may not stand on r beside active or passive"


def test_what_comes_too_late_is_said_to(tmp_path: Path) -> None:
    made = judge(tmp_path, f'<element name="r"><optional>{A}</optional><oneOrMore>{B}</oneOrMore></element>')
    assert faults(made, "<r><b/><a/></r>") == ["E412 a must come before the first b in r"]


def test_alternatives_within_alternatives_end(tmp_path: Path) -> None:
    (tmp_path / "s.rng").write_text(
        HEAD + '<start><ref name="a"/></start><define name="a"><choice><element name="a"><optional><ref name="a"/>'
        '</optional><attribute name="x"/></element><element name="a"><optional><ref name="a"/></optional></element>'
        "</choice></define></grammar>", encoding="utf-8"
    )  # fmt: skip
    made = Validator(read_schema(tmp_path / "s.rng"))
    assert faults(made, "<a>" * 60 + "</a>" * 60) == []
    assert len(faults(made, "<a>" * 60 + "<z/>" + "</a>" * 60)) >= 1
