"""Known faults: their codes, their words, their exact line and column; and what is refused before it is judged."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError
from edition.validate.choose_schemas import choose_schemas, is_own_document
from edition.validate.document import validate, validate_document
from edition.validate.pointers import find_dead_pointers
from edition.validate.relaxng import load_validator
from edition.validate.schema import own_schema
from edition.xml.parse import parse, parse_document

VALID = (Path(__file__).parents[2] / "schema" / "examples" / "R113" / "valid.xml").read_text("utf-8")
NAME = '<persName xml:id="m-aaaaaaaa" cert="low"'


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "words"),
    [
        (NAME, f"<perName/>{NAME}", "E411", "<perName", "did you mean persName?"),
        (NAME, NAME.replace(" cert", " crt"), "E415", "<persName", "crt; did you mean cert?"),
        ('cert="low"', 'cert="lwo"', "E417", "<persName", "high, medium or low; did you mean low?"),
        (NAME, f"<head/>{NAME}", "E412", "<head", "head may not stand in p; it may stand in body: does p"),
        ("<p xml:id", "<epigraph/><p xml:id", "E411", "<epigraph", "the schema has no element epigraph"),
        ("<body>", "<body>\nLoose words", "E414", "Loose", "in body no words may stand outside its elements"),
        (' ident="variorum"', ' ident="variorum" n="1"', "E415", "<application", "application has no attribute n"),
        (' version="0.1.0"', "", "E416", "<application", "application needs the attribute version"),
        ('version="0.1.0"', 'version="new"', "E417", "<application", "version=«new» on application must be"),
        ("<label>variorum</label>", "", "E413", "<application", "label is missing at its end"),
        ("<titleStmt>", "<sourceDesc/><titleStmt>", "E412", "<sourceDesc", "here may stand titleStmt"),
    ],
)
def test_a_fault_is_told_in_words_and_at_its_place(old: str, new: str, code: str, at: str, words: str) -> None:
    assert VALID.count(old) == 1
    text = VALID.replace(old, new)
    finding = next(f for f in validate(text.encode(), "w.xml") if f.code == code)
    assert words in finding.message
    assert text.splitlines()[finding.position.line - 1][finding.position.column - 1 :].startswith(at)


def test_a_missing_element_is_named_before_what_comes_too_early() -> None:
    start, end = VALID.index("<publicationStmt>"), VALID.index("</publicationStmt>") + len("</publicationStmt>")
    finding = validate((VALID[:start] + VALID[end:]).encode(), "w.xml")[0]
    assert finding.code == "E413"
    assert "publicationStmt is missing before it" in finding.message


def test_columns_count_characters_and_start_tags_may_have_many_lines() -> None:
    text = VALID.replace("It was", "😀ё It was").replace(" cert", "\n  crt")
    finding = next(f for f in validate(text.encode(), "w.xml") if f.code == "E415")
    assert text.splitlines()[finding.position.line - 1][finding.position.column - 1 :].startswith("<persName")


def test_another_encoding_changes_no_place() -> None:
    text = VALID.replace(' cert="low"', "").replace("UTF-8", "UTF-16")
    [finding] = validate(text.encode("utf-16"), "w.xml")
    assert finding.code == "R113"
    assert text.splitlines()[finding.position.line - 1][finding.position.column - 1 :].startswith("<persName")


def test_the_verdict_is_that_of_libxml2(mutants: Callable[[int], Iterator[bytes]]) -> None:
    relaxng, judge = etree.RelaxNG(etree.parse(own_schema())), load_validator(own_schema())
    verdicts = []
    for data in mutants(1500):
        root = parse(data, "mutant.xml")
        verdicts.append(relaxng.validate(root.getroottree()))
        assert verdicts[-1] == (not judge.find_faults(root)), data
    assert 100 < sum(verdicts) < 1400


BOMB = (
    b'<!DOCTYPE a [<!ENTITY e0 "ha">'
    + b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(8))
    + b"]>"
)


def test_a_document_type_without_declarations_is_accepted() -> None:
    assert parse(b"<!DOCTYPE TEI>\n<TEI/>", "x.xml").tag == "TEI"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<TEI>\n <p>\n</TEI>", "x.xml:3:7: is not well-formed"),
        (b"", "x.xml"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]>\n<a>&e;</a>', "x.xml:1: the DOCTYPE declares the entity e"),
        (
            b'<!DOCTYPE a [\n<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a/>',
            "x.xml:2: the DOCTYPE declares the entity p",
        ),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<a b="&e;"/>', "declares the entity e"),
        (b'<!DOCTYPE a SYSTEM "a.dtd">\n<a/>', "the DOCTYPE names the outside file a.dtd"),
        (b'<!DOCTYPE a PUBLIC "-//X" "http://x.org/a.dtd">\n<a/>', "names the outside file http://x.org/a.dtd"),
        (b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]>\n<a/>', "the DOCTYPE declares b of a"),
        (b"<!DOCTYPE a [<!ELEMENT a ANY>]>\n<a/>", "the DOCTYPE declares the element a"),
        (b'<!DOCTYPE a [<!NOTATION n SYSTEM "x">]>\n<a/>', "the DOCTYPE declares the notation n"),
        (BOMB + b"<a>&e8;</a>", "the DOCTYPE declares the entity e0"),
        (BOMB + b'<a b="&e8;"/>', "the DOCTYPE declares the entity e0"),
        (b"<a>" * 300 + b"</a>" * 300, "Excessive depth"),
        (b'<a>\n <b xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></a>', "x.xml:2:2: XInclude"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "x.xml"),
    ],
)
def test_what_is_not_safe_is_not_parsed(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(data, "x.xml")
    assert words in str(raised.value)


def test_a_file_of_nobody_is_not_judged_and_told_how() -> None:
    with pytest.raises(InputError, match="--schema"):
        validate(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "strange.xml")


def test_ours_is_what_says_so() -> None:
    assert is_own_document(parse(VALID.encode(), "w.xml"))
    assert not is_own_document(parse(VALID.replace('ident="variorum"', 'ident="other"').encode(), "w.xml"))


SMALL = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="a">
<interleave><element name="b"><empty/></element><element name="c"><empty/></element></interleave>
</element></start></grammar>"""


def test_a_schema_beside_the_file_is_used_and_one_elsewhere_is_not(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.rng").write_text(SMALL)
    (tmp_path / "out.rng").write_text(SMALL)
    path = str(tmp_path / "in" / "a.xml")
    named = b'<?xml-model href="a.rng" type="application/xml"?>\n<a><c/><b/></a>'
    assert [s.path for s in choose_schemas(parse_document(named, path)).schemas] == [tmp_path / "in" / "a.rng"]
    assert validate(named, path) == ()
    [finding, *_] = validate(named.replace(b"<b/>", b""), path)
    assert (finding.code, finding.position.line) == ("E413", 2)
    assert finding.message == "a is incomplete: b is missing at its end"
    for href in (b"../out.rng", b"https://example.org/a.rng", b"none.rng"):
        with pytest.raises(InputError):
            validate(named.replace(b"a.rng", href), path)


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("../schema/none.rng", "and there is no such file"),
        ("../../far.rng", "which is outside the working folder"),
        (
            "https://example.org/x/tei_all.rng",
            "nothing is fetched: download it and name the copy (--schema tei_all.rng)",
        ),
        ("file:///etc/a.rng", "and there is no such file"),
        ("http://[x/a.rng", "which is no address"),
        ("../schema/a.txt", "and there is no such file"),
    ],
)
def test_a_schema_in_the_working_folder_is_found_and_else_it_is_said_why_not(
    tmp_path: Path, href: str, said: str
) -> None:
    work = tmp_path / "work"
    for folder in ("data", "schema"):
        (work / folder).mkdir(parents=True)
    for place in (work / "schema" / "a b.rng", work / "schema" / "a.rnc", tmp_path / "far.rng"):
        place.write_text(SMALL, encoding="utf-8")
    path = str(work / "data" / "a.xml")
    document = b'<?xml-model href="%s" schematypens="http://relaxng.org/ns/structure/1.0"?>\n<a/>'
    for name in (b"../schema/a%20b.rng", b"../schema/a b.rng"):
        (found,) = choose_schemas(parse_document(document % name, path), work).schemas
        assert found.path.samefile(work / "schema" / "a b.rng")
    with pytest.raises(InputError, match="outside the working folder"):
        choose_schemas(parse_document(document % b"../schema/a b.rng", path))
    with pytest.raises(InputError) as raised:
        choose_schemas(parse_document(document % href.encode(), path), work)
    assert f"its xml-model names {href}, " in str(raised.value)
    assert said in str(raised.value)
    assert "--schema" in str(raised.value)


def test_rules_that_a_file_names_beside_its_schema_are_run(tmp_path: Path) -> None:
    (tmp_path / "a.rng").write_text(SMALL, encoding="utf-8")
    rules = '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern id="P"><rule context="a">'
    rules += '<assert test="@x">a needs x</assert></rule></pattern></schema>'
    (tmp_path / "a.sch").write_text(rules, encoding="utf-8")
    document = b'<?xml-model href="a.rng"?><?xml-model href="a.sch"?><?xml-model href="a.rng"?>\n<a><b/><c/></a>'
    assert [f.code for f in validate(document, str(tmp_path / "a.xml"))] == ["P"]


def test_a_schema_that_fetches_is_refused(tmp_path: Path) -> None:
    schema = tmp_path / "s.rng"
    schema.write_text(SMALL.replace("<start>", '<include href="http://example.org/x.rng"/><start>'))
    with pytest.raises(InputError, match="nothing is fetched"):
        validate(b"<a/>", "a.xml", schema)
    with pytest.raises(InputError, match="no such schema"):
        validate(b"<a/>", "a.xml", tmp_path / "none.rng")
    with pytest.raises(InputError, match="RELAX NG"):
        validate(b"<a/>", "a.xml", Path(__file__))


def test_our_rules_go_with_our_schema_however_it_is_named() -> None:
    document = parse_document(VALID.replace(' cert="low"', "").encode(), "w.xml")
    assert [f.code for f in validate_document(document, own_schema())] == ["R113"]


def test_pointers_into_the_registers() -> None:
    register = parse(b'<r xmlns:x="x"><person xml:id="pers-stalin"/></r>', "r")
    name = b'<t>\n<n ref="../registers/persons.xml#pers-%s"/></t>'
    trees = {f"tei/witnesses/{n}.xml": parse(name % n.encode(), n) for n in ("stalin", "staln")}
    [finding] = find_dead_pointers(trees, {"tei/registers/persons.xml": register})
    assert (finding.code, finding.position.line, finding.position.column) == ("E422", 3, 1)
    assert "did you mean pers-stalin?" in finding.message
    assert {f.code for f in find_dead_pointers(trees, {})} == {"E421"}
