"""The reader of TEI: which words are read, what is structure, what is left out; nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import NoReaderError
from edition.model import Kind, Rule, Witness, note_blocks, reading_blocks
from edition.readers.accounting import uncovered
from edition.readers.carriers import carriers_of, text_nodes
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.registry import ReadFile, read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei import read_tei

CASES = Path(__file__).parents[1] / "cases" / "readers"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>Head</p></teiHeader>{}</TEI>'


def read(data: str, part: str = "", reader: str = "tei") -> ReadFile:
    return read_source(SourceFile("A", "A.xml", data.encode()), reader, ReaderOptions(part=part))


def body(inner: str) -> ReadFile:
    return read(TEI.format(f"<text><body>{inner}</body></text>"))


def blocks(made: ReadFile) -> list[tuple[str, str]]:
    witness = Witness("A", "", made.seed, made.root, "tei")
    return [(block.kind.value, block.text) for block in reading_blocks(witness)]


def extraction(data: bytes) -> Extraction:
    events = read_tei(SourceFile("A", "A.xml", data), ReaderOptions())
    assert not isinstance(events, Refusal)
    return extract(events)


def test_a_tei_file_is_read_as_tei_without_being_told() -> None:
    data = (CASES / "tei-stays-tei" / "A.xml").read_text("utf-8")
    made = read(data, reader="")
    assert made.reader == "tei"
    assert blocks(made) == [("paragraph", "The blue boat.")]
    assert made.account is not None
    rules = {out.rule: out.text.strip() for out in made.account.left_out if out.text.strip()}
    assert Rule.METADATA in rules
    assert [made.seed.text[n.start : n.end] for n in made.root.walk() if n.kind is Kind.DELETED] == ["red"]
    assert [f.code for f in made.findings] == ["E308", "E306"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<lg><l n='1'>One</l><l>two</l></lg>", [("verse", "One"), ("verse", "two")]),
        ("<sp><speaker>Anna</speaker><l>Yes.</l><stage>Exit.</stage></sp>",
         [("speaker", "Anna"), ("verse", "Yes."), ("stage", "Exit.")]),
        ("<table><row><cell>a</cell><cell>b</cell></row></table>", [("cell", "a"), ("cell", "b")]),
        ("<opener><dateline>Lindau</dateline><salute>Dear</salute></opener><p>x</p><closer><signed>A</signed></closer>",
         [("dateline", "Lindau"), ("salute", "Dear"), ("paragraph", "x"), ("signed", "A")]),
        ("<quote><p>a</p></quote><p>b <quote>c</quote></p>", [("paragraph", "a"), ("paragraph", "b c")]),
        ("<figure><head>The ferry</head><figDesc>boat</figDesc></figure><p>x</p>",
         [("caption", "The ferry"), ("paragraph", "x")]),
        ("<p>a<lb break='no'/>b<lb/>c <gap><desc>torn</desc></gap> d</p>", [("paragraph", "ab c d")]),
        ("<p>one<note>A note.</note> two</p>", [("paragraph", "one two")]),
    ],
)  # fmt: skip
def test_what_is_a_block_of_the_text(inner: str, expected: list[tuple[str, str]]) -> None:
    made = body(inner)
    assert blocks(made) == expected
    assert not [f for f in made.findings if f.code in ("I0", "E309")]


def test_notes_emphasis_and_pages_are_kept() -> None:
    made = body(
        "<p>Old <hi rend='italic'>Anna</hi> rowed<note n='a'>Ninety.</note>.<pb n='12' facs='12.jpg'/> Slowly.</p>"
    )
    witness = Witness("A", "", made.seed, made.root, "tei")
    assert [b.text for b in note_blocks(witness)] == ["Ninety."]
    found = {n.kind: dict(n.attributes) for n in made.root.walk()}
    assert found[Kind.EMPHASIS] == {"rend": "italic"}
    assert found[Kind.BREAK] == {"unit": "page", "n": "12", "facs": "12.jpg", "of": "page"}
    assert found[Kind.NOTE_MARK] == {"n": "a", "target": "note-1"}


TWO = TEI.format('<text><group><text xml:id="a"><body><p>One</p></body></text></group></text>')
SEVERAL = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{}{}</teiCorpus>'
CORPUS = SEVERAL.format(
    '<TEI><text xml:id="t1"><body><p>One</p></body></text></TEI>',
    '<TEI><text xml:id="t2"><body><p>Two</p></body></text></TEI>',
)


def test_one_of_several_texts_must_be_named() -> None:
    assert blocks(read(TWO)) == [("paragraph", "One")]
    with pytest.raises(NoReaderError, match=r'a corpus of 2 documents; write text = "#t1" \(One\), text = "#t2"'):
        read(CORPUS)
    made = read(CORPUS, part="#t2")
    assert blocks(made) == [("paragraph", "Two")]
    assert made.account is not None
    assert [(out.rule, out.text) for out in made.account.left_out] == [(Rule.OTHER_WITNESS, "One")]
    with pytest.raises(NoReaderError, match='no element with xml:id="t3"'):
        read(CORPUS, part="t3")


NAMES = [
    "p",
    "hi",
    "note",
    "lb",
    "gap",
    "choice",
    "sic",
    "app",
    "lem",
    "rdg",
    "l",
    "lg",
    "list",
    "item",
    "del",
    "figure",
    "x",
]
trees = st.recursive(
    st.text("ab <&é\n", max_size=6).map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(
        st.sampled_from(NAMES), st.lists(inner, max_size=4), st.sampled_from(["", "<!-- c -->", "<?p q?>"])
    ).map(lambda one: f"<{one[0]}>{one[2].join(one[1])}</{one[0]}>"),
    max_leaves=14,
)


@settings(max_examples=200, deadline=None)
@given(trees)
def test_every_character_is_accounted_for(inner: str) -> None:
    data = TEI.format(f"<text><body><p>begin</p>{inner}</body></text>").encode()
    source = SourceFile("A", "A.xml", data)
    carriers = carriers_of("tei", source)
    assert carriers is not None
    assert list(uncovered(carriers, extraction(data).covered)) == []


def test_a_change_of_any_character_shows() -> None:
    data = TEI.format(
        "<text><body><head>Of</head><p>a<note>b</note><del>c</del><app><lem>d</lem><rdg>e</rdg></app>f</p></body></text>"
    )
    before = extraction(data.encode())
    nodes = [text for _, text in text_nodes(data.encode()) if text.strip()]
    assert sorted(nodes) == ["Head", "Of", "a", "b", "c", "d", "e", "f"]
    for text in nodes:
        after = extraction(data.replace(f">{text}<", f">{text}z<", 1).encode())
        assert (after.text, [o.source for o in after.left_out]) != (before.text, [o.source for o in before.left_out])


def test_what_a_reader_loses_doubles_or_moves_is_found() -> None:
    made = extraction(TEI.format("<text><body><p>one</p><p>two</p></body></text>").encode())
    carriers = list(
        carriers_of(
            "tei", SourceFile("A", "A.xml", TEI.format("<text><body><p>one</p><p>two</p></body></text>").encode())
        )
        or ()
    )
    assert list(uncovered(carriers, made.covered)) == []
    assert len(list(uncovered(carriers, made.covered[:-1]))) == 1
    assert len(list(uncovered(carriers, (*made.covered, made.covered[-1])))) == 1
    assert len(list(uncovered(carriers[:-1], made.covered))) == 1


def test_a_group_of_stanzas_is_its_stanzas() -> None:
    made = body("<lg><lg><l>a</l><l>b</l></lg><lg><l>c</l></lg></lg><lg><l>d</l><lg><l>e</l></lg><l>f</l></lg>")
    found = reading_blocks(Witness("A", "", made.seed, made.root, "tei"))
    assert [(block.text, len(block.opens)) for block in found] == [
        ("a", 1), ("b", 0), ("c", 1), ("d", 1), ("e", 1), ("f", 0),
    ]  # fmt: skip
