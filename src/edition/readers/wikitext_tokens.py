"""The tokens of a page in wikitext, flat and in its order: words, signs, what begins and ends."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.model import Rule
from edition.readers.events import Open


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one line. `source`: what the page has for them, where it is something else."""

    words: str
    at: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line of the page ends."""

    at: int


@dataclass(frozen=True, slots=True)
class Quotes:
    """Two or more apostrophes."""

    source: str
    at: int


@dataclass(frozen=True, slots=True)
class Left:
    """A stretch that is no text."""

    rule: Rule
    source: str
    at: int
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class ListSign:
    """`*`, `#`, `:` or `;` at the beginning of a line."""

    sign: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of the note with a key."""

    key: str
    group: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """`<br>`."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """What comes next stands in another block."""


@dataclass(frozen=True, slots=True)
class End:
    """What an `Open` began ends."""


@dataclass(frozen=True, slots=True)
class Aside:
    """The caption of a picture."""

    tokens: "tuple[Token, ...]"


Token = Words | LineEnd | Quotes | Left | ListSign | NoteMark | LineBreak | Boundary | Open | End | Aside


@dataclass(slots=True)
class Page:
    """A page as tokens. `notes`: the words of each note by its key. The others are counted for findings."""

    text: str
    templates: Mapping[str, int]
    tokens: list[Token] = field(default_factory=list)
    notes: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    left_templates: Counter[str] = field(default_factory=Counter)
    unknown_tags: Counter[str] = field(default_factory=Counter)
    left_tags: Counter[str] = field(default_factory=Counter)
    pages: list[str] = field(default_factory=list)
    unread: list[tuple[str, int]] = field(default_factory=list)
    indents: frozenset[int] = frozenset()  # where colons stand before a table
