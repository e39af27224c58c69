"""The witnesses side by side, in a browser: which columns, how they are marked, own order, the address."""

from pathlib import Path

import pytest
from lxml import etree

from edition.tei.decode.edition import recover, witness_ids

from .test_site import browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.tools

COLUMNS = "[...document.querySelectorAll('.synopsis thead th:not([hidden]) > a')].map(a => a.textContent)"
MARKS = """[...document.querySelectorAll('.synopsis td:not([hidden]) span[data-u]')].map(
    s => [s.closest('tr').id, s.closest('td').dataset.n, s.dataset.u, s.className, s.textContent].join('|'))"""
TEXTS = "[...document.querySelectorAll('.synopsis tr[id] > td:not([hidden])')].map(td => td.dataset.n + td.innerText)"
PANE = """[...document.querySelectorAll('.pane')].map(pane => [...pane.querySelectorAll('p:not(.siglum)')].map(p => {
    const copy = p.cloneNode(true);
    copy.querySelectorAll('.row, .at, .vh, .move, .gap').forEach(e => e.remove());
    return copy.textContent;
}))"""


def compare(built: Path) -> Path:
    return built / "build" / "site" / "compare.html"


def test_the_first_two_stand_there_without_scripts(browser: object, built: Path) -> None:
    context, page, said = open_page(browser, compare(built), 1000, scripts=False)
    heads = page.locator(".synopsis thead th:visible > a").all_inner_texts()
    assert heads == ["W", "E"]
    assert page.locator(".synopsis td .other:visible").count() > 100
    assert page.locator("form.choose:visible").count() == 0
    assert said == []
    context.close()


def test_the_script_marks_as_the_page_was_marked(browser: object, built: Path) -> None:
    marks = []
    for scripts in (False, True):
        context, page, _ = open_page(browser, compare(built), 1000, scripts=scripts)
        found = page.locator(".synopsis td:not([hidden]) span[data-u]")
        marks.append(
            [
                (s.get_attribute("data-u"), s.get_attribute("class"), s.get_attribute("role"), s.text_content())
                for s in found.all()[:400]
            ]
        )
        context.close()
    assert len(marks[0]) == 400
    assert marks[0] == marks[1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "WE"),
        ("?a=G&b=W", "GW"),
        ("?a=W&b=E&c=G", "WEG"),
        ("?a=F&b=G&c=E&d=W", "FGEW"),
        ("?a=nobody&b=G", "GW"),
        ("?a=G&b=G", "GW"),
    ],
)
def test_the_address_says_which_columns_in_which_order(browser: object, built: Path, asked: str, expected: str) -> None:
    context, page, said = open_page(browser, compare(built), 1400, asked=asked)
    assert page.evaluate(COLUMNS) == list(expected)
    rows = page.evaluate("[...document.querySelectorAll('.synopsis tr[id]:not([hidden])')].map(r => r.cells.length)")
    assert rows
    cells = page.evaluate(
        "[...document.querySelector('.synopsis tr[id]:not([hidden])').querySelectorAll('td:not([hidden])')]"
        ".map(td => td.dataset.n)"
    )
    assert cells == list(expected)
    assert said == []
    context.close()


def test_what_is_chosen_stands_in_the_address_and_comes_back(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, compare(built), 1400)
    page.locator("input[name=w][data-n=G]").check()
    page.get_by_role("combobox").select_option(label="G")
    page.locator("input[name=w][data-n=E]").uncheck()
    assert page.evaluate("location.search") == "?a=G&b=W"
    marked = page.evaluate(MARKS)
    assert any("|added|" in one or "|gone|" in one for one in marked)
    page.reload()
    assert page.evaluate(COLUMNS) == ["G", "W"]
    assert page.evaluate(MARKS) == marked
    assert page.locator("input[name=w][data-n=G]").is_disabled()  # two are the least
    context.close()


def test_every_witness_of_the_table_is_whole(browser: object, built: Path) -> None:
    """All words of each witness stand in its column, whatever the order of moved passages."""
    context, page, _ = open_page(browser, compare(built), 1400, asked="?a=W&b=E&c=G&d=F")
    root = etree.parse(built / "tei" / "edition.xml").getroot()
    cells = page.evaluate(
        """[...document.querySelectorAll('.synopsis tr[id] > td')].map(td => {
            const copy = td.cloneNode(true);
            copy.querySelectorAll('.at, .vh, .move, .gap, .state').forEach(e => e.remove());
            return [td.dataset.n, copy.textContent];
        })"""
    )
    for siglum, name in witness_ids(root).items():
        shown = sorted("".join(text for n, text in cells if n == siglum).replace(" ", ""))
        assert shown == sorted("".join(b.text for b in recover(root, name)).replace(" ", ""))
    context.close()


def test_panes_hold_each_witness_in_its_own_order(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, compare(built), 1400, asked="?a=W&b=E&c=G&d=F&order=own")
    root = etree.parse(built / "tei" / "edition.xml").getroot()
    panes = page.evaluate(PANE)
    assert len(panes) == 4
    for pane, name in zip(panes, witness_ids(root).values(), strict=True):
        assert [" ".join(t.split()) for t in pane if t.strip()] == [b.text for b in recover(root, name)]
    context.close()


def test_panes_scroll_together_and_apart(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, compare(built), 1400, asked="?a=W&b=G&order=own")
    tops = "[...document.querySelectorAll('.pane')].map(p => p.scrollTop)"
    aligned = """async () => {
        const [w, g] = document.querySelectorAll('.pane');
        const stop = [...w.querySelectorAll('.row')].find(s => s.dataset.row && s.textContent === '20');
        w.scrollTop = stop.offsetTop - w.querySelector('.row').offsetTop + 2;
        await new Promise(done => setTimeout(done, 300));
        const other = g.querySelector(`.row[data-row="${stop.dataset.row}"]`);
        return other.getBoundingClientRect().top - stop.getBoundingClientRect().top;
    }"""
    assert page.evaluate(tops) == [0, 0]
    assert abs(page.evaluate(aligned)) < 40
    page.get_by_role("checkbox", name="scroll").uncheck()
    before = page.evaluate(tops)
    page.evaluate("() => { document.querySelector('.pane').scrollTop = 0; }")
    page.wait_for_timeout(200)
    assert page.evaluate(tops) == [0, before[1]]
    assert "sync=0" in page.evaluate("location.search")
    context.close()


def test_the_address_leads_into_what_is_folded(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, compare(built), 1000, asked="?a=W&b=G")
    row = page.evaluate("document.querySelector('.synopsis .run tr[id]:last-child').id")
    assert not page.locator(f"[id='{row}']").is_visible()
    context.close()
    context, page, _ = open_page(browser, compare(built), 1000, asked=f"?a=W&b=G#{row}")
    assert page.locator(f"[id='{row}']").is_visible()
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", row)
    assert 0 <= top < 900
    context.close()


def test_a_moved_passage_leads_to_its_place_and_back(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, compare(built), 1400, asked="?a=W&b=E")
    first = page.locator(".synopsis td:not([hidden]) a.move.first").first
    move, href = first.get_attribute("data-m"), first.get_attribute("href")
    place = page.locator(f".synopsis {href} a.move.place[data-m='{move}']")
    assert place.count() == 1
    back = place.get_attribute("href")
    assert page.locator(f".synopsis {back} a.move.first[data-m='{move}']").count() == 1
    context.close()
