"""The site for everybody: narrow screens, large letters, other colours, other ways to get it, ids that have changed."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.build import build

from .test_site import MODULES, all_pages, browser, open_page, pages

__all__ = ["browser"]
pytestmark = pytest.mark.tools

WIDER = """[...document.querySelectorAll('main *')].filter(e => {
    const box = e.getBoundingClientRect();
    for (let a = e.parentElement; a; a = a.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(a).overflowX)) { return false; }
    }
    return !e.closest('.vh') && box.width > 1 && box.right > innerWidth + 1;
}).map(e => e.tagName + ' ' + e.className).slice(0, 3)"""
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.hadRecentInput ? 0 : e.value; }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 400);
})"""


def test_every_page_fits_320_pixels(browser: object, built: Path) -> None:
    for path in all_pages(built):
        context, page, _ = open_page(browser, path, 320)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path.name
        assert page.evaluate(WIDER) == [], path.name
        context.close()


def test_every_page_bears_letters_of_twice_the_size(browser: object, built: Path) -> None:
    for path in pages(built):
        context, page, _ = open_page(browser, path, 1280)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path.name
        assert page.evaluate(WIDER) == [], path.name
        context.close()


def test_places_of_variation_are_seen_in_forced_colours(browser: object, built: Path) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto((built / "build" / "site" / "read.html").as_uri())
    lines = page.evaluate(
        "[...document.querySelectorAll('article a.app:not(.accidental)')]"
        ".map(a => getComputedStyle(a).textDecorationLine)"
    )
    assert len(lines) > 200
    assert set(lines) == {"underline"}
    page.goto((built / "build" / "site" / "compare.html").as_uri())
    styles = page.evaluate(
        "['added', 'gone', 'other', 'form'].map(c => getComputedStyle(document.querySelector('.synopsis .' + c)))"
        ".map(s => s.textDecorationLine + s.textDecorationStyle)"
    )
    assert len(set(styles)) == 4  # each kind has a line of its own
    assert all(style.startswith("underline") for style in styles)
    context.close()


def test_nothing_moves_for_those_who_want_no_motion(browser: object, built: Path) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    for name in ("read.html", "compare.html"):
        page.goto((built / "build" / "site" / name).as_uri())
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert page.evaluate("document.getAnimations().length") == 0
    context.close()


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """The site behind a web server."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(built / "build" / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_every_page_comes_by_http_too_and_stays_where_it_is(browser: object, built: Path, address: str) -> None:
    for path in pages(built):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda m, said=said: said.append(m.text))
        page.on("request", lambda r, said=said: None if r.url.startswith((address, "data:")) else said.append(r.url))
        page.on("response", lambda r, said=said: None if r.ok else said.append(f"{r.status} {r.url}"))
        page.goto(f"{address}/{path.name}")
        assert said == [], path.name
        assert page.evaluate(SHIFT) < 0.05, path.name
        context.close()


@pytest.fixture(scope="module")
def german(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same edition with German labels, a version and an address, and an id that it once had."""
    folder = tmp_path_factory.mktemp("german") / "edition"
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("build"))
    settings = (folder / "edition.toml").read_text(encoding="utf-8")
    settings = re.sub(r"^version = .*$", 'version = "1.0"', settings, flags=re.MULTILINE)
    settings = settings.replace("[edition]", '[edition]\nurl = "https://example.org/e"', 1)
    (folder / "edition.toml").write_text(settings.replace("[site]", '[site]\nlanguage = "de"', 1), encoding="utf-8")
    first = (folder / "tei" / "edition.xml").read_text(encoding="utf-8").partition('<p xml:id="')[2].partition('"')[0]
    rows = f"file\tid\tleads to\nedition.xml\tp-before\t{first}\nedition.xml\tp-gone\t\n"
    (folder / "tei" / "ids.tsv").write_text(rows, encoding="utf-8")
    assert not build(folder, ["site"]).failed
    return folder


def test_axe_finds_nothing_on_german_pages(browser: object, german: Path) -> None:
    axe = MODULES / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("make test-tools installs axe-core")
    for path in pages(german):
        context, page, said = open_page(browser, path, 800)
        assert page.evaluate("document.documentElement.lang") == "de"
        page.evaluate(axe.read_text(encoding="utf-8"))
        run = "axe.run(document, {preload: false}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        found = page.evaluate(run)
        assert found == [], path.name
        assert said == [], path.name
        context.close()


def test_a_retired_id_leads_to_its_successor(browser: object, german: Path) -> None:
    page_file = german / "build" / "site" / "read.html"
    context, page, _ = open_page(browser, page_file, 1000, asked="#p-before")
    page.locator(".retired").wait_for()
    target = page.evaluate("location.hash.slice(1)")
    assert target != "p-before"
    assert page.locator(f"[id='{target}']").count() == 1
    assert "geändert" in page.locator(".retired").inner_text()
    context.close()
    context, page, _ = open_page(browser, page_file, 1000, asked="#p-gone")
    assert "nicht mehr" in page.locator(".retired").inner_text()
    context.close()
    site_map = (german / "build" / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/e/read.html</loc>" in site_map
    assert "404" not in site_map


def test_programs_learn_what_a_page_is(german: Path) -> None:
    extruct = pytest.importorskip("extruct", reason="make test-tools installs extruct")
    for path in pages(german):
        found = extruct.extract(path.read_text(encoding="utf-8"), syntaxes=["json-ld", "opengraph", "dublincore"])
        (work,) = found["json-ld"]
        assert work["url"] == f"https://example.org/e/{path.name}"
        assert work["version"] == "1.0"
        assert work["license"].startswith("https://creativecommons.org/")
        assert dict(found["opengraph"][0]["properties"])["og:url"] == work["url"]
        core = {one["name"]: one["content"] for one in found["dublincore"][0]["elements"]}
        assert core["DC.identifier"] == work["url"]
        assert core["DC.title"] == work["name"]


@pytest.mark.parametrize(("typed", "expected"), [("broue", "Broué, Pierre"), ("TROT leon", "Trotsky, Leon")])
def test_names_are_found_by_some_of_their_letters(browser: object, built: Path, typed: str, expected: str) -> None:
    context, page, _ = open_page(browser, built / "build" / "site" / "persons.html", 1000)
    page.get_by_label("Show names with").fill(typed)
    shown = page.locator("details.entry:visible .name").all_inner_texts()
    assert expected in shown
    assert len(shown) < 5
    assert page.locator("h2.letter:visible").count() == len({name[0] for name in shown})
    page.get_by_label("Show names with").fill("")
    assert page.locator("details.entry:visible").count() > 150
    context.close()
