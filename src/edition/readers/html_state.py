"""What is open while a page is being written."""

from dataclasses import dataclass, field

from edition.model import Kind
from edition.readers.html_elements import STRUCTURES
from edition.readers.html_format import Added, Format


@dataclass(slots=True)
class Block:
    """An open block. `kinds`: what was begun for it. `added`: what it says of its words."""

    number: int
    kinds: tuple[Kind, ...]
    added: Added
    is_line_end: bool
    keeps_lines: bool
    count: int = 0  # of a list: the number of the next item
    style: str = ""


@dataclass(slots=True)
class State:
    """What is open where words are being written; a note has one of its own."""

    blocks: list[Block] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    format: Format = field(default_factory=Format)
    breaks: int = 0  # line breaks that wait for the next words
    is_written: bool = False  # whether words stand in the block that is open
    is_implied: bool = False  # whether the block was begun for words that stand in none
    pages: list[str] = field(default_factory=list)  # page breaks that wait
    keeps_lines: int = 0
    is_note: bool = False
    is_fresh: bool = False  # whether the note has no words yet
    label: str = ""  # of the note, as its mark shows it; "" where it has none of its own
    is_after_back: bool = False  # whether a link back was the last thing

    @property
    def has_leaf(self) -> bool:
        """Whether a block that holds words is open."""
        return any(kind not in STRUCTURES for kind in self.kinds)
