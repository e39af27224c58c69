"""A site in eight languages in a real browser: the switch, the choices, and what is cited (`make test-tools`)."""

import shutil
from pathlib import Path

import pytest

from edition.build import build

from .test_site import WIDTHS, browser, open_page

pytestmark = pytest.mark.tools
__all__ = ["browser"]

CASE = Path(__file__).parents[1] / "cases" / "labels"
LANGUAGES = ("en", "de", "fr", "it", "es", "he", "ru", "ar")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("languages") / "e"
    shutil.copytree(CASE, root)
    assert not build(root, ("site",)).failed
    return root / "build" / "site"


@pytest.fixture(params=LANGUAGES)
def page_of(request: pytest.FixtureRequest, site: Path) -> Path:
    return (site if request.param == "en" else site / request.param) / "read.html"


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_of_the_frame_is_cut_off(browser: object, page_of: Path, width: int) -> None:
    context, page, said = open_page(browser, page_of, width)
    page.locator(".settings > summary").click()
    for shown in page.locator("header.site :is(a, summary, label, legend)").all():
        box = shown.bounding_box()
        if box is not None and shown.is_visible():
            assert box["x"] >= 0, shown.inner_text()
            assert box["x"] + box["width"] <= width + 0.5, shown.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    context.close()


def test_the_switch_keeps_the_place(browser: object, site: Path) -> None:
    """From a disk, with what is asked and the place on the page, to a folder, across, and back to the root."""
    block = "#" + next(part for part in (site / "read.html").read_text("utf-8").split('"') if part.startswith("p-"))
    context, page, said = open_page(browser, site / "read.html", 1000, asked=f"?differences=all{block}")
    for tag, folder in (("fr", "fr/"), ("he", "he/"), ("en", "")):
        page.locator(f"nav.languages a[hreflang={tag}]").click()
        page.wait_for_url(f"{site.as_uri()}/{folder}read.html?differences=all{block}")
        assert page.evaluate("document.documentElement.lang") == tag
    assert said == []
    context.close()


def test_the_switch_works_without_scripts(browser: object, site: Path) -> None:
    context, page, _ = open_page(browser, site / "he" / "persons.html", 800, scripts=False)
    page.locator("nav.languages a[hreflang=it]").click()
    assert page.url == (site / "it" / "persons.html").as_uri()
    context.close()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "8 November 2026"),
        ("fr", "éd. par Ada Poll, Bert Quast"),
        ("he", "8 בנובמבר 2026"),
        ("ar", "The Ferry، ed. by"),
    ],
)
def test_what_is_cited_is_in_the_language_and_runs_as_it_must(
    browser: object, site: Path, language: str, said: str
) -> None:
    folder = site if language == "en" else site / language
    context, page, errors = open_page(browser, folder / "read.html", 1000)
    page.locator("a.cite").first.click()
    shown = page.locator(".cite-box pre")
    assert said in shown.nth(1).inner_text()
    runs = [one.evaluate("e => getComputedStyle(e).direction") for one in shown.all()]
    assert runs == ["ltr"] * 4
    assert errors == []
    context.close()
