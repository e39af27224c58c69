"""A site whose pages stand in parts, in a browser: keys, addresses old and retired, citations, the comparison."""

import re
from pathlib import Path

import pytest

from edition.build import build

from .test_site import MODULES, browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.tools

TREES = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper")


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three witnesses of eight chapters, a page for every 150 words; every paragraph has an entry. An id is retired.

    The tables of ids are in several files, as those of a long text are.
    """
    root = tmp_path_factory.mktemp("split")
    (root / "seeds").mkdir()
    for siglum, word in (("A", "ash"), ("B", "oak"), ("C", "yew")):
        lines = []
        for number in range(32):
            lines += [f"== Chapter {number // 4} ==", ""] if number % 4 == 0 else []
            lines += [f"Tree {number} is an {word}. " + " ".join(f"{tree} {number}" for tree in TREES) + ".", ""]
        (root / "seeds" / f"{siglum}.txt").write_text("\n".join(lines), encoding="utf-8")
    witnesses = "".join(
        f'[[witness]]\nsiglum = "{s}"\nseed = "seeds/{s}.txt"\nname = "{s}"\nreader = "wiki"\n' for s in "ABC"
    )
    head = (
        '[edition]\ntitle = "Trees"\nlanguage = "en"\nbase = "A"\nurl = "https://example.org/trees/"\nversion = "1.0"\n'
    )
    (root / "edition.toml").write_text(f"{head}{witnesses}[site]\nwords_per_page = 150\n", encoding="utf-8")
    assert not build(root, ("tei",)).failed
    made = (root / "tei" / "edition.xml").read_text(encoding="utf-8")
    last = re.findall(r'<p xml:id="([^"]+)"', made)[-1]
    (root / "tei" / "ids.tsv").write_text(f"file\tid\tleads to\nedition.xml\tp-before\t{last}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("edition.publish.site.page_parts._TABLE", 500)
        assert not build(root, ("site",)).failed
    assert (root / "build" / "site" / "parts" / "read.0.js").exists()
    return root / "build" / "site"


def parts(site: Path, page: str) -> list[Path]:
    """The files of a page in their order, by the links from each to the next."""
    found = [site / f"{page}.html"]
    while following := re.search(r'<a rel="next" href="([^"]+)"', found[-1].read_text(encoding="utf-8")):
        found.append(site / following[1])
    assert len(found) > 2
    return found


def paragraphs(path: Path) -> list[str]:
    main = path.read_text(encoding="utf-8").partition("<main")[2]
    return re.findall(r'<p id="(p-[^"]+)"', main)


def test_axe_finds_nothing_on_any_part(browser: object, split: Path) -> None:
    axe = MODULES / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("make test-tools installs axe-core")
    run = "axe.run(document, {preload: false}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
    for page_name in ("read", "apparatus", "compare", "variants", "wit-B"):
        for path in parts(split, page_name)[:2]:
            context, page, said = open_page(browser, path, 800)
            page.evaluate(axe.read_text(encoding="utf-8"))
            assert page.evaluate(run) == [], path.name
            assert said == [], path.name
            context.close()


def test_the_keys_go_on_over_the_end_of_a_part_and_back(browser: object, split: Path) -> None:
    first, second, *_ = parts(split, "read")
    context, page, _ = open_page(browser, first, 1000)
    entries = page.locator("article.text a.app:visible").count()
    for _step in range(entries):
        page.keyboard.press("n")
        assert page.url.partition("#")[0].endswith(first.name)
    page.keyboard.press("n")
    page.wait_for_url(f"**/{second.name}*")
    page.locator(".entry-box:popover-open").wait_for()
    assert page.locator("article.text a.shown").count() == 1
    page.keyboard.press("p")
    page.wait_for_url(f"**/{first.name}*")
    page.locator(".entry-box:popover-open").wait_for()
    shown = page.locator("article.text a.app.shown")
    assert shown.get_attribute("id") == page.locator("article.text a.app").last.get_attribute("id")
    context.close()


def test_old_and_retired_addresses_lead_to_the_part_that_has_the_place(browser: object, split: Path) -> None:
    last = parts(split, "read")[-1]
    name = paragraphs(last)[-1]
    for asked in (f"#{name}", "#p-before"):
        context, page, _ = open_page(browser, split / "read.html", 1000, asked=asked)
        page.wait_for_url(f"**/{last.name}#{name}")
        assert page.locator(f"[id='{name}']").count() == 1
        context.close()


@pytest.mark.parametrize("page_name", ["read", "compare", "apparatus"])
def test_what_is_cited_is_the_address_that_stays(browser: object, split: Path, page_name: str) -> None:
    path = parts(split, page_name)[1]
    context, page, _ = open_page(browser, path, 1000, asked="?a=A&b=C" if page_name == "compare" else "")
    link = page.locator("main a.cite").last
    identity = (link.get_attribute("href") or "").partition("#")[2]
    link.dispatch_event("click")
    cited = page.locator(".cite-box pre").first.inner_text()
    whole = "compare.html?a=A&b=C" if page_name == "compare" else "read.html"
    assert cited == f"https://example.org/trees/{whole}#{identity}"
    context.close()


def test_a_block_on_a_part_of_the_variants_leads_to_its_comparison(browser: object, split: Path) -> None:
    path = parts(split, "variants")[1]
    context, page, _ = open_page(browser, path, 1000)
    link = page.locator(".heat tbody td a").first
    row = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    page.wait_for_url("**/compare*")
    assert page.locator(f"tr[id='{row}']:visible").count() == 1
    assert page.locator(".synopsis thead th:visible > a").all_inner_texts() == ["A", "B"]
    context.close()


def test_filters_of_variants_go_along_to_the_next_part(browser: object, split: Path) -> None:
    first, second, *_ = parts(split, "variants")
    context, page, _ = open_page(browser, first, 1000)
    page.check(".filters input[value=C]")
    page.locator(".parts a[rel=next]").first.click()
    page.wait_for_url(f"**/{second.name}?w=C*")
    assert page.is_checked(".filters input[value=C]")
    assert set(page.locator(".heat thead th.siglum:visible").all_inner_texts()) == {"C"}
    context.close()
