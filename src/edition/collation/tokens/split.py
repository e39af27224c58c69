"""The distinct stretches between two white spaces of a text.

No token contains white space, so each distinct stretch is tokenised once. A text of a million words has about ten
thousand distinct stretches for the regular expression to read.
"""

import numpy as np
import numpy.typing as npt

from edition.collation.arrays import Bools, Ints

_LAST_SPACE = 0x3000  # the white space of the highest number in Unicode


def _spaces() -> Bools:
    """By code point, up to the last white space and one more, whether the character is white space."""
    return np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])


_IS_SPACE = _spaces()


def split_at_spaces(text: str) -> tuple[list[str], Ints, Ints]:
    """The distinct stretches, the number of the stretch at each place of the text, and the offset of that place."""
    words = text.split()
    number = {word: n for n, word in enumerate(dict.fromkeys(words))}
    at = np.fromiter(map(number.__getitem__, words), np.int64, len(words))
    return list(number), at, _places(text)


def _places(text: str) -> Ints:
    space = _IS_SPACE[_codes(text)]
    begins = ~space
    begins[1:] &= space[:-1]
    return np.flatnonzero(begins)


def _codes(text: str) -> npt.NDArray[np.unsignedinteger]:
    """The code point of every character, limited to the one after the last white space."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), _LAST_SPACE + 1)
