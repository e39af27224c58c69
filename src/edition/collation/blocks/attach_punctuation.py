"""Marks beside the words they attach to, where witnesses differ.

Before «August» in one witness and «,"» in another the comma belongs to what all have before: it comes first, so that
the place of variation can begin after it. In the same way marks that open what follows come last.
"""

from collections.abc import Callable, Sequence

import numpy as np

from edition.collation.blocks.editable_table import Column, EditableTable
from edition.collation.thresholds import PUNCTUATION_REACH
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Attachment, Words


def attach_punctuation(words: Sequence[Words], columns: Sequence[Column]) -> list[Column]:
    """The columns with such marks at the edges of each stretch on which witnesses differ."""
    whole = [w for w, one in enumerate(words) if not one.is_fragment]
    columns = _move_to_common_word(words, columns)
    return _openings_last(words, whole, _closings_first(words, whole, columns))


def _closings_first(words: Sequence[Words], whole: Sequence[int], columns: Sequence[Column]) -> list[Column]:
    """The columns with marks that close what is before them as early as they can."""

    def closes(w: int, token: int) -> bool:
        return (
            words[w].is_inside(token)
            and not is_word(words[w].text[token])
            and words[w].attachment(token) is Attachment.PRECEDING
        )

    return _bring_forward(columns, whole, closes)


def _move_to_common_word(words: Sequence[Words], columns: Sequence[Column]) -> list[Column]:
    """A closing mark that is with an equal one later is brought to that of the witnesses which have the
    word before it in common: they and it say the same here."""
    table = EditableTable(columns, [len(one) for one in words])
    made, at = table.columns, table.column_of
    for w, one in enumerate(words):
        for token in range(1, len(one)):
            before, old = at[w][token - 1], at[w][token]
            if old > before + 1 and not is_word(one.text[token]) and one.attachment(token) is Attachment.PRECEDING:
                new = _find_common_column(words, made, at, w, token)
                if new >= 0:
                    made[old][w], made[new][w], at[w][token] = -1, token, new
    return [column for column in made if max(column) >= 0]


def _find_common_column(
    words: Sequence[Words], columns: Sequence[Column], at: Sequence[Sequence[int]], w: int, token: int
) -> int:
    """The column between a mark and the word before it in which more witnesses with that word have the like, or -1."""
    before, old = at[w][token - 1], at[w][token]
    others = [(v, t + 1) for v, t in enumerate(columns[before]) if t >= 0 and v != w and t + 1 < len(at[v])]
    places = [p for v, t in others if before < (p := at[v][t]) < old and columns[p][w] < 0]
    new = [p for p in places if _common_text(words, columns[p]) == words[w].text[token]]
    return new[0] if len(new) > sum(t >= 0 for t in columns[old]) - 1 else -1


def _common_text(words: Sequence[Words], column: Column) -> str:
    """What all witnesses of a column have there; nothing if they differ."""
    texts = {words[w].text[t] for w, t in enumerate(column) if t >= 0}
    return texts.pop() if len(texts) == 1 else ""


def _openings_last(words: Sequence[Words], whole: Sequence[int], columns: Sequence[Column]) -> list[Column]:
    """The columns with marks that open what is after them as late as they can."""

    def opens(w: int, token: int) -> bool:
        return not is_word(words[w].text[token]) and words[w].attachment(token) is Attachment.FOLLOWING

    return _bring_forward(columns[::-1], whole, opens)[::-1]


def _find_complete(columns: Sequence[Column], whole: Sequence[int]) -> list[bool]:
    """Whether all whole witnesses that are extant near a column have a word in it."""
    if not columns:
        return []
    have = np.asarray(columns, np.int32)[:, list(whole)] >= 0
    counts = np.concatenate([np.zeros((1, have.shape[1]), np.int64), have.cumsum(axis=0)])
    at = np.arange(len(have))
    near = counts[np.minimum(at + PUNCTUATION_REACH + 1, len(have))] - counts[np.maximum(at - PUNCTUATION_REACH, 0)] > 0
    full: list[bool] = (have | ~near).all(axis=1).tolist()
    return full


def _bring_forward(
    columns: Sequence[Column], whole: Sequence[int], comes_first: Callable[[int, int], bool]
) -> list[Column]:
    """The columns, in each stretch on which not all that are extant there have a word, those first that hold nothing but such
    tokens; no witness's own order changes."""
    made: list[Column] = []
    first: list[Column] = []
    later: list[Column] = []
    late: set[int] = set()
    for column, is_complete in zip(columns, _find_complete(columns, whole), strict=True):
        if is_complete:
            if first or later:
                made += [*first, *later]
                first, later, late = [], [], set()
            made.append(column)
            continue
        tokens = [(w, t) for w, t in enumerate(column) if t >= 0]
        moves = all(w not in late and comes_first(w, t) for w, t in tokens)
        (first if moves else later).append(column)
        late |= set() if moves else {w for w, _ in tokens}
    return [*made, *first, *later]
