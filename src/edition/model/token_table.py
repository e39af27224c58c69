"""The alignment as other programs take it: the tokens of every witness, in columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.model.seed import Siglum


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, as compared, and the white space behind it; `further` is what another program said of it.

    White space at the head of a text belongs to the first token's `text`, so that tokens joined are the text.
    """

    text: str
    norm: str
    after: str = ""
    further: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text + self.after


@dataclass(frozen=True, slots=True)
class TokenText:
    """A witness as tokens, in its own order.

    `blanks`: the white space to show behind each token where the tokens themselves have none at all (CollateX's JSON
    may leave it out); empty where they have their own.
    """

    siglum: Siglum
    tokens: tuple[Token, ...]
    blanks: tuple[str, ...] = ()

    def words(self, start: int, end: int) -> str:
        """The tokens [start, end) as they are to be read, with the white space between and behind them."""
        if not self.blanks:
            return "".join(map(str, self.tokens[start:end]))
        pairs = zip(self.tokens[start:end], self.blanks[start:end], strict=True)
        return "".join(f"{token}{blank}" for token, blank in pairs)


Cell = tuple[int, int] | None
"""The tokens [start, end) of a witness that stand in a column; None: it has none there."""


@dataclass(frozen=True, slots=True)
class MovedPassage:
    """The tokens [start, end) of a witness stand in the table where others have them; its own place is before `column`
    (the number of columns: at the end)."""

    siglum: Siglum
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Columns in the order of the base; a cell for each text in each; every token stands in one cell."""

    texts: tuple[TokenText, ...]
    base: Siglum
    columns: tuple[tuple[Cell, ...], ...]
    moves: tuple[MovedPassage, ...] = ()

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The sigla in the order of the rows."""
        return tuple(text.siglum for text in self.texts)

    def tokens(self, row: int, cell: Cell) -> tuple[Token, ...]:
        """The tokens of a cell."""
        return self.texts[row].tokens[slice(*cell)] if cell else ()

    def words(self, row: int, cell: Cell) -> str:
        """The words of a cell as they are to be read, with the white space between and behind them."""
        return self.texts[row].words(*cell) if cell else ""

    def cells(self, row: int) -> Iterator[Cell]:
        """The cells of a row, column by column."""
        return (column[row] for column in self.columns)

    def readings(self, column: int) -> tuple[tuple[int, ...], ...]:
        """The rows of a column by what they have there as compared: rows of one reading stand together."""
        found: dict[tuple[str, ...], list[int]] = {}
        for row, cell in enumerate(self.columns[column]):
            if cell:
                found.setdefault(tuple(t.norm for t in self.tokens(row, cell)), []).append(row)
        return tuple(map(tuple, found.values()))
