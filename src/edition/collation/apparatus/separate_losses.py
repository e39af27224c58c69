"""Units at the edge of a lacuna: what a witness has lost is one unit, the words that it has beside that another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.collation.apparatus.block_view import BlockView, Range


def separate_losses(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """The units, divided where the words that a witness has begin or end beside words that it has lost.

    A unit in which a witness has its words in another order stays whole.
    """
    if not any(view.table.lost.get(w) for w in view.present):
        return list(units)
    made: list[Range] = []
    for start, end in units:
        cuts = [] if _is_reordered(view, start, end) else sorted(set(_edges(view, start, end)))
        parts = list(pairwise([start, *cuts, end]))
        made += [part for part in (_trimmed(view, *one) for one in parts) if part] if cuts else parts
    return made


def _trimmed(view: BlockView, start: int, end: int) -> Range | None:
    """A part of a unit without the words at its edges on which all agree; they were only between two variants."""
    differ = [place for place in range(start, end) if not view.is_agreement(place)]
    return (differ[0], differ[-1] + 1) if differ else None


def _edges(view: BlockView, start: int, end: int) -> Iterator[int]:
    """The places in a unit before which a witness passes from lost words to words, or from words to lost words."""
    for w in view.present:
        lost = view.table.lost.get(w, frozenset())
        for place in range(start + 1, end) if lost else ():
            here, before = view.columns[place], view.columns[place - 1]
            if (before in lost) != (here in lost) and (_has(view, w, here) or _has(view, w, before)):
                yield place


def _has(view: BlockView, witness: int, column: int) -> bool:
    return view.table.columns[column][witness] >= 0


def _is_reordered(view: BlockView, start: int, end: int) -> bool:
    return any((tokens := view.tokens(w, start, end)) != sorted(tokens) for w in view.present)
