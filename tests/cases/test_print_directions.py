"""A Hebrew book with English words and figures in it, as it is read back from its pages."""

from pathlib import Path
from shutil import copytree

import pytest
from lxml import etree

from edition.build import build
from edition.project.messages import load_messages
from edition.project.pdf_options import PdfOptions
from edition.publish.print.parallel import parallel_xml
from edition.publish.print.pdf import print_xml
from edition.publish.print.print_source import Copy
from printed import Seen, sheets_of

CASE = Path(__file__).parent / "hebrew-with-english"
NS = {"o": "urn:edition:print"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = copytree(CASE, tmp_path_factory.mktemp("print") / "book")
    assert not [f for f in build(made, ("tei", "pdf")).findings if f.severity.name == "ERROR"]
    return made


@pytest.fixture(scope="module")
def sheets(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[Seen]]:
    return sheets_of((root / "build" / "edition.pdf").read_bytes(), tmp_path_factory.mktemp("read"))


@pytest.fixture(scope="module")
def copy(root: Path) -> Copy:
    registers = (
        b"<registers>" + etree.tostring(etree.parse(root / "tei" / "registers" / "persons.xml")) + b"</registers>"
    )
    return Copy((root / "tei" / "edition.xml").read_bytes(), registers, load_messages("he"), "A")


def seen(word: str, sheets: list[list[Seen]]) -> tuple[int, Seen]:
    """The first place of a word, and its sheet."""
    return next((number, one) for number, sheet in enumerate(sheets) for one in sheet if one.text.strip(".,") == word)


@pytest.mark.parametrize("words", ["Travels in Asia", "good day"])
def test_english_words_in_a_hebrew_line_stand_in_their_order(words: str, sheets: list[list[Seen]]) -> None:
    places = [seen(word, sheets) for word in words.split()]
    assert len({number for number, _ in places}) == 1
    lefts = [one.left for _, one in places if abs(one.top - places[0][1].top) < 1]
    assert len(lefts) > 1
    assert lefts == sorted(lefts)


def test_the_name_of_a_witness_stands_at_the_left_of_its_siglum(sheets: list[list[Seen]]) -> None:
    number, first = seen("First", sheets)
    sigla = [one for one in sheets[number] if one.text == "A" and abs(one.top - first.top) < 2]
    assert [first.left < one.left for one in sigla] == [True]


def test_an_index_names_the_page_before_its_lines(sheets: list[list[Seen]]) -> None:
    index = next(sheet for sheet in reversed(sheets) if any("1830" in one.text for one in sheet))
    row = next(one for one in index if "1830" in one.text)
    figures = [one for one in index if abs(one.top - row.top) < 2 and one.text.strip(",") in set("12345678")]
    assert len(figures) > 1
    assert max(figures, key=lambda one: one.left).text == "1"


def test_an_arrow_points_on(sheets: list[list[Seen]]) -> None:
    text = "".join(one.text for sheet in sheets for one in sheet)
    assert "←" in text
    assert "→" not in text


def test_a_note_of_the_foot_has_no_blank_at_its_end(copy: Copy) -> None:
    book = etree.fromstring(print_xml(copy, PdfOptions()).encode())
    (note,) = {"".join(one.itertext()) for one in book.iterfind(".//o:entry[@layer='persons']/o:note", NS)}
    assert note == "1830–1900: traveller"


def test_of_facing_pages_the_first_is_at_the_right_and_the_guide_says_so(
    root: Path, copy: Copy, tmp_path: Path
) -> None:
    book = etree.fromstring(parallel_xml(copy, PdfOptions(parallel=("A", "B"))).encode())
    assert [side.get("siglum") for side in book.iterfind("o:side", NS)] == ["A", "B"]
    assert "בעמודים השמאליים עד הנוסח B, בימניים עד הנוסח A" in "".join(book.find("o:guide", NS).itertext())
    cover = sheets_of((root / "build" / "parallel.pdf").read_bytes(), tmp_path)[0]
    lines = sorted({round(one.top) for one in cover})
    last = [one for one in cover if round(one.top) == lines[-1]]
    full = [one for one in cover if round(one.top) == lines[-2]]
    assert max(one.right for one in last) == pytest.approx(max(one.right for one in full), abs=1)


def test_lines_of_facing_pages_stand_level_whatever_letters_they_have(tmp_path: Path) -> None:
    seeds = {"A": "water, מים\n\nand bread\n", "B": "water, هٰذَا كِتَابٌ\n\nand bread\n"}
    rows = "".join(f'[[witness]]\nsiglum = "{s}"\nseed = "{s}.txt"\n' for s in seeds)
    head = '[edition]\ntitle = "t"\nlanguage = "en"\nbase = "A"\n'
    (tmp_path / "edition.toml").write_text(f'{head}{rows}[pdf]\nparallel = ["A", "B"]\n', encoding="utf-8")
    for siglum, text in seeds.items():
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
    build(tmp_path, ("tei", "pdf"))
    pages = sheets_of((tmp_path / "build" / "parallel.pdf").read_bytes(), tmp_path)[-2:]
    for word in ("water,", "bread"):
        tops = [one.top for page in pages for one in page if one.text == word]
        assert len(tops) == 2
        assert tops[0] == pytest.approx(tops[1], abs=0.1)
