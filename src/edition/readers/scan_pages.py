"""Pages of a transcribed or recognised text (PAGE XML, ALTO, hOCR): regions of lines of pieces of text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from edition.model import Rule
from edition.readers.events import At, Open, Point


class Role(StrEnum):
    """What a region or a line of a page is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    NOTE = "note"
    MARGIN = "margin"
    TABLE = "table"
    INITIAL = "initial"  # a large letter at the beginning of a line, in a region of its own
    NUMBER = "number"  # of the page
    FURNITURE = "furniture"  # running heads, catchwords, marks of quires, stamps


_FURNITURE = """
    header footer signature-mark catch-word runningtitlezone quiremarkszone stampzone sealzone digitizationartefactzone
    ocr_header ocr_footer
"""
#: What formats call the types of regions and lines, in small letters and without what follows a colon -> what they are.
#: Any other type is a paragraph.
ROLES: Mapping[str, Role] = {
    **dict.fromkeys(_FURNITURE.split(), Role.FURNITURE),
    **dict.fromkeys(("page-number", "numberingzone", "ocr_pageno"), Role.NUMBER),
    **dict.fromkeys(("heading", "headingline", "title", "title1", "ocr_title", "ocr_chapter"), Role.HEADING),
    **dict.fromkeys(("caption", "ocr_caption"), Role.CAPTION),
    **dict.fromkeys(("footnote", "footnote-continued", "endnote", "ocr_footnote"), Role.NOTE),
    **dict.fromkeys(("marginalia", "margintextzone"), Role.MARGIN),
    **dict.fromkeys(("drop-capital", "dropcapitalzone", "dropcapitalline"), Role.INITIAL),
}


def role_of(kind: str) -> Role | None:
    """The role that the name of a type stands for; None for a name that says nothing of the kind.

    >>> role_of("MainZone:column"), role_of("NumberingZone#1").name
    (None, 'NUMBER')
    """
    return ROLES.get(kind.partition(":")[0].partition("#")[0].strip().casefold())


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, or words of it that are left out by a rule.

    `at`: None for a blank between words of which the file has none. `source`: as in `Text`. `marks`: what the words
    are, outermost first. `point`: something without words that stands before them.
    """

    words: str
    at: At | None = None
    source: str | None = None
    marks: tuple[Open, ...] = ()
    rule: Rule | None = None
    point: Point | None = None

    def cut(self, at: int) -> tuple["Piece", "Piece"]:
        """The piece before and from an offset. Only for pieces whose source has the same words."""
        place = self.at.moved(at) if self.at else None
        return replace(self, words=self.words[:at]), replace(self, words=self.words[at:], at=place, point=None)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `role`: where it is not that of the region. `is_hyphenated`: the file says that its last word
    goes on in the next line; the sign is a piece that is left out.
    """

    pieces: tuple[Piece, ...]
    role: Role | None = None
    is_hyphenated: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.words for piece in self.pieces if piece.rule is None)

    @property
    def is_blank(self) -> bool:
        """Whether it has no words."""
        return not self.text.strip()

    def without(self, start: int, end: int, rule: Rule) -> "Line":
        """The line with a stretch of its words left out by a rule."""
        made: list[Piece] = []
        at = 0
        for piece in self.pieces:
            if piece.rule is not None or at + len(piece.words) <= start or at >= end:
                made.append(piece)
            else:
                left, rest = piece.cut(max(0, start - at))
                middle, right = rest.cut(min(end - at, len(piece.words)) - len(left.words))
                out = replace(middle, rule=rule, point=None)
                made += [one for one in (left, out, right) if one.words or one.point]
            at += len(piece.words) if piece.rule is None else 0
        return replace(self, pieces=tuple(made))


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table on a page."""

    row: int
    column: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a page. `is_column`: it is a column of text and no paragraph, which may go on in the next one."""

    role: Role
    lines: tuple[Line, ...] = ()
    is_column: bool = False
    cells: tuple[TableCell, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A page: its image and its regions in the order in which they are read. `number`: as the file gives it."""

    image: str
    regions: tuple[Region, ...]
    number: str = ""

    @property
    def n(self) -> str:
        """The number that the page bears: as the file gives it, else that of its one region for it."""
        if self.number:
            return self.number
        numbers = [region for region in self.regions if region.role is Role.NUMBER and region.lines]
        words = " ".join(line.text for line in numbers[0].lines).strip() if len(numbers) == 1 else ""
        return words.strip("-–—.[]() ") if len(words) < 12 else ""


def lines_of_text(words: str, at: At) -> Iterator[Line]:
    """The lines of a text that has line ends; each keeps its own, and the blank lines behind it, as pieces."""
    offset = 0
    pieces: list[Piece] = []
    for line in words.splitlines(keepends=True):
        if line.strip() and any(piece.words.strip() for piece in pieces):
            yield Line(tuple(pieces))
            pieces = []
        pieces.append(Piece(line, at.moved(offset)))
        offset += len(line)
    if pieces:
        yield Line(tuple(pieces))


def blank_between(before: Piece, after: Piece) -> Piece:
    """A blank between two words, and whatever both of them are."""
    shared = 0
    while shared < min(len(before.marks), len(after.marks)) and before.marks[shared] == after.marks[shared]:
        shared += 1
    return Piece(" ", marks=before.marks[:shared])


def pieces_of_words(words: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """The pieces of words of a line, with blanks between the words."""
    made: list[Piece] = []
    for word in words:
        made += [blank_between(made[-1], word[0])] if made and word else []
        made += word
    return tuple(made)
