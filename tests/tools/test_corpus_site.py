"""The common pages of a corpus in a real browser: the table is sorted, the search reads the editions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cases.test_corpus import HERE, OUTPUTS, made_corpus

from edition.tasks.corpus.build_corpus import build_corpus

from .test_site import browser

__all__ = ["browser"]
pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    root = made_corpus(tmp_path_factory.mktemp("corpus") / "falk", 3)
    with (root / "corpus.toml").open("a") as file:
        file.write('[defaults.site]\nlanguages = ["en", "de"]\n')
    assert len(build_corpus(root, OUTPUTS, HERE).built) == 3
    shown = browser.new_page()
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield shown, root / "build/site"
    assert faults == []


def test_the_table_is_sorted_by_the_column_that_is_pressed(page: tuple[Any, Path]) -> None:
    shown, site = page
    shown.goto((site / "index.html").as_uri())
    rows, heads = shown.locator("table.editions tbody th"), shown.locator("table.editions thead button")
    orders = [rows.all_inner_texts()]
    for column in (1, 1, 0, 0):
        heads.nth(column).click()
        orders.append(rows.all_inner_texts())
    up = ["Letter 1", "Letter 2", "Letter 3"]
    assert orders == [up[::-1], up, up[::-1], up[::-1], up]  # the higher the number, the earlier the date
    assert shown.locator("table.editions [aria-sort]").evaluate_all("all => all.map(e => e.ariaSort)") == ["descending"]


@pytest.mark.parametrize("folder", ["", "de/"])
def test_the_search_finds_in_all_editions_and_leads_to_pages_of_its_language(
    page: tuple[Any, Path], folder: str
) -> None:
    shown, site = page
    shown.goto(f"{(site / folder / 'search.html').as_uri()}?q=barges")
    shown.wait_for_selector("#search-results li >> nth=2")
    found = shown.locator("#search-results li a").evaluate_all("all => all.map(a => a.href)")
    assert [link.split("?")[0] for link in found] == [
        (site / f"l{number:02}" / folder / "wit-B.html").as_uri() for number in (1, 2, 3)
    ]
    shown.locator("#search-results li a").first.click()
    assert shown.locator(f"html[lang={folder.rstrip('/') or 'en'}] main mark").first.inner_text() == "barges"
