"""Text and nodes of a stream of events: what opens where, white space, and blocks that interrupt each other."""

from dataclasses import dataclass, field, replace

from edition.late_patterns import late_pattern
from edition.model import Kind, Node
from edition.model.witness import BLOCKS, CONTAINERS
from edition.readers.events import At

#: Which block words are that stand directly in a structure; elsewhere a paragraph.
_IMPLIED = {
    Kind.LIST: Kind.ITEM,
    Kind.BIBLIOGRAPHY: Kind.ENTRY,
    Kind.STANZA: Kind.VERSE,
    Kind.TABLE: Kind.CELL,
    Kind.ROW: Kind.CELL,
    Kind.OPENER: Kind.LINE,
    Kind.CLOSER: Kind.LINE,
}
#: Blocks that a structure holds; any other block in it becomes the one that it implies.
_ALLOWED = {
    Kind.LIST: frozenset({Kind.ITEM}),
    Kind.BIBLIOGRAPHY: frozenset({Kind.ENTRY}),
    Kind.STANZA: frozenset({Kind.VERSE, Kind.STAGE}),
    Kind.TABLE: frozenset({Kind.CELL, Kind.CAPTION}),
    Kind.ROW: frozenset({Kind.CELL}),
    Kind.QUOTATION: frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.CAPTION}),
    Kind.SPEECH: frozenset({Kind.SPEAKER, Kind.PARAGRAPH, Kind.ANONYMOUS, Kind.VERSE, Kind.STAGE}),
    Kind.OPENER: frozenset({Kind.DATELINE, Kind.SALUTE, Kind.LINE}),
    Kind.CLOSER: frozenset({Kind.DATELINE, Kind.SALUTE, Kind.SIGNED, Kind.LINE}),
}
#: Blocks that stand outside all structures; any other becomes a paragraph.
_FREE = frozenset(
    {Kind.TITLE, Kind.HEADING, Kind.PARAGRAPH, Kind.ANONYMOUS, Kind.VERSE, Kind.STAGE, Kind.CAPTION, Kind.NOTE}
    | {Kind.FURNITURE}
)
#: Structures that a structure holds; the others inside it are not made.
_NESTED = {
    Kind.BODY: CONTAINERS - {Kind.SECTION, Kind.ROW},
    Kind.TABLE: frozenset({Kind.ROW}),
    Kind.QUOTATION: frozenset({Kind.LIST, Kind.STANZA, Kind.TABLE, Kind.BIBLIOGRAPHY}),
    Kind.SPEECH: frozenset({Kind.STANZA}),
}
#: Blocks that are not interrupted: what opens in them is a line of theirs.
_UNINTERRUPTED = BLOCKS - {Kind.PARAGRAPH, Kind.ANONYMOUS, Kind.HEADING, Kind.TITLE} | {Kind.NOTE}
_LEAVES = BLOCKS | {Kind.NOTE}
#: Blocks that follow each other line by line; an empty line stands before any other.
_DENSE = frozenset({Kind.ITEM, Kind.VERSE, Kind.CELL, Kind.ENTRY, Kind.LINE, Kind.NOTE})
_UNIQUE = frozenset({"id", "n", "opens"})  # attributes that a part of an interrupted block does not repeat
_RUN = late_pattern(r"(\S+(?: \S+)*)|\s+")  # words with single blanks between them, or white space


@dataclass(slots=True, eq=False)
class _Opened:
    """A part that a reader opened. `role`: structure, block, inline, line (a block in an uninterrupted block),
    or ignored (a structure that cannot stand here).
    """

    kind: Kind
    attributes: tuple[tuple[str, str], ...]
    role: str
    start: int = -1
    children: list[Node] = field(default_factory=list)
    is_written: bool = False


class BlockBuilder:
    """Builds the text and the blocks of a body or of a note.

    `opened` is what the reader has opened; `real` are the block and the inline parts that words are being written to.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.last = ""  # the last characters that were written
        self.children: list[Node] = []
        self.places: list[tuple[int, At]] = []
        self.opened: list[_Opened] = []
        self.real: list[_Opened] = []
        self.block: _Opened | None = None  # what opened the block that is being written; None for an implied one
        self.blank = ""  # white space that waits for the next word
        self.has_line_break = False  # whether a line break waits for the next word
        self.points: list[tuple[Kind, tuple[tuple[str, str], ...]]] = []  # gaps and breaks that wait for the next block
        self.is_joined = False  # whether white space is left out, after a break inside a word

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self.parts)

    @property
    def is_in_block(self) -> bool:
        """Whether words of a block were written, and the block is open."""
        return bool(self.real) or self._is_in_leaf()

    @property
    def _is_begun(self) -> bool:
        """Whether the block that is being written has words."""
        return self.length > self.real[0].start

    # -- what a reader opens and closes

    def open(self, kind: Kind, attributes: tuple[tuple[str, str], ...]) -> None:
        if kind in CONTAINERS:
            self._open_structure(kind, attributes)
        elif kind in _LEAVES or (kind is Kind.FURNITURE and not self._is_in_leaf()):
            self._open_block(kind, attributes)
        else:
            self.opened.append(_Opened(kind, attributes, "inline"))

    def _around(self) -> _Opened | None:
        """The innermost structure or block."""
        return self._innermost(("structure", "block"))

    def _is_in_leaf(self) -> bool:
        around = self._around()
        return around is not None and around.role == "block"

    def _open_structure(self, kind: Kind, attributes: tuple[tuple[str, str], ...]) -> None:
        if self._uninterrupted() is not None:
            self.opened.append(_Opened(kind, attributes, "line"))
            self.has_line_break = True
            return
        self.end_block()
        inner = self._structure()
        if inner is not None and kind is inner.kind is Kind.STANZA:  # a group of stanzas: each is one
            inner.role = "ignored"
            self._end_structure(inner)
            inner = self._structure()
        allowed = _NESTED.get(inner.kind if inner else Kind.BODY, frozenset())
        if kind not in allowed:
            self.opened.append(_Opened(kind, attributes, "ignored"))
            return
        self.opened.append(_Opened(kind, attributes, "structure"))

    def _uninterrupted(self) -> _Opened | None:
        """The block around that is not interrupted; a list in an item of a list only adds items."""
        return next((o for o in reversed(self.opened) if o.role == "block" and o.kind in _UNINTERRUPTED), None)

    def _structure(self) -> _Opened | None:
        return self._innermost(("structure",))

    def _innermost(self, roles: tuple[str, ...], outside: _Opened | None = None) -> _Opened | None:
        for one in reversed(self.opened):
            if one.role in roles and one is not outside:
                return one
        return None

    def _open_block(self, kind: Kind, attributes: tuple[tuple[str, str], ...]) -> None:
        outer = self._uninterrupted()
        if outer is not None and not self._is_nested_item(kind, outer):
            self.opened.append(_Opened(kind, attributes, "line"))
            self.has_line_break = True
            return
        self.end_block()
        structure = self._structure()
        if kind not in (_ALLOWED[structure.kind] if structure else _FREE):
            kind = _IMPLIED.get(structure.kind, Kind.PARAGRAPH) if structure else Kind.PARAGRAPH
            attributes = ()
        if kind is Kind.SPEAKER and structure and structure.children:  # who speaks stands first
            kind = Kind.PARAGRAPH
        if kind is Kind.ITEM and (level := sum(one.kind is Kind.LIST for one in self.opened)) > 1:
            attributes = (*attributes, ("level", str(level)))
        self.opened.append(_Opened(kind, attributes, "block"))

    def _is_nested_item(self, kind: Kind, outer: _Opened) -> bool:
        """Whether an item of a list opens in a list inside an item of a list."""
        inside = self.opened[self.opened.index(outer) :]
        return kind is outer.kind is Kind.ITEM and any(one.kind is Kind.LIST for one in inside)

    def close(self) -> None:
        if not self.opened:
            raise ValueError("Close() without Open()")
        if self.opened[-1].role in ("structure", "ignored"):
            self.end_block()
        one = self.opened.pop()
        match one.role:
            case "inline":
                self._end_inline(one)
            case "line":
                self.has_line_break = self.has_line_break or bool(self.real)
            case "ignored":
                pass
            case "block":
                if self.block is one or one.kind in _UNINTERRUPTED:
                    self.end_block()
                self._keep_empty_cell(one)
            case _:
                self._end_structure(one)

    def _keep_empty_cell(self, one: _Opened) -> None:
        """A cell without words holds its place in the row."""
        structure = self._structure()
        if one.kind is Kind.CELL and not one.is_written and structure is not None and structure.kind is Kind.ROW:
            structure.children.append(Node(Kind.CELL, self.length, self.length, (), one.attributes))

    def _end_structure(self, one: _Opened) -> None:
        if one.kind is Kind.SPEECH and all(child.kind is Kind.SPEAKER for child in one.children):
            self._holder().extend(replace(child, kind=Kind.PARAGRAPH) for child in one.children)
        elif one.kind is Kind.STANZA and all(child.kind is Kind.STAGE for child in one.children):
            self._holder().extend(one.children)
        elif one.children:
            node = Node(one.kind, one.children[0].start, one.children[-1].end, tuple(one.children), one.attributes)
            self._holder().append(node)

    def _holder(self, outside: _Opened | None = None) -> list[Node]:
        """Where a block or structure that ended is put: in the innermost structure, or in the one around `outside`."""
        structure = self._innermost(("structure",), outside)
        return structure.children if structure else self.children

    # -- words

    def write(self, words: str, at: At) -> None:
        """Write words; runs of white space in them become one blank."""
        for run in _RUN.finditer(words):
            if run[1] is None:
                self._add_blank()
                continue
            self._begin_words()
            self.places.append((self.length, at.moved(run.start())))
            self._append(run[1])

    def _add_blank(self) -> None:
        if self.real and not self.is_joined:
            self.blank = self.blank or " "

    def write_verbatim(self, words: str) -> None:
        """Write words as they are; between blocks, white space alone."""
        if not words:
            return
        if words.isspace() and not self._is_in_leaf() and not self.real:
            self._append(words)
            return
        self._begin_words()
        self._append(words)

    def _begin_words(self) -> None:
        """Begin a block where none is open, write the white space that waits, open the inline parts."""
        self.is_joined = False
        if not self.real:
            self._begin_block()
        wanted = self._end_unwanted()
        self._write_blank()
        for one in wanted:
            if one not in self.real:
                one.start, one.children = self.length, []
                self.real.append(one)

    def _end_unwanted(self) -> list[_Opened]:
        """End the inline parts that the reader has closed; those it has open. TEI has no quotation in a dateline."""
        is_dateline = self.real[0].kind is Kind.DATELINE
        wanted = [o for o in self.opened if o.role == "inline" and not (is_dateline and o.kind is Kind.QUOTED)]
        while len(self.real) > 1 and self.real[-1] not in wanted:
            self._end_real()
        return wanted

    def _write_blank(self) -> None:
        is_begun = self._is_begun
        if self.has_line_break and is_begun:
            self._append("\n")
            self._add(Node(Kind.BREAK, self.length, self.length, (), (("unit", "line"),)))
        elif self.blank and is_begun:
            self._append(self.blank)
        self.blank, self.has_line_break = "", False

    def _begin_block(self) -> None:
        around = self._around()
        if around is not None and around.role == "block":
            kind, attributes = around.kind, around.attributes
            if around.is_written:
                attributes = tuple((k, v) for k, v in attributes if k not in _UNIQUE)
            around.is_written = True
            self.block = around
        else:
            structure = self._structure()
            kind, attributes = _IMPLIED.get(structure.kind if structure else Kind.BODY, Kind.PARAGRAPH), ()
            self.block = None
        self._part(kind)
        self.blank, self.has_line_break = "", False
        self.real = [_Opened(kind, attributes, "block", self.length)]
        if kind is not Kind.FURNITURE:
            for waiting in self.points:
                self._add(Node(waiting[0], self.length, self.length, (), waiting[1]))
            self.points.clear()

    def _part(self, kind: Kind) -> None:
        """White space between two blocks."""
        if self.length and not self.last.endswith("\n"):
            self._append("\n" if kind in _DENSE and self._previous() is kind else "\n\n")

    def _previous(self) -> Kind | None:
        holder = self._holder()
        if not holder and (structure := self._structure()) and structure.kind is Kind.ROW:
            return Kind.CELL
        return holder[-1].kind if holder else None

    def _append(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)
        self.last = words[-1:] or self.last

    # -- ends

    def _add(self, node: Node) -> None:
        self.real[-1].children.append(node)

    def _end_inline(self, one: _Opened) -> None:
        while len(self.real) > 1 and one in self.real:
            self._end_real()

    def _end_real(self) -> None:
        one = self.real.pop()
        if self.length > one.start or one.children:
            self._add(Node(one.kind, one.start, self.length, tuple(one.children), one.attributes))

    def end_block(self) -> None:
        """End the block that is being written, if there is one; white space at its end is left out."""
        if not self.real:
            return
        while len(self.real) > 1:
            self._end_real()
        one = self.real.pop()
        self.blank, self.has_line_break, self.is_joined = "", False, False
        if self.length > one.start or one.children:
            self._hold(Node(one.kind, one.start, self.length, tuple(one.children), one.attributes))
        self.block = None

    def _hold(self, node: Node) -> None:
        structure = self._structure()
        if structure is None or structure.kind is not Kind.TABLE:
            self._holder().append(node)
        elif node.kind is Kind.CAPTION and not structure.children:  # it stands before the table
            self._holder(outside=structure).append(node)
        else:
            cell = replace(node, kind=Kind.CELL)
            structure.children.append(Node(Kind.ROW, node.start, node.end, (cell,)))

    def point(self, kind: Kind, attributes: tuple[tuple[str, str], ...]) -> None:
        """Something without words."""
        given = dict(attributes)
        if kind is Kind.BREAK:
            self._break(given, attributes)
            return
        if given.get("unit") == "div":
            self._begin_division(attributes)
            return
        if not self.real and kind is not Kind.MILESTONE and (self._is_in_leaf() or kind is not Kind.GAP):
            self._begin_block()
        if self.real:
            self._end_unwanted()
            self._add(Node(kind, self.length, self.length, (), attributes))
        else:
            self.points.append((kind, attributes))

    def _break(self, given: dict[str, str], attributes: tuple[tuple[str, str], ...]) -> None:
        """A break: inside a word without white space, else with a line end before it."""
        if not self.real:
            if given.get("unit") != "line":
                self._begin_page(attributes)
            return
        is_begun = self._is_begun
        if given.get("break") == "no":
            self.blank, self.is_joined = "", True
        elif is_begun and (self.last != "\n" or self.blank):
            while len(self.real) > 1:
                self._end_real()
            self._append("\n")
            self.blank = ""
        if is_begun or given.get("unit") != "line":
            self._add(Node(Kind.BREAK, self.length, self.length, (), attributes))

    def _begin_division(self, attributes: tuple[tuple[str, str], ...]) -> None:
        """A division of the source begins; one inside a structure is none of the text."""
        if self._structure() is None and self._uninterrupted() is None:
            self.end_block()
            self._part(Kind.PARAGRAPH)
            self.children.append(Node(Kind.MILESTONE, self.length, self.length, (), attributes))

    def _begin_page(self, attributes: tuple[tuple[str, str], ...]) -> None:
        """A page or column that begins between two blocks: at the head of the next one."""
        if self._is_in_leaf():
            self._begin_block()
            self._add(Node(Kind.BREAK, self.length, self.length, (), attributes))
        elif self._structure() is None:
            if self.length and not self.last.endswith("\n"):
                self._append("\n\n")
            self.children.append(Node(Kind.BREAK, self.length, self.length, (), attributes))
        else:
            self.points.append((Kind.BREAK, attributes))

    def finish(self) -> None:
        """End what is written. ValueError for a part that was never closed."""
        if self.opened:
            raise ValueError(f"a {self.opened[-1].kind.value} is never closed")
        self.end_block()
        if self.length and not self.last.endswith("\n"):
            self._append("\n")
        self.children += [Node(kind, self.length, self.length, (), attributes) for kind, attributes in self.points]
