"""The positions of attributes, text, comments and processing instructions in a file."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from xml.parsers import expat

from edition.late_patterns import late_pattern

_ATTRIBUTE = late_pattern(r"""\s+([^\s=/>"'<]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NAME = late_pattern(r"""<[^\s/>"'<=]+""")
_LINE_END = late_pattern(r"\r\n|\r|\n")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
Place = tuple[int, int]


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, with its number in document order, and its children so far."""

    number: int
    children: int = 0
    is_in_text: bool = False


@dataclass
class NodePositions:
    """Lines and columns, from 1, columns in code points, of what is not an element.

    >>> places = NodePositions(b'<r>\\n  <a n="1">x</a></r>', "utf-8")
    >>> places.of_attribute("n", (2, 3)), places.of_child(2, 1, (2, 3)), places.of_child(1, 9, (1, 1))
    ((2, 6), (2, 12), None)
    """

    data: bytes
    encoding: str
    _lines: list[int] = field(default_factory=list)

    def of_attribute(self, name: str, element: Place) -> Place | None:
        """The position of an attribute of an element whose start tag is at `element`; None where it is not there."""
        line, column = element
        if line > len(self._line_starts):
            return None
        start = self._line_starts[line - 1] + column - 1
        found: re.Match[str] | None = _NAME.match(self._text, start)
        while found is not None:
            found = _ATTRIBUTE.match(self._text, found.end())
            if found is not None and found[1] == name:
                return self._place_of(found.start(1))
        return None

    def of_child(self, parent: int, number: int, element: Place | None = None) -> Place | None:
        """The position of a child, counted from 1, of the element `parent` (its number), at `element`; 0: no element.

        Of text it is the position of the first character that is not white space. None for an element, and where
        another element has this number in the file, because parts of the document come from elsewhere.
        """
        is_known = parent == 0 or self._children.get((parent, 0)) == element
        return self._children.get((parent, number)) if is_known else None

    @cached_property
    def _text(self) -> str:
        encoding = next((name for mark, name in _MARKS if self.data.startswith(mark)), self.encoding)
        return self.data.decode(encoding, "replace")

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self._text))]

    def _place_of(self, offset: int) -> Place:
        line = max(n for n, start in enumerate(self._line_starts, 1) if start <= offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _children(self) -> dict[tuple[int, int], Place]:
        try:
            return _ChildReader().read(self.data)
        except (expat.ExpatError, LookupError, ValueError):
            return {}


@dataclass(slots=True)
class _ChildReader:
    """Reads a file and notes where the children begin that are not elements."""

    places: dict[tuple[int, int], Place] = field(default_factory=dict)
    open: list[_Open] = field(default_factory=lambda: [_Open(0)])
    elements: int = 0
    is_blank: bool = False  # the text so far is white space

    def read(self, data: bytes) -> dict[tuple[int, int], Place]:
        reader = expat.ParserCreate()
        reader.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

        def here(skipped: int = 0) -> Place:
            return reader.CurrentLineNumber, reader.CurrentColumnNumber + 1 + skipped

        reader.StartElementHandler = lambda _name, _attributes: self._begin(here())
        reader.EndElementHandler = lambda _name: self._end()
        reader.CharacterDataHandler = lambda words: self._read_text(words, here)
        reader.CommentHandler = lambda _words: self._add(here())
        reader.ProcessingInstructionHandler = lambda _target, _words: self._add(here())
        reader.Parse(data, True)
        return self.places

    def _begin(self, place: Place) -> None:
        self.elements += 1
        self.places[self.elements, 0] = place
        self.open[-1].children += 1
        self.open[-1].is_in_text = False
        self.open.append(_Open(self.elements))

    def _end(self) -> None:
        self.open.pop()
        self.open[-1].is_in_text = False

    def _add(self, place: Place) -> None:
        self.open[-1].children += 1
        self.open[-1].is_in_text = False
        self.places[self.open[-1].number, self.open[-1].children] = place

    def _read_text(self, words: str, here: Callable[[int], Place]) -> None:
        top = self.open[-1]
        if not top.is_in_text:
            self._add(here(0))
            top.is_in_text = self.is_blank = True
        if self.is_blank and (rest := words.lstrip()):
            self.places[top.number, top.children] = here(len(words) - len(rest))
            self.is_blank = False
