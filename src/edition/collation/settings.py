"""The settings of a collation that an editor may choose, with the defaults of `thresholds`."""

from dataclasses import dataclass

from edition.collation.thresholds import NEAR_MATCH, SHORTEST_TRANSPOSITION


@dataclass(frozen=True, slots=True)
class CollationSettings:
    """How witnesses are compared; ValueError for a value out of range.

    near_match: the share of letters, from 0.56 to 1, from which two words of four letters or more are forms of one
    word. shortest_transposition: the words of the shortest transposition that is reported, 1 or more; a passage that
    moved less than 100 words may have 3. ignore_punctuation: all punctuation marks are equal in the alignment and give
    no evidence. ignore_case: capital and small letters are equal in the alignment. The apparatus reports differences
    of punctuation and case in either case. by_lemma: words for which the sources give lemmata compare by these.
    """

    near_match: float = NEAR_MATCH
    shortest_transposition: int = SHORTEST_TRANSPOSITION
    ignore_punctuation: bool = False
    ignore_case: bool = True
    by_lemma: bool = False

    def __post_init__(self) -> None:
        if not 0.56 <= self.near_match <= 1:
            raise ValueError(f"near_match is a number from 0.56 to 1, not {self.near_match}")
        if self.shortest_transposition < 1:
            raise ValueError(f"shortest_transposition is 1 or more, not {self.shortest_transposition}")
