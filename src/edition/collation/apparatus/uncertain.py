"""Of which witnesses a reading is uncertain: letters in which it departs from the lemma can hardly be read, or were
supplied by an editor.
"""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from edition.collation.tokens.witness_tokens import Words
from edition.model import Kind, Node, Siglum
from edition.model.apparatus import Doubt

_ALIKE = 0.5  # from this share of letters on, one word is another form of the other


def find_doubts(
    words: Sequence[Words], tokens: Mapping[int, Sequence[int]], lemma: Sequence[str]
) -> tuple[tuple[Siglum, Doubt], ...]:
    """The witnesses of which a reading is uncertain. `tokens`: by witness, those of the reading; `lemma`: its words."""
    found = ((words[w], find_doubt(words[w], some, lemma)) for w, some in tokens.items() if words[w].inline)
    return tuple((one.siglum, doubt) for one, doubt in found if doubt)


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
    """The letters of a token (token, number) that differ from the word of the lemma that is most alike; all letters,
    if none is.
    """
    text = words.text[token]
    nearest = max(lemma, key=lambda word: Levenshtein.normalized_similarity(word, text), default="")
    if Levenshtein.normalized_similarity(nearest, text) < _ALIKE:
        yield from ((token, number) for number in range(len(text)))
        return
    for step in Levenshtein.editops(nearest, text):
        if step.tag != "delete":
            yield token, step.dest_pos


def _is_in(words: Words, place: tuple[int, int], kind: Kind) -> bool:
    """Whether a letter stands in a stretch of a kind."""
    token, number = place
    offset = words.source[token][0] + number
    marks = (words.marks[n] for n in words.inline.get(token, ()))
    return any(isinstance(m, Node) and _says(m, kind) and m.start <= offset < m.end for m in marks)


def _says(mark: Node, kind: Kind) -> bool:
    return mark.kind is kind and not mark.get("counts")
