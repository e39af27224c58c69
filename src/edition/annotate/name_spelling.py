"""Compare names that may be spellings of one name.

The folding is stronger than that of edition.model.tokens: transliterations and doubled letters are made equal, too.
"""

import re
import unicodedata
from difflib import SequenceMatcher

from edition.model import EntryKind, Register

_EQUIVALENT_SPELLINGS = (
    ("kh", "h"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("ey", "e"), ("ie", "e"), ("ck", "k"), ("ts", "z"),
    ("tz", "z"), ("ph", "f"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"),
)  # fmt: skip
_MIN_SIMILARITY = 0.86  # measured on misspelt names; a lower value makes different names equal


def fold_spelling(name: str) -> str:
    """A name without accents, case, punctuation, doubled letters and differences of transliteration."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    plain = re.sub(r"(\w)\1", r"\1", re.sub(r"[^\w\s]", "", plain))
    for one, other in _EQUIVALENT_SPELLINGS:
        plain = plain.replace(one, other)
    return re.sub(r"(\w)\1", r"\1", plain)


def find_nearest_entry(name: str, kind: EntryKind, register: Register) -> str:
    """The id of the entry of a kind with the most similar name, or "" when none is similar enough."""
    looked_for = fold_spelling(name)
    forms = ((fold_spelling(form.text), entry.id) for entry in register if entry.kind is kind for form in entry.forms)
    nearest = max(((SequenceMatcher(None, looked_for, form).ratio(), name) for form, name in forms), default=(0.0, ""))
    return nearest[1] if nearest[0] >= _MIN_SIMILARITY else ""
