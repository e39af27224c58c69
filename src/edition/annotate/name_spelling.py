"""Names that may be spellings of one another: transliterations and doubled letters folded, then compared."""

import re
import unicodedata
from difflib import SequenceMatcher

from edition.model import EntryKind, Register

_FOLDS = (("kh", "h"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("ey", "e"), ("ie", "e"), ("ck", "k"), ("ts", "z"),
          ("tz", "z"), ("ph", "f"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("c", "k"))  # fmt: skip
_ALIKE = 0.86  # measured on misspellings of the names in question: below, strangers meet


def folded(name: str) -> str:
    """A name without accents, case, marks, doubled letters and the differences of transliterations."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    plain = re.sub(r"(\w)\1", r"\1", re.sub(r"[^\w\s]", "", plain))
    for one, other in _FOLDS:
        plain = plain.replace(one, other)
    return re.sub(r"(\w)\1", r"\1", plain)


def nearest_entry(name: str, kind: EntryKind, register: Register) -> str:
    """The id of the entry of a kind with the likest name, or "" when none is like it."""
    looked_for = folded(name)
    forms = ((folded(form.text), entry.id) for entry in register if entry.kind is kind for form in entry.forms)
    likest = max(((SequenceMatcher(None, looked_for, form).ratio(), name) for form, name in forms), default=(0.0, ""))
    return likest[1] if likest[0] >= _ALIKE else ""
