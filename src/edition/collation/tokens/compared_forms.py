"""The forms under which the alignment compares tokens, according to the settings."""

from collections.abc import Sequence

from edition.collation.settings import CollationSettings
from edition.collation.tokens.normalize import is_word, normalize

_ANY_MARK = "·"  # replaces every punctuation mark where the settings ignore punctuation


def compared_forms(texts: Sequence[str], norms: Sequence[str], settings: CollationSettings) -> Sequence[str]:
    """The compared form of every token. `texts`: the tokens as written; `norms`: their norms; of equal length.

    With the default settings these are the norms.
    """
    if settings.ignore_case and not settings.ignore_punctuation:
        return norms
    forms = list(norms)
    if not settings.ignore_case:
        forms = [_with_case(text, norm) for text, norm in zip(texts, norms, strict=True)]
    if settings.ignore_punctuation:
        forms = [form if is_word(form) else _ANY_MARK for form in forms]
    return forms


def _with_case(text: str, norm: str) -> str:
    """The norm with the capitals of the text; a norm that is not of this text (of a registered person) is kept."""
    if text.islower() or norm != normalize(text):
        return norm
    if len(text) == len(norm):
        return "".join(n.upper() if t.isupper() else n for t, n in zip(text, norm, strict=True))
    return norm[:1].upper() + norm[1:] if text[:1].isupper() else norm
