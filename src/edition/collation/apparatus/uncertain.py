"""Of which witnesses a reading is uncertain: letters in which it departs from the lemma can hardly be read, or were
supplied by an editor.
"""

from collections.abc import Iterator, Sequence

from edition.collation.tokens.witness_tokens import Words
from edition.model import Kind, Node
from edition.model.apparatus import Doubt


def find_doubt(words: Words, tokens: Sequence[int], lemma: Sequence[str]) -> Doubt | None:
    """What is uncertain of the words of a witness that depart from the lemma (its words, as written), if anything.

    Unclear: a letter that differs from the lemma is unclear. Supplied: all letters that differ are supplied.
    """
    departing = [token for token in tokens if words.text[token] not in lemma]
    letters = [letter for token in departing for letter in _departing_letters(words, token, lemma)]
    if any(_is_in(words, place, Kind.UNCLEAR) for place in letters):
        return Doubt.UNCLEAR
    if letters and all(_is_in(words, place, Kind.SUPPLIED) for place in letters):
        return Doubt.SUPPLIED
    return None


def _departing_letters(words: Words, token: int, lemma: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The letters of a token (token, number) that differ from the word of the lemma of its length that is most alike;
    all letters, if there is none.
    """
    text = words.text[token]
    others = [word for word in lemma if len(word) == len(text)]
    nearest = min(others, key=lambda word: _distance(text, word), default="")
    for number, letter in enumerate(text):
        if not nearest or _distance(text, nearest) > len(text) // 2 or nearest[number] != letter:
            yield token, number


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _is_in(words: Words, place: tuple[int, int], kind: Kind) -> bool:
    """Whether a letter stands in a stretch of a kind."""
    token, number = place
    offset = words.source[token][0] + number
    marks = (words.marks[n] for n in words.inline.get(token, ()))
    return any(isinstance(m, Node) and m.kind is kind and m.start <= offset < m.end for m in marks)
