"""JSON of CollateX as the source of one witness."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.model import Kind, Rule
from edition.readers.collatex_seed import read_collatex_seed
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal


def read(text: str, siglum: str = "A") -> Extraction:
    made = read_collatex_seed(SourceFile(siglum, "a.json", text.encode()), ReaderOptions())
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(text: str) -> str:
    made = read_collatex_seed(SourceFile("A", "a.json", text.encode()), ReaderOptions())
    assert isinstance(made, Refusal)
    return made.why


def content(**witnesses: str) -> str:
    return json.dumps({"witnesses": [{"id": key, "content": text} for key, text in witnesses.items()]}, indent=1)


def test_the_witness_whose_id_is_the_siglum() -> None:
    text = content(A='She rows.\n\nShe "sings".', B="He rows.")
    made = read_source(SourceFile("A", "a.json", text.encode()), "", ReaderOptions())
    assert (made.reader, made.seed.text) == ("collatex", 'She rows.\n\nShe "sings".\n')
    other = read(text, "B")
    assert other.text == "He rows.\n"
    assert {one.source for one in other.left_out if one.rule is Rule.OTHER_WITNESS} >= {'"A"'}


def test_tokens_keep_their_white_space() -> None:
    tokens = [{"t": "She "}, {"t": "row", "n": "ROW"}, {"t": "s"}, {"t": ". "}]
    assert read(json.dumps({"witnesses": [{"id": "A", "tokens": tokens}]})).text == "She rows.\n"
    bare = [{"t": word} for word in ("She", "rows", ",", "too", ".")]
    assert read(json.dumps({"witnesses": [{"id": "A", "tokens": bare}]})).text == "She rows, too.\n"


def test_signs_that_json_writes_otherwise() -> None:
    made = read('{"witnesses": [{"id": "A", "content": "\\u00e9 \\ud834\\udd1e \\/ \\"x\\"\\ty\\n\\nz"}]}')
    assert made.text == 'é 𝄞 / "x" y\n\nz\n'
    assert len([n for n in made.root.walk() if n.kind is Kind.PARAGRAPH]) == 2


def test_refusals() -> None:
    assert "there is B, C" in refusal(content(B="x", C="y"))
    assert "the table has 1 witnesses, and 2 sigla" in refusal('{"witnesses": ["A", "B"], "table": [[[]]]}')
    assert refusal('{"witnesses": [').startswith("a.json:1:")
    assert "must be" in refusal("[1]")


def test_it_refuses_tokens_that_are_none() -> None:
    assert "a token" in refusal('{"witnesses": [{"id": "A", "tokens": [1]}]}')


texts = st.text(alphabet='ab "\\\n\té𝄞', max_size=12)
tokens = st.lists(st.fixed_dictionaries({"t": texts}, optional={"n": texts, "x": st.lists(st.integers())}), max_size=4)


@given(texts, tokens, st.booleans(), st.sampled_from([None, 1, "\t"]))
@settings(max_examples=120, deadline=None)
@pytest.mark.parametrize("siglum", ["A", "B"])
def test_every_character_is_accounted_for(
    siglum: str, words: str, some: list[dict[str, str]], is_ascii: bool, indent: int | str | None
) -> None:
    data = {"x": [1, {"y": None}], "witnesses": [{"id": "A", "content": words}, {"id": "B", "tokens": some}]}
    text = json.dumps(data, ensure_ascii=is_ascii, indent=indent)
    made = read(text, siglum)
    stretches = sorted(made.covered, key=lambda one: one[0].offset)
    assert "".join(source for _, source in stretches) == text
    kept = words if siglum == "A" else "".join(one["t"] for one in some)
    assert "".join(made.text.split()) == "".join(kept.split())
