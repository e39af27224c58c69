"""Columns of witnesses that one file's own apparatus gives: nothing is aligned anew, its entries are the units.

Outside the entries a place of the file is one token of all witnesses. Inside an entry the words of its readings stand
side by side; in a reading that holds further entries, these likewise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from edition.collation.blocks.aligned_tokens import AlignedTokens, find_extant_columns, find_lost_columns
from edition.collation.blocks.editable_table import Column
from edition.collation.tokens.witness_tokens import Words

Place = tuple[int, int]
Path = tuple[tuple[int, int], ...]
#: A token: its place in the file and the entries around it, from outside in, each with its reading.
Placed = tuple[Place, Path]
_Row = Mapping[int, int]  # witness -> token


def columns_of_entries(
    words: Sequence[Words], placed: Sequence[Sequence[Placed]], starts: Mapping[int, Place], base: int
) -> AlignedTokens:
    """The table of witnesses whose tokens have places. `starts`: where each entry begins in the file."""
    tokens = {w: list(range(len(one))) for w, one in enumerate(words)}
    rows = list(_Builder(placed, starts).rows(tokens, 0))
    columns: list[Column] = [[row.get(w, -1) for w in range(len(words))] for row, _ in rows]
    runs = {w: find_extant_columns(words, w, columns) for w, one in enumerate(words) if one.is_fragment}
    lost = {w: find_lost_columns(one, w, columns) for w, one in enumerate(words) if one.gaps}
    return AlignedTokens(tuple(words), base, columns, (), runs, lost, tuple(entries for _, entries in rows))


@dataclass
class _Builder:
    placed: Sequence[Sequence[Placed]]
    starts: Mapping[int, Place]

    def rows(self, tokens: Mapping[int, Sequence[int]], depth: int) -> Iterator[tuple[_Row, tuple[int, ...]]]:
        """The rows of some tokens of each witness, with the entries around each row below this depth."""
        found: dict[Place | int, dict[int, list[int]]] = {}
        order: list[list[Place | int]] = []
        for w, own in tokens.items():
            sequence: list[Place | int] = []
            for item, some in groupby(own, key=lambda t, w=w: self._item(w, t, depth)):  # type: ignore[misc]
                found.setdefault(item, {}).setdefault(w, []).extend(some)
                sequence.append(item)
            order.append(sequence)
        for item in _merged(order, self._start):
            if isinstance(item, tuple):
                yield {w: some[0] for w, some in found[item].items()}, ()
            else:
                yield from self._entry(item, found[item], depth)

    def _item(self, w: int, token: int, depth: int) -> Place | int:
        place, path = self.placed[w][token]
        return path[depth][0] if len(path) > depth else place

    def _start(self, item: Place | int) -> Place:
        return item if isinstance(item, tuple) else self.starts.get(item, (0, 0))

    def _entry(
        self, entry: int, tokens: Mapping[int, Sequence[int]], depth: int
    ) -> Iterator[tuple[_Row, tuple[int, ...]]]:
        """The rows of an entry: those of its readings side by side."""
        readings: dict[frozenset[int], dict[int, Sequence[int]]] = {}
        for w, own in tokens.items():
            name = frozenset(self.placed[w][t][1][depth][1] for t in own)
            places = [self.placed[w][t][0] for t in own]
            name |= {-1 - w} if places != sorted(places) and len(name) == 1 else set()  # its words in another order
            readings.setdefault(name, {})[w] = own
        beside = [list(self.rows(group, depth + 1)) for group in readings.values()]
        for together in zip_longest(*beside):
            row = {w: t for one in together if one is not None for w, t in one[0].items()}
            inner = next((one[1] for one in together if one is not None and one[1]), ())
            yield row, (entry, *inner)


def _merged(
    sequences: Sequence[Sequence["Place | int"]], start: Callable[["Place | int"], Place]
) -> Sequence["Place | int"]:
    """The items of sequences that agree in their order, each once; of items that do not meet, the earlier first."""
    made: list[Place | int] = []
    for sequence in sorted(sequences, key=len, reverse=True):
        at = 0
        for item in sequence:
            if item in made:
                at = made.index(item) + 1
                continue
            while at < len(made) and start(made[at]) < start(item) and made[at] not in sequence:
                at += 1
            made.insert(at, item)
            at += 1
    return made
