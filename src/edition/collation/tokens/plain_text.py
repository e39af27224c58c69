"""The tokens of a plain text, in the form that other programs expect."""

from functools import lru_cache

from edition.collation.tokens.normalize import normalize
from edition.model import Token
from edition.model.tokens import token_spans

_cached = lru_cache(maxsize=2**16)(normalize)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text; their concatenation is the text. A text of white space only is one token."""
    places = token_spans(text)
    if not places:
        return (Token(text, text),) if text else ()
    starts = [0, *(start for start, _ in places[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Token(text[a:word_end], _cached(text[start:word_end]), text[word_end:b])
        for (start, word_end), a, b in zip(places, starts, ends, strict=True)
    )


def norm_of(text: str) -> str:
    """The form by which a token is compared, if no norm is given."""
    return _cached(text.strip()) or text
