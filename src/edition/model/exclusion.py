"""What the reading text leaves out of a witness, by rule and place (docs/design.md, I0)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from edition.model.witness import OUTSIDE_READING, Kind, Node


class Rule(StrEnum):
    """Why a stretch is no part of the reading text."""

    FURNITURE = "furniture"  # what a page shows around the text
    REPEATED_TITLE = "repeatedTitle"  # the title again, as a page shows it
    MARKUP = "markup"  # signs that mark headings, items and notes: `==`, `1.`, `•`
    NOTE_MARK = "noteMark"  # `[1]`, `*`
    SURPLUS = "surplus"  # debris of templates


_RULES = {
    Kind.FURNITURE: Rule.FURNITURE,
    Kind.MARKER: Rule.MARKUP,
    Kind.NOTE_MARK: Rule.NOTE_MARK,
    Kind.SURPLUS: Rule.SURPLUS,
}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A stretch [start, end) of a witness's text, in code points, that no reading text and no note has."""

    rule: Rule
    start: int
    end: int


def exclusions(node: Node) -> Iterator[Exclusion]:
    """The exclusions below a node, in the order of the text; what a note holds is in the note."""
    for child in node.children:
        if child.kind in OUTSIDE_READING and child.kind is not Kind.NOTE:
            yield Exclusion(Rule(child.get("rule") or _RULES[child.kind]), child.start, child.end)
        else:
            yield from exclusions(child)
