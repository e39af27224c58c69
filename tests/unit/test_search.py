"""The index of the search page: words and their folding, blocks and positions, the bytes of the data."""

import json
from dataclasses import replace

import pytest
from tests.encoding import model_of

from edition.model import Apparatus, Kind, Node, Register, Seed, Witness
from edition.model.identify import Identified
from edition.model.layout import Layout
from edition.publish.site.page_parts import Parts
from edition.publish.site.search_index import blocks, search_data, search_files
from edition.publish.site.search_shards import shards
from edition.publish.site.search_words import fold, words
from edition.tei.decode.registers import read_register

WITNESS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc>
<bibl><idno type="siglum">A*</idno></bibl></sourceDesc></fileDesc></teiHeader><text><body>
<head xml:id="h1">Of trials</head>

<fw type="furniture">Jump to search</fw>

<div xml:id="d1"><head xml:id="h2"><pc>== </pc>The <eventName xml:id="m1" ref="e.xml#ev">First
Trial</eventName><pc> ==</pc></head>

<p xml:id="p1"><persName xml:id="m2" ref="p.xml#pers-t">Leon Trotsky</persName>'s trial,
the <hi>show</hi>-trial<ref xml:id="r1" target="#n1">[1]</ref>he lost</p>

<list><item xml:id="i1"><pc>* </pc>tri&#xE1;l</item></list>

<note xml:id="n1"><pc>1. </pc>See
<bibl xml:id="b1"><title xml:id="m3">Das Gro\u00dfe &lt;/script&gt;\u2028</title></bibl></note></div>
</body></text></TEI>"""
PERSONS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
  <person xml:id="pers-t"><persName>Leon <surname>Trotsky</surname></persName>
  <persName>L. D. Trotsky</persName></person>
  <person xml:id="pers-x"><persName>Nobody</persName></person></listPerson></standOff></TEI>"""


def made() -> bytes:
    witness, mentions = model_of(WITNESS, "A*")
    named = replace(witness, name="The <first> one")
    layout = Layout(Apparatus(("A*",), "A*", (), ()), (), {})
    edition = Identified((named,), {"A*": tuple(mentions)}, {}, layout, {"A*": "A2"}, {})
    return search_data(edition, Register.of(read_register(PERSONS.encode(), "persons.xml")))


def read() -> dict[str, list]:
    return json.loads(made().decode("utf-8").removeprefix("window.EDITION_SEARCH = ").removesuffix(";\n"))


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Broué", "broue"), ("BROUE\u0301", "broue"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("Ærø", "aero"),
        ("Łódź", "lodz"), ("ﬁlm", "film"), ("Сталин", "сталин"), ("Троцкий", "троцкии"), ("Ёжов", "ежов"),
        ("Zinov\u02b9ev", "zinovev"), ("so\u00adviet", "soviet"), ("ΛΌΓΟΣ", "λογοσ"), ("λόγος", "λογοσ"), ("½", "12"),
        ("İstanbul", "istanbul"), ("שָׁלוֹם", "שלום"), ("が", "が"), ("\u0301", ""),
    ],
)  # fmt: skip
def test_what_makes_no_difference(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trotsky's", ["trotsky", "s"]), ("Trotsky’s", ["trotsky", "s"]), ("Trotskyʼs", ["trotsky", "s"]),
        ("anti-Soviet", ["anti", "soviet"]), ("1936–38", ["1936", "38"]), ("under_score", ["under", "score"]),
        ("U.S.S.R.", ["u", "s", "s", "r"]), ("so\u00adviet", ["soviet"]), ("東京都", ["東", "京", "都"]),
        ("กรุง", ["ก", "รุ", "ง"]), ("10東x", ["10", "東", "x"]), ("\u0301 a", ["a"]), ("", []), (" — ", []),
    ],
)  # fmt: skip
def test_what_a_word_is(text: str, found: list[str]) -> None:
    assert [word for word, _, _ in words(text)] == found


def test_places_of_words_are_those_of_the_text() -> None:
    text = "The Straße — Trotsky’s"
    assert [text[start:end] for _, start, end in words(text)] == ["The", "Straße", "Trotsky", "s"]


def test_blocks_have_their_own_text_without_markup_and_marks() -> None:
    found = {block.id: block for _, block in blocks(*model_of(WITNESS, "A"))}
    assert list(found) == ["h1", "h2", "p1", "i1", "n1"]
    assert found["p1"].text == "Leon Trotsky's trial, the show-trial he lost"
    assert found["p1"].words == ("leon", "trotsky", "s", "trial", "the", "show", "trial", "he", "lost")
    assert found["p1"].mentions == ((0, 0, 2),)
    assert found["h2"].text == "The First Trial"
    assert found["h2"].mentions == ((3, 1, 3),)
    assert found["n1"].is_note
    assert found["n1"].words == ("see", "das", "grosse", "script")
    assert found["n1"].mentions == ((4, 1, 4),)


def test_a_block_within_a_block_is_not_its_text() -> None:
    nested = WITNESS.replace("tri&#xE1;l", 'one <list><item xml:id="i2">two</item></list> three')
    found = {block.id: block.words for _, block in blocks(*model_of(nested, "A"))}
    assert found["i1"] == ("one", "three")
    assert found["i2"] == ("two",)


def test_the_index_has_every_place() -> None:
    data = read()
    assert data["witnesses"] == [["A*", "wit-A2.html", "The <first> one"]]
    assert [row[1:4] for row in data["blocks"]] == [
        ["h1", 0, 0],
        ["h2", 1, 0],
        ["p1", 1, 0],
        ["i1", 1, 0],
        ["n1", 1, 1],
    ]
    assert data["sections"] == ["", "The First Trial"]
    places = dict(zip(data["terms"], data["places"], strict=True))
    assert places["trial"] == [1, 1, 2, 2, 2, 3, 6, 3, 1, 0]  # block, how many, where: h2, p1, i1
    assert data["terms"] == sorted(data["terms"])
    assert sum(count for flat in data["places"] for count in counts(flat)) == 19


def counts(flat: list[int]) -> list[int]:
    made, at = [], 0
    while at < len(flat):
        made.append(flat[at + 1])
        at += 2 + flat[at + 1]
    return made


def test_entries_are_those_that_a_witness_names() -> None:
    assert read()["entries"] == [[0, "pers-t", "Trotsky, Leon", 1, "d l leon trotsky"]]


def test_the_data_are_safe_in_a_script_and_the_same_again() -> None:
    data = made()
    assert data == made()
    assert b"<" not in data
    assert not {"\u2028", "\u2029"} & set(data.decode("utf-8"))
    assert "Das Große </script>" in read()["blocks"][4][4]
    assert data.count(b"\n") == 1


def test_a_verse_is_found_with_its_number() -> None:
    text = "two words"
    verse = Node(Kind.VERSE, 0, len(text), (), (("n", "3a"),), "l-1")
    seed = Seed("A", "a.xml", text, "")
    witness = Witness("A", "", seed, Node(Kind.BODY, 0, len(text), (verse,)), "tei")
    ((_, found),) = blocks(witness, ())
    assert (found.id, found.words, found.verse) == ("l-1", ("two", "words"), "3a")


def files(most: int) -> dict[str, bytes]:
    witness, mentions = model_of(WITNESS, "A*")
    layout = Layout(Apparatus(("A*",), "A*", (), ()), (), {})
    edition = Identified((witness,), {"A*": tuple(mentions)}, {}, layout, {"A*": "A2"}, {})
    register = Register.of(read_register(PERSONS.encode(), "persons.xml"))
    return search_files(edition, register, Parts(homes={"wit-A2.html": {"p1": "wit-A2-d1.html"}}), most)


def rows_of(script: bytes) -> list:
    said = script.decode("utf-8").rstrip(";\n").removesuffix(")")
    return json.loads(f"[{said.partition('(')[2]}]")


def test_data_in_files_are_the_data_in_one() -> None:
    whole = json.loads(files(10**9)["search-data.js"].decode().removeprefix("window.EDITION_SEARCH = ").rstrip(";\n"))
    made = files(0)
    head = json.loads(made["search-data.js"].decode().removeprefix("window.EDITION_SEARCH = ").rstrip(";\n"))
    words_of = [row for path, data in made.items() if "words-" in path for row in rows_of(data)[1]]
    blocks_of = [row for path, data in made.items() if "blocks-" in path for row in rows_of(data)[1]]
    assert dict(map(tuple, words_of)) == dict(zip(whole["terms"], whole["places"], strict=True))
    assert blocks_of == whole["blocks"]
    assert head["count"] == len(blocks_of)
    assert head["begins"] == [[0, 0]]
    assert head["notes"] == [n for n, row in enumerate(blocks_of) if row[3]]
    assert [row[7] for row in blocks_of if row[1] == "p1"] == ["wit-A2-d1.html"]
    assert all(row[6:7] == [] for row in blocks_of if row[1] == "i1")


def test_a_frequent_word_and_many_blocks_stand_in_several_files() -> None:
    flat = [n for block in range(40_000) for n in (block, 1, block % 7)]
    rows = [[block // 30_000, f"p-{block}", 0, 0, "common " * 8, []] for block in range(40_000)]
    made = shards(
        {"kinds": [], "witnesses": [], "sections": [], "entries": [], "terms": ["common", "rare", "𝔐oscow", "ﬁ"],
         "places": [flat, [5, 1, 0], [6, 1, 0], [7, 1, 0]], "blocks": rows},
        json.dumps,
    )  # fmt: skip
    found = [rows_of(data) for path, data in made.items() if "words-" in path]
    assert [number for number, _ in found] == list(range(len(found)))
    assert [n for _, part in found for term, ones in part if term == "common" for n in ones] == flat
    assert [term for _, part in found for term, _ in part if term != "common"] == ["rare", "𝔐oscow", "ﬁ"]
    assert all(len(data) < 260_000 for path, data in made.items() if path.startswith("search/"))
    head = json.loads(made["search-data.js"].decode().removeprefix("window.EDITION_SEARCH = ").rstrip(";\n"))
    assert head["begins"] == [[0, 0], [1, 30_000]]
    texts = [rows_of(data)[1] for path, data in made.items() if "blocks-" in path]
    assert head["texts"] == [sum(map(len, texts[:n])) for n in range(len(texts))]
