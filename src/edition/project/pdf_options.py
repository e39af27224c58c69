"""`[pdf]`: the printed page, and what its values may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.project.isbn import is_isbn
from edition.project.paper_sizes import LEAST, MOST, PAPERS, is_settable, read_paper
from edition.project.suggestions import suggest_nearest

MAX_NUMBER = 1_000_000  # the greatest number of an option; more is a typing error
MOST_BLEED = 20  # millimetres
LONGEST_SIGN = 5  # letters of a bracket or separator
SIGLA_TYPES = ("italic", "roman", "bold")
MARGINS = ("left", "right", "outer", "inner")
NUMBERINGS = ("page", "section", "continuous")
LAYERS = ("variants", "moves", "persons", "sources")  # at the foot of a printed page


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """`[pdf]`: the printed page."""

    paper: str = "a5"  # or octavo, a4, or a width and height in millimetres: 170 x 240
    bleed: float = 0.0  # millimetres around the trimmed page
    crop_marks: bool = False  # whether marks outside the page say where it is trimmed
    series: str = ""  # on the title page, with the number of the volume
    isbn: str = ""  # in the imprint
    language: str = ""  # of the labels; default: as on the site
    layers: tuple[str, ...] = LAYERS  # at the foot, from top to bottom
    line_numbers: int = 5  # interval of line numbers; 0: none
    numbering: str = "page"  # or section, continuous: where the count of lines begins
    number_margin: str = ""  # left, right, outer or inner; default: left, from right to left: outer
    bracket: str = "]"  # behind a lemma
    separator: str = "\u2016"  # between entries; "": a wide blank
    readings: str = ";"  # behind a reading that others follow
    sigla: str = "italic"  # or roman, bold
    accidentals: bool = True  # whether differences of spelling, punctuation and capitals are printed
    cut: int = 12  # omissions of at least as many words are printed with the moves
    longest_reading: int = 40  # words; longer readings are printed in the appendix
    longest_lemma: int = 5  # words; longer lemmata are cited by their first and last word
    fonts: str = ""  # a folder with fonts, which come before ours for all but Latin, Greek and Cyrillic letters
    system_fonts: bool = False  # whether fonts of the system set letters that no other font has
    parallel: tuple[str, ...] = ()  # two sigla: a second PDF with these witnesses on facing pages
    required: bool = False  # whether the build fails when the PDF cannot be made


def check_pdf_options(pdf: PdfOptions, sigla: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The errors in `[pdf]` as (key, what to write instead)."""
    yield from _problems_of_sheet(pdf)
    yield from _problems_of_entries(pdf)
    for layer in (option for option in pdf.layers if option not in LAYERS or pdf.layers.count(option) > 1):
        yield (
            "layers",
            f"layer {layer!r} is {'named twice' if layer in LAYERS else 'unknown' + suggest_nearest(layer, LAYERS)}",
        )
    for siglum in (option for option in pdf.parallel if option not in sigla):
        yield "parallel", f"{siglum!r} is no siglum of a witness{suggest_nearest(siglum, sigla)}"
    if (pdf.parallel and len(set(pdf.parallel)) != 2) or len(pdf.parallel) > 2:
        yield "parallel", 'parallel needs two witnesses, left and right: parallel = ["A", "B"]'
    for key, least in (("line_numbers", 0), ("cut", 1), ("longest_reading", 1), ("longest_lemma", 2)):
        if not least <= getattr(pdf, key) <= MAX_NUMBER:
            yield key, f"{key} must be {least} or more, and no more than {MAX_NUMBER}"


def _problems_of_sheet(pdf: PdfOptions) -> Iterator[tuple[str, str]]:
    size = read_paper(pdf.paper)
    if size is None:
        sizes = ', or a width and height in millimetres: "170 x 240"'
        yield "paper", f"paper = {pdf.paper!r} is unknown{suggest_nearest(pdf.paper, tuple(PAPERS)) or sizes}"
    elif not is_settable(size):
        room = f"from {LEAST[0]:g} x {LEAST[1]:g} to {MOST[0]:g} x {MOST[1]:g} millimetres"
        yield "paper", f"paper = {pdf.paper!r}: a page is {room}, and no wider than high"
    if pdf.isbn and not is_isbn(pdf.isbn):
        yield "isbn", f"isbn = {pdf.isbn!r} is no ISBN: 10 or 13 digits, of which the last follows from the others"
    if not 0 <= pdf.bleed <= MOST_BLEED:
        yield "bleed", f"bleed must be 0 or more, and no more than {MOST_BLEED} (millimetres)"


def _problems_of_entries(pdf: PdfOptions) -> Iterator[tuple[str, str]]:
    for key, known in (("sigla", SIGLA_TYPES), ("numbering", NUMBERINGS), ("number_margin", ("", *MARGINS))):
        if (value := getattr(pdf, key)) not in known:
            yield key, f"{key} = {value!r} is unknown{suggest_nearest(value, [one for one in known if one])}"
    for key in ("bracket", "separator", "readings"):
        if len(value := getattr(pdf, key)) > LONGEST_SIGN:
            yield key, f"{key} = {value!r} is no sign: write {LONGEST_SIGN} letters or less"
