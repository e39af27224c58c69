"""A table of columns that can be changed token by token."""

from collections.abc import Sequence
from itertools import count

Column = list[int]  # a token number for each witness, or -1


class EditableTable:
    """Columns of token numbers, and for every token the number of its column."""

    def __init__(self, columns: Sequence[Column], lengths: Sequence[int]) -> None:
        self.columns = [list(column) for column in columns]
        self.column_of = [[-1] * length for length in lengths]
        for number, column in enumerate(self.columns):
            for witness, token in enumerate(column):
                if token >= 0:
                    self.column_of[witness][token] = number
        self._sort_key: list[tuple[int, int]] = [(number, 0) for number in range(len(self.columns))]
        self._serial = count(1)

    def aligned_token(self, witness: int, token: int, other: int) -> int:
        """The token of another witness in the same column, or -1."""
        return self.columns[self.column_of[witness][token]][other]

    def unlink(self, witness: int, token: int) -> None:
        """Move a token to a column of its own, after its previous column."""
        old = self.column_of[witness][token]
        if sum(t >= 0 for t in self.columns[old]) < 2:
            return
        self.columns[old][witness] = -1
        self.column_of[witness][token] = len(self.columns)
        self.columns.append([token if w == witness else -1 for w in range(len(self.column_of))])
        self._sort_key.append((self._sort_key[old][0], next(self._serial)))

    def link(self, witness: int, token: int, other: int, other_token: int, make_room: bool = False) -> None:
        """Align a token with a token of another witness; the tokens of its column follow if there are no conflicts.

        `make_room`: tokens that are in conflict with those that follow are moved to columns of their own.
        """
        source, target = self.columns[self.column_of[witness][token]], self.column_of[other][other_token]
        if source is self.columns[target] or self.columns[target][witness] >= 0:
            return
        for w, t in enumerate(source) if make_room else ():
            if t >= 0 and w != other and self.columns[target][w] >= 0:
                self.unlink(w, self.columns[target][w])
        together = all(t < 0 or self.columns[target][w] < 0 for w, t in enumerate(source))
        for w, t in enumerate(list(source)):
            if t >= 0 and (together or w == witness):
                source[w] = -1
                self.columns[target][w] = t
                self.column_of[w][t] = target

    def columns_in_order(self) -> list[Column]:
        """The columns that have any token; each new column follows the one that its token was taken from."""
        numbers = sorted(range(len(self.columns)), key=self._sort_key.__getitem__)
        return [self.columns[n] for n in numbers if max(self.columns[n]) >= 0]
