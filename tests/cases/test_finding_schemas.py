"""Which schema a file is judged by: xml-model in all its forms, catalogs, addresses with a copy on this disk."""

from pathlib import Path

import pytest

from edition.errors import InputError
from edition.tasks.validate_files import Validated, validate_files
from edition.validate.catalogs import check_catalog, find_copy
from edition.validate.choose_schemas import choose_schemas
from edition.validate.options import NO_OPTIONS, Options
from edition.xml.parse import parse_document

RNG = "http://relaxng.org/ns/structure/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"
GRAMMAR = f"""<grammar xmlns="{RNG}" xmlns:s="{SCH}">
<start><element name="log"><optional><attribute name="n"/></optional>
<zeroOrMore><element name="day"><text/></element></zeroOrMore></element></start></grammar>"""
NUMBERED = (
    '<s:pattern id="numbered"><s:rule context="log"><s:assert test="@n">a number!</s:assert></s:rule></s:pattern>'
)
RULED = GRAMMAR.replace("</grammar>", f"{NUMBERED}</grammar>")
RULES = f"""<schema xmlns="{SCH}"><phase id="draft"><active pattern="short"/></phase>
<pattern id="short"><rule context="log"><assert test="count(day) lt 2">at most one day</assert></rule></pattern>
<pattern id="full"><rule context="log"><assert test="@n">a number is missing</assert></rule></pattern></schema>"""
TEI_ALL = "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with schemas in schema/; texts go to data/."""
    for name in ("schema", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "schema" / "log.rng").write_text(GRAMMAR, "utf-8")
    (tmp_path / "schema" / "ruled.rng").write_text(RULED, "utf-8")
    (tmp_path / "schema" / "log.sch").write_text(RULES, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def judged(instructions: str, content: str = "<log><day/><dya/></log>", options: Options = NO_OPTIONS) -> Validated:
    Path("data/a.xml").write_text(f"{instructions}{content}", "utf-8")
    return validate_files([Path("data/a.xml")], options=options)


def codes(instructions: str, content: str = "<log><day/><dya/></log>", options: Options = NO_OPTIONS) -> list[str]:
    return [finding.code for finding in judged(instructions, content, options).findings]


def model(href: str, kind: str = "", more: str = "") -> str:
    types = f' schematypens="{kind}"' if kind else ""
    return f'<?xml-model href="{href}"{types} {more}?>\n'


BAD = ["E411"]  # the grammar alone; its rule is silent on the parent of what is unknown
NO_NUMBER = "<log><day/></log>"


@pytest.mark.parametrize(
    "instruction",
    [
        model("../schema/log.rng"),
        model("../schema/log.rng", RNG, 'type="application/xml" title="The log" charset="utf-8" group="a"'),
        "<?xml-model\n  type='application/xml'\n\thref = '../schema/log.rng'\n?>",
        model("../schema/./../schema/log.rng"),
        model("..&#x2F;schema&#47;log.rng"),
        model("../schema/l%6Fg.rng"),
        model("../schema/log.rng#start") + "<!-- a remark --><?xml-stylesheet href='no.css'?>",
        model("../schema/log.rng?version=2"),
        "<!DOCTYPE log>" + model("../schema/log.rng"),
    ],
)
def test_a_grammar_is_found_however_it_is_named(work: Path, instruction: str) -> None:
    assert codes(instruction) == BAD
    assert codes(instruction, NO_NUMBER) == []


def test_a_name_with_a_reference_and_with_letters_is_found(work: Path) -> None:
    for name, href in (("a&b.rng", "a&amp;b.rng"), ("größe 2.rng", "gr%C3%B6%C3%9Fe%202.rng"), ("ß.rng", "ß.rng")):
        (work / "data" / name).write_text(GRAMMAR, "utf-8")
        assert codes(model(href)) == BAD


def test_an_address_of_a_file_is_one_of_this_disk_in_the_working_folder(work: Path) -> None:
    assert codes(model((work / "schema" / "log.rng").as_uri())) == BAD
    assert codes(model((work / "schema" / "log.rng").as_uri().replace("file:///", "file:/"))) == BAD
    (found,) = judged(model("file://elsewhere.example/log.rng")).findings
    assert "nothing is fetched" in found.message


def test_the_rules_of_a_grammar_alone_are_run_where_the_file_asks_for_schematron(work: Path) -> None:
    assert codes(model("../schema/ruled.rng", SCH)) == ["numbered"]
    assert codes(model("../schema/ruled.rng", SCH), '<log n="1"><dya/></log>') == []


def test_both_instructions_to_one_file_use_it_once(work: Path) -> None:
    both = model("../schema/ruled.rng", RNG) + model("../data/../schema/ruled.rng", SCH)
    assert codes(both, NO_NUMBER) == ["numbered"]
    assert codes(both) == BAD
    assert codes(model("../schema/ruled.rng", SCH) + model("../schema/ruled.rng", RNG)) == BAD


def test_every_grammar_that_is_named_is_used_and_what_they_have_alike_is_told_once(work: Path) -> None:
    other = GRAMMAR.replace('<element name="day">', '<element name="hour">')
    (work / "schema" / "hours.rng").write_text(other, "utf-8")
    both = model("../schema/log.rng", RNG) + model("../schema/hours.rng", RNG)
    said = sorted(finding.message for finding in judged(both, '<log n="1"><day/><odd/></log>').findings)
    assert [message.partition(";")[0] for message in said] == [
        "the schema has no element day", "the schema has no element odd",
    ]  # fmt: skip


def test_the_phase_of_an_instruction_is_that_of_its_rules(work: Path) -> None:
    instruction = model("../schema/log.sch", SCH, 'phase="draft"')
    document = parse_document(f"{model('../schema/log.rng')}{instruction}<log/>".encode(), "data/a.xml")
    grammar, rules = choose_schemas(document, work).schemas
    assert (grammar.path.name, grammar.phase) == ("log.rng", "")
    assert (rules.path.name, rules.phase, rules.has_grammar) == ("log.sch", "draft", False)
    days = "<log><day/><day/></log>"
    assert codes(model("../schema/log.sch", SCH), days) == ["full", "short"]
    assert codes(instruction, days) == ["short"]
    assert codes(instruction, days, Options(phase="#ALL")) == ["full", "short"]


def test_rules_are_found_by_either_ending(work: Path) -> None:
    Path("schema/log.sch").rename("schema/log.isosch")
    assert codes(model("../schema/log.isosch"), "<log n='1'><day/><day/></log>") == ["short"]
    (found,) = validate_files([Path("data/a.xml")], "schema/log.isosch").findings
    assert found.code == "short"


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        (model("log.xsd", "http://www.w3.org/2001/XMLSchema"), "is W3C XML Schema, and that is not read"),
        (model("log.dtd", more='type="application/xml-dtd"'), "is a DTD, and that is not read"),
        (model("log.dtd"), "is a DTD, and that is not read"),
        (model("../schema/all.nvdl"), "is NVDL, and that is not read"),
        (model("../schema/log.txt"), "neither RELAX NG"),
        ("<?xml-model schematypens='x'?>", "names no schema"),
        ("<?xml-model href=../schema/log.rng?>", "names no schema"),
        (model("%00.rng"), "no such file"),
        (model("../../../../../../../../../etc/hosts", RNG), "outside the working folder"),
    ],
)
def test_what_cannot_be_used_is_refused_with_advice_and_skipped_beside_what_can(
    work: Path, instruction: str, said: str
) -> None:
    validated = judged(instruction)
    (found,) = validated.findings
    assert (found.code, validated.refused) == ("E400", 1)
    assert said in found.message
    validated = judged(instruction + model("../schema/log.rng"))
    assert [finding.code for finding in validated.findings] == ["E458", "E411"]
    assert validated.refused == 0
    assert said in validated.findings[0].message


def test_what_is_skipped_is_told_once_a_run(work: Path) -> None:
    names = [work / "data" / f"{letter}.xml" for letter in "abc"]
    for name in names:
        name.write_text(f"{model('../schema/log.rng')}{model('https://example.org/x.sch')}<log n='1'/>", "utf-8")
    (found,) = validate_files(names).findings
    assert (found.code, Path(found.position.path).name) == ("E458", "a.xml")


def test_the_folder_that_is_given_is_a_working_folder(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / "data" / "a.xml").write_text(f"{model('../schema/log.rng')}<log n='1'/>", "utf-8")
    (work / "elsewhere").mkdir()
    monkeypatch.chdir(work / "elsewhere")
    assert validate_files([work / "data" / "a.xml"]).refused == 1
    assert validate_files([work / "data" / "a.xml"], options=Options(folders=(work,))).findings == ()


# -- catalogs


def catalog(text: str, name: str = "catalog.xml") -> str:
    Path(name).write_text(f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{text}</catalog>', "utf-8")
    return name


HREF = "https://example.org/s/1.2/log.rng"


@pytest.mark.parametrize(
    "entries",
    [
        f'<uri name="{HREF}" uri="schema/log.rng"/>',
        f'<system systemId="{HREF}" uri="schema/log.rng"/>',
        '<rewriteURI uriStartString="https://example.org/s/1.2/" rewritePrefix="schema/"/>',
        '<rewriteSystem systemIdStartString="https://example.org/s/1.2/" rewritePrefix="schema/"/>',
        '<uriSuffix uriSuffix="/log.rng" uri="schema/log.rng"/>',
        '<systemSuffix systemIdSuffix="log.rng" uri="schema/log.rng"/>',
        f'<group xml:base="schema/"><group prefer="system"><uri name="{HREF}" uri="log.rng"/></group></group>',
        '<rewriteURI uriStartString="https://example.org/" rewritePrefix="no/"/>'
        '<rewriteURI uriStartString="https://example.org/s/1.2/" rewritePrefix="schema/"/>',
        '<uriSuffix uriSuffix="log.rng" uri="no.rng"/><uriSuffix uriSuffix="1.2/log.rng" uri="schema/log.rng"/>',
        '<nextCatalog catalog="none.xml"/><nextCatalog catalog="catalog.xml"/><nextCatalog catalog="schema/two.xml"/>',
        '<delegateURI uriStartString="https://example.org/" catalog="catalog.xml"/>'
        '<delegateURI uriStartString="https://example.org/s/" catalog="schema/two.xml"/>',
    ],
)
def test_a_catalog_says_where_an_address_is(work: Path, entries: str) -> None:
    Path("schema/two.xml").write_text(
        '<!DOCTYPE catalog PUBLIC "-//OASIS//DTD XML Catalogs V1.1//EN" "http://example.org/catalog.dtd">'
        f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><uri name="{HREF}" uri="log.rng"/></catalog>'
    )
    assert codes(model(HREF), options=Options(catalogs=(catalog(entries),))) == BAD


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (f'<uri name="{HREF}" uri="none.rng"/>', "there is no such file"),
        (f'<uri name="{HREF}" uri="http://example.com/log.rng"/>', "nothing is fetched"),
        (f'<uri name="{HREF}" uri="http://[x"/>', "nothing is fetched"),
        ('<public publicId="-//X" uri="schema/log.rng"/>', "nothing is fetched"),
        # a delegate has the last word: the next catalog is not asked
        ('<delegateURI uriStartString="https://" catalog="none.xml"/><nextCatalog catalog="two.xml"/>', "is fetched"),
        (f'<uri uri="schema/log.rng"/><uri name="{HREF}"/><!-- x --><?y?>', "nothing is fetched"),
    ],
)
def test_what_a_catalog_does_not_give_is_told(work: Path, entries: str, said: str) -> None:
    catalog(f'<uri name="{HREF}" uri="schema/log.rng"/>', "two.xml")
    validated = judged(model(HREF), options=Options(catalogs=(catalog(entries),)))
    assert validated.refused == 1
    assert said in validated.findings[0].message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.xml", None, "there is no such catalog"),
        ("c.xml", "<catalog", "c.xml:1:9: is not well-formed XML"),
        ("c.xml", "<catalog/>", "is no OASIS XML catalog"),
        (f"{HREF}=none.rng", None, "none.rng: there is no such file, which is to stand for https"),
    ],
)
def test_a_catalog_that_is_none_is_refused(work: Path, name: str, content: str | None, said: str) -> None:
    if content is not None:
        Path(name).write_text(content, "utf-8")
    with pytest.raises(InputError) as raised:
        check_catalog(name)
    assert said in str(raised.value)


@pytest.mark.parametrize("href", [HREF, "http://example.org/s/1.2/log.rng", "https://www.example.org/s/1.2/log.rng"])
def test_a_pair_says_where_an_address_is(work: Path, href: str) -> None:
    assert codes(model(href), options=Options(catalogs=(f"{HREF}=schema/log.rng",))) == BAD
    assert codes(model(href), options=Options(catalogs=("https://example.org/s/1.2/=schema",))) == BAD


def test_an_address_with_an_equals_sign_is_one_of_a_pair(work: Path) -> None:
    href = "https://example.org/get?schema=log&amp;as=rng"
    assert codes(model(href), options=Options(catalogs=("https://example.org/get?schema=log&as=rng=schema/log.rng",)))


@pytest.mark.parametrize(
    ("href", "is_told"),
    [
        (TEI_ALL.replace("https://www.", "http://"), False),
        (TEI_ALL.replace("release", "Vault/P5/current"), False),
        (TEI_ALL.replace("release", "Vault/P5/3.1.0"), True),
        ("https://vault.tei-c.org/P5/4.2.1/xml/tei/custom/schema/relaxng/tei_all.rng", True),
        (
            "http://build.example.org/job/TEI/lastBuild/artifact/P5/release/xml/tei/custom/schema/relaxng/tei_all.rng",
            True,
        ),
    ],
)
def test_the_addresses_of_a_release_of_tei_mean_one_copy(work: Path, href: str, is_told: bool) -> None:
    validated = judged(model(href), options=Options(catalogs=(f"{TEI_ALL}=schema/log.rng",)))
    assert [finding.code for finding in validated.findings] == ["E458"] * is_told + BAD
    assert judged(model(href.replace("tei_all", "tei_none"))).refused == 1


def test_the_copy_of_a_version_goes_before_that_of_the_release(work: Path) -> None:
    version = TEI_ALL.replace("release", "Vault/P5/3.1.0")
    Path("old.rng").write_text(GRAMMAR, "utf-8")
    pairs = (f"{TEI_ALL}=schema/log.rng", f"{version}=old.rng")
    found, _ = find_copy(version.replace("https", "http"), pairs)
    assert found is not None
    assert found.path.name == "old.rng"
    assert find_copy("https://example.org/", pairs) == (None, "")


def test_the_includes_of_a_grammar_go_through_the_catalog(work: Path) -> None:
    Path("schema/all.rng").write_text(f'<grammar xmlns="{RNG}"><include href="{HREF}"/></grammar>', "utf-8")
    assert codes(model("../schema/all.rng"), options=Options(catalogs=(f"{HREF}=schema/log.rng",))) == BAD
    validated = judged(model("../schema/all.rng"))
    assert [finding.code for finding in validated.findings] == ["E441", "E400"]
    assert "nothing is fetched" in validated.findings[0].message


def test_a_schema_that_the_user_names_by_its_address_is_one_of_the_catalog(work: Path) -> None:
    Path("data/a.xml").write_text("<log><dya/></log>", "utf-8")
    options = Options(catalogs=(f"{HREF}=schema/log.rng",))
    assert [f.code for f in validate_files([Path("data/a.xml")], HREF, options).findings] == BAD
    (found,) = validate_files([Path("data/a.xml")], HREF).findings
    assert found.position.path == HREF
    assert found.message.startswith("nothing is fetched: download it")
