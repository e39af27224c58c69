"""Register files: what is read from them, what is refused, and that the edition's own point to what exists."""

import re
from pathlib import Path

import pytest
from lxml import etree

from edition.annotate.words import split_words
from edition.errors import InputError
from edition.model import DateValue, EntryKind, Register
from edition.tei.decode.registers import read_register
from edition.xml.namespaces import NS, XML_ID

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tei" / "registers").glob("*.xml"))
TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>%s</standOff></TEI>'


def read(body: bytes) -> Register:
    return Register.of(read_register(TEI % body, "r.xml"))


def test_a_person() -> None:
    (entry,) = read(
        b"""<listPerson><person xml:id="pers-jay"><persName>John <!-- x --><surname>Jay</surname></persName>
        <persName xml:id="f" type="spelling" xml:lang="fr"><surname>Jaye</surname></persName><birth when="1745"/>
        <occupation source="#W">a  judge</occupation>
        <state type="trial" ref="events.xml#even-x"><desc>defendant</desc></state><idno type="wikidata">Q1</idno>
        <note type="cue" target="#f">Madison; John Adams</note></person></listPerson>"""
    )
    assert (entry.id, entry.kind, entry.name) == ("pers-jay", EntryKind.PERSON, "John Jay")
    assert (entry.forms[0].surname, entry.forms[0].kind, entry.forms[0].cue) == ("Jay", "main", ())
    assert (entry.forms[1].cue, entry.forms[1].lang) == (("Madison", "John Adams"), "fr")
    assert [(s.kind, s.words, s.ref) for s in entry.statements] == [
        ("birth", "", ""), ("occupation", "a judge", ""), ("trial", "defendant", "even-x"), ("wikidata", "Q1", "")
    ]  # fmt: skip
    assert entry.statements_of("birth")[0].value == DateValue(when="1745")


def test_a_work_has_a_level_and_an_event_its_dates() -> None:
    register = read(
        b"""<listBibl><bibl xml:id="work-a"><title level="j">A</title></bibl></listBibl><listEvent>
        <event xml:id="even-a" from="1936-08-19" to="1936-08-24"><eventName>E</eventName></event></listEvent>"""
    )
    assert register.entries["work-a"].level == "j"
    assert register.entries["even-a"].statements_of("date")[0].value == DateValue(start="1936-08-19", end="1936-08-24")


def test_a_bibl_inside_an_entry_is_no_entry() -> None:
    body = b"""<listPerson><person xml:id="pers-a"><persName>A</persName>
    <bibl xml:id="b"><title>T</title></bibl></person></listPerson>"""
    assert [e.id for e in read(body)] == ["pers-a"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<listPerson><person/></listPerson>", "no xml:id"),
        (b'<listPerson><person xml:id="a"/></listPerson>', "no persName"),
        (b'<listPerson><person xml:id="a"><persName> </persName></person></listPerson>', "without text"),
        (b'<listOrg><org xml:id="a"><orgName>A</orgName><note type="cue" target="#b">x</note></org></listOrg>', "'#b'"),
        (b'<listPlace><place xml:id="a"><placeName>A</placeName></place>'
         b'<place xml:id="a"><placeName>B</placeName></place>'
         b"</listPlace>", "r.xml"),
        (b"<listPerson>", "r.xml:1:"),
        (b'<listOrg><org xml:id="orga-a"><orgName>A</orgName></org></listOrg>', "must begin with org-"),
        (b'<listOrg><org xml:id="pers-a"><orgName>A</orgName></org></listOrg>', "must begin with org-"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_place(body: bytes, why: str) -> None:
    with pytest.raises(InputError, match=re.escape(why)) as raised:
        read(body)
    assert str(raised.value).startswith("r.xml:")


def test_another_document_is_refused() -> None:
    with pytest.raises(InputError, match="TEI document"):
        read_register(b"<html/>", "r.xml")


def test_no_external_entity_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", "utf-8")
    data = b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "%s">]>' % secret.as_uri().encode()
    body = TEI % b'<listPlace><place xml:id="plac-a"><placeName>A&x;</placeName></place></listPlace>'
    with pytest.raises(InputError, match="the DOCTYPE declares the entity x"):
        read_register(data + body, "r.xml")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_our_registers_point_to_what_exists(path: Path) -> None:
    trees = {p.name: etree.parse(p) for p in FILES}
    ids = {name: {e.get(XML_ID) for e in tree.iter() if e.get(XML_ID)} for name, tree in trees.items()}
    for element in trees[path.name].iter(etree.Element):
        for attribute in ("source", "target", "ref"):
            for pointer in element.get(attribute, "").split():
                file, _, name = pointer.partition("#")
                assert name in ids[file or path.name], f"{path.name}:{element.sourceline}: {pointer}"


def test_our_registers_have_no_entry_twice_and_are_all_there() -> None:
    assert [p.stem for p in FILES] == ["events", "organisations", "persons", "places", "works"]
    register = Register.of(e for p in FILES for e in read_register(p.read_bytes(), p.name))
    prefixes = {"persons": "pers-", "places": "plac-", "organisations": "org-", "events": "even-", "works": "work-"}
    assert all(entry.id.startswith(prefixes[entry.kind.value]) for entry in register)


def test_every_form_stands_in_the_witnesses_it_is_said_to_stand_in() -> None:
    """A statement that can be checked is checked: @source of a name form against the seeds."""

    def plain(text: str) -> str:
        words = split_words(text)
        return " ".join(words.texts)

    seeds = {
        f"#{siglum}": f" {plain(path.read_text('utf-8'))} "
        for siglum, path in zip("WEGF", sorted((ROOT / "seeds").glob("*.txt")), strict=True)
    }
    names = "tei:persName|tei:placeName|tei:orgName|tei:eventName|tei:title"
    for path in FILES:
        for form in etree.parse(path).xpath(
            f"//tei:standOff/*/*/*[{names.replace('tei:', 'self::tei:').replace('|', ' or ')}]", namespaces=NS
        ):
            text = f" {plain(str(form.xpath('string()')))} "
            said = set(form.get("source", "").split()) - {"#checked"}
            assert said <= {s for s, seed in seeds.items() if text in seed}, f"{path.name}:{form.sourceline}: {text}"
