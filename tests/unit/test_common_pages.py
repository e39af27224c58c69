"""The common pages and tables of a corpus, made of what is known of its editions."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.errors import ConfigError
from edition.tasks.corpus.common_pages import corpus_pages
from edition.tasks.corpus.common_tables import corpus_tables
from edition.tasks.corpus.corpus_config import Corpus, CorpusOptions, read_corpus

SVG = "{http://www.w3.org/2000/svg}"


def summary(title: str, date: str, folders: dict[str, str], *names: str) -> dict[str, Any]:
    """An edition that names some persons, all of them together, and a place."""
    numbers = {"Falk": {"gnd": "118540238", "geonames": "7"}, "Stein": {"gnd": "11X"}}
    refs = [f"pers-{name.lower()}" for name in names]
    return {
        "title": title,
        "language": "en",
        "date": date,
        "witnesses": ["A", "B"],
        "from": [["pers-falk", "Falk"]],
        "to": [["", "nobody"]],
        "folders": folders,
        "entries": [
            *(["persons", ref, name, 3, name, numbers.get(name, {})] for ref, name in zip(refs, names, strict=True)),
            ["places", "plac-ur", "Ur", 1, "Ur", {}],
        ],
        "ties": [[a, b, 2] for n, a in enumerate(refs) for b in refs[n + 1 :]] + [[refs[0], "plac-ur", 5]],
    }


SUMMARIES = {
    "one": summary("Letter <1>", "1871-03-02", {"de": "de/"}, "Falk", "Stein"),
    "two": summary("Letter 2", "", {}, "Falk", "Vogt"),
    "three": summary("Letter 3", "-0044-03-15", {"de": "de/"}, "Falk"),
}


def corpus(languages: tuple[str, ...] = (), **options: str) -> Corpus:
    defaults = {"site": {"languages": list(languages)}} if languages else {}
    return Corpus(Path(), CorpusOptions("Letters", ("*",), **options), {}, defaults)  # type: ignore[arg-type]


def links(page: bytes, pattern: str) -> list[str]:
    return [link for link in re.findall(r'href="([^"]*)"', page.decode()) if re.fullmatch(pattern, link)]


def test_pages_are_in_each_language_and_lead_to_those_of_the_editions_in_it() -> None:
    made = corpus_pages(corpus(("en", "de")), SUMMARIES, ("editions.csv",))
    pages = {path for path in made if path.endswith(".html")}
    names = {"index.html", "persons.html", "places.html", "network.html", "search.html"}
    assert pages == names | {f"de/{name}" for name in names}
    assert links(made["index.html"], r"(?:one|two|three)/.*") == [f"{n}/index.html" for n in ("three", "one", "two")]
    german = made["de/index.html"]
    assert b'lang="de"' in german
    assert links(german, r"\.\./(?:one|two|three)/.*") == [
        "../three/de/index.html",
        "../one/de/index.html",
        "../two/index.html",
    ]
    assert links(german, r".*editions\.csv") == ["../exports/editions.csv"]
    assert links(german, r"persons\.html#.*") == ["persons.html#pers-falk"] * 3
    assert "../one/de/persons.html#pers-falk" in links(made["de/persons.html"], r"\.\./.*")
    assert rb"Letter \u003c1>" in made["corpus-data.js"]
    alone = corpus_pages(corpus(language="de"), SUMMARIES, ())
    assert {path for path in alone if path.endswith(".html")} == names
    assert b'lang="de"' in alone["index.html"]


def test_persons_who_are_named_together_are_drawn() -> None:
    page = corpus_pages(corpus(), SUMMARIES, ())["network.html"].decode()
    found = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert found
    drawing = etree.fromstring(found[0])
    assert sorted(a.get("href", "") for a in drawing.iter(f"{SVG}a", "a")) == [
        f"persons.html#pers-{name}" for name in ("falk", "stein", "vogt")
    ]
    assert found[0].count("<line") == 2
    assert "plac-ur" in page  # in the table
    nobody = {"one": {**SUMMARIES["one"], "ties": [["pers-falk", "plac-ur", 1]]}}
    assert "<svg" not in corpus_pages(corpus(), nobody, ())["network.html"].decode()


def test_with_an_address_there_are_maps_of_the_site_and_lists_of_authority_numbers() -> None:
    there = corpus(url="https://falk.example/l/", publisher="The\nPress")
    maps = corpus_pages(there, SUMMARIES, ())
    listed = re.findall("<loc>(.*)</loc>", maps["sitemap.xml"].decode())
    assert listed == [f"https://falk.example/l/{p}" for p in (
        "common-pages.xml", "one/sitemap.xml", "two/sitemap.xml", "three/sitemap.xml"
    )]  # fmt: skip
    assert b"<loc>https://falk.example/l/network.html</loc>" in maps["common-pages.xml"]
    assert b"\nSitemap: https://falk.example/l/sitemap.xml\n" in maps["robots.txt"]
    tables = corpus_tables(there, SUMMARIES)
    assert tables["beacon-gnd.txt"].decode() == (
        "#FORMAT: BEACON\n#PREFIX: https://d-nb.info/gnd/\n#TARGET: https://falk.example/l/{+ID}\n#NAME: Letters\n"
        "#INSTITUTION: The Press\n118540238|3|persons.html#pers-falk\n11X|1|persons.html#pers-stein\n"
    )
    assert b"#PREFIX: https://sws.geonames.org/{ID}/\n" in tables["beacon-geonames.txt"]
    assert "sitemap.xml" not in corpus_pages(corpus(), SUMMARIES, ())
    assert not [name for name in corpus_tables(corpus(), SUMMARIES) if name.startswith("beacon")]


@pytest.mark.parametrize(
    ("site", "message"),
    [
        ('languages = ["en", "xx"]', r"corpus.toml:5:1: languages has 'xx', and the common pages have no labels in it"),
        ('languages = ["en", "de"]', r"corpus.toml:3:1: editions: l/de: the folder of an edition .*, de$"),
    ],
)
def test_languages_that_cannot_be_are_refused(tmp_path: Path, site: str, message: str) -> None:
    (tmp_path / "l/de").mkdir(parents=True)
    (tmp_path / "l/de/edition.toml").write_text("")
    (tmp_path / "corpus.toml").write_text(f'[corpus]\ntitle = "L"\neditions = "l/*"\n[defaults.site]\n{site}\n')
    with pytest.raises(ConfigError, match=message):
        read_corpus(tmp_path)
