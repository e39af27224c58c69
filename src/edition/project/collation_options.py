"""`[collation]` and `[annotation]`: how witnesses are compared, and facts about the names in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CollateOptions:
    """`[collation]`: how witnesses are compared.

    same: words or phrases that the editor treats as equal to others (aka, also known as). near_match: the share of
    letters from which two words are forms of one word. shortest_transposition: the words of the shortest transposition
    that is reported. ignore_punctuation, ignore_case: whether marks, and capital and small letters, are equal in the
    alignment.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    near_match: float = 0.6
    shortest_transposition: int = 6
    ignore_punctuation: bool = False
    ignore_case: bool = True


@dataclass(frozen=True, slots=True)
class AnnotationOptions:
    """`[annotation]`: facts about the names in these texts. `words`: a file of words (see word_lists.py)."""

    words: str = ""
