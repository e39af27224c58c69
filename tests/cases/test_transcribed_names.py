"""Names that a transcription marks itself, and its lists of persons and places: cases 10 and 11, and their like."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.errors import EditionError
from edition.stages import annotations_of, make_documents, read_sources
from edition.tasks.registers import export_registers, import_register
from edition.tasks.why import explain
from edition.xml.namespaces import NS

HERE = Path(__file__).parent / "tei"
NAMES = ("persName", "placeName", "orgName", "eventName", "title", "date", "name")
TEI = "{http://www.tei-c.org/ns/1.0}"


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that was built: its folder, the findings, and the tree of tei/edition.xml."""

    root: Path
    findings: tuple[tuple[str, str], ...]
    edition: etree._Element

    def told(self, code: str) -> list[str]:
        return [message for known, message in self.findings if known == code]

    def marks(self) -> list[tuple[str, str, str, str]]:
        """Of each mark in the text: element, words, entry or key, who is responsible."""
        found = self.edition.iterfind("tei:text", NS)
        marks = (e for text in found for e in text.iter(*(TEI + name for name in NAMES)))
        return [
            (
                etree.QName(e).localname,
                " ".join("".join(e.itertext()).split()),
                e.get("ref", "").rpartition("#")[2] or e.get("key", ""),
                e.get("resp", ""),
            )
            for e in marks
        ]

    def text(self) -> str:
        """The words of the edition's body."""
        return " ".join("".join(self.edition.find("tei:text/tei:body", NS).itertext()).split())  # type: ignore[union-attr]

    def entries(self, kind: str = "persons") -> list[str]:
        """The ids of the entries that stand in transcriptions alone."""
        path = self.root / "tei" / "witness-registers" / f"{kind}.xml"
        if not path.exists():
            return []
        return [str(name) for name in etree.parse(path).xpath("//tei:standOff/*/*/@xml:id", namespaces=NS)]


def tei(body: str, header: str = "", after: str = "") -> str:
    """A transcription with this content of its body."""
    described = f"<profileDesc>{header}</profileDesc>" if header.startswith("<particDesc") else header
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
        "<publicationStmt><p>t</p></publicationStmt><sourceDesc><p>t</p></sourceDesc></fileDesc>"
        f"{described}</teiHeader><text><body>{body}</body>{after}</text></TEI>"
    )


def persons(*entries: str) -> str:
    return f"<particDesc><listPerson>{''.join(entries)}</listPerson></particDesc>"


def person(name: str, words: str, more: str = "") -> str:
    return f'<person xml:id="{name}"><persName>{words}</persName>{more}</person>'


def register(*entries: str, kind: str = "listPerson") -> str:
    """A register of the edition, as an editor writes it."""
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>t</title>'
        "</titleStmt><publicationStmt><p>t</p></publicationStmt><sourceDesc>"
        '<listBibl><bibl xml:id="checked">t</bibl></listBibl></sourceDesc></fileDesc>'
        f"</teiHeader><standOff><{kind}>{''.join(entries)}</{kind}></standOff></TEI>"
    )


ANNA = '<person xml:id="pers-wold"><persName type="main">Anna <surname>Wold</surname></persName>{}</person>'


def write(root: Path, witnesses: Mapping[str, str], files: Mapping[str, str] | None = None, more: str = "") -> None:
    """The files of an edition; a witness that is no TEI is a plain text."""
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    settings = ['[edition]\ntitle = "T"\nlanguage = "en"\nbase = "A"\n', more]
    for siglum, text in witnesses.items():
        path = f"seeds/{siglum}.{'xml' if text.startswith('<') else 'txt'}"
        (root / path).write_text(text, encoding="utf-8")
        settings.append(f'[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "{path}"\n')
    (root / "edition.toml").write_text("\n".join(settings), encoding="utf-8")
    for path, text in (files or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def made(root: Path, witnesses: Mapping[str, str], files: Mapping[str, str] | None = None, more: str = "") -> Made:
    """The edition of some transcriptions; every file of it is valid."""
    write(root, witnesses, files, more)
    built = build(root, ("tei",))
    assert [str(f) for f in built.findings if f.severity.value == "error"] == []
    found = tuple((f.code, str(f)) for f in built.findings)
    return Made(root, found, etree.parse(root / "tei" / "edition.xml").getroot())


HERS, OURS, EDITOR = "#transcription", "#variorum", "#editor"


# -- the cases


def test_names_over_elements_of_the_transcription_are_whole(tmp_path: Path) -> None:
    source = (HERE / "10-names-over-her-elements" / "A.xml").read_text(encoding="utf-8")
    people = register(
        '<person xml:id="pers-wold"><persName type="main">Anna <surname>Wold</surname></persName>'
        '<persName type="short">Miss Wold</persName></person>',
        '<person xml:id="pers-marsh"><persName type="main">Walter <surname>Marsh</surname></persName></person>',
    )
    places = register('<place xml:id="plac-harlow"><placeName type="main">Harlow</placeName></place>', kind="listPlace")
    one = made(tmp_path, {"A": source}, {"tei/registers/persons.xml": people, "tei/registers/places.xml": places})
    annotation = annotations_of(read_sources(tmp_path))["A"]
    found = [(annotation.witness.text[m.start : m.end], m.ref) for m in annotation.mentions]
    assert found == [
        ("Anna Wold", "pers-wold"),
        ("Miss Wold", "pers-wold"),
        ("Walter Marsh", "pers-marsh"),
        ("Harlow", "plac-harlow"),
        ("Anna Wold", "pers-wold"),
    ]
    kept = re.sub(r"(?<=Name) [^>]*", "", (tmp_path / "tei" / "witnesses" / "A.xml").read_text(encoding="utf-8"))
    for mark in json.loads((HERE / "10-names-over-her-elements" / "expect.json").read_text(encoding="utf-8"))["marks"]:
        if "two parts" in mark:
            mark = 'Miss </persName><hi rend="italic"><persName>Wold</persName> the elder</hi>'
        assert re.search(rf"<(pers|place)Name>{re.escape(mark)}", kept), mark
    italic = [" ".join("".join(e.itertext()).split()) for e in one.edition.iter(TEI + "hi")]
    assert italic == ["Anna", "Wold", "the elder"]  # divided where the name ends


@pytest.mark.parametrize("is_register", [True, False])
def test_her_names_and_a_conflict(tmp_path: Path, is_register: bool) -> None:
    folder = HERE / "11-her-names-and-a-conflict"
    source = (folder / "A.xml").read_text(encoding="utf-8")
    if is_register:
        entry = ANNA.format('<birth when="1791"/><idno type="source">aw</idno>')
        one = made(tmp_path, {"A": source}, {"tei/registers/persons.xml": register(entry)})
    else:
        listed = (folder / "persons.xml").read_text(encoding="utf-8")
        one = made(tmp_path, {"A": source}, {"persons.xml": listed}, '[tei]\npersonography = "persons.xml"\n')
    anna = "pers-wold" if is_register else "pers-tei-aw"
    assert one.marks() == [
        ("persName", "Anna Wold", anna, HERS),
        ("persName", "Marsh", "", HERS),
        ("persName", "Anna Wold", anna, OURS),
        ("placeName", "Harlow", "harlow", HERS),
    ]
    (conflict,) = one.told("E392")
    assert "1790" in conflict
    assert "1791" in conflict
    assert "aw" in conflict
    assert "pers-wold" in conflict
    assert [("«Marsh»" in said, "key harlow" in said) for said in sorted(one.told("E390"), key=len)] == [
        (True, False),
        (False, True),
    ]
    assert one.entries() == ([] if is_register else ["pers-tei-aw"])
    kept = (tmp_path / "tei" / "witnesses" / "A.xml").read_text(encoding="utf-8")
    assert kept.partition("<text>")[2].count("xml:id") == 1  # her three marks have none


# -- marks


def test_marks_stand_in_each_other(tmp_path: Path) -> None:
    header = persons(person("aw", "Anna Wold"), person("mw", "Mary Wold"))
    body = '<p>The <rs type="person" ref="#mw">sister of <persName ref="#aw">Anna Wold</persName></rs> came.</p>'
    other = body.replace("came", "went").replace("Anna", "Anne")
    one = made(tmp_path, {"A": tei(body, header), "B": tei(other, header)})
    assert one.marks()[:2] == [
        ("persName", "sister of Anna Wold", "pers-tei-mw", HERS),
        ("persName", "Anna Wold", "pers-tei-aw", HERS),
    ]
    (nested,) = one.edition.xpath("//tei:lem//tei:persName/tei:persName", namespaces=NS)
    assert nested.get("ref") == "witness-registers/persons.xml#pers-tei-aw"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p>So <persName ref="#aw">Anna<lb/>Wold</persName> came.</p>', ["Anna Wold"]),
        ('<p>So <persName ref="#aw">An<lb break="no"/>na Wold</persName> came.</p>', ["Anna Wold"]),
        ('<p>So <persName ref="#aw">An<pb break="no"/>na Wold</persName> came.</p>', ["Anna Wold"]),
        ('<p><hi rend="italic">So <persName ref="#aw">Anna<lb/>Wold</persName> came.</hi></p>', ["Anna Wold"]),
        ('<p>So <persName ref="#aw"><hi rend="italic">Anna</hi> Wold</persName>’s came.</p>', ["Anna Wold"]),
        ('<p><q>So <persName ref="#aw">Anna<lb/>Wold</persName> came.</q></p>', ["Anna Wold"]),
        ('<p><quote>So <persName ref="#aw">Anna<lb/>Wold</persName> came.</quote></p>', ["Anna", "Wold"]),
        ('<p>So <persName ref="#aw">Anna<note>who?</note> Wold</persName> came.</p>', ["Anna Wold"]),
        ('<p>So it was.<note>By <persName ref="#aw">Anna Wold</persName>.</note></p>', ["Anna Wold"]),
        ('<head><persName ref="#aw">Anna Wold</persName></head><p>So.</p>', ["Anna Wold"]),
        ('<p>So <persName ref="#aw"><forename>Anna</forename> <surname>Wold</surname></persName>.</p>', ["Anna Wold"]),
        ('<lg><l>So <persName ref="#aw">Anna</persName></l><l>came</l></lg>', ["Anna"]),
        ('<p>So <persName ref="#aw"/> came.</p>', []),
    ],
)  # fmt: skip
def test_a_mark_is_whole_over_what_stands_in_it(tmp_path: Path, body: str, words: list[str]) -> None:
    one = made(tmp_path, {"A": tei(body, persons(person("aw", "Anna Wold")))})
    assert one.marks() == [("persName", said, "pers-tei-aw", HERS) for said in words]


def test_types_of_rs_and_name(tmp_path: Path) -> None:
    body = (
        '<p><rs type="person">she</rs>, <rs type="place">the town</rs>, <name type="org">the Guild</name>, '
        '<name>Rover</name>, <name ref="#aw">Anna</name>, <name ref="#oak">oak</name>, <rs>it</rs>, '
        "<geogName>the Lea</geogName></p>"
    )
    one = made(tmp_path, {"A": tei(body, persons(person("aw", "Anna Wold")))})
    assert [(element, words) for element, words, _, _ in one.marks()] == [
        ("persName", "she"),
        ("placeName", "the town"),
        ("orgName", "the Guild"),
        ("persName", "Anna"),
        ("placeName", "the Lea"),
    ]
    (told,) = one.told("E396")
    assert '<name ref="#oak">' in told


@pytest.mark.parametrize(
    ("attributes", "value", "codes"),
    [
        ('when="1790-05-04"', {"when": "1790-05-04"}, []),
        ('when-iso="1790-05-04"', {"when": "1790-05-04"}, []),
        ('when="1790-05-04T10:00:00"', {"when": "1790-05-04"}, []),
        ('dur-iso="P3D"', {"when": "1790-05-04"}, []),
        ('from="1790-05-03" to="1790-05-05"', {"from": "1790-05-03", "to": "1790-05-05"}, []),
        ('notBefore="1790" notAfter="1791" cert="low"', {"notBefore": "1790", "notAfter": "1791", "cert": "low"}, []),
        ('when="1791-05-04"', {"when": "1791-05-04"}, ["E393"]),
        ('when="1790-02-30"', {}, ["E395"]),
        ('from="1792" to="1790"', {}, ["E395"]),
        ('when="--05-04"', {}, ["E395"]),
    ],
)
def test_dates(tmp_path: Path, attributes: str, value: dict[str, str], codes: list[str]) -> None:
    one = made(tmp_path, {"A": tei(f"<p>It was on <date {attributes}>4 May 1790</date>.</p>")})
    (date,) = one.edition.iterfind("tei:text//tei:date", NS)
    said = {name: words for name, words in date.attrib.items() if name in (*value, "when", "from", "to")}
    assert said == value
    assert [code for code, _ in one.findings if code.startswith("E39")] == codes
    assert date.get("resp") == (OURS if "dur" in attributes else HERS)  # the words of a date without value are read


def test_ours_give_way_and_why_tells_it(tmp_path: Path) -> None:
    entry = '<person xml:id="pers-wold"><persName type="main">Anna Wold of Harlow</persName></person>'
    body = '<p>So <persName key="aw">Anna Wold</persName> of Harlow came; Anna Wold of Harlow went.</p>'
    one = made(tmp_path, {"A": tei(body)}, {"tei/registers/persons.xml": register(entry)})
    assert one.marks() == [
        ("persName", "Anna Wold", "aw", HERS),
        ("persName", "Anna Wold of Harlow", "pers-wold", OURS),
    ]
    documents = make_documents(read_sources(tmp_path))
    mention = documents.model.mentions["A"][0]
    lines = explain(documents, mention.id)
    assert any('<persName key="aw">' in line and "«Anna Wold of Harlow»" in line for line in lines)


def test_ours_say_whom_a_mark_without_pointer_means(tmp_path: Path) -> None:
    body = "<p><persName>Miss Anna Wold</persName> met <rs type='person'>the friend of Anna Wold</rs>.</p>"
    one = made(tmp_path, {"A": tei(body)}, {"tei/registers/persons.xml": register(ANNA.format(""))})
    assert one.marks() == [
        ("persName", "Miss Anna Wold", "pers-wold", OURS),
        ("persName", "the friend of Anna Wold", "", HERS),
    ]


def test_a_form_of_the_register_that_means_another(tmp_path: Path) -> None:
    header = persons(person("x", "Anna Wold the younger"))
    body = '<p><persName ref="#x">Anna Wold</persName> and <persName ref="#x">Anna Wold</persName></p>'
    one = made(tmp_path, {"A": tei(body, header)}, {"tei/registers/persons.xml": register(ANNA.format(""))})
    assert [ref for _, _, ref, _ in one.marks()] == ["pers-tei-x", "pers-tei-x"]
    (told,) = one.told("E394")
    assert "pers-tei-x" in told
    assert "pers-wold" in told


@pytest.mark.parametrize(
    ("decision", "mark"),
    [
        ('ref = "pers-wold"', ("persName", "Marsh", "pers-wold", EDITOR)),
        ("reject = true", None),
    ],
)
def test_a_decision_says_what_a_mark_means(tmp_path: Path, decision: str, mark: tuple[str, ...] | None) -> None:
    files = {
        "tei/registers/persons.xml": register(ANNA.format("")),
        "decisions.toml": f'[[mention]]\nexact = "Marsh"\n{decision}\n',
    }
    one = made(tmp_path, {"A": tei("<p>So <persName>Marsh</persName> came.</p>")}, files)
    assert one.marks() == ([mark] if mark else [])


# -- pointers


@pytest.mark.parametrize(
    ("pointer", "entry"),
    [
        ('ref="#aw"', "pers-tei-aw"),
        ('ref="aw"', "pers-tei-aw"),
        ('key="aw"', "pers-tei-aw"),
        ('key="Wold, A."', "pers-tei-aw"),
        ('key="w-7"', "pers-tei-aw"),
        ('ref="p:aw"', "pers-tei-aw"),
        ('ref="other:aw"', "pers-tei-aw"),
        ('ref="people.xml#aw"', "pers-tei-aw"),
        ('ref="https://viaf.org/viaf/123/"', "pers-tei-aw"),
        ('ref="http://d-nb.info/gnd/118540238"', "pers-tei-aw"),
        ('ref="https://example.org/aw"', "pers-tei-aw"),
        ('ref="#nobody"', "#nobody"),
        ('ref="https://viaf.org/viaf/9"', "https://viaf.org/viaf/9"),
        ('key="123"', "123"),
    ],
)
def test_pointers(tmp_path: Path, pointer: str, entry: str) -> None:
    numbers = '<idno type="VIAF">123</idno><idno type="gnd">118540238</idno><idno type="lab">w-7</idno>'
    about = 'xml:id="aw" n="Wold, A." sameAs="http://www.example.org/aw"'
    one = f"<person {about}><persName>Anna Wold</persName>{numbers}</person>"
    schemes = (
        '<encodingDesc><listPrefixDef><prefixDef ident="p" matchPattern="([a-z]+)" replacementPattern="#$1"/>'
        "</listPrefixDef></encodingDesc>"
    )
    header = f"{schemes}<profileDesc>{persons(one)}</profileDesc>"
    got = made(tmp_path, {"A": tei(f"<p>So <persName {pointer}>she</persName> came.</p>", header)})
    assert [ref for _, _, ref, _ in got.marks()] == [entry]
    assert len(got.told("E390")) == (not entry.startswith("pers-"))


def test_a_mark_of_several(tmp_path: Path) -> None:
    header = persons(person("aw", "Anna Wold"), person("mw", "Mary Wold"))
    one = made(tmp_path, {"A": tei('<p>So <persName ref="#aw #mw">the Wolds</persName> came.</p>', header)})
    assert sorted(ref for _, _, ref, _ in one.marks()) == ["pers-tei-aw", "pers-tei-mw"]


def test_a_missing_entry_is_told_once(tmp_path: Path) -> None:
    name = '<persName ref="#x">Anna</persName>'
    one = made(tmp_path, {"A": tei(f"<p>{name} and {name}, <persName>Bo</persName>, <persName>Bo</persName></p>")})
    assert len(one.told("E390")) == 2


# -- entries


@pytest.mark.parametrize(
    ("other", "ids"),
    [
        (person("aw", "Anna Wold"), ["pers-tei-aw"]),
        (person("aw", "Adam Winter"), ["pers-tei-A-aw", "pers-tei-B-aw"]),
        (person("aw", "Anna Wold", '<idno type="viaf">7</idno>'), ["pers-tei-A-aw", "pers-tei-B-aw"]),
    ],
)
def test_equal_ids_in_two_files(tmp_path: Path, other: str, ids: list[str]) -> None:
    body = '<p>So <persName ref="#aw">A. W.</persName> came.</p>'
    files = {"A": tei(body, persons(person("aw", "Anna Wold"))), "B": tei(body, persons(other))}
    one = made(tmp_path, files)
    assert one.entries() == ids
    sources = read_sources(tmp_path)
    refs = {siglum: [m.ref for m in found.mentions] for siglum, found in annotations_of(sources).items()}
    assert refs == {"A": [ids[0]], "B": [ids[-1]]}


def test_entries_are_one_by_identifiers_never_by_name(tmp_path: Path) -> None:
    numbered = '<idno type="URL" subtype="viaf">http://viaf.org/viaf/77</idno>'
    header = persons(person("a", "Anne Wold", numbered), person("b", "Anna Wold"))
    body = '<p><persName ref="#a">Anne Wold</persName>, <persName ref="#b">Anna</persName>, Anne Wold</p>'
    files = {"tei/registers/persons.xml": register(ANNA.format('<idno type="viaf">77</idno>'))}
    one = made(tmp_path, {"A": tei(body, header)}, files)
    assert [ref for _, _, ref, _ in one.marks()] == ["pers-wold", "pers-tei-b", "pers-wold"]
    assert one.entries() == ["pers-tei-b"]
    (question,) = one.told("E391")
    assert "b «Anna Wold»" in question
    assert "pers-wold" in question


def test_entries_are_found_in_other_witnesses(tmp_path: Path) -> None:
    header = persons(person("aw", "<forename>Anna</forename> <surname>Wold</surname>"), person("u", "unknown"))
    witnesses = {"A": "Anna Wold came, unknown to all.\n", "B": tei("<p>Anna Wold came, unknown to all.</p>", header)}
    assert made(tmp_path, witnesses).marks() == [("persName", "Anna Wold", "pers-tei-aw", OURS)]


@pytest.mark.parametrize(
    ("header", "body", "after"),
    [
        ("", "", "<back><listPerson>{}</listPerson><listBibl><bibl>Some book</bibl></listBibl></back>"),
        ("", "", "<back><div><head>Persons</head><listPerson>{}</listPerson></div></back>"),
        ("", "<div><head>Persons</head><div><listPerson>{}</listPerson></div></div>", ""),
        ("<encodingDesc><p>t</p></encodingDesc><profileDesc><particDesc>{}</particDesc></profileDesc>", "", ""),
    ],
)
def test_lists_are_no_text_wherever_they_stand(tmp_path: Path, header: str, body: str, after: str) -> None:
    entry = person("aw", "Anna Wold")
    text = f'<div><p>So <persName ref="#aw">she</persName> came.</p></div>{body.format(entry)}'
    one = made(tmp_path, {"A": tei(text, header.format(entry), after.format(entry))})
    assert one.text() == "So she came."
    assert [ref for _, _, ref, _ in one.marks()] == ["pers-tei-aw"]


def test_places_organisations_and_works_are_entries(tmp_path: Path) -> None:
    header = (
        "<profileDesc><settingDesc><listPlace><place xml:id='h'><placeName>Harlow</placeName><location><geo>51.77 0.09"
        "</geo></location></place></listPlace></settingDesc></profileDesc>"
    )
    lists = (
        "<back><div><listOrg><org xml:id='g'><orgName>Guild, The</orgName></org></listOrg></div><div><head>Books</head>"
        "<listBibl><bibl xml:id='w'><title>The Lea</title></bibl><bibl>Another book.</bibl></listBibl></div></back>"
    )
    body = (
        '<p>At <placeName ref="#h">H.</placeName> the <orgName ref="#g">Guild</orgName> read '
        '<title ref="#w" level="m">Lea</title>.</p>'
    )
    one = made(tmp_path, {"A": tei(body, header, lists)})
    assert [one.entries(kind) for kind in ("places", "organisations", "works")] == [
        ["plac-tei-h"],
        ["org-tei-g"],
        ["work-tei-w"],
    ]
    assert "Another book." in one.text() or "Another book" in "".join(one.edition.find("tei:text", NS).itertext())  # type: ignore[union-attr]


def test_bad_values_of_a_list_are_left_out(tmp_path: Path) -> None:
    entry = person("Ä_w", "Anna Wold", '<birth when="1790-02-30"/><death when="1850-13"/>')
    one = made(tmp_path, {"A": tei('<p><persName ref="#Ä_w">Anna Wold</persName></p>', persons(entry))})
    assert one.entries() == ["pers-tei-A-w"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no such file"),
        ("<listPerson", "persons.xml:1"),
        ('<listPerson xmlns="http://www.tei-c.org/ns/1.0"/>', "holds no entries with names"),
    ],
)
def test_an_outside_file_that_cannot_be_read(tmp_path: Path, text: str | None, said: str) -> None:
    files = {"persons.xml": text} if text is not None else {}
    write(tmp_path, {"A": tei("<p>So.</p>")}, files, '[tei]\npersonography = "persons.xml"\n')
    with pytest.raises(EditionError, match=said):
        read_sources(tmp_path)


def test_of_a_large_outside_file_what_is_named_is_taken(tmp_path: Path) -> None:
    people = [person(f"p{n}", f"Bearer Number{n}") for n in range(50)]
    listed = f'<listPerson xmlns="http://www.tei-c.org/ns/1.0">{"".join(people)}</listPerson>'
    body = '<p><persName ref="persons.xml#p7">He</persName> met Bearer Number9.</p>'
    one = made(tmp_path, {"A": tei(body)}, {"persons.xml": listed}, '[tei]\npersonography = "persons.xml"\n')
    assert one.entries() == ["pers-tei-p7", "pers-tei-p9"]


def test_the_folder_goes_with_its_last_entry(tmp_path: Path) -> None:
    one = made(tmp_path, {"A": tei("<p>So Anna Wold came.</p>", persons(person("aw", "Anna Wold")))})
    assert one.entries() == ["pers-tei-aw"]
    assert made(tmp_path, {"A": tei("<p>So Anna Wold came.</p>")}).entries() == []


def test_a_hand_written_entry_keeps_out_of_the_ids_of_transcriptions(tmp_path: Path) -> None:
    entry = '<person xml:id="pers-tei-x"><persName type="main">Anna Wold</persName></person>'
    write(tmp_path, {"A": "So.\n"}, {"tei/registers/persons.xml": register(entry)})
    with pytest.raises(EditionError, match="pers-tei-x"):
        read_sources(tmp_path)


def test_lists_of_a_transcription_are_taken_into_the_register_and_are_one_with_it(tmp_path: Path) -> None:
    anna = person("aw", "<forename>Anna</forename> <surname>Wold</surname>", '<birth when="1790"/>')
    witnesses = {"A": tei('<p>So <persName ref="#aw">she</persName> came.</p>', persons(anna))}
    assert made(tmp_path, witnesses).entries() == ["pers-tei-aw"]
    (taken,) = import_register(tmp_path, tmp_path / "seeds" / "A.xml")
    one = made(tmp_path, witnesses, {"tei/registers/persons.xml": taken.data.decode()})
    assert one.marks() == [("persName", "she", "pers-wold", HERS)]
    assert one.entries() == []
    assert set(export_registers(tmp_path, ["persons"], "csv")) == {"persons.csv"}


def test_every_hand_of_a_file_has_its_list(tmp_path: Path) -> None:
    body = (
        '<p>So <persName ref="#aw"><del hand="#h2">she</del><add hand="#h2">he</add></persName> said; '
        '<persName ref="#h2">Bo</persName> wrote.</p>'
    )
    second = '<handNote xml:id="h2"><persName>Bo Bell</persName></handNote>'
    hands = f'<handNotes><handNote xml:id="h1">one</handNote>{second}</handNotes>'
    header = f"<profileDesc>{hands}{persons(person('aw', 'Anna Wold'))}</profileDesc>"
    witnesses = {"A": "So they said; Bo wrote.\n", "M": tei(body, header)}
    one = made(tmp_path, witnesses, more='[tei]\nhands = ["apart"]\n')
    assert one.entries() == ["pers-tei-h2", "pers-tei-aw"]
    found = annotations_of(read_sources(tmp_path))
    assert {siglum: [m.ref for m in one.mentions] for siglum, one in found.items()} == {
        "A": [],
        "M*": ["pers-tei-aw", "pers-tei-h2"],
        "M²": ["pers-tei-aw", "pers-tei-h2"],
    }


def test_other_words_for_one_person_are_other_words(tmp_path: Path) -> None:
    header = persons(person("mw", "Mary Wold"))
    marks = ("<rs type='person' ref='#mw'>{}</rs>", "<persName>{}</persName>")
    body = f"<p>Then {marks[0]} came late and at the gate she met {marks[1]} on her way home.</p>"
    witnesses = {
        "A": tei(body.format("her sister", "Marsh"), header),
        "B": tei(body.format("that woman", "Bell"), header),
    }
    one = made(tmp_path, witnesses)
    kinds = one.edition.xpath("//tei:text//tei:app/tei:rdg/@type", namespaces=NS)
    assert kinds == ["substitution", "substitution"]


def test_a_person_without_a_name_of_her_own_is_listed(tmp_path: Path) -> None:
    header = persons(person("f", "the ferryman’s wife"))
    write(tmp_path, {"A": tei('<p>So <persName ref="#f">she</persName> came.</p>', header)})
    built = build(tmp_path, ("tei", "site", "exports"))
    assert not built.failed
    assert "the ferryman’s wife" in (tmp_path / "build" / "site" / "persons.html").read_text(encoding="utf-8")


def test_whom_a_transcription_names_is_meant_by_a_surname_later(tmp_path: Path) -> None:
    people = [
        person("aw", "<forename>Anna</forename> <surname>Wold</surname>"),
        person("mw", "<forename>Mary</forename> <surname>Wold</surname>"),
    ]
    body = '<p>So <persName ref="#mw">her sister</persName> came.</p><p>Later Wold went.</p>'
    one = made(tmp_path, {"A": tei(body, persons(*people))})
    assert [(words, ref) for _, words, ref, _ in one.marks()] == [
        ("her sister", "pers-tei-mw"),
        ("Wold", "pers-tei-mw"),
    ]
