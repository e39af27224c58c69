"""Parse XML safely: without entities or external files, and with the exact position of every element."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from lxml import etree

from edition.errors import InputError
from edition.model.finding import Finding, Position, Severity
from edition.xml.malformed import explain_malformed
from edition.xml.text_positions import TextPlace, find_text_positions

MAX_BYTES = 256 * 1024 * 1024  # bytes
MAX_DEPTH = 256  # nested elements
_DEPTH_MESSAGE = f"Excessive depth: elements stand more than {MAX_DEPTH} deep in each other; that is not accepted"
_XINCLUDE = ("{http://www.w3.org/2001/XInclude}*", "{http://www.w3.org/2003/XInclude}*")


class RefusedError(InputError):
    """A file is not well-formed or needs something outside; `finding` (E400) has the reason and the position."""

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(f"{position}: {message}")
        self.finding = Finding("E400", Severity.ERROR, message, position)


@dataclass(slots=True)
class Document:
    """A parsed file: its name, its bytes, its tree, the positions of its elements, and its unparsed entities."""

    path: str
    data: bytes
    root: etree._Element
    _positions: list[tuple[int, int]] = field(default_factory=list)
    _numbers: dict[etree._Element, int] = field(default_factory=dict)
    entities: frozenset[str] = frozenset()

    def position(self, element: etree._Element) -> Position:
        """The position of the start tag of an element; line and column count from 1, columns in code points."""
        return self.position_of(self.number_of(element))

    def number_of(self, element: etree._Element) -> int:
        """The number of an element in document order, counted from 1."""
        if not self._numbers:
            self._numbers = {e: i for i, e in enumerate(self.root.iter(etree.Element), 1)}
        return self._numbers[element]

    def position_of(self, number: int) -> Position:
        """The position of the start tag of the element with this number in document order, counted from 1."""
        if not self._positions:
            self._positions = find_start_tags(self.data)
        return Position(self.path, *self._positions[number - 1])

    def find_texts(self, wanted: Collection[TextPlace]) -> dict[TextPlace, Position]:
        """The positions of the first characters of some texts that are not white space alone."""
        found = find_text_positions(self.data, wanted)
        return {place: Position(self.path, *position) for place, position in found.items()}

    def reserialized(self) -> bytes:
        """The document as UTF-8 without XML declaration and document type, for Saxon."""
        return etree.tostring(self.root, encoding="unicode").encode()


def parse(data: bytes, path: str) -> etree._Element:
    """Parse a file and return its root; errors as in `parse_document`."""
    return parse_document(data, path).root


def parse_document(data: bytes, path: str) -> Document:
    """Parse the bytes of a file; `path` is its name in positions and messages.

    RefusedError with the position when the file is larger than MAX_BYTES, is not well-formed, is nested deeper than
    MAX_DEPTH, or needs something outside: a DTD, an entity, or XInclude.

    >>> document = parse_document(b"<text>\\n  <p>One</p>\\n</text>", "a.xml")
    >>> str(document.position(document.root[0]))
    'a.xml:2:3'
    """
    if len(data) > MAX_BYTES:
        raise RefusedError(Position(path), f"has more than {MAX_BYTES // 1024 // 1024} megabytes")
    _refuse_doctype(data, path)
    try:
        root = _parse_tree(data, path)
    except etree.XMLSyntaxError as error:
        fault = explain_malformed(data, error)
        position = Position(path, fault.line, fault.column)
        raise RefusedError(position, f"is not well-formed XML: {fault.message}") from None
    except (ValueError, LookupError) as error:
        raise RefusedError(Position(path), f"cannot be read as XML: {error}") from None
    document = Document(path, data, root)
    _refuse_declarations(document)
    _refuse_inclusions(document)
    return document


def _parse_tree(data: bytes, path: str) -> etree._Element:
    """Parse a file. Where a text exceeds the limits of libxml2, they are lifted, but the limit of depth remains."""
    try:
        return etree.fromstring(data, _make_parser(huge=False))
    except etree.XMLSyntaxError as error:
        if "XML_PARSE_HUGE" not in error.msg:
            raise
        if "depth" in error.msg:
            raise RefusedError(Position(path, *error.position), _DEPTH_MESSAGE) from None
    root = etree.fromstring(data, _make_parser(huge=True))
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise RefusedError(Position(path, element.sourceline), _DEPTH_MESSAGE)
    return root


def _make_parser(huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        attribute_defaults=False,
        collect_ids=False,
        remove_blank_text=False,
    )


class _RootReachedError(Exception):
    """The root element is reached: no declaration can follow."""


def _refuse_doctype(data: bytes, path: str) -> None:
    """Refuse declarations: entities may be huge or other files, and attribute defaults add text that is not there."""
    reader = expat.ParserCreate()

    def refuse(what: str) -> None:
        message = f"{what}; that is not accepted: take it out, and write the characters themselves"
        raise RefusedError(Position(path, reader.CurrentLineNumber), message)

    def doctype(_name: str, system: str | None, public: str | None, _inside: bool) -> None:
        if system or public:
            refuse(f"the DOCTYPE names the outside file {system or public}")

    def root_reached(_name: str, _attributes: object) -> None:
        raise _RootReachedError

    reader.StartDoctypeDeclHandler = doctype
    reader.EntityDeclHandler = lambda name, *_: refuse(f"the DOCTYPE declares the entity {name}")
    reader.ElementDeclHandler = lambda name, _: refuse(f"the DOCTYPE declares the element {name}")
    reader.AttlistDeclHandler = lambda name, attribute, *_: refuse(f"the DOCTYPE declares {attribute} of {name}")
    reader.NotationDeclHandler = lambda name, *_: refuse(f"the DOCTYPE declares the notation {name}")
    reader.StartElementHandler = root_reached
    # The message of libxml2 is better for a file that is not well-formed.
    with suppress(_RootReachedError, expat.ExpatError, LookupError, ValueError):
        reader.Parse(data, True)


def _refuse_declarations(document: Document) -> None:
    """Refuse declarations again with lxml, for encodings that expat does not support."""
    dtd: Any = document.root.getroottree().docinfo.internalDTD  # the stubs of lxml do not know what a DTD holds
    if dtd is not None and (dtd.external_id or dtd.system_url or list(dtd.iterentities())):
        raise RefusedError(Position(document.path), "the DOCTYPE declares something; that is not accepted: take it out")


def _refuse_inclusions(document: Document) -> None:
    for element in document.root.iter(*_XINCLUDE):
        raise RefusedError(
            document.position(element),
            "XInclude is not accepted: put the text itself here, or name the file in the configuration",
        )


def find_start_tags(data: bytes) -> list[tuple[int, int]]:
    """Line and column (from 1, in code points) of every start tag, in document order."""
    found: list[tuple[int, int]] = []
    reader = expat.ParserCreate()
    reader.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    reader.StartElementHandler = lambda _name, _attributes: found.append(
        (reader.CurrentLineNumber, reader.CurrentColumnNumber + 1)
    )
    reader.Parse(data, True)
    return found
