"""Files that take in others: XInclude, entities, and the DTD of a DOCTYPE (`edition validate --allow-includes`)."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from edition.tasks.validate_files import validate_files
from edition.validate.options import NO_OPTIONS, Options
from edition.xml import parse

RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="list"/></start>
<define name="list"><element name="list"><zeroOrMore><choice><ref name="list"/><ref name="item"/></choice></zeroOrMore>
</element></define><define name="item"><element name="item"><optional><attribute name="xml:id"/></optional><optional>
<attribute name="n"><choice><value>one</value><value>two</value></choice></attribute></optional><text/></element>
</define></grammar>"""
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
LOL = "&a{};"


def judge(folder: Path, files: Mapping[str, str], includes: bool = True) -> tuple[int, list[str]]:
    """How many of the files a.xml were refused, and the findings, with names relative to the folder."""
    (folder / "s.rng").write_text(RNG, encoding="utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    options = Options(includes=True) if includes else NO_OPTIONS
    validated = validate_files([folder / "a.xml"], folder / "s.rng", options)
    return validated.refused, [str(finding).replace(f"{folder}{os.sep}", "") for finding in validated.findings]


def found(folder: Path, files: Mapping[str, str], includes: bool = True) -> list[str]:
    """The findings in a.xml, which is not refused."""
    refused, findings = judge(folder, files, includes)
    assert refused == 0, findings
    return findings


def refusal(folder: Path, files: Mapping[str, str], includes: bool = True) -> str:
    """The one finding in a.xml, which is refused."""
    refused, (finding,) = judge(folder, files, includes)
    assert refused == 1
    assert " error E400 " in finding
    return finding


# -- XInclude


def test_a_fault_has_its_place_in_the_file_that_is_taken_in(tmp_path: Path) -> None:
    files = {
        "a.xml": f'<list {XI}>\n<xi:include href="parts/b.xml"/><item/>\n<itm/></list>',
        "parts/b.xml": f'<?xml version="1.0"?>\n<list {XI}><item/>\n  <xi:include href="c.xml"/></list>',
        "parts/c.xml": '<item xml:id="c"\n n="three"/>',
    }
    assert found(tmp_path, files) == [
        "a.xml:3:1: error E411 the schema has no element itm; did you mean item?",
        "parts/c.xml:1:1: error E417 n=«three» on item must be one or two",
    ]


@pytest.mark.parametrize(
    ("inclusion", "said"),
    [
        ('<xi:include href="b.xml"/>', []),
        ('<xi:include href="b.xml" xpointer="x"/>', []),
        ('<xi:include href="b.xml" xpointer="element(/1/2)"/>', []),
        ('<xi:include href="b.xml" xpointer="element(x)"/>', []),
        ('<xi:include href="b.xml" xpointer="xpointer(id(\'x\'))"/>', []),
        ('<xi:include href="b.xml" xpointer="xmlns(t=u) element(none) element(/1/1)"/>', []),
        ('<item xml:id="i"/><xi:include xpointer="i"/>', []),
        ('<item><xi:include href="words.txt" parse="text"/></item>', []),
        ('<item><xi:include href="latin.txt" parse="text" encoding="ISO-8859-1"/></item>', []),
        ('<list xml:base="sub/"><xi:include href="d.xml"/></list>', ["a.xml:2:1: error E415 list has no attribute"]),
        ('<xi:include href="sub/e%20f.xml"/>', []),
        (
            '<xi:include href="none.xml"><xi:fallback><item/><xi:include href="b.xml"/></xi:fallback></xi:include>',
            ["a.xml:2:1: advice E448 XInclude of none.xml is not possible, so its fallback is used: there is no such"],
        ),
        (
            '<xi:include href="https://example.org/b.xml"><xi:fallback/></xi:include>',
            ["a.xml:2:1: advice E448 XInclude of https://example.org/b.xml is not possible, so its fallback is used"],
        ),
    ],
)  # fmt: skip
def test_what_can_be_taken_in(tmp_path: Path, inclusion: str, said: list[str]) -> None:
    (tmp_path / "latin.txt").write_bytes("née < vivante".encode("latin-1"))
    files = {
        "a.xml": f"<list {XI}>\n{inclusion}</list>",
        "b.xml": '<list><item n="one"/><item xml:id="x">words</item></list>',
        "words.txt": "<&>\r\n",
        "sub/d.xml": "<item/>",
        "sub/e f.xml": "<item/>",
    }
    findings = found(tmp_path, files)
    assert [one[: len(other)] for one, other in zip(findings, said, strict=True)] == said


@pytest.mark.parametrize(
    ("inclusion", "said"),
    [
        ('href="a.xml"', "a.xml takes in itself"),
        ('href="loop.xml"', "a.xml takes in itself"),
        ('href="none.xml"', "XInclude of none.xml is not possible: there is no such file in"),
        ('href="b.xml" xpointer="nowhere"', "b.xml has no element «nowhere»"),
        ('href="b.xml" xpointer="element(/1/9)"', "b.xml has no element «element(/1/9)»"),
        ('href="b.xml" xpointer="xpath(//item)"', "is not understood: write the xml:id of the element"),
        ('href="b.xml" xpointer="element("', "is no pointer"),
        ('href="b.xml#x"', "may not have a #"),
        ('href="b.xml" parse="html"', "parse=«html» must be xml or text"),
        ('href="b.xml" parse="text" xpointer="x"', "xpointer may not stand beside parse=«text»"),
        ("", "it names neither a file (href) nor a part of this one (xpointer)"),
        ('href="http://example.org/b.xml"', "nothing is fetched"),
        ('href="//example.org/b.xml"', "nothing is fetched"),
        ('href="file:///etc/passwd"', "nothing is fetched"),
        ('href="/etc/passwd" parse="text"', "it is outside the working folder and the folder of the file"),
        ('href="../../../../../../../etc/passwd" parse="text"', "it is outside the working folder"),
        ('href="/dev/zero" parse="text"', "it is outside the working folder"),
        ('href="outside.txt" parse="text"', "it is outside the working folder"),
        ('href="pipe" parse="text"', "there is no such file"),
        ('href="." parse="text"', "there is no such file"),
        ('href="nul.txt" parse="text"', "nul.txt:2: error E400 has the character U+0000, which XML cannot hold"),
        ('href="b.xml" parse="text" encoding="klingon"', "cannot be read as text"),
        ('href="broken.xml"', "broken.xml:2:3: error E400 is not well-formed XML"),
        ('href="deep1.xml"', "more than 30 files are taken in"),
    ],
)
def test_what_cannot_be_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inclusion: str, said: str) -> None:
    monkeypatch.setattr("edition.validate.local_files.MAX_FILES", 30)
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "pipe")
    files = {
        "a.xml": f"<list {XI}>\n<xi:include {inclusion}/></list>",
        "b.xml": '<list><item n="one"/></list>',
        "loop.xml": f'<list {XI}><xi:include href="a.xml"/></list>',
        "broken.xml": "<list>\n</lost>",
        "nul.txt": "a\n\0",
        **{f"deep{n}.xml": thrice(f"deep{n + 1}.xml") if n < 9 else "<item/>" for n in range(1, 10)},
    }
    assert said in refusal(folder, files)


def thrice(name: str) -> str:
    """A list that takes in another file three times."""
    inclusion = f'<xi:include href="{name}"/>'
    return f"<list {XI}>{inclusion * 3}</list>"


def test_without_the_option_xinclude_is_refused_and_the_option_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, {"a.xml": f'<list {XI}>\n<xi:include href="b.xml"/></list>'}, includes=False)
    assert said.startswith("a.xml:2:1: ")
    assert "edition validate --allow-includes" in said


def test_a_part_may_take_the_place_of_the_root(tmp_path: Path) -> None:
    files = {"a.xml": f'<xi:include {XI} href="b.xml"/>', "b.xml": "<list>\n<itm/></list>"}
    assert found(tmp_path, files) == ["b.xml:2:1: error E411 the schema has no element itm; did you mean item?"]


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.validate.local_files.MAX_BYTES", 1000)
    files = {"a.xml": f'<list {XI}><xi:include href="b.xml"/></list>', "b.xml": f"<item>{'x' * 1000}</item>"}
    assert "b.xml: what is taken in has more than" in refusal(tmp_path, files)
    assert parse.MAX_BYTES > 1000


# -- entities


@pytest.mark.parametrize("includes", [False, True])
def test_internal_entities_are_expanded(tmp_path: Path, includes: bool) -> None:
    subset = '<!ENTITY w "wörd"><!ENTITY i "<item n=\'two\'>&w;</item>"><!ENTITY bad "<item n=\'&w;\'/>">'
    content = f"<!DOCTYPE list [{subset}]>\n<list>\n  &i;<item n='one'>&w;</item>&bad;</list>"
    assert found(tmp_path, {"a.xml": content}, includes) == [
        "a.xml:3:30: error E417 n=«wörd» on item must be one or two"
    ]


def test_defaults_of_attributes_that_the_file_itself_declares_count(tmp_path: Path) -> None:
    subset = '<!ELEMENT list ANY><!NOTATION n SYSTEM "n"><!ATTLIST item n CDATA "three">'
    content = f'<!DOCTYPE list [{subset}]><list><item n="one"/>\n<item/></list>'
    assert found(tmp_path, {"a.xml": content}) == ["a.xml:2:1: error E417 n=«three» on item must be one or two"]


def test_an_entity_in_another_file(tmp_path: Path) -> None:
    files = {
        "a.xml": '<!DOCTYPE list [<!ENTITY b SYSTEM "sub/b.ent"><!ENTITY w "words">]>\n<list>&b;</list>',
        "sub/b.ent": '<?xml encoding="UTF-8"?><item>&w;</item>\n<itm/>&c;',
    }
    assert "the entity b is in another file (sub/b.ent); edition validate --allow-includes" in refusal(
        tmp_path, files, includes=False
    )
    assert "sub/b.ent:2:7: error E400 the entity c is not declared" in refusal(tmp_path, files)
    files["sub/b.ent"] = files["sub/b.ent"].replace("&c;", "")
    assert found(tmp_path, files) == ["sub/b.ent:2:1: error E411 the schema has no element itm; did you mean item?"]


@pytest.mark.parametrize("includes", [False, True])
@pytest.mark.parametrize(
    ("subset", "content", "said"),
    [
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "<item>&a;</item>", "the entity a contains itself"),
        (
            '<!ENTITY a0 "lol">' + "".join(f"<!ENTITY a{n} '{10 * LOL.format(n - 1)}'>" for n in range(1, 12)),
            "<item>&a11;</item>",
            "grows to more than 64 kilobytes",
        ),
        (f'<!ENTITY a "{"x" * 60000}">', f"<item>{'&a;' * 6000}</item>", "grow to more than 10 times the file"),
        (f'<!ATTLIST item xml:id CDATA "{"x" * 60000}">', "<item/>" * 200, "grow to more than 10 times the file"),
        ('<!ENTITY a "x">', '<item n="&nothing;"/>', "the entity nothing is not declared in this file"),
        ('<!ENTITY a "x">', "<item>&nothing;</item>", "the entity nothing is not declared in this file"),
    ],
)
def test_entities_that_are_refused(tmp_path: Path, subset: str, content: str, said: str, includes: bool) -> None:
    files = {"a.xml": f"<!DOCTYPE list [{subset}]>\n<list>{content}</list>"}
    assert said in refusal(tmp_path, files, includes)


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("file:///etc/passwd", "nothing is fetched"),
        ("http://example.org/x", "nothing is fetched"),
        ("/etc/passwd", "it is outside the working folder"),
        ("itself.ent", "recursive entity reference"),
        ("none.ent", "there is no such file"),
    ],
)
def test_entities_in_files_that_are_not_read(tmp_path: Path, system: str, said: str) -> None:
    content = f'<!DOCTYPE list [<!ENTITY a SYSTEM "{system}">]>\n<list><item>&a;</item></list>'
    assert said in refusal(tmp_path, {"a.xml": content, "itself.ent": "words &a;"})


# -- a DTD


def test_a_dtd_is_not_read_and_that_is_a_warning(tmp_path: Path) -> None:
    files = {"a.xml": '<?xml version="1.0"?>\n<!DOCTYPE list SYSTEM "list.dtd">\n<list>\n<itm/></list>'}
    assert found(tmp_path, files, includes=False) == [
        "a.xml:2:1: warning E445 the DOCTYPE names list.dtd, which is not read: the schema alone decides",
        "a.xml:4:1: error E411 the schema has no element itm; did you mean item?",
    ]
    for content in ("<item>&w;</item>", '<item n="&w;"/>'):
        files["a.xml"] = f'<!DOCTYPE list SYSTEM "list.dtd">\n<list>{content}</list>'
        assert "the entity w is not declared in this file, and its DTD is not read" in refusal(tmp_path, files, False)


def test_a_dtd_on_the_disk_declares_entities_and_no_attributes(tmp_path: Path) -> None:
    files = {
        "a.xml": '<!DOCTYPE list PUBLIC "-//A" "dtd/list.dtd">\n<list><item n="&w;">&w;</item><item/></list>',
        "dtd/list.dtd": '<!ENTITY % more SYSTEM "more.ent">%more;<!ATTLIST item n CDATA "three">',
        "dtd/more.ent": '<!ENTITY w "one">',
    }
    assert found(tmp_path, files) == []
    files["a.xml"] = files["a.xml"].replace("&w;", "&v;", 1)
    assert "the entity v is not declared in this file, nor in a DTD that is read" in refusal(tmp_path, files)
    files["dtd/more.ent"] = "\n<!ENTITY w>"
    assert refusal(tmp_path, files).startswith("dtd/more.ent:2:")


def test_unparsed_entities_are_values_of_the_type_entity(tmp_path: Path) -> None:
    (tmp_path / "e.rng").write_text(
        '<element name="pictures" xmlns="http://relaxng.org/ns/structure/1.0"'
        ' datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><attribute name="all"><data type="ENTITIES"/>'
        '</attribute><data type="ENTITY"/></element>',
        encoding="utf-8",
    )  # fmt: skip
    subset = '<!NOTATION png SYSTEM "png"><!ENTITY leaf SYSTEM "leaf.png" NDATA png><!ENTITY word "word">'
    for all_of, one, codes in (("leaf leaf", "leaf", []), ("leaf word", "leaf", ["E417"]), ("leaf", "x", ["E417"])):
        (tmp_path / "a.xml").write_text(f'<!DOCTYPE p [{subset}]><pictures all="{all_of}">{one}</pictures>')
        assert [f.code for f in validate_files([tmp_path / "a.xml"], tmp_path / "e.rng").findings] == codes
    (tmp_path / "a.xml").write_text('<pictures all="leaf">leaf</pictures>')
    assert [f.code for f in validate_files([tmp_path / "a.xml"], tmp_path / "e.rng").findings] == ["E417", "E417"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "utf-8-sig"])
def test_columns_count_characters_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    start = f'<?xml version="1.0" encoding="{name}"?>\n<!DOCTYPE list [<!ENTITY e "é">]>\n'
    content = f"{start}<list><item>éé&e;</item><itm/></list>"
    (tmp_path / "a.xml").write_bytes(content.encode(encoding))
    assert found(tmp_path, {}) == ["a.xml:3:25: error E411 the schema has no element itm; did you mean item?"]
