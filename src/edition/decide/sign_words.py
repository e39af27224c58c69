"""Signs on words of a lemma: where they stand in it, and which of them cannot stand together."""

import re
from collections.abc import Sequence
from itertools import pairwise

from edition.model.conjecture import Sign, SignKind
from edition.model.decision import ConjectureDecision, SignDecision


def words_in_signs(kind: SignKind, start: int, end: int, decision: ConjectureDecision | SignDecision) -> Sign:
    """The sign of a decision on the characters [start, end) of a lemma."""
    return Sign(kind, start, end, decision.resp, decision.idea, rule=decision.rule)


def find_words(text: str, words: str, before: str = "") -> tuple[int, int]:
    """Where words stand in a text: [start, end); of several places that behind `before`. All of it where they do not.

    >>> find_words("in the in  the end", "In the", before="in the ")
    (7, 14)
    """
    quoted = r"\s+".join(map(re.escape, words.split()))
    for flags in (re.NOFLAG, re.IGNORECASE):
        look = re.compile(quoted, flags)
        found = [match.span() for match in look.finditer(text)]
        if found:
            return found[min(len(look.findall(before)), len(found) - 1)]
    return len(text) - len(text.lstrip()), len(text.rstrip())


def overlapping(signs: Sequence[Sign]) -> bool:
    """Whether two signs share words and are not on the same words, or are the same sign twice."""
    ordered = sorted(signs, key=lambda sign: (sign.start, sign.end))
    return any(b.start < a.end or (a.start, a.end, a.kind) == (b.start, b.end, b.kind) for a, b in pairwise(ordered))
