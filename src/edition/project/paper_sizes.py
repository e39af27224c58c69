"""The paper of a book: one that has a name, or any width and height."""

import re

#: Width and height in millimetres.
PAPERS = {"a5": (148.0, 210.0), "octavo": (155.0, 235.0), "a4": (210.0, 297.0)}
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?[x\u00d7] ?(\d+(?:\.\d+)?)(?: ?mm)?")
#: What a page with an apparatus at its foot can be.
LEAST, MOST = (100.0, 140.0), (420.0, 600.0)


def read_paper(said: str) -> tuple[float, float] | None:
    """Width and height in millimetres; None for what is neither a name nor a size.

    >>> read_paper("170 x 240 mm")
    (170.0, 240.0)
    """
    if said in PAPERS:
        return PAPERS[said]
    found = _SIZE.fullmatch(said.strip())
    return (float(found[1]), float(found[2])) if found else None


def is_settable(size: tuple[float, float]) -> bool:
    """Whether a page of this size has room for text and apparatus, is no poster, and is higher than wide."""
    fits = all(least <= length <= most for least, length, most in zip(LEAST, size, MOST, strict=True))
    return fits and size[0] <= size[1]
