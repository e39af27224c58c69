"""Read ALTO XML (versions 1 to 4): blocks in their order, words with their blanks, words that are broken at a line end.

The words of ALTO stand in attributes. As places in the file, the words of `CONTENT` count as the beginning of the text
of their element.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.containers import parse_part
from edition.readers.events import At, Event, Open, Out
from edition.readers.options import ReaderOptions
from edition.readers.page_archive import page_files
from edition.readers.scan_pages import Line, Piece, Region, Role, ScanPage, blank_between, role_of
from edition.readers.scan_text import write_pages
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.token_spaces import TokenSpaces
from edition.readers.xml_places import XmlPlaces
from edition.readers.xml_rest import leave_rest, local_name

_CONTENT = "CONTENT"
#: The parts of a page in the order in which they are read, and what their blocks are.
_SPACES: Mapping[str, Role | None] = {
    "PrintSpace": None,
    "TopMargin": Role.FURNITURE,
    "BottomMargin": Role.FURNITURE,
    "LeftMargin": Role.MARGIN,
    "RightMargin": Role.MARGIN,
}
_STYLES = {
    "italics": "italic",
    "bold": "bold",
    "smallcaps": "smallCaps",
    "superscript": "superscript",
    "subscript": "subscript",
    "underline": "underline",
    "strikethrough": "strike",
}
_HYPHENS = "-‐=¬\u00ad⸗⹀"


def read_alto(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of the pages of a witness, or why they are none. SeedError for a file that is damaged."""
    found = page_files(source, "alto")
    if isinstance(found, Refusal):
        return found
    files = [_AltoFile(path, data, path if source.pages or path != source.path else "") for path, data in found]
    for file in files:
        if local_name(file.root).lower() != "alto":
            return Refusal(f"{file.path} is no ALTO XML: its root is {local_name(file.root)}, not alto")
    return _read(files, options, source.path)


def _read(files: Sequence["_AltoFile"], options: ReaderOptions, path: str) -> Iterator[Event]:
    yield from write_pages([page for file in files for page in file.pages()], options, path)
    for file in files:
        yield from file.rest()


@dataclass
class _AltoFile:
    """One file, and which of its words were used."""

    path: str
    data: bytes
    part: str
    used: set[At] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.root = parse_part(self.data, self.path)
        self.places = XmlPlaces(self.root, self.part)
        self.types: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.image = ""
        for node in self.root.iter():
            name, key = local_name(node), node.get("ID", "")
            if name.endswith("Tag") and key:
                self.types[key] = node.get("LABEL") or node.get("TYPE") or ""
            elif name == "TextStyle" and key:
                self.styles[key] = node.get("FONTSTYLE", "")
            elif name == "fileName":
                self.image = (node.text or "").strip()

    def pages(self) -> Iterator[ScanPage]:
        pages = [node for node in self.root.iter() if local_name(node) == "Page"]
        named = [node.get("REF", "") for node in self.root.iter() if local_name(node) == "ElementRef"]
        order = {key: number for number, key in enumerate(named)}
        for page in pages:
            blocks = list(self._blocks_of_page(page))
            blocks.sort(key=lambda block: order.get(block[0].get("ID", ""), len(order)))
            regions = tuple(self._region(node, role, kind) for node, role, kind in blocks)
            yield ScanPage(self.image if len(pages) == 1 else "", regions, page.get("PRINTED_IMG_NR", ""))

    def _blocks_of_page(self, page: etree._Element) -> Iterator[tuple[etree._Element, Role | None, str]]:
        names = list(_SPACES)
        spaces = [node for node in page if local_name(node) in names]
        for space in sorted(spaces, key=lambda node: names.index(local_name(node))):
            yield from self._blocks(space, _SPACES[local_name(space)], "")

    def _blocks(
        self, node: etree._Element, role: Role | None, kind: str
    ) -> Iterator[tuple[etree._Element, Role | None, str]]:
        """The text blocks in an element, with the role of their margin and the type of the block around them."""
        for child in node:
            own = self._type(child) or kind
            if local_name(child) == "TextBlock":
                yield child, role, own
            elif local_name(child) == "ComposedBlock":
                yield from self._blocks(child, role, own)

    def _type(self, node: etree._Element) -> str:
        """The type of a block or line: the first of its tags that says something, else the first one."""
        found = [self.types[key] for key in node.get("TAGREFS", "").split() if key in self.types]
        return next((one for one in found if role_of(one)), found[0] if found else node.get("TYPE", ""))

    def _region(self, node: etree._Element, role: Role | None, kind: str) -> Region:
        found = [self._line(child) for child in node if local_name(child) == "TextLine"]
        lines = tuple(line for line in found if not line.is_blank)
        self.used -= {piece.at for line in found if line.is_blank for piece in line.pieces if piece.at}
        is_column = kind.partition(":")[0].casefold() == "mainzone"
        return Region(role or role_of(kind) or Role.PARAGRAPH, lines, is_column)

    def _line(self, node: etree._Element) -> Line:
        has_blanks = any(local_name(child) == "SP" for child in node)
        spaces = TokenSpaces()
        pieces: list[Piece] = []
        is_apart = is_hyphenated = False
        for child in node:
            name = local_name(child)
            if name == "SP":
                is_apart = True
            elif name in ("String", "HYP") and child.get(_CONTENT):
                piece = self._piece(child, node)
                is_apart = is_apart if has_blanks or name == "HYP" else spaces.before(piece.words)
                pieces += [blank_between(pieces[-1], piece)] if is_apart and pieces and name == "String" else []
                pieces.append(piece)
                is_apart = False
                is_hyphenated = name == "HYP" or child.get("SUBS_TYPE") == "HypPart1"
        line = Line(tuple(pieces), role_of(self._type(node)), is_hyphenated)
        return _without_hyphen(line, node) if is_hyphenated else line

    def _piece(self, node: etree._Element, line: etree._Element) -> Piece:
        at = self.places.text(node)
        self.used.add(at)
        keys = f"{line.get('STYLEREFS', '')} {node.get('STYLEREFS', '')}".split()
        named = " ".join([node.get("STYLE", ""), *(self.styles.get(key, "") for key in keys)]).lower().split()
        rend = " ".join(_STYLES[name] for name in dict.fromkeys(named) if name in _STYLES)
        marks = (Open(Kind.EMPHASIS, rend=rend),) if rend else ()
        return Piece(node.get(_CONTENT, ""), at, None, marks)

    def rest(self) -> Iterator[Out]:
        """What was not used: words that say the same again, other readings, white space."""
        for node in self.root.iter():
            words = node.get(_CONTENT) if local_name(node) else None
            if words is None:
                continue
            at = self.places.text(node)
            if words and at not in self.used:
                yield Out(_rule_of_words(node), words, at)
            self.used.add(at)
            if node.text:
                yield Out(Rule.UNKNOWN if node.text.strip() else Rule.MARKUP, node.text, at.moved(len(words)))
        yield from leave_rest(self.root, self.places, self.used, _rule)


def _without_hyphen(line: Line, node: etree._Element) -> Line:
    """The line without the sign at its end, unless the whole word, as the file gives it, has the sign as well."""
    strings = [child for child in node if local_name(child) == "String"]
    whole = strings[-1].get("SUBS_CONTENT", "") if strings else ""
    text = line.text.rstrip()
    bare = text.rstrip(_HYPHENS)
    first = bare.rpartition(" ")[2]
    if not bare or bare == text or (whole.startswith(first) and whole[len(first) : len(first) + 1] in tuple(_HYPHENS)):
        return replace(line, is_hyphenated=True)
    return line.without(len(bare), len(line.text), Rule.HYPHEN)


def _rule_of_words(node: etree._Element) -> Rule:
    if local_name(node) == "Variant":
        return Rule.ALTERNATIVE
    if local_name(node) == "Glyph":
        return Rule.TWIN
    return Rule.UNKNOWN if node.get(_CONTENT, "").strip() else Rule.MARKUP


def _rule(node: etree._Element) -> Rule:
    names = {local_name(node), *(local_name(one) for one in node.iterancestors())}
    if "ALTERNATIVE" in names:
        return Rule.ALTERNATIVE
    return Rule.UNKNOWN if "Layout" in names else Rule.METADATA
