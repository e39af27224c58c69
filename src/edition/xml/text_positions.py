"""Find the line and column at which the words of an element begin."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

#: The number of an element in document order, counted from 1, and how many nodes stand in it before the text.
TextPlace = tuple[int, int]


def find_text_positions(data: bytes, wanted: Collection[TextPlace]) -> dict[TextPlace, tuple[int, int]]:
    """The line and column (from 1, in code points) of the first character that is not white space of each text."""
    search = _Search(frozenset(wanted))
    with suppress(expat.ExpatError, LookupError, ValueError):  # the positions of what was found so far are right
        search.reader.Parse(data, True)
    return search.found


@dataclass(slots=True)
class _Search:
    """Counts the nodes of each open element while expat reads the file."""

    wanted: frozenset[TextPlace]
    found: dict[TextPlace, tuple[int, int]] = field(default_factory=dict)
    count: int = 0
    open: list[list[int]] = field(default_factory=list)  # the number of each open element, and of its last child
    reader: Any = field(init=False)

    def __post_init__(self) -> None:
        self.reader = expat.ParserCreate()
        self.reader.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.reader.StartElementHandler = self._start
        self.reader.EndElementHandler = lambda _name: self.open.pop()
        self.reader.CharacterDataHandler = self._read_text
        self.reader.CommentHandler = lambda _text: self._count_node()
        self.reader.SkippedEntityHandler = lambda _name, _is_parameter: self._count_node()
        self.reader.ProcessingInstructionHandler = lambda _target, _text: self._count_node()

    def _start(self, _name: str, _attributes: object) -> None:
        self._count_node()
        self.count += 1
        self.open.append([self.count, 0])

    def _count_node(self) -> None:
        if self.open:
            self.open[-1][1] += 1

    def _read_text(self, text: str) -> None:
        place = self.open[-1][0], self.open[-1][1]
        if place in self.wanted and place not in self.found and not text.isspace():
            blank = len(text) - len(text.lstrip())
            self.found[place] = self.reader.CurrentLineNumber, self.reader.CurrentColumnNumber + 1 + blank
