"""Words and what stands between them, folded for comparison only; offsets stay those of the text.

Dashes are one dash, quotation marks and apostrophes are nothing, blanks beside punctuation are nothing, so that
U. S. S. R is U.S.S.R and a name in one kind of quotation marks is the name in another. A small letter before a capital
ends a word («trialsWhen»): such a seam may end a name of several words, never a name of one.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*)+")
_SEAM = re.compile("(?<=[^\\W\\d_])(?=[^\\W\\d_])")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_QUOTES = dict.fromkeys(map(ord, "\"'“”„‟«»‘’‚‛‹›`´ʼ＇＂"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣"), "-")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch: folded texts, offsets, what follows each one (folded), and the seams."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    after: tuple[str, ...]
    seam_before: frozenset[int]  # words that begin within a run of letters

    def __len__(self) -> int:
        return len(self.texts)


def words_of(text: str) -> Words:
    """The words of a text."""
    spans: list[tuple[int, int]] = []
    seams: set[int] = set()
    for found in _WORD.finditer(text):
        start = found.start()
        word = found[0]
        if not (word.islower() or word.istitle() or word.isupper()):
            for at in _camel_seams(word):
                spans.append((start, found.start() + at))
                start = found.start() + at
                seams.add(len(spans))
        spans.append((start, found.end()))
    starts, ends = tuple(s for s, _ in spans), tuple(e for _, e in spans)
    after = tuple(fold_gap(text[e:s]) for e, s in zip(ends, (*starts[1:], len(text)), strict=False))
    return Words(tuple(_fold(text[s:e]) for s, e in spans), starts, ends, after, frozenset(seams))


def _camel_seams(word: str) -> list[int]:
    return [m.start() for m in _SEAM.finditer(word) if word[m.start() - 1].islower() and word[m.start()].isupper()]


def _fold(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word.translate(_UNSEEN))


@lru_cache(maxsize=4096)
def fold_gap(gap: str) -> str:
    """What stands between two words: "" (joined), " ", or its punctuation without quotation marks and blanks."""
    bare = gap.translate(_QUOTES).translate(_DASHES)
    marks = "".join(bare.split())
    return marks or (" " if any(c.isspace() for c in gap) else "")
