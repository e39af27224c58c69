"""The reading page with its script: entries beside their words, in the margin, places to cite, the reader's choices."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from .test_site import browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.tools

SHOWN = "document.querySelector('.entry-box').matches(':popover-open')"


def reading(built: Path) -> Path:
    return built / "build" / "site" / "read.html"


def plain(words: str) -> str:
    return " ".join(words.split())


def test_a_walk_by_keyboard_opens_every_entry_and_comes_back(browser: object, built: Path) -> None:
    context, page, said = open_page(browser, reading(built), 1000)
    page.evaluate("document.querySelectorAll('details.block').forEach(d => { d.open = true; })")
    links = page.evaluate(
        "[...document.querySelectorAll('article.text :is(a.app, a.mark)')].map(a => a.getAttribute('href'))"
    )
    assert len(links) > 300
    for href in links:
        page.evaluate("href => document.querySelector(`a[href='${href}']`).focus()", href)
        page.keyboard.press("Enter")
        name = href.partition("#n-")[2]
        expected = page.evaluate("id => document.getElementById('s-' + id).textContent", name)
        assert page.evaluate(SHOWN), href
        found = plain(page.evaluate("document.querySelector('.entry-box p').textContent"))
        assert found.endswith(plain(expected)), href
        assert page.evaluate("document.activeElement.className") == "entry-box"
        page.keyboard.press("Escape")
        assert not page.evaluate(SHOWN)
        assert page.evaluate("document.activeElement.getAttribute('href')") == href
    assert said == []
    context.close()


def test_the_entries_follow_each_other_in_the_box(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, reading(built), 1000)
    page.locator("article.text a.app").nth(3).click()
    number = "Number(document.querySelector('.entry-box .number').textContent)"
    first = page.evaluate(number)
    page.get_by_role("button", name="Next").click()
    assert page.evaluate(number) > first
    page.get_by_role("button", name="Previous").click()
    assert page.evaluate(number) == first
    page.get_by_role("button", name="Close").click()
    assert not page.evaluate(SHOWN)
    context.close()


@pytest.mark.parametrize("width", [320, 360, 800, 1400])
def test_the_box_stays_on_the_screen(browser: object, built: Path, width: int) -> None:
    context, page, _ = open_page(browser, reading(built), width)
    for number in (1, 20, 60):
        page.evaluate("n => document.querySelectorAll('article.text a.app')[n].click()", number)
        box = page.evaluate("document.querySelector('.entry-box').getBoundingClientRect().toJSON()")
        assert box["left"] >= 0
        assert box["right"] <= width
        assert (box["left"], box["right"]) == (0, width) or width > 720
    context.close()


def test_notes_in_the_margin_stand_beside_their_block_and_never_upon_each_other(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, reading(built), 1400)
    boxes = page.evaluate(
        "[...document.querySelectorAll('.margin')].map(m => m.getBoundingClientRect().toJSON()).filter(b => b.height)"
    )
    text = page.evaluate("document.querySelector('article.text').getBoundingClientRect().right")
    assert len(boxes) > 40
    assert all(one["bottom"] <= two["top"] for one, two in pairwise(boxes))
    assert all(box["left"] > text and box["right"] <= 1400 for box in boxes)
    page.evaluate("edition.choose('differences', 'substantive')")
    page.locator(".margin p.accidental").first.wait_for(state="hidden")
    assert page.locator(".margin p:visible").count() > 20
    page.evaluate("edition.choose('apparatus', 'words')")
    page.locator(".margin").first.wait_for(state="hidden")
    assert page.locator(".margin:visible").count() == 0
    context.close()


def test_a_place_is_cited_with_what_the_edition_says_of_itself(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, reading(built), 1000)
    link = page.locator("article.text a.cite").nth(4)
    link.focus()
    page.keyboard.press("Enter")
    shown = page.locator("dialog pre").all_inner_texts()
    title = json.loads(page.locator("#edition-data").text_content())["title"]
    assert len(shown) == 4
    place = page.evaluate("document.querySelectorAll('article.text a.cite')[4].hash")
    assert shown[0] == reading(built).as_uri() + place
    assert shown[1].startswith(f"{title}, ed. by The variorum developers, ")
    assert f", paragraph 5, read.html{place} (" in shown[1]
    assert re.fullmatch(r"@online\{edition,\n(  \w+ = \{.*\},?\n)+\}", shown[2])
    assert f"{{{{{title}}}}}" in shown[2]
    assert shown[3].splitlines()[0] == "TY  - ELEC"
    assert shown[3].splitlines()[-1].startswith("ER  -")
    assert "file:" not in shown[1] + shown[2] + shown[3]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cite"
    assert page.url.endswith(place)
    context.close()


@pytest.mark.parametrize("name", ["apparatus.html", "persons.html", "disagreements.html", "events.html"])
def test_other_places_can_be_cited_too(browser: object, built: Path, name: str) -> None:
    context, page, _ = open_page(browser, built / "build" / "site" / name, 1000)
    page.evaluate("document.querySelectorAll('details.entry').forEach(d => { d.open = true; })")
    page.locator("main a.cite").first.click()
    assert page.locator("dialog pre").first.inner_text().partition("#")[2]
    context.close()


def test_choices_hold_for_other_pages_and_the_address_wins(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, reading(built), 1000)
    page.locator(".settings summary").click()
    page.get_by_label("sepia").check()
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('.settings').open") is False
    page.goto((built / "build" / "site" / "about.html").as_uri())
    assert page.evaluate("document.documentElement.dataset.theme") == "sepia"
    page.goto(reading(built).as_uri() + "?theme=dark&apparatus=none")
    root = page.evaluate("({...document.documentElement.dataset})")
    assert (root["theme"], root["apparatus"]) == ("dark", "none")
    page.goto(reading(built).as_uri() + "?theme=nonsense")
    assert page.evaluate("document.documentElement.dataset.theme") == "sepia"
    context.close()


def test_without_scripts_a_lemma_leads_to_its_entry_and_back(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, reading(built), 1000, scripts=False)
    assert page.locator(".settings").count() == 0
    page.locator("a.app").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/apparatus.html#n-app-*")
    page.locator("li:target a.back").press("Enter")
    page.wait_for_url("**/read.html#app-*")
    context.close()


def test_keys_walk_through_the_entries_and_list_themselves(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, reading(built), 1000)
    shown = "document.querySelector('.entry-box').textContent"
    page.keyboard.press("n")
    first = page.evaluate(shown)
    page.keyboard.press("n")
    second = page.evaluate(shown)
    page.keyboard.press("p")
    assert page.evaluate(shown) == first != second
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    listed = page.locator("dialog kbd").all_inner_texts()
    assert listed == ["/", "?", "n", "p", "Esc"]
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    context.close()
