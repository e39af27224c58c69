"""What every reader gives, and the tools they share: lines with offsets, inline marks, nested sections."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.model import Finding, Kind, Node
from edition.readers.options import ReaderOptions
from edition.readers.scripts import LETTERS, foreign_words, own_scripts


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure a reader found: the root covers the whole text."""

    root: Node
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a reader does not take a seed, in one sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text without its line feed: offsets in code points."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether only white space stands on it."""
        return not self.text.strip()

    @property
    def stripped(self) -> tuple[int, int]:
        """The offsets without the white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.start + left, self.start + len(self.text.rstrip())


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text; only the line feed ends a line."""
    made, at = [], 0
    for part in text.split("\n"):
        made.append(Line(at, at + len(part), part))
        at += len(part) + 1
    return tuple(made)


#: `[12]`; `[a]`, `[*]`, `[citation needed]` glued to the word before: a note mark. Other brackets are the author's.
NOTE_MARK = re.compile(
    r"\[(\d{1,3})\]|(?<=\S)\[([a-z]|\*+|[†‡]|note \d{1,3}|citation needed|clarification needed|who\?|when\?)\]"
)


@dataclass(frozen=True, slots=True)
class Inline:
    """What to find inside a block: note marks, words in a script that is not the text's own, template debris.

    `scripts`: script -> language of the words in it, for the scripts that are not those of the text.
    """

    scripts: Mapping[str, str] = field(default_factory=dict)
    surplus: re.Pattern[str] | None = None
    marks: re.Pattern[str] = NOTE_MARK

    @classmethod
    def of(
        cls,
        text: str,
        options: ReaderOptions,
        surplus: re.Pattern[str] | None = None,
        marks: re.Pattern[str] = NOTE_MARK,
    ) -> "Inline":
        """For a text of a witness: words in its own script are not foreign."""
        own = own_scripts(text, options.language)
        scripts = {s: options.scripts.get(s, f"und-{s}") for s in LETTERS if s not in own}
        language = options.language.casefold()
        return cls({s: one for s, one in scripts.items() if one.casefold() != language}, surplus, marks)

    def nodes(self, text: str, start: int, end: int) -> tuple[Node, ...]:
        """The inline nodes of text[start:end]; where two would overlap the earlier one stays."""
        found = [*self._marks(text, start, end), *self._foreign(text, start, end)]
        if self.surplus:
            found += [Node(Kind.SURPLUS, m.start(), m.end()) for m in self.surplus.finditer(text, start, end)]
        kept: list[Node] = []
        for node in sorted(found, key=lambda n: (n.start, -n.end)):
            if not kept or node.start >= kept[-1].end:
                kept.append(node)
        return tuple(kept)

    def _marks(self, text: str, start: int, end: int) -> Iterable[Node]:
        for m in self.marks.finditer(text, start, end):
            label = m[m.lastindex or 0]
            yield Node(Kind.NOTE_MARK, m.start(), m.end(), attributes=(("n", label),))

    def _foreign(self, text: str, start: int, end: int) -> Iterable[Node]:
        for script, language in self.scripts.items():
            for m in foreign_words(script).finditer(text, start, end):
                yield Node(Kind.FOREIGN, m.start(), m.end(), attributes=(("lang", language),))


def block(kind: Kind, text: str, start: int, end: int, inline: Inline, *markers: Node, **attributes: str) -> Node:
    """A block with its inline nodes; `markers` (markup of the seed) stand before or after the words."""
    inner = sorted(markers, key=lambda n: n.start)
    first = inner[0].end if inner and inner[0].start == start else start
    last = inner[-1].start if inner and inner[-1].end == end and inner[-1].start >= first else end
    children = [n for n in inner if n.end <= first] + list(inline.nodes(text, first, last))
    children += [n for n in inner if n.start >= last]
    return Node(kind, start, end, tuple(children), tuple(attributes.items()))


def nest(blocks: Sequence[Node]) -> tuple[Node, ...]:
    """Put blocks into sections: a heading of level n opens one, which ends before the next heading of level ≤ n.

    A block with the attribute `opens` = section opens one without a heading (the heading was lost), and so does what
    follows a section without belonging to it: behind sections stand sections alone.
    """
    made: list[Node] = []
    has_section = False
    i = 0
    while i < len(blocks):
        loose = _level(blocks[i]) == _LOOSE
        stays = loose and not (has_section and blocks[i].kind not in _BESIDE_SECTIONS)
        if stays or blocks[i].kind is Kind.SECTION:
            has_section = has_section or blocks[i].kind is Kind.SECTION
            made.append(blocks[i])
            i += 1
            continue
        level = 1 if loose else _level(blocks[i])
        j = i + 1
        while j < len(blocks) and _level(blocks[j]) > level:
            j += 1
        inner = (blocks[i], *nest(blocks[i + 1 : j]))
        made.append(Node(Kind.SECTION, inner[0].start, inner[-1].end, inner, (("level", str(level)),)))
        has_section = True
        i = j
    return tuple(made)


_LOOSE = 99  # the level of a block that opens nothing
_BESIDE_SECTIONS = frozenset({Kind.FURNITURE, Kind.NOTE})


def _level(node: Node) -> int:
    """How deep a block stands: a heading by its level, a section of notes at the top, all else below everything."""
    if node.kind is Kind.HEADING:
        return int(node.get("level", "1"))
    return 1 if node.kind is Kind.SECTION or node.get("opens") else _LOOSE


def body(text: str, blocks: Sequence[Node]) -> Node:
    """The root: all blocks, nested into sections."""
    return Node(Kind.BODY, 0, len(text), nest(blocks))


def rebuilt(node: Node, change: Callable[[Node], Node | tuple[Node, ...]]) -> Node:
    """The tree with `change` made to every child, deepest first; a tuple puts several in the place of one."""
    children: list[Node] = []
    for child in node.children:
        new = change(rebuilt(child, change))
        children += new if isinstance(new, tuple) else (new,)
    return node if tuple(children) == node.children else replace(node, children=tuple(children))


_HOLDERS = frozenset({Kind.BODY, Kind.SECTION, Kind.LIST, Kind.QUOTATION, Kind.BIBLIOGRAPHY})
_BETWEEN = re.compile(r"[^ \t\n\r]")  # between blocks stands XML white space alone (docs/design.md, I1)


def absorbed(root: Node, text: str) -> Node:
    """The tree with every character but white space inside a block: form feeds and the like join their neighbour."""
    if root.kind not in _HOLDERS:
        return root
    children: list[Node] = []
    at = root.start
    for child in (*root.children, None):
        end = child.start if child else root.end
        stray = [m.start() for m in _BETWEEN.finditer(text, at, end)]
        if stray and children:
            children[-1] = _until(children[-1], stray[-1] + 1)
        elif stray and child:
            child = _from(child, stray[0])
        elif stray:
            children.append(Node(Kind.PARAGRAPH, stray[0], stray[-1] + 1))
        if child:
            children.append(absorbed(child, text))
            at = child.end
    return replace(root, children=tuple(children))


def _until(node: Node, end: int) -> Node:
    """A node that ends later, and with it its last block."""
    if node.kind in _HOLDERS and node.children:
        return replace(node, end=end, children=(*node.children[:-1], _until(node.children[-1], end)))
    return replace(node, end=end)


def _from(node: Node, start: int) -> Node:
    """A node that begins earlier, and with it its first block."""
    if node.kind in _HOLDERS and node.children:
        return replace(node, start=start, children=(_from(node.children[0], start), *node.children[1:]))
    return replace(node, start=start)
