"""What a screen reader hears of the printed edition: its structure, languages, links, and notes tied to their lines."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from books import small_book
from edition.project.pdf_options import PdfOptions
from edition.publish.print.pdf import Setting, set_book


@dataclass
class Tag:
    """An element of the structure tree."""

    name: str
    attributes: dict[str, Any]
    children: list["Tag"] = field(default_factory=list)

    def walk(self) -> Iterator["Tag"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def named(self, name: str) -> list["Tag"]:
        return [tag for tag in self.walk() if tag.name == name]


def tree(node: Any) -> Tag:
    node = node.get_object()
    made = Tag(str(node.get("/S", "")).lstrip("/"), {k: v for k, v in node.items() if k not in ("/K", "/P")})
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and ("/S" in found):
            made.children.append(tree(found))
    return made


@cache
def setting(language: str = "en") -> Setting:
    return set_book(small_book(language), PdfOptions())


@cache
def reader(language: str = "en") -> PdfReader:
    return PdfReader(BytesIO(setting(language).pdf))


@cache
def structure(language: str = "en") -> Tag:
    return tree(reader(language).trailer["/Root"]["/StructTreeRoot"])


def links() -> list[Any]:
    return [a.get_object() for page in reader().pages for a in page.get("/Annots", [])]


def test_headings_follow_each_other_without_a_gap() -> None:
    levels = [int(tag.name[1]) for tag in structure().walk() if tag.name in {f"H{n}" for n in range(1, 7)}]
    assert levels[0] == 1
    assert {1, 2} <= set(levels)
    assert all(here <= before + 1 for before, here in pairwise(levels))
    assert len(structure().named("Title")) == 1


def test_no_heading_holds_the_apparatus() -> None:
    headings = [tag for tag in structure().walk() if tag.name[:1] == "H" and tag.name[1:].isdigit()]
    assert headings
    assert not any(tag.named("Note") for tag in headings)


def test_the_apparatus_of_a_page_is_a_note_with_a_link_for_each_number() -> None:
    notes = structure().named("Note")
    feet = setting().feet
    assert len(notes) == len(feet) > 1
    shown = [sum(bool(number) for layer in foot.layers for _, number in layer) for foot in feet]
    to_appendix_and_notes = sum(
        name in ("app-c", "ref-1") for foot in feet for layer in foot.layers for name, _ in layer
    )
    assert sum(len(note.named("Link")) for note in notes) == sum(shown) + to_appendix_and_notes


def test_every_word_with_an_entry_leads_to_it_and_back() -> None:
    entries = {name for foot in setting().feet for layer in foot.layers for name, _ in layer}
    assert entries == {"app-h", "app-a", "app-b", "app-c", "app-d", "app-e", "note-on-pers-x", "ref-1"}
    outside = Counter(tag.name for tag in structure().walk())["Link"] - sum(
        len(note.named("Link")) for note in structure().named("Note")
    )
    assert outside >= len(entries)


LEAD = 10.0  # the typesetter leads to a place a little above the one that is named


def destinations(page: int) -> list[tuple[float, int, float]]:
    """The links of a page that lead to places: how far down they stand, and the page and depth they lead to."""
    pages = reader().pages
    numbers = {one.indirect_reference.idnum: n for n, one in enumerate(pages) if one.indirect_reference}
    height = float(pages[page].mediabox.height)
    made = []
    for link in (one.get_object() for one in pages[page].get("/Annots", [])):
        target = link.get("/Dest") or link.get("/A", {}).get("/D")
        target = target.get_object() if target is not None else None
        if isinstance(target, list):
            made.append((height - float(link["/Rect"][3]), numbers[target[0].idnum], height - float(target[3]) + LEAD))
    return made


def test_words_lead_into_the_foot_of_their_page_and_numbers_to_their_lines() -> None:
    made = setting()
    for foot in made.feet:
        sheet = foot.page + made.galley.first_sheet - 1
        end = made.galley.top + made.galley.metrics.height
        top = end - foot.height - made.galley.metrics.separator
        found = destinations(sheet)
        from_words = {(page, depth) for at, page, depth in found if at < top and page == sheet and depth > at}
        from_numbers = {depth for at, page, depth in found if at >= top and page == sheet}
        assert from_words
        assert all(top <= depth <= end for _, depth in from_words)
        lines = [line.y - made.report.cap for line in made.report.lines if line.sheet == sheet + 1]
        assert from_numbers
        assert all(any(abs(depth - line) < 1 for line in lines) for depth in from_numbers)


def test_every_link_says_what_it_is_and_leads_somewhere() -> None:
    assert len(links()) > 20
    names = reader().named_destinations
    for link in links():
        assert link.get("/Contents")
        target = link.get("/Dest") or link["/A"].get("/D") or link["/A"].get("/URI")
        assert target
        if isinstance(target, str) and not target.startswith("http"):
            assert target in names
    assert all(page.get("/Tabs") == "/S" for page in reader().pages if "/Annots" in page)


def test_lists_quotations_and_tables_are_what_they_are() -> None:
    root = structure()
    assert len(root.named("BlockQuote")) == 1
    assert any(len(found.named("LI")) == 2 for found in root.named("L"))
    (table,) = root.named("Table")
    assert len(table.named("TH")) == 3  # section, W, E
    assert len(table.named("TR")) >= 3
    assert root.named("TOC")


def languages(of: str) -> set[str]:
    """The languages of marked content."""
    streams = [page.get_contents() for page in reader(of).pages]
    return {
        lang
        for s in streams
        if s is not None
        for lang in re.findall(r"/Lang ?\((.*?)\)", s.get_data().decode("latin-1"))
    }


def test_other_languages_are_marked() -> None:
    assert reader().trailer["/Root"]["/Lang"] == "en"
    assert "ru" in languages("en")
    assert "de" in languages("de") - languages("en")


def test_every_picture_has_an_alternative_text() -> None:
    assert all(tag.attributes.get("/Alt") for tag in structure().walk() if tag.name in ("Figure", "Formula"))
    assert not any("/XObject" in page["/Resources"] for page in reader().pages)  # there is none that is not tagged


def test_the_labels_are_in_the_language_asked_for() -> None:
    said = " ".join(page.extract_text() for page in reader("de").pages)
    assert "Zur Benutzung dieser Ausgabe" in said
    assert "Personenregister" in said
    assert "How to read" not in said


@pytest.mark.soak  # no package registry has veraPDF: who installed it can run this
def test_verapdf_has_nothing_against_it(tmp_path: Path) -> None:
    verapdf = shutil.which("verapdf")
    if verapdf is None:
        pytest.skip("veraPDF is not installed (https://verapdf.org)")
    path = tmp_path / "edition.pdf"
    path.write_bytes(setting().pdf)
    for flavour in ("ua1", "2a"):
        done = subprocess.run(
            [verapdf, "--flavour", flavour, "--format", "text", str(path)], capture_output=True, text=True
        )
        assert done.stdout.startswith("PASS"), done.stdout
