"""Short passages that some lack while others differ in a part of them: two facts, one inside the other."""

from collections.abc import Sequence

from edition.collation.apparatus.block_view import BlockView


def is_short_passage(view: BlockView, columns: Sequence[int], start: int, end: int, absent: Sequence[int]) -> bool:
    """Whether the columns [start, end) of a unit, which `absent` lack, are a passage with places of variation in it.

    Those who have it must agree in more of its words than they differ in: of «with men», «with hands» and nothing an
    entry gives the words whole. What the absent ones have beside it must be words that stand there in others, too:
    otherwise they have other words in place of the passage.
    """
    extant = [w for w in view.present if w not in absent]
    inner = BlockView(view.table, columns[start:end], extant, nested=True)
    words = [inner.is_agreement(place) for place in range(len(inner)) if not inner.is_mark(place)]
    if len(extant) < 2 or all(words) or sum(words) <= len(words) - sum(words):
        return False
    rest = [*columns[:start], *columns[end:]]
    return all(_has_word_of_others(view, column, w, extant) for column in rest for w in absent)


def _has_word_of_others(view: BlockView, column: int, witness: int, extant: Sequence[int]) -> bool:
    """Whether a witness has nothing in a column, or the word of one of the others."""
    cells = view.table.columns[column]
    if cells[witness] < 0:
        return True
    norm = view.words(witness).norm[cells[witness]]
    return any(cells[w] >= 0 and view.words(w).norm[cells[w]] == norm for w in extant)
