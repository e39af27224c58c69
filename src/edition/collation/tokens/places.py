"""Where the tokens of a witness stand in its text."""

from array import array
from collections.abc import Iterable, Sequence
from typing import overload


class Places(Sequence[tuple[int, int]]):
    """The span [start, end) of each token in its text, in code points; stored as two arrays, as there may be
    millions.
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts, self._ends = array("I"), array("I")

    def append(self, start: int, end: int) -> None:
        """Add the span of the next token."""
        self._starts.append(start)
        self._ends.append(end)

    def extend(self, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Add the spans of the next tokens."""
        self._starts.extend(starts)
        self._ends.extend(ends)

    @property
    def starts(self) -> Sequence[int]:
        """Where each token begins."""
        return self._starts

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(index, slice):
            return list(zip(self._starts[index], self._ends[index], strict=True))
        return self._starts[index], self._ends[index]
