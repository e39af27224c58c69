"""Images of pages in a browser, from disk: beside the text, above it, enlarged; without scripts a link opens each."""

from pathlib import Path

import pytest
from tests.pictures import png

from edition.build import build

from .test_site import MODULES, browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.tools
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc/></teiHeader><text><body>{}</body></text></TEI>'
BOXES = "document.querySelector('.leaf img').getBoundingClientRect()"


@pytest.fixture(scope="module")
def page_of_images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("images")
    (root / "seeds").mkdir()
    words = " ".join(["The ferry crossed the river twice a day."] * 12)
    body = "".join(f'<p>Before. <pb n="{n}" facs="{n}.png"/>{words}</p>' for n in (1, 2))
    (root / "seeds" / "A.xml").write_text(TEI.format(body))
    for n in (1, 2):
        (root / "seeds" / f"{n}.png").write_bytes(png(60, 80, 100 * n))
    (root / "edition.toml").write_text(
        '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "seeds/A.xml"\n'
    )
    build(root, ("site",))
    return root / "build" / "site" / "wit-A.html"


@pytest.mark.parametrize(("width", "is_beside"), [(1280, True), (390, False)])
def test_an_image_stands_beside_the_text_or_above_it(
    browser: object, page_of_images: Path, width: int, is_beside: bool
) -> None:
    context, page, errors = open_page(browser, page_of_images, width)
    mark, image = page.evaluate("document.querySelector('.pb').getBoundingClientRect()"), page.evaluate(BOXES)
    assert image["width"] > 200
    assert (image["left"] > mark["right"]) == is_beside
    assert abs(image["top"] - mark["top"]) < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
    context.close()


def test_an_image_is_enlarged_by_keys_and_buttons(browser: object, page_of_images: Path) -> None:
    context, page, errors = open_page(browser, page_of_images, 1280)
    size = "document.querySelector('.viewer img').clientWidth"
    page.click(".leaf a.image")
    page.wait_for_function("document.querySelector('.viewer img')?.style.width")
    whole = page.evaluate(size)
    page.keyboard.press("+")
    page.click(".viewer [data-does=larger]")
    assert page.evaluate(size) > 1.8 * whole
    page.keyboard.press("0")
    assert page.evaluate(size) == whole
    page.keyboard.press("PageDown")
    assert page.text_content(".viewer .name") == "Page 2 of witness A"
    assert page.is_disabled(".viewer [data-does=next]")
    axe = MODULES / "axe-core" / "axe.min.js"
    if axe.exists():
        page.evaluate(axe.read_text(encoding="utf-8"))
        run = "axe.run(document, {preload: false}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        assert page.evaluate(run) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "image"
    assert errors == []
    context.close()


def test_without_scripts_the_link_opens_the_file(browser: object, page_of_images: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_of_images.as_uri())
    assert page.locator("dialog").is_hidden()
    page.click(".leaf a.image")
    assert page.url.endswith("images/A/1.png")
    context.close()
