"""Letters: what openers and closers say of them, in the header of a witness and in CMIF, and nothing else."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.build import check_documents
from edition.built import Built
from edition.export.cmif import export_cmif
from edition.export.source import ExportSource
from edition.export.tei_texts import export_tei_texts
from edition.model import DateValue, Kind, Mention, MentionKind, Node, Witness
from edition.model.correspondence import Letter, letters_of
from edition.model.identify import identify_witness
from edition.project.sources import make_seed
from edition.readers.extract import extract
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.typed import FIRST_LINE, read_typed
from edition.results import export_source
from edition.stages import Documents, Sources, Stages, make_documents, read_sources
from edition.tei.encode.witness import encode_witness
from edition.xml.namespaces import NS, XML_ID, tei
from encoding import IMPRINT

TEI_ALL = Path(__file__).parents[3] / "shared" / "tei" / "tei_all.rng"
ANNA = (MentionKind.PERSON, "pers-keller")
JOSEF = (MentionKind.PERSON, "pers-weil")
FIRM = (MentionKind.ORGANISATION, "org-ferry")
LINDAU = (MentionKind.PLACE, "plac-lindau")
BREGENZ = (MentionKind.PLACE, "plac-bregenz")
MAY = DateValue("1803-05-04")
Marked = Mapping[str, tuple[MentionKind, str] | DateValue | None]
LETTER = """@dateline Lindau, 4 May 1803
@salute Dear Josef,

The ferry crossed the river.

@closer With love,
@signed Anna Keller
"""
MARKS: Marked = {"Lindau": LINDAU, "4 May 1803": MAY, "Josef": JOSEF, "Anna Keller": ANNA}


def typed(body: str) -> tuple[str, Node]:
    events = read_typed(SourceFile("A", "A.txt", f"{FIRST_LINE}\n{body}".encode()), ReaderOptions())
    assert not isinstance(events, Refusal)
    made = extract(events)
    return made.text, made.root


def mentions_in(text: str, marked: Marked) -> Iterator[Mention]:
    """A mention at every place of the words; a date has its value, or none."""
    for words, said in marked.items():
        start = text.find(words)
        assert start >= 0, words
        while start >= 0:
            kind, ref = said if isinstance(said, tuple) else (MentionKind.DATE, "")
            value = said if isinstance(said, DateValue) else None
            yield Mention(kind, start, start + len(words), ref, value)
            start = text.find(words, start + len(words))


def witness_of(text: str, root: Node, marked: Marked) -> tuple[Witness, tuple[Mention, ...]]:
    bare = Witness("A", "", make_seed("A", "A.txt", text.encode()), root, "typed")
    return identify_witness(bare, list(mentions_in(text, marked)))


def letters(body: str, marked: Marked) -> tuple[Letter, ...]:
    return letters_of(*witness_of(*typed(body), marked))


def one(body: str, marked: Marked) -> Letter:
    (letter,) = letters(body, marked)
    return letter


def said(letter: Letter) -> tuple[list[tuple[str, str]], list[str], str, list[tuple[str, str]]]:
    """Senders, places, date and recipients of a letter: words and entries."""
    return (
        [(s.words, s.ref) for s in letter.senders],
        [p.words for p in letter.places],
        letter.date.words if letter.date else "",
        [(r.words, r.ref) for r in letter.recipients],
    )


# -- what a letter says


def test_a_letter_has_sender_place_date_and_addressee() -> None:
    letter = one(LETTER, MARKS)
    assert said(letter) == ([("Anna Keller", "pers-keller")], ["Lindau"], "4 May 1803", [("Josef", "pers-weil")])
    assert letter.date is not None
    assert letter.date.mention is not None
    assert letter.date.mention.value == MAY


def test_two_letters_of_one_witness_are_two_and_keep_apart() -> None:
    body = f"# One\n\n{LETTER}\n# Two\n\n@dateline 3 to 5 June\n@salute Sir,\n\nIt sank.\n\n@signed Ruth\n"
    span = DateValue(start="1803-06-03", end="1803-06-05")
    first, second = letters(body, {**MARKS, "3 to 5 June": span})
    assert said(first)[0] == [("Anna Keller", "pers-keller")]
    assert said(second) == ([("Ruth", "")], [], "3 to 5 June", [])
    assert first.id.startswith("div-")
    assert second.id.startswith("div-")
    assert first.id != second.id


def test_a_text_that_is_one_letter_is_named_by_its_opener() -> None:
    assert one(LETTER, MARKS).id.startswith("opener-")
    assert one("It sank.\n\n@signed Anna Keller\n", {}).id.startswith("closer-")


@pytest.mark.parametrize(
    ("body", "marked", "expected"),
    [
        ("@dateline Lindau\n@salute Sir,\n\nIt sank.\n", {"Lindau": LINDAU}, ([], ["Lindau"], "", [])),
        ("@salute Sir,\n\nIt sank.\n\n@signed Your brother\n", {}, ([("Your brother", "")], [], "", [])),
        ("@salute Sir,\n\nIt sank.\n\n@signed A. K.\n@dateline 4 May\n", {"4 May": MAY},
         ([("A. K.", "")], [], "4 May", [])),
        ("It sank.\n\n@signed Your _loving_\n", {}, ([("Your loving", "")], [], "", [])),
        ("@dateline 4 May\n@salute Sir,\n\nIt sank.\n", {"4 May": None}, None),
        ("@dateline Monday\n@salute Sir,\n\nIt sank in Lindau on 4 May.\n", {"Lindau": LINDAU, "4 May": MAY}, None),
        ("@dateline Lindau, 4 May\n\nA day of a diary.\n", {"Lindau": LINDAU, "4 May": MAY}, None),
        ("@salute Dear Josef,\n\nIt sank.\n", {"Josef": JOSEF}, None),
        ("It sank.\n\n@signed * * *\n", {}, None),
        ("It sank.\n", {}, None),
    ],
)  # fmt: skip
def test_what_is_not_said_is_left_out(body: str, marked: Marked, expected: object) -> None:
    assert [said(letter) for letter in letters(body, marked)] == ([expected] if expected else [])


def test_the_first_dateline_with_a_place_and_the_first_with_a_date_count() -> None:
    body = "@dateline Monday\n@dateline Lindau\n@dateline Bregenz, 4 May\n@salute Sir,\n\nIt sank.\n"
    letter = one(body, {"Lindau": LINDAU, "Bregenz": BREGENZ, "4 May": MAY})
    assert said(letter) == ([], ["Lindau"], "4 May", [])


def test_a_place_in_two_forms_is_one_place() -> None:
    body = "@dateline Lindau or Lindavia, and Bregenz\n@salute Sir,\n\nIt sank.\n"
    letter = one(body, {"Lindau": LINDAU, "Lindavia": LINDAU, "Bregenz": BREGENZ})
    assert said(letter)[1] == ["Lindau", "Bregenz"]


def test_a_place_inside_a_name_is_no_place_of_the_letter() -> None:
    body = "@dateline The Lindau Ferry Company, 4 May\n@salute Sir,\n\nIt sank.\n"
    letter = one(body, {"Lindau Ferry Company": FIRM, "Lindau": LINDAU, "4 May": MAY})
    assert said(letter) == ([], [], "4 May", [])


def test_a_place_of_a_salutation_or_a_signature_is_none_of_the_dateline() -> None:
    body = "@salute Dear friends at Lindau,\n\nIt sank.\n\n@signed Anna of Lindau\n"
    assert said(one(body, {"Lindau": LINDAU}))[1] == []


# -- who signed


@pytest.mark.parametrize(
    ("signed", "marked", "expected"),
    [
        ("@signed Yours, Anna Keller", {"Anna Keller": ANNA}, [("Yours, Anna Keller", "pers-keller")]),
        ("@signed Anna Keller and Josef", {"Anna Keller": ANNA, "Josef": JOSEF},
         [("Anna Keller", "pers-keller"), ("Josef", "pers-weil")]),
        ("@signed Anna Keller\n@signed Josef", {"Josef": JOSEF}, [("Anna Keller", ""), ("Josef", "pers-weil")]),
        ("@signed Anna Keller\n@signed Anna", {"Anna Keller": ANNA}, [("Anna Keller", "pers-keller"), ("Anna", "")]),
        ("@signed Anna Keller\n@signed A. K.", {"Anna Keller": ANNA, "A. K.": ANNA}, [("Anna Keller", "pers-keller")]),
        ("@signed For the Company", {"the Company": FIRM}, [("For the Company", "org-ferry")]),
        ("@signed Anna Keller, for the Company", {"Anna Keller": ANNA, "the Company": FIRM},
         [("Anna Keller, for the Company", "pers-keller")]),
    ],
)  # fmt: skip
def test_a_sender_has_the_words_of_the_signature(signed: str, marked: Marked, expected: list[tuple[str, str]]) -> None:
    assert said(one(f"@salute Sir,\n\nIt sank.\n\n{signed}\n", marked))[0] == expected


def test_a_note_is_no_part_of_a_signature() -> None:
    body = "@salute Sir,\n\nIt sank.\n\n@signed Anna{^1}\n\n{^1}: Not Josef.\n"
    assert said(one(body, {"Josef": JOSEF}))[0] == [("Anna", "")]


# -- to whom


@pytest.mark.parametrize(
    ("opener", "expected"),
    [
        ("@salute Dear sister,", []),
        ("@salute Dear Josef and Ruth,", [("Josef", "pers-weil"), ("Ruth", "pers-ruth")]),
        ("@salute Dear friends of the Company,", [("the Company", "org-ferry")]),
        ("@salute My dear Anna Keller,", []),
        ("@opener Mr. Josef, Bregenz\n@salute Sir,", [("Josef", "pers-weil")]),
        ("@opener Josef to Ruth\n@salute Sir,", []),
        ("@opener Anna Keller, Lindau\n@salute Sir,", []),
        ("@opener Mr. Josef, Bregenz\n@salute Dear Ruth,", [("Ruth", "pers-ruth")]),
        ("@dateline In the house of Josef\n@salute Sir,", []),
    ],
)
def test_an_addressee_is_who_the_opener_names_and_nobody_else(opener: str, expected: list[tuple[str, str]]) -> None:
    body = f"{opener}\n\nIt sank.\n\n@closer Greet Paul.\n@signed Anna Keller\n"
    marked = {"Josef": JOSEF, "Ruth": (MentionKind.PERSON, "pers-ruth"), "the Company": FIRM,
              "Paul": (MentionKind.PERSON, "pers-paul"), "Anna Keller": ANNA}  # fmt: skip
    assert said(one(body, {w: m for w, m in marked.items() if w in body}))[3] == expected


def test_a_name_at_the_head_of_a_letter_that_nobody_known_signed_may_be_the_senders() -> None:
    body = "@opener Josef, Bregenz\n@salute Sir,\n\nIt sank.\n\n@signed Your friend\n"
    assert said(one(body, {"Josef": JOSEF})) == ([("Your friend", "")], [], "", [])


# -- sections


def tree(kind: Kind, *children: Node) -> Node:
    """A node around others; each leaf takes five characters."""
    return Node(kind, children[0].start, children[-1].end, children)


def line(kind: Kind, number: int) -> Node:
    return Node(kind, 5 * number, 5 * number + 4)


def shape(*children: Node) -> list[list[str]]:
    """Of each letter of a text whose leaves are `w00x`, `w01x` … the element that names it, and its senders."""
    text = "".join(f"w{n:02}x " for n in range(10))
    text = text[: children[-1].end]
    found = letters_of(*witness_of(text, Node(Kind.BODY, 0, len(text), children), {}))
    return [[letter.id.partition("-")[0], *(sender.words for sender in letter.senders)] for letter in found]


def opener(n: int) -> Node:
    return tree(Kind.OPENER, line(Kind.SALUTE, n))


def closer(n: int) -> Node:
    return tree(Kind.CLOSER, line(Kind.SIGNED, n))


def test_a_closer_behind_the_last_part_of_a_letter_is_the_letters() -> None:
    first = tree(Kind.SECTION, line(Kind.PARAGRAPH, 1))
    second = tree(Kind.SECTION, line(Kind.PARAGRAPH, 2), closer(3))
    assert shape(opener(0), first, second) == [["opener", "w03x"]]


def test_letters_in_sections_stay_their_own() -> None:
    first = tree(Kind.SECTION, opener(1), line(Kind.PARAGRAPH, 2), closer(3))
    second = tree(Kind.SECTION, line(Kind.PARAGRAPH, 4), closer(5))
    assert shape(first, second) == [["div", "w03x"], ["div", "w05x"]]
    assert shape(opener(0), first, second) == shape(first, second), "an opener alone before letters is none of theirs"


def test_a_letter_that_a_text_quotes_is_no_letter_of_the_witness() -> None:
    quoted = tree(Kind.QUOTATION, opener(1), line(Kind.PARAGRAPH, 2), closer(3))
    assert shape(line(Kind.PARAGRAPH, 0), quoted) == []
    assert shape(opener(0), quoted, closer(4)) == [["opener", "w04x"]]


# -- the header


def described(body: str, marked: Marked) -> etree._Element:
    return encode_witness(*witness_of(*typed(body), marked), IMPRINT)


def test_the_header_points_to_the_letter_and_says_what_it_says() -> None:
    root = described(f"# One\n\n{LETTER}", MARKS)
    (letter,) = root.iterfind("tei:teiHeader/tei:profileDesc/tei:correspDesc", NS)
    (div,) = root.iterfind("tei:text/tei:body/tei:div", NS)
    assert letter.get("corresp") == f"#{div.get(XML_ID)}"
    sent, received = letter
    assert [(etree.QName(e).localname, e.text, e.get("ref") or e.get("when")) for e in sent] == [
        ("persName", "Anna Keller", "../registers/persons.xml#pers-keller"),
        ("placeName", "Lindau", "../registers/places.xml#plac-lindau"),
        ("date", "4 May 1803", "1803-05-04"),
    ]
    assert [(e.text, e.get("ref")) for e in received] == [("Josef", "../registers/persons.xml#pers-weil")]
    assert [action.get("type") for action in letter] == ["sent", "received"]


def test_a_text_without_letters_has_no_description() -> None:
    assert described("It sank.\n", {}).find(".//tei:correspDesc", NS) is None


# -- the edition


TOML = """
[edition]
title = "Letters from Lindau"
base = "A"
{more}
[[witness]]
siglum = "A"
seed = "a.txt"
[[witness]]
siglum = "B"
seed = "b.txt"
"""
ALL = """url = "https://letters.example.org/lindau/"
editors = ["Weil, Ruth"]
licence = "https://creativecommons.org/licenses/by/4.0/"
publisher = "The Lake Press"
date = "2024-05"
"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>R</title></titleStmt>
<publicationStmt><p>Part of the edition.</p></publicationStmt><sourceDesc><listWit><witness xml:id="A">A</witness>
</listWit></sourceDesc></fileDesc></teiHeader><standOff>{entries}</standOff></TEI>"""
PERSONS = """<listPerson>
<person xml:id="pers-keller"><persName type="main">Anna <surname>Keller</surname></persName>
<idno type="wikidata">Q1</idno><idno type="gnd">118540238</idno></person>
<person xml:id="pers-weil"><persName type="main">Josef <surname>Weil</surname></persName>
<persName type="short">Josef</persName></person>
</listPerson>"""
PLACES = """<listPlace><place xml:id="plac-lindau"><placeName type="main">Lindau</placeName>
<idno type="wikidata">Q2</idno><idno type="geonames">2877550</idno></place></listPlace>"""
SECOND = """
@dateline 3 to 5 June 1803
@salute Dear sister,

Three masons died in the work, and their names were cut into the pier.

@signed Your loving brother
"""
BODY = f"# Letter 1\n\n{LETTER}\n# Letter 2\n{SECOND}\n# Postscript\n\nNothing is known of this.\n"


def made(root: Path, more: str = ALL, body: str = BODY) -> tuple[Sources, Documents]:
    registers = root / "tei" / "registers"
    registers.mkdir(parents=True)
    (registers / "persons.xml").write_text(REGISTER.format(entries=PERSONS), encoding="utf-8")
    (registers / "places.xml").write_text(REGISTER.format(entries=PLACES), encoding="utf-8")
    (root / "edition.toml").write_text(TOML.format(more=more), encoding="utf-8")
    other = body.replace("4 May", "14 May").replace("Anna Keller", "Josef Weil")
    for name, text in (("a", body), ("b", other)):
        (root / f"{name}.txt").write_text(f"{FIRST_LINE}\n{text}", encoding="utf-8")
    sources = read_sources(root)
    return sources, make_documents(sources, Stages(Built(), lambda stage: None))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sources, Documents]:
    return made(tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def source(edition: tuple[Sources, Documents]) -> ExportSource:
    return export_source(*edition)


def index_of(source: ExportSource) -> etree._Element:
    ((path, data),) = export_cmif(source).items()
    assert path == "cmif/letters.xml"
    return etree.fromstring(data)


Action = list[tuple[str, str | None, dict[str, str]]]


def actions(letter: etree._Element) -> Mapping[str, Action]:
    return {action.get("type", ""): [parts(element) for element in action] for action in letter}


def parts(element: etree._Element) -> tuple[str, str | None, dict[str, str]]:
    return etree.QName(element).localname, element.text, {str(k): str(v) for k, v in element.attrib.items()}


def test_an_edition_with_letters_is_valid_and_its_pointers_lead_somewhere(edition: tuple[Sources, Documents]) -> None:
    assert [str(f) for f in check_documents(*edition) if f.severity == "error"] == []
    assert b"correspDesc" not in edition[1].files["edition.xml"]
    for siglum, day in (("A", "1803-05-04"), ("B", "1803-05-14")):
        dates = edition[1].witnesses[siglum].findall("tei:teiHeader//tei:correspAction/tei:date", NS)
        assert [date.get("when") or date.get("from") for date in dates] == [day, "1803-06-03"]


def test_cmif_has_the_letters_of_the_base_with_authorities(source: ExportSource) -> None:
    root = index_of(source)
    first, second = root.findall("tei:teiHeader/tei:profileDesc/tei:correspDesc", NS)
    assert actions(first) == {
        "sent": [
            ("persName", "Anna Keller", {"ref": "https://d-nb.info/gnd/118540238"}),
            ("placeName", "Lindau", {"ref": "https://www.geonames.org/2877550"}),
            ("date", None, {"when": "1803-05-04"}),
        ],
        "received": [("persName", "Josef Weil", {})],
    }
    assert actions(second) == {
        "sent": [("persName", "Your loving brother", {}), ("date", None, {"from": "1803-06-03", "to": "1803-06-05"})],
        "received": [("persName", "Unknown", {})],
    }


def test_cmif_leads_to_the_letters_in_the_text_of_the_edition(source: ExportSource) -> None:
    root = index_of(source)
    (bibl,) = root.iterfind(".//tei:sourceDesc/tei:bibl", NS)
    divs = [div.get(XML_ID) for div in source.edition.iterfind("tei:text/tei:body/tei:div", NS)]
    found = root.findall(".//tei:correspDesc", NS)
    assert [letter.get("ref") for letter in found] == [
        f"https://letters.example.org/lindau/read.html#{div}" for div in divs[:2]
    ]
    assert {letter.get("source") for letter in found} == {f"#{bibl.get(XML_ID)}"}
    assert bibl.get("type") == "online"
    assert (
        root.findtext(".//tei:idno[@type='url']", "", NS)
        == "https://letters.example.org/lindau/exports/cmif/letters.xml"
    )
    licence = root.find(".//tei:licence", NS)
    assert licence is not None
    assert licence.get("target") == "https://creativecommons.org/licenses/by/4.0/"


def test_cmif_of_an_edition_that_says_little_of_itself(tmp_path: Path) -> None:
    root = index_of(export_source(*made(tmp_path, "")))
    assert [letter.get("ref") for letter in root.iterfind(".//tei:correspDesc", NS)] == [None, None]
    assert all(letter.get("key", "").startswith("div-") for letter in root.iterfind(".//tei:correspDesc", NS))
    for name in (
        "publicationStmt//tei:idno",
        "publicationStmt//tei:licence",
        "publicationStmt/tei:date",
        "bibl/tei:ref",
    ):
        assert root.find(f".//tei:{name}", NS) is None, name
    assert root.findtext(".//tei:publicationStmt/tei:publisher", "", NS)


def test_cmif_of_a_text_that_is_one_letter_leads_to_its_opener(tmp_path: Path) -> None:
    source = export_source(*made(tmp_path, ALL, LETTER))
    (letter,) = index_of(source).iterfind(".//tei:correspDesc", NS)
    (opened,) = source.edition.iterfind("tei:text/tei:body/tei:opener", NS)
    assert letter.get("ref") == f"https://letters.example.org/lindau/read.html#{opened.get(XML_ID)}"


def test_an_edition_without_letters_has_no_cmif(tmp_path: Path) -> None:
    assert export_cmif(export_source(*made(tmp_path, ALL, "The ferry crossed the river.\n"))) == {}


def test_cmif_holds_signs_of_xml_and_characters_that_it_cannot_hold(tmp_path: Path) -> None:
    body = "@salute Sir,\n\nIt sank.\n\n@signed A & B <i>\x01\n"
    root = index_of(export_source(*made(tmp_path, 'editors = ["A & <b>"]', body)))
    assert root.findtext(".//tei:correspAction/tei:persName", "", NS) == "A & B <i>\u2401"
    assert root.findtext(".//tei:titleStmt/tei:editor", "", NS) == "A & <b>"


def test_plain_tei_names_the_entries_of_letters_by_key(source: ExportSource) -> None:
    for data in export_tei_texts(source).values():
        root = etree.fromstring(data)
        assert [e.get("ref") for e in root.iter(tei("persName"), tei("placeName")) if e.get("ref")] == []
    header = etree.fromstring(export_tei_texts(source)["tei-texts/A.xml"]).find("tei:teiHeader/tei:profileDesc", NS)
    assert header is not None
    assert [e.get("key") for e in header.iter(tei("persName"))] == ["pers-keller", "pers-weil", None]


@pytest.mark.skipif(not TEI_ALL.exists(), reason=f"the reference schema {TEI_ALL} is not here")
def test_headers_and_cmif_are_tei(source: ExportSource, tmp_path: Path) -> None:
    schema = etree.RelaxNG(etree.parse(TEI_ALL))
    bare = index_of(export_source(*made(tmp_path, "")))
    plain = [etree.fromstring(data) for data in export_tei_texts(source).values()]
    for root in (index_of(source), bare, *source.trees.values(), *plain):
        assert schema.validate(etree.fromstring(etree.tostring(root)).getroottree()), schema.error_log
