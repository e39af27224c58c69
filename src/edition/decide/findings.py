"""The findings on decisions: their codes, and how a place is quoted in them."""

import re

from edition.model import Finding, Position, Severity

STALE = "E408"  # the words stand nowhere
TWO_PLACES = "E410"  # they stand at two places, or in two entries
CONFLICT = "E419"  # two decisions contradict each other
NO_ENTRY = "E471"  # the witnesses agree on the words
NOT_NEEDED = "E472"  # all is so without the decision
FOLDED = "E473"  # the words stand so but for case, accents, quotation marks and dashes
IMPOSSIBLE = "E474"  # the decision does not fit the place
CHANGED = "E475"  # the entry is not what was reviewed
#: Those after which a decision of the editor's no longer fits.
UNFIT = (STALE, TWO_PLACES, CONFLICT, NO_ENTRY, IMPOSSIBLE, CHANGED)
_AROUND = 24


def report(code: str, severity: Severity, message: str, position: Position) -> Finding:
    """A finding on a decision."""
    return Finding(code, severity, message, position)


def excerpt(text: str, start: int, end: int) -> str:
    """Words with some of the text around them: «…of [the harbour pilot] went…»."""
    before, behind = (
        re.sub(r"\s+", " ", side) for side in (text[max(0, start - _AROUND) : start], text[end : end + _AROUND])
    )
    return f"«…{before}[{' '.join(text[start:end].split())}]{behind}…»"
