"""The texts of a source file, enumerated without its reader: what no reader may lose (docs/design.md, I0).

The parser, the loops and the author are others than those of the readers, so that a fault of a reader is not repeated.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote
from xml.parsers import expat

from edition.late_patterns import late_pattern
from edition.readers.accounting import Carrier
from edition.readers.source_file import SourceFile

#: Parts of an OpenDocument file that only set up its program.
_SETTINGS = "Configurations2/"


def carriers_of(reader: str, source: SourceFile) -> Iterator[Carrier] | None:
    """The texts of a file that a built-in reader reads, or None where nothing is known of them."""
    made = _CARRIERS.get(reader)
    return made(source) if made else None


def _decoded(source: SourceFile) -> Iterator[Carrier]:
    """A file that is one text: its characters."""
    yield "", 0, source.text


def _xml(source: SourceFile) -> Iterator[Carrier]:
    """A file that is one XML document: its text nodes."""
    for number, text in text_nodes(source.data):
        yield "", number, text


def _transcription(source: SourceFile) -> Iterator[Carrier]:
    """A TEI file, or several that are pages, with the entities that a file of the project declares."""
    for path, data in source.files:
        for number, text in text_nodes(data, declarations=source.declarations[1]):
            yield path if source.pages else "", number, text


def _office(source: SourceFile) -> Iterator[Carrier]:
    """A Word or OpenDocument file: the text nodes of its XML parts; a flat OpenDocument file: its own."""
    if not zipfile.is_zipfile(io.BytesIO(source.data)):
        yield from _xml(source)
        return
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and not name.startswith(_SETTINGS):
                for number, text in _text_nodes_if_any(archive.read(name)):
                    yield name, number, text


def _bytes(source: SourceFile) -> Iterator[Carrier]:
    """An RTF file: its bytes, each as one character."""
    yield "", 0, source.data.decode("latin-1")


def _pages(source: SourceFile) -> Iterator[Carrier]:
    """Pages in XML (PAGE, hOCR): the text nodes of each file, or of each page of an archive."""
    return _nodes_of_pages(source, "")


def _alto(source: SourceFile) -> Iterator[Carrier]:
    """Pages in ALTO XML, whose words are in an attribute."""
    return _nodes_of_pages(source, "CONTENT")


def _nodes_of_pages(source: SourceFile, attribute: str) -> Iterator[Carrier]:
    for path, data in source.files:
        if not source.pages and zipfile.is_zipfile(io.BytesIO(data)):
            yield from _nodes_of_archive(data, attribute)
            continue
        for number, text in _text_nodes_if_any(data, attribute):
            yield path if source.pages else "", number, text


def _nodes_of_archive(data: bytes, attribute: str) -> Iterator[Carrier]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and "page" in name.split("/")[:-1]:
                for number, text in _text_nodes_if_any(archive.read(name), attribute):
                    yield name, number, text


def _book(source: SourceFile) -> Iterator[Carrier]:
    """An EPUB book: the documents that its package lists, as texts, and the text nodes of the package itself."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        names = set(archive.namelist())
        for package in _attributes(archive.read("META-INF/container.xml"), "rootfile", "full-path"):
            for number, text in _text_nodes_if_any(archive.read(package)):
                yield package, number, text
            items = _ITEM.findall(archive.read(package).decode("utf-8", "replace"))
            for item in items:
                href = re.search(r"""\bhref\s*=\s*["']([^"']*)""", item)
                path = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href[1]))) if href else ""
                if path in names and "application/xhtml+xml" in item:
                    try:
                        document = archive.read(path).decode("utf-8-sig")
                    except UnicodeDecodeError:
                        continue  # in an encoding of its own, which only its reader knows
                    yield path, 0, re.sub(r"\r\n?", "\n", document)


_ITEM = late_pattern(r"<(?:\w+:)?item\b[^>]*>")


def _attributes(data: bytes, element: str, attribute: str) -> list[str]:
    """The values of an attribute of all elements of a name."""
    found: list[str] = []
    parser = expat.ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element and attribute in attributes:
            found.append(attributes[attribute])

    parser.StartElementHandler = begin
    parser.Parse(data, True)
    return found


def _text_nodes_if_any(data: bytes, attribute: str = "") -> tuple[tuple[int, str], ...]:
    """The text nodes of a part; none of one that is no XML, which the reader reports (E324)."""
    try:
        return tuple(text_nodes(data, attribute))
    except expat.ExpatError:
        return ()


def text_nodes(data: bytes, attribute: str = "", declarations: bytes = b"") -> Iterator[tuple[int, str]]:
    """The text nodes of an XML document by their numbers (xml_places.py). ExpatError where it is not well-formed.

    `attribute`: one whose value stands before the text of its element. `declarations`: of entities, which stand in the
    place of the outside document type.
    """
    parser = expat.ParserCreate()
    if declarations:
        _declare_entities(parser, declarations)
    parser.buffer_text = True
    pieces: dict[int, list[str]] = {}
    opened: list[int] = []
    state = {"nodes": 0, "at": -1}

    def begin(name: str, attributes: dict[str, str]) -> None:
        opened.append(state["nodes"])
        state["at"] = 2 * state["nodes"]
        state["nodes"] += 1
        if value := attributes.get(attribute):
            pieces.setdefault(state["at"], []).append(value)

    def end(name: str) -> None:
        state["at"] = 2 * opened.pop() + 1

    def pass_over(*_: object) -> None:
        if opened:  # what stands before and behind the root is in no tree
            state["at"] = 2 * state["nodes"] + 1
            state["nodes"] += 1

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CommentHandler = parser.ProcessingInstructionHandler = pass_over
    parser.CharacterDataHandler = lambda text: pieces.setdefault(state["at"], []).append(text)
    parser.Parse(data, True)
    for number, some in sorted(pieces.items()):
        yield number, "".join(some)


def _declare_entities(parser: expat.XMLParserType, declarations: bytes) -> None:
    def outside(context: str | None, *_: object) -> int:
        parser.ExternalEntityParserCreate(context).Parse(declarations, True)
        return 1

    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    parser.UseForeignDTD(True)
    parser.ExternalEntityRefHandler = outside


_CARRIERS: Mapping[str, Callable[[SourceFile], Iterator[Carrier]]] = {
    **dict.fromkeys(("html", "markdown", "wikitext", "typed", "csv", "latex", "collatex"), _decoded),
    **dict.fromkeys(("docx", "odt"), _office),
    **dict.fromkeys(("page-xml", "hocr"), _pages),
    "alto": _alto,
    "epub": _book,
    "rtf": _bytes,
    "tei": _transcription,
}
