"""The distinct stretches between two white spaces of a text.

No token contains white space, so each distinct stretch of all texts is tokenised once. A text of a million words has
about ten thousand distinct stretches for the regular expression to read.
"""

from collections import defaultdict
from itertools import count, islice

import numpy as np

from edition.collation.arrays import Bools, Ints

_LAST_SPACE = 0x3000  # the white space of the highest number in Unicode


def _spaces() -> Bools:
    """By code point, up to the last white space and one more, whether the character is white space."""
    return np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])


_IS_SPACE = _spaces()
_ASCII_SPACES = _IS_SPACE[:256].tobytes()


class Stretches:
    """Numbers the distinct stretches of several texts: a stretch of a later text that is known keeps its number."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def split(self, text: str) -> tuple[list[str], Ints, Ints]:
        """The stretches of this text that are new, the number of the stretch at each place of the text, and the offset
        of that place."""
        known = len(self._numbers)
        words = text.split()
        at = np.fromiter(map(self._numbers.__getitem__, words), np.int64, len(words))
        return list(islice(self._numbers, known, None)), at, _places(text)


def _places(text: str) -> Ints:
    space = _spaces_of(text)
    begins = ~space
    begins[1:] &= space[:-1]
    return np.flatnonzero(begins)


def _spaces_of(text: str) -> Bools:
    """By character, whether it is white space."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii").translate(_ASCII_SPACES), bool)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found: Bools = _IS_SPACE[np.minimum(codes, _LAST_SPACE + 1)]
    return found
