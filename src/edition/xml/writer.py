"""Write a TEI tree from left to right with a cursor; only this module sets text and tail."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from lxml import etree

from edition.late_patterns import late_pattern
from edition.xml.namespaces import TEI, XML_ID, XML_LANG, XML_SPACE, tei

#: Characters that XML 1.0 cannot contain; NUL, U+FFFE and U+FFFF are refused by project/sources.py.
NOT_XML = late_pattern("[\x01-\x08\x0b\x0c\x0e-\x1f]")
_PREFIXES: Any = {None: TEI}  # the stubs of lxml lack the default namespace
_XML_NAMES = {"xml_id": XML_ID, "xml_lang": XML_LANG, "xml_space": XML_SPACE}


class Writer:
    """Opens and closes elements and adds text at the cursor; `characters` are those that XML 1.0 cannot contain."""

    def __init__(self, root: str, attributes: Mapping[str, str] | None = None) -> None:
        self.root = etree.Element(tei(root), nsmap=_PREFIXES)
        self._set(self.root, attributes or {})
        self._open = [self.root]
        self.characters: set[str] = set()

    @property
    def here(self) -> etree._Element:
        """The innermost open element."""
        return self._open[-1]

    def start(self, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
        """Open an element; empty attribute values are left out; `xml_id` and `xml_lang` are the XML attributes."""
        element = etree.SubElement(self._open[-1], tei(name))
        if attributes:
            self._set(element, attributes)
        self._open.append(element)
        return element

    def end(self) -> None:
        """Close the innermost open element."""
        self._open.pop()

    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> "Opening":
        """Open an element for the `with` block and close it afterwards."""
        return Opening(self, name, attributes)

    @contextmanager
    def inside(self, element: etree._Element) -> Iterator[None]:
        """Put the cursor at the end of a closed element for the `with` block."""
        self._open.append(element)
        yield
        self._open.pop()

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        """Write an element without content."""
        self.start(name, attributes)
        self.end()

    def leaf(self, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
        """Write an element with text only."""
        with self.element(name, attributes):
            self.text(text)

    def text(self, text: str) -> None:
        """Write text at the cursor; characters that XML 1.0 cannot contain become `g` (TEI P5, 5.2)."""
        if not text:
            return
        at = 0
        for found in NOT_XML.finditer(text):
            self._append(text[at : found.start()])
            self.characters.add(found[0])
            self.empty("g", {"ref": f"#{character_id(found[0])}"})
            at = found.end()
        self._append(text[at:])

    def _append(self, text: str) -> None:
        if not text:
            return
        here = self._open[-1]
        last = next(here.iterchildren(reversed=True), None)  # `len` would count all children each time
        if last is not None:
            last.tail = (last.tail or "") + text
        else:
            here.text = (here.text or "") + text

    @staticmethod
    def _set(element: etree._Element, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if value:
                element.set(_XML_NAMES.get(name, name), value)


class Opening:
    """An element that a `Writer` opens at the beginning of a `with` block and closes at its end."""

    __slots__ = ("_attributes", "_name", "_out")

    def __init__(self, out: Writer, name: str, attributes: Mapping[str, str] | None) -> None:
        self._out, self._name, self._attributes = out, name, attributes

    def __enter__(self) -> etree._Element:
        return self._out.start(self._name, self._attributes)

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._out.end()


def character_id(character: str) -> str:
    """The id of a character in `charDecl`, such as U000C."""
    return f"U{ord(character):04X}"


def serialize(root: etree._Element) -> bytes:
    """Serialise a document as UTF-8 with an XML declaration and one final line feed.

    Header and standOff are indented; nothing is added inside `text`.
    """
    for part in root:
        if part.tag != tei("text"):
            etree.indent(part, level=1)
        part.tail = "\n"
    root.text = "\n"
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
