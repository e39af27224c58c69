"""The account of a file whose text was taken out of it: what is in the text, what is not, by which rule (I0)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.model.exclusion_rules import Rule


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of a source file that is not in the text of its witness.

    `place`: as messages name it, such as `12:3` or `word/document.xml, paragraph 12`. `is_named`: whether the editor
    named it in edition.toml.
    """

    rule: Rule
    place: str
    text: str
    is_named: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(any(c.isalnum() for c in word) for word in self.text.split())


@dataclass(frozen=True, slots=True)
class Account:
    """The characters of a source file: `characters` in all, and those left out, in the order of the file.

    The rest is in the text or the notes of the witness.
    """

    characters: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Rule -> places and characters, sorted."""
        return count_by_rule(self.left_out)


def count_by_rule(left_out: Sequence[LeftOut]) -> Mapping[str, tuple[int, int]]:
    """Rule -> places and characters, sorted by the rule."""
    made: dict[str, tuple[int, int]] = {}
    for one in left_out:
        places, characters = made.get(one.rule.value, (0, 0))
        made[one.rule.value] = places + 1, characters + len(one.text)
    return dict(sorted(made.items()))
