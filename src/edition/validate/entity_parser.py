"""Parse a file that has a DOCTYPE or XInclude: entities are expanded under limits, and every element keeps its place.

An element from another file has its place there; one from an entity of the DOCTYPE has that of the reference. Of a DTD
in another file the entities count, and nothing else: defaults of attributes are taken from the file itself alone.
"""

from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model.finding import Finding, Position, Severity
from edition.validate.local_files import MAX_NESTING, LocalFiles, UnavailableError
from edition.xml.entities import MAX_EXPANSION, MAX_GROWTH, Entities, EntityError
from edition.xml.file_encoding import find_encoding
from edition.xml.malformed import find_malformed
from edition.xml.namespaces import XML
from edition.xml.parse import MAX_DEPTH, RefusedError
from edition.xml.transcription_parser import Scope

_LAST_LINE = 65535  # that lxml can hold
_START_TAG = late_pattern(rb"""<(?:[^<>"']++|"[^"]*"|'[^']*')*>""")
_REFERENCE = late_pattern(rb"&([^\s&;#<>]+);")
_MALFORMED = "is not well-formed XML: "
_AMPLIFIED = 43  # XML_ERROR_AMPLIFICATION_LIMIT_BREACH of expat
_UNDEFINED = 11  # XML_ERROR_UNDEFINED_ENTITY of expat
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_TOO_MUCH = "that is not accepted: write the text itself"
NOT_READ = "E445"


class EntityParser:
    """Parses one file: `root`, `places` of its elements, `unparsed` entities, and `findings` about its DOCTYPE."""

    def __init__(self, data: bytes, path: str, files: LocalFiles) -> None:
        self.path, self.files = path, files
        self.root: etree._Element | None = None
        self.places: dict[etree._Element, Position] = {}
        self.unparsed: set[str] = set()
        self.findings: list[Finding] = []
        self._entities = Entities()
        self._defaults: dict[str, dict[str, str]] = {}
        self._open: list[tuple[etree._Element, Scope]] = []
        self._before: list[etree._Element] = []  # comments and processing instructions before the root
        self._last: etree._Element | None = None  # the node behind which text stands now
        self._words: list[str] = []
        self._size = 0  # characters of text and attributes
        self._sources: list[tuple[Any, bytes, str]] = []  # parser, bytes and path of each file that is being read
        self._has_outside = False  # whether an entity may be declared in a file that is not read
        self._doctype_place = Position(path)
        self._data = _decode(data, path)
        files.total += len(data)

    def parse(self) -> etree._Element:
        """Read the file and return its root; RefusedError where it is not well-formed, or not accepted."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.specified_attributes = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
        parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = self._doctype, self._declare
        parser.AttlistDeclHandler, parser.ExternalEntityRefHandler = self._default, self._outside
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.SkippedEntityHandler = self._characters, self._skip
        parser.CommentHandler = lambda words: self._beside(etree.Comment(words))
        parser.ProcessingInstructionHandler = lambda name, words: self._beside(etree.ProcessingInstruction(name, words))
        self._read(parser, self._data, self.path)
        assert self.root is not None
        for node in self._before:
            self.root.addprevious(node)
        return self.root

    def _read(self, parser: Any, data: bytes, path: str) -> None:  # the stubs know no type of the parser
        self._sources.append((parser, data, path))
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Position(path, error.lineno, error.offset + 1)
            if error.code == _AMPLIFIED:
                raise RefusedError(place, f"its entities grow too much; {_TOO_MUCH}") from None
            if error.code == _UNDEFINED:
                self._refuse_unknown(self._find_unknown(data[parser.ErrorByteIndex :]), place)
            fault = find_malformed(data) if path == self.path else None
            said = fault.message if fault else expat.ErrorString(error.code)
            raise RefusedError(place, f"{_MALFORMED}{said}") from None
        self._sources.pop()

    def _place(self) -> Position:
        parser, _, path = self._sources[-1]
        return Position(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    # -- the DOCTYPE

    def _doctype(self, _name: str, system: str | None, public: str | None, _has_subset: bool) -> None:
        self._has_outside = bool(system or public)
        before = self._data[: self._data.rfind(b"<!DOCTYPE", 0, self._sources[-1][0].CurrentByteIndex + 9)].decode()
        self._doctype_place = Position(self.path, before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _declare(
        self, name: str, is_parameter: bool, value: str | None, _base: str | None, system: str | None, *rest: str | None
    ) -> None:
        if rest[1]:  # its notation
            self.unparsed.add(name)
        elif not is_parameter:
            self._entities.declare(name, value, system or "")

    def _default(self, element: str, name: str, _type: str, default: str | None, _is_required: bool) -> None:
        if default is not None and len(self._sources) == 1:
            self._defaults.setdefault(element, {}).setdefault(name, default)

    def _outside(self, context: str | None, _base: str | None, system: str | None, _public: str | None) -> int:
        """Read the file of an entity, or of the DTD (`context` is None), or say that it is not read."""
        place = self._place()
        name = "" if context is None else context.split("\x0c")[-1]
        said = f"the entity {name} is in another file ({system})" if name else f"the DOCTYPE names {system}"
        if not self.files.is_allowed:
            if name:
                raise RefusedError(place, f"{said}; edition validate --allow-includes reads it")
            self._warn(f"{said}, which is not read: the schema alone decides")
            return 1
        if len(self._sources) > MAX_NESTING:
            raise RefusedError(place, f"entities stand more than {MAX_NESTING} files deep in each other")
        try:
            path, data = self.files.open(system or "", self._sources[-1][2], place)
        except UnavailableError as error:
            if name:
                raise RefusedError(place, f"{said}, which is not read: {error}") from None
            self._warn(f"{said}, which is not read ({error}): the schema alone decides")
            return 1
        inner = self._sources[-1][0].ExternalEntityParserCreate(context, "utf-8")
        content = _decode(data, path)
        self._check_growth(content, Position(path))
        self._read(inner, content, path)
        return 1

    def _warn(self, message: str) -> None:
        """Warn once, at the DOCTYPE."""
        if not self.findings:
            self.findings.append(Finding(NOT_READ, Severity.WARNING, message, self._doctype_place))

    def _skip(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._refuse_unknown(name, self._place())

    def _refuse_unknown(self, name: str, place: Position) -> None:
        where = ""
        if self._has_outside:
            where = ", nor in a DTD that is read" if self.files.is_allowed else ", and its DTD is not read"
        raise RefusedError(place, f"the entity {name} is not declared in this file{where}; write the character itself")

    def _check_growth(self, data: bytes, place: Position) -> None:
        try:
            self._entities.check(data)
        except EntityError as error:
            raise RefusedError(place, f"{error}; {_TOO_MUCH}") from None

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > max(MAX_GROWTH * self.files.total, MAX_EXPANSION):
            raise RefusedError(
                self._place(), f"its entities grow to more than {MAX_GROWTH} times the file; {_TOO_MUCH}"
            )

    # -- the tree

    def _start(self, tag: str, attributes: list[str]) -> None:
        self._flush()
        if self.root is None:
            self._check_growth(self._data, self._place())
        if len(self._open) >= MAX_DEPTH:
            raise RefusedError(
                self._place(), f"Excessive depth: elements stand more than {MAX_DEPTH} deep in each other"
            )
        if self._has_outside:
            self._check_references()
        pairs = {**self._defaults.get(tag, {}), **dict(zip(attributes[::2], attributes[1::2], strict=True))}
        self._grow(sum(map(len, pairs.values())))
        scope = self._open[-1][1] if self._open else Scope({"xml": XML})
        if any(name.startswith("xmlns") and name[5:6] in ("", ":") for name in pairs):
            scope = scope.within(pairs)
        node = self._make_element(tag, pairs, scope)
        self.places[node] = self._place()
        node.sourceline = min(self._sources[-1][0].CurrentLineNumber, _LAST_LINE)
        self._open.append((node, scope))
        self._last = None

    def _check_references(self) -> None:
        """Refuse an unknown entity in an attribute, which expat leaves out when it did not read the whole DTD."""
        parser, data, _ = self._sources[-1]
        tag = _START_TAG.match(data, parser.CurrentByteIndex)
        for text in [tag[0]] if tag else [text.encode() for text in self._entities.texts.values()]:
            if name := self._find_unknown(text):
                self._refuse_unknown(name, self._place())

    def _find_unknown(self, text: bytes) -> str:
        """The first entity in a text that nothing declares, or ""."""
        known = {*self._entities.texts, *self._entities.outside, *_PREDEFINED}
        names = (found[1].decode("utf-8", "replace") for found in _REFERENCE.finditer(text))
        return next((name for name in names if name not in known and not name.startswith("#")), "")

    def _make_element(self, tag: str, pairs: Mapping[str, str], scope: Scope) -> etree._Element:
        try:
            name, given = scope.element(tag), {scope.attribute(key): value for key, value in pairs.items()}
            if len(given) < len(pairs):
                raise ValueError("an attribute stands twice")
            if self._open:
                around, outer = self._open[-1]
                return etree.SubElement(around, name, given, scope.declared if scope is not outer else None)
            self.root = etree.Element(name, given, scope.declared)
            return self.root
        except (ValueError, KeyError) as error:
            raise RefusedError(self._place(), f"{_MALFORMED}{error.args[0]}") from None

    def _end(self, _tag: str) -> None:
        self._flush()
        self._last, _ = self._open.pop()

    def _characters(self, words: str) -> None:
        self._grow(len(words))
        self._words.append(words)

    def _flush(self) -> None:
        """Put the words since the last tag into the tree."""
        if not self._words:
            return
        words = "".join(self._words)
        self._words.clear()
        if self._last is not None:
            self._last.tail = words
        else:
            self._open[-1][0].text = words

    def _beside(self, node: etree._Element) -> None:
        """Add a comment or a processing instruction."""
        self._flush()
        if self._open:
            self._open[-1][0].append(node)
            self._last = node
        elif self.root is None:
            if len(self._sources) == 1:  # those of a DTD are no part of the document
                self._before.append(node)
        else:
            [self.root, *self.root.itersiblings()][-1].addnext(node)


def _decode(data: bytes, path: str) -> bytes:
    try:
        return find_encoding(data).to_utf8(data)
    except (LookupError, UnicodeError) as error:
        raise RefusedError(Position(path), f"cannot be read as XML: {error}") from None
