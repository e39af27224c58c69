"""Where the characters of a text stand in another, held as runs: a number for each would cost more than the text."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload


class Offsets(Sequence[int]):
    """`Offsets([(3, 7), (9, 10)])` is 3, 4, 5, 6, 9: the numbers of each run [start, end), one after the other."""

    __slots__ = ("_ends", "_runs")

    def __init__(self, runs: Iterable[tuple[int, int]] = ()) -> None:
        self._runs = tuple(_joined((start, end) for start, end in runs if end > start))
        self._ends = tuple(accumulate(end - start for start, end in self._runs))

    @classmethod
    def of_run(cls, start: int, end: int) -> "Offsets":
        """The numbers of one run [start, end) that is not empty."""
        made = cls.__new__(cls)
        made._runs, made._ends = ((start, end),), (end - start,)
        return made

    @property
    def shift(self) -> int | None:
        """Of one run, what its numbers are more than their indices; None of several."""
        return self._runs[0][0] if len(self._runs) == 1 else None

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...
    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        run = bisect_right(self._ends, index)
        return self._runs[run][1] - (self._ends[run] - index)

    def count_before(self, number: int) -> int:
        """How many numbers are less than a number, where they ascend: its index among them, as `bisect_left` finds it.

        >>> offsets = Offsets([(3, 7), (9, 10)])
        >>> [offsets.count_before(number) for number in (2, 3, 5, 8, 9, 30)]
        [0, 0, 2, 4, 4, 5]
        """
        run = bisect_right(self._runs, (number, sys.maxsize)) - 1
        if run < 0:
            return 0
        end = self._runs[run][1]
        return self._ends[run] - (end - min(number, end))

    def __iter__(self) -> Iterator[int]:
        for start, end in self._runs:
            yield from range(start, end)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Offsets) and self._runs == other._runs

    def __hash__(self) -> int:
        return hash(self._runs)

    def __repr__(self) -> str:
        return f"Offsets({list(self._runs)!r})"


def _joined(runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs, with those that follow each other without a break made one."""
    start = end = 0
    for first, behind in runs:
        if first != end:
            if end > start:
                yield start, end
            start = first
        end = behind
    if end > start:
        yield start, end
