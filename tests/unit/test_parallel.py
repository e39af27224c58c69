"""Two witnesses on facing pages: how rows fill spreads, and that what answers each other begins level."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from books import PARAGRAPH, twofold_book
from edition.model import Finding, Position, Severity
from edition.project.assets import asset
from edition.project.cache import Cache
from edition.project.pdf_options import PdfOptions
from edition.publish.print import parallel
from edition.publish.print.books import Books, publish_books
from edition.publish.print.kept_books import remember_books
from edition.publish.print.parallel import HEAD_GAP, ROW_GAP, Part, Row, Side, plan_spreads
from edition.publish.print.press import press
from edition.publish.print.print_source import Copy
from edition.xml.saxon import Sheet

NS = {"o": "urn:edition:print"}


def side(height: int, *amid: int) -> Side:
    return Side(10 * height, tuple(10 * i for i in range(height)), frozenset(amid), height)


def row(left: int, right: int, *, head: bool = False) -> Row:
    return Row(head, (side(left), side(right)))


def test_rows_fill_a_spread_as_high_as_the_longer_side() -> None:
    assert plan_spreads([row(3, 5), row(4, 2), row(2, 2)], 10) == (
        (Part(0, 0, 5, 0.0), Part(1, 0, 4, ROW_GAP)),
        (Part(2, 0, 2, 0.0),),
    )


def test_a_row_is_parted_on_both_sides_at_one_line() -> None:
    assert plan_spreads([row(12, 3)], 8) == ((Part(0, 0, 8, 0.0),), (Part(0, 8, 12, 0.0),))


def test_no_line_is_left_alone_and_no_word_is_parted() -> None:
    assert plan_spreads([row(9, 3)], 8)[0] == (Part(0, 0, 7, 0.0),)
    assert plan_spreads([Row(False, (side(12, 8), side(3)))], 8)[0] == (Part(0, 0, 7, 0.0),)


def test_a_heading_goes_with_what_follows() -> None:
    spreads = plan_spreads([row(6, 6), row(1, 1, head=True), row(5, 5)], 9)
    assert spreads == ((Part(0, 0, 6, 0.0),), (Part(1, 0, 1, 0.0), Part(2, 0, 5, ROW_GAP)))
    assert plan_spreads([row(5, 5), row(1, 1, head=True), row(5, 5)], 9.5)[0][1] == Part(1, 0, 1, HEAD_GAP)


def test_a_side_that_has_ended_has_no_words_in_the_next_part() -> None:
    assert side(3).part(0, 8) == (0, 30, False)
    assert side(12).part(0, 8) == (0, 80, True)
    assert side(3).part(8, 12) == (30, 30, False)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), min_size=1, max_size=40),
    st.integers(8, 40),
)
def test_every_line_stands_once_and_every_spread_fits(made: list[tuple[int, int, bool]], room: int) -> None:
    rows = [row(min(a, 3), min(b, 3), head=True) if head else row(a, b) for a, b, head in made]
    spreads = plan_spreads(rows, room)
    seen = [(part.row, line) for spread in spreads for part in spread for line in range(part.start, part.stop)]
    assert seen == [(i, line) for i, one in enumerate(rows) for line in range(one.height)]
    for spread in spreads:
        whole_heads = all(rows[p.row].is_head for p in spread)
        assert sum(p.above + p.stop - p.start for p in spread) <= room or whole_heads


def printed(left: str = "W", right: str = "E") -> etree._Element:
    return etree.fromstring(parallel.parallel_xml(twofold_book(), PdfOptions(parallel=(left, right))).encode())


def text_of(book: etree._Element, number: int) -> str:
    cells = (row.findall("o:cell", NS)[number] for row in book.iterfind("o:row", NS))
    return " ".join("".join(w.itertext()) for cell in cells for w in cell.iterfind("o:w", NS))


def test_each_side_has_all_words_of_its_witness() -> None:
    book = printed()
    assert text_of(book, 0).split() == [
        word
        for n in range(8)
        for word in [*(["Chapter", f"{n // 2}"] if n % 2 == 0 else []), *(PARAGRAPH * 5).split(), f"word{n}",
                     *(PARAGRAPH * 5).split()]
    ]  # fmt: skip
    assert text_of(printed("E", "W"), 0) == text_of(book, 1) != text_of(book, 0)


def test_words_that_the_other_lacks_are_marked() -> None:
    marked = {
        "".join(w.itertext()) for w in printed().iter("{urn:edition:print}w") if w.find("o:c[@d]", NS) is not None
    }
    assert marked == {*(f"word{n}" for n in range(8)), *(f"other{n}" for n in range(8)), *PARAGRAPH.split()}


def test_the_same_words_in_another_order_are_not_marked() -> None:
    edition = twofold_book().edition.replace(b">word0<", b">red and big<").replace(b">other0 <", b">big and red<")
    made = parallel.parallel_xml(Copy(edition, b"", twofold_book().messages, "W"), PdfOptions(parallel=("W", "E")))
    first = etree.fromstring(made.encode()).findall("o:row", NS)[1]
    assert [c.text for c in first.iter("{urn:edition:print}c") if c.get("d")] == []


def test_pages_are_as_planned_and_rows_begin_level() -> None:
    options = PdfOptions(parallel=("W", "E"))
    with press(
        parallel.parallel_xml(twofold_book(), options), "parallel.typ", {"paper": "a5", "every": "5"}
    ) as pressed:
        report = pressed.galley()
        rows = parallel.rows_of(report)
        spreads = plan_spreads(rows, report["height"] / report["pitch"])
        _, made = pressed.pages(parallel.plan_data(rows, spreads, report["pitch"]))
    assert len(spreads) > 3
    assert parallel.lines_on_sheets(made) == parallel.planned_lines(rows, spreads)
    baselines: dict[int, list[float]] = {}
    for sheet, y, _, _ in made["lines"]:
        baselines.setdefault(sheet, []).append(y)
    begins = {
        tuple(place): (sheet, min(b for b in baselines[sheet] if b > y - 1)) for sheet, y, _, place in made["starts"]
    }
    assert len(begins) == 2 * len(rows)
    for number in range(len(rows)):
        (left, above), (right, beside) = begins[0, number], begins[1, number]
        assert (left % 2, right) == (0, left + 1)
        assert above == pytest.approx(beside, abs=0.1)


def test_the_second_book_is_made_where_it_is_asked_for() -> None:
    assert list(publish_books(twofold_book(), PdfOptions()).files) == ["edition.pdf"]
    books = publish_books(twofold_book(), PdfOptions(parallel=("E", "W"))).files
    assert list(books) == ["edition.pdf", "parallel.pdf"]
    first = " ".join(page.extract_text() for page in PdfReader(BytesIO(books["parallel.pdf"])).pages[:2])
    assert "Witnesses E and W on facing pages" in first
    assert "other0" in first


def test_the_same_bytes_twice() -> None:
    options = PdfOptions(parallel=("W", "E"))
    assert parallel.publish_parallel(twofold_book(), options) == parallel.publish_parallel(twofold_book(), options)


def test_the_sheet_has_no_parameter_without_a_comment() -> None:
    assert Sheet(asset("xslt", "parallel.xsl")).declared == {"messages", "base", "left", "right", "printing"}


# -- kept


def kept(cache: Cache, copy: Copy, options: PdfOptions) -> tuple[Books, bool]:
    """The books, and whether they were set."""
    made: list[Books] = []

    def make() -> Books:
        made.append(Books({"edition.pdf": copy.edition[:20]}, (Finding("E504", Severity.WARNING, "x", Position("t")),)))
        return made[0]

    return remember_books(cache, copy, options, make), bool(made)


def test_books_of_the_same_copy_are_set_once_and_say_the_same(tmp_path: Path) -> None:
    first, was_set = kept(Cache(tmp_path), twofold_book(), PdfOptions())
    again, was_set_again = kept(Cache(tmp_path), twofold_book(), PdfOptions())
    assert (was_set, was_set_again) == (True, False)
    assert (again.files, again.findings) == (first.files, first.findings)


@pytest.mark.parametrize(
    "change",
    [
        {"edition": twofold_book().edition + b"\n"},
        {"registers": b"<registers><x/></registers>"},
        {"messages": b"<messages/>"},
        {"base": "E"},
        {"folios": b"<folios base='yes'/>"},
        {"printing": b"<printing style='positive'/>"},
        {"translations": b"<translations><x/></translations>"},
        {"pictures": {"a.png": b"1"}},
        {"unreadable_fonts": (("a.ttf", "is no font"),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_books_of_which_anything_differs_are_set_anew(tmp_path: Path, change: dict[str, Any]) -> None:
    kept(Cache(tmp_path), twofold_book(), PdfOptions())
    assert kept(Cache(tmp_path), replace(twofold_book(), **change), PdfOptions())[1]


def test_options_and_the_files_of_fonts_count_too(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "a.ttf").write_bytes(b"1")
    cache, copy = Cache(tmp_path / "cache"), replace(twofold_book(), fonts=str(fonts))
    assert kept(cache, copy, PdfOptions())[1]
    assert kept(cache, copy, PdfOptions(paper="a4"))[1]
    (fonts / "a.ttf").write_bytes(b"2")
    assert kept(cache, copy, PdfOptions())[1]
    assert not kept(cache, copy, PdfOptions())[1]


def test_books_with_fonts_of_the_system_or_without_one_of_them_are_not_kept(tmp_path: Path) -> None:
    for options in (PdfOptions(system_fonts=True), PdfOptions(parallel=("W", "E"))):
        assert kept(Cache(tmp_path), twofold_book(), options)[1]
        assert kept(Cache(tmp_path), twofold_book(), options)[1]
