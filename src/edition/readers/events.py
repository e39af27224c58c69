"""What a reader of any format yields: a stream of events.

A reader walks over its format and says what opens, what words come, what closes, and what it leaves out:

    Open(Kind.PARAGRAPH), Text("She ", at), Open(Kind.EMPHASIS, rend="italic"), Text("rowed", at), Close(), Close()

`edition.readers.extract` makes text and structure of it: white space, nesting, sections and offsets are its business.
A block may stand where its format puts it: in a paragraph, in emphasis, in the cell of a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from edition.model import Finding, Kind, Rule


class At(NamedTuple):
    """Where a stretch of a source begins.

    `part`: the file in a container, such as `word/document.xml`, or the file of a page; "" for a source that is one
    text. `carrier`: of XML, the number of the text node in its part (`edition.readers.xml_places`); 0 for a text.
    `offset`: code points in the text node, or in the decoded text; bytes in RTF. `unit`: the number of the paragraph or
    line that messages show; 0 where the offset says it.
    """

    part: str = ""
    carrier: int = 0
    offset: int = 0
    unit: int = 0

    def moved(self, length: int) -> "At":
        """The place so many code points further on."""
        return At(self.part, self.carrier, self.offset + length, self.unit)


@dataclass(frozen=True, slots=True, init=False)
class Open:
    """A block or a part of one begins. The attributes are those of `Node`: a heading's `level`, a note's `n` …

    A `Kind.NOTE` that opens inside a block is a note to that place: its words stand at the end, its mark here.
    """

    kind: Kind
    attributes: tuple[tuple[str, str], ...]

    def __init__(self, kind: Kind, **attributes: str) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "attributes", tuple((k, v) for k, v in attributes.items() if v))


class Text(NamedTuple):
    """Words, as they are to be read, with the spaces between them.

    `at`: where they stand in the source; runs of white space in such words become one blank. Words without a place are
    taken as they are. `source`: what the source has for them, where it is something else (`&eacute;` for é).
    """

    words: str
    at: At | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """The block or part that was opened last ends."""


@dataclass(frozen=True, slots=True, init=False)
class Point:
    """Something without words: `Kind.BREAK` (a line, column or page begins: `unit`, `n`, `facs`, `break_="no"` inside a
    word), `Kind.GAP` (the text is lost here), `Kind.NOTE_MARK` (`n`, `target`)."""

    kind: Kind
    attributes: tuple[tuple[str, str], ...]

    def __init__(self, kind: Kind, **attributes: str) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "attributes", tuple((k.rstrip("_"), v) for k, v in attributes.items() if v))


@dataclass(frozen=True, slots=True)
class Out:
    """A stretch of the source that is not in the text, and the rule that leaves it out.

    `is_named`: whether the editor named it in edition.toml.
    """

    rule: Rule
    source: str
    at: At
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Something that the editor must know of the file."""

    finding: Finding


Event = Open | Text | Close | Point | Out | Report


def leave_out(words: str, rule: Rule = Rule.FURNITURE, at: At | None = None) -> Iterator[Event]:
    """Words of the file that are not part of the reading text: they are kept, marked with the rule, and counted."""
    yield Open(Kind.FURNITURE, rule=rule.value)
    yield Text(words, at)
    yield Close()


def line_break() -> Point:
    """A line begins, between two words."""
    return Point(Kind.BREAK, unit="line")
