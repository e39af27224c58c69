"""A witness that is read as the main text: its words are the lemmata, the readings are those of the others."""

from pathlib import Path

import pytest
from lxml import html

from edition.build import build
from edition.errors import ConfigError
from edition.project.site_options import SiteOptions
from edition.stages import read_sources

SEEDS = {
    "A": "The grey ferry crossed the river at noon. Nine men stood on the bank.\n",
    "B": "The old ferry crossed the river. Nine men stood on the bank.\n",
    "C": "The old ferry crossed the wide river at noon. Nine men sat on the bank.\n",
}


def write(root: Path, site: str = "") -> Path:
    text = f'[edition]\ntitle = "Ferry"\nbase = "A"\nlanguage = "en"\n{site}'
    for siglum, words in SEEDS.items():
        text += f'[[witness]]\nsiglum = "{siglum}"\nseed = "{siglum}.txt"\n'
        (root / f"{siglum}.txt").write_text(words, encoding="utf-8")
    (root / "edition.toml").write_text(text, encoding="utf-8")
    return root


def entries(root: Path, siglum: str) -> list[str]:
    page = html.fromstring((root / "build" / "site" / f"wit-{siglum}.html").read_bytes())
    return [" ".join(one.text_content().split()) for one in page.xpath("//article/details/ol/li")]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = write(tmp_path_factory.mktemp("main"))
    assert not build(made, ("site",)).failed
    return made


def test_the_apparatus_of_a_witness_has_its_own_words_before_the_bracket(root: Path) -> None:
    assert entries(root, "B") == [
        "old] grey A",
        "post the] add. wide C",
        "post river] add. at noon A C",
        "stood] sat C",
    ]
    assert entries(root, "C") == ["old] grey A", "wide] om. A B", "at noon] om. B", "sat] stood A B"]
    assert entries(root, "A") == []  # the text of the edition has its apparatus on the page that is read


def test_every_place_of_variation_is_marked_in_it(root: Path) -> None:
    page = html.fromstring((root / "build" / "site" / "wit-C.html").read_bytes())
    marked = {link.get("href").partition("#n-")[2] for link in page.xpath("//article//p//a[contains(@class, 'app')]")}
    assert marked == {one.get("id").removeprefix("s-") for one in page.xpath("//article/details/ol/li")}


def test_a_large_edition_has_it_where_it_is_asked_for() -> None:
    sigla = ("A", "B", "C", "D", "E")
    assert SiteOptions().read_as_main(sigla[:4], "A") == ("B", "C", "D")
    assert SiteOptions().read_as_main(sigla, "A") == ()
    assert SiteOptions(main_texts=("A", "C")).read_as_main(sigla, "A") == ("C",)


def test_a_witness_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\[site\] main_texts: 'X' is no siglum of a witness"):
        read_sources(write(tmp_path, '[site]\nmain_texts = ["X"]\n'))
