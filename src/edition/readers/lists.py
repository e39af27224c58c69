"""Lists, numbered and bulleted, and what they turn out to be: items, bibliography entries, or notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from edition.model import Kind, Node
from edition.readers.structure import Inline, Line, block

ITEM = re.compile(r"\s*(?P<mark>(?P<number>\d{1,3})[.)]|[-•·*‣◦])\s+(?=\S)")
_BACK_LINKS = re.compile(r"(?:\d{1,3}\.\d{1,2}\s+)+|\^\s+(?:[a-z]\s+)*")
_PERSON_FIRST = re.compile(r"[^\W\d_][\w'’-]*,\s[^\W\d_]")
_YEAR_OR_NUMBER = re.compile(r"\b(?:1[5-9]|20)\d\d\b|\bISBN\b|\bDOI\b", re.IGNORECASE)
_BIBLIOGRAPHIC = re.compile(
    r"\b(bibliograph|references|sources|further reading|literature|works cited|works|publications|citations)",
    re.IGNORECASE,
)


def is_item(line: Line) -> bool:
    """Whether the line begins with a bullet or a number and has words after it."""
    return ITEM.match(line.text) is not None


def make_list(text: str, lines: Sequence[Line], heading: str, inline: Inline) -> Node:
    """A list of these lines, an item each; a bibliography when the entries look like it."""
    items = []
    for line in lines:
        start, end = line.stripped
        found = ITEM.match(line.text)
        mark = found["mark"] if found else ""
        marker = Node(Kind.MARKER, start, start + len(mark))
        number = {"n": found["number"]} if found and found["number"] else {}
        items.append(block(Kind.ITEM, text, start, end, inline, marker, **number))
    kind = (("type", "ordered" if items[0].get("n") else "bulleted"),)
    if is_bibliography([line.text for line in lines], heading):
        entries = tuple(Node(Kind.ENTRY, n.start, n.end, n.children, n.attributes) for n in items)
        return Node(Kind.BIBLIOGRAPHY, items[0].start, items[-1].end, entries, kind)
    return Node(Kind.LIST, items[0].start, items[-1].end, tuple(items), kind)


def is_bibliography(items: Sequence[str], heading: str) -> bool:
    """Whether list items are bibliography entries: «Surname, Forename», a year or ISBN, a heading that says so."""
    bodies = [ITEM.sub("", item, count=1) for item in items]
    inverted = sum(bool(_PERSON_FIRST.match(b)) for b in bodies)
    dated = sum(bool(_YEAR_OR_NUMBER.search(b)) for b in bodies)
    if _BIBLIOGRAPHIC.search(heading):
        return inverted + dated >= len(bodies) / 2
    return inverted >= 0.8 * len(bodies) and dated >= 0.5 * len(bodies)


def notes_of_lists(text: str, blocks: Sequence[Node], inline: Inline) -> list[Node]:
    """The blocks, with every numbered list that answers note marks made a section of notes: more than half of the
    marks of the text, or just those since the last such list, as where numbers begin again in every chapter.

    Each mark says by `target` which note it points to.
    """
    marks = {n.get("n") for b in blocks for n in b.walk() if n.kind is Kind.NOTE_MARK and n.get("n").isdigit()}
    made: list[Node] = []
    waiting: dict[str, list[int]] = {}  # number -> where its marks begin, since the last list of notes
    targets: dict[int, str] = {}  # where a mark begins -> the key of its note
    lists = 0
    for one in blocks:
        numbers = {item.get("n") for item in one.children} - {""}
        is_list = one.kind in (Kind.LIST, Kind.BIBLIOGRAPHY)
        answers = numbers == waiting.keys() or len(numbers & marks) > 0.5 * len(numbers | marks)
        if is_list and waiting and answers:
            suffix = f"/{lists}" if lists else ""
            lists += 1
            targets |= {start: number + suffix for number in numbers for start in waiting.pop(number, ())}
            notes = make_notes(text, one, inline, suffix)
            made.append(Node(Kind.SECTION, one.start, one.end, notes, (("type", "notes"),)))
            continue
        made.append(one)
        for mark in one.walk():
            if mark.kind is Kind.NOTE_MARK and mark.get("n").isdigit():
                waiting.setdefault(mark.get("n"), []).append(mark.start)
    return [node.mapped(lambda n: _pointed(n, targets)) for node in made] if targets else made


def _pointed(node: Node, targets: Mapping[int, str]) -> Node:
    if node.kind is not Kind.NOTE_MARK or node.start not in targets:
        return node
    return replace(node, attributes=(*node.attributes, ("target", targets[node.start])))


def make_notes(text: str, lists: Node, inline: Inline, suffix: str = "") -> tuple[Node, ...]:
    """The items of a list as notes: the number and the links back to the text («2.0 2.1») are markers; `suffix` makes
    their keys those of this list."""
    notes = []
    for item in lists.children:
        marker = item.children[0]
        end = marker.end
        if back := _BACK_LINKS.match(text, end + len(text[end : item.end]) - len(text[end : item.end].lstrip())):
            end = back.end() - len(back[0]) + len(back[0].rstrip())
        mark = Node(Kind.MARKER, marker.start, end)
        label = item.get("n")
        notes.append(block(Kind.NOTE, text, item.start, item.end, inline, mark, n=label, id=label + suffix))
    return tuple(notes)
