"""The account of a file whose text was taken out of it: what is in the text, what is not, by which rule (I0)."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True, eq=False)
class TextPlaces:
    """Where the words of a text stand in an XML file: `starts` (offsets in the text, rising), and of each the number of
    the text node (`nodes`, as `edition.readers.xml_places` numbers them) and the offset in it (`offsets`). All count
    code points; what follows a start, up to white space or the next start, follows in the node."""

    starts: "array[int]"
    nodes: "array[int]"
    offsets: "array[int]"

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """The words in a stretch of the text: offset in the text and where the next word begins, node, offset in it."""
        first = max(0, bisect_right(self.starts, start) - 1)
        for at in range(first, len(self.starts)):
            begin = self.starts[at]
            if begin >= end:
                return
            behind = self.starts[at + 1] if at + 1 < len(self.starts) else end
            skipped = max(0, start - begin)
            if begin + skipped < behind:
                yield begin + skipped, min(behind, end), self.nodes[at], self.offsets[at] + skipped


@dataclass(frozen=True, slots=True)
class Account:
    """The characters of a source file: `characters` in all, and those left out, in the order of the file.

    The rest is in the text or the notes of the witness. `places`: where stretches of the text stand in the file, each
    with the offset at which it begins (code points of the text), in their order. `nodes`: of an XML file, where its
    words stand in the text nodes.
    """

    characters: int
    left_out: tuple[LeftOut, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    nodes: TextPlaces | None = None

    def place_of(self, offset: int) -> str:
        """Where a character of the text stands in the file, such as `line 12` or `word/document.xml, paragraph 3`."""
        at = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[at][1] if at >= 0 else ""

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
