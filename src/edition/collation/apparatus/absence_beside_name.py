"""What some witnesses lack beside a name that all have, in several forms, is a unit of its own.

«the great fair, January 1937» and «1937» are two facts: a phrase that one lacks, and a date in two forms.
"""

from collections.abc import Sequence

from edition.collation.apparatus.block_view import BlockView, Range
from edition.collation.thresholds import BESIDE_NAME


def separate_absences_beside_names(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """The units, divided at the edge of a name where what stands on the other side is lacking as a whole."""
    names = view.names() if units else []
    made: list[Range] = []
    for start, end in units:
        inside = [name for name in names if start <= name[0] and name[1] <= end and name != (start, end)]
        made += _divided(view, (start, end), _edges(inside, names, start, end)) if inside else [(start, end)]
    return made


def _edges(inside: Sequence[Range], names: Sequence[Range], start: int, end: int) -> list[int]:
    """The places within a unit before which a name begins or ends, and no other name goes on."""
    edges = {edge for name in inside for edge in name if start < edge < end}
    return sorted(edge for edge in edges if not any(a < edge < b for a, b in names))


def _divided(view: BlockView, unit: Range, edges: Sequence[int]) -> list[Range]:
    start, end = unit
    first = max((e for e in edges if _is_apart(view, (start, e), (e, end))), default=start)
    last = min((e for e in edges if e > first and _is_apart(view, (e, end), (first, e))), default=end)
    return [(a, b) for a, b in ((start, first), (first, last), (last, end)) if a < b]


def _is_apart(view: BlockView, absence: Range, rest: Range) -> bool:
    """Whether the same witnesses have all of the absence, and the others lack it and say none of it in the rest, in
    which all have a word in common.
    """
    having = {frozenset(w for w, _ in view.tokens_at(place)) for place in range(*absence)}
    holders = next(iter(having))
    extant = {w for w in view.present if not view.is_lacunose(w, absence[0])}
    words = sum(not view.is_mark(place) for place in range(*absence))
    if len(having) > 1 or words < BESIDE_NAME or not extant - holders:
        return False
    if not any(view.is_agreement(place) and not view.is_mark(place) for place in range(*rest)):
        return False
    said = {word for w in holders for word in view.content_words(w, *absence, least=1)}
    common = {word for w in holders for word in view.content_words(w, *rest, least=1)}
    if any(said & set(view.content_words(w, *rest, least=1)) - common for w in extant - holders):
        return False
    return all(_is_in_order(view, w, *sorted((absence, rest))) for w in holders)


def _is_in_order(view: BlockView, witness: int, first: Range, last: Range) -> bool:
    tokens, following = view.tokens(witness, *first), view.tokens(witness, *last)
    return not tokens or not following or max(tokens) < min(following)
