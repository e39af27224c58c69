r"""Text into tokens.

A token is a word (letters, digits and the marks on them; it may contain apostrophes: «don't») or one sign of any other
kind. Scripts written without spaces between words (Chinese, Japanese, Thai, Lao, Burmese, Khmer) give one token a
letter, with the marks on it: no dictionary decides for the editor where a word ends, and readings are slices of the
text, so nothing is lost by short tokens. Tibetan is cut at its syllable sign, as its other signs are.
"""

import re

from edition.model.letters import JOINERS, MARKS

#: Scripts without spaces between words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese syllables
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese
)


def _pattern() -> re.Pattern[str]:
    letter, mark = rf"[^\W{_UNSPACED}]", f"[{MARKS}{JOINERS}]"
    word = f"{letter}+(?:{mark}+{letter}*)*"
    unspaced = rf"[{_UNSPACED}]{mark}*"
    return re.compile(rf"{word}(?:['’ʼ]{word})*|{unspaced}|[^\w\s]{mark}*")


#: A token: `\w+(?:['’ʼ]\w+)*|[^\w\s]`, mended for marks and for scripts without spaces.
TOKEN = _pattern()


_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    return bool(_IS_UNSPACED.match(character))


def token_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every token, in code points; only white space is between tokens."""
    return [match.span() for match in TOKEN.finditer(text)]
