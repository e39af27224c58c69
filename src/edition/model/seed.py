"""A seed: a source file as it was received, decoded, with what is needed to give it back byte for byte."""

from dataclasses import dataclass
from enum import StrEnum

Siglum = str


class LineEnd(StrEnum):
    """The three ways a line ends; nothing else is a line end (form feed and U+2028 are characters)."""

    LF = "\n"
    CRLF = "\r\n"
    CR = "\r"


#: The `encoding` of a seed whose text was taken out of a file of another format.
EXTRACTED = "extraction"


@dataclass(frozen=True, slots=True)
class Seed:
    """The text of one source file with LF line ends, and how its bytes were made of it.

    `line_ends` is a run list: (kind, how often in a row); an empty list means that no line ends.
    `byte_order_mark` says whether the bytes began with the mark of `encoding`.
    """

    siglum: Siglum
    path: str
    text: str
    sha256: str
    encoding: str = "utf-8"
    byte_order_mark: bool = False
    line_ends: tuple[tuple[LineEnd, int], ...] = ()

    @property
    def is_extracted(self) -> bool:
        """Whether the text was taken out of a file of another format: then the file itself gives its bytes back."""
        return self.encoding == EXTRACTED
