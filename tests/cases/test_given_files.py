"""The cases of the reviews that are single files: collated, validated, taken into a register.

Left for later, where what is said today is asked: the layers of a correction (bugs/ac), hyphens at line ends
(bugs/hyph), four of the rows of quality/collate-cases, and profiles of TEI (validate/odd).
"""

import csv
import io
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from lxml import etree
from tests.cases.conftest import Write

from edition.build import build
from edition.errors import EditionError
from edition.model import Finding, Severity
from edition.readers import registry
from edition.tasks.collate_files import CollationOptions, collate_files
from edition.tasks.validate_files import validate_files
from edition.xml.namespaces import NS

HERE = Path(__file__).parent
TEI_ALL = Path(__file__).parents[2].parent / "shared" / "tei" / "tei_all.rng"
MESSAGES = sorted(path.stem for path in (HERE / "validate" / "messages").glob("*.xml"))


def said(*words: str | Path, folder: Path | None = None) -> tuple[int, str]:
    """The status of the command, and what it writes."""
    ran = subprocess.run(
        [sys.executable, "-m", "edition", *map(str, words)],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    return ran.returncode, ran.stdout + ran.stderr


def collated(case: str, *names: str, to: str = "csv", joined: bool = True) -> str:
    paths = [HERE / case / name for name in names]
    return b"".join(collate_files(paths, CollationOptions("", to, "", joined)).pieces).decode("utf-8")


def rows(case: str, *names: str) -> list[list[str]]:
    """The places of a table in CSV: the words of each witness."""
    return [[cell.strip() for cell in row[1:]] for row in csv.reader(io.StringIO(collated(case, *names)))][1:]


def columns(case: str, *names: str) -> list[tuple[str, ...]]:
    """The columns of the table in JSON: the words of each witness, "" for a gap."""
    table = json.loads(collated(case, *names, to="json", joined=False))["table"]
    return [
        tuple("".join(t["t"] for t in cell or ()).strip() for cell in column) for column in zip(*table, strict=True)
    ]


def kinds(case: str, *names: str) -> list[tuple[str, ...]]:
    """Of each place: how much it matters, the lemma, and each reading with its kind."""
    root = etree.fromstring(collated(case, *names, to="tei").encode("utf-8"))
    made = []
    for app in root.iterfind(".//tei:app", NS):
        sides = [(e.get("type", ""), " ".join("".join(e.itertext()).split())) for e in app]
        made.append((app.get("type", ""), *(" ".join(filter(None, side)) for side in sides)))
    return made


def findings(schema: str | Path, path: str) -> list[Finding]:
    """What validation finds in a file of the cases."""
    return [*validate_files([HERE / path], schema=HERE / schema).findings]


def codes(schema: str | Path, path: str) -> list[str]:
    return [f.code for f in findings(schema, path)]


# -- collating


@pytest.mark.parametrize(
    ("pair", "differing", "places"),
    [
        (
            "AB",
            [("The", ""), ("mill", ""), ('"', ""), ("", "-")],
            [["The mill", ""], ['"the grain"', "'-the grain-"]],
        ),
        ("CD", [("The", ""), ("mill", "")], [["The mill", ""]]),
        (
            "EF",
            [("By", ""), ("the", ""), ("river", ""), ("", "By"), ("", "night"), ("It", "it")],
            [["By the river", ""], ["It", "By night it"]],
        ),
    ],
)
def test_two_forms_of_a_collation_are_one_alignment(
    pair: str, differing: list[tuple[str, str]], places: list[list[str]]
) -> None:
    names = [f"{siglum}.txt" for siglum in pair]
    found = [column for column in columns("house/collate-two-ways", *names) if column[0] != column[1]]
    assert found[: len(differing)] == differing
    assert rows("house/collate-two-ways", *names)[: len(places)] == places


def test_newcomer_csv_nested() -> None:
    table = rows("newcomer/csv-nested/seeds", "A.txt", "B.txt", "C.txt")
    assert any("two large cats" in row[1] for row in table)
    assert not any("three small dogs" in row[1] for row in table)


@pytest.mark.parametrize("name", ["last-word", "first-word"])
def test_quality_collate_cases(tmp_path: Path, name: str) -> None:
    text = (HERE / "quality/collate-cases.tsv").read_text("utf-8")
    lines = csv.reader(io.StringIO(text), delimiter="\t")
    one, other = next((a, b) for case, a, b, *_ in lines if case == name)
    (tmp_path / "A.txt").write_text(one, "utf-8")
    (tmp_path / "B.txt").write_text(other, "utf-8")
    differing = [c for c in columns(str(tmp_path), "A.txt", "B.txt") if c[0] != c[1]]
    assert differing == [("seen", "thought")]
    assert rows(str(tmp_path), "A.txt", "B.txt") == [["seen", "thought"]]


@pytest.mark.parametrize(
    ("case", "names", "expected"),
    [
        ("apparatus/gap-is-omission", ["A.xml", "B.xml"], [("substantive", "deus erat uerbum", "lac")]),
        ("apparatus/uv-is-substance", ["A.txt", "B.txt"], [("accidental", "uerbum", "spelling verbum")]),
        ("bugs/lac", ["B.txt", "A.xml"], [("substantive", "forty barrels of very old wine", "lac")]),
        ("bugs/nfc", ["A.txt", "B.txt"], []),
        ("bugs/nfc", ["C.txt", "D.txt"], []),
        (
            "bugs/ac",
            ["A.xml", "B.txt"],
            [
                ("substantive", "young", "substitution old"),
                ("substantive", "slowly", "om"),
                ("substantive", "om", "addition never"),
            ],
        ),
        (
            "bugs/hyph",
            ["B.txt", "A.xml"],
            [("accidental", "merchant", "punctuation mer-chant"), ("accidental", "harbour", "punctuation har- bour")],
        ),
    ],
)
def test_a_place_is_of_its_kind(case: str, names: list[str], expected: list[tuple[str, ...]]) -> None:
    assert kinds(case, *names) == expected


def test_bugs_nest() -> None:
    table = rows("bugs/nest", "A.txt", "B.txt", "C.txt")
    assert table[0][1] == (HERE / "bugs/nest/B.txt").read_text("utf-8").split("\n\n")[1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("in", [["grey goose", "white gosling"]]),
        ("lead", [["grey", "white"]]),
        ("n", [["<w>one</w> <w>grey</w><lb/>", "<w type='x'>one</w> <w>white</w>"]]),
        ("gap", [["the old grey goose", "the goose", ""], ["old grey", "", ""]]),
    ],
)
def test_bugs_c31(name: str, expected: list[list[str]]) -> None:
    assert rows("bugs/c31", f"{name}.json") == expected


# -- validating


@pytest.mark.parametrize(
    ("schema", "path", "is_valid"),
    [
        ("bugs/rng/ifthen.rng", "bugs/rng/good1.xml", True),
        ("bugs/rng/ifthen.rng", "bugs/rng/good2.xml", True),
        ("bugs/rng/ifthen.rng", "bugs/rng/bad1.xml", False),
        ("bugs/rng/ifthen.rng", "bugs/rng/bad2.xml", False),
        ("bugs/odd/occurs.odd", "bugs/odd/items1.xml", False),
        ("bugs/odd/occurs.odd", "bugs/odd/items2.xml", True),
        ("bugs/odd/occurs.odd", "bugs/odd/items3.xml", True),
        ("bugs/odd/prefix.odd", "bugs/odd/items1.xml", False),
        ("bugs/odd/prefix.odd", "bugs/odd/items2.xml", True),
        ("bugs/odd/attdef.odd", "bugs/odd/n0.xml", False),
        ("bugs/odd/attdef.odd", "bugs/odd/n.xml", True),
        ("bugs/odd/orgchoice.odd", "bugs/odd/nm.xml", False),
        ("validate/cooccur/s.rng", "validate/cooccur/valid.xml", True),
        ("validate/cooccur/s.rng", "validate/cooccur/invalid-attributes.xml", False),
        ("validate/cooccur/s.rng", "validate/cooccur/invalid-content.xml", False),
        ("validate/cooccur-docbook/class.rng", "validate/cooccur-docbook/db0.xml", True),
        ("validate/cooccur-docbook/class.rng", "validate/cooccur-docbook/db1.xml", False),
        ("validate/cooccur-docbook/class.rng", "validate/cooccur-docbook/db2.xml", False),
        ("validate/anyuri/s.rng", "validate/anyuri/backslash.xml", True),
        ("validate/include-ns/main.rng", "validate/include-ns/valid.xml", True),
        ("validate/include-ns/main.rng", "validate/include-ns/invalid.xml", False),
        ("validate/bad-schema/base.rng", "validate/bad-schema/r.xml", True),
    ],
)
def test_a_file_is_judged_as_jing_judges_it(schema: str, path: str, is_valid: bool) -> None:
    found = codes(schema, path)
    assert (found == []) is is_valid
    assert not {"E400", "E441"} & set(found)  # judged, not refused


@pytest.mark.parametrize(
    "name",
    ["attribute-twice", "empty-ns", "junk", "override-nothing", "undefined-ref", "unknown-facet"],
)
def test_validate_bad_schema(name: str) -> None:
    found = findings(f"validate/bad-schema/{name}.rng", "validate/bad-schema/r.xml")
    assert {f.code for f in found} == {"E441"}
    assert all(f.position.path.endswith(f"{name}.rng") and f.position.line > 0 for f in found)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("doc", "E443"),
        ("dynamic-error", "E443"),
        ("gi-in-message", "c1"),
        ("let-of-a-pattern", "c1"),
        ("pattern-in-constraint", "c1"),
        ("quickfix", "c1"),
        ("role-fatal", "c1"),
    ],
)
def test_validate_schematron(name: str, code: str) -> None:
    assert code in codes(f"validate/schematron/{name}.odd", "validate/schematron/d.xml")


def test_validate_odd() -> None:
    (finding,) = findings("validate/odd/basic.odd", "validate/odd/document.xml")
    assert finding.code == "E441"
    assert "header" in finding.message


@pytest.mark.parametrize("name", MESSAGES)
def test_validate_messages(name: str) -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    found = findings(TEI_ALL, f"validate/messages/{name}.xml")
    # 00-good points to a person who is not there, as all of these do: a warning, since no other pointer is like it
    assert ([f for f in found if f.severity is Severity.ERROR] == []) is (name == "00-good")
    assert ("E428" in {f.code for f in found}) is (name == "14-pointer-with-blank-hash")
    assert all(f.position.line > 0 for f in found)


def test_validate_schematron_in_a_grammar() -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    found = codes(TEI_ALL, "validate/schematron/tei-rules-broken.xml")
    for rule in ("when-constraint", "calendar_attr", "substContents1", "ptrAtts", "subtypeTyped", "gloss-list"):
        assert any(rule in code for code in found)


def test_validate_xml_model() -> None:
    folder = HERE / "validate/xml-model"
    assert said("validate", "data/letter.xml", folder=folder) == (0, "Valid: 1 file\n")
    status, output = said("validate", "letter.xml", folder=folder / "data")
    assert status == 2
    assert "outside the working folder" in output


# -- registers, exports and readers


def test_bugs_reg_a_name_keeps_its_particle(write: Write) -> None:
    folder = write({"A": "Johann and Karl met.\n"})
    status, output = said("register", "import", HERE / "bugs/reg/list.xml", folder=folder)
    assert status == 0, output
    made = etree.parse(folder / "tei/registers/persons.xml")
    names = [" ".join("".join(n.itertext()).split()) for n in made.iterfind(".//tei:person/tei:persName", NS)]
    assert names == ["Johann von der Aue", "Karl Zweig junior"]


def test_bugs_reg_a_date_that_is_none_refuses_the_table_with_its_line(write: Write) -> None:
    folder = write({"A": "Marta Feld met Gaius Vell.\n"})
    table = (HERE / "bugs/reg/table.csv").read_text("utf-8-sig").splitlines()
    (folder / "table.csv").write_text("\n".join(table), "utf-8")
    status, output = said("register", "import", "table.csv", "--kind", "persons", folder=folder)
    assert (status, "table.csv:4: birth 'ca. 1850'" in output) == (2, True)
    assert not (folder / "tei/registers").exists()
    (folder / "table.csv").write_text("\n".join(table[:3]), "utf-8")
    assert said("register", "import", "table.csv", "--kind", "persons", folder=folder)[0] == 0
    made = etree.parse(folder / "tei/registers/persons.xml")
    whens = [[e.get("when") for e in p.iter("{*}birth", "{*}death")] for p in made.iterfind(".//tei:person", NS)]
    assert whens == [["1920", "1977-03"], ["-0019", "0031"]]


def test_bugs_index(write: Write) -> None:
    register = (HERE / "bugs/index/persons.xml").read_text("utf-8")
    text = (HERE / "bugs/index/A.txt").read_text("utf-8")
    folder = write({"A": text, "B": text}, {"tei/registers/persons.xml": register})
    assert not build(folder, ("site",)).failed
    page = (folder / "build/site/persons.html").read_text("utf-8")
    listed = [page.index(f'id="pers-x{n}"') for n in range(23)]
    order = sorted(range(23), key=listed.__getitem__)
    names = [e.text or "" for e in etree.fromstring(register.encode()).iterfind(".//tei:surname", NS)]
    assert [names[n] for n in order][:3] == ["Abel", "Åberg", "Cato"]
    around = [names[n] for n in order]
    assert around.index("Lane") < around.index("Łaski") < around.index("Lzar")
    assert {"O’Brien", "Oakes", "Obst", "Öllinger", "O’Dowd"} == {n for n in around if n[0] in "OÖ"}
    assert around.index("O’Brien") < around.index("Öllinger")


def test_bugs_tsv(write: Write) -> None:
    text = (HERE / "bugs/tsv/A.txt").read_text("utf-8")
    folder = write({"A": text, "B": text})
    assert not build(folder, ("tei", "exports")).failed
    (file,) = (folder / "build/exports").rglob("A*.tsv")
    lines = file.read_text("utf-8").splitlines()
    assert "#Text=The rate rose; the item cost 3 crowns." in lines
    tokens = [line.split("\t")[1:3] for line in lines if line[:1].isdigit()]
    for span, token in tokens:
        start, end = map(int, span.split("-"))
        assert text[start:end] == token
    assert len(tokens) == 14


@pytest.mark.parametrize(
    ("name", "member", "kind"),
    [
        ("A.docx", "word/document.xml", "docx"),
        ("A.odt", "content.xml", "odt"),
        ("A.epub", "META-INF/container.xml", "epub"),
    ],
)
def test_newcomer_binary_message(tmp_path: Path, name: str, member: str, kind: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        if kind != "docx":
            media = {"odt": "application/vnd.oasis.opendocument.text", "epub": "application/epub+zip"}[kind]
            archive.writestr("mimetype", media)
        archive.writestr(member, "<x/>")
    (tmp_path / "B.txt").write_text("Words.\n", "utf-8")
    with pytest.raises(EditionError, match=f"(?i){kind}") as caught:
        collate_files([tmp_path / name, tmp_path / "B.txt"], CollationOptions())
    assert "is not UTF-8" not in str(caught.value)


def test_house_broken_reader_plugin(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of somebody else that cannot be loaded is told, and hurts no edition that does not use it."""
    group = "edition.readers"
    project = tomllib.loads((HERE / "house/broken-reader-plugin.toml").read_text("utf-8"))["project"]
    points = [EntryPoint(name, value, group) for name, value in project["entry-points"][group].items()]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    made = build(write({"A": "Words.\n", "B": "Words.\n"}), ("tei",))
    assert not made.failed
    assert [("toy" in f.message) for f in made.findings if f.code == "E304"] == [True]
