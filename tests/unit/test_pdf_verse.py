"""Verse in the book: numbers of verses in margin and foot, turned lines, stanzas, parts of a verse, prose beside it."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from tests.books import long_book, verse_book
from tests.printed import Seen, sheets_of, words_at

from edition.errors import InternalError
from edition.project.pdf_options import PdfOptions
from edition.publish.print import pdf as printing
from edition.publish.print.pdf import Setting
from edition.publish.print.plan import Entry, Flow, Line, Metrics, Page, foot_height, plan_feet

NS = {"o": "urn:edition:print"}
METRICS = Metrics(100, 200, 10, 9, 4, 5, 2)


@cache
def book(paper: str = "a5", line_numbers: int = 5) -> Setting:
    return printing.set_book(verse_book(), PdfOptions(paper=paper, line_numbers=line_numbers))


def source() -> etree._Element:
    return etree.fromstring(printing.print_xml(verse_book(), PdfOptions()).encode())


def shown(setting: Setting) -> dict[str, str]:
    """The number at the foot of each entry, repeated where it is printed once."""
    made: dict[str, str] = {}
    for foot in setting.feet:
        for layer in foot.layers:
            number = ""
            for name, own in layer:
                number = own or number
                made[name] = number
    return made


def rows(setting: Setting, folder: Path) -> list[list[str]]:
    """The lines of the text as they were set, from left to right, with what stands in the margin."""
    sheets: list[list[Seen]] = sheets_of(setting.pdf, folder)
    return [words_at(sheets[line.sheet - 1], line.y) for line in setting.report.lines]


def test_an_entry_is_keyed_by_the_reference_of_its_verse() -> None:
    numbers = shown(book())
    assert numbers["app-1-3"] == "1.3"
    assert numbers["app-3-33"] == "3.33"
    assert numbers["app-s-2"] == "s.2"
    assert numbers["app-sd"] == "s.0 sd"
    assert numbers["app-2-12a"] == "2.12a"
    assert numbers["app-2-17"] == "2.17–19"
    assert "app-2-18" not in numbers


def test_prose_beside_verse_is_keyed_by_the_line_of_its_page() -> None:
    number = shown(book())["app-prose"]
    page = next(p for p in book().pages if any("app-prose" in layer_ids(f) for f in book().feet if f.page == index(p)))
    flow = book().galley.flows[page.flow]
    line = next(line for line, found in flow.entries.items() if any(e.id == "app-prose" for e in found))
    assert number == str(page.number_of(line))


def layer_ids(foot: object) -> list[str]:
    return [name for layer in foot.layers for name, _ in layer]  # type: ignore[attr-defined]


def index(page: Page) -> int:
    return book().pages.index(page)


@pytest.mark.parametrize("paper", ["a5", "octavo"])
def test_every_number_in_the_margin_is_that_of_its_verse(paper: str, tmp_path: Path) -> None:
    seen = []
    for row in rows(book(paper), tmp_path):
        if re.fullmatch(r"\d+\w?", row[0]) and row[1].startswith("p"):
            assert re.match(rf"p\dv{row[0]}w0$", row[1]), row
            seen.append(row[0])
    assert seen == ["5", "10", "15", "20", "30", "35", "40", "45"] * 3


def test_every_reference_at_the_foot_is_that_of_the_verse_above_it(tmp_path: Path) -> None:
    setting = book()
    lemmata = {
        e.get("id"): "".join(e.find("o:lemma", NS).itertext()) for e in source().iterfind("o:entries/o:entry", NS)
    }
    text = rows(setting, tmp_path)
    sheets = [line.sheet for line in setting.report.lines]
    counted = 0
    for foot in setting.feet:
        sheet = foot.page + setting.galley.first_sheet
        words = [word for row, at in zip(text, sheets, strict=True) if at == sheet for word in row]
        for name in layer_ids(foot):
            if found := re.match(r"p(\d)v(\d+)w", lemmata[name]):
                assert shown(setting)[name] == f"{found[1]}.{found[2]}"
                assert lemmata[name] in words, "on the page of its verse"
                counted += 1
    assert counted == 3 * 11


def test_a_long_verse_turns_over_further_in_than_any_begins(tmp_path: Path) -> None:
    setting = book()
    begins = {block.verse: block.start.x for block in setting.report.blocks if block.verse}
    seen = [w for sheet in sheets_of(setting.pdf, tmp_path) for w in sheet if re.match(r"p\dv\d+w", w.text)]
    lefts = {word.text: word.left for word in seen}
    turned = {}
    for row in rows(setting, tmp_path):
        if found := re.match(r"p(\d)v(\d+)w[1-9]", row[0]):
            turned[row[0]] = round(lefts[row[0]] - begins[f"{found[1]}.{found[2]}"])
    assert len({word.split("w")[0] for word in turned}) == 3 * 4, "verses 7, 14, 35, 42"
    assert set(turned.values()) == {30}


def test_no_verse_of_a_stanza_stands_alone_on_a_page() -> None:
    setting = book()
    flow = setting.galley.flows[0]
    verses = {number: flow.verses[number] for number in flow.verses}
    for page in setting.pages[:-1]:
        last = verses.get(page.stop - 1)
        if last and (found := re.match(r"\d\.(\d+)$", last)):
            place = int(found[1]) if int(found[1]) <= 20 else int(found[1]) - 9
            assert place % 4 in (0, 2), f"a page ends with verse {last}"


def test_no_page_ends_with_who_speaks() -> None:
    kept = [b for b in book().report.blocks if b.is_kept and not b.heading and not b.verse]
    assert len(kept) == 3
    ends = {(line.sheet, line.y) for line in book().report.lines}
    for block in kept:
        assert any(sheet == block.start.sheet and y > block.end.y + 1 for sheet, y in ends)


def test_parts_of_a_verse_stand_behind_each_other(tmp_path: Path) -> None:
    setting = book()
    first, second = (b for b in setting.report.blocks if b.verse == "s.2")
    assert second.start.x > first.end.x
    assert not [row for row in rows(setting, tmp_path) if row[0] == "2" and "Only" in row]


def test_numbers_can_be_left_out(tmp_path: Path) -> None:
    setting = book(line_numbers=0)
    assert setting.report.numbers == ()
    assert not [row for row in rows(setting, tmp_path) if row[0].isdigit()]


def test_the_guide_says_how_verse_and_prose_are_cited() -> None:
    guide = " ".join("".join(p.itertext()) for p in source().iterfind("o:guide/o:p", NS))
    assert "every 5th stands in the margin" in guide
    assert "Prose is cited by the line of the page" in guide
    assert "«2–4» names several verses" in guide
    prose = etree.fromstring(printing.print_xml(long_book(), PdfOptions()).encode())
    assert "erse" not in "".join(prose.find("o:guide", NS).itertext())


def test_a_number_at_another_line_is_refused() -> None:
    made = book()
    (place, number), *rest = made.report.numbers
    moved = replace(made.report, numbers=((replace(place, y=place.y + 20), number), *rest))
    with pytest.raises(InternalError, match=r"number of a verse at another line \(1\.5\)"):
        printing.check(moved, made.galley, made.plan)


def test_the_same_bytes_twice() -> None:
    assert printing.publish_pdf(verse_book(), PdfOptions()) == book().pdf


def test_a_reference_stands_once_for_the_entries_of_its_verse() -> None:
    entries = {0: (Entry("a", "v", 20, 0, 0, "1:2"), Entry("b", "v", 20, 0, 0, "1:2")), 1: (Entry("c", "v", 20, 1, 1),)}
    flow = Flow((Line(0, 7), Line(10, 17)), entries)
    (foot,) = plan_feet((flow,), (Page(0, 0, 2),), METRICS, ("v",))
    assert foot.layers == ((("a", "1:2"), ("b", ""), ("c", "2")),)


def test_a_long_reference_takes_its_room() -> None:
    short, long = (foot_height([Entry("a", "v", 130, 0, 0, ref)], METRICS, ("v",)) for ref in ("3", "Gen 1:2–4"))
    assert long > short


def test_two_verses_may_have_the_same_number() -> None:
    """A slip in the numbering of a text is no fault of the book."""
    doubled = verse_book().edition.replace(b' n="11"', b' n="10"')
    made = printing.set_book(replace(verse_book(), edition=doubled), PdfOptions())
    assert [number for _, number in made.report.numbers].count("1.10") == 2


def test_every_page_begins_as_high_as_planned_whatever_its_first_line_is_set_in() -> None:
    setting = book()
    first = {}
    for line in setting.report.lines:
        first.setdefault(line.sheet - setting.galley.first_sheet, line.y - setting.report.top)
    for number, page in enumerate(setting.pages):
        line = setting.galley.flows[page.flow].lines[page.start]
        assert abs(first[number] - (line.baseline - line.top)) < 0.01, number
