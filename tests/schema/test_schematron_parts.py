"""What a Schematron schema is made of: inclusions, phases, variables, parameters, query languages, quick fixes."""

from pathlib import Path

import pytest

from edition.model import Finding
from edition.tasks.validate_files import Validated, validate_files
from edition.validate.options import Options
from edition.validate.rule_contexts import EVERY_NODE, find_candidates
from edition.xml.node_positions import NodePositions

ISO = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
SQF = "http://www.schematron-quickfix.com/validator/process"
DOCUMENT = '<r>\n  <a n="1">xy</a>\n  <a n="20">long enough</a></r>'
NO = '<assert test="false()">no</assert>'


def run(
    folder: Path, rules: str, document: str = DOCUMENT, phase: str = "", binding: str = "xslt2", **files: str
) -> Validated:
    """Validate a document by rules; `files` stand beside them, with the ending .sch."""
    heads = f'xmlns="{ISO}" xmlns:xsl="{XSL}" xmlns:sqf="{SQF}" xmlns:f="urn:f" queryBinding="{binding}"'
    (folder / "s.sch").write_text(f'<schema {heads}>\n<ns prefix="f" uri="urn:f"/>{rules}</schema>', "utf-8")
    (folder / "d.xml").write_text(document, "utf-8")
    for name, content in files.items():
        (folder / f"{name}.sch").write_text(content, "utf-8")
    return validate_files([folder / "d.xml"], folder / "s.sch", Options(phase=phase))


def told(found: Validated) -> list[str]:
    return [tell(finding) for finding in found.findings]


def tell(f: Finding) -> str:
    return f"{f.position.line}:{f.position.column} {f.code} {f.message}"


def rule(inside: str, context: str = "a", attributes: str = "") -> str:
    return f'<pattern id="P" {attributes}><rule context="{context}">{inside}</rule></pattern>'


# -- inclusions


PATTERN = f'<pattern xmlns="{ISO}" id="In"><include href="in-rule.sch"/></pattern>'
RULE = f'<rule xmlns="{ISO}" context="a">{NO}</rule>'
WHOLE = (
    f'<schema xmlns="{ISO}"><ns prefix="f" uri="urn:other"/><pattern id="W"><rule abstract="true" id="w">'
    '<assert test="f:none">W</assert></rule></pattern></schema>'
)


def test_parts_are_included_from_beside_the_schema(tmp_path: Path) -> None:
    found = run(tmp_path, '<include href="sub/pattern.sch"/>')
    assert [f.code for f in found.findings] == ["E442"]
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pattern.sch").write_text(PATTERN, "utf-8")
    (tmp_path / "sub" / "in-rule.sch").write_text(RULE, "utf-8")
    assert told(run(tmp_path, '<include href="sub/pattern.sch"/>')) == ["2:3 In no", "3:3 In no"]


def test_an_extended_rule_brings_its_prefixes(tmp_path: Path) -> None:
    document = '<r xmlns:o="urn:other"><a><o:none/></a><a/></r>'
    found = run(tmp_path, rule('<extends href="whole.sch#w"/>'), document, whole=WHOLE)
    assert told(found) == ["1:40 P W"]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<include href="none.sch"/>', "there is no file none.sch in"),
        ('<include href="https://example.org/x.sch"/>', "nothing is fetched"),
        ('<include href="me.sch"/>', "me.sch includes itself"),
        ('<include href="whole.sch#q"/>', "has no element with the id q"),
        ('<include href="words.sch"/>', "cannot be read"),
        ('<include href="tei.sch"/>', "is p, which is not Schematron"),
        ('<include/>', "is no address"),
        (rule('<extends href="whole.sch"/>'), "only a rule can be extended"),
        ('<include href="twice1.sch"/>', "includes more than"),
    ],
)  # fmt: skip
def test_what_cannot_be_included_is_refused(tmp_path: Path, link: str, said: str) -> None:
    twice = {
        f"twice{n}": f'<pattern xmlns="{ISO}">' + f'<include href="twice{n + 1}.sch"/>' * 2 + "</pattern>"
        for n in range(1, 14)
    }
    me = f'<pattern xmlns="{ISO}"><include href="me.sch"/></pattern>'
    found = run(tmp_path, link, me=me, whole=WHOLE, words="words", tei="<p/>", **twice, twice14=f'<p xmlns="{ISO}"/>')
    assert (found.refused, found.findings[0].code) == (1, "E442")
    assert said in found.findings[0].message
    assert found.findings[0].position.line > 0


# -- phases


PHASES = (
    '<phase id="short"><let name="least" value="3"/><active pattern="Q"/></phase>'
    '<phase id="none"><active pattern="nobody"/></phase><phase id="empty"/>'
    f'{rule(NO)}<pattern id="Q"><rule context="a"><assert test="string-length(.) gt 3">Q</assert></rule></pattern>'
)
BY_PHASE = PHASES.replace("gt 3", "gt $least")


@pytest.mark.parametrize(
    ("phase", "rules", "codes"),
    [
        ("", PHASES, ["P", "Q", "P"]),
        ("#ALL", PHASES, ["P", "Q", "P"]),
        ("#DEFAULT", PHASES, ["P", "Q", "P"]),
        ("short", PHASES, ["Q"]),
        ("short", BY_PHASE, ["Q"]),
        ("", BY_PHASE, ["E442"]),
        ("shrt", PHASES, ["E442"]),
        ("none", PHASES, ["E442"]),
        ("empty", PHASES, ["E442"]),
        ("short", rule(NO), ["E442"]),
    ],
)
def test_a_phase_runs_its_patterns(tmp_path: Path, phase: str, rules: str, codes: list[str]) -> None:
    assert [f.code for f in run(tmp_path, rules, phase=phase).findings] == codes


def test_an_unknown_phase_is_told_with_the_known_ones(tmp_path: Path) -> None:
    (found,) = told(run(tmp_path, PHASES, phase="shrt"))
    assert "there is no phase shrt; did you mean short? The schema has short, none, empty" in found


# -- variables and parameters


@pytest.mark.parametrize(
    "rules",
    [
        rule(f'<let name="x" value="1"/><let name="x" value="2"/>{NO}'),
        '<let name="x" value="1"/><pattern><let name="x" value="2"/></pattern>' + rule(NO),
        '<let name="x" value="1"/><let name="x" value="2"/>' + rule(NO),
        '<pattern><let name="x" value="1"/><let name="x" value="2"/></pattern>' + rule(NO),
    ],
)
def test_a_variable_is_defined_once(tmp_path: Path, rules: str) -> None:
    (found,) = run(tmp_path, rules).findings
    assert (found.code, "the variable x is defined twice" in found.message) == ("E442", True)


def test_the_content_of_a_variable_is_its_value_and_is_not_carried_out(tmp_path: Path) -> None:
    let = '<let name="list"><item xmlns="" n="{1}">xy</item><xsl:message terminate="yes"/></let>'
    message = '<report test="$list = .">found <value-of select="$list/@n, name($list[2])"/></report>'
    assert told(run(tmp_path, let + rule(message))) == ["2:3 P found {1} xsl:message"]


def test_parameters_stand_in_quotes_and_messages_too(tmp_path: Path) -> None:
    parameters = '<param name="what"/><param name="most" value="5"/>'
    inside = (
        '<let name="own" value="2"/><assert test="name() != \'$what\' or string-length(.) lt $most - $own + $own">'
        "$what with $mostly</assert>"
    )
    rules = f'{parameters}<rule context="$what">{inside}</rule>'
    abstract = f'<pattern abstract="true" id="A">{rules}</pattern>'
    given = '<param name="what" value="a"/>'
    assert told(run(tmp_path, f'{abstract}<pattern id="P" is-a="A">{given}</pattern>')) == ["3:3 P a with $mostly"]
    for wrong, said in (
        (f'{abstract}<pattern is-a="A"/>', "the parameter what of the abstract pattern A is missing"),
        (f'{abstract}<pattern is-a="A">{given.replace("what", "who")}</pattern>', "has no parameter who"),
    ):
        assert any(said in line for line in told(run(tmp_path, wrong)))


def test_an_abstract_rule_belongs_to_its_pattern_or_to_all(tmp_path: Path) -> None:
    abstract = f'<rule abstract="true" id="q">{NO}</rule>'
    extending = rule('<extends rule="q"/>', "a[1]")
    assert told(run(tmp_path, f"<rules>{abstract}</rules>{extending}")) == ["2:3 P no"]
    (found,) = told(run(tmp_path, f"<pattern>{abstract}</pattern>{extending}"))
    assert "there is no abstract rule q to extend in this pattern: move it there" in found


def test_all_rules_of_a_group_apply(tmp_path: Path) -> None:
    two = f'<rule context="a">{NO}</rule><rule context="a[1]">{NO}</rule>'
    assert len(told(run(tmp_path, f"<pattern>{two}</pattern>"))) == 2
    assert len(told(run(tmp_path, f"<group>{two}</group>"))) == 3


def test_a_key_of_the_older_schematron_is_one(tmp_path: Path) -> None:
    inside = '<key name="k" path="@n"/><assert test="key(\'k\', \'20\') is .">no</assert>'
    assert told(run(tmp_path, rule(inside))) == ["2:3 P no"]


# -- query languages


@pytest.mark.parametrize("binding", ["xslt", "XSLT", "xslt1", "xpath", "xslt2", "XSLT3", "xpath2", "xpath3", "xpath31"])
def test_known_query_languages(tmp_path: Path, binding: str) -> None:
    assert told(run(tmp_path, rule(NO, "a[1]"), binding=binding)) == ["2:3 P no"]


def test_an_unknown_query_language_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (found,) = told(run(tmp_path, rule(NO), binding="exslt"))
    assert "1:1 E442 the query language exslt is not known; known are xslt, xslt1" in found


def test_of_several_nodes_the_older_language_takes_the_first(tmp_path: Path) -> None:
    rules = rule("<assert test=\"contains(a, 'long')\">first: <value-of select='a'/></assert>", "r[a/@n &lt; 'x' or a]")
    assert told(run(tmp_path, rules, binding="xslt")) == ["1:1 P first: xy"]
    assert [f.code for f in run(tmp_path, rules, binding="xslt2").findings] == ["E443"]


# -- messages, positions and quick fixes


def test_a_test_without_words_is_told_as_it_stands(tmp_path: Path) -> None:
    rules = rule("<assert test=\"@n = '1'\"/><report test=\"@n = '20'\"/>", "a[2]")
    assert told(run(tmp_path, rules)) == ["3:3 P «@n = '1'» is not so", "3:3 P «@n = '20'» is so"]


def test_a_subject_is_where_the_finding_is(tmp_path: Path) -> None:
    for subject, place in (("@n", "2:6"), ("../a[2]", "3:3"), ("none", "2:3"), ("'words'", "2:3"), ("..", "1:1")):
        rules = rule(NO.replace("test", f'subject="{subject}" test'), "a[1]")
        assert told(run(tmp_path, rules)) == [f"{place} P no"]
    assert told(run(tmp_path, rule(NO, 'a[1]" subject="../a[2]'))) == ["3:3 P no"]


@pytest.mark.parametrize(
    ("context", "path", "said"),
    [("a[1]", "..", "r"), ("a[1]", "@n", "1"), ("a[1]", "name(..)", "r"), ("a/@n[. = '1']", "..", "a")],
)
def test_a_name_is_that_of_an_element_or_what_is_computed(tmp_path: Path, context: str, path: str, said: str) -> None:
    (found,) = run(tmp_path, rule(f'<assert test="false()"><name path="{path}"/></assert>', context)).findings
    assert found.message == said


def test_a_quick_fix_is_told_as_advice(tmp_path: Path) -> None:
    fixes = (
        '<sqf:fix id="f"><sqf:description><sqf:title>Delete <value-of select="."/></sqf:title></sqf:description>'
        '<sqf:delete/></sqf:fix><sqf:fix id="g" use-when="@n = \'20\'"><sqf:delete/></sqf:fix>'
    )
    for rules in (
        rule(NO.replace("test", 'sqf:fix="f g nobody" test') + fixes),
        rule(NO.replace("test", 'sqf:fix="f g" test')) + f"<sqf:fixes>{fixes}</sqf:fixes>",
        rule(NO.replace("test", 'sqf:fix="all" test'))
        + f'<sqf:fixes><sqf:group id="all">{fixes}</sqf:group></sqf:fixes>',
    ):
        found = run(tmp_path, rules)
        assert told(found) == [
            "2:3 E446 to mend P, the schema has the quick fix: Delete xy", "2:3 P no",
            "3:3 E446 to mend P, the schema has the quick fix: Delete long enough",
            "3:3 E446 to mend P, the schema has the quick fix: g", "3:3 P no",
        ]  # fmt: skip
        assert {f.severity for f in found.findings if f.code == "E446"} == {"advice"}


@pytest.mark.parametrize("home", ["severity", "role", "diagnostic"])
def test_a_severity_may_stand_in_several_places(tmp_path: Path, home: str) -> None:
    given = 'diagnostics="d"' if home == "diagnostic" else f'{home}="warning"'
    rules = rule(NO.replace("test", f"{given} test"), "a[1]")
    rules += '<diagnostics><diagnostic id="d" role="warning">why</diagnostic></diagnostics>'
    assert {f.severity for f in run(tmp_path, rules).findings} == {"warning"}


# -- rules that fail


def test_a_context_that_fails_is_told(tmp_path: Path) -> None:
    found = told(run(tmp_path, rule(NO, "a[xs:integer(.) gt 3]")))
    assert len(found) == 1
    assert "1:1 E443 the rule P cannot be applied here: its context fails (at " in found[0]
    assert 'Cannot convert string "xy"' in found[0]


@pytest.mark.parametrize("body", ["f:l($x + 1)", "1 + f:l($x)", "if ($x = 0) then 1 else f:l($x - 1)"])
def test_a_function_without_end_ends_and_other_rules_go_on(tmp_path: Path, body: str) -> None:
    function = f'<xsl:function name="f:l"><xsl:param name="x"/><xsl:sequence select="{body}"/></xsl:function>'
    rules = rule(f'<assert test="f:l(-1)">x</assert>{NO}', "a[1]")
    found = told(run(tmp_path, function + rules))
    assert [line.split(" ")[1] for line in found] == ["E443", "P"]
    assert "Too many nested function calls" in found[0]


def test_a_function_that_ends_is_as_deep_as_it_likes(tmp_path: Path) -> None:
    function = '<xsl:function name="f:l"><xsl:param name="x"/><xsl:sequence select="if ($x) then f:l($x - 1) else 0"/>'
    asking = rule('<report test="f:l(4000)">x</report>')
    assert told(run(tmp_path, f"{function}</xsl:function>{asking}")) == []


def test_prefixes_of_the_schema_are_its_own(tmp_path: Path) -> None:
    document = '<r xmlns="urn:mine"><a/></r>'
    for prefix in ("xsl", "xs", "map", "sch", "place", "o", "variorum-xsl", "Q"):
        rules = f'<ns prefix="{prefix}" uri="urn:mine"/>{rule(NO, f"{prefix}:a")}'
        assert told(run(tmp_path, rules, document)) == ["1:21 P no"]


# -- which nodes a context can be about


@pytest.mark.parametrize(
    ("context", "nodes"),
    [
        ("a", "//Q{}a"),
        ("t:p/t:head[. = 'x/y | z']", "//Q{urn:t}head"),
        ("//t:p[a[b]][2] | @when", "//Q{urn:t}p | //@Q{}when"),
        ("t:*/@xml:id", "//@Q{http://www.w3.org/XML/1998/namespace}id"),
        ("*:p", "//*:p"),
        ("t:*", "//Q{urn:t}*"),
        ("*", "//*"),
        ("@*", "//@*"),
        ("/", "/"),
        ("p/text()[1]", "//text()"),
        ("attribute::n", "//@Q{}n"),
        ("node()", EVERY_NODE),
        ("a union b", EVERY_NODE),
        ("a[1] union b[2]", EVERY_NODE),
        ("a except b", EVERY_NODE),
        ("( x/a | b )[@n]", "//Q{}a | //Q{}b"),
        ("a/(b | c)", "//Q{}b | //Q{}c"),
        ("(a)/(b | /)", EVERY_NODE),
        ("(a) | (b)", "//Q{}a | //Q{}b"),
        ("(a | b", EVERY_NODE),
        ("t:*[ @when ][2]", "//Q{urn:t}*[@Q{}when]"),
        ("a[2][@n]", "//Q{}a"),
        ("a[@n or b]", "//Q{}a"),
        ("a[@t:n]", "//Q{}a"),
        (".[self::a]", EVERY_NODE),
        ("key('k', 'a')", EVERY_NODE),
        ("descendant::a", EVERY_NODE),
        ("self::a", EVERY_NODE),
        ("u:a", EVERY_NODE),
        ("a (: or :) | b", EVERY_NODE),
        ("a[", EVERY_NODE),
        ("a['", EVERY_NODE),
    ],
)
def test_candidates(context: str, nodes: str) -> None:
    assert find_candidates(context, {"t": "urn:t"}) == nodes


# -- positions


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_positions_of_what_is_no_element(encoding: str) -> None:
    text = "<?xml version='1.0' encoding='{0}'?>\r\n<!--é-->\n<é  n='>'\n\tü = \"x\n\"><b/>é<![CDATA[ x]]> "
    text += "<!-- c --><b m=''/>\r  <?p?></é>"
    data = text.format(encoding.removesuffix("-sig")).encode(encoding)
    places = NodePositions(data, encoding)
    assert places.of_child(0, 1) == (2, 1)
    assert places.of_attribute("n", (3, 1)) == (3, 5)
    assert places.of_attribute("ü", (3, 1)) == (4, 2)
    assert places.of_attribute("x", (3, 1)) is None
    assert places.of_attribute("n", (300, 1)) is None
    assert places.of_child(1, 2, (3, 2)) is None
    assert (places.of_child(1, 1, (3, 1)), places.of_child(1, 2, (3, 1))) == (None, (5, 7))
    assert (places.of_child(1, 3, (3, 1)), places.of_child(1, 6, (3, 1))) == ((5, 23), (6, 3))
