"""Read PAGE XML, as Transkribus, eScriptorium and OCR programs write it: each word once, in the order of reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from edition.model import Finding, Position, Rule, Severity
from edition.readers.containers import parse_part
from edition.readers.events import At, Event, Out, Report
from edition.readers.options import ReaderOptions
from edition.readers.page_archive import page_files
from edition.readers.page_order import in_reading_order, line_order
from edition.readers.scan_pages import (
    Line,
    Piece,
    Region,
    Role,
    ScanPage,
    TableCell,
    lines_of_text,
    pieces_of_words,
    role_of,
)
from edition.readers.scan_text import write_pages
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.transkribus import structure_type, tagged_pieces
from edition.readers.xml_places import XmlPlaces
from edition.readers.xml_rest import leave_rest, local_name

_METADATA = frozenset({"Metadata", "Labels", "Label", "UserDefined", "UserAttribute", "TextStyle"})
_SHOWN = 30  # characters of a line that a finding has


def read_page_xml(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of the pages of a witness, or why they are none. SeedError for a file that is damaged."""
    found = page_files(source, "page")
    if isinstance(found, Refusal):
        return found
    files = [_PageFile(path, data, path if source.pages or path != source.path else "") for path, data in found]
    for file in files:
        if local_name(file.root) != "PcGts":
            return Refusal(f"{file.path} is no PAGE XML: its root is {local_name(file.root)}, not PcGts")
    return _read(files, options, source.path)


def _read(files: Sequence["_PageFile"], options: ReaderOptions, path: str) -> Iterator[Event]:
    yield from write_pages([page for file in files for page in file.pages()], options, path)
    for file in files:
        yield from file.rest()
    unequal = [one for file in files for one in file.unequal]
    if unequal:
        count = f"{len(unequal)} line{'' if len(unequal) == 1 else 's'} or regions"
        message = f"{count} have other words than their parts ({unequal[0]}); the words of the lines are taken"
        yield Report(Finding("E351", Severity.WARNING, message, Position(path)))


@dataclass(slots=True)
class _Chosen:
    """The text of an element: its node, and its words."""

    node: etree._Element
    words: str


@dataclass
class _PageFile:
    """One file, and which of its text nodes were used. `unequal`: the first words of copies that differ."""

    path: str
    data: bytes
    part: str
    unequal: list[str] = field(default_factory=list)
    used: set[At] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.root = parse_part(self.data, self.path)
        self.places = XmlPlaces(self.root, self.part)

    def pages(self) -> Iterator[ScanPage]:
        for page in children(self.root, "Page"):
            regions = (self._region(region) for region in in_reading_order(page))
            yield ScanPage(page.get("imageFilename", ""), tuple(regions))

    def _region(self, node: etree._Element) -> Region:
        custom = node.get("custom", "")
        named = structure_type(custom) or node.get("type", "")
        role = role_of(named) or role_of(node.get("type", "")) or Role.PARAGRAPH
        is_column = named.partition(":")[0].casefold() == "mainzone"
        if local_name(node) == "TableRegion" and (cells := tuple(self._cells(node))):
            return Region(Role.TABLE, cells=cells)
        return Region(role, tuple(self._lines(node)), is_column)

    def _cells(self, table: etree._Element) -> Iterator[TableCell]:
        for node in table:
            role = next((one for one in node.iter() if local_name(one) == "TableCellRole"), None)
            row, column = (
                (node.get("row"), node.get("col")) if role is None else (role.get("rowIndex"), role.get("columnIndex"))
            )
            if local_name(node) == "TableCell" or role is not None:
                yield TableCell(_number(row), _number(column), tuple(self._lines(node)))

    def _lines(self, region: etree._Element) -> Iterator[Line]:
        """The lines of a region; where none has words, those of its own text."""
        lines = [line for node in line_order(region) if not (line := self._line(node)).is_blank]
        chosen = choose_text(region)
        if not lines and chosen:
            lines = list(lines_of_text(chosen.words, self._use(chosen)))
        elif chosen and _squeezed(chosen.words) not in _squeezed("".join(line.text for line in lines)):
            self.unequal.append(f"region {region.get('id', '')}")
        yield from lines

    def _line(self, node: etree._Element) -> Line:
        custom = node.get("custom", "")
        chosen, words = choose_text(node), [choose_word(word) for word in children(node, "Word")]
        role = role_of(structure_type(custom) or node.get("type", ""))
        if chosen:
            spelt = "".join(one.words for word in words for one in word)
            if _squeezed(spelt) not in _squeezed(chosen.words):
                self.unequal.append(
                    f"«{chosen.words[:_SHOWN]}», «{' '.join(one.words for word in words for one in word)[:_SHOWN]}»"
                )
            return Line(tagged_pieces(chosen.words, self._use(chosen), custom), role)
        pieces = [[Piece(one.words, self._use(one)) for one in word] for word in words if word]
        return Line(pieces_of_words(pieces), role)

    def _use(self, chosen: _Chosen) -> At:
        at = self.places.text(chosen.node)
        self.used.add(at)
        return at

    def rest(self) -> Iterator[Out]:
        yield from leave_rest(self.root, self.places, self.used, _rule)


def children(node: etree._Element, name: str) -> list[etree._Element]:
    """The children of an element with a name, in any namespace."""
    return [child for child in node if local_name(child) == name]


def choose_text(node: etree._Element) -> _Chosen | None:
    """The text of an element: of several the one with the lowest index, else the one that is surest, else the first."""
    found: list[tuple[tuple[float, float], _Chosen]] = []
    for one in children(node, "TextEquiv"):
        for text in children(one, "Unicode"):
            if text.text and text.text.strip():
                index, sure = _float(one.get("index"), float("inf")), _float(one.get("conf"), 0.0)
                found.append(((index, -sure), _Chosen(text, text.text)))
    return min(found, key=lambda one: one[0])[1] if found else None


def choose_word(word: etree._Element) -> list[_Chosen]:
    """The text of a word, or those of its letters."""
    chosen = choose_text(word)
    if chosen:
        return [chosen]
    return [one for glyph in children(word, "Glyph") if (one := choose_text(glyph))]


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 9 else 0


def _float(value: str | None, default: float) -> float:
    try:
        return float(value) if value else default
    except ValueError:
        return default


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _rule(node: etree._Element) -> Rule:
    """Why the words of an element are left out that are not the text of a line."""
    names = [local_name(node), *(local_name(one) for one in node.iterancestors())]
    if _METADATA & set(names):
        return Rule.METADATA
    if "TextEquiv" not in names:
        return Rule.UNKNOWN
    equiv: Any = node
    while local_name(equiv) != "TextEquiv":
        equiv = equiv.getparent()
    owner = equiv.getparent()
    is_other = owner is not None and (chosen := choose_text(owner)) is not None and chosen.node.getparent() is not equiv
    is_line = owner is not None and local_name(owner) == "TextLine"
    return Rule.ALTERNATIVE if is_other and is_line and local_name(node) == "Unicode" else Rule.TWIN
