"""Where a blank stands between tokens that came without their spaces."""

from edition.late_patterns import late_pattern

_CLOSING = late_pattern(r"[)\]}⟩〉》」』.,;:!?…%‰°·]+|['’][^\W\d_]{1,2}|n['’]t")
_OPENING = late_pattern(r"[(\[{⟨〈《「『¿¡]+")
_PAIRS = {"«": "»", "»": "«", "“": "”", "„": "“", "‚": "‘", "‘": "’", "‹": "›", "›": "‹", '"': '"'}
_CLOSERS = frozenset("”’")


class TokenSpaces:
    """Says of each token of a text, in order, whether a blank stands before it.

    >>> spaces = TokenSpaces()
    >>> "".join(" " * spaces.before(token) + token for token in ["„", "Oh", "“", ",", "(", "she", ")", "."])
    '„Oh“, (she).'
    """

    def __init__(self) -> None:
        self.closers: list[str] = []  # of the quotations that are open
        self.last = " "
        self.is_opened = True  # whether the last token joins to the next one

    def before(self, token: str) -> bool:
        """Whether a blank stands before the token."""
        is_quote = token in _PAIRS or token in _CLOSERS
        is_end = bool(self.closers) and token == self.closers[-1]
        if is_end:
            self.closers.pop()
        elif token in _PAIRS:
            self.closers.append(_PAIRS[token])
        is_closing = is_end or (is_quote and token in _CLOSERS) or bool(_CLOSING.fullmatch(token))
        is_apart = not (self.is_opened or is_closing or self.last[-1:].isspace() or token[:1].isspace())
        self.is_opened = (token in _PAIRS and not is_end) or bool(_OPENING.fullmatch(token))
        self.last = token
        return is_apart
