"""html.xsl makes the named pages only, and each of them as it makes it among all."""

from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.xml.saxon import Sheet

SETTINGS = """[edition]
title = "Letters"
language = "en"
base = "A"

[[witness]]
siglum = "A"
seed = "seeds/a.txt"
name = "A"

[[witness]]
siglum = "B"
seed = "seeds/b.txt"
name = "B"
"""


def test_a_page_alone_is_the_page_among_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "seeds" / "a.txt").write_text("The old house stood on the hill.\n\nIt burnt.\n", encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text("The new house stood on a hill.\n\nIt burnt down.\n", encoding="utf-8")
    singly: dict[str, dict[str, str]] = {}
    every: dict[str, str] = {}
    pages = Sheet.pages

    def pages_singly(sheet: Sheet, source: bytes, **parameters: Any) -> dict[str, str]:
        every.update(pages(sheet, source, **parameters))
        for path in (path for path in every if path.endswith(".html")):
            singly[path] = pages(sheet, source, **{**parameters, "wanted": path})
        return every

    monkeypatch.setattr(Sheet, "pages", pages_singly)
    build(tmp_path, ("tei", "site"))
    assert {"read.html", "variants.html", "compare.html", "wit-A.html", "wit-B.html"} <= singly.keys()
    for path, made in singly.items():
        assert {name for name in made if name.endswith(".html")} == {path}
        assert made == {name: every[name] for name in made}
