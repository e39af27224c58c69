"""The one safe parse of XML: no entities, no outside files, and the exact place of every element."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from lxml import etree

from edition.errors import InputError
from edition.model.finding import Finding, Position, Severity

LIMIT = 256 * 1024 * 1024  # bytes
MOST_DEEP = 256  # elements within elements
_TOO_DEEP = f"Excessive depth: elements stand more than {MOST_DEEP} deep in each other; that is not accepted"
_PLACE = re.compile(r", line \d+, column \d+$")  # which libxml2 repeats
_XINCLUDE = ("{http://www.w3.org/2001/XInclude}*", "{http://www.w3.org/2003/XInclude}*")


class RefusedError(InputError):
    """A file that is not well-formed or asks for something outside. `finding` says it, with its place."""

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(f"{position}: {message}")
        self.finding = Finding("E400", Severity.ERROR, message, position)


@dataclass(slots=True)
class Document:
    """A parsed file: its name, its bytes, its tree, and where each element begins."""

    path: str
    data: bytes
    root: etree._Element
    _places: list[tuple[int, int]] = field(default_factory=list)
    _numbers: dict[etree._Element, int] = field(default_factory=dict)

    def position(self, element: etree._Element) -> Position:
        """Where the start tag of an element begins."""
        if not self._numbers:
            self._numbers = {e: i for i, e in enumerate(self.root.iter(etree.Element), 1)}
        return self.position_of(self._numbers[element])

    def position_of(self, number: int) -> Position:
        """Where the element begins that is the `number`th of the document, counted from 1."""
        if not self._places:
            self._places = _places(self.data)
        return Position(self.path, *self._places[number - 1])

    def reserialized(self) -> bytes:
        """The document as UTF-8 without declaration and document type, for Saxon."""
        return etree.tostring(self.root, encoding="unicode").encode()


def parse(data: bytes, path: str) -> etree._Element:
    """The root of a file; RefusedError with its place when it is not well-formed or asks for something outside."""
    return parse_document(data, path).root


def parse_document(data: bytes, path: str) -> Document:
    """A file with its places; RefusedError as `parse`."""
    if len(data) > LIMIT:
        raise RefusedError(Position(path), f"has more than {LIMIT // 1024 // 1024} megabytes")
    _refuse_doctype(data, path)
    try:
        root = _tree(data, path)
    except etree.XMLSyntaxError as error:
        said = _PLACE.sub("", error.msg)
        raise RefusedError(Position(path, *error.position), f"is not well-formed XML: {said}") from None
    except (ValueError, LookupError) as error:
        raise RefusedError(Position(path), f"cannot be read as XML: {error}") from None
    document = Document(path, data, root)
    _refuse_declared(document)
    _refuse_inclusions(document)
    return document


def _tree(data: bytes, path: str) -> etree._Element:
    """The tree of a file. Where libxml2 finds a text too long, its limits are lifted, but elements nest no deeper."""
    try:
        return etree.fromstring(data, _parser(huge=False))
    except etree.XMLSyntaxError as error:
        if "XML_PARSE_HUGE" not in error.msg:
            raise
        if "depth" in error.msg:
            raise RefusedError(Position(path, *error.position), _TOO_DEEP) from None
    root = etree.fromstring(data, _parser(huge=True))
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEEP:
            raise RefusedError(Position(path, element.sourceline), _TOO_DEEP)
    return root


def _parser(huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        attribute_defaults=False,
        collect_ids=False,
        remove_blank_text=False,
    )


class _BegunError(Exception):
    """The first element is there: what may be declared was declared."""


def _refuse_doctype(data: bytes, path: str) -> None:
    """No declarations: entities may be bombs or files of others, defaults of attributes words that are not there."""
    reader = expat.ParserCreate()

    def refuse(what: str) -> None:
        said = f"{what}; that is not accepted: take it out, and write the characters themselves"
        raise RefusedError(Position(path, reader.CurrentLineNumber), said)

    def doctype(_name: str, system: str | None, public: str | None, _inside: bool) -> None:
        if system or public:
            refuse(f"the DOCTYPE names the outside file {system or public}")

    def begun(_name: str, _attributes: object) -> None:
        raise _BegunError

    reader.StartDoctypeDeclHandler = doctype
    reader.EntityDeclHandler = lambda name, *_: refuse(f"the DOCTYPE declares the entity {name}")
    reader.ElementDeclHandler = lambda name, _: refuse(f"the DOCTYPE declares the element {name}")
    reader.AttlistDeclHandler = lambda name, attribute, *_: refuse(f"the DOCTYPE declares {attribute} of {name}")
    reader.NotationDeclHandler = lambda name, *_: refuse(f"the DOCTYPE declares the notation {name}")
    reader.StartElementHandler = begun
    with suppress(
        _BegunError, expat.ExpatError, LookupError, ValueError
    ):  # what is not well-formed, libxml2 says better
        reader.Parse(data, True)


def _refuse_declared(document: Document) -> None:
    """The same once more, for encodings that expat does not know."""
    dtd: Any = document.root.getroottree().docinfo.internalDTD  # the stubs of lxml do not know what a DTD holds
    if dtd is not None and (dtd.external_id or dtd.system_url or list(dtd.iterentities())):
        raise RefusedError(Position(document.path), "the DOCTYPE declares something; that is not accepted: take it out")


def _refuse_inclusions(document: Document) -> None:
    for element in document.root.iter(*_XINCLUDE):
        raise RefusedError(
            document.position(element),
            "XInclude is not accepted: put the text itself here, or name the file in the configuration",
        )


def _places(data: bytes) -> list[tuple[int, int]]:
    """Line and column (from 1, in code points) of every start tag, in the order of the document."""
    found: list[tuple[int, int]] = []
    reader = expat.ParserCreate()
    reader.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    reader.StartElementHandler = lambda _name, _attributes: found.append(
        (reader.CurrentLineNumber, reader.CurrentColumnNumber + 1)
    )
    reader.Parse(data, True)
    return found
