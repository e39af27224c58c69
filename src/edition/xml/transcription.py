"""A TEI file with the place of everything in its bytes: a tree, and where its tags and its text nodes stand.

lxml knows no places in bytes, and resolves entities or loses them; expat gives the places. What an entity, a CDATA
section, a character reference or a line end of two characters brings in is a stretch that cannot be divided. Nodes have
the numbers of `edition.readers.xml_places`: elements, comments and processing instructions in document order from 0;
the text of node i has the number 2 i, the text behind it 2 i + 1.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace

from lxml import etree

from edition.model.finding import Position
from edition.xml.entities import NONE, Declarations
from edition.xml.file_encoding import FileEncoding, find_encoding
from edition.xml.namespaces import XML_ID
from edition.xml.parse import MAX_BYTES, Document, RefusedError, parse_document
from edition.xml.transcription_parser import TranscriptionParser, UnreadableError

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Transcription:
    """A parsed TEI file. `data`: its bytes as UTF-8 without byte-order mark, in which all places count."""

    path: str
    encoding: FileEncoding
    data: bytes
    parsed: TranscriptionParser

    @property
    def numbers(self) -> dict[etree._Element, int]:
        """The number of each node."""
        return self.parsed.numbers

    @property
    def root(self) -> etree._Element:
        """The root element."""
        return self.parsed.nodes[0]

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of entities that nobody declares; only a lenient parse has any."""
        return tuple(dict.fromkeys(self.parsed.missing))

    def document(self, given: bytes) -> Document:
        """The same as a document for validation; `given` are the bytes of the file."""
        return Document(self.path, given, self.root, self.parsed.positions)

    def outside(self, node: etree._Element) -> Span:
        """Where a node begins and ends: from its start tag to behind its end tag."""
        number = self.numbers[node]
        return self.parsed.starts[number], self.parsed.ends[number]

    def inside(self, node: etree._Element) -> Span:
        """Where the content of an element begins and ends; of an empty-element tag, behind it."""
        number = self.numbers[node]
        return self.parsed.opened[number], self.parsed.closes[number]

    def is_empty_tag(self, node: etree._Element) -> bool:
        """Whether an element is written as an empty-element tag: nothing can be put into it."""
        begin, end = self.inside(node)
        return begin == end == self.outside(node)[1]

    def is_from_entity(self, node: etree._Element) -> bool:
        """Whether an entity brought a node in: its place is that of the reference."""
        return self.numbers[node] in self.parsed.from_entities

    def holder_of(self, text: int) -> etree._Element:
        """The element in which a text node stands."""
        node = self.parsed.nodes[text // 2]
        parent = node.getparent() if text % 2 else node
        return node if parent is None else parent

    def text_of(self, text: int) -> str:
        """The characters of a text node."""
        node = self.parsed.nodes[text // 2]
        if text % 2:
            return node.tail or ""
        return node.text or "" if isinstance(node.tag, str) else ""

    def place_of(self, text: int, offset: int) -> Span:
        """The bytes of a character of a text node. KeyError, IndexError when there is none."""
        runs = self.parsed.runs
        first, behind = runs.of_node(text)
        at = bisect_right(runs.offsets, offset, first, behind) - 1
        within = offset - runs.offsets[at]
        begin, end = runs.begins[at], runs.ends[at]
        if not runs.plain[at]:
            return begin, end
        piece = self.data[begin:end]
        if len(piece) == runs.lengths[at]:  # ASCII
            return begin + within, begin + within + 1
        letters = piece.decode("utf-8")
        start = begin + len(letters[:within].encode("utf-8"))
        return start, start + len(letters[within].encode("utf-8"))

    def length_of(self, text: int) -> int:
        """How many code points a text node has."""
        try:
            last = self.parsed.runs.of_node(text)[1] - 1
        except KeyError:
            return 0
        return self.parsed.runs.offsets[last] + self.parsed.runs.lengths[last]

    def ids(self) -> frozenset[str]:
        """All values of `xml:id`."""
        return frozenset(node.get(XML_ID, "") for node in self.root.iter(etree.Element)) - {""}


def parse_transcription(
    data: bytes, path: str, declarations: Declarations = NONE, is_lenient: bool = False
) -> Transcription:
    """Parse a TEI file; `path` is its name in messages, `declarations` a local file that declares entities.

    The document type is kept; entities that the file itself declares are read, under limits; no outside file ever is.
    An XInclude stays unread in the header and is refused in the text. With `is_lenient`, an entity that nobody declares
    is one character, and no refusal. The same bytes may give the same tree, which nobody changes. RefusedError, with
    the position, for what cannot be read.
    """
    if len(data) > MAX_BYTES:
        raise RefusedError(Position(path), f"has more than {MAX_BYTES // 1024 // 1024} megabytes")
    known = _RECENT.find(data, declarations, is_lenient)
    if known is None:
        known = _parse(data, path, declarations, is_lenient)
        _RECENT.keep(data, declarations, known)
    return replace(known, path=path)


def _parse(data: bytes, path: str, declarations: Declarations, is_lenient: bool) -> Transcription:
    try:
        encoding = find_encoding(data)
        text = encoding.to_utf8(data)
        if encoding.from_utf8(text) != data:
            raise LookupError(f"{encoding.name} does not give the same bytes back; store the file as UTF-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError(Position(path, line), f"byte {error.start} is not {error.encoding.upper()}") from None
    except (LookupError, UnicodeError) as error:
        raise RefusedError(Position(path), f"cannot be read as XML: {error}") from None
    parser = TranscriptionParser(text, path, declarations, is_lenient)
    try:
        parser.parse()
    except UnreadableError as error:
        parse_document(data, path)  # the message of libxml2 is better for a file that is not well-formed
        raise RefusedError(Position(path, *error.place), f"is not well-formed XML: {error}") from None
    return Transcription(path, encoding, text, parser)


class _Recent:
    """The files that were parsed last, as long as they are small together: a build asks for each several times."""

    MOST_BYTES = 32 * 1024 * 1024

    def __init__(self) -> None:
        self.held: list[tuple[bytes, Declarations, Transcription]] = []

    def find(self, data: bytes, declarations: Declarations, is_lenient: bool) -> Transcription | None:
        """The file, if it is held; one in which an entity is missing only for a lenient parse."""
        for held in self.held:
            if held[0] == data and held[1] == declarations and (is_lenient or not held[2].missing):
                return held[2]
        return None

    def keep(self, data: bytes, declarations: Declarations, parsed: Transcription) -> None:
        """Hold a file, and let go of those before it that are too many."""
        self.held.append((data, declarations, parsed))
        while sum(len(held[0]) for held in self.held) > self.MOST_BYTES and len(self.held) > 1:
            self.held.pop(0)


_RECENT = _Recent()


def forget_parsed() -> None:
    """Let go of the files that were parsed last; who asks for one of them again waits for it."""
    _RECENT.held.clear()
