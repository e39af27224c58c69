"""Which tokens of a witness stand in a stretch of its text."""

from bisect import bisect_left, bisect_right

from edition.collation.tokens.witness_tokens import Words


def tokens_between(words: Words, start: int, end: int) -> tuple[int, int]:
    """The first and the last token with characters of a stretch of the text; the first is behind the last: none."""
    first = bisect_right(words.source, start, key=lambda place: place[1])
    return first, bisect_left(words.source, end, key=lambda place: place[0]) - 1
