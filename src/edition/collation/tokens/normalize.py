"""What counts as the same word."""

import re
import unicodedata

from edition.model.tokens import WRITTEN_SPACES, fold, is_accent

#: Only words that come tokenised by another program bear most of these.
_AROUND_WORDS = "'\".,;:!?()[]{}-" + WRITTEN_SPACES


def normalize(form: str) -> str:
    """The normal form: letter case, compatibility forms, accents, kinds of quotes and dashes make no difference.

    Signs that are letters of their script and not accents (vowel signs of India, Thai tones, the Japanese voicing
    mark) stay. Never empty.
    """
    if form.isascii() and form.isalnum():  # most words of many languages
        return form.lower()
    folded = fold(form).strip()
    return folded.strip(_AROUND_WORDS) or folded or form


def extract_accents(form: str) -> str:
    """The accents and points of a form, in their order, that `normalize` leaves out."""
    return "" if form.isascii() else "".join(c for c in unicodedata.normalize("NFD", form) if is_accent(c))


_POINTED = re.compile("[\u0590-\u06ff\u0700-\u074f\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def has_points(form: str) -> bool:
    """Whether a form is in a script in which vowels are points that may be left out: Hebrew, Arabic, Syriac."""
    return bool(_POINTED.search(form))


def is_word(key: str) -> bool:
    """Whether a normal form bears letters or digits; else it is a punctuation mark or another sign."""
    return key.isalnum() or any(map(str.isalnum, key))
