"""Sites from right to left in a real browser: nothing is lost at the left, nothing covers anything."""

from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest

from edition.build import build

from .test_site import MODULES, browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.tools

CASE = Path(__file__).parent.parent / "cases" / "hebrew-with-english"
OUTSIDE = """[...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    for (let a = e.parentElement; a; a = a.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(a).overflowX)) { return false; }
    }
    const isOutside = box.left < -1 || box.right > innerWidth + 1;
    return e.checkVisibility() && !e.closest('.vh, .skip') && box.width > 1 && isOutside;
}).map(e => e.tagName + ' ' + e.className).slice(0, 3)"""
AXE = "axe.run(document, {preload: false}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
PARTS = """[...document.querySelectorAll('.entries > li')].filter(e => e.querySelector('.reading'))
    .map(e => [...e.querySelectorAll('.loc, .lemma, .reading, .siglum')].map(p => p.getBoundingClientRect().right))"""
WHERE = """selectors => selectors.map(s => document.querySelector(s).getBoundingClientRect())
    .map(b => [Math.round(b.left), Math.round(b.right)])"""


@pytest.fixture(scope="module", params=["he", "en"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The Hebrew edition with labels in Hebrew, or in English."""
    root = copytree(CASE, tmp_path_factory.mktemp("turned") / "edition")
    toml = root / "edition.toml"
    said = toml.read_text(encoding="utf-8").replace('[site]\nlanguage = "en"', f'[site]\nlanguage = "{request.param}"')
    toml.write_text(said, encoding="utf-8")
    build(root, ("site",))
    return request.param, root / "build" / "site"


def test_axe_finds_nothing_and_every_page_fits(browser: object, site: tuple[str, Path]) -> None:
    axe = MODULES / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("make test-tools installs axe-core")
    for path in sorted(site[1].glob("*.html")):
        for width in (320, 1300):
            context, page, said = open_page(browser, path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
            assert page.evaluate(OUTSIDE) == [], f"{path.name} at {width}"
            if width == 1300:
                page.evaluate("[...document.querySelectorAll('details')].forEach(d => { d.open = true; })")
                page.evaluate(axe.read_text(encoding="utf-8"))
                assert page.evaluate(AXE) == [], path.name
            assert said == [], path.name
            context.close()


def test_contents_text_and_margin_stand_in_the_order_of_the_frame(browser: object, site: tuple[str, Path]) -> None:
    context, page, _ = open_page(browser, site[1] / "read.html", 1400)
    boxes = page.evaluate(WHERE, ["nav.contents", "article.text", ".margin"])
    if site[0] == "he":
        boxes = [[-right, -left] for left, right in boxes]
    assert all(before[1] < after[0] for before, after in pairwise(boxes))
    context.close()


def test_what_is_typed_into_the_search_runs_as_its_letters(browser: object, site: tuple[str, Path]) -> None:
    context, page, _ = open_page(browser, site[1] / "search.html", 800)
    for words, direction in (("הבית", "rtl"), ("Travels", "ltr")):
        page.fill("#search-words", words)
        assert page.evaluate("getComputedStyle(document.querySelector('#search-words')).direction") == direction
    context.close()


def test_number_lemma_bracket_reading_and_siglum_are_seen_in_this_order(
    browser: object, site: tuple[str, Path]
) -> None:
    context, page, _ = open_page(browser, site[1] / "apparatus.html", 800)
    parts = page.evaluate(PARTS)
    assert parts
    assert all(rights == sorted(rights, reverse=True) for rights in parts)
    context.close()
