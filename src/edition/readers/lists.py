"""Numbered and bulleted lists, and what they contain: items, bibliography entries, or notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Kind, Node
from edition.readers.structure import InlineRules, TextLine, make_block

ITEM_START = late_pattern(r"\s*(?P<mark>(?P<number>\d{1,3})[.)]|[-•·*‣◦])\s+(?=\S)")
_BACK_LINKS = late_pattern(r"(?:\d{1,3}\.\d{1,2}\s+)+|\^\s+(?:[a-z]\s+)*")
_PERSON_FIRST = late_pattern(r"[^\W\d_][\w'’-]*,\s[^\W\d_]")
_YEAR_OR_NUMBER = late_pattern(r"\b(?:1[5-9]|20)\d\d\b|\bISBN\b|\bDOI\b", re.IGNORECASE)
_BIBLIOGRAPHIC = late_pattern(
    r"\b(bibliograph|references|sources|further reading|literature|works cited|works|publications|citations)",
    re.IGNORECASE,
)


def is_item(line: TextLine) -> bool:
    """Whether the line begins with a bullet or a number and words follow."""
    return ITEM_START.match(line.text) is not None


def make_list(
    text: str, lines: Sequence[TextLine], heading: str, inline: InlineRules, has_markers: bool = True
) -> Node:
    """A list with one item for each line; a bibliography when `is_bibliography` holds for them.

    `has_markers`: whether the numbers and bullets are markup and no words.
    """
    items = []
    for line in lines:
        start, end = line.stripped
        found = ITEM_START.match(line.text)
        mark = found["mark"] if found else ""
        markers = [Node(Kind.MARKER, start, start + len(mark))] if has_markers else []
        number = {"n": found["number"]} if found and found["number"] else {}
        items.append(make_block(Kind.ITEM, text, start, end, inline, *markers, **number))
    kind = (("type", "ordered" if items[0].get("n") else "bulleted"),)
    if is_bibliography([line.text for line in lines], heading):
        entries = tuple(Node(Kind.ENTRY, n.start, n.end, n.children, n.attributes) for n in items)
        return Node(Kind.BIBLIOGRAPHY, items[0].start, items[-1].end, entries, kind)
    return Node(Kind.LIST, items[0].start, items[-1].end, tuple(items), kind)


def is_bibliography(items: Sequence[str], heading: str) -> bool:
    """Whether list items are bibliography entries.

    Under a heading such as «References» half of the items must begin with «Surname, Forename» or have a year or ISBN;
    elsewhere four fifths must begin so and half must have a year or ISBN.
    """
    bodies = [ITEM_START.sub("", item, count=1) for item in items]
    inverted = sum(bool(_PERSON_FIRST.match(b)) for b in bodies)
    dated = sum(bool(_YEAR_OR_NUMBER.search(b)) for b in bodies)
    if _BIBLIOGRAPHIC.search(heading):
        return inverted + dated >= len(bodies) / 2
    return inverted >= 0.8 * len(bodies) and dated >= 0.5 * len(bodies)


def convert_lists_to_notes(text: str, blocks: Sequence[Node], inline: InlineRules) -> list[Node]:
    """The blocks with every numbered list that belongs to note marks converted to a section of notes.

    The numbers of such a list are more than half of the numbers of the note marks of the text, or exactly those of the
    note marks since the last such list (where numbers begin again in every chapter). The attribute `target` of a note
    mark names its note.
    """
    marks = {n.get("n") for b in blocks for n in b.walk() if n.kind is Kind.NOTE_MARK and n.get("n").isdigit()}
    made: list[Node] = []
    open_marks: dict[str, list[int]] = {}  # number -> start of its note marks since the last list of notes
    targets: dict[int, str] = {}  # start of a note mark -> id of its note
    lists = 0
    for candidate in blocks:
        numbers = {item.get("n") for item in candidate.children} - {""}
        is_list = candidate.kind in (Kind.LIST, Kind.BIBLIOGRAPHY)
        is_matched = numbers == open_marks.keys() or len(numbers & marks) > 0.5 * len(numbers | marks)
        if is_list and open_marks and is_matched:
            suffix = f"/{lists}" if lists else ""
            lists += 1
            targets |= {start: number + suffix for number in numbers for start in open_marks.pop(number, ())}
            notes = make_notes(text, candidate, inline, suffix)
            made.append(Node(Kind.SECTION, candidate.start, candidate.end, notes, (("type", "notes"),)))
            continue
        made.append(candidate)
        for mark in candidate.walk():
            if mark.kind is Kind.NOTE_MARK and mark.get("n").isdigit():
                open_marks.setdefault(mark.get("n"), []).append(mark.start)
    return [node.mapped(lambda n: _with_target(n, targets)) for node in made] if targets else made


def _with_target(node: Node, targets: Mapping[int, str]) -> Node:
    if node.kind is not Kind.NOTE_MARK or node.start not in targets:
        return node
    return replace(node, attributes=(*node.attributes, ("target", targets[node.start])))


def make_notes(text: str, lists: Node, inline: InlineRules, suffix: str = "") -> tuple[Node, ...]:
    """The items of a list as notes.

    The number and the links back to the text («2.0 2.1») are markers. `suffix` distinguishes the ids of several lists.
    """
    notes = []
    for item in lists.children:
        begun = ITEM_START.match(text, item.start, item.end)
        end = begun.end("mark") if begun else item.start
        if back := _BACK_LINKS.match(text, end + len(text[end : item.end]) - len(text[end : item.end].lstrip())):
            end = back.end() - len(back[0]) + len(back[0].rstrip())
        mark = Node(Kind.MARKER, item.start, end)
        label = item.get("n")
        notes.append(make_block(Kind.NOTE, text, item.start, item.end, inline, mark, n=label, id=label + suffix))
    return tuple(notes)
