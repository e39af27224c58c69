"""The nearest right word for a wrong one, in messages."""

import difflib
from typing import Any


def suggest_nearest(word: str, known: Any) -> str:
    """The end of a sentence: «; did you mean …?» or a list of the known words."""
    names = [str(k) for k in known]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; there is {', '.join(names)}"
