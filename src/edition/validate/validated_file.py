"""Parse a file that is to be validated: any file of anybody, also with a DOCTYPE, entities and XInclude."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from edition.model.finding import Finding, Position
from edition.validate.entity_parser import EntityParser
from edition.validate.local_files import LocalFiles
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.xinclude import Inclusions
from edition.xml.parse import MAX_BYTES, MAX_DEPTH, Document, RefusedError, find_start_tags, parse_document
from edition.xml.text_positions import TextPlace

_SIGNS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "/XInclude") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


@dataclass(slots=True)
class ExpandedDocument(Document):
    """A document whose elements may come from several files."""

    places: list[Position] = field(default_factory=list)

    def position_of(self, number: int) -> Position:
        """The place of the element with this number, in the file where it stands."""
        return self.places[number - 1]

    def find_texts(self, wanted: Collection[TextPlace]) -> dict[TextPlace, Position]:
        """The positions of texts, if all elements stand in this file; none where others are taken in."""
        try:
            written = [Position(self.path, *position) for position in find_start_tags(self.data)]
        except (expat.ExpatError, LookupError, ValueError):
            return {}
        return Document.find_texts(self, wanted) if written == self.places else {}


def parse_validated(
    data: bytes, path: str, options: Options = NO_OPTIONS, within: Path | None = None
) -> tuple[Document, tuple[Finding, ...]]:
    """Parse a file and what it takes in; the findings tell what was left out (E445, E448).

    Other files are opened if the options say so, in the folder of the file, in the folder `within`, or below these.
    RefusedError, with its position, when a file is not well-formed, is not at hand, or exceeds a limit.
    """
    if not any(sign in data for sign in _SIGNS):
        return parse_document(data, path), ()
    if len(data) > MAX_BYTES:
        raise RefusedError(Position(path), f"has more than {MAX_BYTES // 1024 // 1024} megabytes")
    files = LocalFiles(Path(path), within, options.includes)
    parser = EntityParser(data, path, files)
    root = parser.parse()
    inclusions = Inclusions(files, parser.places, parser.unparsed, parser.findings)
    root = inclusions.expand(root, ((str(Path(path).resolve()), ""),))
    elements = [*root.iter(etree.Element)]
    _check_depth(root, inclusions)
    places = [inclusions.places[element] for element in elements]
    document = ExpandedDocument(path, data, root, entities=frozenset(inclusions.unparsed), places=places)
    return document, tuple(inclusions.findings)


def _check_depth(root: etree._Element, inclusions: Inclusions) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            said = f"Excessive depth: elements stand more than {MAX_DEPTH} deep in each other; that is not accepted"
            raise RefusedError(inclusions.places[element], said)
