"""What a reader says of single words, taken out of the structure: marked words, and choices that cover no letter.

A choice of which this layer has nothing («om{ne}s» in a diplomatic transcription) is one of the whole word around it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Kind, MarkedWord, Node
from edition.model.letters import JOINERS, MARKS
from edition.model.tokens import APOSTROPHES
from edition.model.witness import BLOCKS

_IN_WORD = late_pattern(rf"[\w{MARKS}{JOINERS}{APOSTROPHES}]")
#: A word of which letters are lost: `her[..]n`, `[…]mes`; a dot is one letter, `…` any number.
_BROKEN = late_pattern(r"[^\W\d_]*\[(?:\.+|…)\](?:[^\W\d_]+(?:\[(?:\.+|…)\])?)*|[^\W\d_]+\[(?:\.+|…)\]")


def separate_words(text: str, root: Node) -> tuple[Node, tuple[MarkedWord, ...]]:
    """The structure with every choice around the words it concerns, and the words that the source marks as one."""
    words = [*_marked_words(root), *_broken_words(text, root)]
    kinds = {node.kind for node in root.walk()}
    if Kind.WORD in kinds:
        root = root.mapped(_without_words)
    if Kind.CHOICE in kinds:
        root = _map_blocks(root, text)
    return root, tuple(sorted(words, key=lambda word: word.start))


def count_supplied(root: Node) -> Node:
    """The structure in which what an editor supplied counts as a reading of the witness (`supplied = "reads"`)."""

    def counted(node: Node) -> Node:
        is_supplied = node.kind is Kind.SUPPLIED
        return replace(node, attributes=(*node.attributes, ("counts", "yes"))) if is_supplied else node

    return root.mapped(counted)


def _marked_words(root: Node) -> Iterator[MarkedWord]:
    for node in root.walk():
        if node.kind is Kind.WORD and node.end > node.start:
            yield MarkedWord(node.start, node.end, node.get("lemma"), node.get("norm"), node.get("pos"))


def _broken_words(text: str, root: Node) -> Iterator[MarkedWord]:
    marked = {(node.start, node.end) for node in root.walk() if node.kind is Kind.WORD}
    for match in _BROKEN.finditer(text) if "[" in text else ():
        if re.search(r"[^\W\d_]", match[0]) and match.span() not in marked:
            yield MarkedWord(*match.span(), is_broken=True)


def _without_words(node: Node) -> Node:
    """A node with the parts of each marked word in the place of the word."""
    if all(child.kind is not Kind.WORD for child in node.children):
        return node
    children: list[Node] = []
    for child in node.children:
        children += child.children if child.kind is Kind.WORD else [child]
    return replace(node, children=tuple(children))


def _map_blocks(node: Node, text: str) -> Node:
    if node.kind in BLOCKS or node.kind is Kind.NOTE:
        return _widened(node, text)
    return replace(node, children=tuple(_map_blocks(child, text) for child in node.children))


def _widened(block: Node, text: str) -> Node:
    """A block whose choices of parts of words, and of nothing in one of the layers, cover the words around."""
    found = [node for node in block.walk() if node.kind is Kind.CHOICE]
    narrow = [node for node in found if _is_narrow(node, text)]
    if not narrow:
        return block
    kept = block.mapped(lambda node: _without_choices(node, narrow))
    for start, end, choices in _words_around(block, text, narrow, found):
        other, at = "", start
        for choice in choices:
            other += text[at : choice.start] + choice.get("other")
            at = choice.end
        other += text[at:end]
        kept = kept.mapped(lambda node: _without_choices(node, choices))  # noqa: B023 (called at once)
        types = [choice.get("type") for choice in choices]
        said = (("type", "abbr" if "abbr" in types else types[0]), ("other", other), ("layer", choices[0].get("layer")))
        kept = _placed(kept, Node(Kind.CHOICE, start, end, (), said))
    return kept


def _is_narrow(choice: Node, text: str) -> bool:
    is_inside = _IN_WORD.match(text[choice.end : choice.end + 1]) or (
        choice.start and _IN_WORD.match(text[choice.start - 1])
    )
    return choice.start == choice.end or not choice.get("other") or bool(is_inside)


def _without_choices(node: Node, gone: Sequence[Node]) -> Node:
    if all(child.kind is not Kind.CHOICE for child in node.children):
        return node
    children: list[Node] = []
    for child in node.children:
        is_gone = child.kind is Kind.CHOICE and any(_is_same(child, one) for one in gone)
        children += child.children if is_gone else [child]
    return replace(node, children=tuple(children))


def _is_same(one: Node, other: Node) -> bool:
    return (one.start, one.end, one.attributes) == (other.start, other.end, other.attributes)


def _words_around(
    block: Node, text: str, narrow: Sequence[Node], found: Sequence[Node]
) -> Iterator[tuple[int, int, Sequence[Node]]]:
    """The stretch of each word that holds a narrow choice, with all choices in it in their order."""
    done = block.start
    for choice in narrow:
        start, end = choice.start, choice.end
        while start > block.start and _IN_WORD.match(text[start - 1]):
            start -= 1
        while end < block.end and _IN_WORD.match(text[end]):
            end += 1
        if start == end:  # between blanks: the word before, else the one after
            start, end = _neighbour(block, text, start)
        inside = [one for one in found if start <= one.start and one.end <= end]
        if start >= done and end > start and choice in inside:
            yield start, end, inside
            done = end


def _neighbour(block: Node, text: str, at: int) -> tuple[int, int]:
    before = text[block.start : at].rstrip()
    if before:
        start = block.start + max((before.rfind(c) for c in " \n\t"), default=-1) + 1
        return start, at
    after = re.compile(r"\s*\S+").match(text, at, block.end)
    return (at, after.end()) if after else (at, at)


def _placed(block: Node, choice: Node) -> Node:
    """The block with a choice; nothing where it would cut another part (of two alternatives one must be left)."""
    try:
        return _holding(block, choice)
    except ValueError:
        return block


def _holding(node: Node, choice: Node) -> Node:
    """A node with a choice in it: inside what is longer, around the rest; letters that are written out hold nothing."""
    touched = [c for c in node.children if c.start < choice.end and choice.start < c.end]
    if len(touched) == 1 and _is_around(touched[0], choice):
        inner = _holding(touched[0], choice)
        return replace(node, children=tuple(inner if c is touched[0] else c for c in node.children))
    if any(not (choice.start <= c.start and c.end <= choice.end) for c in touched):
        raise ValueError("it cuts another part")
    around = replace(choice, children=tuple(touched))
    rest = [c for c in node.children if c not in touched]
    return replace(node, children=tuple(sorted((*rest, around), key=lambda c: (c.start, c.end))))


def _is_around(node: Node, choice: Node) -> bool:
    is_longer = (node.start, node.end) != (choice.start, choice.end)
    return node.kind is not Kind.EXPANDED and is_longer and node.start <= choice.start and choice.end <= node.end
