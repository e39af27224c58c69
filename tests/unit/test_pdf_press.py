"""What a press needs: sheets of any size, the trimmed page in them, bleed, marks; and the signs of a house."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from books import small_book, twofold_book
from edition.errors import InternalError
from edition.project.pdf_options import PdfOptions
from edition.publish.print.bleed_box import with_bleed_boxes
from edition.publish.print.parallel import publish_parallel
from edition.publish.print.pdf import Setting, set_book
from printed import sheets_of

MILLIMETRE = 72 / 25.4


@cache
def setting(**keys: Any) -> Setting:
    return set_book(small_book(), PdfOptions(**keys))


def box(page: Any, name: str) -> list[float]:
    """A box of a page, in millimetres."""
    return [round(float(n) / MILLIMETRE, 1) for n in page[name]]


def lines_drawn(page: Any) -> list[tuple[float, float]]:
    """Where on the sheet lines begin that are drawn, in millimetres from its lower left corner."""
    found: list[tuple[float, float]] = []

    def visit(operator: bytes, operands: list[Any], matrix: list[float], _: list[float]) -> None:
        if operator == b"m":
            a, b, c, d, e, f = matrix
            x, y = (float(n) for n in operands)
            found.append((round((a * x + c * y + e) / MILLIMETRE, 1), round((b * x + d * y + f) / MILLIMETRE, 1)))

    page.extract_text(visitor_operand_before=visit)
    return found


def test_a_sheet_is_of_the_size_that_is_named() -> None:
    page = PdfReader(BytesIO(setting(paper="170 x 240.5 mm").pdf)).pages[0]
    assert box(page, "/MediaBox") == [0, 0, 170, 240.5]


def test_without_bleed_and_marks_the_sheet_is_the_page() -> None:
    page = PdfReader(BytesIO(setting().pdf)).pages[0]
    assert box(page, "/MediaBox") == [0, 0, 148, 210]
    assert "/BleedBox" not in page


def test_bleed_goes_around_the_trimmed_page() -> None:
    for page in PdfReader(BytesIO(setting(bleed=3.0).pdf)).pages:
        assert box(page, "/MediaBox") == [0, 0, 154, 216]
        assert box(page, "/TrimBox") == [3, 3, 151, 213]


@pytest.mark.parametrize(("bleed", "edge"), [(0.0, 9), (5.0, 11)])
def test_marks_stand_outside_the_bleed_on_every_page(bleed: float, edge: float) -> None:
    made = setting(bleed=bleed, crop_marks=True).pdf
    pages = PdfReader(BytesIO(made), strict=True).pages
    for page in pages:
        width, height = 148 + 2 * edge, 210 + 2 * edge
        assert box(page, "/MediaBox") == [0, 0, width, height]
        assert box(page, "/TrimBox") == [edge, edge, edge + 148, edge + 210]
        assert box(page, "/BleedBox") == [edge - bleed, edge - bleed, edge + 148 + bleed, edge + 210 + bleed]
    drawn = lines_drawn(pages[1])
    corners = [(x, y) for x in (edge, edge + 148) for y in (edge, edge + 210)]
    for x, y in corners:  # one mark in the height of the edge, one in its width
        assert sum(abs(b - y) < 0.2 and abs(a - x) >= max(bleed, 3) for a, b in drawn) >= 1
        assert sum(abs(a - x) < 0.2 and abs(b - y) >= max(bleed, 3) for a, b in drawn) >= 1


def test_marks_and_bleed_move_no_line() -> None:
    plain, marked = setting(), setting(bleed=3.0, crop_marks=True)
    assert marked.pages == plain.pages
    assert [line.y for line in marked.report.lines] == [line.y for line in plain.report.lines]


def test_facing_pages_have_marks_too() -> None:
    made = publish_parallel(twofold_book(), PdfOptions(parallel=("W", "E"), bleed=3.0, crop_marks=True))
    page = PdfReader(BytesIO(made), strict=True).pages[1]
    assert box(page, "/TrimBox") == [9, 9, 157, 219]
    assert box(page, "/BleedBox") == [6, 6, 160, 222]


def test_every_object_is_found_where_the_table_says() -> None:
    reader = PdfReader(BytesIO(setting(crop_marks=True).pdf), strict=True)
    for number in range(1, int(reader.trailer["/Size"])):
        assert reader.get_object(number) is not None
    assert len(reader.pages) == len(PdfReader(BytesIO(setting().pdf)).pages)


def test_a_file_without_a_table_is_refused() -> None:
    with pytest.raises(InternalError, match="no table of objects"):
        with_bleed_boxes(b"%PDF-1.7\nstartxref\n0\n%%EOF", 3)


def test_the_series_stands_on_the_title_page_and_the_isbn_behind_it() -> None:
    made = PdfReader(BytesIO(setting(series="Texts of the House 4", isbn="978-3-16-148410-0").pdf)).pages
    title, imprint = made[0].extract_text(), made[1].extract_text()
    assert title.rstrip().endswith("Texts of the House 4")
    assert "ISBN 978-3-16-148410-0" in imprint
    assert "ISBN" not in words()


# -- signs of the house


def words(**keys: Any) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(setting(**keys).pdf)).pages)


def test_entries_have_the_signs_of_the_house() -> None:
    usual, ours = words(), words(bracket=":", separator="|", readings=",")
    assert "]" in usual
    assert "\u2016" in usual
    assert "\u2016" not in ours
    assert ours.count("|") == usual.count("\u2016") - usual.count("|") + 2 * usual.count("|")


def test_entries_may_be_parted_by_blanks_alone() -> None:
    ours = words(separator="", bracket="")
    assert "\u2016" not in ours
    assert ours.count("]") < words().count("]")


def types_of_sigla(**keys: Any) -> set[str]:
    """The fonts in which the siglum E stands by itself at the foot of the first page that has one."""
    made = setting(**keys)
    page = PdfReader(BytesIO(made.pdf)).pages[made.feet[0].page + made.galley.first_sheet - 1]
    found: set[str] = set()

    def visit(text: str, _: list[float], __: list[float], font: dict[str, Any] | None, size: float) -> None:
        if font and text.strip() == "E" and size < 9:
            found.update(kind for kind in ("Italic", "Bold", "Regular") if f"-{kind}-" in str(font["/BaseFont"]))

    page.extract_text(visitor_text=visit)
    return found


def test_sigla_are_of_the_type_that_is_named() -> None:
    assert types_of_sigla() == {"Italic"}
    assert types_of_sigla(sigla="bold") == {"Bold"}
    assert types_of_sigla(sigla="roman") <= {"Regular"}


# -- numbers of lines


def numbers_at(folder: Path, margin: str) -> list[tuple[bool, bool]]:
    """For each number 10 in a margin: whether the page is a right-hand one, and whether it stands at the left."""
    made = setting(number_margin=margin)
    measure, inside = made.galley.metrics.measure, made.report.left
    found = []
    for number, sheet in enumerate(sheets_of(made.pdf, folder), 1):
        right_hand = number % 2 == 1
        left = inside if right_hand else 148 * MILLIMETRE - inside - measure
        if any(line.sheet == number for line in made.report.lines):
            tens = [w for w in sheet if w.text == "10" and (w.right < left or w.left > left + measure)]
            found += [(right_hand, ten.right < left) for ten in tens]
    return found


@pytest.mark.parametrize(
    ("margin", "is_left"),
    [
        ("", lambda right_hand: True),
        ("left", lambda right_hand: True),
        ("right", lambda right_hand: False),
        ("outer", lambda right_hand: not right_hand),
        ("inner", lambda right_hand: right_hand),
    ],
)
def test_numbers_stand_in_the_margin_that_is_named(tmp_path: Path, margin: str, is_left: Any) -> None:
    found = numbers_at(tmp_path, margin)
    assert len({right_hand for right_hand, _ in found}) == 2
    assert all(left == is_left(right_hand) for right_hand, left in found)


def in_the_margin(folder: Path, **keys: Any) -> list[list[int]]:
    """The numbers beside the lines of each page of the text, from top to bottom, as they are read back."""
    made = setting(**keys)
    measure, inside = made.galley.metrics.measure, made.report.left
    found = []
    for number, sheet in enumerate(sheets_of(made.pdf, folder), 1):
        lines = [line for line in made.report.lines if line.sheet == number]
        left = inside if number % 2 == 1 else 148 * MILLIMETRE - inside - measure
        if lines:
            end = max(line.y for line in lines) + 2
            beside = [w for w in sheet if w.text.isdigit() and w.right < left and w.bottom < end + 3]
            found.append([int(w.text) for w in sorted(beside, key=lambda w: w.top)])
    return found


@pytest.mark.parametrize("numbering", ["page", "section", "continuous"])
def test_every_fifth_line_has_its_number_however_lines_are_counted(tmp_path: Path, numbering: str) -> None:
    made = setting(numbering=numbering)
    expected = [
        [n for line in range(page.start, page.stop) if (n := page.number_of(line)) % 5 == 0] for page in made.pages
    ]
    assert in_the_margin(tmp_path, numbering=numbering) == expected


def test_the_count_goes_on_over_the_pages() -> None:
    made = setting(numbering="continuous")
    (first, second) = (page for page in made.pages if page.flow == 0)
    assert second.number_of(second.start) == first.number_of(first.stop - 1) + 1
    anew = setting(numbering="section").pages[0]
    assert [anew.number_of(line) for line in range(anew.start, anew.stop)].count(1) > 1
    numbers = {number for foot in made.feet for layer in foot.layers for _, number in layer if number.isdigit()}
    assert numbers - {n for foot in setting().feet for layer in foot.layers for _, n in layer}
