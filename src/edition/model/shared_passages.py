"""Passages that a fragment shares with other witnesses."""

from dataclasses import dataclass
from enum import StrEnum

from edition.model.seed import Siglum


class ReuseKind(StrEnum):
    """How closely a passage follows another witness."""

    VERBATIM = "verbatim"
    CLOSE = "close"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage of a fragment that another witness has, too.

    `source`: where it stands in the fragment's text [start, end), in code points; `length`: in words and marks;
    `nearest`: the witness most like it there; `score`: the share of their words that both have, from 0 to 1.
    """

    siglum: Siglum
    source: tuple[int, int]
    length: int
    nearest: Siglum
    score: float
    kind: ReuseKind
