"""Divide a block into agreements and variation units, and find passages that some witnesses lack."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from edition.collation.apparatus.block_view import BlockView, Range, Stretch, find_ranges
from edition.collation.apparatus.decide_stretches import decide_stretches
from edition.collation.apparatus.merge_units import find_units
from edition.collation.apparatus.short_passages import is_short_passage
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.blocks.place_blocks import PlacedBlock
from edition.collation.thresholds import PASSAGE_SHARE, PASSAGE_WORDS


def split_placed(table: AlignedTokens, placed: PlacedBlock, present: Sequence[int], nested: bool) -> Iterator[Stretch]:
    """The agreements and units of a block of the edition: those of each unit of reference in it."""
    for columns in split_at_references(table, placed.columns, placed.leader):
        yield from split_block(table, columns, present, nested)


def split_at_references(table: AlignedTokens, columns: Sequence[int], leader: int) -> Iterator[Sequence[int]]:
    """The columns of a block, divided where a milestone begins another unit of reference: no unit goes across."""
    units, start, before = table.words[leader].unit, 0, -1
    for i, c in enumerate(columns):
        token = table.columns[c][leader]
        if units and token >= 0 and units[token] != before:
            if before >= 0:
                yield columns[start:i]
                start = i
            before = units[token]
    yield columns[start:]


def split_block(
    table: AlignedTokens, columns: Sequence[int], present: Sequence[int], nested: bool
) -> Iterator[Stretch]:
    """Divide a block into agreements and units; `present` are the witnesses that are collated in it.

    In a nested block a fragment is extant throughout; otherwise only where its passages are. Passages are found in
    blocks of the base only, so that nesting has one level.
    """
    view = BlockView(table, columns, present, nested)
    if table.decided is None:
        yield from _by_rule(view)
        return

    def inside(passage: Stretch) -> list[Stretch]:
        extant = [w for w in present if w not in passage.absent]
        return list(_by_rule(BlockView(table, passage.columns, extant, nested=True)))

    def absent(some: Sequence[int], lacking: Sequence[int]) -> tuple[int, ...]:
        return tuple(lacking) if _has_variation(view, some, lacking) else ()

    yield from decide_stretches(view, list(_by_rule(view)), table.decided, inside, absent)


def _by_rule(view: BlockView) -> Iterator[Stretch]:
    """The stretches of a block as the rules have them."""
    table, columns = view.table, view.columns
    at = 0
    for start, end in _own_units(view) if table.entries else find_units(view):
        if start > at:
            yield Stretch(tuple(columns[at:start]), False)
        unit = tuple(columns[start:end])
        if table.entries:
            yield _own_stretch(view, unit)
        elif view.nested:
            yield Stretch(unit, True)
        else:
            yield from _split_passages(view, unit, is_block=len(unit) == len(columns))
        at = end
    if at < len(columns):
        yield Stretch(tuple(columns[at:]), False)


def _own_units(view: BlockView) -> list[Range]:
    """The units of a block by the entries of the file's own apparatus, those in which the witnesses differ; and what
    differs outside them, because a witness is lost there.
    """
    depth = 1 if view.nested else 0
    paths = [view.table.entries[c][depth : depth + 1] for c in view.columns]
    made: list[Range] = []
    start = 0
    for path, places in groupby(paths):
        end = start + len(list(places))
        differing = find_ranges([not view.is_agreement(place) for place in range(start, end)])
        if path and differing:
            made.append((start, end))
        else:
            made += [(start + a, start + b) for a, b in differing]
        start = end
    return made


def _own_stretch(view: BlockView, columns: tuple[int, ...]) -> Stretch:
    """A unit of the file's own apparatus; a passage where some witnesses have none of it, and the others differ."""
    table = view.table
    absent = tuple(w for w in view.present if all(table.columns[c][w] < 0 for c in columns))
    is_passage = not view.nested and absent and table.base not in absent and len(absent) < len(view.present)
    has_inner = any(len(table.entries[c]) > 1 for c in columns)
    return Stretch(columns, True, absent if is_passage and has_inner and _has_variation(view, columns, absent) else ())


def _split_passages(view: BlockView, columns: tuple[int, ...], is_block: bool) -> Iterator[Stretch]:
    """Split a unit around a passage that some witnesses omit and others have in several forms.

    Without this, every small difference between the witnesses that have the passage would be part of one large reading.
    """
    found = [(end - start, -start, absent) for start, end, absent in _find_passages(view, columns)]
    size, start, absent = max(found, default=(0, 0, ()))
    start = -start
    is_long = size >= PASSAGE_WORDS or (is_block and size == len(columns))
    if not is_long and not is_short_passage(view, columns, start, start + size, absent):
        yield Stretch(columns, True)
        return
    inside = columns[start : start + size]
    if start:
        yield Stretch(columns[:start], True)
    yield Stretch(inside, True, absent if _has_variation(view, inside, absent) else ())
    if start + size < len(columns):
        yield from _split_passages(view, columns[start + size :], is_block=False)


def _find_passages(view: BlockView, columns: Sequence[int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Ranges [start, end) of columns that some witnesses lack and others share, and the witnesses that lack them."""
    table = view.table
    for w in view.present:
        for start, end in find_ranges([table.columns[c][w] < 0 for c in columns]):
            inside = columns[start:end]
            absent = tuple(x for x in view.present if all(table.columns[c][x] < 0 for c in inside))
            extant = [x for x in view.present if x not in absent]
            if all(x in table.runs and not any(table.runs[x][c] for c in inside) for x in absent):
                continue  # a fragment that is not extant omits nothing
            shared = sum(sum(table.columns[c][x] >= 0 for x in extant) > 1 for c in inside)
            if shared >= PASSAGE_SHARE * (end - start) and table.base in extant:
                yield start, end, absent


def _has_variation(view: BlockView, columns: Sequence[int], absent: Sequence[int]) -> bool:
    """Whether the witnesses that have a passage differ in its words or in their order."""
    extant = [w for w in view.present if w not in absent]
    inner = BlockView(view.table, columns, extant, nested=True)
    orders = [inner.tokens(w, 0, len(columns)) for w in extant]
    return any(o != sorted(o) for o in orders) or not all(inner.is_agreement(place) for place in range(len(columns)))
