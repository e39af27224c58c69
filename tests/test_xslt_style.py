"""The style of our XSLT (docs/design.md §5), checked on every module."""

import re
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.saxon import parameters_of

XSLT = Path(__file__).parent.parent / "xslt"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
SHEETS = sorted(XSLT.rglob("*.xsl"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name)
def test_a_sheet_keeps_to_the_style(path: Path) -> None:
    root = etree.parse(path).getroot()
    assert root.get("version") == "3.0"
    assert path.read_text(encoding="utf-8").count("\n") <= 300
    assert "disable-output-escaping" not in path.read_text(encoding="utf-8")
    assert not root.xpath("//*[local-name() = 'result-document']")


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name)
def test_every_mode_says_what_happens_to_what_nobody_thought_of(path: Path) -> None:
    for mode in etree.parse(path).getroot().iter(f"{XSL}mode"):
        assert mode.get("on-no-match") in {"fail", "shallow-copy", "shallow-skip", "text-only-copy", "deep-skip"}


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name)
def test_a_priority_has_a_comment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for found in re.finditer(r"<xsl:template\b[^>]*\bpriority=[^>]*>", text):
        assert text[found.end() :].lstrip().startswith("<!--"), f"{path.name}: {found[0]}"


@pytest.mark.parametrize("sheet", ["html.xsl", "print.xsl"])
def test_every_parameter_has_a_type_and_a_comment(sheet: str) -> None:
    root = etree.parse(XSLT / sheet).getroot()
    names = {p.get("name") for p in root.iterchildren(f"{XSL}param")}
    assert names <= parameters_of(XSLT / sheet)
    for param in root.iterchildren(f"{XSL}param"):
        before = param.getprevious()
        inside = [c for c in param if isinstance(c, etree._Comment)]
        assert param.get("as"), param.get("name")
        assert isinstance(before, etree._Comment) or inside, param.get("name")


def test_sheets_are_found() -> None:
    assert {"html.xsl", "print.xsl"} <= {p.name for p in SHEETS}
