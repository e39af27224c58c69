"""A table that can be changed token by token."""

from collections.abc import Sequence
from itertools import count

Row = list[int]  # a token number for each witness, or -1


class Grid:
    """Rows of token numbers, and for every token the number of its row."""

    def __init__(self, rows: Sequence[Row], lengths: Sequence[int]) -> None:
        self.rows = [list(row) for row in rows]
        self.at = [[-1] * length for length in lengths]
        for number, row in enumerate(self.rows):
            for witness, token in enumerate(row):
                if token >= 0:
                    self.at[witness][token] = number
        self._place: list[tuple[int, int]] = [(number, 0) for number in range(len(self.rows))]
        self._serial = count(1)

    def beside(self, witness: int, token: int, other: int) -> int:
        """The token of another witness in the same row, or -1."""
        return self.rows[self.at[witness][token]][other]

    def part(self, witness: int, token: int) -> None:
        """Put a token into a row of its own, behind the one it stood in."""
        old = self.at[witness][token]
        if sum(t >= 0 for t in self.rows[old]) < 2:
            return
        self.rows[old][witness] = -1
        self.at[witness][token] = len(self.rows)
        self.rows.append([token if w == witness else -1 for w in range(len(self.at))])
        self._place.append((self._place[old][0], next(self._serial)))

    def unite(self, witness: int, token: int, other: int, answer: int, make_room: bool = False) -> None:
        """Put a token beside a token of another witness; what stands with it comes along where there is room.

        `make_room`: what stands in the way of those who come along gets a row of its own.
        """
        source, target = self.rows[self.at[witness][token]], self.at[other][answer]
        if source is self.rows[target] or self.rows[target][witness] >= 0:
            return
        for w, t in enumerate(source) if make_room else ():
            if t >= 0 and w != other and self.rows[target][w] >= 0:
                self.part(w, self.rows[target][w])
        together = all(t < 0 or self.rows[target][w] < 0 for w, t in enumerate(source))
        for w, t in enumerate(list(source)):
            if t >= 0 and (together or w == witness):
                source[w] = -1
                self.rows[target][w] = t
                self.at[w][t] = target

    def in_order(self) -> list[Row]:
        """The rows that hold anything, each new one behind the row it was taken from."""
        numbers = sorted(range(len(self.rows)), key=self._place.__getitem__)
        return [self.rows[n] for n in numbers if max(self.rows[n]) >= 0]
