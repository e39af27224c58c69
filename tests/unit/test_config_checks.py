"""What a setting may say: control characters, addresses, language tags, numbers, and where the editor's files stand."""

from pathlib import Path

import pytest

from edition.errors import ConfigError
from edition.project.config import parse_config, read_source_date_epoch

HEAD = '[edition]\ntitle = "T"\nbase = "A"\n'
WITNESS = '[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\n'
TEXTS = ("date", "licence", "publisher", "version", "language", "url")
OF_WITNESS = ("name", "author", "source", "accessed", "date", "licence", "encoding", "language", "reader", "scope")


def refusal(source: str, root: Path = Path("here")) -> str:
    with pytest.raises(ConfigError) as told:
        parse_config(source, root)
    assert told.value.status == 2
    assert "\n" not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize("written", ["\\u0000", "\\u0007", "\\n", "\\r", "\\t", "\\u0085", "\\u2028", "\\u007F"])
@pytest.mark.parametrize("key", TEXTS)
def test_a_control_character_is_refused_in_every_text(key: str, written: str) -> None:
    said = refusal(HEAD + f'{key} = "a{written}b"\n' + WITNESS)
    assert said.startswith(f"edition.toml:4:1: {key} holds a")
    assert "U+" in said


@pytest.mark.parametrize("key", OF_WITNESS)
def test_so_it_is_in_every_text_of_a_witness(key: str) -> None:
    assert refusal(HEAD + WITNESS + f'{key} = "a\\u0001b"\n').startswith(f"edition.toml:7:1: {key} holds a control")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (HEAD.replace('"T"', '"a\\u0000b"') + WITNESS, "edition.toml:2:1: title holds a control character (U+0000)"),
        (HEAD.replace('"T"', '"""a\nb"""') + WITNESS, "edition.toml:2:1: title holds a line end (U+000A)"),
        (HEAD + WITNESS.replace('"A"', '"A\\nB"'), "edition.toml:5:1: siglum holds a line end"),
        (HEAD + WITNESS.replace("a.txt", "a\\u0000.txt"), "edition.toml:6:1: seed holds a control character"),
        (HEAD + 'editors = ["One", "Tw\\u001Bo"]\n' + WITNESS, "edition.toml:4:1: editors holds a control character"),
        (HEAD + WITNESS + '[collation]\nsame = { "a\\u0002" = "b" }\n', "edition.toml:8:1: 'a\\x02' holds a control"),
        (HEAD + WITNESS + '[collation.same]\na = "b\\n"\n', "edition.toml:8:1: a holds a line end"),
        (HEAD + WITNESS + '[site]\nstyle = "a\\u0000.css"\n', "edition.toml:8:1: style holds a control character"),
        (HEAD + WITNESS + '[pdf]\nlayers = ["variants\\n"]\n', "edition.toml:8:1: layers holds a line end"),
    ],
)
def test_the_line_of_the_text_is_named(source: str, said: str) -> None:
    assert refusal(source).startswith(said)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "javascript: alert(1)", "data:text/html,x", "vbscript:x", "blob:x",
     "javascript://%0aalert(1)", "file:///etc/passwd", "tel:1"],
)  # fmt: skip
@pytest.mark.parametrize("key", ["url", "licence", "source"])
def test_an_address_with_another_scheme_is_refused(key: str, address: str) -> None:
    source = f'{HEAD}{key} = "{address}"\n{WITNESS}' if key != "source" else f'{HEAD}{WITNESS}{key} = "{address}"\n'
    line = 7 if key == "source" else 4
    assert refusal(source).startswith(f"edition.toml:{line}:1: {key} = ")


@pytest.mark.parametrize(
    "address",
    ["https://ok.org/a b", "https://ok.org/a#b#c", "https://ok.org/100%", "https://ok.org/a[1]", "https://[::x]/"],
)
@pytest.mark.parametrize(
    ("table", "key"), [("edition", "licence"), ("edition", "url"), ("witness", "licence"), ("witness", "source")]
)
def test_an_address_that_is_none_is_refused_at_its_line(table: str, key: str, address: str) -> None:
    """What the schema does not take for `target` is told where it was written."""
    more = f'{key} = "{address}"\n'
    source = f"{HEAD}{more}{WITNESS}" if table == "edition" else f"{HEAD}{WITNESS}{more}"
    line = source[: source.index(more)].count("\n") + 1
    assert refusal(source).startswith(f"edition.toml:{line}:1: {key} = {address!r} ")


@pytest.mark.parametrize(
    "address", ["https://example.org/a|b", "https://example.org/straße?q=[1]#x", "https://[::1]:80/%20"]
)
def test_an_address_that_is_one_passes(address: str) -> None:
    assert parse_config(f'{HEAD}licence = "{address}"\n{WITNESS}', Path("here")).edition.licence == address


@pytest.mark.parametrize("licence", ["CC BY-SA 4.0", "Rights reserved: ask the library", "https://example.org/licence"])
def test_a_licence_is_an_address_or_words(licence: str) -> None:
    assert parse_config(f'{HEAD}licence = "{licence}"\n{WITNESS}', Path("here")).edition.licence == licence


@pytest.mark.parametrize("source", ["https://example.org/a?b=c", "urn:nbn:de:101", "doi:10.1000/1", "hdl:1/2"])
def test_a_source_is_an_address(source: str) -> None:
    assert parse_config(f'{HEAD}{WITNESS}source = "{source}"\n', Path("here")).witnesses[0].source == source
    assert "holds a blank" in refusal(f'{HEAD}{WITNESS}source = "the town library"\n')


@pytest.mark.parametrize("url", ["]]>", "example.org", "ftp://example.org", "https://", "https://a b", 'https://a/"'])
def test_the_address_of_the_site_is_one(url: str) -> None:
    assert "must be the address of the site" in refusal(f"{HEAD}url = '{url}'\n{WITNESS}")


@pytest.mark.parametrize("tag", ["en", "de-1996", "zh-Hant-TW", "grc-x-koine", "sr-Latn", "es-419", "x-own"])
def test_language_tags(tag: str) -> None:
    assert parse_config(f'{HEAD}language = "{tag}"\n{WITNESS}', Path("here")).edition.language == tag


@pytest.mark.parametrize(
    "tag", ["idna", "english", "en_GB", "e", "en-", "de DE", "en\u00e9", "e\u017f", "javascript:1"]
)
@pytest.mark.parametrize(
    ("source", "place"),
    [
        (HEAD + 'language = "TAG"\n' + WITNESS, "4:1: language"),
        (HEAD + WITNESS + 'language = "TAG"\n', "7:1: language"),
        (HEAD + WITNESS + '[reading.scripts]\nGrek = "grc"\nCyrl = "TAG"\n', "9:1: Cyrl"),
        (HEAD + WITNESS + '[reading]\nscripts = { Cyrl = "TAG" }\n', "8:1: Cyrl"),
    ],
)
def test_what_is_no_language_tag_is_refused(tag: str, source: str, place: str) -> None:
    assert refusal(source.replace("TAG", tag)).startswith(f"edition.toml:{place} = {tag!r} is no language tag")


def test_a_script_needs_its_language() -> None:
    assert "Cyrl = '' is no language tag" in refusal(HEAD + WITNESS + '[reading.scripts]\nCyrl = ""\n')


def test_a_script_has_four_letters() -> None:
    source = HEAD + WITNESS + '[reading.scripts]\nCyrillic = "ru"\n'
    assert refusal(source).startswith("edition.toml:8:1: 'Cyrillic' is no name of a script")


@pytest.mark.parametrize("number", ["9223372036854775807", "-9223372036854775808", "1000001", "-1"])
@pytest.mark.parametrize("key", ["cut", "longest_reading", "longest_lemma", "line_numbers"])
def test_a_number_out_of_range_is_refused(key: str, number: str) -> None:
    said = refusal(HEAD + WITNESS + f"[pdf]\n{key} = {number}\n")
    assert said.startswith(f"edition.toml:8:1: {key} must be ")
    assert "no more than 1000000" in said


@pytest.mark.parametrize(
    "path", ["tei/witnesses/a", "tei/edition.xml", "build/a", "build/site/x/../a", "edition-failed/a"]
)
@pytest.mark.parametrize(
    ("source", "place"),
    [
        (HEAD + WITNESS.replace("seeds/a.txt", "PATH"), "6:1"),
        (HEAD + WITNESS + '[site]\nstyle = "PATH"\n', "8:1"),
        (HEAD + WITNESS + '[site]\nmodule = "PATH"\n', "8:1"),
        (HEAD + WITNESS + '[site]\nmessages = "PATH"\n', "8:1"),
        (HEAD + WITNESS + '[site]\nquality = "PATH"\n', "8:1"),
        (HEAD + WITNESS + '[pdf]\nfonts = "PATH"\n', "8:1"),
    ],
)
def test_no_file_of_the_editors_stands_where_a_build_writes(path: str, source: str, place: str) -> None:
    said = refusal(source.replace("PATH", path))
    assert said.startswith(f"edition.toml:{place}: {path} stands in ")
    assert "move your file" in said


def test_nor_by_way_of_a_link(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "seeds").symlink_to("build")
    assert "stands in build" in refusal(HEAD + WITNESS, tmp_path)


def test_files_beside_the_output_are_the_editors(tmp_path: Path) -> None:
    for path in ("tei/registers/a.txt", "building/a.txt", "tei/witnesses-own/a.txt"):
        parse_config(HEAD + WITNESS.replace("seeds/a.txt", path), tmp_path)


@pytest.mark.parametrize("said", ["99999999999999", "\u00b2\u00b3", "-1", "abc", "1.5", " 5", "253402300800", "\u0663"])
def test_a_moment_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    with pytest.raises(ConfigError, match=r"^SOURCE_DATE_EPOCH = .* is no moment; write the seconds since 1970"):
        read_source_date_epoch()


@pytest.mark.parametrize(("said", "moment"), [("", None), ("0", 0), ("253402300799", 253402300799)])
def test_a_moment(monkeypatch: pytest.MonkeyPatch, said: str, moment: int | None) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    assert read_source_date_epoch() == moment
