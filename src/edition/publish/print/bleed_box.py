"""The bleed box of each page: a press cuts at the trim box, and what is printed beyond it ends here.

The typesetter writes the trim box and takes all around it for bleed. Where crop marks stand outside the bleed, each
page needs a box of its own for it. Bytes are put in behind the trim boxes, and the table of objects is moved by them.
"""

import re
from bisect import bisect_right
from itertools import accumulate

from edition.errors import InternalError

_POINTS = 72 / 25.4
_NUMBER = rb"(-?\d+(?:\.\d+)?)"
_TRIM = re.compile(rb"/Type/Page/[^\n]*?/TrimBox\[" + rb" ".join([_NUMBER] * 4) + rb"\]")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = re.compile(rb"(\d{10}) (\d{5} n)")
_END = re.compile(rb"startxref\n(\d+)\n")


def with_bleed_boxes(pdf: bytes, bleed: float) -> bytes:
    """The PDF with a bleed box on each page that has a trim box; `bleed` in millimetres around that."""
    end = _END.search(pdf, pdf.rindex(b"startxref"))
    table = _TABLE.match(pdf, int(end[1])) if end else None
    if end is None or table is None:
        raise InternalError("the PDF has no table of objects where it says")
    boxes = [(found.end(), _box([float(n) for n in found.groups()], bleed * _POINTS)) for found in _TRIM.finditer(pdf)]

    places = [place for place, _ in boxes]
    added = [0, *accumulate(len(box) for _, box in boxes)]

    def moved(at: int) -> int:
        return at + added[bisect_right(places, at)]

    pieces, start = [], 0
    for place, box in boxes:
        pieces += [pdf[start:place], box]
        start = place
    entries = _ENTRY.sub(lambda m: b"%010d " % moved(int(m[1])) + m[2], pdf[table.start() : end.start()])
    tail = b"startxref\n%d\n" % moved(table.start()) + pdf[end.end() :]
    return b"".join([*pieces, pdf[start : table.start()], entries, tail])


def _box(trim: list[float], bleed: float) -> bytes:
    left, low, right, high = trim
    said = (f"{n:.5f}".rstrip("0").rstrip(".") for n in (left - bleed, low - bleed, right + bleed, high + bleed))
    return f"/BleedBox[{' '.join(said)}]".encode()
