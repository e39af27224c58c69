"""What holds at a place of an RTF file: the formatting of a group, the fonts, the styles, and the records of a text."""

from dataclasses import dataclass, field, replace

from edition.model import Rule
from edition.readers.events import Open, Out
from edition.readers.rtf_words import CHARSETS, SYMBOLS, code_page

_LONGEST = 2000  # characters of stretches that are joined to one
NO_OUTLINE = 9  # the outline level of what is no heading


@dataclass(slots=True)
class Field:
    """A field: its code, as far as it was read."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphState:
    """What is said of a paragraph."""

    style: int = 0
    outline: int = NO_OUTLINE
    list: int = 0
    list_level: int = 0
    is_in_table: bool = False
    table_depth: int = 0

    @property
    def depth(self) -> int:
        """How many tables the paragraph stands in."""
        return max(self.table_depth, int(self.is_in_table))


@dataclass(frozen=True, slots=True)
class Group:
    """What holds in a group. `rule`: why its words are left out. `uc`: characters that stand for one `\\u`.

    `destination`: the last destination around. `script`: which of the associated fonts holds.
    `language`: its number in Windows, 0 where none is named.
    """

    rule: Rule | None = None
    destination: str = ""
    rend: frozenset[str] = frozenset()
    is_hidden: bool = False
    is_deleted: bool = False
    is_inserted: bool = False
    font: int | None = None
    east_asian_font: int | None = None
    script: str = ""
    language: int = 0
    uc: int = 1
    field: Field | None = None
    link: Open | None = None
    is_label: bool = False
    is_alternative: bool = False  # `\\upr`: of the groups in it, only the one in Unicode counts
    paragraph: ParagraphState = ParagraphState()

    def plain(self) -> "Group":
        """The group without formatting of characters."""
        plain = replace(self, rend=frozenset(), font=None, script="", language=0)
        return replace(plain, is_hidden=False, is_deleted=False, is_inserted=False)


@dataclass(slots=True)
class Fonts:
    """The code pages of the fonts. `default`: that of the file. `unknown`: numbers of code pages that are not known."""

    default: str = "cp1252"
    default_font: int | None = None
    charsets: dict[int, int] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)

    def page(self, number: int) -> str:
        """The encoding of a code page, or that of the file."""
        name = code_page(number)
        if not name:
            self.unknown.add(number)
        return name or self.default

    def is_symbol(self, font: int | None) -> bool:
        """Whether a font has signs of its own."""
        return font is not None and self.charsets.get(font) == SYMBOLS

    def encoding(self, font: int | None) -> str:
        """The encoding of bytes in a font.

        Character set 0 is Western; where no font of the file has the set of the file's own code page, its writer knew
        nothing of sets, and 0 is that code page.
        """
        font = self.default_font if font is None else font
        if font is None or font not in self.charsets:
            return self.pages.get(font, self.default) if font is not None else self.default
        if font in self.pages:
            return self.pages[font]
        charset = self.charsets[font]
        if charset == 0:
            own = {CHARSETS.get(one) for one in self.charsets.values()}
            return "cp1252" if self.default in own else self.default
        return CHARSETS.get(charset, self.default)


@dataclass(slots=True)
class Style:
    """A paragraph style: its name, its outline level, and how its words are written."""

    name: str = ""
    outline: int = NO_OUTLINE
    rend: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a paragraph, in the formatting of their group. `is_label`: a number or bullet of a list."""

    words: str
    at: int
    source: str
    group: Group


@dataclass(frozen=True, slots=True)
class Break:
    """A line, column or page begins."""

    unit: str


@dataclass(slots=True)
class Story:
    """Paragraphs of their own: the file, a note, a comment or a text box."""

    kind: str
    paragraphs: list["Paragraph"] = field(default_factory=list)
    author: str = ""
    place: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what stands in it. `end`: par, cell, row, or "" at the end of a story."""

    pieces: list["Words | Break | Story | Out"] = field(default_factory=list)
    state: ParagraphState = ParagraphState()
    end: str = ""
    is_head: bool = False  # a row of headings

    def add(self, piece: "Words | Break | Story | Out") -> None:
        """Add a piece; stretches that are left out by one rule and follow each other are one."""
        last = self.pieces[-1] if self.pieces else None
        if isinstance(piece, Out) and isinstance(last, Out) and _is_next(last, piece):
            self.pieces[-1] = replace(last, source=last.source + piece.source)
        else:
            self.pieces.append(piece)


def _is_next(last: Out, piece: Out) -> bool:
    is_same = (last.rule, last.is_named) == (piece.rule, piece.is_named)
    return is_same and len(last.source) < _LONGEST and last.at.offset + len(last.source) == piece.at.offset
