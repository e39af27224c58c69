"""Text that runs from right to left, read back from the page: where each word stands."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from books import mixed_book, turned, turned_book
from edition.project.pdf_options import PdfOptions
from edition.publish.print.parallel import publish_parallel
from edition.publish.print.pdf import Setting, set_book
from edition.xml.namespaces import NS, XML_ID
from printed import Seen, compact, logical, sheets_of

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "tagged"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Setting, list[list[Seen]]]:
    setting = set_book(turned_book(request.param), PdfOptions())
    return setting, sheets_of(setting.pdf, tmp_path_factory.mktemp("rtl"))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Setting, list[list[Seen]]]:
    setting = set_book(mixed_book(), PdfOptions())
    return setting, sheets_of(setting.pdf, tmp_path_factory.mktemp("mixed"))


def line(setting: Setting, sheets: list[list[Seen]], sheet: int, baseline: float) -> list[Seen]:
    """What stands on a line of the text, from right to left, without what stands in the margins."""
    found = [w for w in sheets[sheet - 1] if w.top < baseline < w.bottom < baseline + 8 and not w.text.isdigit()]
    return sorted(found, key=lambda w: -w.left)


def test_every_line_reads_from_right_to_left(book: tuple[Setting, list[list[Seen]]]) -> None:
    """The words of all lines, each taken from its right end, are those of the source in their order."""
    setting, sheets = book
    root = etree.fromstring(turned_book().edition)
    for reading in root.iterfind(".//tei:body//tei:rdg", NS):
        reading.clear(keep_tail=True)
    source = compact("".join(root.find(".//tei:body", NS).itertext()))
    printed = "".join(
        logical(word.text) for place in setting.report.lines for word in line(setting, sheets, place.sheet, place.y)
    )
    assert compact(printed) == source


def test_lines_are_flush_at_the_right(book: tuple[Setting, list[list[Seen]]]) -> None:
    """The first word of each line stands at the right edge, but for indents, also where the line is short."""
    setting, sheets = book
    rows = [line(setting, sheets, place.sheet, place.y) for place in setting.report.lines]
    edges = {place.sheet: max(w.right for w in row) for place, row in zip(setting.report.lines, rows, strict=True)}
    indent = 3.5 * 10
    assert all(
        max(w.right for w in row) > edges[p.sheet] - indent for p, row in zip(setting.report.lines, rows, strict=True)
    )
    assert any(row[-1].left > row[0].right - 150 for row in rows)  # there are short lines


def test_the_numbers_of_lines_stand_in_the_outer_margin(book: tuple[Setting, list[list[Seen]]]) -> None:
    """The book is bound at the right, so its first page is a left one."""
    setting, sheets = book
    seen = 0
    for sheet in range(setting.galley.first_sheet, setting.galley.first_sheet + len(setting.pages)):
        baselines = [place.y for place in setting.report.lines if place.sheet == sheet]
        text = [w for w in sheets[sheet - 1] if not w.text.isdigit()]
        left, right = min(w.left for w in text), max(w.right for w in text)
        for number, baseline in enumerate(baselines, 1):
            if number % 5 == 0:
                beside = [w for w in sheets[sheet - 1] if w.text == str(number) and w.top < baseline < w.bottom]
                assert any(w.right < left if sheet % 2 else w.left > right for w in beside), (sheet, number)
                seen += 1
    assert seen > 5


def test_every_number_names_the_line_of_its_lemma(book: tuple[Setting, list[list[Seen]]]) -> None:
    setting, sheets = book
    root = etree.fromstring(turned_book().edition)
    lemmata = {
        app.get(XML_ID): "".join(app.find("tei:lem", NS).itertext()).split()[0]
        for app in root.iterfind(".//tei:body//tei:app", NS)
    }
    wrong, seen = [], 0
    for foot in setting.feet:
        sheet, number = setting.galley.first_sheet + foot.page, ""
        baselines = [place.y for place in setting.report.lines if place.sheet == sheet]
        for name, shown in foot.layers[0]:
            number = shown or number
            at = int(re.match(r"(?:\d+,)?(\d+)", number)[1])
            row = [compact(logical(w.text)) for w in line(setting, sheets, sheet, baselines[at - 1])]
            seen += 1
            if compact(lemmata[name]) not in "".join(row):
                wrong.append((name, number, row))
    assert wrong == []
    assert seen == len(lemmata) > 100


def test_an_entry_of_the_foot_reads_from_right_to_left(book: tuple[Setting, list[list[Seen]]]) -> None:
    """Number, lemma, reading, siglum: each left of the one before."""
    setting, sheets = book
    root = etree.fromstring(turned_book().edition)
    whole = 0
    for foot in setting.feet:
        sheet = setting.galley.first_sheet + foot.page
        last = max(place.y for place in setting.report.lines if place.sheet == sheet)
        below = [w for w in sheets[sheet - 1] if w.top > last]
        for name, number in foot.layers[0]:
            app = root.find(f".//tei:app[@xml:id='{name}']", NS)
            parts = ("".join(app.find(f"tei:{part}", NS).itertext()).split() for part in ("lem", "rdg"))
            expected = [number, *(word for words in parts for word in words), "E"]
            for start in (w for w in below if w.text == number):
                row = sorted((w for w in below if abs(w.bottom - start.bottom) < 1), key=lambda w: -w.left)
                found = [compact(logical(w.text)) for w in row if w.left <= start.left and compact(w.text)]
                whole += found[: len(expected)] == expected
    assert whole > 30


def row_of(word: str, sheet: list[Seen]) -> list[Seen]:
    """The line of a word, from left to right."""
    (there,) = [w for w in sheet if word in logical(w.text)]
    return sorted((w for w in sheet if abs(w.bottom - there.bottom) < 2), key=lambda w: w.left)


def test_lemma_and_reading_do_not_change_places(mixed: tuple[Setting, list[list[Seen]]]) -> None:
    setting, sheets = mixed
    row = row_of(turned("lost"), sheets[setting.galley.first_sheet - 1])
    assert [compact(logical(w.text)) for w in row[:4]] == ["2", turned("kept"), turned("lost"), "E"]


def test_words_within_a_line_of_the_other_direction(mixed: tuple[Setting, list[list[Seen]]]) -> None:
    setting, sheets = mixed
    sheet = sheets[setting.galley.first_sheet - 1]
    english = [w.text for w in row_of(turned("gamma"), [w for w in sheet if w.top < 200])]
    words = [turned(w)[::-1] for w in ("delta", "gamma", "beta", "alpha")]
    assert english == ["It", "also", "says", *words, "below."]
    hebrew = [w.text for w in row_of("London", sheet)]
    after = [turned(w)[::-1] for w in ("seven", "six", "five", "four")]
    assert hebrew == [*after, "London", "Bridge", "1936", *[turned(w)[::-1] for w in ("three", "two", "one")]]


def test_facing_pages_read_from_right_to_left(tmp_path: Path) -> None:
    options = PdfOptions(parallel=("W", "E"))
    sheets = sheets_of(publish_parallel(turned_book(), options), tmp_path)
    seen = 0
    for sheet in sheets[1:]:
        words = [w for w in sheet if re.search("[\u0590-\u05ff]", w.text)]
        text = "".join(compact(logical(w.text)) for w in sorted(words, key=lambda w: (round(w.bottom), -w.left)))
        for a, b in pairwise(turned("confessed to what they had been told").split()):
            seen += a in text and b in text
    assert seen > 0
