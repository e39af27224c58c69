"""False statements that the program once made of names, dates and disagreements, each in its smallest text."""

import csv
import json
from pathlib import Path

import pytest
from lxml import etree, html
from tests.cases.conftest import Write

from edition.build import build
from edition.tasks.registers import import_register, suggest_names
from edition.xml.namespaces import NS, XML_ID

TEI = ("tei",)


def tree(folder: Path, name: str) -> etree._Element:
    return etree.parse(folder / "tei" / name).getroot()


def test_a_month_whose_year_the_context_gives_is_no_disagreement(write: Write) -> None:
    """The years before differ, and are one; «June» is the same word in both."""
    folder = write(
        {
            "A": "They met in 1817.\n\nThey sail in June: it is late.",
            "B": "They met in 1816.\n\nThey sail in June; it is late.",
        }
    )
    built = build(folder, TEI)
    assert not built.failed
    matters = tree(folder, "edition.xml").findall(".//tei:list[@type='disagreements']/tei:item", NS)
    assert [[side.text for side in matter.iterfind("tei:date", NS)] for matter in matters] == [["1817", "1816"]]


def dates(folder: Path, siglum: str) -> list[tuple[str, str]]:
    """The marked dates of a witness: words and the first of their values."""
    marks = tree(folder, f"witnesses/{siglum}.xml").iterfind("tei:text//tei:date", NS)
    return [("".join(mark.itertext()), mark.get("when") or mark.get("from") or "") for mark in marks]


def test_dates_of_a_language_without_data_are_left_and_told_once_a_witness(write: Write) -> None:
    words = "{} maiatza 1803 etorri zen, eta 1804 joan zen. Ikusi 1936-08-19.\n\nUrtea 1805."
    folder = write({"A": words.format("4."), "B": words.format("5.")}, language="eu")
    built = build(folder, TEI)
    assert [dates(folder, siglum) for siglum in "AB"] == [[("1936-08-19", "1936-08-19")]] * 2
    told = [f for f in built.findings if f.code == "E409"]
    assert [(str(f.position.path), f.position.line) for f in told] == [("seeds/A.txt", 1), ("seeds/B.txt", 1)]
    assert "«eu»" in told[0].message
    assert "«1803» and 2 more" in told[0].message
    assert "docs/languages.md" in told[0].message


def test_a_text_that_is_read_has_no_such_finding(write: Write) -> None:
    folder = write({"A": "He came on 4 May 1803.", "B": "He came on 5 May 1803; «am 3. März 1848»."})
    built = build(folder, TEI)
    assert [f for f in built.findings if f.code == "E409"] == []
    assert dates(folder, "B") == [("5 May 1803", "1803-05-05")]


def test_an_era_goes_through_the_whole_edition(write: Write) -> None:
    folder = write(
        {"A": "The abbey fell in 44 B.C. and in A.D. 420.", "B": "The abbey fell in 43 B.C. and in A.D. 420."}
    )
    built = build(folder, TEI)
    assert not built.failed, built.findings
    assert dates(folder, "A") == [("44 B.C.", "-0044"), ("A.D. 420", "0420")]


def imported(folder: Path) -> None:
    """What `edition suggest` drafts, taken in as it stands."""
    for name, data in suggest_names(folder).files.items():
        if name.endswith(".xml"):
            (folder / name).write_bytes(data)
            for done in import_register(folder, folder / name):
                (folder / done.path).parent.mkdir(parents=True, exist_ok=True)
                (folder / done.path).write_bytes(done.data)


NAMES = {
    "A": "On 4 May 1803 I left Bregenz with Anna Keller.",
    "B": "On 4 May 1803 I left Bregenz with Anne Keller. Anne Keller slept.",
}


def test_a_draft_knows_nothing_from_outside_the_witnesses(write: Write) -> None:
    folder = write(NAMES)
    imported(folder)
    built = build(folder, TEI)
    assert not built.failed, built.findings
    register = tree(folder, "registers/persons.xml")
    forms = {"".join(form.itertext()): form.get("source") for form in register.iter(f"{{{NS['tei']}}}persName")}
    assert {"Anne Keller": "#B", "Anna Keller": "#A"}.items() <= forms.items()
    (matter,) = tree(folder, "edition.xml").findall(".//tei:list[@type='disagreements']/tei:item", NS)
    assert [side.get("ana") for side in matter.iterfind("tei:persName", NS)] == [None, None]
    assert matter.find("tei:note[@type='outside']", NS) is None


REGISTER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>Register of persons</title></titleStmt>
  <publicationStmt><p>Part of the edition.</p></publicationStmt>
  <sourceDesc>{}<listBibl><bibl xml:id="checked">books</bibl></listBibl></sourceDesc></fileDesc></teiHeader>
  <standOff><listPerson><person xml:id="pers-keller">
  <persName>A. <surname>Keller</surname></persName></person></listPerson></standOff>
</TEI>"""


@pytest.mark.parametrize("listed", ["", '<listWit><witness xml:id="B">B</witness></listWit>'])
def test_a_register_that_is_there_gets_the_witnesses_of_new_forms(write: Write, listed: str) -> None:
    folder = write(NAMES, {"tei/registers/persons.xml": REGISTER.format(listed)})
    draft = REGISTER.format(
        '<listWit><witness xml:id="A">A</witness><witness xml:id="B">B</witness></listWit>'
    ).replace("<persName>A.", '<persName source="#A #B">Anna <surname>Keller</surname></persName><persName>A.')
    (folder / "draft.xml").write_text(draft, "utf-8")
    (done,) = import_register(folder, folder / "draft.xml")
    (folder / done.path).write_bytes(done.data)
    assert (done.new_entries, done.new_facts) == (0, 1)
    register = tree(folder, "registers/persons.xml")
    assert sorted(w.get(XML_ID) for w in register.iterfind(".//tei:witness", NS)) == sorted(
        {"A", *("B" if listed else "")}
    )
    assert [form.get("source") for form in register.iter(f"{{{NS['tei']}}}persName")] == [None, "#A"]
    assert not build(folder, TEI).failed


EVENTS = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>Register of events</title></titleStmt>
  <publicationStmt><p>Part of the edition.</p></publicationStmt>
  <sourceDesc><listWit><witness xml:id="A">A</witness></listWit></sourceDesc></fileDesc></teiHeader>
  <standOff><listEvent>{}</listEvent></standOff>
</TEI>"""
DATED = {
    "fair": 'when="1901-06"', "fire": 'notBefore="1901-06"', "vote": 'notAfter="1901-06"',
    "feud": 'from="1903" to="1904"',
    "flood": 'notBefore="1905-03" notAfter="1905-05"', "siege": 'notBefore="1906" notAfter="1908"', "duel": "",
}  # fmt: skip


def test_a_limit_is_shown_as_a_limit_and_has_no_place_on_a_line(write: Write) -> None:
    events = "".join(
        f'<event xml:id="even-{name}" type="other" where="places.xml#plac-ulm" {dated}>'
        f"<eventName>{name} of Ulm</eventName></event>"
        for name, dated in DATED.items()
    )
    places = EVENTS.replace("events", "places").replace("listEvent", "listPlace")
    files = {
        "tei/registers/events.xml": EVENTS.format(events),
        "tei/registers/places.xml": places.format('<place xml:id="plac-ulm"><placeName>Ulm</placeName></place>'),
    }
    told = " ".join(f"The {name} of Ulm." for name in DATED)
    folder = write({"A": told, "B": told}, files)
    built = build(folder, ("tei", "site", "exports"))
    assert not built.failed, built.findings
    page = html.parse(folder / "build" / "site" / "events.html")
    shown = [
        (e.get("id"), " ".join(e.findtext(".//span[@class='when']").split()))
        for e in page.iterfind(".//details[@class='entry']")
    ]
    assert shown == [
        ("even-fair", "June 1901"), ("even-feud", "1903–1904"), ("even-flood", "between March and May 1905"),
        ("even-vote", "before June 1901"), ("even-fire", "after June 1901"), ("even-siege", "between 1906 and 1908"),
        ("even-duel", ""),
    ]  # fmt: skip
    bars = [link.get("href") for link in page.iterfind(".//svg//a")]
    assert bars == ["#y1901", "#y1903", "#y1905"]
    assert [h.get("id") for h in page.iterfind(".//h2[@class='year']")] == [
        "y1901",
        "y1903",
        "y1905",
        "ybounded",
        "yundated",
    ]
    exports = folder / "build" / "exports"
    line = json.loads((exports / "timeline" / "timeline.json").read_text("utf-8"))["events"]
    assert [event["unique_id"] for event in line] == ["even-fair", "even-feud", "even-flood", "even-siege"]
    rows = list(csv.DictReader((exports / "events.csv").read_text("utf-8-sig").splitlines()))
    by_id = {row["id"]: (row["from"], row["to"], row["notBefore"], row["notAfter"], row["date"]) for row in rows}
    assert by_id["even-fire"] == ("", "", "1901-06", "", "after June 1901")
    assert by_id["even-vote"] == ("", "", "", "1901-06", "before June 1901")
    (place,) = json.loads((exports / "maps" / "places.lpf.json").read_text("utf-8"))["features"]
    assert place["when"]["timespans"] == [{"start": {"in": "1901"}, "end": {"in": "1908"}}]
    turtle = (exports / "rdf" / "edition.ttl").read_text("utf-8")
    (fire,) = [node for node in turtle.split("\n\n") if node.startswith("<events.html#even-fire>")]
    assert "schema:startDate" not in fire
