"""`[pdf]`: the printed page, and what its values may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.project.suggestions import suggest_nearest

MAX_NUMBER = 1_000_000  # the greatest number of an option; more is a typing error
PAPERS = ("a5", "octavo", "a4")
LAYERS = ("variants", "moves", "persons", "sources")  # at the foot of a printed page


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """`[pdf]`: the printed page."""

    paper: str = "a5"  # or octavo, a4
    language: str = ""  # of the labels; default: as on the site
    layers: tuple[str, ...] = LAYERS  # at the foot, from top to bottom
    line_numbers: int = 5  # interval of line numbers; 0: none
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
    if pdf.paper not in PAPERS:
        yield "paper", f"paper = {pdf.paper!r} is unknown{suggest_nearest(pdf.paper, PAPERS)}"
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
