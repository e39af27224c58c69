"""Marks that belong to the letter before them, as parts of character classes of regular expressions."""

import unicodedata

#: Invisible characters inside a word: soft hyphen, joiners.
JOINERS = "\u00ad\u200c\u200d\u2060"
#: The blocks of Unicode in which combining marks stand.
_BLOCKS = (
    (0x300, 0x3100), (0xA660, 0xAC00), (0xFB1E, 0xFB1F), (0xFE00, 0xFE30), (0x101FD, 0x10380), (0x10A00, 0x12000),
    (0x16AF0, 0x17000), (0x1BC9D, 0x1BC9F), (0x1CF00, 0x1CF50), (0x1D165, 0x1D245), (0x1E000, 0x1E950),
)  # fmt: skip


def _marks() -> str:
    """The marks; Python's `\\w` leaves them out, so a decomposed «é» would be two tokens."""
    codes = [c for start, end in _BLOCKS for c in range(start, end) if unicodedata.category(chr(c)).startswith("M")]
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)


MARKS = _marks()
