"""What an alignment says beyond its table: which passages stand at another place, and which tokens are uncertain."""

from dataclasses import dataclass
from enum import StrEnum

from edition.model.seed import Siglum


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


class Weakness(StrEnum):
    """Why it is uncertain with which tokens a token was aligned."""

    CLOSE_CALL = "another alignment is nearly as good"
    REALIGNED = "the last round of the alignment still moved it"
    UNLINKED = "it was aligned with other words, without a reason to keep them together"


@dataclass(frozen=True, slots=True, order=True)
class WeakToken:
    """A token of witness number `witness` whose alignment is uncertain; `weight` is above 0 and at most 1."""

    witness: int
    token: int
    weakness: Weakness
    weight: float


@dataclass(frozen=True, slots=True)
class WeakPlace:
    """A token [start, end) of a witness's text, in code points, whose alignment is uncertain."""

    siglum: Siglum
    start: int
    end: int
    weakness: Weakness
    weight: float
