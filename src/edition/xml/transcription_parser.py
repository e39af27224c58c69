"""The parser of `edition.xml.transcription`: expat's events become a tree of lxml, with places in bytes."""

from array import array
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model.finding import Position
from edition.xml.entities import NONE, Declarations, Entities, EntityError
from edition.xml.namespaces import TEI, XML
from edition.xml.parse import MAX_DEPTH, RefusedError

_START_TAG = late_pattern(rb"""<(?![!?])(?:[^<>"']++|"[^"]*"|'[^']*')*>""")
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

    `plain`: whether its letters stand in the file as they are; else the stretch cannot be divided. `firsts`, `behinds`:
    by the number of a text node its first run, and the one behind its last; -1 for a node without words.
    """

    def __init__(self) -> None:
        self.offsets, self.lengths = array("q"), array("q")
        self.begins, self.ends = array("q"), array("q")
        self.plain = array("b")
        self.firsts, self.behinds = array("q"), array("q")

    def add(self, node: int, length: int, begin: int, end: int, is_plain: bool) -> None:
        """Add a stretch at the end of a text node."""
        if node >= len(self.firsts) or self.firsts[node] < 0:
            missing = [-1] * (node + 1 - len(self.firsts))
            self.firsts.extend(missing)
            self.behinds.extend(missing)
            self.firsts[node], offset = len(self.offsets), 0
        elif is_plain and self._continues(begin):
            self.lengths[-1] += length
            self.ends[-1] = end
            return
        else:
            offset = self.offsets[-1] + self.lengths[-1]
        self.offsets.append(offset)
        self.lengths.append(length)
        self.begins.append(begin)
        self.ends.append(end)
        self.plain.append(is_plain)
        self.behinds[node] = len(self.offsets)

    def of_node(self, node: int) -> tuple[int, int]:
        """The first run of a text node, and the one behind its last. KeyError for a node without words."""
        if not 0 <= node < len(self.firsts) or self.firsts[node] < 0:
            raise KeyError(node)
        return self.firsts[node], self.behinds[node]

    def _continues(self, begin: int) -> bool:
        return bool(self.plain[-1]) and self.ends[-1] == begin and self.lengths[-1] < _LONGEST_RUN


class Scope:
    """The prefixes that hold in an element; `declared`: those that it declares itself, None for the default one."""

    def __init__(self, prefixes: dict[str, str], declared: dict[Any, str] | None = None) -> None:
        self.prefixes, self.declared = prefixes, declared
        self._elements: dict[str, str] = {}
        self._attributes: dict[str, str] = {}

    def within(self, attributes: dict[str, str]) -> "Scope":
        """The scope of an element with these attributes; the declarations among them are taken out."""
        names = [name for name in attributes if name == "xmlns" or name.startswith("xmlns:")]
        new = {name[6:]: attributes.pop(name) for name in names}
        return Scope(
            self.prefixes | new, {prefix or None: uri for prefix, uri in new.items() if uri and prefix != "xml"}
        )

    def element(self, name: str) -> str:
        """The qualified name of an element. KeyError for a prefix that is not declared."""
        if name not in self._elements:
            self._elements[name] = self._qualified(*name.rpartition(":"))
        return self._elements[name]

    def attribute(self, name: str) -> str:
        """The qualified name of an attribute: without a prefix it has no namespace."""
        if name not in self._attributes:
            self._attributes[name] = self._qualified(*name.rpartition(":")) if ":" in name else name
        return self._attributes[name]

    def is_inclusion(self, name: str) -> bool:
        """Whether an element takes in another file."""
        return self._elements[name].startswith(_XINCLUDE)

    def _qualified(self, prefix: str, _: str, local: str) -> str:
        uri = self.prefixes.get(prefix, "")
        if prefix and not uri:
            raise KeyError(f"the prefix {prefix} is not declared")
        return f"{{{uri}}}{local}" if uri else local


class TranscriptionParser:
    """Parses UTF-8 bytes without byte-order mark. `nodes` by number; of each `starts`, `opened` (behind its start tag),
    `closes` (its end tag) and `ends`; `positions`: line and column of each start tag."""

    def __init__(self, data: bytes, path: str, declarations: Declarations = NONE, is_lenient: bool = False) -> None:
        self.data, self.path, self.declarations, self.is_lenient = data, path, declarations, is_lenient
        self.nodes: list[etree._Element] = []
        self.starts, self.opened, self.closes, self.ends = array("q"), array("q"), array("q"), array("q")
        self.numbers: dict[etree._Element, int] = {}
        self.positions: list[tuple[int, int]] = []
        self.from_entities: set[int] = set()
        self.runs = Runs()
        self.missing: list[str] = []
        self.entities = Entities()
        self._open: list[tuple[int, Scope]] = []  # number and prefixes of each open element
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
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True)) if attributes else {}
        scope = self._open[-1][1] if self._open else Scope({"xml": XML})
        if pairs and any(name.startswith("xmlns") and name[5:6] in ("", ":") for name in pairs):
            scope = scope.within(pairs)
        node = self._element(tag, pairs, scope)
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        node.sourceline = min(line, _LAST_LINE)
        self.positions.append((line, column))
        number = self._number(node)
        self._set_places(*self._tag_at(self._parser.CurrentByteIndex, number))
        self._open.append((number, scope))
        self._text = 2 * number

    def _element(self, tag: str, pairs: dict[str, str], scope: "Scope") -> etree._Element:
        try:
            name = scope.element(tag)
            given = {scope.attribute(key): value for key, value in pairs.items()} if pairs else None
            if not self._open:
                return etree.Element(name, given, scope.declared)
            holder, around = self.nodes[self._open[-1][0]], self._open[-1][1]
            node = etree.SubElement(holder, name, given, scope.declared if scope is not around else None)
        except (ValueError, KeyError) as error:
            raise UnreadableError(str(error), *self._line_and_column()) from None
        if scope.is_inclusion(tag):
            self._refuse_inclusion(node)
        return node

    def _line_and_column(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _refuse_inclusion(self, node: etree._Element) -> None:
        if not any(around.tag in _UNREAD for around in node.iterancestors()):
            said = "XInclude is not accepted in the text: put the text itself here, or name the file as a witness"
            raise RefusedError(self._place(), said)

    def _number(self, node: etree._Element) -> int:
        number = self.numbers[node] = len(self.nodes)
        self.nodes.append(node)
        return number

    def _set_places(self, begin: int, end: int) -> None:
        self.starts.append(begin)
        self.opened.append(end)
        self.closes.append(end)
        self.ends.append(end)

    def _tag_at(self, index: int, number: int) -> tuple[int, int]:
        """Where a start tag, comment or instruction begins and ends; of one from an entity, its reference."""
        if self.data[index : index + 1] == b"&":
            self.from_entities.add(number)
            return index, self.data.index(b";", index) + 1
        tag = _START_TAG.match(self.data, index)
        if tag is None:
            for begin, end in _DELIMITERS:
                if self.data.startswith(begin, index):
                    return index, self.data.index(end, index + len(begin)) + len(end)
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
        elif self.data.startswith(b"&", begin):
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
