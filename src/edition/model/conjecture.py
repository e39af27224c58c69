"""What no witness has: whose idea it is, and the signs that an editor puts on words of the lemma."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Idea:
    """Whose idea some words are: a `work` of the bibliography or an editor, by the id in the header.

    `said`: the short form of the work (Moorhouse 1881), or the initials. `cited`: where in the work. `approved`: who
    holds it to be right, as pairs of an id and what is said.
    """

    id: str
    said: str
    is_work: bool = False
    cited: str = ""
    approved: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """«Moorhouse 1881 (p. 12)»."""
        return f"{self.said} ({self.cited})" if self.cited else self.said


class SignKind(StrEnum):
    """What an editor says of words by signs around them."""

    CRUX = "crux"  # the words are corrupt, and nobody has mended them
    DELETE = "delete"  # they do not belong to the text
    SUPPLY = "supply"  # the witnesses lack them
    LACUNA = "lacuna"  # here words are lost
    UNCLEAR = "unclear"  # the reading is not certain


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign on the characters [start, end) of a lemma; of a lacuna a point. `resp`: the id of who decided it.

    `idea`: whose idea it is, if not that editor's. `extent`: of a lacuna, how much is lost. `rule`: the decision.
    """

    kind: SignKind
    start: int
    end: int
    resp: str
    idea: Idea | None = None
    extent: str = ""
    rule: str = ""
