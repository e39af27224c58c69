"""The editor's TEI file is kept: cases/tei 10, 14 and 17 as editions, through the command."""

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edition.commands.app import app
from edition.errors import EditionError

CASES = Path(__file__).parent / "tei"
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>r</title></titleStmt>'
    '<publicationStmt><p>p</p></publicationStmt><sourceDesc><listBibl><bibl xml:id="checked">c</bibl></listBibl>'
    "</sourceDesc></fileDesc></teiHeader><standOff>{}</standOff></TEI>"
)
PERSONS = (
    '<listPerson><person xml:id="pers-wold"><persName>Anna Wold</persName><persName>Miss Wold</persName></person>'
    '<person xml:id="pers-marsh"><persName>Walter Marsh</persName><persName>W. Marsh</persName></person></listPerson>'
)
PLACES = '<listPlace><place xml:id="plac-harlow"><placeName>Harlow</placeName></place></listPlace>'
Edition = Callable[..., Path]


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Makes an edition of files: siglum -> file, or its words."""

    def made(more: str = "", **files: Path | bytes) -> Path:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "tei" / "registers").mkdir(parents=True)
        (tmp_path / "tei" / "registers" / "persons.xml").write_text(HEAD.format(PERSONS), "utf-8")
        (tmp_path / "tei" / "registers" / "places.xml").write_text(HEAD.format(PLACES), "utf-8")
        rows = [f'[edition]\ntitle = "T"\nlanguage = "en"\nbase = "{next(iter(files))}"\n{more}']
        for siglum, file in files.items():
            data = file if isinstance(file, bytes) else file.read_bytes()
            (tmp_path / "seeds" / f"{siglum}.xml").write_bytes(data)
            rows.append(
                f'[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "seeds/{siglum}.xml"\nreader = "tei"\n'
            )
        (tmp_path / "edition.toml").write_text("\n".join(rows), "utf-8")
        return tmp_path

    return made


def run(*words: object) -> tuple[int, str, bytes]:
    """The status, the words on both channels, the bytes on standard output."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, EditionError):
        return result.exception.status, " ".join(str(result.exception).split()), b""
    return result.exit_code, " ".join(result.output.split()), result.stdout_bytes


def test_names_over_her_elements(edition: Edition) -> None:
    case = CASES / "10-names-over-her-elements"
    folder = edition(A=case / "A.xml")
    assert run("build", folder)[0] == 0
    before, after = (case / "A.xml").read_text("utf-8"), (folder / "tei" / "witnesses" / "A.xml").read_text("utf-8")
    marks = re.findall(r"<(persName|placeName)([^>]*)>(.*?)</\1>", after.split("<text>")[1])
    expected = json.loads((case / "expect.json").read_text("utf-8"))["marks"]
    parts = [expected[0], *expected[1].split(" (")[0].split(" + "), *expected[2:]]
    assert [inner.strip() for _, _, inner in marks] == parts
    assert all('resp="#vm-variorum"' in attributes and "cert=" in attributes for _, attributes, _ in marks)
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert {kind for kind, *_ in changes} == {"equal", "insert"}
    assert run("restore", "A", "--in", folder)[2] == before.encode()
    assert run("check", folder)[0] == 0
    name = re.findall(r'xml:id="(vm-m-[^"]*)"', after)[0]
    assert "means pers-wold" in run("why", name, "--in", folder)[1]


def test_doctype_and_entities(edition: Edition) -> None:
    case = CASES / "14-doctype-and-entities"
    folder = edition(A=case / "A.xml", B=case / "A.xml")
    assert run("build", folder, "--only", "tei")[0] == 0
    text = (folder / "tei" / "edition.xml").read_text("utf-8")
    assert "Fish &amp; chips ⁊ peçe x &lt; y <choice><abbr>dn̄s</abbr><expan>d<ex>omi</ex>n<ex>u</ex>s</expan>" in text
    assert run("restore", "B", "--in", folder)[2] == (case / "A.xml").read_bytes()


@pytest.mark.parametrize("only", [["tei"], ["site"]])
def test_entities_of_another_file(edition: Edition, only: list[str]) -> None:
    case = CASES / "14-doctype-and-entities"
    folder = edition(A=case / "A.xml", B=case / "B.xml")
    status, said, _ = run("build", folder)
    assert status == 2
    assert "seeds/B.xml:3:230: the entity longs is not declared" in said
    assert 'entities = "chars.dtd"' in said
    (folder / "chars.dtd").write_text('<!ENTITY longs "&#x17F;">\n', "utf-8")
    with (folder / "edition.toml").open("a") as file:
        file.write('[witness.tei]\nentities = "chars.dtd"\n')
    assert run("build", folder, "--only", *only)[0] == 0
    assert "a ſ b" in (folder / "tei" / "edition.xml").read_text("utf-8")
    assert run("restore", "B", "--in", folder)[2] == (case / "B.xml").read_bytes()
    assert run("check", folder)[0] == 0


def test_an_entity_that_grows_is_refused(edition: Edition) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    data = (CASES / "14-doctype-and-entities" / "A.xml").read_text("utf-8")
    data = data.replace("[<!ENTITY et", f'[<!ENTITY e0 "aaaaaaaaaa">{bomb}<!ENTITY et').replace("&et;", "&e8;")
    status, said, _ = run("build", edition(A=data.encode()))
    assert status == 2
    assert "grows to more than 64 kilobytes" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("A", "TEI P4 (root element TEI.2): convert it to TEI P5 first"),
        ("B", 'without its namespace, or no TEI (root element TEI): add xmlns="http://www.tei-c.org/ns/1.0"'),
        ("C", "not TEI but HTML (root element html)"),
    ],
)
def test_what_is_no_tei_of_today_is_refused_by_name(edition: Edition, name: str, said: str) -> None:
    folder = edition(A=CASES / "17-p4-and-not-tei" / f"{name}.xml")
    status, told, _ = run("build", folder)
    assert (status, said in told) == (2, True), told
    (folder / "edition.toml").write_text((folder / "edition.toml").read_text().replace('reader = "tei"', ""))
    if name != "C":  # a page of HTML has a reader of its own
        status, told, _ = run("build", folder)
        assert (status, "TEI" in told) == (2, True), told


def test_a_file_that_was_edited_is_not_overwritten(edition: Edition) -> None:
    folder = edition(A=CASES / "10-names-over-her-elements" / "A.xml")
    assert run("build", folder, "--only", "tei")[0] == 0
    place = folder / "tei" / "witnesses" / "A.xml"
    data = place.read_bytes()
    place.write_bytes(data.replace(b"Then", b"Thus"))
    assert run("build", folder, "--only", "tei")[0] == 2
    status, said, _ = run("check", folder)
    assert (status, "is not the editor's" in said, "was edited by hand" in said) == (1, True, True)
    assert run("restore", "A", "--in", folder)[0] == 2
    assert run("build", folder, "--only", "tei", "--discard-edits")[0] == 0
    assert place.read_bytes() == data


def test_validation_asks_her_schema_and_her_bytes(edition: Edition) -> None:
    folder = edition(A=CASES / "10-names-over-her-elements" / "A.xml")
    assert run("build", folder, "--only", "tei")[0] == 0
    place = folder / "tei" / "witnesses" / "A.xml"
    status, said, _ = run("validate", place)
    assert (status, "E372" in said) == (0, True)
    place.write_bytes(place.read_bytes().replace(b"Then", b"Thus"))
    status, said, _ = run("validate", place)
    assert (status, "error I1" in said) == (1, True)


def test_pointers_of_the_edition_meet_something_in_her_file(edition: Edition) -> None:
    said = 'source="#A"><quote>Miss Wold</quote>'
    folder = edition(A=CASES / "10-names-over-her-elements" / "A.xml", B=CASES / "10-names-over-her-elements" / "A.xml")
    place = folder / "tei" / "registers" / "persons.xml"
    text = place.read_text("utf-8").replace("</persName></person>", f"</persName><note {said}</note></person>", 1)
    place.write_text(
        text.replace("<listBibl>", '<listWit><witness xml:id="A">A</witness></listWit><listBibl>'), "utf-8"
    )
    status, told, _ = run("build", folder, "--only", "tei")
    assert status == 0, told
    pointer = re.search(r'witnesses/A.xml#([^" ]*)', (folder / "tei" / "edition.xml").read_text("utf-8"))
    assert pointer
    after = (folder / "tei" / "witnesses" / "A.xml").read_text("utf-8")
    assert f'<p><anchor xml:id="{pointer[1]}"/>Then' in after
    assert run("check", folder)[0] == 0
    assert run("restore", "A", "--in", folder)[2] == (CASES / "10-names-over-her-elements" / "A.xml").read_bytes()


HANDS = (
    "<p>Then Anna Wold, on 3 May 1801, and <subst><del hand='#h2'>Walter Marsh</del>"
    "<add hand='#h2'>Miss Wold</add></subst> went to Harlow.</p>"
)


def test_two_hands_of_one_file_share_it(edition: Edition) -> None:
    head = (CASES / "10-names-over-her-elements" / "A.xml").read_text("utf-8").split("<text>")[0]
    notes = '<profileDesc><handNotes><handNote xml:id="h1" n="1">a</handNote><handNote xml:id="h2" n="2">b</handNote>'
    shared = head.replace("</teiHeader>", f"{notes}</handNotes></profileDesc></teiHeader>")
    data = f"{shared}<text><body>{HANDS}</body></text></TEI>\n".encode()
    other = f"{head}<text><body><p>Then Anna Wold, on 4 May 1801, and Miss Wold went to Harlow.</p></body></text></TEI>"
    folder = edition('[tei]\nhands = "apart"\n', N=other.encode(), M=data)
    assert run("build", folder)[0] == 0
    assert sorted(path.name for path in (folder / "tei" / "witnesses").iterdir()) == ["M.xml", "N.xml"]
    after = (folder / "tei" / "witnesses" / "M.xml").read_text("utf-8")
    shown = re.sub(r' (?:xml:id|ref|resp|cert|when)="[^"]*"', "", after.split("<body>")[1])
    assert shown.startswith(
        "<p>Then <persName>Anna Wold</persName>, on <date>3 May 1801</date>, and <subst>"
        "<del hand='#h2'><persName>Walter Marsh</persName></del><add hand='#h2'><persName>Miss Wold</persName></add>"
        "</subst> went to <placeName>Harlow<"
    )
    for siglum in ("M*", "M²", "M"):
        assert run("restore", siglum, "--in", folder)[2] == data
    assert run("check", folder)[0] == 0
    for path, names in (("M", 2), ("N", 1)):
        held = re.findall(
            f'<idno type="file">witnesses/{path}.xml</idno>', (folder / "tei" / "edition.xml").read_text("utf-8")
        )
        assert len(held) == names


NO_NAMES = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
<start><ref name="any"/></start><define name="any"><element><anyName><except><name>{}</name></except></anyName>
<zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define>
</grammar>"""


@pytest.mark.parametrize(("forbidden", "told"), [("placeName", True), ("choice", False), ("geogName", False)])
def test_what_her_schema_has_against_our_marks_is_told(edition: Edition, forbidden: str, told: bool) -> None:
    data = (CASES / "10-names-over-her-elements" / "A.xml").read_text("utf-8")
    model = '<?xml-model href="own.rng"?>'
    folder = edition(A=data.replace("<TEI", f"{model}<TEI", 1).encode())
    (folder / "seeds" / "own.rng").write_text(NO_NAMES.format(forbidden), "utf-8")
    status, said, _ = run("build", folder, "--only", "tei")
    assert (status, "E373" in said, f"allow what we add: the schema has no element {forbidden}" in said) == (
        0,
        told,
        told,
    ), said
    status, said, _ = run("validate", folder / "tei" / "witnesses" / "A.xml")
    assert (status, "E372" in said) == (1 if forbidden != "geogName" else 0, False), said


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_encoding_and_line_ends_of_her_file(edition: Edition, encoding: str) -> None:
    text = (
        (CASES / "10-names-over-her-elements" / "A.xml")
        .read_text("utf-8")
        .replace("Then", "Thén")
        .replace("\n", "\r\n")
    )
    data = text.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    folder = edition(A=data)
    assert run("build", folder, "--only", "tei")[0] == 0
    assert run("restore", "A", "--in", folder)[2] == data
    assert run("check", folder)[0] == 0
    assert run("build", folder, "--only", "tei")[0] == 0  # it knows its own file
