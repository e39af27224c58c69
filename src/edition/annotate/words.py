"""The words of a text for the comparison of names, with a folded form of what separates them.

Names need a definition of their own: hyphens, apostrophes and underscores separate words, so that they can be compared
with another sign in their place. In the separators all dashes are the same; quotation marks, apostrophes, and white
space beside punctuation are removed: «U. S. S. R.» equals «U.S.S.R.», and a name in one kind of quotation marks equals
the name in another. A capital after a small letter begins a new word («trialsWhen»); such a seam may be the border of
a name of several words, but not of a name of one word.
"""

from dataclasses import dataclass
from functools import lru_cache

from edition.late_patterns import late_pattern
from edition.model.letters import JOINERS, MARKS
from edition.model.tokens import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES, fold, token_spans, word_pattern

_ZERO_WIDTH_SPACE = "\u200b"  # web pages have it inside words
_WORD = late_pattern(word_pattern(r"[^\W_]", MARKS + JOINERS + _ZERO_WIDTH_SPACE))
_BETWEEN_LETTERS = late_pattern(r"(?<=[^\W\d_])(?=[^\W\d_])")
_QUOTES = dict.fromkeys(map(ord, "\"'" + DOUBLE_QUOTES + SINGLE_QUOTES))
_DASHES = dict.fromkeys(map(ord, DASHES), "-")


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a text as parallel tuples: folded texts, start and end offsets, and the folded separator after each.

    `seam_before`: the numbers of the words that begin inside a run of letters.
    """

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    after: tuple[str, ...]
    seam_before: frozenset[int]

    def __len__(self) -> int:
        return len(self.texts)


def split_words(text: str) -> WordList:
    """The words of a text. Offsets are code points of `text`; letter case and accents are kept.

    >>> split_words("U. S. S. R.").texts, split_words("U. S. S. R.").after
    (('U', 'S', 'S', 'R'), ('.', '.', '.', '.'))
    """
    spans: list[tuple[int, int]] = []
    seams: set[int] = set()
    for first, end in token_spans(text, _WORD):
        start, word = first, text[first:end]
        if not (word.islower() or word.istitle() or word.isupper()):
            for at in _camel_seams(word):
                spans.append((start, first + at))
                start = first + at
                seams.add(len(spans))
        spans.append((start, end))
    starts, ends = tuple(s for s, _ in spans), tuple(e for _, e in spans)
    after = tuple(fold_separator(text[e:s]) for e, s in zip(ends, (*starts[1:], len(text)), strict=False))
    return WordList(tuple(_fold(text[s:e]) for s, e in spans), starts, ends, after, frozenset(seams))


def _camel_seams(word: str) -> list[int]:
    """The offsets in a word at which a capital follows a small letter."""
    places = (m.start() for m in _BETWEEN_LETTERS.finditer(word))
    return [at for at in places if word[at - 1].islower() and word[at].isupper()]


def _fold(word: str) -> str:
    if word.isascii():
        return word
    return fold(word.replace(_ZERO_WIDTH_SPACE, ""), signs=False, compatibility=False, case=False, accents=False)


@lru_cache(maxsize=4096)
def fold_separator(separator: str) -> str:
    """What separates two words, folded: its punctuation without quotation marks and white space.

    Without punctuation the result is a blank where there is white space, else an empty string.
    """
    bare = separator.translate(_QUOTES).translate(_DASHES)
    marks = "".join(bare.split())
    return marks or (" " if any(c.isspace() for c in separator) else "")
