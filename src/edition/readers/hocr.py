"""Read hOCR, the HTML of OCR programs: pages, paragraphs, lines, words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.events import At, Event, Open
from edition.readers.hocr_tree import hocr_tree
from edition.readers.options import ReaderOptions
from edition.readers.page_archive import page_files
from edition.readers.scan_pages import Line, Piece, Region, Role, ScanPage, blank_between, role_of
from edition.readers.scan_text import write_pages
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.xml_places import XmlPlaces
from edition.readers.xml_rest import leave_rest, local_name

_PAGE = "ocr_page"
_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"})
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocrx_block", _PAGE})
_ELEMENTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li", "td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IMAGE = late_pattern(r"\bimage\s+(?:\"([^\"]*)\"|'([^']*)'|([^\s;]+))")
_RENDS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "sup": "superscript", "sub": "subscript"}


def read_hocr(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of the pages of a witness, or why they are none. SeedError for a file that is damaged."""
    found = page_files(source, "hocr", (".hocr", ".html", ".htm", ".xhtml", ".xml"))
    if isinstance(found, Refusal):
        return found
    files = [
        _HocrFile(hocr_tree(source, path, data), path if source.pages or path != source.path else "")
        for path, data in found
    ]
    for (path, _), file in zip(found, files, strict=True):
        if not file.pages:
            return Refusal(f"{path} is no hOCR: it has no element of the class {_PAGE}")
    return _read(files, options, source.path)


def _read(files: Sequence["_HocrFile"], options: ReaderOptions, path: str) -> Iterator[Event]:
    yield from write_pages([file.page(node) for file in files for node in file.pages], options, path)
    for file in files:
        yield from leave_rest(file.root, file.places, file.used, _rule)


def classes(node: etree._Element) -> list[str]:
    """The classes of an element."""
    return node.get("class", "").split() if local_name(node) else []


@dataclass
class _HocrFile:
    """One file, and which of its text nodes were used."""

    root: etree._Element
    part: str
    used: set[At] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.places = XmlPlaces(self.root, self.part)
        self.pages = [node for node in self.root.iter() if _PAGE in classes(node)]

    def page(self, node: etree._Element) -> ScanPage:
        found = _IMAGE.search(node.get("title", ""))
        image = next((one for one in found.groups() if one), "") if found else ""
        lines = [(line, _block_of(line)) for line in self._line_nodes(node)]
        regions = []
        for block, some in groupby(lines, key=lambda one: one[1]):
            made = tuple(line for one, _ in some if (line := self._line(one)) is not None)
            if made:
                regions.append(Region(_role(block), made))
        return ScanPage(image, tuple(regions))

    def _line_nodes(self, node: etree._Element) -> Iterator[etree._Element]:
        """The lines of an element; an element with words that stand in no line is one itself."""
        if _LINES & set(classes(node)):
            yield node
            return
        inner = [child for child in node if local_name(child)]
        texts = [node.text, *(child.tail for child in node)]
        has_words = any(text and text.strip() for text in texts) or any(_is_word(one) for one in (node, *inner))
        if has_words and not any(_has_lines(child) for child in inner):
            yield node
            return
        for child in inner:
            if _PAGE not in classes(child):
                yield from self._line_nodes(child)

    def _line(self, node: etree._Element) -> Line | None:
        pieces = list(self._pieces(node, (), True))
        line = Line(tuple(pieces), next((role for name in classes(node) if (role := role_of(name))), None))
        if line.is_blank:
            return None
        self.used |= {piece.at for piece in pieces if piece.at}
        return line

    def _pieces(self, node: etree._Element, marks: tuple[Open, ...], is_first: bool) -> Iterator[Piece]:
        rend = _RENDS.get(local_name(node))
        own = (*marks, Open(Kind.EMPHASIS, rend=rend)) if rend else marks
        if node.text and local_name(node):
            yield Piece(node.text, self.places.text(node), None, own, None if is_first else Rule.ALTERNATIVE)
        seen = before = None
        for child in node:
            is_taken = is_first and not ("alt" in classes(child) and seen)
            seen = seen or "alt" in classes(child)
            inner = list(self._pieces(child, own, is_taken))
            if _is_word(child) and before is not None and _is_word(before) and not before.tail and inner:
                yield blank_between(inner[0], inner[0])
            yield from inner
            if child.tail:
                yield Piece(child.tail, self.places.tail(child), None, own, None if is_first else Rule.ALTERNATIVE)
            before = child


def _is_word(node: etree._Element) -> bool:
    return "ocrx_word" in classes(node) or "ocr_word" in classes(node)


def _has_lines(node: etree._Element) -> bool:
    return any(_LINES & set(classes(one)) for one in node.iter())


def _block_of(line: etree._Element) -> etree._Element:
    """The paragraph around a line; the line itself where there is none."""
    for node in (line, *line.iterancestors()):
        if _BLOCKS & set(classes(node)) or local_name(node) in _ELEMENTS:
            return node
    return line


def _role(block: etree._Element) -> Role:
    named = [*classes(block), *(name for one in block.iterancestors() for name in classes(one))]
    if local_name(block) in _HEADINGS:
        return Role.HEADING
    return next((role for name in named if (role := role_of(name))), Role.PARAGRAPH)


def _rule(node: etree._Element) -> Rule:
    names = {local_name(node), *(local_name(one) for one in node.iterancestors())}
    return Rule.METADATA if names & {"head", "style", "script", "title"} else Rule.UNKNOWN
