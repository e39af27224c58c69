"""What the reading text leaves out of a witness, by rule and place (docs/design.md, I0)."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.model.exclusion_rules import Rule
from edition.model.witness import OUTSIDE_READING, Kind, Node

_RULES = {
    Kind.FURNITURE: Rule.FURNITURE,
    Kind.MARKER: Rule.MARKUP,
    Kind.NOTE_MARK: Rule.NOTE_MARK,
    Kind.SURPLUS: Rule.SURPLUS,
    Kind.DELETED: Rule.DELETED,
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A stretch [start, end) of a witness's text, in code points, that no reading text and no note has."""

    rule: Rule
    start: int
    end: int


def exclusions(node: Node) -> Iterator[Exclusion]:
    """The exclusions below a node, in the order of the text; what a note holds is in the note.

    The mark of a note that the source numbers by itself has no characters, and is none.
    """
    for child in node.children:
        if child.kind in OUTSIDE_READING and child.kind is not Kind.NOTE:
            rule = Rule(child.get("rule") or _RULES[child.kind])
            if child.end > child.start:
                yield Exclusion(rule, child.start, child.end)
        else:
            yield from exclusions(child)
