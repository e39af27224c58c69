"""Verse and drama on the site, in a real browser: lines, numbers, addresses by reference, entries of several verses."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from tests.tools.test_site import MODULES, browser, open_page

from edition.build import build

pytestmark = pytest.mark.tools
__all__ = ["browser"]
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The Lantern</title>
</titleStmt><publicationStmt><p>t</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>
<text><body><div n="1"><head>One</head><lg><l n="1">The harbour kept its {0} through the night,</l>{1}
<l n="4">And drew a line where names of others had been and would not come again before the spring.</l>
<l n="5">The tide, the tide, the {2} of year</l>{3}</lg>
</div><div n="2"><head>Two</head><stage>Enter {4}.</stage><sp who="#a"><speaker>Ada</speaker><l n="1">Go back to
bed.</l><l n="2" part="I">What hour?</l></sp><sp who="#b"><speaker>Ben</speaker><l n="2" part="F">It {5} two.</l>
<p>In prose I say no {6} more.</p></sp></div></body></text></TEI>"""
WORDS = {
    "A": ("lanterns", '<l n="2">And every boat was counted in</l><l n="3">The keeper wrote their names</l>', "time", "",
          "both", "struck", "word"),
    "B": ("candles", "", "end", '<l n="5a">A verse that A has not,</l>', "all", "was", "thing"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verse")
    toml = '[edition]\ntitle = "The Lantern"\nlanguage = "en"\nbase = "A"\n'
    for siglum, words in WORDS.items():
        (folder / f"{siglum}.xml").write_text(TEI.format(*words), encoding="utf-8")
        toml += f'\n[[witness]]\nsiglum = "{siglum}"\nname = "Copy {siglum}"\nseed = "{siglum}.xml"\n'
    (folder / "edition.toml").write_text(toml, encoding="utf-8")
    assert not build(folder, ("tei", "site")).failed
    return folder / "build" / "site"


def found(browser: object, site: Path) -> list[Path]:
    pages = sorted(site.glob("*.html"))
    assert len(pages) > 8
    return pages


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing(browser: object, site: Path, width: int) -> None:
    axe = MODULES / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("make test-tools installs axe-core")
    tags = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    for path in found(browser, site):
        context, page, _ = open_page(browser, path, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        page.evaluate("[...document.querySelectorAll('details')].forEach(d => { d.open = true; })")
        page.evaluate(axe.read_text(encoding="utf-8"))
        wrong = page.evaluate(
            f"axe.run(document, {tags}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        assert wrong == [], path.name
        context.close()


def test_every_verse_is_a_line_that_turns_over_further_in(browser: object, site: Path) -> None:
    context, page, _ = open_page(browser, site / "read.html", 390)
    ask = "[...document.querySelectorAll('article.text p.l')].map(p => p.getBoundingClientRect().toJSON())"
    rows = [row for row in page.evaluate(ask) if row["height"]]
    assert len(rows) > 7
    assert all(a["bottom"] <= b["top"] + 1 for a, b in pairwise(rows))
    ask = "(({paddingLeft, textIndent}) => [paddingLeft, textIndent])(getComputedStyle(document.querySelector('p.l')))"
    padding, indent = (float(size.removesuffix("px")) for size in page.evaluate(ask))
    assert padding == -indent > 40
    context.close()


def test_the_second_part_of_a_verse_stands_behind_the_first(browser: object, site: Path) -> None:
    for name in ("read.html", "wit-B.html"):
        context, page, _ = open_page(browser, site / name, 1280)
        lefts = page.evaluate("[...document.querySelectorAll('.sp p.l')].map(p => p.getBoundingClientRect().left)")
        assert lefts[2] > lefts[1] + 40, name
        context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_address_by_reference_leads_to_its_verse(browser: object, site: Path, scripts: bool) -> None:
    context, page, _ = open_page(browser, site / "read.html", 1280, scripts=scripts, asked="#ref-2.1")
    line = page.locator("p.l:has(> :target)")
    assert line.inner_text().strip().startswith("Go back to")
    context.close()


@pytest.mark.parametrize("asked", ["?ref=2.1", "?ref=2:1", "?ref=2,1"])
def test_a_reference_may_be_asked_for(browser: object, site: Path, asked: str) -> None:
    context, page, _ = open_page(browser, site / "read.html", 1280, asked=asked)
    page.wait_for_url("**#ref-2.1")
    context.close()


def test_the_link_of_each_omitted_verse_leads_to_the_one_entry(browser: object, site: Path) -> None:
    context, page, _ = open_page(browser, site / "read.html", 1280)
    links = page.locator("a.app", has_text="names")
    links.nth(0).click()
    box = page.locator(".entry-box").inner_text()
    assert box.startswith("1.2–3 ")
    assert "om. B" in box
    context.close()


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    ids = {p.name: html.parse(str(p)).xpath("//@id") for p in site.glob("*.html")}
    assert all(len(found) == len(set(found)) for found in ids.values()), "no id twice"
    for name in ids:
        for href in html.parse(str(site / name)).xpath("//a/@href"):
            if ":" in href.split("#")[0]:
                continue
            file, mark = urlsplit(href).path or name, unquote(urlsplit(href).fragment)
            assert not mark or file not in ids or mark in ids[file], f"{name}: {href}"


def test_search_finds_a_verse_with_its_number(browser: object, site: Path) -> None:
    context, page, _ = open_page(browser, site / "search.html", 1280, asked="?q=boat")
    assert page.locator("li", has_text="And every boat was counted in").inner_text().split()[-1] == "2"
    context.close()
