"""Tables: which cells become text, and that every character of the file is accounted for."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extractions import words as words_of

from edition.errors import NoReaderError
from edition.model import Kind, Rule
from edition.readers.csv import read_csv
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions, TableColumns
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASE = Path(__file__).parent.parent / "cases" / "readers" / "csv-tokens" / "A.csv"


def options(text: str = "text", witness: str = "", n: str = "", row: str = "verse") -> ReaderOptions:
    return ReaderOptions(csv=TableColumns(text, witness, n, row))


def read(text: str, of: ReaderOptions | None = None, siglum: str = "A", path: str = "a.csv") -> Extraction:
    made = read_csv(SourceFile(siglum, path, text.encode()), of or options())
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(text: str, of: ReaderOptions | None = None, siglum: str = "A") -> str:
    made = read_csv(SourceFile(siglum, "a.csv", text.encode()), of or options())
    assert isinstance(made, Refusal)
    return made.why


def numbers(made: Extraction) -> list[str]:
    return [n.get("n") for n in made.root.walk() if n.kind is Kind.VERSE]


def test_the_case() -> None:
    source = SourceFile("A", "seeds/A.csv", CASE.read_bytes())
    with pytest.raises(NoReaderError, match='text = "text", witness = "siglum", n = "line"'):
        read_source(source, "", ReaderOptions())
    made = read_source(source, "", options(witness="siglum", n="line"))
    assert (made.reader, made.seed.text) == ("csv", "Slow river, carry me\nbelow the tree\n")
    ours = read(CASE.read_text(), options(witness="siglum", n="line"))
    assert words_of(ours, Kind.VERSE) == ["Slow river, carry me", "below the tree"]
    assert numbers(ours) == ["1", "2"]
    other = read(CASE.read_text(), options(witness="siglum", n="line"), siglum="B")
    assert (other.text, numbers(other)) == ("Slow river carry me\n", ["1"])


def test_a_named_reader_without_columns_says_what_to_write() -> None:
    assert 'text = "text", witness = "siglum", n = "line"' in refusal(CASE.read_text(), ReaderOptions())


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark: str) -> None:
    rows = [["n", "text"], ["1", "One, two"], ["2", "three; four | five"]]
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
    assert read(out.getvalue(), options(n="n")).text == "One, two\nthree; four | five\n"


def test_a_column_for_each_witness() -> None:
    table = "n,A,B\n1,Slow,Quick\n2,,only B\n3,river,\n"
    assert read(table, options("A", n="n")).text == "Slow\nriver\n"
    made = read(table, options("B", n="n"), siglum="B")
    assert numbers(made) == ["1", "2"]
    assert len(words_of(made, Kind.STANZA)) == 1  # a verse that the witness lacks parts no stanzas


@pytest.mark.parametrize("cell", ["A B", "A,B", "B; A", "A"])
def test_several_sigla_in_a_cell(cell: str) -> None:
    assert read(f'siglum,text\n"{cell}",Both\nB,One\n', options(witness="siglum")).text == "Both\n"


def test_a_siglum_with_a_blank() -> None:
    assert read("siglum,text\nMS 1,One\nMS 2,Two\n", options(witness="siglum"), siglum="MS 1").text == "One\n"


def test_empty_rows_part_stanzas() -> None:
    made = read("siglum,text\nA,One\nB,one\nA,two\nA,\nA,three\n\nA,four\n", options(witness="siglum"))
    assert words_of(made, Kind.STANZA) == ["One\ntwo", "three", "four"]


def test_paragraphs() -> None:
    made = read("text\nOne two.\nThree.\n", options(row="paragraph"))
    assert words_of(made, Kind.PARAGRAPH) == ["One two.", "Three."]


def test_tokens() -> None:
    words = ["She", "said", ":", "“", "Slow", ",", "(", "river", ")", "”", ".", "It", "is", "n't", "'", "so", "'"]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["t"], *[[word] for word in words], [""], ["End"], ["."]])
    made = read(out.getvalue(), options("t", row="token"))
    assert words_of(made, Kind.PARAGRAPH)[0].startswith("She said: “Slow, (river)”. It isn't")
    assert words_of(made, Kind.PARAGRAPH)[1] == "End."


def test_a_change_of_n_ends_a_paragraph_of_tokens() -> None:
    made = read("n,t\n1,One\n1,.\n2,Two\n", options("t", n="n", row="token"))
    assert words_of(made, Kind.PARAGRAPH) == ["One.", "Two"]


def test_columns_by_number() -> None:
    assert read("1,One\n2,Two\n", options("2", n="1")).text == "One\nTwo\n"
    assert read("line,text\n1,One\n", options("2", n="1")).text == "One\n"
    assert read("Siglum,Text\nA,One\n", options("text", "SIGLUM")).text == "One\n"


def test_one_column() -> None:
    assert read("text\nSlow river, carry me\nbelow, the, tree\n").text == "Slow river, carry me\nbelow, the, tree\n"


def test_quotes() -> None:
    made = read('n,text\n1,"Say ""yes"", he said"\n2,"two\nlines"\n')
    assert made.text == 'Say "yes", he said\ntwo\nlines\n'
    assert [n.get("unit") for n in made.root.walk() if n.kind is Kind.BREAK] == ["line"]


def test_quotes_of_the_text_between_tabs() -> None:
    verses = '1\t"Oh come, he said,\n2\tand go."\n3\t"Yes"\n'
    assert read("n\ttext\n" + verses, options(n="n")).text == '"Oh come, he said,\nand go."\n"Yes"\n'
    assert read('"n"\t"text"\n"1"\t"One"\n', options(n="n")).text == "One\n"
    assert read('n\ttext\n1\t"a ""b"" c"\n', options(n="n")).text == 'a "b" c\n'


def test_quotes_of_the_text_between_commas() -> None:
    assert read('n,text\n1,"Oh" she said\n').text == '"Oh" she said\n'


def test_refusals() -> None:
    assert "there is «n», «words»" in refusal("n,words\n1,One\n")
    assert "siglum «Z»" in refusal("s,text\nA,One\nB,Two\n", options(witness="s"), siglum="Z")
    assert "there is A, B" in refusal("s,text\nA,One\nB,Two\n", options(witness="s"), siglum="Z")
    assert refusal("n,text\n1,One\n2,Slow, river\n").startswith("a.csv:3:1: this row has 3 cells")
    assert refusal('n,text\n1,"One\n2,Two\n').startswith("a.csv:2:3")
    assert refusal("text\n") == "the table has no rows below its headings"
    assert "stands twice" in refusal("text,text\nOne,Two\n")
    assert "there is 1, or" in refusal("", options("text"))


def test_what_is_left_out_is_named() -> None:
    made = read("siglum,n,text\nA,1,One\nB,1,Two\n", options(witness="siglum", n="n"))
    found = {(one.rule, one.source) for one in made.left_out if one.is_named}
    assert found == {
        (Rule.OTHER_COLUMN, "A"),
        (Rule.NUMBER, "1"),
        *((Rule.OTHER_WITNESS, word) for word in ("B", "1", "Two")),
    }


def test_words_without_a_siglum_are_told() -> None:
    made = read("siglum,text\nA,One\n,Two\n", options(witness="siglum"))
    assert [f.code for f in made.findings] == ["E350"]
    assert str(made.findings[0].position) == "a.csv:3:1"


cells = st.text(alphabet='aB, ;\t"\n|é', max_size=6)
tables = st.lists(st.tuples(st.sampled_from(["A", "B", "A B", ""]), st.sampled_from("12"), cells), min_size=1)


@given(tables, st.sampled_from(",;\t|"), st.sampled_from(["verse", "paragraph", "token"]))
@settings(max_examples=150, deadline=None)
def test_every_character_is_accounted_for(rows: list[tuple[str, str, str]], mark: str, row: str) -> None:
    out = io.StringIO()
    table = [("siglum", "n", "text"), ("A", "1", "x"), *rows]
    csv.writer(out, delimiter=mark, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    text = out.getvalue()
    made = read(text, options(witness="siglum", n="n", row=row))
    stretches = sorted(made.covered, key=lambda one: one[0].offset)
    assert "".join(words for _, words in stretches) == text
    assert all(text[at.offset : at.offset + len(words)] == words for at, words in stretches)
    kept = " ".join(words for siglum, _, words in table[1:] if "A" in siglum.split())
    assert "".join(made.text.split()) == "".join(kept.split())


@given(st.text(alphabet='aB,;\t"\n|', max_size=40))
@settings(max_examples=150, deadline=None)
def test_hostile_tables_are_read_whole_or_refused(tail: str) -> None:
    text = f"n,text\n1,x\n{tail}"
    made = read_csv(SourceFile("A", "a.csv", text.encode()), options())
    if not isinstance(made, Refusal):
        stretches = sorted(extract(made).covered, key=lambda one: one[0].offset)
        assert "".join(words for _, words in stretches) == text
