"""The result of a reader, and what all readers share: lines with offsets, inline nodes, nested sections."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Node
from edition.model.scripts import SCRIPTS
from edition.model.witness import CONTAINERS
from edition.readers.foreign_words import find_foreign_words, own_scripts
from edition.readers.options import ReaderOptions


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure that a reader found; the root node covers the whole text."""

    root: Node
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why a reader cannot read a seed, in one sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a text without its line feed; offsets are code points of the text."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether the line is empty or white space."""
        return not self.text.strip()

    @property
    def stripped(self) -> tuple[int, int]:
        """The start and end offset without white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.start + left, self.start + len(self.text.rstrip())


def split_lines(text: str) -> tuple[TextLine, ...]:
    """Split a text into lines; only the line feed ends a line."""
    made, at = [], 0
    for part in text.split("\n"):
        made.append(TextLine(at, at + len(part), part))
        at += len(part) + 1
    return tuple(made)


#: A note mark: `[12]` anywhere; `[a]`, `[*]`, `[citation needed]` directly after a word. Other brackets are text.
NOTE_MARK = late_pattern(
    r"\[(\d{1,3})\]|(?<=\S)\[([a-z]|\*+|[†‡]|note \d{1,3}|citation needed|clarification needed|who\?|when\?)\]"
)


@dataclass(frozen=True, slots=True)
class InlineRules:
    """Which inline nodes to find in a block: note marks, words in a foreign script, remains of templates.

    `scripts`: script -> language of words in it, for the scripts that are foreign in this text.
    `surplus`: pattern of template remains. `marks`: pattern of note marks; its last matching group is the label.
    """

    scripts: Mapping[str, str] = field(default_factory=dict)
    surplus: re.Pattern[str] | None = None
    marks: re.Pattern[str] = NOTE_MARK

    @classmethod
    def for_text(
        cls,
        text: str,
        options: ReaderOptions,
        surplus: re.Pattern[str] | None = None,
        marks: re.Pattern[str] = NOTE_MARK,
    ) -> "InlineRules":
        """The rules for one text: words in its own scripts or in its own language are not foreign."""
        own, language = own_scripts(text, options.language), options.language.casefold()
        scripts = {s: options.scripts.get(s, f"und-{s}") for s in SCRIPTS if s not in own}
        return cls({s: tag for s, tag in scripts.items() if tag.casefold() != language}, surplus, marks)

    def find(self, text: str, start: int, end: int) -> tuple[Node, ...]:
        """The inline nodes of text[start:end] in order; of two that overlap only the earlier one is returned."""
        found = [*self._find_note_marks(text, start, end), *self._find_foreign_words(text, start, end)]
        if self.surplus:
            found += [Node(Kind.SURPLUS, m.start(), m.end()) for m in self.surplus.finditer(text, start, end)]
        kept: list[Node] = []
        for node in sorted(found, key=lambda n: (n.start, -n.end)):
            if not kept or node.start >= kept[-1].end:
                kept.append(node)
        return tuple(kept)

    def _find_note_marks(self, text: str, start: int, end: int) -> Iterable[Node]:
        for m in self.marks.finditer(text, start, end):
            label = m[m.lastindex or 0]
            yield Node(Kind.NOTE_MARK, m.start(), m.end(), attributes=(("n", label),))

    def _find_foreign_words(self, text: str, start: int, end: int) -> Iterable[Node]:
        if self.scripts:
            own = SCRIPTS.keys() - self.scripts.keys()
            for first, last, script in find_foreign_words(text, start, end, own):
                yield Node(Kind.FOREIGN, first, last, attributes=(("lang", self.scripts[script]),))


def make_block(
    kind: Kind, text: str, start: int, end: int, inline: InlineRules, *markers: Node, **attributes: str
) -> Node:
    """A block with its inline nodes; `markers` are the markup of the seed at the beginning or end of the block."""
    inner = sorted(markers, key=lambda n: n.start)
    first = inner[0].end if inner and inner[0].start == start else start
    last = inner[-1].start if inner and inner[-1].end == end and inner[-1].start >= first else end
    children = [n for n in inner if n.end <= first] + list(inline.find(text, first, last))
    children += [n for n in inner if n.start >= last]
    return Node(kind, start, end, tuple(children), tuple(attributes.items()))


def nest_sections(blocks: Sequence[Node]) -> tuple[Node, ...]:
    """Nest blocks into sections: a heading of level n opens one, which ends before the next heading of level ≤ n.

    A block with the attribute `opens` = section opens a section without a heading, because the heading was lost. So
    does a block that follows a section on the same level: only sections may follow a section (TEI P5, 4.1).
    """
    made: list[Node] = []
    has_section = False
    i = 0
    while i < len(blocks):
        if _is_division(blocks[i]):
            i, division = _nest_division(blocks, i)
            made += division
            has_section = has_section or bool(division)
            continue
        has_no_level = _level(blocks[i]) == _NO_LEVEL
        stays = has_no_level and not (has_section and blocks[i].kind not in _ALLOWED_BESIDE_SECTIONS)
        if stays or blocks[i].kind is Kind.SECTION:
            has_section = has_section or blocks[i].kind is Kind.SECTION
            made.append(blocks[i])
            i += 1
            continue
        level = 1 if has_no_level else _level(blocks[i])
        j = _section_end(blocks, i, level)
        inner = (blocks[i], *nest_sections(blocks[i + 1 : j]))
        made.append(Node(Kind.SECTION, inner[0].start, inner[-1].end, inner, (("level", str(level)),)))
        has_section = True
        i = j
    return tuple(made)


def _is_division(node: Node) -> bool:
    """Whether a numbered division of the source begins here, with or without a heading."""
    return node.kind is Kind.MILESTONE and node.get("unit") == "div"


def _nest_division(blocks: Sequence[Node], i: int) -> tuple[int, tuple[Node, ...]]:
    """The section that the division at block i is, if it has any block, and the number of the block after it."""
    level = _level(blocks[i])
    first = i + 1
    while first < len(blocks) and blocks[first].kind in _ALLOWED_BESIDE_SECTIONS:
        first += 1
    has_head = first < len(blocks) and blocks[first].kind is Kind.HEADING and _level(blocks[first]) <= level
    end = _section_end(blocks, first if has_head else i, level)
    inner = (*blocks[i + 1 : first], *blocks[first : first + has_head], *nest_sections(blocks[first + has_head : end]))
    if not inner or first >= end:
        return end, inner
    attributes = (("level", str(level)), *((k, v) for k, v in blocks[i].attributes if k == "n"))
    attributes += tuple(("unit", v) for k, v in blocks[i].attributes if k == "type")
    return end, (Node(Kind.SECTION, inner[0].start, inner[-1].end, inner, attributes),)


def _section_end(blocks: Sequence[Node], i: int, level: int) -> int:
    """The number of the block after the section that block i opens; no section follows the closer of a section."""
    is_closed = has_sections = False
    for j in range(i + 1, len(blocks)):
        own = _level(blocks[j])
        if own <= level or (is_closed and own != _NO_LEVEL):
            return j
        has_sections = has_sections or own != _NO_LEVEL
        is_closed = is_closed or (blocks[j].kind is Kind.CLOSER and not has_sections)
    return len(blocks)


_NO_LEVEL = 99  # the level of a block that opens no section
_ALLOWED_BESIDE_SECTIONS = frozenset({Kind.FURNITURE, Kind.NOTE, Kind.BREAK, Kind.GAP})


def _level(node: Node) -> int:
    """The level of a heading or division; 1 for a section of notes or a block that opens one; else _NO_LEVEL."""
    if node.kind is Kind.HEADING or _is_division(node):
        return int(node.get("level", "1"))
    return 1 if node.kind is Kind.SECTION or node.get("opens") else _NO_LEVEL


def make_body(text: str, blocks: Sequence[Node]) -> Node:
    """The root node: all blocks of a text, nested into sections."""
    return Node(Kind.BODY, 0, len(text), nest_sections(place_edges(blocks)))


#: What is no part of the flow of a section: it may stand between any two blocks.
_BESIDE = frozenset({Kind.FURNITURE, Kind.NOTE, Kind.BREAK, Kind.GAP, Kind.CAPTION})


def place_edges(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with openers at the beginning of sections and closers at their ends (TEI P5, 4.2).

    An opener elsewhere, and a block after a closer, begin a section. A title inside the text is a heading, and a closer
    of nothing is a few paragraphs.
    """
    made: list[Node] = []
    flow = ""  # of the section so far: nothing, its head, content, or its closer
    for block in blocks:
        if _is_division(block):
            made.append(block)
            flow = "head" if flow else ""
            continue
        if block.kind is Kind.TITLE and flow:
            block = replace(block, kind=Kind.HEADING, attributes=(("level", "1"),))
        if block.kind is Kind.CLOSER and flow not in ("content", "closer"):
            made += [replace(child, kind=Kind.PARAGRAPH, attributes=()) for child in block.children]
            flow = "content"
            continue
        begins = (block.kind is Kind.OPENER and flow in ("content", "closer")) or (
            flow == "closer" and block.kind not in _BESIDE | {Kind.HEADING, Kind.SECTION, Kind.CLOSER}
        )
        if begins:
            block = replace(block, attributes=(*block.attributes, ("opens", "section")))
        made.append(block)
        if block.kind not in _BESIDE:
            if flow == "closer" and len(made) > 1:
                _open_first(made)
            flow = {Kind.TITLE: "head", Kind.HEADING: "head", Kind.OPENER: "head", Kind.CLOSER: "closer"}.get(
                block.kind, "content"
            )
    return made


def _open_first(blocks: list[Node]) -> None:
    """Let the first block after the title open a section, if there is text before the first section."""
    for i, block in enumerate(blocks):
        if block.kind in _BESIDE | {Kind.TITLE}:
            continue
        if _is_division(block):
            return
        if block.kind not in (Kind.HEADING, Kind.SECTION) and not block.get("opens"):
            blocks[i] = replace(block, attributes=(*block.attributes, ("opens", "section")))
        return


def rewrite_tree(node: Node, change: Callable[[Node], Node | tuple[Node, ...]]) -> Node:
    """The tree with every descendant replaced by `change(node)`, deepest first; a tuple replaces a node by several."""
    children: list[Node] = []
    for child in node.children:
        new = change(rewrite_tree(child, change))
        children += new if isinstance(new, tuple) else (new,)
    return node if tuple(children) == node.children else replace(node, children=tuple(children))


_CONTAINERS = CONTAINERS | {Kind.BODY}
_NOT_XML_SPACE = late_pattern(r"[^ \t\n\r]")  # only XML white space may stand between blocks (docs/design.md, I1)


def absorb_stray_characters(root: Node, text: str) -> Node:
    """The tree with every character except XML white space inside a block.

    Other characters between two blocks, such as a form feed, become part of the block before them, else of the next.
    """
    if root.kind not in _CONTAINERS:
        return root
    children: list[Node] = []
    at = root.start
    for child in (*root.children, None):
        end = child.start if child else root.end
        stray = [m.start() for m in _NOT_XML_SPACE.finditer(text, at, end)]
        if stray and children:
            children[-1] = _extend_end(children[-1], stray[-1] + 1)
        elif stray and child:
            child = _extend_start(child, stray[0])
        elif stray:
            children.append(Node(Kind.PARAGRAPH, stray[0], stray[-1] + 1))
        if child:
            children.append(absorb_stray_characters(child, text))
            at = child.end
    return replace(root, children=tuple(children))


def _extend_end(node: Node, end: int) -> Node:
    """The node with a later end, and its last block likewise."""
    if node.kind in _CONTAINERS and node.children:
        return replace(node, end=end, children=(*node.children[:-1], _extend_end(node.children[-1], end)))
    return replace(node, end=end)


def _extend_start(node: Node, start: int) -> Node:
    """The node with an earlier start, and its first block likewise."""
    if node.kind in _CONTAINERS and node.children:
        return replace(node, start=start, children=(_extend_start(node.children[0], start), *node.children[1:]))
    return replace(node, start=start)
