"""What an editor writes around the text: an introduction, a commentary. Its words are never words of a witness."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece of prose is: blocks, then what stands in a line."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    QUOTATION = "quotation"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    CODE = "code"
    RULE = "rule"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRUCK = "struck"
    MONOSPACE = "monospace"
    LINK = "link"
    IMAGE = "image"
    NOTE = "note"
    CITATION = "citation"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or a part of a line, with what stands in it; `line` counts from 1.

    `value`: of a heading its level, of a list `ordered` or nothing, of a cell `label` or nothing, of a link its
    address, of an image its path, of a note its label, of a citation its key. `detail`: of an image what it shows, of
    a citation the words before the key and the place behind it, parted by a line end; of a list its first number.
    """

    kind: PieceKind
    children: "tuple[Piece | str, ...]" = ()
    line: int = 0
    value: str = ""
    detail: str = ""

    @property
    def words(self) -> str:
        """The words in it, without those of notes."""
        own = (c if isinstance(c, str) else "" if c.kind is PieceKind.NOTE else c.words for c in self.children)
        return "".join(own)

    def walk(self) -> "Iterator[Piece]":
        """The piece and all in it."""
        yield self
        for child in self.children:
            if isinstance(child, Piece):
                yield from child.walk()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a file, and what to do."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A file of an editor's: its blocks in their order; `language` and `title` where the file states them."""

    path: str
    pieces: tuple[Piece, ...]
    language: str = ""
    title: str = ""
    faults: tuple[Fault, ...] = field(default=())

    def walk(self) -> Iterator[Piece]:
        """All pieces."""
        for piece in self.pieces:
            yield from piece.walk()
