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


class NearestEntries:
    """Finds the entry of a register whose name is most like another; the forms are folded once."""

    def __init__(self, register: Register) -> None:
        self.forms: dict[EntryKind, dict[int, list[tuple[str, str]]]] = {}
        for entry in register:
            for form in entry.forms:
                folded = fold_spelling(form.text)
                self.forms.setdefault(entry.kind, {}).setdefault(len(folded), []).append((folded, entry.id))

    def find(self, name: str, kind: EntryKind) -> str:
        """The id of the entry of a kind with the most similar name, or "" when none is similar enough."""
        looked_for = fold_spelling(name)
        matcher = SequenceMatcher(None, "", looked_for)
        best = (0.0, "")
        for length, forms in self.forms.get(kind, {}).items():
            if 2 * min(length, len(looked_for)) < _MIN_SIMILARITY * (length + len(looked_for)):
                continue
            for form, entry in forms:
                matcher.set_seq1(form)
                if matcher.real_quick_ratio() >= _MIN_SIMILARITY and matcher.quick_ratio() >= _MIN_SIMILARITY:
                    best = max(best, (matcher.ratio(), entry))
        return best[1] if best[0] >= _MIN_SIMILARITY else ""


def find_nearest_entry(name: str, kind: EntryKind, register: Register) -> str:
    """The id of the entry of a kind with the most similar name, or "" when none is similar enough."""
    return NearestEntries(register).find(name, kind)
