"""The works that the editor cites: read from BibTeX and CSL-JSON, named in short and in full."""

import json
from pathlib import Path

import pytest

from edition.errors import ConfigError, EditionError
from edition.model.bibliography import Bibliography, Scholar, Work
from edition.project.config import parse_config
from edition.project.works_file import read_bibliography

WITNESS = '[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\n'
EDITION = f'[edition]\ntitle = "T"\nbase = "A"\neditors = ["Ada Example"]\n{WITNESS}'


def read(folder: Path, text: str, name: str = "works.bib") -> Bibliography:
    (folder / name).write_text(text, encoding="utf-8")
    return read_bibliography(folder, name)


def test_an_edition_without_a_bibliography_cites_no_work(tmp_path: Path) -> None:
    assert not read_bibliography(tmp_path, "").works


def test_a_book_is_named_by_author_and_year_and_in_full(tmp_path: Path) -> None:
    entry = (
        "@book{quay, author = {Quay, Ida}, title = {Rope {\\&} Tar}, address = {Lindau}, publisher={Ferry}, year=1904}"
    )
    works = read(tmp_path, entry)
    assert works.short("quay") == "Quay 1904"
    assert works.short("quay", "p. 12") == "Quay 1904, p. 12"
    assert works.full("quay") == "Quay, Ida. Rope & Tar. Lindau: Ferry, 1904."
    assert works.id_of("quay") == "bibl-quay"


def test_an_article_names_its_journal_and_pages(tmp_path: Path) -> None:
    entry = """@article{tow, author={Ann Towe and Max von Rhein}, title={Barges}, journal={Boats}, volume={3},
        pages={1--9}, date={1911-05}}"""
    works = read(tmp_path, entry)
    assert works.short("tow") == "Towe & von Rhein 1911"
    assert works.full("tow") == "Towe, Ann; von Rhein, Max. Barges. Boats 3, 1911, 1–9."


def test_accents_of_latex_and_joined_values_are_words(tmp_path: Path) -> None:
    text = """@string{press = "Quay"}
@book{o, author = {{\\O}st, L{\\"u}ke and {The Rowers' Guild} and others}, title = "50% of {T}ar", year = {1900},
  publisher = press # { Press}}"""
    works = read(tmp_path, text)
    assert works.works["o"].authors == (Scholar("Øst", "Lüke"), Scholar("The Rowers' Guild"), Scholar("et al."))
    assert works.works["o"].title == "50% of Tar"
    assert works.works["o"].publisher == "Quay Press"
    assert works.short("o") == "Øst et al. 1900"


def test_an_address_keeps_signs_that_latex_would_take(tmp_path: Path) -> None:
    works = read(tmp_path, "@misc{x, title={Y}, url={https://example.org/a_b%20c~d}}")
    assert works.works["x"].url == "https://example.org/a_b%20c~d"


def test_two_works_of_one_author_and_year_have_letters(tmp_path: Path) -> None:
    works = read(
        tmp_path, "".join(f"@book{{{k}, author={{Quay}}, title={{{t}}}, year=1904}}\n" for k, t in ("bz", "aa"))
    )
    assert [works.short(key) for key in works.works] == ["Quay 1904a", "Quay 1904b"]


def test_keys_that_xml_cannot_have_as_ids_become_others_and_stay_apart() -> None:
    works = Bibliography.of((Work("a:b", "x"), Work("a/b", "y"), Work("é 1", "z")))
    assert {key: works.id_of(key) for key in works.works} == {"a/b": "bibl-a-b", "a:b": "bibl-a-b-2", "é 1": "bibl-é-1"}


def test_csl_json_gives_the_same_works(tmp_path: Path) -> None:
    item = {"id": "tow", "type": "article-journal", "title": "<i>Barges</i>", "container-title": "Boats", "volume": 3,
            "author": [{"family": "Rhein", "given": "Max", "non-dropping-particle": "von"}, {"literal": "Guild"}],
            "issued": {"date-parts": [[1911, 5]]}, "page": "1–9", "DOI": "10.1/x"}  # fmt: skip
    works = read(tmp_path, json.dumps([item]), "works.json")
    assert works.short("tow") == "von Rhein & Guild 1911"
    assert works.full("tow") == "von Rhein, Max; Guild. Barges. Boats 3, 1911, 1–9. DOI 10.1/x."


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("works.bib", "@book{a, title={x}}\n@book{b, title={y\n", "works.bib:2:1: the entry cannot be read"),
        ("works.bib", "@book{a, title={x}}\n\n@book{a, title={y}}\n", "works.bib:3:1: two entries have the key 'a'"),
        ("works.bib", "\n@book{a, title={x}, title={y}}\n", "works.bib:2:1: the entry has the field 'title' twice"),
        ("works.bib", "\n@book{a, year={1900}}\n", "works.bib:2:1: 'a' has no title"),
        ("works.bib", "@book{a, title={x}}\nbook{b,\n title={y}}\n", "works.bib:2:1: book has no @"),
        ("works.bib", "@book{, title={x}}\n", "works.bib:1:1: the entry has no key"),
        ("works.bib", "@book{a, title={x}, url={javascript:alert(1)}}\n", "works.bib:1:1: the address of 'a'"),
        ("works.bib", "% nothing\n", "works.bib: holds no work"),
        ("works.json", '[{"id": "a",\n "title" "x"}]', "works.json:2:10: not valid JSON"),
        ("works.json", "{}", "works.json:1:1: CSL-JSON is a list of works"),
        ("works.json", '[{"title": "x"}]', "works.json: work 1 of the list has no id"),
        ("works.json", '[\n{"id": "a"}]', "works.json:2:1: 'a' has no title"),
        ("works.json", '[{"id": "a", "title": "x\\u0001"}]', "works.json:1:1: a value of 'a' holds"),
        ("works.txt", "x", "works.txt: a bibliography is a file of BibTeX"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said_with_its_place(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(tmp_path, text, name)
    assert str(raised.value).startswith(said)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"works\.bib: there is no such file"):
        read_bibliography(tmp_path, "works.bib")


def test_editors_with_initials_are_among_the_editors() -> None:
    tables = '[[editor]]\ninitials = "AR"\nname = "Anna Rivers"\norcid = "0000-0002-1825-0097"\n'
    config = parse_config(EDITION + tables, Path())
    assert config.edition.editors == ("Ada Example", "Anna Rivers")
    assert [(one.id, one.orcid) for one in config.editors] == [("ed-ar", "https://orcid.org/0000-0002-1825-0097")]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ('[[editor]]\ninitials = "AR"\n', "edition.toml:8:1: [editor] lacks the key 'name'"),
        ('[[editor]]\ninitials = " "\nname = "A"\n', "edition.toml:9:1: initials is empty"),
        ('[[editor]]\ninitials = "A"\nname = "A"\norcid = "0000-0002-1825-0098"\n', "edition.toml:11:1: orcid ="),
        ('[[editor]]\ninitials = "AR"\nname = "A"\n[[editor]]\ninitials = "ar"\nname = "B"\n',
         "edition.toml:12:1: initials = 'ar' are those of A"),
        ('[editor]\ninitials = "AR"\nname = "A"\n', "edition.toml:8:1: write each editor as a table [[editor]]"),
        ('[[editor]]\ninitals = "AR"\n', "edition.toml:9:1: [editor] has no key 'initals'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_editor_is_said_with_its_place(tables: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_config(EDITION + tables, Path())
    assert str(raised.value).startswith(said)
