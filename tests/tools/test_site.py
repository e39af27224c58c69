"""The site in a real browser and under a real checker: `make test-tools` installs what these tests ask for."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

pytestmark = pytest.mark.tools

ROOT = Path(__file__).parent.parent.parent
MODULES = ROOT / ".venv" / "npm" / "node_modules"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (360, 800, 1400)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api", reason="make test-tools installs Playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


def pages(built: Path) -> list[Path]:
    found = sorted((built / "build" / "site").glob("*.html"))
    assert len(found) >= 14
    return found


def all_pages(built: Path) -> list[Path]:
    """The pages of the site, and the reference page of the schema."""
    return [*pages(built), ROOT / "schema" / "edition.html"]


def open_page(
    browser: object, path: Path, width: int, scheme: str = "light", scripts: bool = True, asked: str = ""
) -> tuple:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(f"console: {m.text}"))
    page.on("requestfailed", lambda r: said.append(f"failed: {r.url}"))
    page.on("request", lambda r: None if r.url.startswith(("file://", "data:")) else said.append(f"outside: {r.url}"))
    page.goto(path.as_uri() + asked)
    return context, page, said


def test_every_page_opens_from_disk_and_asks_nothing_of_the_network(browser: object, built: Path) -> None:
    for path in all_pages(built):
        context, page, said = open_page(browser, path, 1400)
        assert page.title()
        assert said == [], path.name
        context.close()


def test_nothing_is_wider_than_the_screen(browser: object, built: Path) -> None:
    for path in all_pages(built):
        for width in WIDTHS:
            context, page, _ = open_page(browser, path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path.name} at {width}"
            context.close()


def test_axe_finds_nothing_in_either_theme(browser: object, built: Path) -> None:
    axe = MODULES / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("make test-tools installs axe-core")
    tags = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    for path in all_pages(built):
        for scheme in ("light", "dark"):
            context, page, _ = open_page(browser, path, 1000, scheme)
            page.evaluate("[...document.querySelectorAll('details')].slice(0, 60).forEach(d => { d.open = true; })")
            page.evaluate(axe.read_text(encoding="utf-8"))
            found = page.evaluate(
                f"axe.run(document, {tags}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
            )
            assert found == [], f"{path.name} {scheme}"
            context.close()


def test_the_text_reads_without_scripts(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, built / "build" / "site" / "read.html", 1000, scripts=False)
    assert "ruling triumvirate" in page.inner_text("article.text")
    context.close()


def test_tab_first_reaches_the_link_to_the_text(browser: object, built: Path) -> None:
    context, page, _ = open_page(browser, built / "build" / "site" / "read.html", 1000)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    context.close()


def test_the_checker_finds_no_error(built: Path) -> None:
    jar = next(MODULES.glob("vnu-jar/**/vnu.jar"), None)
    java = shutil.which("java")
    if jar is None or java is None:
        pytest.skip("the Nu HTML checker needs Java and make test-tools")
    files = [str(p) for p in all_pages(built)]
    ran = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", "--format", "gnu", *files], capture_output=True, text=True
    )
    assert ran.stderr.strip() == ""
    assert ran.returncode == 0


def test_every_link_within_the_site_leads_somewhere(built: Path) -> None:
    site = built / "build" / "site"
    ids = {p.name: set(html.parse(str(p)).xpath("//@id")) for p in pages(built)}
    for path in pages(built):
        for href in html.parse(str(path)).xpath("//a/@href | //link/@href"):
            if ":" in href:
                continue
            file, mark = urlsplit(href).path or path.name, unquote(urlsplit(href).fragment)
            assert (site / file).exists(), f"{path.name}: {href}"
            assert not mark or file not in ids or mark in ids[file], f"{path.name}: {href}"


def test_counts_on_the_page_are_counts_in_the_tei(built: Path) -> None:
    tei = "{http://www.tei-c.org/ns/1.0}"
    edition = etree.parse(built / "tei" / "edition.xml")
    page = html.parse(str(built / "build" / "site" / "apparatus.html"))
    apps = [app.get("{http://www.w3.org/XML/1998/namespace}id") for app in edition.iter(f"{tei}app")]
    assert all(page.xpath(f"//*[@id='n-{name}']") for name in apps)
    links = edition.iterfind(f".//{tei}linkGrp[@type='omission']/{tei}link")
    told = [name for link in links for name in link.get("target").split()[1:]]  # with the first of them
    entries = page.xpath("//ol[contains(@class, 'entries')]/li[starts-with(@id, 'n-app-')]")
    assert len(entries) == len(apps) - len(told) < len(apps)
    mentions = sum(
        1
        for p in (built / "tei" / "witnesses").glob("*.xml")
        for e in etree.parse(p).iter()
        if "#pers-" in e.get("ref", "")
    )
    page = html.parse(str(built / "build" / "site" / "persons.html"))
    assert len(page.xpath("//ul[@class='mentions']/li")) == mentions > 700
