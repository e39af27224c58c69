"""Marks beside the words they cling to, where witnesses differ.

Before «August» in one witness and «,"» in another the comma belongs to what all have before: it comes first, so that
the place of variation can begin behind it. In the same way marks that open what follows come last.
"""

from collections.abc import Callable, Sequence

import numpy as np

from edition.collate.grid import Row
from edition.collate.normalize import is_word
from edition.collate.words import Words

_NEAR = 6  # rows within which a witness that runs here has a word


def marks_at_their_words(words: Sequence[Words], rows: Sequence[Row]) -> list[Row]:
    """The rows with such marks at the edges of each stretch on which witnesses differ."""
    whole = [w for w, one in enumerate(words) if not one.is_fragment]
    rows = _with_their_words(words, rows)
    return _openings_last(words, whole, _closings_first(words, whole, rows))


def _closings_first(words: Sequence[Words], whole: Sequence[int], rows: Sequence[Row]) -> list[Row]:

    def closes(w: int, token: int) -> bool:
        return words[w].is_inside(token) and not is_word(words[w].text[token]) and words[w].clings(token) < 0

    return _brought_forward(rows, whole, closes)


def _with_their_words(words: Sequence[Words], rows: Sequence[Row]) -> list[Row]:
    """A closing mark that stands with the like of it farther on is brought to that of the witnesses which have the
    word before it in common: they and it say the same here."""
    made = [list(row) for row in rows]
    at = [{row[w]: i for i, row in enumerate(made) if row[w] >= 0} for w in range(len(words))]
    for i, row in enumerate(made):
        for w, token in [(w, t + 1) for w, t in enumerate(row) if t >= 0 and t + 1 in at[w]]:
            old = at[w][token]
            if old <= i + 1 or is_word(words[w].text[token]) or words[w].clings(token) >= 0:
                continue
            places = [at[v].get(t + 1, -1) for v, t in enumerate(row) if t >= 0 and v != w]
            text = words[w].text[token]
            new = [p for p in places if i < p < old and made[p][w] < 0 and _says(words, made[p]) == text]
            if len(new) > sum(t >= 0 for t in made[old]) - 1:
                made[old][w], made[new[0]][w], at[w][token] = -1, token, new[0]
    return [row for row in made if max(row) >= 0]


def _says(words: Sequence[Words], row: Row) -> str:
    """What all witnesses of a row have there; nothing if they differ."""
    texts = {words[w].text[t] for w, t in enumerate(row) if t >= 0}
    return texts.pop() if len(texts) == 1 else ""


def _openings_last(words: Sequence[Words], whole: Sequence[int], rows: Sequence[Row]) -> list[Row]:

    def opens(w: int, token: int) -> bool:
        return not is_word(words[w].text[token]) and words[w].clings(token) > 0

    return _brought_forward(rows[::-1], whole, opens)[::-1]


def _full(rows: Sequence[Row], whole: Sequence[int]) -> list[bool]:
    """Whether all whole witnesses that run near a row have a word in it."""
    have = np.asarray([[row[w] >= 0 for w in whole] for row in rows], bool).reshape(len(rows), len(whole))
    counts = np.concatenate([np.zeros((1, have.shape[1]), np.int64), have.cumsum(axis=0)])
    at = np.arange(len(have))
    near = counts[np.minimum(at + _NEAR + 1, len(have))] - counts[np.maximum(at - _NEAR, 0)] > 0
    full: list[bool] = (have | ~near).all(axis=1).tolist()
    return full


def _brought_forward(rows: Sequence[Row], whole: Sequence[int], comes_first: Callable[[int, int], bool]) -> list[Row]:
    """The rows, in each stretch on which not all that run there have a word, those first that hold nothing but such
    tokens; no witness's own order changes."""
    made: list[Row] = []
    first: list[Row] = []
    behind: list[Row] = []
    late: set[int] = set()
    for row, is_full in zip(rows, _full(rows, whole), strict=True):
        if is_full:
            made += [*first, *behind, row]
            first, behind, late = [], [], set()
            continue
        holders = [(w, t) for w, t in enumerate(row) if t >= 0]
        moves = all(w not in late and comes_first(w, t) for w, t in holders)
        (first if moves else behind).append(row)
        late |= set() if moves else {w for w, _ in holders}
    return [*made, *first, *behind]
