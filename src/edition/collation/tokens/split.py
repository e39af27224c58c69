"""What is between two white spaces of a text, each stretch once.

No token contains white space, so a stretch is cut into tokens once, however often it occurs: of a million words some
ten thousand stretches are left for the regular expression to read.
"""

import numpy as np
import numpy.typing as npt

from edition.collation.arrays import Bools, Ints

_LAST_SPACE = 0x3000  # the white space of the highest number in Unicode


def _spaces() -> Bools:
    """For every character up to the last white space and one more whether it is one."""
    return np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])


_IS_SPACE = _spaces()


def stretches_in(text: str) -> tuple[list[str], Ints, Ints]:
    """The different stretches, which of them is at each place of the text, and where that place begins."""
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
    """The number of every character; the same one for all beyond the last white space."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), _LAST_SPACE + 1)
