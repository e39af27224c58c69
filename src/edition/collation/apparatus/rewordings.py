"""Whether neighbouring units are one rewording: «for the arrest of] to arrest», but «nine] ten» and «prima] primus»."""

from edition.collation.apparatus.block_view import BlockView, Range


def is_word_for_word(view: BlockView, unit: Range) -> bool:
    """Whether a unit is one weighty word for which all others have one word."""
    start, end = unit
    if end - start != 1 or view.is_mark(start) or view.is_light(start):
        return False
    return len(view.tokens_at(start)) == len(_extant(view, start))


def is_reworded_around(view: BlockView, a: Range, between: int, b: Range) -> bool:
    """Whether the same witnesses put one word into another construction: slight words differ on one side of it at
    least, and they do not only have fewer words.
    """
    if is_word_for_word(view, a) or is_word_for_word(view, b):
        return False
    if not (_is_slight(view, a) or _is_slight(view, b)) or any(x <= between < y for x, y in view.names()):
        return False
    extant = _extant(view, between)
    sides = [[tuple(_texts(view, w, side)) for w in extant] for side in (a, b)]
    groups, others = ([side.index(text) for text in side] for side in sides)
    return groups == others and any(all(side) for side in sides)


def _extant(view: BlockView, place: int) -> list[int]:
    return [w for w in view.present if not view.is_lacunose(w, place)]


def _is_slight(view: BlockView, unit: Range) -> bool:
    return all(view.is_light(place) for place in range(*unit))


def _texts(view: BlockView, witness: int, unit: Range) -> list[str]:
    text = view.words(witness).text
    return [text[t] for t in view.tokens(witness, *unit)]
