"""What an alignment says beyond its table: which passages stand at another place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """Tokens start..end (half open) of witness number `witness` stand in another order than the table's columns.

    The tokens of that witness between the columns of the first and the last of them are exactly these, rising.
    """

    witness: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a move has no tokens")
