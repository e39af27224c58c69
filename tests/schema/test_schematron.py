"""Schematron is run wherever it stands: in a .rng, in an ODD, in a file of its own; what cannot be run is refused."""

from pathlib import Path

import pytest

from edition.model import Finding
from edition.tasks.validate_files import Validated, validate_files

SCH = 'xmlns:s="http://purl.oclc.org/dsdl/schematron"'
TEI = "http://www.tei-c.org/ns/1.0"
WORDS = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" {ns}><start><ref name="r"/></start>
<define name="r"><element name="r"><zeroOrMore><element name="a"><optional><attribute name="n"/></optional><text/>
</element></zeroOrMore></element>
{rules}
</define></grammar>"""
ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" {ns}><teiHeader/><text><body><schemaSpec ident="o" start="r">
<classSpec ident="att.n" type="atts"><attList><attDef ident="n"><datatype><dataRef name="string"/></datatype>
{on_class_attribute}</attDef></attList></classSpec>
<elementSpec ident="r">{on_element}<content><elementRef key="a" minOccurs="0" maxOccurs="unbounded"/></content>
</elementSpec>
<elementSpec ident="a"><classes><memberOf key="att.n"/></classes><content><textNode/></content></elementSpec>
</schemaSpec></body></text></TEI>"""


def checked(tmp_path: Path, schema: str, *documents: str, ending: str = "rng") -> Validated:
    path = tmp_path / f"s.{ending}"
    path.write_text(schema, encoding="utf-8")
    files = []
    for number, document in enumerate(documents):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_text(document, encoding="utf-8")
    return validate_files(files, path)


def by_rng(tmp_path: Path, rules: str, *documents: str) -> tuple[Finding, ...]:
    return checked(tmp_path, WORDS.format(ns=SCH, rules=rules), *documents).findings


def rule(inside: str, context: str = "a", attributes: str = "") -> str:
    return f'<s:pattern id="P"><s:rule context="{context}" {attributes}>{inside}</s:rule></s:pattern>'


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{f.position.line}:{f.position.column} {f.severity} {f.code} {f.message}" for f in findings]


SHOWS = '<s:assert diagnostics="d" test="string-length(.) gt 3"><s:value-of select="."/></s:assert>'
LONG = '<s:assert test="string-length(.) gt 3">too short: <s:value-of select="."/></s:assert>'
DOCUMENT = "<r>\n  <a>xy</a>\n  <a>long enough</a></r>"
SHORT = ["2:3 error P too short: xy"]


@pytest.mark.parametrize(
    "rules",
    [
        rule(LONG),
        rule(LONG.replace("assert", "report").replace(" gt ", " le ")),
        rule(f'<s:let name="m" value="1 + 2"/>{LONG.replace("3", "$m")}'),
        rule(f'<s:let name="m" value="2"/><s:let name="k" value="$m + 1"/>{LONG.replace("3", "$k")}'),
        f'<s:let name="m" value="3"/>{rule(LONG.replace("3", "$m"))}',
        f'<s:pattern id="P"><s:let name="m" value="count(//a) + 1"/><s:rule context="a">{LONG.replace("3", "$m")}'
        '</s:rule></s:pattern><s:pattern><s:let name="m" value="0"/><s:rule context="r"><s:assert test="$m = 0">$m'
        "</s:assert></s:rule></s:pattern>",
        f'<s:pattern abstract="true" id="Q"><s:rule context="$what">{LONG.replace("3", "$least")}</s:rule></s:pattern>'
        '<s:pattern is-a="Q" id="P"><s:param name="what" value="a"/><s:param name="least" value="3"/></s:pattern>',
        f'<s:pattern id="P"><s:rule abstract="true" id="long">{LONG}</s:rule>'
        '<s:rule context="a"><s:extends rule="long"/></s:rule></s:pattern>',
        f'<s:pattern id="P"><s:rule context="a">{SHOWS}</s:rule></s:pattern>'
        '<s:diagnostics><s:diagnostic id="d">is too short</s:diagnostic></s:diagnostics>',
        rule(
            LONG.replace(
                "too short", "<!-- why --><s:emph>too</s:emph> <s:span class='x'>sh<s:dir>or</s:dir>t</s:span>"
            )
        ),
        rule(LONG.replace("string-length(.)", "f:long(.)"))
        + '<xsl:function name="f:long" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f">'
        '<xsl:param name="e"/><xsl:sequence select="string-length($e)"/></xsl:function><s:ns prefix="f" uri="urn:f"/>',
        rule(LONG.replace("string-length(.) gt 3", "key('k', 'long enough') is ."))
        + '<xsl:key name="k" match="a" use="." xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
        rule(LONG).replace("s:", "t:").replace("<t:pattern", '<t:pattern xmlns:t="http://www.ascc.net/xml/schematron"'),
        f'<s:rule context="a" id="P">{LONG}</s:rule>',
        rule(LONG, context="r/a[1]") + rule(LONG, context="nobody"),
        '<s:phase id="x"><s:active pattern="none"/></s:phase>' + rule(LONG),
        f"<s:title>Rules</s:title><s:p>of words</s:p>{rule(LONG + '<s:p>prose</s:p>')}",
        f'<s:schema queryBinding="xslt2">{rule(LONG)}</s:schema>',
    ],
)
def test_rules_inside_a_relax_ng_schema_are_run(tmp_path: Path, rules: str) -> None:
    found = told(by_rng(tmp_path, rules, DOCUMENT))
    assert [line.replace("xy is too short", "too short: xy") for line in found] == SHORT


def test_of_the_rules_of_a_pattern_the_first_that_fits_applies(tmp_path: Path) -> None:
    first = '<s:rule context="a[1]"><s:assert test="false()">first</s:assert></s:rule>'
    second = '<s:rule context="a"><s:assert test="false()">second</s:assert></s:rule>'
    both = f'<s:pattern id="P">{first}{second}</s:pattern>'
    assert told(by_rng(tmp_path, both, DOCUMENT)) == ["2:3 error P first", "3:3 error P second"]
    apart = f'<s:pattern id="P">{first}</s:pattern><s:pattern id="P">{second}</s:pattern>'
    assert len(by_rng(tmp_path, apart, DOCUMENT)) == 3  # of one name, but two patterns


@pytest.mark.parametrize(
    ("role", "severity"),
    [("fatal", "error"), ("error", "error"), ("", "error"), ("made-up", "error"), ("warning", "warning"),
     ("WARN", "warning"), ("nonfatal", "warning"), ("information", "advice"), ("info", "advice")],
)  # fmt: skip
@pytest.mark.parametrize("home", ["assert", "rule", "pattern"])
def test_a_role_is_a_severity(tmp_path: Path, role: str, severity: str, home: str) -> None:
    rules = rule('<s:assert test="false()">no</s:assert>').replace(f"<s:{home}", f'<s:{home} role="{role}"')
    assert {f.severity for f in by_rng(tmp_path, rules, DOCUMENT)} == {severity}


@pytest.mark.parametrize(
    ("context", "document", "places"),
    [
        ("a/@n", '<r><a/>\n<a n="1"/></r>', ["2:4"]),
        ("text()", "<r>\n <a>x</a></r>", ["1:4", "2:5"]),
        ("/", "<r/>", ["1:1"]),
        ("comment()", "<!-- c -->\n<r><!-- d --></r>", ["1:1", "2:4"]),
        ("/processing-instruction()", "<?xml-model href='x'?>\n<r/>\n<?y z?>", ["1:1", "3:1"]),
        ("processing-instruction()", "<r>\n<a><?x y?></a></r>", ["2:4"]),
    ],
)
def test_a_rule_about_something_else_has_the_place_of_it(
    tmp_path: Path, context: str, document: str, places: list[str]
) -> None:
    found = by_rng(tmp_path, rule('<s:report test="true()">here</s:report>', context), document)
    assert [f"{f.position.line}:{f.position.column}" for f in found] == places


def test_rules_of_included_files_are_run(tmp_path: Path) -> None:
    (tmp_path / "part.rng").write_text(WORDS.format(ns=SCH, rules=rule(LONG)), encoding="utf-8")
    whole = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="part.rng"/></grammar>'
    assert told(checked(tmp_path, whole, DOCUMENT).findings) == SHORT


def test_a_file_of_rules_alone_is_a_schema(tmp_path: Path) -> None:
    schema = f'<s:schema {SCH} defaultPhase="now"><s:phase id="now"><s:active pattern="P"/></s:phase>{rule(LONG)}'
    schema += rule(LONG).replace('"P"', '"Later"') + "</s:schema>"
    assert told(checked(tmp_path, schema, DOCUMENT, ending="sch").findings) == SHORT
    everything = schema.replace(' defaultPhase="now"', "")
    assert {f.code for f in checked(tmp_path, everything, DOCUMENT, ending="sch").findings} == {"P", "Later"}


def by_odd(tmp_path: Path, constraint: str, document: str, where: str = "on_element") -> Validated:
    spec = f'<constraintSpec ident="C" scheme="schematron"><constraint>{constraint}</constraint></constraintSpec>'
    parts = {"on_element": "", "on_class_attribute": ""} | {where: spec}
    return checked(tmp_path, ODD.format(ns=SCH, **parts), document.replace("<r", f'<r xmlns="{TEI}"'), ending="odd")


@pytest.mark.parametrize(
    "constraint",
    [
        rule(LONG, "tei:a").replace(' id="P"', ""),
        rule(LONG, "tei:a").replace('<s:pattern id="P">', "").replace("</s:pattern>", ""),
        '<s:let name="m" value="3"/>' + rule(LONG.replace("3", "$m"), "tei:a").replace(' id="P"', ""),
        f'<s:let name="m" value="3"/><s:rule context="tei:a">{LONG.replace("3", "$m")}</s:rule>',
        '<s:assert test="every $a in tei:a satisfies string-length($a) gt 3">too short: <s:value-of select="tei:a[1]"/>'
        "</s:assert>",
    ],
)
def test_rules_of_an_odd_are_run(tmp_path: Path, constraint: str) -> None:
    found = told(by_odd(tmp_path, constraint, DOCUMENT).findings)
    assert [line.replace("1:1", "2:3") for line in found] == ["2:3 error C too short: xy"]


def test_a_rule_about_an_attribute_of_a_class_is_about_that_attribute(tmp_path: Path) -> None:
    constraint = "<s:assert test=\". ne '0'\">n is not 0 on <s:name path='..'/></s:assert>"
    document = '<r>\n<a n="1"/><a/>\n<a n="0"/></r>'
    found = by_odd(tmp_path, constraint, document, "on_class_attribute").findings
    assert told(found) == ["3:4 error C n is not 0 on a"]


@pytest.mark.parametrize(
    ("constraint", "said"),
    [
        ('<s:include href="other.sch"/>', "include of the namespace"),
        ("a constraint in words", "words instead of rules"),
        ('<egXML xmlns="urn:x"/>', "egXML of the namespace urn:x"),
    ],
)
def test_what_an_odd_demands_otherwise_is_refused(tmp_path: Path, constraint: str, said: str) -> None:
    found = by_odd(tmp_path, constraint, DOCUMENT)
    assert (found.refused, found.findings[0].code) == (1, "E441")
    assert said in found.findings[0].message
    assert found.findings[0].position.line > 1


@pytest.mark.parametrize(
    ("rules", "place", "said"),
    [
        (rule('\n<s:assert test="count(.">x</s:assert>'), "5:1", "expected )"),
        (rule('\n<s:assert test="foo(.)">x</s:assert>'), "5:1", "Cannot find a 1-argument function"),
        (rule('\n<s:assert test="no:x">x</s:assert>'), "5:1", "prefix 'no' has not been declared"),
        (rule('\n<s:assert test="$x">x</s:assert>'), "5:1", "Variable $x"),
        (rule('\n<s:assert test="1">x <s:value-of select="((" /></s:assert>'), "5:1", "compiled"),
        ("\n" + rule(LONG, context="a["), "5:19", "compiled"),
        ("\n" + rule(LONG, context="1 + 1"), "5:19", "compiled"),
        (rule('\n<s:assert>x</s:assert>'), "5:1", "has no test"),
        ("\n<s:pattern><s:rule>" + LONG + "</s:rule></s:pattern>", "5:12", "has no context"),
        ('\n<s:pattern is-a="nobody"/>', "5:1", "no abstract pattern nobody"),
        (rule('\n<s:extends rule="nobody"/>'), "5:1", "no abstract rule nobody"),
        (rule("\n<s:extends/>"), "5:1", "extends names no rule"),
        ('\n<s:include href="x.sch"/>', "5:1", "there is no file x.sch in"),
        (rule(LONG) + '\n<s:ns prefix="p" uri="urn:a"/><s:ns prefix="p" uri="urn:b"/>', "5:31", "stands for"),
        (rule('\n<s:assert test="1" diagnostics="d">x</s:assert>'), "5:1", "no diagnostic d"),
        ('\n<s:pattern documents="\'x.xml\'"/>', "5:1", "other documents"),
        ('\n<s:schema queryBinding="stx"/>', "5:1", "query language stx"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_at_its_place(tmp_path: Path, rules: str, place: str, said: str) -> None:
    found = checked(tmp_path, WORDS.format(ns=SCH, rules=rules), DOCUMENT, DOCUMENT)
    assert found.refused == 2
    assert [(f.code, f.position.path) for f in found.findings] == [("E442", str(tmp_path / "s.rng"))]
    assert f"{found.findings[0].position.line}:{found.findings[0].position.column}" == place
    assert said in found.findings[0].message


def test_each_rule_that_cannot_be_compiled_is_told(tmp_path: Path) -> None:
    rules = rule(
        '\n<s:assert test="$x">x</s:assert>\n<s:assert test="1">x</s:assert>\n<s:report test="no:y">x</s:report>'
    )
    assert [(f.code, f.position.line) for f in by_rng(tmp_path, rules, DOCUMENT)] == [("E442", 5), ("E442", 7)]


FAILS = '<s:assert test="xs:integer(.) gt 3">no number</s:assert>'


def test_a_rule_that_fails_is_told_and_all_else_goes_on(tmp_path: Path) -> None:
    rules = WORDS.format(ns=SCH, rules=rule(f"{FAILS}{LONG}"))
    found = checked(tmp_path, rules, "<r><a>x</a><a>y</a></r>", "<r><a>2</a></r>", "<r><a>4444</a></r>")
    assert found.refused == 0
    assert [(Path(f.position.path).name, f.code) for f in found.findings] == [
        ("0.xml", "E443"), ("0.xml", "P"), ("0.xml", "P"), ("1.xml", "P"), ("1.xml", "P")
    ]  # fmt: skip
    assert "the rule P cannot be applied here (and at 1 more places): Cannot convert" in found.findings[0].message


def test_a_variable_that_fails_is_told(tmp_path: Path) -> None:
    for rules in (
        rule(f'<s:let name="n" value="xs:integer(.)"/><s:assert test="$n">x</s:assert>{LONG}'),
        '<s:let name="n" value="xs:integer(/r/a[1])"/>' + rule('<s:assert test="$n">x</s:assert>'),
    ):
        assert "E443" in {f.code for f in by_rng(tmp_path, rules, DOCUMENT)}


@pytest.mark.parametrize(
    "test",
    ["doc('secret.xml')", "doc('{0}')", "document('{0}')", "unparsed-text('{0}')", "unparsed-text-lines('{0}')",
     "json-doc('{0}')", "collection('{1}')", "uri-collection('{1}')"],
)  # fmt: skip
def test_a_rule_reads_nothing_outside(tmp_path: Path, test: str) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret>4711</secret>", encoding="utf-8")
    asked = test.format(secret.as_uri(), tmp_path.as_uri())
    found = by_rng(
        tmp_path, rule(f'<s:report test="exists({asked})"><s:value-of select="{asked}"/></s:report>'), "<r><a/></r>"
    )
    assert [f.code for f in found] == ["E443"]
    assert "nothing outside the file is read" in found[0].message
    assert "4711" not in found[0].message


@pytest.mark.parametrize(
    "test", ["doc-available('{0}')", "unparsed-text-available('{0}')", "environment-variable('HOME')"]
)
def test_a_rule_does_not_even_learn_what_is_there(tmp_path: Path, test: str) -> None:
    (tmp_path / "secret.xml").write_text("<secret/>", encoding="utf-8")
    asked = test.format((tmp_path / "secret.xml").as_uri())
    assert by_rng(tmp_path, rule(f'<s:report test="{asked}">there</s:report>'), "<r><a/></r>") == ()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("odd", '<elementRef key="a" minOccurs="3" maxOccurs="2"/>'),
        ("odd", '<elementRef key="a" minOccurs="many"/>'),
        ("odd", '<elementRef key="a" minOccurs="0" maxOccurs="100000000"/>'),
        ("odd", '<elementRef key="a" maxOccurs="-1"/>'),
    ],
)
def test_a_count_that_is_none_is_refused(tmp_path: Path, name: str, wrong: str) -> None:
    whole = ODD.format(ns=SCH, on_element="", on_class_attribute="")
    found = checked(tmp_path, whole.replace('<elementRef key="a" minOccurs="0" maxOccurs="unbounded"/>', wrong), "<r/>",
                    ending=name)  # fmt: skip
    assert (found.refused, found.findings[0].code, found.findings[0].position.line) == (1, "E441", 4)
    assert "minOccurs" in found.findings[0].message


@pytest.mark.parametrize(
    ("least", "most", "allowed"),
    [("2", "3", {2, 3}), ("0", "2", {0, 1, 2}), ("2", "unbounded", {2, 3, 4, 5}), ("3", "3", {3}), ("0", "0", {0}),
     ("1", "1", {1}), ("0", "1", {0, 1}), ("1", "4", {1, 2, 3, 4})],
)  # fmt: skip
def test_elements_of_an_odd_come_as_often_as_it_says(tmp_path: Path, least: str, most: str, allowed: set[int]) -> None:
    whole = ODD.format(ns=SCH, on_element="", on_class_attribute="")
    whole = whole.replace('minOccurs="0" maxOccurs="unbounded"', f'minOccurs="{least}" maxOccurs="{most}"')
    documents = [f'<r xmlns="{TEI}">{"<a/>" * times}</r>' for times in range(6)]
    found = checked(tmp_path, whole, *documents, ending="odd")
    assert found.refused == 0
    assert {
        n for n in range(6) if str(tmp_path / f"{n}.xml") not in {f.position.path for f in found.findings}
    } == allowed


def test_an_odd_says_its_elements_namespace_its_choices_and_its_lists(tmp_path: Path) -> None:
    whole = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
    <schemaSpec ident="o" start="r" ns="urn:o"><elementSpec ident="r">
    <content><sequence preserveOrder="false"><elementRef key="a"/><elementRef key="b"/></sequence></content>
    <attList org="choice"><attDef ident="m" usage="req"><datatype><dataRef name="string"/></datatype></attDef>
    <attDef ident="n" usage="req"><datatype minOccurs="2" maxOccurs="3"><dataRef name="integer">
    <dataFacet name="maxInclusive" value="9"/></dataRef></datatype></attDef></attList></elementSpec>
    <elementSpec ident="a" ns="urn:a"><content><empty/></content></elementSpec>
    <elementSpec ident="b"><content><empty/></content></elementSpec></schemaSpec></body></text></TEI>"""
    a, b = '<a xmlns="urn:a"/>', "<b/>"
    good = [
        f'<r xmlns="urn:o" m="">{a}{b}</r>',
        f'<r xmlns="urn:o" n="1 2">{b}{a}</r>',
        f'<r xmlns="urn:o" n="1 2 3">{a}{b}</r>',
    ]
    bad = [f'<r xmlns="urn:o"{given}>{a}{b}</r>' for given in (' m="" n="1 2"', "", ' n="1"', ' n="1 10"')]
    bad += ['<r xmlns="urn:o" m=""><a/><b/></r>', f'<r m="">{a}{b}</r>']
    found = checked(tmp_path, whole, *good, *bad, ending="odd")
    assert found.refused == 0
    assert {int(Path(f.position.path).stem) for f in found.findings} == set(range(3, 9))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<dataRef name="string"/>', "", "a datatype needs one dataRef"),
        ('<dataRef name="string"/>', '<dataRef name="nope"/>', "the datatype nope of"),
        ("<attList>", '<classes><memberOf key="att.n"/></classes><attList>', "a member of itself"),
        ('<datatype><dataRef name="string"/></datatype>', '<valList type="closed"/>', "a closed list of values needs"),
        ("<content><textNode/></content>", '<content><textNode/></content><attList><attDef ident="n"/></attList>',
         "the attribute n comes twice in the element a"),
    ],
)  # fmt: skip
def test_an_odd_that_makes_no_schema_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    whole = ODD.format(ns=SCH, on_element="", on_class_attribute="")
    assert old in whole
    found = checked(tmp_path, whole.replace(old, new), "<r/>", ending="odd")
    assert (found.refused, found.findings[0].code) == (1, "E441")
    assert said in found.findings[0].message


def test_quotes_braces_and_blanks_do_no_harm(tmp_path: Path) -> None:
    rules = '<s:pattern id="it\'s {1}"><s:rule context="a[not(matches(@n, \'^\\d{2}$\'))]"><s:assert test="false()">'
    rules += "{not} <s:value-of select=\"concat('{', ., '&quot;')\"/></s:assert></s:rule></s:pattern>"
    assert [(f.code, f.message) for f in by_rng(tmp_path, rules, "<r><a>x</a></r>")] == [("it's {1}", '{not} {x"')]


def test_endless_functions_end(tmp_path: Path) -> None:
    endless = (
        '<s:ns prefix="f" uri="urn:f"/><xsl:function name="f:f" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:param name="x"/><xsl:sequence select="1 + f:f($x)"/></xsl:function>'
    )
    found = by_rng(tmp_path, rule('<s:assert test="f:f(1)">x</s:assert>') + endless, "<r><a/></r>")
    assert {f.code for f in found} == {"E443"}


COUNTED = """<constraintSpec ident="two" scheme="schematron"><constraint>
<s:report test="count(tei:a) = 2">two</s:report></constraint></constraintSpec>"""


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ('<a z="1"/><a/>', ["E415", "two"]),
        ('<a n="1"><b/></a><a/>', ["E411", "two"]),  # strange in a, and not in r
        ('<a/><a/><b/>', ["E411"]),
        ('<a/><a/>words', ["E414"]),
        ('<a/><a/>', ["two"]),
    ],
)  # fmt: skip
def test_a_rule_runs_around_a_faulty_attribute(tmp_path: Path, inside: str, codes: list[str]) -> None:
    schema = ODD.format(ns=SCH, on_class_attribute="", on_element=COUNTED)
    found = checked(tmp_path, schema, f'<r xmlns="{TEI}">{inside}</r>', ending="odd").findings
    assert sorted(f.code for f in found) == codes
