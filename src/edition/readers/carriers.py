"""The texts of a source file, enumerated without its reader: what no reader may lose (docs/design.md, I0).

The parser, the loops and the author are others than those of the readers, so that a fault of a reader is not repeated.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

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


def _text_nodes_if_any(data: bytes) -> tuple[tuple[int, str], ...]:
    """The text nodes of a part; none of one that is no XML, which the reader reports (E324)."""
    try:
        return tuple(text_nodes(data))
    except expat.ExpatError:
        return ()


def text_nodes(data: bytes) -> Iterator[tuple[int, str]]:
    """The text nodes of an XML document by their numbers (xml_places.py). ExpatError where it is not well-formed."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    pieces: dict[int, list[str]] = {}
    opened: list[int] = []
    state = {"nodes": 0, "at": -1}

    def begin(name: str, attributes: dict[str, str]) -> None:
        opened.append(state["nodes"])
        state["at"] = 2 * state["nodes"]
        state["nodes"] += 1

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


_CARRIERS: Mapping[str, Callable[[SourceFile], Iterator[Carrier]]] = {
    **dict.fromkeys(("html", "markdown", "wikitext", "typed", "csv", "latex"), _decoded),
    **dict.fromkeys(("docx", "odt"), _office),
    "tei": _xml,
}
