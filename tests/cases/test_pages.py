"""What pages say to those who hear them, and where a link to an entry leads."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import html
from tests.cases.conftest import Write

from edition.pipeline import build

GOLDEN = Path(__file__).parents[1] / "golden"
SCRIPTS = "ancestor::script"


def site_of(case: Path, folder: Path, language: str) -> Path:
    """The site of a golden edition in a language."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected"))
    config = folder / "edition.toml"
    config.write_text(f'{config.read_text("utf-8")}\n[site]\nlanguage = "{language}"\n', "utf-8")
    assert not build(folder, ("site",)).failed
    return folder / "build" / "site"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("case", sorted(p.parent for p in GOLDEN.glob("*/edition.toml")), ids=lambda p: p.name)
def test_no_page_has_a_place_without_words(case: Path, language: str, tmp_path: Path) -> None:
    pages = sorted(site_of(case, tmp_path / "e", language).glob("*.html"))
    assert len(pages) > 10
    for page in pages:
        tree = html.parse(page)
        # a script finds its sentences, whose places it fills, in attributes of data
        said = [*tree.xpath(f"//text()[not({SCRIPTS})]"), *tree.xpath("//@*[not(starts-with(name(), 'data-'))]")]
        assert [words for words in said if re.search(r"\{\d\}", words)] == [], page.name


@pytest.mark.parametrize(("language", "said"), [("en", "paragraph 1, in the text"), ("de", "Absatz 1, im Text")])
def test_a_row_of_the_comparison_says_which_paragraph_it_is(language: str, said: str, tmp_path: Path) -> None:
    compare = html.parse(site_of(GOLDEN / "two-witnesses", tmp_path / "e", language) / "compare.html")
    rows = compare.xpath("//th[@scope='row']/a[1][span[@aria-hidden]]")
    assert ("1", said) in [(row.findtext("span[1]"), row.findtext("span[@class='vh']")) for row in rows]
    assert [row.xpath("string()") for row in rows if not row.findtext("span[@class='vh']")] == []


def test_nothing_of_the_apparatus_is_said_to_who_wants_none(write: Write) -> None:
    """The style sheet takes the marks and what is said of an entry away; the script, the links."""
    folder = write({"A": "One old goose flew.", "B": "One grey goose flew."})
    assert not build(folder, ("site",)).failed
    style = (folder / "build" / "site" / "style.css").read_text("utf-8")
    hidden = " ".join(re.findall(r':root\[data-apparatus="none"\] ([^{}]*)\{ display: none; \}', style))
    assert {"a.app.gap", ".text a.mark", "article a.app > .vh", ".text details.apparatus"} <= set(
        re.split(r"[(),] ?", hidden)
    )
    script = (folder / "build" / "site" / "edition.js").read_text("utf-8")
    assert 'getAttribute("data-apparatus") === "none"' in script
