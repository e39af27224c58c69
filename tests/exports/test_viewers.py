"""An edition of verse and drama in the viewers and programs of others: CETEIcean with our style sheet, teiphy."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from edition.edition import Edition
from edition.xml.namespaces import tei

from .conftest import ROOT, ran

pytestmark = pytest.mark.tools
CETEICEAN = ROOT / ".venv-exports" / "npm" / "node_modules" / "CETEIcean" / "dist" / "CETEI.js"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Hidden title</title>
</titleStmt><publicationStmt><p>t</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader><text><body>
<lg><l n="4">A first verse {one}</l><l n="5" rend="indent2">a second verse that is long enough to turn over on a narrow
screen</l>{more}</lg><sp><speaker>Ada</speaker><l n="6" part="I">Who is it now</l></sp><sp><speaker>Ben</speaker>
<l n="6" part="F">I am.</l><p>Some prose of {one}.</p></sp><stage>Exeunt all.</stage></body></text></TEI>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `tei` of the exports of a small edition in two witnesses."""
    folder = tmp_path_factory.mktemp("viewers")
    toml = '[edition]\ntitle = "T"\nlanguage = "en"\nbase = "A"\n'
    for siglum, word, more in (("A", "indeed", ""), ("B", "again", '<l n="5a">a verse of B alone</l>')):
        (folder / f"{siglum}.xml").write_text(TEI.format(one=word, more=more), encoding="utf-8")
        toml += f'\n[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "{siglum}.xml"\n'
    (folder / "edition.toml").write_text(toml, encoding="utf-8")
    for path, data in Edition(folder).export("tei").items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "tei"


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


@pytest.fixture
def page(browser: object, made: Path) -> Iterator[object]:
    """The edition as CETEIcean shows it with our style sheet."""
    if not CETEICEAN.exists():
        pytest.skip("make test-tools installs CETEIcean")
    context = browser.new_context(viewport={"width": 390, "height": 800})  # type: ignore[attr-defined]
    page = context.new_page()
    page.set_content("<!DOCTYPE html><title>t</title><main></main>")
    page.add_script_tag(path=str(CETEICEAN))
    page.add_style_tag(path=str(made / "edition.css"))
    page.evaluate(
        """xml => new Promise(done => new CETEI().makeHTML5(xml, data => {
            document.querySelector("main").append(data);
            done();
        }))""",
        (made / "edition.xml").read_text(encoding="utf-8"),
    )
    yield page
    context.close()


def test_ceteicean_shows_the_text_of_the_base_line_by_line(page: object) -> None:
    shown = [line.strip() for line in page.inner_text("main").splitlines() if line.strip()]  # type: ignore[attr-defined]
    assert [" ".join(line.split()) for line in shown] == [
        "A first verse indeed", "a second verse that is long enough to turn over on a narrow screen", "Ada",
        "Who is it now", "Ben", "I am.", "Some prose of indeed.", "Exeunt all.",
    ]  # fmt: skip


def test_ceteicean_sets_verses_as_verses(page: object) -> None:
    ask = page.evaluate  # type: ignore[attr-defined]
    boxes = ask("[...document.querySelectorAll('tei-body tei-l')].map(l => l.getBoundingClientRect().toJSON())")
    whole = [box for box in boxes if box["height"]]
    assert len(whole) == 4, "the added verse of B is not shown"
    assert all(a["bottom"] <= b["top"] for a, b in pairwise(whole))
    assert whole[1]["height"] > 1.8 * whole[0]["height"], "it turns over"
    assert ask("document.documentElement.scrollWidth") <= 390
    hidden = "[...document.querySelectorAll('tei-rdg, tei-milestone, tei-teiheader')].every(e => !e.offsetHeight)"
    assert ask(hidden)
    number = "getComputedStyle(document.querySelector(`tei-l[n='${n}']`), '::after').content"
    assert [ask(f"n => {number}", n) for n in ("4", "5")] == ["none", '"5"']


def test_a_browser_shows_the_xml_with_the_same_style_sheet(browser: object, made: Path) -> None:
    styled = made / "styled.xml"
    text = (made / "edition.xml").read_text(encoding="utf-8")
    head, body = text.split("?>", 1)
    styled.write_text(f'{head}?>\n<?xml-stylesheet type="text/css" href="edition.css"?>{body}', encoding="utf-8")
    page = browser.new_page()  # type: ignore[attr-defined]
    page.goto(styled.as_uri())
    found = "[...document.getElementsByTagNameNS('http://www.tei-c.org/ns/1.0', name)]"
    ask = f"name => {found}.map(e => getComputedStyle(e).display)"
    assert set(page.evaluate(ask, "rdg")) == set(page.evaluate(ask, "milestone")) == {"none"}
    assert set(page.evaluate(ask, "l")) == {"block"}
    page.close()


def test_teiphy_reads_the_places_of_verse_and_drama(made: Path, tmp_path: Path) -> None:
    program = ROOT / ".venv-exports" / "bin" / "teiphy"
    if not program.exists():
        pytest.skip("make test-tools installs teiphy")
    matrix = tmp_path / "out.nex"
    ran(program, "-m", "lac", "-m", "inapplicable", "-t", "sameReading", made / "collation.xml", matrix)
    places = len(list(etree.parse(made / "collation.xml").getroot().iter(tei("app"))))
    assert f"nchar={places}" in matrix.read_text().lower().replace(" ", "")
    assert places == 3, "a word in a verse, an added verse, a word in prose"
