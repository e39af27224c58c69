"""The page of the apparatus in a browser: filters with counts, order, pinned entries that are saved."""

from pathlib import Path

import pytest

from .test_site import browser, open_page
from .test_variants import variants

__all__ = ["browser", "variants"]
pytestmark = pytest.mark.tools

SHOWN = "[...document.querySelectorAll('ol.entries.full > li')].filter(e => e.getClientRects().length).map(e => e.id)"
WORDS = "[...document.querySelectorAll('ol.entries.full > li')].map(e => e.querySelector('.lemma').innerText)"


def status(page: object) -> str:
    return page.inner_text(".filters [role=status]")


@pytest.mark.parametrize("width", [1400, 360])
def test_entries_are_filtered_and_counted(browser: object, variants: Path, width: int) -> None:
    context, page, said = open_page(browser, variants.with_name("apparatus.html"), width)
    assert status(page) == "All 3 entries are shown."
    assert len(page.evaluate(SHOWN)) == 3
    page.select_option("#filter-in", index=2)  # the second section
    assert status(page) == "2 of 3 entries are shown."
    page.check(".filters input[value=C]")
    assert status(page) == "1 of 3 entries are shown."
    assert "w=C" in page.url
    assert page.locator("#filter-class option").all_inner_texts() == [
        "all classes",
        "addition (1)",
        "omission (0)",
        "substitution (0)",
    ]
    page.reload()
    assert status(page) == "1 of 3 entries are shown."
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    context.close()


def test_entries_are_sorted_and_come_back_to_their_order(browser: object, variants: Path) -> None:
    context, page, said = open_page(browser, variants.with_name("apparatus.html"), 1000)
    before = page.evaluate(SHOWN)
    page.select_option("#filter-sort", "class")
    assert page.locator(".sorted h2").all_inner_texts() == ["addition", "omission", "substitution"]
    page.select_option("#filter-sort", "witness")
    assert page.locator(".sorted h2").all_inner_texts() == ["B", "C"]
    page.select_option("#filter-sort", "")
    assert page.evaluate(SHOWN) == before
    assert said == []
    context.close()


def test_without_scripts_all_entries_stand_by_their_sections(browser: object, variants: Path) -> None:
    context, page, _ = open_page(browser, variants.with_name("apparatus.html"), 1000, scripts=False)
    assert page.locator("header.group h2").all_inner_texts() == ["One", "Two"]
    assert page.locator("ol.entries.full > li").count() == 3
    assert not page.locator(".filters:visible, .pin:visible").count()
    context.close()


def test_pinned_entries_are_kept_and_saved(browser: object, variants: Path) -> None:
    context, page, said = open_page(browser, variants.with_name("apparatus.html"), 1000)
    first, _, last = page.evaluate(WORDS)
    page.locator("button.pin").nth(0).click()
    page.locator("button.pin").nth(2).click()
    page.reload()
    assert page.locator("button.pin[aria-pressed=true]").count() == 2
    assert page.locator("#pinned li").count() == 2
    saved = {}
    for name, number in (("txt", 0), ("bib", 1), ("csv", 2)):
        with page.expect_download() as download:
            page.locator("#pinned .tools button").nth(number).click()
        assert download.value.suggested_filename == f"pinned.{name}"
        saved[name] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Trees, apparatus 1" in saved["txt"]
    assert saved["bib"].count("@online{") == 2
    rows = saved["csv"].splitlines()
    assert rows[0] == '"Entry","Place","Text","Witnesses","Class","Address"'
    assert rows[1].startswith(f'"apparatus 1","par. 1","{first}')
    assert '"B","omission",' in rows[1]
    assert rows[2].startswith(f'"apparatus 3","par. 3","{last}')
    page.locator("#pinned li button").first.click()
    assert page.locator("#pinned li").count() == 1
    page.locator("#pinned .tools button").last.click()
    assert page.locator("#pinned:visible").count() == 0
    assert said == []
    context.close()
