"""An excerpt: a text of its own that borrows. It is compared where it borrows and neither omits nor lacks the rest."""

from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.validate.document import validate
from edition.xml.namespaces import NS

LONG = "The ferry went out at nine with forty sheep aboard and came home at noon without a single one of them."
BASE = f"Nobody had seen the ferryman for a week.\n\n{LONG}\n\nHis widow sold the boat in spring.\n"
OWN = f"Of ferries I know little. {LONG.replace('forty', 'fifty')} So they say.\n"


def made(folder: Path, scope: str) -> etree._Element:
    (folder / "seeds").mkdir()
    settings = "[edition]\ntitle = 'T'\nbase = 'A'\nlanguage = 'en'\n"
    for siglum, text, more in (("A", BASE, ""), ("F", OWN, f"scope = '{scope}'\n")):
        (folder / "seeds" / f"{siglum}.txt").write_text(text, encoding="utf-8")
        settings += f"[[witness]]\nsiglum = '{siglum}'\nseed = 'seeds/{siglum}.txt'\nreader = 'text'\n{more}"
    (folder / "edition.toml").write_text(settings, encoding="utf-8")
    assert not build(folder, ("site",)).failed
    data = (folder / "tei" / "edition.xml").read_bytes()
    assert validate(data, "edition.xml") == ()
    return etree.fromstring(data)


@pytest.mark.parametrize("scope", ["excerpt", "fragment"])
def test_a_text_that_borrows_is_compared_where_it_borrows(tmp_path: Path, scope: str) -> None:
    root = made(tmp_path, scope)
    readings = {(r.get("type"), "".join(r.itertext())) for r in root.iterfind(".//tei:rdg", NS) if r.get("wit") == "#F"}
    assert ("factual", "fifty") in readings
    assert not [kind for kind, _ in readings if kind == "om"]
    assert {gap.get("reason") for gap in root.iterfind(".//tei:rdg/tei:gap", NS)} <= {scope}
    (note,) = root.iterfind(".//tei:witness/tei:note[@type='scope']", NS)
    assert note.get("n") == ("excerpt" if scope == "excerpt" else None)


def test_the_pages_say_what_it_is(tmp_path: Path) -> None:
    made(tmp_path, "excerpt")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "build" / "site").glob("*.html")}
    assert "An excerpt: a text of its own that borrows" in pages["about.html"]
    assert "an excerpt only where it borrows" in pages["apparatus.html"]
    assert not any("A fragment: outside its passages" in page for page in pages.values())
