"""The page of variants in a browser: blocks by witness, class and section; the choice stands in the address."""

from pathlib import Path

import pytest

from edition.build import build

from .test_site import browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.tools

ROWS = (
    "[...document.querySelectorAll('.heat tbody tr')].filter(r => r.getClientRects().length)"
    ".map(r => r.cells[0].innerText)"
)
HEADS = (
    "[...document.querySelectorAll('.heat table:not([hidden]) thead th.siglum:not([hidden])')].map(t => t.innerText)"
)
TEXTS = {
    "A": ["== One ==", "alder birch cedar elm", "fir gorse hazel ivy", "== Two ==", "juniper larch maple oak"],
    "B": ["== One ==", "alder birch elm", "fir gorse hazel ivy", "== Two ==", "juniper larch maple pine"],
    "C": ["== One ==", "alder birch cedar elm", "fir gorse hazel ivy", "== Two ==", "juniper larch tall maple oak"],
}


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """B lacks a word in the first paragraph and has another in the last, C has one more in the last."""
    root = tmp_path_factory.mktemp("variants")
    (root / "seeds").mkdir()
    for siglum, lines in TEXTS.items():
        (root / "seeds" / f"{siglum}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    witnesses = "".join(
        f'[[witness]]\nsiglum = "{s}"\nseed = "seeds/{s}.txt"\nname = "{s}"\nreader = "wiki"\n' for s in TEXTS
    )
    head = '[edition]\ntitle = "Trees"\nlanguage = "en"\nbase = "A"\n'
    (root / "edition.toml").write_text(head + witnesses, encoding="utf-8")
    assert not build(root, ("site",)).failed
    return root / "build" / "site" / "variants.html"


@pytest.mark.parametrize(
    ("asked", "rows", "heads"),
    [
        ("", 5, ["B", "C", "B", "C"]),
        ("?w=B", 2, ["B", "B"]),
        ("?w=C", 1, ["C"]),
        ("?kind=om", 1, ["B", "C"]),
        ("?kind=addition&w=B", 0, []),
        ("?kind=addition", 1, ["B", "C"]),
        ("?kind=nothing&w=nobody", 5, ["B", "C", "B", "C"]),
    ],
)
def test_the_address_says_what_is_shown(browser: object, variants: Path, asked: str, rows: int, heads: list) -> None:
    context, page, said = open_page(browser, variants, 1000, asked=asked)
    assert len(page.evaluate(ROWS)) == rows
    assert page.evaluate(HEADS) == heads
    assert f"{rows} of 5 blocks" in page.inner_text(".filters [role=status]")
    assert said == []
    context.close()


def test_a_choice_goes_into_the_address_and_narrows_every_table(browser: object, variants: Path) -> None:
    context, page, _ = open_page(browser, variants, 1000)
    page.check(".filters input[value=C]")
    page.select_option("#variants-in", label="Two")
    assert [row.split(" ", 1)[-1][:7] for row in page.evaluate(ROWS)] == ["juniper"]
    assert page.url.partition("?")[2].startswith("w=C&in=div-")
    assert page.locator("figure.order:visible").count() == 1
    for kind, shown in (("words", ["C"]), ("agreement", ["A", "C"])):
        heads = page.locator(f"table.numbers.{kind} tbody th.siglum:visible").all_inner_texts()
        assert heads == shown
    assert page.locator("table.numbers.kinds thead th.siglum:visible").all_inner_texts() == ["C"]
    page.reload()
    assert len(page.evaluate(ROWS)) == 1
    page.uncheck(".filters input[value=C]")
    page.select_option("#variants-in", "")
    assert len(page.evaluate(ROWS)) == 5
    assert "?" not in page.url
    context.close()


def test_without_scripts_all_is_there_and_no_filter(browser: object, variants: Path) -> None:
    context, page, _ = open_page(browser, variants, 1000, scripts=False)
    assert len(page.evaluate(ROWS)) == 5
    assert page.locator(".filters:visible").count() == 0
    context.close()
