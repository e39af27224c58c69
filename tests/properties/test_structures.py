"""What must hold of every structure that readers may give: verse, drama, tables, letters, emphasis, in any nesting.

Each witness is a random stream of events. Their TEI must be valid and give every witness back (I0 to I3, I6).
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from lxml import etree
from tests.encoding import encoded, identified

from edition.invariants import prove
from edition.model import Kind, Rule, Witness
from edition.project.sources import extracted_seed
from edition.readers.cross_witness import reconcile_structures
from edition.readers.events import At, Close, Event, Open, Out, Point, Text
from edition.readers.extract import extract
from edition.validate.schema import own_schema
from edition.xml.writer import serialize

AT = At()
OWN = etree.RelaxNG(etree.parse(own_schema()))
TEI_ALL = Path(__file__).parents[2].parent / "shared" / "tei" / "tei_all.rng"
WORDS = ["the", "river", "ferry", "rope", "Anna", "Lindau", "dawn,", "dusk.", "müde", "rowed", "sang.", "2nd"]
HOLDERS = [
    Kind.LIST, Kind.QUOTATION, Kind.STANZA, Kind.SPEECH, Kind.TABLE, Kind.ROW, Kind.OPENER, Kind.CLOSER,
    Kind.BIBLIOGRAPHY,
]  # fmt: skip
BLOCKS = [
    Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.CAPTION, Kind.ENTRY, Kind.VERSE,
    Kind.VERSE,
    Kind.SPEAKER, Kind.STAGE, Kind.CELL, Kind.DATELINE, Kind.SALUTE, Kind.SIGNED, Kind.LINE, Kind.TITLE, Kind.NOTE,
]  # fmt: skip
INLINE = [Kind.EMPHASIS, Kind.LINK, Kind.ADDED, Kind.DELETED, Kind.UNCLEAR, Kind.SUPPLIED, Kind.FOREIGN, Kind.QUOTED]
ATTRIBUTES = {
    Kind.HEADING: [{"level": "1"}, {"level": "2"}, {"level": "4"}],
    Kind.EMPHASIS: [{"rend": "italic"}, {"rend": "bold italic"}],
    Kind.LINK: [{"target": "https://example.org/a"}, {"target": "#b"}],
    Kind.FOREIGN: [{"lang": "la"}],
    Kind.VERSE: [{}, {"n": "5"}, {"rend": "indent2"}],
    Kind.ROW: [{}, {"role": "label"}],
    Kind.LIST: [{"type": "ordered"}, {"type": "bulleted"}],
}
POINTS = [
    Point(Kind.BREAK, unit="line"), Point(Kind.BREAK, unit="line", break_="no", of="page"),
    Point(Kind.BREAK, unit="page", n="3"), Point(Kind.GAP),
]  # fmt: skip


def events(chance: Random, depth: int = 0) -> Iterator[Event]:
    """A random stream; deeper down there are fewer structures."""
    for _ in range(chance.randint(1, 5 if depth else 7)):
        roll = chance.random()
        if depth < 4 and roll < 0.25:
            kind = chance.choice(HOLDERS)
        elif depth < 4 and roll < 0.6:
            kind = chance.choice(BLOCKS)
        elif depth < 4 and roll < 0.7:
            kind = chance.choice(INLINE)
        else:
            yield (
                chance.choice(POINTS)
                if roll > 0.95
                else Text(" ".join(chance.choices(WORDS, k=chance.randint(1, 6))) + " ", AT)
            )
            continue
        yield Open(kind, **chance.choice(ATTRIBUTES.get(kind, [{}])))
        yield from events(chance, depth + 1)
        yield Close()


def varied(stream: list[Event], chance: Random) -> list[Event]:
    """Another witness of the same text: some words others, some parts in other structures."""
    made: list[Event] = []
    for event in stream:
        roll = chance.random()
        if isinstance(event, Text) and roll < 0.2:
            made.append(Text(" ".join(chance.choices(WORDS, k=3)) + " ", AT))
        elif isinstance(event, Open) and roll < 0.08:
            made.append(Open(chance.choice([*BLOCKS, *HOLDERS])))
        elif not (isinstance(event, Text | Point) and roll < 0.3):
            made.append(event)
    return made


def witness(siglum: str, stream: list[Event]) -> Witness:
    made = extract(stream)
    seed = extracted_seed(siglum, f"{siglum}.docx", b"", made.text)
    return Witness(siglum, siglum, seed, made.root, "docx")


def family(number: int) -> tuple[Witness, ...]:
    chance = Random(f"structures {number}")
    base = list(events(chance))
    streams = [base, varied(base, chance), varied(base, chance) if chance.random() < 0.7 else list(events(chance))]
    return reconcile_structures([witness(s, stream) for s, stream in zip("ABC", streams, strict=True)])


@pytest.mark.parametrize("hundred", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 10))])
def test_every_structure_is_tei_and_comes_back(hundred: int) -> None:
    whole = etree.RelaxNG(etree.parse(TEI_ALL)) if TEI_ALL.exists() else None
    for number in range(100 * hundred, 100 * hundred + (100 if hundred else 60)):
        witnesses = family(number)
        trees, edition = encoded(identified(witnesses))
        files = {f"tei/witnesses/{s}.xml": etree.fromstring(serialize(tree)) for s, tree in trees.items()}
        assert list(prove(witnesses, {"tei/edition.xml": edition, **files})) == [], number
        for path, tree in {"tei/edition.xml": edition, **files}.items():
            for schema in (OWN, whole):
                assert schema is None or schema.validate(tree), (number, path, str(schema.error_log)[:300])


def test_every_word_of_a_stream_is_in_the_text() -> None:
    for number in range(300):
        chance = Random(f"words {number}")
        stream = [*events(chance), Out(chance.choice(list(Rule)), "not read", AT)]
        made = extract(stream)
        given = "".join(event.words for event in stream if isinstance(event, Text))
        assert sorted("".join(made.text.split())) == sorted("".join(given.split())), number
        assert [out.source for out in made.left_out] == ["not read"]
