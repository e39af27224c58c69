"""Registers come and go as tables and TEI lists: round trips, additions, contradictions, refusals."""

from pathlib import Path

import pytest

from edition.commands.new import write_starter
from edition.errors import InputError
from edition.export.register_tables import COLUMNS, read_table, register_table
from edition.model import EntryKind
from edition.readers import tei as tei_reader
from edition.readers.tei_layer import BRANCHES, DIPLOMATIC
from edition.tasks.registers import export_registers, import_register
from edition.tei.decode import name_words
from edition.tei.decode.foreign_registers import identifier, read_foreign
from edition.tei.decode.registers import read_register
from edition.tei.encode.registers import merged
from edition.validate.document import validate
from edition.xml.namespaces import tei
from edition.xml.parse import parse_document

ROOT = Path(__file__).parents[2]
HEAD = ",".join(COLUMNS) + "\n"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    write_starter(tmp_path / "e")
    return tmp_path / "e"


def brought(edition: Path, name: str, data: str, kind: str = "") -> list[tuple[int, int, tuple[str, ...]]]:
    file = edition.parent / name
    file.write_text(data, encoding="utf-8")
    made = import_register(edition, file, kind)
    for one in made:
        (edition / one.path).write_bytes(one.data)
    return [(one.new_entries, one.new_facts, one.contradictions) for one in made]


@pytest.mark.parametrize("form", ["csv", "tsv", "tei"])
def test_our_registers_go_out_and_come_back_without_a_change(form: str, tmp_path: Path) -> None:
    for path, data in export_registers(ROOT, [], form).items():
        file = tmp_path / path
        file.write_bytes(data)
        for made in import_register(ROOT, file):
            assert made.data == (ROOT / made.path).read_bytes(), made.path
            assert (made.new_entries, made.new_facts, made.contradictions) == (0, 0, ())


def test_an_import_adds_and_changes_nothing(edition: Path) -> None:
    path = edition / "tei" / "registers" / "persons.xml"
    before = path.read_bytes()
    table = HEAD + "pers-keller,Anna Keller,Keller,Anna K.|Änne Keller,1770,,Q5,,,,,,\n,Thomas Orme,Orme,,,,,,,,,,\n"
    assert brought(edition, "p.csv", table, "persons") == [(1, 4, ())]
    after = path.read_bytes()
    rest = iter(after.splitlines())
    assert all(line in rest for line in before.splitlines())
    assert validate(after, "persons.xml", None) == ()
    entries = {e.id: e for e in read_register(after, "p")}
    assert [f.text for f in entries["pers-orme"].forms] == ["Thomas Orme"]
    assert entries["pers-keller"].statements_of("wikidata")[0].words == "Q5"
    assert brought(edition, "p.csv", table, "persons") == [(0, 0, ())]


def test_what_contradicts_is_told_and_left(edition: Path) -> None:
    brought(edition, "p.csv", HEAD + "pers-keller,Anna Keller,Keller,,1770,,,,,,,,\n")
    ((_, _, told),) = brought(edition, "p.csv", HEAD + "pers-keller,Anna Keller,Keller,,1771,,,,,,,,\n")
    assert told == ("pers-keller: birth is 1770, the import says 1771; left as it was",)


def test_an_entry_without_our_id_is_the_one_that_bears_its_name(edition: Path) -> None:
    assert brought(edition, "p.csv", "name,wikidata\nanna keller,Q5\n", "persons")[0][:2] == (0, 2)


def test_a_register_that_is_not_there_yet_is_made(edition: Path) -> None:
    assert brought(edition, "w.csv", "id,name,level\nwork-log,The Log,m\n") == [(1, 0, ())]
    made = (edition / "tei" / "registers" / "works.xml").read_bytes()
    assert validate(made, "works.xml", None) == ()
    assert read_register(made, "w")[0].level == "m"


def test_cells_that_a_spreadsheet_would_run_come_back_as_they_were() -> None:
    (entry,) = read_table(b"id,name\norg-x,'=Equal\n", "t.csv")
    assert entry.name == "=Equal"
    data = register_table([entry], {})
    assert b"'=Equal" in data
    assert read_table(data, "t.csv")[0].name == "=Equal"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"id,nmae\n", "column 2 is called 'nmae', which is none of ours; did you mean 'name'?"),
        (b"id\npers-a\n", "no column 'name'"),
        (b"id,name\nx-a,A\n", "t.csv:2: id 'x-a'"),
        (b"id,name\npers-a,\n", "t.csv:2: the name is blank"),
        (b"id,name,surname\npers-a,Anna,Keller\n", "no part of the name"),
        (b"id,name,birth\npers-a,A,about 1870\n", "t.csv:2: birth 'about 1870'"),
        (b"id,name,coordinates\nplac-a,A,910 3\n", "coordinates"),
        (b"id,name\npers-a,\"A\n", "is no table"),
        (b"id,name\npers-a,\xff\n", "is not UTF-8"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_taken_is_refused_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_table(data, "t.csv")
    assert said in str(raised.value)


def test_tables_of_openrefine_have_other_separators() -> None:
    for delimiter in ("\t", ";"):
        data = f"name{delimiter}id\nA, B{delimiter}plac-a\n".encode()
        assert [(e.id, e.name) for e in read_table(data, "t")] == [("plac-a", "A, B")]


EDIARUM = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listPerson><person xml:id="prov_1">
  <persName type="reg"><forename>Alexander</forename> <surname>Humboldt</surname></persName>
  <persName type="alt"><surname>Humbold</surname>, <forename>A.</forename></persName>
  <birth><date when="1769-09-14"/></birth><death>1859</death>
  <idno type="uri">https://d-nb.info/gnd/118554700</idno></person></listPerson></body></text></TEI>"""
PMB = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPlace><place xml:id="pmb50">
  <placeName>Wien</placeName>
  <placeName type="alternative-name">Vienna</placeName><location><geo>48,2066 16,37341</geo></location>
  <idno type="URL" subtype="geonames">https://www.geonames.org/2761333</idno>
  <idno type="URL" subtype="pmb">https://pmb.acdh.oeaw.ac.at/entity/50/</idno></place></listPlace>
  <listPerson><person xml:id="pmb2"><persName><surname>Schnitzler</surname><forename>Arthur</forename></persName>
  <birth><date when-iso="1862-05-15">15. 5. 1862</date><settlement><placeName>Wien</placeName></settlement></birth>
  </person></listPerson></standOff></TEI>"""


def test_a_list_of_ediarum() -> None:
    (entry,) = read_foreign(parse_document(EDIARUM, "p.xml").root, "p.xml")
    assert (entry.id, entry.kind, [f.text for f in entry.forms]) == (
        "pers-humboldt", EntryKind.PERSON, ["Alexander Humboldt", "A. Humbold"]
    )  # fmt: skip
    said = {s.kind: s.words or (s.value.when if s.value else "") for s in entry.statements}
    assert said == {"birth": "1769-09-14", "death": "1859", "gnd": "118554700", "source": "prov_1"}


def test_lists_of_the_austrian_academy() -> None:
    entries = read_foreign(parse_document(PMB, "p.xml").root, "p.xml")
    assert [(e.id, e.name) for e in entries] == [("plac-wien", "Wien"), ("pers-schnitzler", "Arthur Schnitzler")]
    assert entries[0].statements_of("coordinates")[0].words == "48.2066 16.37341"
    assert entries[0].statements_of("geonames")[0].words == "2761333"
    assert entries[1].statements_of("birth")[0].value.when == "1862-05-15"


def test_foreign_lists_become_registers_of_an_edition(edition: Path) -> None:
    assert brought(edition, "l.xml", PMB.decode()) == [(1, 0, ()), (1, 0, ())]
    for name in ("persons", "places"):
        assert validate((edition / f"tei/registers/{name}.xml").read_bytes(), f"{name}.xml", None) == ()


def test_a_document_without_entries_is_refused() -> None:
    with pytest.raises(InputError, match="holds no entries"):
        read_foreign(parse_document(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "p.xml").root, "p.xml")


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("http://www.wikidata.org/entity/Q42", "URL", ("wikidata", "Q42")),
        ("https://viaf.org/viaf/123/", "", ("viaf", "123")),
        ("118554700", "GND", ("gnd", "118554700")),
        ("Q42", "wikidata", ("wikidata", "Q42")),
        ("somewhere", "uri", None),
    ],
)
def test_identifiers(text: str, said: str, expected: tuple[str, str] | None) -> None:
    assert identifier(text, said) == expected


def test_a_file_without_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="no listPlace"):
        merged(EDIARUM, EntryKind.PLACE, [])
    with pytest.raises(InputError, match="did you mean 'persons'"):
        export_registers(ROOT, ["person"], "csv")
    with pytest.raises(InputError, match="--to xls"):
        export_registers(ROOT, [], "xls")


@pytest.mark.parametrize(
    ("inside", "text", "surname"),
    [
        (
            "<forename>Johann</forename> <nameLink>von der</nameLink> <surname>Aue</surname>",
            "Johann von der Aue",
            "Aue",
        ),
        ("<forename>Karl</forename><surname>Zweig</surname><genName>junior</genName>", "Karl Zweig junior", "Zweig"),
        (
            "<surname>Aue</surname>, <forename>Johann</forename> <nameLink>von der</nameLink>",
            "Johann von der Aue",
            "Aue",
        ),
        ("<surname>Lenz</surname><forename>Ida</forename><roleName>Dr.</roleName>", "Dr. Ida Lenz", "Lenz"),
        ("<roleName>Dr.</roleName> <forename>Ida</forename> <surname>Lenz</surname>", "Dr. Ida Lenz", "Lenz"),
        ("<forename>Karl</forename> <addName>der Kahle</addName>", "Karl der Kahle", ""),
        ("<forename>Ida</forename> <addName>«Idchen»</addName> <surname>Lenz</surname>", "Ida «Idchen» Lenz", "Lenz"),
        ("<choice><sic>Ida Lens</sic><corr>Ida Lenz</corr></choice>", "Ida Lens", ""),
        (
            "<forename><choice><abbr>Joh.</abbr><expan>Johann</expan></choice></forename> <surname>Aue</surname>",
            "Joh. Aue",
            "Aue",
        ),
        ("<choice><orig><surname>Vell</surname></orig><reg><surname>Well</surname></reg></choice>", "Vell", "Vell"),
        ("Ida <del>Lens</del><add>Lenz</add><note>a guess</note>", "Ida Lenz", ""),
        ("<subst><del>Ada</del> <add>Ida</add></subst> Lenz", "Ida Lenz", ""),
        ("Lenz, Ida", "Ida Lenz", "Lenz"),
        ("<forename>Ida</forename><note>born elsewhere</note>", "Ida", ""),
    ],
)  # fmt: skip
def test_a_name_keeps_its_parts_and_is_read_as_a_transcription(inside: str, text: str, surname: str) -> None:
    tei = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listPerson><person xml:id="q1">
      <persName>{inside}</persName></person></listPerson></body></text></TEI>"""
    (entry,) = read_foreign(parse_document(tei.encode(), "list.xml").root, "list.xml")
    assert [(form.text, form.surname) for form in entry.forms] == [(text, surname)]


def test_names_are_read_by_the_rules_of_transcriptions() -> None:
    left_out = {tei(name) for name in tei_reader.LEFT_OUT if name not in ("facsimile", "standOff", "sourceDoc")}
    assert left_out | {tei("note"), tei("noteGrp"), tei("del")} == name_words.LEFT_OUT
    assert (*BRANCHES[DIPLOMATIC], "lem") == name_words.PREFERRED


def test_numbers_of_further_authority_files_have_columns_where_an_entry_has_them(edition: Path) -> None:
    plain = export_registers(edition, [], "csv")["persons.csv"].decode().splitlines()[0]
    assert plain.strip().split(",") == list(COLUMNS)
    table = "id,name,doi,orcid,isni,lcnaf\npers-keller,Anna Keller,https://doi.org/10.1000/182,"
    table += "https://orcid.org/0000-0002-1825-0097,0000 0001 2103 2683,n79021164\n"
    assert brought(edition, "p.csv", table, "persons") == [(0, 4, ())]
    written = (edition / "tei" / "registers" / "persons.xml").read_text(encoding="utf-8")
    assert '<idno type="doi">10.1000/182</idno>' in written
    assert '<idno type="orcid">0000-0002-1825-0097</idno>' in written
    assert validate(written.encode(), "persons.xml", None) == ()
    header, *rows = export_registers(edition, [], "csv")["persons.csv"].decode().splitlines()
    assert header.strip().endswith("level,type,orcid,isni,lcnaf,doi")
    assert any("0000-0002-1825-0097,0000 0001 2103 2683,n79021164,10.1000/182" in row for row in rows)
    with pytest.raises(InputError, match="did you mean 'orcid'"):
        read_table(b"id,name,orcids\n", "p.csv")
