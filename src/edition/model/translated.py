"""Which blocks of a text a translation renders: by decision, by reference, else block by block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

#: The most blocks of one side that may stand for one of the other.
_MOST = 4
_SKIP, _HEADING, _EXTRA = 2.0, 9.0, 0.4
_WIDTH = 25  # how far from the diagonal blocks are compared


@dataclass(frozen=True, slots=True)
class Part:
    """A block: whether it is a heading, how long it is, and by which references it is cited, if any."""

    is_heading: bool
    length: int
    references: tuple[str, ...] = ()


Pairs = Mapping[int, tuple[int, ...]]  # block of the translation -> blocks of the text


def align_parts(translation: Sequence[Part], text: Sequence[Part], decided: Pairs) -> Pairs:
    """The blocks of the text that each block of a translation renders; none for one that renders nothing.

    `decided` comes before references, and these before the order of the blocks between them.
    """
    fixed = {**_by_reference(translation, text, decided), **decided}
    made = dict(fixed)
    taken = {block for some in fixed.values() for block in some}
    for first, last, start, end in _gaps(len(translation), len(text), fixed):
        free = [n for n in range(start, end) if n not in taken]
        pairs = _block_by_block(translation[first:last], [text[n] for n in free])
        made |= {first + t: tuple(free[n] for n in some) for t, some in pairs.items()}
    return {t: some for t, some in sorted(made.items()) if some}


def _by_reference(translation: Sequence[Part], text: Sequence[Part], decided: Pairs) -> Pairs:
    known: dict[str, list[int]] = {}
    for number, part in enumerate(text):
        for reference in part.references:
            known.setdefault(reference, []).append(number)
    taken = {block for some in decided.values() for block in some}
    made: dict[int, tuple[int, ...]] = {}
    for t, part in enumerate(translation):
        met = sorted({n for reference in part.references for n in known.get(reference, ())} - taken)
        if met and t not in decided:
            made[t] = tuple(met)
    return made


def _gaps(translated: int, texts: int, fixed: Pairs) -> Iterator[tuple[int, int, int, int]]:
    """The runs of blocks between those that are fixed: [first, last) of the translation, [start, end) of the text."""
    known = sorted(t for t in fixed if fixed[t])
    for before, behind in zip([None, *known], [*known, None], strict=True):
        first = 0 if before is None else before + 1
        last = translated if behind is None else behind
        start = 0 if before is None else max(fixed[before]) + 1
        end = texts if behind is None else min(fixed[behind])
        if first < last and start < end:
            yield first, last, start, end


def _block_by_block(translation: Sequence[Part], text: Sequence[Part]) -> Pairs:
    """In order: one for one where both have the same blocks; between headings, where both have as many; by length."""
    heads = [[n for n, part in enumerate(some) if part.is_heading] for some in (translation, text)]
    if heads[0] == heads[1] and len(translation) == len(text):
        return {n: (n,) for n in range(len(translation))}
    if not heads[0] or len(heads[0]) != len(heads[1]):
        return _by_length(translation, text)
    made: dict[int, tuple[int, ...]] = dict(zip(heads[0], ((n,) for n in heads[1]), strict=True))
    edges = zip([-1, *heads[0]], [*heads[0], len(translation)], [-1, *heads[1]], [*heads[1], len(text)], strict=True)
    for first, last, start, end in edges:
        pairs = _block_by_block(translation[first + 1 : last], text[start + 1 : end])
        made |= {first + 1 + t: tuple(start + 1 + n for n in some) for t, some in pairs.items()}
    return made


def _by_length(translation: Sequence[Part], text: Sequence[Part]) -> Pairs:
    """The cheapest way through both: a step takes one block of a side and some of the other, or leaves one out."""
    rows, columns = len(translation), len(text)
    costs = _Costs(translation, text)
    width = abs(rows - columns) + _WIDTH
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for t in range(rows + 1):
        for n in range(max(0, t - width), min(columns, t + width) + 1):
            here = best.get((t, n))
            if here is None:
                continue
            for down, right in _steps(rows - t, columns - n):
                cost = here[0] + costs.of(t, n, down, right)
                key = (t + down, n + right)
                if key not in best or cost < best[key][0]:
                    best[key] = cost, (down, right)
    return dict(_way_back(best, rows, columns))


def _steps(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    if rows:
        yield 1, 0
        yield from ((1, right) for right in range(1, min(_MOST, columns) + 1))
    if columns:
        yield 0, 1
        yield from ((down, 1) for down in range(2, min(_MOST, rows) + 1))


class _Costs:
    """What it costs that blocks of a translation stand for blocks of a text: by length, and by what is a heading."""

    def __init__(self, translation: Sequence[Part], text: Sequence[Part]) -> None:
        self.lengths = [[0, *accumulate(p.length for p in some)] for some in (translation, text)]
        self.heads = [[0, *accumulate(int(p.is_heading) for p in some)] for some in (translation, text)]
        self.ratio = (self.lengths[0][-1] + 1) / (self.lengths[1][-1] + 1)

    def of(self, t: int, n: int, down: int, right: int) -> float:
        """The cost of `down` blocks from `t` for `right` blocks from `n`."""
        if not (down and right):
            return _SKIP
        own = self.lengths[0][t + down] - self.lengths[0][t]
        theirs = (self.lengths[1][n + right] - self.lengths[1][n]) * self.ratio
        heads = self.heads[0][t + down] - self.heads[0][t] + self.heads[1][n + right] - self.heads[1][n]
        is_mixed = 0 < heads < down + right
        return abs(log((own + 10) / (theirs + 10))) + _EXTRA * (down + right - 2) + _HEADING * is_mixed


def _way_back(
    best: Mapping[tuple[int, int], tuple[float, tuple[int, int]]], rows: int, columns: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    at = rows, columns
    while at in best and at != (0, 0):
        down, right = best[at][1]
        at = at[0] - down, at[1] - right
        if down and right:
            yield from ((at[0] + n, tuple(range(at[1], at[1] + right))) for n in range(down))
