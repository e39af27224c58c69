"""Put punctuation marks into the columns next to the words that they attach to, where witnesses differ.

If one witness has «August» where another has «,"», the comma attaches to the preceding word, which all witnesses share.
It comes first, so that the variation unit begins after it. In the same way, opening marks come last.
"""

from collections.abc import Callable, Sequence

import numpy as np

from edition.collation.blocks.editable_table import Column, EditableTable
from edition.collation.thresholds import PUNCTUATION_REACH
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Attachment, Words


def attach_punctuation(words: Sequence[Words], columns: Sequence[Column]) -> list[Column]:
    """The columns, with closing marks first and opening marks last in each stretch on which witnesses differ."""
    whole = [w for w, one in enumerate(words) if not one.is_fragment]
    columns = _move_to_common_word(words, columns)
    return _openings_last(words, whole, _closings_first(words, whole, columns))


def _closings_first(words: Sequence[Words], whole: Sequence[int], columns: Sequence[Column]) -> list[Column]:
    """The columns, with marks that attach to the preceding word as early as possible."""

    def closes(w: int, token: int) -> bool:
        return words[w].is_inside(token) and _closes(words[w], token)

    return _bring_forward(columns, whole, closes)


def _move_to_common_word(words: Sequence[Words], columns: Sequence[Column]) -> list[Column]:
    """Move a closing mark to the column of its word's mark, if more witnesses have the same mark there: from a later
    column, or from one of its own before it.
    """
    table = EditableTable(columns, [len(one) for one in words])
    made, at = table.columns, table.column_of
    for w, one in enumerate(words):
        for token in range(1, len(one)):
            before, old = at[w][token - 1], at[w][token]
            is_near = old == before + 1 and max((t for v, t in enumerate(made[old]) if v != w), default=-1) >= 0
            if old > before and not is_near and _closes(one, token):
                new = _find_common_column(words, made, at, w, token)
                if new >= 0:
                    made[old][w], made[new][w], at[w][token] = -1, token, new
    return [column for column in made if max(column) >= 0]


def _closes(words: Words, token: int) -> bool:
    return not is_word(words.text[token]) and words.attachment(token) is Attachment.PRECEDING


def _find_common_column(
    words: Sequence[Words], columns: Sequence[Column], at: Sequence[Sequence[int]], w: int, token: int
) -> int:
    """The column between a mark and the word before it in which more witnesses with that word have an equal mark,
    or -1.
    """
    before, old = at[w][token - 1], at[w][token]
    others = [(v, t + 1) for v, t in enumerate(columns[before]) if t >= 0 and v != w and t + 1 < len(at[v])]
    is_alone = sum(t >= 0 for t in columns[old]) == 1
    following = at[w][token + 1] if token + 1 < len(at[w]) else len(columns)
    end = following if is_alone and following > old else old
    places = [p for v, t in others if before < (p := at[v][t]) < end and columns[p][w] < 0]
    new = [p for p in places if _common_text(words, columns[p]) == words[w].text[token]]
    return new[0] if len(new) > sum(t >= 0 for t in columns[old]) - 1 else -1


def _common_text(words: Sequence[Words], column: Column) -> str:
    """The text of a column if all its witnesses agree; otherwise an empty string."""
    texts = {words[w].text[t] for w, t in enumerate(column) if t >= 0}
    return texts.pop() if len(texts) == 1 else ""


def _openings_last(words: Sequence[Words], whole: Sequence[int], columns: Sequence[Column]) -> list[Column]:
    """The columns, with marks that attach to the following word as late as possible."""

    def opens(w: int, token: int) -> bool:
        return not is_word(words[w].text[token]) and words[w].attachment(token) is Attachment.FOLLOWING

    return _bring_forward(columns[::-1], whole, opens)[::-1]


def _find_complete(columns: Sequence[Column], whole: Sequence[int]) -> list[bool]:
    """By column, whether every complete witness that is extant nearby has a token in it."""
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
    """In each stretch of incomplete columns, put the columns first whose tokens all satisfy `comes_first`.

    The order of tokens within a witness does not change.
    """
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
