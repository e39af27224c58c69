r"""Tokens, sentences and folding: the one definition of each, shared by all packages.

A token is a word or a single sign that is no white space. A word consists of letters, digits and underscores (`\w`) and
of the marks that belong to the letter before them; an apostrophe may stand inside it («don't» is one token). A mark of
elision at its end is part of it in Greek, and where the language says so (elision_marks.py). The geresh and gershayim
of Hebrew are inside a word; the maqaf is a sign between two.

Scripts written without spaces between words (Chinese, Japanese, Thai, Lao, Burmese, Khmer) give one token a letter,
with the vowels that are written before, above and behind it and the letters stacked below it: no dictionary decides for
the editor where a word ends, and readings are slices of the text, so short tokens lose nothing. The signs that separate
words in Ethiopic, and syllables in Tibetan, belong to the word before them and are no part of what is compared.

Two packages need another definition and build it from the character classes below: the search of the site must agree
with its JavaScript (publish/site/search_words.py), and names are compared across hyphens, apostrophes and quotation
marks (annotate/words.py). All offsets are code points.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from edition.late_patterns import late_pattern
from edition.model.elision_marks import GREEK, HEBREW, join_elisions
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
SINGLE_QUOTES = "‘’‚‛‹›ʼ′᾽᾿`´＇"
#: Signs that separate words (Ethiopic) or syllables (Tibetan): spaces that are written.
WRITTEN_SPACES = "፡་༌"
DASHES = "‐‑‒–—―−－﹣"
#: Signs that end a sentence: of all scripts; those behind which no space need stand; and signs that may stand between
#: such a sign and the next sentence.
STOPS = frozenset(".!?…。．！？｡।॥؟۔։።፧፨׃܀܁܂།༎၊။។៕‼⁇⁈⁉")
UNSPACED_STOPS = STOPS - frozenset(".!?…")
CLOSERS = frozenset("\"'”’»)]」』")

#: What is no letter: joiners, and the tatweel, which only draws out a line of Arabic; the wasla stands on an alef.
_INVISIBLE = {ord(c): "" for c in f"{JOINERS}ـ"} | {ord("ٱ"): "ا"}
_PLAIN_SIGNS = (
    {ord(c): '"' for c in DOUBLE_QUOTES} | {ord(c): "'" for c in SINGLE_QUOTES} | {ord(c): "-" for c in DASHES}
)


# -- tokens


@dataclass(frozen=True, slots=True)
class WordSigns:
    """The signs of a language that the tokeniser must be told of: the table `[words]` of its file.

    `elisions`: marks that belong to the word before them (in Greek and Hebrew all do). `stops`: signs that end a
    sentence in this language, such as the question mark of Greek, also before a small letter.
    """

    elisions: str = ""
    stops: str = ""


NO_SIGNS = WordSigns()
_MOST_MARKS = 3  # on a letter of Greek: breathing, accent, iota
#: A letter with what is written round it, in scripts without spaces: Thai and Lao vowels before and behind, letters
#: that a virama or coeng stacks below.
_CLUSTERS = (
    "[\u0e40-\u0e44]?[\u0e01-\u0e2e]{mark}*[\u0e30\u0e32\u0e33\u0e45]*{mark}*",
    "[\u0ec0-\u0ec4]?[\u0e81-\u0eae\u0edc-\u0edf]{mark}*[\u0eb0\u0eb2\u0eb3\u0ebd]*{mark}*",
    "[{unspaced}]{mark}*(?:(?<=[\u1039\u17d2])[{unspaced}]{mark}*)*",
)


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
    inside = "|".join(_joining_signs(inside_words))
    kinds = [compounds] if compounds else []
    kinds.append(f"{word}(?:(?:{inside}){word})*(?:׳(?<=[{HEBREW}].))?[{WRITTEN_SPACES}]*")
    kinds += [one.format(mark=mark, unspaced=_UNSPACED) for one in _CLUSTERS] if cut_unspaced else []
    return late_pattern("|".join([*kinds, rf"[^\w\s]{mark}*"]))


def _joining_signs(inside_words: str) -> Iterator[str]:
    """Expressions for the signs inside a word: those given, but for an apostrophe behind a letter of Greek, where it is
    a mark of elision; in Hebrew geresh, gershayim, and the quotation marks that are written for them.
    """
    apostrophes, others = (
        "".join(re.escape(c) for c in inside_words if (c in APOSTROPHES) is is_one) for is_one in (True, False)
    )
    if apostrophes:
        behind_greek = (f"(?<![{GREEK}]{f'[{MARKS}]' * count}.)" for count in range(_MOST_MARKS + 1))
        yield f"[{apostrophes}]{''.join(behind_greek)}"
    if others:
        yield f"[{others}]"
    yield rf"[\"”״׳](?<=[{HEBREW}].)(?=[{HEBREW}])"


TOKEN = token_pattern()
_WORD = late_pattern(word_pattern())
_IS_UNSPACED = late_pattern(f"[{_UNSPACED}]")


def token_spans(
    text: str, pattern: re.Pattern[str] = TOKEN, start: int = 0, end: int | None = None, signs: WordSigns = NO_SIGNS
) -> list[tuple[int, int]]:
    """The (start, end) of every token in text[start:end]; only white space lies between two tokens.

    >>> [text[a:b] for text in ["Don’t stop."] for a, b in token_spans(text)]
    ['Don’t', 'stop', '.']
    >>> [text[a:b] for text in ["ἀλλ’ ἐγώ"] for a, b in token_spans(text)]
    ['ἀλλ’', 'ἐγώ']
    """
    spans = [match.span() for match in pattern.finditer(text, start, len(text) if end is None else end)]
    return join_elisions(text, spans, signs.elisions) if signs.elisions or not text.isascii() else spans


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) of every run of letters and digits with their marks in text[start:end], without signs.

    >>> [text[a:b] for text in ["Don’t stop."] for a, b in word_spans(text)]
    ['Don', 't', 'stop']
    """
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words."""
    return bool(_IS_UNSPACED.match(character))


# -- sentences


def begins_sentence(
    tokens: Sequence[str],
    index: int,
    closers: Set[str] = CLOSERS,
    abbreviations: Set[str] = frozenset(),
    is_apart: bool = True,
    stops: str = "",
) -> bool:
    """Whether a sentence begins with the token at an index.

    It does when the token does not begin with a small letter and the token before it, signs of `closers` skipped, is a
    full stop, a question mark, an exclamation mark or an ellipsis of any script. `stops`: the signs of the language,
    behind which a sentence may begin with a small letter. A full stop after an initial (one letter) or after one of the
    `abbreviations` (in small letters) ends no sentence. `is_apart`: whether white space precedes the token; behind the
    signs of scripts without spaces between words none need stand.

    >>> begins_sentence(["He", "left", ".", "”", "Then"], 4), begins_sentence(["J", ".", "Smith"], 2)
    (True, False)
    """
    last = index - 1
    while last > 0 and tokens[last] in closers:
        last -= 1
    stop, first = tokens[last], tokens[index]
    if stop not in stops and (stop not in STOPS or first[:1].islower()):
        return False
    if not is_apart and (stop not in UNSPACED_STOPS or first in STOPS or first in closers):
        return False
    before = tokens[last - 1] if last > 0 else ""
    is_abbreviated = before.casefold() in abbreviations or (len(before) == 1 and before.isalpha())
    return stop != "." or not is_abbreviated


# -- folding


def fold(form: str, *, signs: bool = True, compatibility: bool = True, case: bool = True, accents: bool = True) -> str:
    """A form without the differences that do not distinguish words; the result is composed (NFC).

    Joiners, soft hyphens, the tatweel and the wasla are always removed. The options name further differences that are
    removed: `signs`: shapes of quotation marks, apostrophes and dashes; `compatibility`: ligatures, full-width letters
    and the like (NFKC); `case`: letter case (Unicode case folding); `accents`: accents, Hebrew points and Arabic vowel
    signs.

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
