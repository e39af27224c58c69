r"""Tokens, sentences and folding: the one definition of each, shared by all packages.

A token is a word or a single sign that is no white space. A word consists of letters, digits and underscores (`\w`) and
of the marks that belong to the letter before them; an apostrophe may stand inside it («don't» is one token). Scripts
written without spaces between words (Chinese, Japanese, Thai, Lao, Burmese, Khmer) give one token a letter: no
dictionary decides for the editor where a word ends, and readings are slices of the text, so short tokens lose nothing.
Tibetan is cut at its syllable sign, as that sign is no letter.

Two packages need another definition and build it from the character classes below: the search of the site must agree
with its JavaScript (publish/site/search_words.py), and names are compared across hyphens, apostrophes and quotation
marks (annotate/words.py). All offsets are code points.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from functools import cache

from edition.model.letters import JOINERS, MARKS

#: Scripts without spaces between words, as ranges of code points, the last one included.
UNSPACED_RANGES = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF),  # Thai, Lao, Burmese, Khmer
    (0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF),  # Japanese syllables
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),  # Chinese
)  # fmt: skip
_UNSPACED = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED_RANGES)
APOSTROPHES = "'’ʼ"
DOUBLE_QUOTES = "“”„‟«»″〝〞＂"
SINGLE_QUOTES = "‘’‚‛‹›ʼ′᾽`´＇"
DASHES = "‐‑‒–—―−－﹣"
#: Signs that end a sentence, and signs that may stand between such a sign and the next sentence.
STOPS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’»)]")

_INVISIBLE = {ord(c): "" for c in JOINERS}
_PLAIN_SIGNS = (
    {ord(c): '"' for c in DOUBLE_QUOTES} | {ord(c): "'" for c in SINGLE_QUOTES} | {ord(c): "-" for c in DASHES}
)


# -- tokens


def word_pattern(letter: str = r"\w", marks: str = MARKS + JOINERS) -> str:
    """A regular expression for a word without apostrophes.

    `letter` is an expression for one letter; `marks` is a part of a character class: what may follow a letter.
    """
    return f"{letter}+(?:[{marks}]+{letter}*)*"


@cache
def token_pattern(inside_words: str = APOSTROPHES, cut_unspaced: bool = True, compounds: str = "") -> re.Pattern[str]:
    """The pattern of a token, for `token_spans`.

    `inside_words`: characters that join two words to one token. `cut_unspaced`: whether each letter of a script without
    spaces is a token. `compounds`: a regular expression for tokens that are tried first, such as numbers with decimals.
    """
    mark = f"[{MARKS}{JOINERS}]"
    word = word_pattern(rf"[^\W{_UNSPACED}]" if cut_unspaced else r"\w")
    kinds = [compounds] if compounds else []
    kinds.append(f"{word}(?:[{re.escape(inside_words)}]{word})*")
    kinds += [f"[{_UNSPACED}]{mark}*"] if cut_unspaced else []
    return re.compile("|".join([*kinds, rf"[^\w\s]{mark}*"]))


TOKEN = token_pattern()
_WORD = re.compile(word_pattern())
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def token_spans(
    text: str, pattern: re.Pattern[str] = TOKEN, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """The (start, end) of every token in text[start:end]; only white space lies between two tokens.

    >>> [text[a:b] for text in ["Don’t stop."] for a, b in token_spans(text)]
    ['Don’t', 'stop', '.']
    """
    return [match.span() for match in pattern.finditer(text, start, len(text) if end is None else end)]


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) of every run of letters and digits with their marks in text[start:end], without signs.

    >>> [text[a:b] for text in ["Don’t stop."] for a, b in word_spans(text)]
    ['Don', 't', 'stop']
    """
    return token_spans(text, _WORD, start, end)


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    return bool(_IS_UNSPACED.match(character))


# -- sentences


def begins_sentence(
    tokens: Sequence[str], index: int, closers: Set[str] = CLOSERS, abbreviations: Set[str] = frozenset()
) -> bool:
    """Whether a sentence begins with the token at an index, which white space precedes.

    It does when the token does not begin with a small letter and the token before it, signs of `closers` skipped, is a
    full stop, a question mark, an exclamation mark or an ellipsis. A full stop after an initial (one letter) or after
    one of the `abbreviations` (in small letters) ends no sentence.

    >>> begins_sentence(["He", "left", ".", "”", "Then"], 4), begins_sentence(["J", ".", "Smith"], 2)
    (True, False)
    """
    if tokens[index][:1].islower():
        return False
    last = index - 1
    while last > 0 and tokens[last] in closers:
        last -= 1
    if tokens[last] not in STOPS:
        return False
    before = tokens[last - 1] if last > 0 else ""
    is_abbreviated = before.casefold() in abbreviations or (len(before) == 1 and before.isalpha())
    return tokens[last] != "." or not is_abbreviated


# -- folding


def fold(form: str, *, signs: bool = True, compatibility: bool = True, case: bool = True, accents: bool = True) -> str:
    """A form without the differences that do not distinguish words; the result is composed (NFC).

    Joiners and soft hyphens are always removed. The options name further differences that are removed: `signs`: shapes
    of quotation marks, apostrophes and dashes; `compatibility`: ligatures, full-width letters and the like (NFKC);
    `case`: letter case (Unicode case folding); `accents`: accents, Hebrew points and Arabic vowel signs.

    >>> fold("Broué"), fold("Broué", accents=False), fold("ﬁlm", case=False)
    ('broue', 'broué', 'film')
    """
    plain = form.translate(_INVISIBLE | _PLAIN_SIGNS if signs else _INVISIBLE)
    plain = unicodedata.normalize("NFKC" if compatibility else "NFC", plain)
    if case:
        plain = plain.casefold()
    if accents:
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not is_accent(c))
    return unicodedata.normalize("NFC", plain)


def is_accent(character: str) -> bool:
    """Whether a character is an accent, a Hebrew point or an Arabic vowel sign, by its combining class.

    Signs that are letters of their script (vowel signs of India, Thai tones, the Japanese voicing mark) are no accents.
    """
    combining_class = unicodedata.combining(character)
    return 10 <= combining_class <= 36 or combining_class >= 200
