"""The data of languages: the program's files, and an edition's own laid over them."""

from importlib.resources import files
from pathlib import Path

import pytest

from edition.errors import ConfigError
from edition.project.config import parse_config
from edition.project.languages import Languages, read_languages
from edition.project.name_tables import check_names

HEAD = '[edition]\ntitle = "T"\nbase = "A"\nlanguages = "words"\n[[witness]]\nsiglum = "A"\nseed = "a.txt"\n'


def languages(folder: Path, name: str, text: str) -> Languages:
    (folder / "words").mkdir()
    (folder / "words" / name).write_text(text)
    return read_languages(parse_config(HEAD, folder))


def test_a_key_of_the_edition_takes_the_place_of_the_programs(tmp_path: Path) -> None:
    made = languages(tmp_path, "en.toml", '[structure]\nheadings = ["argument"]\n')
    assert made.of("en-GB").structure.headings == ("argument",)
    assert made.of("en").structure.divisions == Languages().of("en").structure.divisions
    assert made.has("en", "structure")
    assert not Languages().has("gsw", "structure")


def test_a_feast_of_the_edition_stands_beside_the_programs(tmp_path: Path) -> None:
    made = languages(tmp_path, "de.toml", '[dates.feasts]\n"07-04" = ["Ulrici"]\n').of("de").dates
    assert made.feasts["07-04"] == ("Ulrici",)
    assert made.feasts["11-11"] == Languages().of("de").dates.feasts["11-11"]


SHIPPED = sorted(p.stem for p in Path(str(files("edition"))).joinpath("languages").glob("*.toml"))


@pytest.mark.parametrize("language", SHIPPED)
def test_the_files_of_the_program_are_checked_too(tmp_path: Path, language: str) -> None:
    text = files("edition").joinpath("languages", f"{language}.toml").read_text("utf-8")
    assert languages(tmp_path, f"{language}.toml", text).of(language).tag == language


def test_a_language_may_be_new(tmp_path: Path) -> None:
    made = languages(tmp_path, "gsw.toml", '[structure]\ndivisions = [["kapitel", "kap"]]\n')
    assert made.of("gsw").structure.divisions == (("kapitel", "kap"),)
    assert made.of("gsw").structure.headings == ()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("la.toml", "[structure]\nheadigns = []\n", "words/la.toml:2:1: [structure] has no key 'headigns'"),
        ("la.toml", "[structur]\n", "words/la.toml:1:1: there is no table or key 'structur'; did you mean 'structure'"),
        ("la.toml", "[structure]\nheadings = 3\n", "words/la.toml:2:1: headings must be a list of texts"),
        ("la.toml", '[structure]\ndivisions = ["a"]\n', "words/la.toml:2:1: divisions must be a list of lists"),
        (
            "la.toml",
            '[dates]\nmonths = [["Ianuarius"]]\n',
            "words/la.toml:2:1: months must be 12 lists of words, not 1",
        ),
        ("la.toml", '[dates]\nfeasts = { "02-30" = ["x"] }\n', "feasts has the key '02-30'; it must be a day"),
        ("la.toml", '[dates]\nreigns = { "1327" = ["x"] }\n', "it must be the first day of a reign"),
        ("la.toml", '[dates]\ngregorian_from = "1582"\n', "words/la.toml:2:1: gregorian_from must be a day"),
        ("la.toml", "[dates]\nmonth = 1\n", "words/la.toml:2:1: [dates] has no key 'month'; did you mean 'months'"),
        ("la.toml", '[dates]\nfeasts = ["x"]\n', "words/la.toml:2:1: feasts must be a table of lists of texts"),
        ("la.toml", "[structure\n", "words/la.toml:1:11: not valid TOML"),
        ("latin words.toml", "", "words/latin words.toml: the name of the file must be the tag of a language"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        languages(tmp_path, name, text)
    assert message in str(error.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="languages = 'words' is no folder"):
        read_languages(parse_config(HEAD, tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[names]\ncases = ["genitive"]\n[names.ends]\n"us" = "i o"\n',
            "words/la.toml:4:1: 'us' has 2 columns, but there is 1 name in cases",
        ),
        (
            '[names]\ncases = ["genitive"]\n[names.governs]\nex = "genitiv"\n',
            "words/la.toml:4:1: there is no case 'genitiv'; did you mean 'genitive'?",
        ),
        ('[names]\nfold = ["vu"]\n', "words/la.toml:2:1: 'vu' is no pair of letters"),
        ('[names.subjects]\nla = "x"\n', "words/la.toml:2:1: 'la' = 'x' is no gender; write m or f"),
        ("[names]\nnouns = 3\n", "words/la.toml:2:1: nouns must be true or false"),
    ],
)
def test_a_value_of_names_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        languages(tmp_path, "la.toml", text)
    assert message in str(error.value)


def test_tables_inside_a_table_are_laid_over_key_by_key(tmp_path: Path) -> None:
    made = languages(tmp_path, "la.toml", '[names.ends]\n"yx" = "ygis"\n').of("la").names
    assert made.ends["yx"] == "ygis"
    assert made.ends["us"] == Languages().of("la").names.ends["us"]


def test_every_file_of_the_program_is_well_formed() -> None:
    for language in Languages().all:
        assert list(check_names(language.names)) == [], language.tag
