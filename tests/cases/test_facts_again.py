"""What was once marked or told wrongly: parts of dates, numbers that are no years, limits, parts of compound names."""

import csv
import re
from pathlib import Path

import pytest
from lxml import etree
from tests.cases.conftest import Write

from edition.annotate import annotate, find_disagreements
from edition.annotate.calendar import PartialDate
from edition.annotate.date_context import DateContext
from edition.annotate.dates import find_dates
from edition.annotate.language import ENGLISH
from edition.build import build
from edition.export.csv_cells import Figures, written
from edition.model import DateValue, Entry, EntryKind, Form, Kind, MentionKind, Node, Register, Seed, Witness
from edition.model.disagreement import Attestation, Claim, Place
from edition.tei.decode.foreign_registers import read_foreign


def dates(text: str, running: DateContext) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.value.iso if f.value else "") for f in find_dates(text, ENGLISH.dates, running)]


@pytest.mark.parametrize(
    "text",
    [
        "xx die Junii 1400",
        "XII Kal. Maii 1600", "Idibus Martiis 1300", "1600, XII Kal. Maii",
        "die vicesimo Junii 1400", "die xx Junii 1400",
        "in Room 1984", "some 1800 of them", "1914 of the sheep", "a herd of 1776", "price 1650 l.",
        "in 1500 parishes", "in 1536 parishes.", "1836 or so soldiers", "Route 66", "Tel. 555-1234", "Tel. 1936 1850",
        "more than 1850 came", "he paid £ 1650", "Chapter 1936", "over 1650 men", "1850 fr. in all",

        "on 3 [14] May he", "on May 3 [14] he", "3{14} May 1709",
    ],
)  # fmt: skip
def test_half_a_date_and_a_number_that_is_no_year_are_unmarked(text: str) -> None:
    assert dates(f"It was {text} there", DateContext(1709, 4, True)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to die in May 1600", ("May 1600", "1600-05")),
        ("In 1936 I went", ("1936", "1936")),
        ("the killing in 1936 of the leaders", ("1936", "1936")),
        ("In 1936 arrests began", ("1936", "1936")),
        ("In 1936 each of them", ("1936", "1936")),
        ("a letter of 1803", ("1803", "1803")),
        ("page 3 (14 May 1709)", ("14 May 1709", "1709-05-14")),
        ("3 May [1709]", ("3 May [1709]", "1709-05-03")),
        ("3 May 1709 [sic]", ("3 May 1709", "1709-05-03")),
        ("30 BC to 14", ("30 BC to 14", "-0030/0014")),
        ("58–50 BC", ("58–50 BC", "-0058/-0050")),
    ],
)
def test_what_is_like_them_is_a_date(text: str, expected: tuple[str, str]) -> None:
    assert dates(text, DateContext(1709, 4, True)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 4 June 1893 he wrote; on the 1st inst.", [("4 June 1893", "1893-06-04"), ("1st inst.", "1893-06-01")]),
        ("On 4 June 1893 he wrote; on the 12th he left", [("4 June 1893", "1893-06-04")]),
        ("on the 1st inst.", [("1st inst.", "1803-05-01")]),
        ("In '36 he", []),
        ("In '98 he", [("'98", "1798")]),
        ("on the 12th of that month", []),
        ("the 12th of the line.", []),
        ("on the 12th of this month", [("12th", "1803-05-12")]),
    ],
)
def test_what_the_context_does_not_say_surely_is_unmarked(text: str, expected: list[tuple[str, str]]) -> None:
    running = DateContext(1803, 5, True, PartialDate(1803, 5, 3))
    assert dates(text, running) == expected


def matters(a: str, b: str, before: str = "he came") -> list[str]:
    def told(siglum: str, words: str) -> Attestation:
        years = re.findall(r"\b1[89]\d\d\b", words)
        claims = tuple(Claim(MentionKind.DATE, year, value=DateValue(when=year)) for year in years)
        return Attestation((siglum,), words, claims)

    place = Place(("x",), (told("A", a), told("B", b)), before, "there")
    return [d.matter.value for d in find_disagreements([place], [], [], Register.of([]), ENGLISH, {})]


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [
        ("after 1850", "in 1851", False),
        ("before 1850", "in 1849", False),
        ("by 1850", "in 1848", False),
        ("not before 1850", "in 1852", False),
        ("before 1850", "after 1840", False),
        ("since 1850", "in 1855", False),
        ("until 1850", "in 1848", False),
        ("from 1850", "in 1855", False),
        ("not later than the year 1850", "in 1848", False),
        ("after 1850", "in 1849", True),
        ("not before 1850", "in 1849", True),
        ("before 1850", "after 1860", True),
        ("in 1850", "in 1851", True),
        ("Published London, 1850", "Reprinted London, 1860", False),
        ("Published London, 1850", "Published London, 1860", True),
    ],
)
def test_a_limit_disagrees_with_what_lies_beyond_it(a: str, b: str, is_one: bool) -> None:
    assert ("date" in matters(a, b), "date" in matters(b, a)) == (is_one, is_one)


@pytest.mark.parametrize(
    ("a", "b", "before", "counts"),
    [
        ("vol. 3/4", "vol. 3/5", "see", False),
        ("44/45", "44/46", "see p.", False),
        ("66", "67", "along Route", False),
        ("555-1234", "555-1235", "Tel.", False),
        ("No. 12/13", "No. 12/14", "see", False),
        ("chapter 3, verse 4", "chapter 3, verse 5", "see", False),
        ("12 men", "13 men", "he saw", True),
    ],
)
def test_a_number_that_counts_nothing_is_no_count(a: str, b: str, before: str, counts: bool) -> None:
    assert ("number" in matters(a, b, before)) is counts


NAMES = Register.of(
    [
        Entry("pers-keller", EntryKind.PERSON, (Form("Karl Keller", surname="Keller"),)),
        Entry("pers-anna", EntryKind.PERSON, (Form("Anna Weber", surname="Weber"),)),
        Entry("pers-lind", EntryKind.PERSON, (Form("Ida Lind", surname="Lind"),)),
        Entry("plac-ulm", EntryKind.PLACE, (Form("Ulm"),)),
    ]
)


@pytest.mark.parametrize(
    ("name", "refs"),
    [
        *((name, []) for name in ("Keller–Abt", "Keller/Abt", "Keller=Abt", "Anna-Keller", "Keller-sur-Mer",
                                  "Keller-born", "St Keller's", "St. Keller", "Abt–Keller", "Neuf-sur-Keller")),
        ("Keller–Lind", ["pers-keller", "pers-lind"]),
        ("Keller-led", ["pers-keller"]),
        ("Keller—Abt", ["pers-keller"]),
        ("Ulm-born", ["plac-ulm"]),
        ("Ulm–Riga", ["plac-ulm"]),
    ],
)  # fmt: skip
def test_a_part_of_a_compound_is_not_the_person(name: str, refs: list[str]) -> None:
    text = f"Then he saw {name} there."
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    mentions, _ = annotate(Witness("W", "W", Seed("W", "w.txt", text, ""), root, "test", language="en"), NAMES)
    assert [m.ref for m in mentions] == refs


@pytest.mark.parametrize(
    ("names", "forms"),
    [
        ("<name>Only name</name>", [("Only name", "")]),
        ("<persName><surname>夏目</surname><forename>漱石</forename></persName>", [("夏目漱石", "夏目")]),
        ('<persName xml:lang="hu"><surname>Nagy</surname> <forename>Imre</forename></persName>',
         [("Nagy Imre", "Nagy")]),
        ('<persName type="sort">Beethoven, Ludwig van</persName><persName type="full">Ludwig van Beethoven</persName>',
         [("Ludwig van Beethoven", "Beethoven")]),
        ('<persName type="sort">Beethoven, L. v.</persName><persName>Ludwig van Beethoven</persName>',
         [("Ludwig van Beethoven", ""), ("L. v. Beethoven", "Beethoven")]),
        ("<persName>Martin Luther<lb/>King</persName>", [("Martin Luther King", "")]),
        ('<persName>Martin Lu\n<lb break="no"/>ther</persName>', [("Martin Luther", "")]),
        ("<persName><forename>Jean</forename>-<forename>Paul</forename> <surname>Rau</surname></persName>",
         [("Jean-Paul Rau", "Rau")]),
        ("<persName><surname>Rau</surname>-<surname>Abt</surname>, <forename>Ida</forename></persName>",
         [("Ida Rau-Abt", "Rau-Abt")]),
        ("<persName><forename>A.</forename><surname>Rau</surname></persName>", [("A. Rau", "Rau")]),
    ],
)  # fmt: skip
def test_a_name_of_another_project_is_read_as_it_is_spoken(names: str, forms: list[tuple[str, str]]) -> None:
    root = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person>'
        f"{names}</person></listPerson></standOff></TEI>"
    )
    (entry,) = read_foreign(root, "p.xml")
    assert [(form.text, form.surname) for form in entry.forms] == forms


def test_a_date_in_a_table_is_no_formula(write: Write) -> None:
    events = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Events</title>'
        "</titleStmt><publicationStmt><p>Part of it.</p></publicationStmt><sourceDesc>"
        '<listWit><witness xml:id="A">A</witness></listWit></sourceDesc>'
        '</fileDesc></teiHeader><standOff><listEvent><event xml:id="even-ides" type="other" when="-0044-03-15">'
        "<eventName>-Ides</eventName></event></listEvent></standOff></TEI>"
    )
    folder: Path = write({"A": "The Ides.", "B": "The Ides."}, {"tei/registers/events.xml": events})
    built = build(folder, ("tei", "exports"))
    assert not built.failed, built.findings
    (row,) = csv.DictReader((folder / "build" / "exports" / "events.csv").read_text("utf-8-sig").splitlines())
    assert (row["from"], row["to"], row["name"]) == ("-0044-03-15", "-0044-03-15", "'-Ides")


def test_what_is_no_figure_is_guarded_in_every_column() -> None:
    assert written(["a", "b"], [(Figures("-0044"), Figures("-x()"))]) == b"a,b\r\n-0044,'-x()\r\n"
