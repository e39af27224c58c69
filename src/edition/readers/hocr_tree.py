"""The tree of an hOCR file: XHTML as it stands, and HTML that is not well-formed with its open elements closed."""

from html.parser import HTMLParser

from lxml import etree

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.readers.containers import parse_part, without_doctype
from edition.readers.source_file import SourceFile

#: Document types of XHTML; they are not loaded.
_PUBLIC_IDS = frozenset(f"-//W3C//DTD XHTML 1.{name}//EN" for name in ("0 Transitional", "0 Strict", "0 Frameset", "1"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))
_NAME = late_pattern(r"[a-z][a-z0-9]*")
_KEPT = ("class", "id", "title", "lang")
_MAX_DEPTH = 200


def hocr_tree(source: SourceFile, path: str, data: bytes) -> etree._Element:
    """The root of the file. SeedError where it is no text in its encoding, or nests too deeply."""
    try:
        return parse_part(without_doctype(data, _PUBLIC_IDS), path)
    except SeedError:
        text = SourceFile(source.siglum, path, data, source.encoding).text
    builder = _TreeBuilder(path)
    builder.feed(text)
    builder.close()
    return builder.root


class _TreeBuilder(HTMLParser):
    """Makes a tree of HTML; an end tag closes what is open in its element."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.root = etree.Element("html")
        self.open: list[etree._Element] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs if name in _KEPT}
        if tag == "html":
            return
        if len(self.open) > _MAX_DEPTH:
            raise SeedError(f"{self.path}:{self.getpos()[0]}: nests deeper than {_MAX_DEPTH} elements")
        try:
            node = etree.SubElement(self.open[-1], tag if _NAME.fullmatch(tag) else "span", given)
        except ValueError as error:
            raise SeedError(f"{self.path}:{self.getpos()[0]}: cannot be read: {error}") from None
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag != "html":
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        name = tag if _NAME.fullmatch(tag) else "span"
        found = next((number for number in range(len(self.open) - 1, 0, -1) if self.open[number].tag == name), 0)
        if found:
            del self.open[found:]

    def handle_data(self, data: str) -> None:
        node = self.open[-1]
        try:
            if len(node):
                node[-1].tail = (node[-1].tail or "") + data
            else:
                node.text = (node.text or "") + data
        except ValueError as error:
            raise SeedError(f"{self.path}:{self.getpos()[0]}: cannot be read: {error}") from None
