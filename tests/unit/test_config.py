"""`edition.toml`: what is wrong is told with line, column and what to write instead."""

import re
from pathlib import Path

import pytest

from edition.errors import ConfigError
from edition.project.config import Config, parse_config, read_config

HEAD = '[edition]\ntitle = "T"\nbase = "A"\n'
WITNESS = '[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\n'


def parsed(source: str) -> Config:
    return parse_config(source, Path("here"))


def refusal(source: str) -> str:
    with pytest.raises(ConfigError) as told:
        parsed(source)
    return str(told.value)


def test_the_smallest_configuration() -> None:
    config = parsed(HEAD + WITNESS)
    assert (config.root, config.sigla, config.edition.base) == (Path("here"), ("A",), "A")
    assert (config.edition.language, config.witnesses[0].scope, config.witnesses[0].reader) == ("en", "whole", "")


def test_every_table_and_list_is_taken() -> None:
    config = parsed(
        '[edition]\ntitle = "T"\nbase = "α"\neditors = ["One", "Two"]\n[reading.scripts]\nCyrl = "ru"\n'
        '[pdf]\nline_numbers = 10\n[[witness]]\nsiglum = "A*"\nseed = "a"\n[[witness]]\nsiglum = "α"\nseed = "b"\n'
        'scope = "fragment"\n'
    )
    assert config.sigla == ("A*", "α")
    assert config.edition.editors == ("One", "Two")
    assert config.reading.scripts == {"Cyrl": "ru"}
    assert config.pdf.line_numbers == 10
    assert config.witnesses[1].scope == "fragment"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(
            '[edition]\ntitel = "T"\nbase = "A"\n' + WITNESS,
            "edition.toml:2:1: [edition] has no key 'titel'; did you mean 'title'?",
            id="misspelt key of a table",
        ),
        pytest.param(
            HEAD + WITNESS + '\n[[witness]]\nsiglum = "B"\n  sede = "b.txt"\n',
            "edition.toml:10:3: [witness] has no key 'sede'; did you mean 'seed'?",
            id="misspelt key of the second witness, indented",
        ),
        pytest.param(
            HEAD + WITNESS + "[pfd]\nline_numbers = 5\n",
            "edition.toml:7:1: there is no table or key 'pfd'; did you mean 'pdf'?",
            id="misspelt table",
        ),
        pytest.param(
            'ink = "red"\n' + HEAD + WITNESS,
            "edition.toml:1:1: there is no table or key 'ink'; there is edition, witness, reading, tei, collation, pdf",
            id="a key outside every table, nothing near",
        ),
        pytest.param(
            HEAD + WITNESS + WITNESS,
            "edition.toml:8:1: two witnesses have the siglum 'A'",
            id="doubled siglum, at the second",
        ),
        pytest.param(
            HEAD + '[[witness]]\nsiglum = " "\nseed = "a"\n',
            "edition.toml:5:1: a siglum needs at least one letter",
            id="blank siglum",
        ),
        pytest.param(
            '[edition]\ntitle = "T"\nbase = "W"\n' + WITNESS,
            "edition.toml:3:1: base = 'W' is no siglum of a witness; there is A",
            id="unknown base",
        ),
        pytest.param(
            HEAD + WITNESS + 'scope = "fragmnet"\n',
            "edition.toml:7:1: scope = 'fragmnet' is unknown; did you mean 'fragment'?",
            id="unknown scope",
        ),
        pytest.param(
            HEAD + '[[witness]]\nsiglum = "A"\n',
            "edition.toml:4:1: [witness] lacks the key 'seed'",
            id="a key that is needed",
        ),
        pytest.param(
            '[edition]\nbase = "A"\n' + WITNESS,
            "edition.toml:1:1: [edition] lacks the key 'title'",
            id="no title",
        ),
        pytest.param(
            '[edition]\ntitle = 3\nbase = "A"\n' + WITNESS,
            'edition.toml:2:1: title must be text in quotes ("…")',
            id="a number for a text",
        ),
        pytest.param(
            '[edition]\ntitle = "T"\nbase = "A"\neditors = "Me"\n' + WITNESS,
            'edition.toml:4:1: editors must be a list of texts (["…", "…"])',
            id="a text for a list",
        ),
        pytest.param(
            HEAD + WITNESS + "[pdf]\nline_numbers = true\n",
            "edition.toml:8:1: line_numbers must be a whole number",
            id="true is no number",
        ),
        pytest.param(
            HEAD + WITNESS + "[reading]\nscripts = 1\n",
            "edition.toml:8:1: scripts must be a table of texts",
            id="a number for a table",
        ),
        pytest.param(HEAD + WITNESS + 'pdf = "a4"\n', "edition.toml:7:1: [witness] has no key 'pdf'", id="misplaced"),
        pytest.param(
            'pdf = "a4"\n' + HEAD + WITNESS, "edition.toml:1:1: pdf must be a table", id="a value where a table stands"
        ),
        pytest.param(HEAD, "edition.toml: no witness is named", id="no witness"),
        pytest.param('witness = "A"\n' + HEAD, "edition.toml: no witness is named", id="a witness that is no table"),
        pytest.param(WITNESS, "edition.toml: the table [edition] is missing", id="no [edition]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(source: str, said: str) -> None:
    assert refusal(source).startswith(said)


def test_a_key_in_an_earlier_table_is_not_taken_for_its_namesake() -> None:
    """`date` of [edition] is right, `date` of the witness is wrong: the line of the second is named."""
    source = '[edition]\ndate = "2026"\ntitle = "T"\nbase = "A"\n' + WITNESS + "date = 2026\n"
    assert refusal(source).startswith("edition.toml:8:1: date must be text")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("[edition]\ntitle = \n", "2:9"),
        ('[edition]\ntitle = "a"\ntitle = "b"\n', "3:12"),
        ("[edition]\nbase = 'A\ntitle = 'B'\n", "2:10"),
        pytest.param("[edition]\nbase = 'A\n", "2:10"),
    ],
)
def test_bad_toml_has_its_place(source: str, place: str) -> None:
    said = refusal(source)
    assert said.startswith(f"edition.toml:{place}: not valid TOML: ")
    assert "(at " not in said


@pytest.mark.parametrize("source", ["x = " + "[" * 100_000, "x = " + "9" * 5000, "x = 1\x00", "\x00"])
def test_hostile_toml_is_refused_and_no_fault(source: str) -> None:
    assert "not valid TOML" in refusal(source)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_bytes(b"\xef\xbb\xbf" + (HEAD + WITNESS).encode())
    assert read_config(tmp_path).sigla == ("A",)


def test_windows_line_ends_keep_the_places(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_bytes((HEAD + WITNESS + "scop = 1\n").replace("\n", "\r\n").encode())
    with pytest.raises(ConfigError, match=re.escape("edition.toml:7:1: [witness] has no key 'scop'")):
        read_config(tmp_path)


def test_no_configuration_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"there is no edition\.toml here; .*`edition new my-edition`"):
        read_config(tmp_path)


@pytest.mark.parametrize("kind", ["not UTF-8", "folder"])
def test_a_configuration_that_cannot_be_read(tmp_path: Path, kind: str) -> None:
    if kind == "folder":
        (tmp_path / "edition.toml").mkdir()
    else:
        (tmp_path / "edition.toml").write_bytes(b'title = "\xfc"\n')
    said = r":1:10: the byte FC is not UTF-8" if kind == "not UTF-8" else ": cannot be read: Is a directory"
    with pytest.raises(ConfigError, match=rf"edition\.toml{said}"):
        read_config(tmp_path)


def test_the_shipped_configuration_is_read(root: Path) -> None:
    assert read_config(root).sigla == ("W", "E", "G", "F")
