"""Pointers of anybody's TEI: in a file, across the files given together, and into files beside them."""

from pathlib import Path

import pytest

from edition.model import Severity
from edition.tasks.validate_files import validate_files
from edition.validate.options import Options
from edition.xml.namespaces import TEI

_ELEMENTS = [
    "TEI",
    "teiCorpus",
    "teiHeader",
    "text",
    "p",
    "rdg",
    "witness",
    "listWit",
    "prefixDef",
    "seg",
    "head",
    "bibl",
    "egXML",
]
#: A schema of our own: `who`, `wit`, `ref`, `corresp` are addresses, `n` and `key` are not.
SCHEMA = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{TEI}"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><ref name="any"/></start>
<define name="any"><choice>
{
    "".join(
        f'<element name="{n}"><ref name="inside"/></element>'
        for n in [
            "TEI",
            "teiCorpus",
            "teiHeader",
            "text",
            "p",
            "rdg",
            "witness",
            "listWit",
            "prefixDef",
            "seg",
            "head",
            "bibl",
            "egXML",
        ]
    )
}
</choice></define>
<define name="inside"><ref name="attributes"/>
<zeroOrMore><choice><text/><ref name="any"/></choice></zeroOrMore></define>
<define name="attributes">
<optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
<optional><attribute name="xml:base"><data type="anyURI"/></attribute></optional>
{
    "".join(
        f'<optional><attribute name="{n}"><data type="anyURI"/></attribute></optional>'
        for n in ("who", "ref", "scheme")
    )
}
<optional><attribute name="wit"><list><oneOrMore><data type="anyURI"/></oneOrMore></list></attribute></optional>
<optional><attribute name="corresp"><list><oneOrMore><choice><value>none</value><data type="anyURI"><param
 name="pattern">\\S+</param></data></choice></oneOrMore></list></attribute></optional>
{
    "".join(
        f'<optional><attribute name="{n}"><text/></attribute></optional>'
        for n in ("n", "key", "ident", "matchPattern", "replacementPattern")
    )
}
</define></grammar>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "w").mkdir()
    monkeypatch.chdir(tmp_path / "w")
    Path("s.rng").write_text(SCHEMA, encoding="utf-8")
    return tmp_path / "w"


def write(name: str, content: str, root: str = "TEI") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(f'<{root} xmlns="{TEI}">\n{content}\n</{root}>', encoding="utf-8")
    return path


def told(*paths: Path, **options: bool) -> list[str]:
    """What is said: place, code and sentence."""
    found = validate_files(paths, Path("s.rng"), Options(**options)).findings
    return [f"{f.position} {f.severity.value} {f.code} {f.message}" for f in found]


def codes(content: str, root: str = "TEI") -> list[str]:
    return [f.code for f in validate_files([write("a.xml", content, root)], Path("s.rng")).findings]


def test_a_dead_pointer_is_told_once_with_its_place_and_a_near_name(here: Path) -> None:
    path = write(
        "a.xml", '<text>\n<p xml:id="verse-1">x</p>\n  <seg corresp="#verse-1 #verse-l"/><seg ref="#verse-l"/></text>'
    )
    assert told(path) == [
        "a.xml:4:3 error E424 corresp=«#verse-l» on seg points to nothing: no element of this file has that xml:id; "
        "did you mean verse-1? (and at 1 more place)"
    ]
    assert told(path, pointers=False) == []


def test_a_siglum_that_the_list_of_witnesses_lacks_is_told_once(here: Path) -> None:
    listed = '<listWit><witness xml:id="A"/><listWit xml:id="b"><witness xml:id="B"/></listWit></listWit>'
    path = write("a.xml", f'{listed}<text>\n<rdg wit="#A #C"/><rdg wit="#b"/><rdg wit="#C"/><rdg wit="#C"/></text>')
    assert told(path) == [
        "a.xml:3:1 error E428 wit=«#C» on rdg: the list of witnesses has no C, but A, B (and at 2 more places)"
    ]
    assert codes(f'{listed}<text><p xml:id="p1"/><rdg wit="#p1"/></text>') == ["E429"]
    assert codes(f'{listed}<text><rdg wit="A B"/></text>') == ["E427", "E427"]
    assert codes('<bibl xml:id="K"/><text><rdg wit="#K"/></text>') == []
    assert codes('<text><rdg wit="#K"/></text>') == ["E428"]
    (said,) = told(write("a.xml", f'{listed}<text><rdg wit="#A #"/></text>'))
    assert said.endswith(
        "error E428 wit=«#» on rdg: there is nothing after the #; write the siglum there, or leave the # out"
    )


@pytest.mark.parametrize(
    "content",
    [
        '<seg ref="http://x.example/a.xml#b"/>',
        '<seg ref="mailto:a@x.example"/>',
        '<seg ref="psn:ann"/>',
        '<seg ref="#xpath(//p[1])"/>',
        '<seg ref="#range(a,b)"/>',
        '<seg ref="#"/>',
        '<seg ref=""/>',
        '<seg ref="pictures/a.jpg#x"/>',
        '<seg ref="//x.example/a.xml#b"/>',
        '<seg ref="get.xml?q=1#b"/>',
        '<seg n="#x" key="#y"/>',
        '<seg corresp="none"/>',
        '<seg corresp="#%C3%BC"/><p xml:id="ü"/>',
        '<seg corresp="#ü"/><p xml:id="ü"/>',
        '<p xml:base="http://x.example/a.xml"><seg ref="#b"/></p>',
        '<egXML xmlns="http://www.tei-c.org/ns/Examples"><seg xmlns="urn:other" ref="#x"/></egXML>',
        '<bibl ref="#UND"/>',
        '<seg scheme="a"/><p xml:id="a"/>',
    ],
)  # fmt: skip
def test_what_is_no_dead_pointer(here: Path, content: str) -> None:
    assert [code for code in codes(content) if code.startswith("E42")] == []


def test_a_part_of_a_text_may_point_to_what_stands_around_it(here: Path) -> None:
    assert codes('<seg ref="#x"/>', root="p") == []
    assert codes('<TEI><seg ref="#x"/></TEI><TEI><p xml:id="x"/></TEI>', root="teiCorpus") == []
    assert codes('<TEI><seg ref="#x"/></TEI>', root="teiCorpus") == ["E424"]


def test_prefixes_stand_for_what_the_file_declares(here: Path) -> None:
    declared = '<prefixDef ident="p" matchPattern="([a-z]+)([0-9]*)" replacementPattern="persons.xml#pers-$1$2"/>'
    declared += '<prefixDef ident="q" matchPattern="(.+)" replacementPattern="#$1"/>'
    declared += '<prefixDef ident="web" matchPattern="(.+)" replacementPattern="https://x.example/$1#$1"/>'
    declared += '<prefixDef ident="odd" matchPattern="([" replacementPattern="#$1"/>'
    write("persons.xml", '<p xml:id="pers-ann1"/>')
    for pointer in ("p:ann1", "q:here", "web:x", "odd:x", "p:ANN", "z:x"):
        assert codes(f'{declared}<p xml:id="here"/><seg ref="{pointer}"/>') == [], pointer
    assert codes(f'{declared}<seg ref="p:bob"/>') == ["E425"]
    assert codes(f'{declared}<seg ref="q:there"/>') == ["E424"]


def test_pointers_into_files_given_together_and_beside(here: Path) -> None:
    one = write("texts/a.xml", '<seg ref="../persons.xml#ann"/><seg ref="b.xml#x"/>\n<seg ref="../persons.xml#anna"/>')
    write("texts/b.xml", '<p xml:id="x"/>')
    other = write("persons.xml", '<p xml:id="anne"/>\n<seg ref="texts/a.xml#y"/>')
    said = (
        "texts/a.xml:2:1 error E425 ref=«../persons.xml#ann» on seg points to nothing: ../persons.xml has no xml:id ann"
    )
    assert [line for line in told(one) if line.startswith(said)]
    assert [line.split()[2] for line in told(one, other)] == ["E425", "E425", "E425"]
    assert [line.split()[0] for line in told(one, other)] == ["persons.xml:3:1", "texts/a.xml:2:1", "texts/a.xml:3:1"]
    Path("persons.xml").unlink()
    (advice,) = told(one)
    assert "advice E426" in advice
    assert "there is no file ../persons.xml here" in advice


def test_nothing_outside_the_working_folder_is_read(here: Path) -> None:
    (here.parent / "persons.xml").write_text("<a/>", encoding="utf-8")
    assert codes('<seg ref="../persons.xml#ann"/>') == []
    write("broken.xml", "<p")
    assert codes('<seg ref="broken.xml#ann"/>') == []


def test_an_id_of_another_file_given_is_named(here: Path) -> None:
    (said,) = told(write("a.xml", '<seg ref="#ann"/>'), write("persons.xml", '<p xml:id="ann"/>'))
    assert "warning E424" in said
    assert "but one of persons.xml: write its address before the #" in said


def test_a_bare_name_is_told_where_the_file_has_that_id(here: Path) -> None:
    (said,) = told(write("a.xml", '<p xml:id="ann"/><seg who="ann"/><seg who="bob"/>'))
    assert said.endswith("who=«ann» on seg names a file; what has that xml:id in this file is #ann: write that")
    Path("ann").write_text("x", encoding="utf-8")
    assert codes('<p xml:id="ann"/><seg who="ann"/>') == []


def test_a_dead_pointer_is_an_error_where_others_like_it_lead_to_something(here: Path) -> None:
    (said,) = told(write("a.xml", '<p xml:id="ann"/><seg ref="#ann"/>\n<seg ref="#zacharias"/><p who="#ann"/>'))
    assert "error E424" in said
    (said,) = told(write("a.xml", '<p xml:id="ann"/><seg who="#ann"/>\n<seg ref="#zacharias"/>'))
    assert "warning E424" in said
    (said,) = told(write("a.xml", '<p xml:id="annabel"/>\n<seg ref="#annabell"/>'))
    assert "error E424" in said


def test_the_severities_leave_a_run_valid_where_nothing_is_certain(here: Path) -> None:
    severities = {
        code: {f.severity for f in validate_files([write("a.xml", content)], Path("s.rng")).findings if f.code == code}
        for code, content in {
            "E424": '<seg ref="#x"/>', "E426": '<seg ref="x.xml#x"/>', "E427": '<p xml:id="x"/><seg ref="x"/>',
            "E429": '<text><p xml:id="x"/><rdg wit="#x"/></text>',
        }.items()
    }  # fmt: skip
    assert severities == {
        "E424": {Severity.WARNING}, "E426": {Severity.ADVICE}, "E427": {Severity.WARNING}, "E429": {Severity.WARNING},
    }  # fmt: skip
