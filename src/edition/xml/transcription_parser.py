"""The parser of `edition.xml.transcription`: expat's events become a tree of lxml, with places in bytes."""

import re
from array import array
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from lxml import etree

from edition.model.finding import Position
from edition.xml.entities import NONE, Declarations, Entities, EntityError
from edition.xml.namespaces import TEI, XML
from edition.xml.parse import MAX_DEPTH, RefusedError

_START_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_XINCLUDE = ("{http://www.w3.org/2001/XInclude}", "{http://www.w3.org/2003/XInclude}")
#: Parts of a file of whose XInclude no text of the edition comes.
_UNREAD = frozenset(f"{{{TEI}}}{name}" for name in ("teiHeader", "facsimile", "standOff"))
_LONGEST_RUN = 4096  # code points; the place of a letter is counted from the beginning of its run
_LAST_LINE = 65535  # that lxml can hold
#: What stands for an entity that nobody declares, in a lenient parse.
MISSING = "\ufffd"


class UnreadableError(Exception):
    """A file is not well-formed; `place`: line and column."""

    def __init__(self, why: str, line: int, column: int) -> None:
        super().__init__(why)
        self.place = line, column


class Runs:
    """The stretches of text nodes: of each its offset in the node, its length (code points), its bytes.

    `plain`: whether its letters stand in the file as they are; else the stretch cannot be divided. `of_node`: number of
    a text node -> its first run, and the one behind its last.
    """

    def __init__(self) -> None:
        self.offsets, self.lengths = array("q"), array("q")
        self.begins, self.ends = array("q"), array("q")
        self.plain = array("b")
        self.of_node: dict[int, tuple[int, int]] = {}

    def add(self, node: int, length: int, begin: int, end: int, is_plain: bool) -> None:
        """Add a stretch at the end of a text node."""
        first, behind = self.of_node.get(node, (len(self.offsets), len(self.offsets)))
        if first < behind and is_plain and self._continues(begin):
            self.lengths[-1] += length
            self.ends[-1] = end
            return
        offset = self.offsets[-1] + self.lengths[-1] if first < behind else 0
        for column, value in zip(
            (self.offsets, self.lengths, self.begins, self.ends, self.plain),
            (offset, length, begin, end, is_plain),
            strict=True,
        ):
            column.append(value)
        self.of_node[node] = first, behind + 1

    def _continues(self, begin: int) -> bool:
        return bool(self.plain[-1]) and self.ends[-1] == begin and self.lengths[-1] < _LONGEST_RUN


class TranscriptionParser:
    """Parses UTF-8 bytes without byte-order mark. `nodes` by number; of each `starts`, `opened` (behind its start tag),
    `closes` (its end tag) and `ends`; `positions`: line and column of each start tag."""

    def __init__(self, data: bytes, path: str, declarations: Declarations = NONE, is_lenient: bool = False) -> None:
        self.data, self.path, self.declarations, self.is_lenient = data, path, declarations, is_lenient
        self.nodes: list[etree._Element] = []
        self.starts, self.opened, self.closes, self.ends = array("q"), array("q"), array("q"), array("q")
        self.positions: list[tuple[int, int]] = []
        self.from_entities: set[int] = set()
        self.runs = Runs()
        self.missing: list[str] = []
        self.entities = Entities()
        self._open: list[tuple[int, dict[str, str]]] = []  # number and prefixes of each open element
        self._prolog: list[etree._Element] = []
        self._last: etree._Element | None = None  # what stands behind the root
        self._text = 0  # the number of the text node that words belong to now
        self._words: list[str] = []
        self._cdata: tuple[int, int] | None = None
        self._parser = self._make_parser()

    # -- what is read

    def parse(self) -> None:
        """Read the file. UnreadableError where it is not well-formed, RefusedError for what is not accepted."""
        try:
            self._parser.Parse(self.data, True)
            for node in self._prolog:
                self.nodes[0].addprevious(node)
        except expat.ExpatError as error:
            if error.code == _UNDEFINED_ENTITY:
                self._skip(self._name_at(self._parser.ErrorByteIndex), False)
            why = expat.ErrorString(error.code) or "fault"
            raise UnreadableError(why, error.lineno, error.offset + 1) from None

    def _make_parser(self) -> Any:  # the stubs know no type of it
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.ordered_attributes = True
        if self.is_lenient or self.declarations[0]:
            parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
            parser.UseForeignDTD(True)
        parser.ExternalEntityRefHandler = self._outside
        parser.EntityDeclHandler = self._declare
        parser.AttlistDeclHandler = lambda element, name, *_: self._refuse(f"declares {name} of {element}")
        parser.ElementDeclHandler = lambda name, _: self._refuse(f"declares the element {name}")
        parser.NotationDeclHandler = lambda name, *_: self._refuse(f"declares the notation {name}")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.SkippedEntityHandler = self._characters, self._skip
        parser.CommentHandler, parser.ProcessingInstructionHandler = self._comment, self._instruction
        parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = self._begin_cdata, self._end_cdata
        return parser

    def _refuse(self, what: str) -> None:
        raise RefusedError(self._place(), f"the DOCTYPE {what}; that is not accepted: take it out")

    def _place(self) -> Position:
        return Position(self.path, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    # -- entities

    def _declare(self, name: str, is_parameter: bool, value: str | None, *file: str | None) -> None:
        if is_parameter:
            self._refuse(f"declares the parameter entity {name}")
        self.entities.declare(name, value, file[1] or "")

    def _outside(self, context: str | None, _base: str | None, system: str | None, _public: str | None) -> int:
        """An outside DTD is never read, nor is an outside entity; the local file of declarations stands for the DTD."""
        if context is not None:
            name = context.split("\x0c")[-1]
            raise RefusedError(self._place(), f"the entity {name} is in another file ({system}); {_WRITE_IT}")
        name, declarations = self.declarations
        inner = self._parser.ExternalEntityParserCreate(None, "utf-8")
        try:
            inner.Parse(declarations.removeprefix(b"\xef\xbb\xbf"), True)
        except expat.ExpatError as error:
            said = f"is no list of entity declarations: {expat.ErrorString(error.code)}"
            raise RefusedError(Position(name, error.lineno, error.offset + 1), said) from None
        return 1

    def _skip(self, name: str, is_parameter: bool) -> None:
        """An entity that nobody declares."""
        if is_parameter:
            return
        if not self.is_lenient:
            local = self.declarations[0]
            where = f"declared neither in this file nor in {local}" if local else "not declared in this file"
            raise RefusedError(self._place(), f"the entity {name} is {where}; {_NAME_IT}")
        self.missing.append(name)
        begin = self._parser.CurrentByteIndex
        self._add_words(MISSING, begin, self.data.index(b";", begin) + 1, False)

    def _name_at(self, index: int) -> str:
        return self.data[index + 1 : self.data.index(b";", index)].decode()

    # -- the tree

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._flush()
        if not self.nodes:
            try:
                self.entities.check(self.data)
            except EntityError as error:
                raise RefusedError(self._place(), f"{error}; that is not accepted") from None
        if len(self._open) >= MAX_DEPTH:
            said = f"Excessive depth: elements stand more than {MAX_DEPTH} deep in each other; that is not accepted"
            raise RefusedError(self._place(), said)
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        prefixes, own = self._prefixes(pairs)
        node = self._element(self._qualified(tag, prefixes, True), pairs, prefixes, own)
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        node.sourceline = min(line, _LAST_LINE)
        self.positions.append((line, column))
        self._refuse_inclusion(node)
        number = self._number(node)
        begin, end = self._tag_at(self._parser.CurrentByteIndex, number)
        self._set_places(begin, end)
        self._open.append((number, prefixes))
        self._text = 2 * number

    def _prefixes(self, attributes: dict[str, str]) -> tuple[dict[str, str], dict[Any, str]]:
        """The prefixes that hold in an element, and those that it declares itself."""
        around = self._open[-1][1] if self._open else {"xml": XML}
        declared = {name: uri for name, uri in attributes.items() if name == "xmlns" or name.startswith("xmlns:")}
        if not declared:
            return around, {}
        for name in declared:
            del attributes[name]
        new = {name[6:]: uri for name, uri in declared.items()}
        return around | new, {prefix or None: uri for prefix, uri in new.items() if uri and prefix != "xml"}

    def _element(
        self, tag: str, attributes: dict[str, str], prefixes: dict[str, str], own: dict[Any, str]
    ) -> etree._Element:
        given = {self._qualified(name, prefixes, False): value for name, value in attributes.items()}
        try:
            if self._open:
                return etree.SubElement(self.nodes[self._open[-1][0]], tag, given, own or None)
            return etree.Element(tag, given, own or None)
        except ValueError as error:
            raise UnreadableError(str(error), *self._line_and_column()) from None

    def _qualified(self, name: str, prefixes: dict[str, str], is_element: bool) -> str:
        prefix, _, local = name.rpartition(":")
        if not prefix and not is_element:
            return name
        uri = prefixes.get(prefix, "")
        if prefix and not uri:
            raise UnreadableError(f"the prefix {prefix} is not declared", *self._line_and_column())
        return f"{{{uri}}}{local}" if uri else local

    def _line_and_column(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _refuse_inclusion(self, node: etree._Element) -> None:
        if not str(node.tag).startswith(_XINCLUDE):
            return
        if not any(around.tag in _UNREAD for around in node.iterancestors()):
            said = "XInclude is not accepted in the text: put the text itself here, or name the file as a witness"
            raise RefusedError(self._place(), said)

    def _number(self, node: etree._Element) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _set_places(self, begin: int, end: int) -> None:
        for column, value in zip(
            (self.starts, self.opened, self.closes, self.ends), (begin, end, end, end), strict=True
        ):
            column.append(value)

    def _tag_at(self, index: int, number: int) -> tuple[int, int]:
        """Where a start tag, comment or instruction begins and ends; of one from an entity, its reference."""
        if self.data[index : index + 1] == b"&":
            self.from_entities.add(number)
            return index, self.data.index(b";", index) + 1
        for begin, end in _DELIMITERS:
            if self.data.startswith(begin, index):
                return index, self.data.index(end, index + len(begin)) + len(end)
        tag = _START_TAG.match(self.data, index)
        if tag is None:
            raise UnreadableError("a tag is not where the parser says", *self._line_and_column())
        return index, tag.end()

    def _end(self, _tag: str) -> None:
        self._flush()
        number, _ = self._open.pop()
        opened = self.opened[number]
        is_empty = self.data[opened - 2 : opened] == b"/>"
        if number not in self.from_entities and not is_empty:
            index = self._parser.CurrentByteIndex
            self.closes[number] = index
            self.ends[number] = self.data.index(b">", index) + 1
        self._text = 2 * number + 1
        self._last = self.nodes[number]

    # -- words

    def _characters(self, words: str) -> None:
        begin = self._parser.CurrentByteIndex
        if self._cdata:
            self._add_words(words, *self._cdata, False)
        elif self.data[begin : begin + 1] == b"&":
            self._add_words(words, begin, self.data.index(b";", begin) + 1, False)
        elif self.data.startswith(plain := words.encode("utf-8"), begin):
            self._add_words(words, begin, begin + len(plain), True)
        else:  # a line end that is not LF
            length = 2 if self.data.startswith(b"\r\n", begin) else 1
            self._add_words(words, begin, begin + length, False)

    def _add_words(self, words: str, begin: int, end: int, is_plain: bool) -> None:
        self.runs.add(self._text, len(words), begin, end, is_plain)
        self._words.append(words)

    def _flush(self) -> None:
        """Put the words since the last tag into the tree."""
        if not self._words:
            return
        words = "".join(self._words)
        self._words.clear()
        node = self.nodes[self._text // 2]
        if self._text % 2:
            node.tail = words
        else:
            node.text = words

    def _begin_cdata(self) -> None:
        begin = self._parser.CurrentByteIndex
        end = b";" if self.data[begin : begin + 1] == b"&" else b"]]>"
        self._cdata = begin, self.data.index(end, begin) + len(end)

    def _end_cdata(self) -> None:
        self._cdata = None

    # -- comments and processing instructions

    def _comment(self, words: str) -> None:
        self._beside(lambda: etree.Comment(words))

    def _instruction(self, target: str, words: str) -> None:
        self._beside(lambda: etree.ProcessingInstruction(target, words))

    def _beside(self, make: Callable[[], etree._Element]) -> None:
        self._flush()
        if self._open:
            node = make()
            self.nodes[self._open[-1][0]].append(node)
            number = self._number(node)
            self._set_places(*self._tag_at(self._parser.CurrentByteIndex, number))
            self._text = 2 * number + 1
        elif not self.nodes:
            self._prolog.append(make())
        elif self._last is not None:
            node = make()
            self._last.addnext(node)
            self._last = node


_DELIMITERS = ((b"<!--", b"-->"), (b"<?", b"?>"))
_UNDEFINED_ENTITY = 11  # XML_ERROR_UNDEFINED_ENTITY of expat
_WRITE_IT = "write the text itself"
_NAME_IT = 'put its declaration into a file of the project, and name it: [tei] entities = "chars.dtd"'
