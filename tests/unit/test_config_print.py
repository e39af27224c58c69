"""`[pdf]` in edition.toml: what is wrong is told with its place."""

from pathlib import Path

import pytest

from edition.errors import ConfigError
from edition.project.config import parse_config
from edition.project.pdf_options import LAYERS

EDITION = (
    '[edition]\ntitle = "T"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "a"\n[[witness]]\nsiglum = "B"\nseed = "b"\n'
)


def test_what_is_left_out() -> None:
    pdf = parse_config(EDITION, Path()).pdf
    assert (pdf.paper, pdf.layers, pdf.parallel, pdf.accidentals) == ("a5", LAYERS, (), True)


@pytest.mark.parametrize("paper", ["octavo", "170x240", "170 x 240 mm", "170 \u00d7 240.5"])
def test_a_paper_has_a_name_or_a_size(paper: str) -> None:
    assert parse_config(f'{EDITION}[pdf]\npaper = "{paper}"\n', Path()).pdf.paper == paper


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "9783161484100", "0-8044-2957-X", "3 16 148410 X"])
def test_a_number_of_a_book_has_ten_or_thirteen_digits(isbn: str) -> None:
    assert parse_config(f'{EDITION}[pdf]\nisbn = "{isbn}"\n', Path()).pdf.isbn == isbn


def test_layers_and_witnesses_are_taken_in_their_order() -> None:
    pdf = parse_config(EDITION + '[pdf]\nlayers = ["persons", "variants"]\nparallel = ["B", "A"]\n', Path()).pdf
    assert (pdf.layers, pdf.parallel) == (("persons", "variants"), ("B", "A"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('paper = "a6"', "paper = 'a6' is unknown; did you mean 'a5'?"),
        ('paper = "leaf"', "paper = 'leaf' is unknown"),
        ('paper = "90 x 240"', "paper = '90 x 240': a page is from 100 x 140 to 420 x 600 millimetres, and no wider"),
        ('paper = "240 x 170"', "paper = '240 x 170': a page is"),
        ("bleed = -1", "bleed must be 0 or more, and no more than 20 (millimetres)"),
        ("bleed = 30", "bleed must be 0 or more, and no more than 20 (millimetres)"),
        ('crop_marks = "yes"', "crop_marks must be true or false"),
        ('number_margin = "outside"', "number_margin = 'outside' is unknown"),
        ('numbering = "sections"', "numbering = 'sections' is unknown; did you mean 'section'?"),
        ('isbn = "978-3-16-148410-1"', "isbn = '978-3-16-148410-1' is no ISBN: 10 or 13 digits"),
        ('isbn = "ISBN 3"', "isbn = 'ISBN 3' is no ISBN"),
        ('isbn = "977-3-16-148410-0"', "isbn = '977-3-16-148410-0' is no ISBN"),
        ('sigla = "bolt"', "sigla = 'bolt' is unknown; did you mean 'bold'?"),
        ('bracket = "closing"', "bracket = 'closing' is no sign: write 5 letters or less"),
        ('layers = ["variant"]', "layer 'variant' is unknown; did you mean 'variants'?"),
        ('layers = ["moves", "moves"]', "layer 'moves' is named twice"),
        (
            'language = "tlh"',
            "there are no labels in 'tlh'; write them into a file and name it",
        ),
        ('parallel = ["A", "C"]', "'C' is no siglum of a witness; there is A, B"),
        ('parallel = ["A"]', "parallel needs two witnesses"),
        ('parallel = ["A", "A"]', "parallel needs two witnesses"),
        ('parallel = ["A", "B", "A"]', "parallel needs two witnesses"),
        ("line_numbers = -1", "line_numbers must be 0 or more"),
        ("cut = 0", "cut must be 1 or more"),
        ("longest_reading = 0", "longest_reading must be 1 or more"),
        ('required = "yes"', "required must be true or false"),
        ("longest_lemma = 1", "longest_lemma must be 2 or more"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(line: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"{EDITION}[pdf]\n\n{line}\n", Path())
    assert str(caught.value).startswith(f"edition.toml:12:1: {said}")
