"""Which part of a TEI file is read: one of several texts, divisions, transcriptions of surfaces; or why nothing is."""

import pytest

from edition.errors import NoReaderError
from edition.model import Kind, Rule, Witness, reading_blocks
from edition.project.tei_options import TeiKeys, tei_keys
from edition.readers.options import ReaderOptions
from edition.readers.registry import ReadFile, read_source
from edition.readers.source_file import SourceFile

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
HEAD = "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt></fileDesc></teiHeader>"


def read(data: str, text: str = "", reader: str = "") -> ReadFile:
    options = ReaderOptions(tei=tei_keys(TeiKeys(text=text)))
    return read_source(SourceFile("A", "A.xml", data.encode()), reader, options)


def words(made: ReadFile) -> list[str]:
    return [block.text for block in reading_blocks(Witness("A", "", made.seed, made.root, made.reader))]


def pages(made: ReadFile) -> list[tuple[str, str]]:
    found = (node for node in made.root.walk() if node.kind is Kind.BREAK and node.get("unit") == "page")
    return [(node.get("n"), node.get("facs")) for node in found]


def document(title: str, body: str, name: str = "") -> str:
    return f"<TEI {name}>{HEAD.format(title)}<text><body>{body}</body></text></TEI>"


CORPUS = f"""<teiCorpus {NS}>{HEAD.format("All")}{document("First", "<p>One</p>", 'xml:id="a"')}
{document("Second", "<p>Two</p>")}<teiCorpus>{document("Third", "<p>Three</p>", 'n="iii"')}</teiCorpus></teiCorpus>"""


def test_a_corpus_says_what_it_holds_and_which_line_names_it() -> None:
    with pytest.raises(NoReaderError) as raised:
        read(CORPUS)
    for said in ("a corpus of 3 documents", 'text = "#a" (First)', 'text = "2" (Second)', 'text = "3" (Third)'):
        assert said in str(raised.value)


@pytest.mark.parametrize(("text", "expected"), [("#a", "One"), ("a", "One"), ("1", "One"), ("2", "Two")])
def test_a_document_of_a_corpus_is_named_by_its_id_or_number(text: str, expected: str) -> None:
    made = read(CORPUS, text)
    assert words(made) == [expected]
    assert made.account is not None
    assert {out.rule for out in made.account.left_out} <= {Rule.METADATA, Rule.OTHER_WITNESS, Rule.MARKUP}


BOOKS = (
    f'<TEI {NS}>{HEAD.format("T")}<text><body><div n="1"><p>0</p><div n="4"><p>1.4</p></div>'
    '<ab><lg n="b"><l>v</l></lg></ab></div><div n="2"><p>2</p></div><div><p>third</p></div></body></text></TEI>'
)


@pytest.mark.parametrize(("text", "expected"), [("1.4", ["1.4"]), ("1/b", ["v"]), ("2", ["2"]), ("3", ["third"])])
def test_a_division_is_named_by_numbers(text: str, expected: list[str]) -> None:
    assert words(read(BOOKS, text)) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.7", "no division '7' (text = \"1.7\"); in div there is 4, b"),
        ("9", "in text there is 1, 2, 3"),
        ("#x", 'no element with xml:id="x"'),
        ("1.", 'no element with xml:id="1."'),
        ("1.4.1", "in div there is no divisions"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(text: str, said: str) -> None:
    with pytest.raises(NoReaderError) as raised:
        read(BOOKS, text)
    assert said in str(raised.value)


def test_several_texts_of_a_group_are_told_by_their_headings() -> None:
    first = "<text xml:id='t1'><body><head>On ferries</head><p>x</p></body></text>"
    inner = f"{first}<text><body><p>Of boats</p></body></text>"
    made = read(f"<TEI {NS}>{HEAD.format('T')}<text><group>{inner}</group></text></TEI>")
    assert words(made) == ["On ferries", "x", "Of boats"]
    with pytest.raises(NoReaderError) as raised:
        read(f"<TEI {NS}>{HEAD.format('T')}{inner}</TEI>")
    assert 'the file has 2 texts; write text = "#t1" (On ferries), text = "2" (T)' in str(raised.value)


ZONES = """<surface n="1r"><graphic url="a1r.png"/><zone type="pagination"><line>17</line></zone>
<zone type="main"><line>The <del>red</del><add>blue</add> boat</line>
<line>crossed <mod><retrace>the</retrace></mod></line>
<line>river.</line></zone><zone type="margin"><line>twice</line></zone></surface>"""


@pytest.mark.parametrize(
    "data",
    [
        f"<TEI {NS}>{HEAD.format('T')}<sourceDoc>{ZONES}</sourceDoc></TEI>",
        f"<TEI {NS}>{HEAD.format('T')}<sourceDoc><surfaceGrp>{ZONES}</surfaceGrp></sourceDoc></TEI>",
        f"<TEI {NS}>{HEAD.format('T')}<sourceDoc>{ZONES}</sourceDoc><text><body><p/></body></text></TEI>",
        ZONES.replace("<surface", f"<surface {NS}"),
        f"<sourceDoc {NS}>{ZONES}</sourceDoc>",
    ],
)
def test_a_transcription_of_surfaces_is_read_zone_by_zone(data: str) -> None:
    made = read(data)
    assert made.reader == "tei"
    assert words(made) == ["The blue boat crossed the river.", "twice"]
    assert pages(made) == [("1r", "a1r.png")]
    assert "boat\ncrossed" in made.seed.text
    assert made.account is not None
    counts = {rule: places for rule, (places, _) in made.account.counts.items()}
    assert counts[Rule.RUNNING_HEAD] == 1


def test_where_a_text_has_words_the_surfaces_are_another_form_of_it() -> None:
    made = read(
        f"<TEI {NS}>{HEAD.format('T')}<sourceDoc>{ZONES}</sourceDoc><text><body><p>A boat.</p></body></text></TEI>"
    )
    assert words(made) == ["A boat."]
    assert made.account is not None
    assert Rule.ALTERNATIVE in {out.rule for out in made.account.left_out}


def test_zones_of_single_lines_are_the_lines_of_the_zone_around() -> None:
    lines = "".join(f"<zone type='TextLine'><path/><line>{word}</line></zone>" for word in ("The boat", "crossed."))
    zone = f"<zone type='MainZone'>{lines}</zone><zone type='NumberingZone'><zone><line>7</line></zone></zone>"
    made = read(f"<TEI {NS}>{HEAD.format('T')}<sourceDoc><surface>{zone}</surface></sourceDoc></TEI>")
    assert words(made) == ["The boat crossed."]


def test_surfaces_in_several_files_are_one_witness() -> None:
    files = tuple(
        (f"seeds/{n}.xml", f"<surface {NS} n='{n}'><zone><line>Page {n}</line></zone></surface>".encode())
        for n in (1, 2)
    )
    blank = ("seeds/3.xml", f"<surface {NS} n='3'/>".encode())
    made = read_source(SourceFile("A", "seeds/*.xml", b"", "", (*files, blank)), "", ReaderOptions())
    assert words(made) == ["Page 1", "Page 2"]
    assert [n for n, _ in pages(made)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (HEAD.format("T"), "it has a header, but no text element of TEI"),
        (f"{HEAD.format('T')}<facsimile><graphic url='a.png'/></facsimile>",
         "a header and images of pages (facsimile), but no text"),
        ("<teiHeader><fileDesc><sourceDesc><msDesc/></sourceDesc></fileDesc></teiHeader><text><body><p/></body></text>",
         "it describes a manuscript, but its text has no words"),
        ("<text><body><p/></body></text>", "its text has no words"),
        ("<p>x</p>", "it has no text element of TEI"),
    ],
)  # fmt: skip
def test_a_file_without_a_text_is_refused_by_what_it_is(inner: str, said: str) -> None:
    with pytest.raises(NoReaderError) as raised:
        read(f"<TEI {NS}>{inner}</TEI>", reader="tei")
    assert said in str(raised.value)
